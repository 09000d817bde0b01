package link

import "strings"

// nicknames are groups of names that are used for one another, each after the name that stands for the group. A name may be in
// several: Chris is Christopher, Christine or Christina. The words are our own choice of common English usage, no copied list.
var nicknames = groups(`
alexander alex al lex sandy xander
alexandra alex sandra sandy lexi
amanda mandy
andrew andy drew
angela angie
anthony tony
barbara barb barbie babs
benjamin ben benny benji
catherine cathy cat kate kathy katie
charles charlie chuck chas
christina chris tina chrissy
christine chris tina chrissy
christopher chris kit topher
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie debra
donald don donny
douglas doug
edward ed eddie ted teddy ned
elizabeth liz beth betty betsy eliza lizzie libby elsie lisa
emily em emmy
frances fran franny
francis frank
frederick fred freddy
gerald gerry jerry
gregory greg
harold harry hal
henry hank harry
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny jenn
jessica jess jessie
john jack johnny jon
jonathan jon jonny
joseph joe joey
joshua josh
judith judy
katherine kate kathy katie kat kit kitty katharine kathryn
kathleen kathy kate katie
kenneth ken kenny
kimberly kim
lawrence larry
leonard leo len lenny
margaret maggie meg peggy marge greta rita
maria mary
mary molly polly mollie
matthew matt
melissa missy mel
michael mike mick mickey
anna ann annie anne hannah
nathaniel nate nathan
nicholas nick nicky
nicole nikki nicky
pamela pam
patricia pat patty trish tricia
patrick pat paddy
peter pete
philip phil
raymond ray
rebecca becky becca
richard rick dick rich richie ricky
robert bob rob bobby robbie bert
ronald ron ronnie
samantha sam sammy
samuel sam sammy
sandra sandy
stephanie steph stephie
stephen steve
steven steve
susan sue susie suzy
theodore ted teddy theo
theresa terry tess tessa
thomas tom tommy
timothy tim timmy
victoria vicky vicki tori
virginia ginny ginger
walter walt wally
william bill will billy willy liam
zachary zach zack
`)

func groups(text string) map[string][]string {
	of := map[string][]string{}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		names := strings.Fields(line)
		for _, n := range names {
			of[n] = append(of[n], names[0])
		}
	}
	return of
}

// roots are the names a first name may stand for; itself when it is no nickname.
func roots(given string) []string {
	if of := nicknames[given]; of != nil {
		return of
	}
	if given == "" {
		return nil
	}
	return []string{given}
}

// nicknamed tells whether two first names are used for one another.
func nicknamed(a, b string) bool {
	for _, x := range nicknames[a] {
		for _, y := range nicknames[b] {
			if x == y {
				return true
			}
		}
	}
	return false
}
