package errormodel

import (
	"math"
	"math/rand/v2"
	"sort"
	"strings"
)

// given are names of men and women, the common ones first, each with what its bearers are called.
var given = [2][]string{
	{
		"James jim jimmy", "Robert bob rob bobby", "John jack johnny", "Michael mike", "William bill will billy", "David dave",
		"Richard rick dick", "Joseph joe joey", "Thomas tom tommy", "Charles charlie chuck", "Christopher chris", "Daniel dan danny",
		"Matthew matt", "Anthony tony", "Steven steve", "Andrew andy drew", "Kenneth ken kenny", "Joshua josh", "Edward ed eddie ted",
		"Ronald ron", "Timothy tim", "Jeffrey jeff", "Jacob jake", "Nicholas nick", "Jonathan jon", "Stephen steve", "Lawrence larry",
		"Benjamin ben", "Samuel sam", "Gregory greg", "Alexander alex", "Patrick pat", "Raymond ray", "Dennis", "Jerry", "Tyler",
		"Aaron", "José", "Adam", "Nathan nate", "Henry hank", "Zachary zach", "Douglas doug", "Peter pete", "Kyle", "Noah", "Ethan",
		"Jeremy", "Christian", "Walter walt", "Keith", "Jaden", "Jayden", "Víctor", "Luis", "Juan", "Søren", "Björn", "Ahmed", "Wei",
	},
	{
		"Mary molly", "Patricia pat patty trish", "Jennifer jen jenny", "Linda", "Elizabeth liz beth betty eliza", "Barbara barb",
		"Susan sue", "Jessica jess", "Karen", "Sarah", "Lisa", "Nancy", "Sandra sandy", "Ashley", "Emily", "Kimberly kim", "Margaret peggy maggie meg",
		"Donna", "Michelle", "Carol", "Amanda mandy", "Melissa missy", "Deborah deb debbie", "Stephanie steph", "Rebecca becky",
		"Laura", "Helen", "Sharon", "Cynthia cindy", "Kathleen kathy kate", "Amy", "Angela angie", "Shirley", "Brenda", "Emma", "Anna annie",
		"Pamela pam", "Nicole nikki", "Samantha sam", "Katherine kate kathy katie", "Christine chris tina", "Christina chris tina",
		"Catherine cathy kate", "Virginia ginny", "Debra deb", "Rachel", "Janet jan", "Carolyn", "Maria", "Marie", "Heather", "Diane",
		"Julie", "Joyce", "Victoria vicky tori", "Zoë", "Małgorzata", "Noor", "Mei", "Lucía",
	},
}

var syllables = strings.Fields("ba bel bo bran cas cor dal den dor el fal fen gar ger hal har hol is ja kel kin lan lor mar mel mon nor ol pel " +
	"per quin ral ran ros sal ser sten tal ter tor ul val ven ver wal wes win yar zel")

// invented makes a name of syllables, another one for each number.
func invented(n int) string {
	var b strings.Builder
	for range 3 {
		b.WriteString(syllables[n%len(syllables)])
		n /= len(syllables)
	}
	return strings.ToUpper(b.String()[:1]) + b.String()[1:] + [5]string{"", "son", "man", "ez", "ski"}[len(b.String())%5]
}

// frequent draws ranks so that the first is about as frequent as the name Smith: 0.8 percent (Census 2010, surnames).
type frequent []float64

func frequencies(names int, flat float64) frequent {
	sums, total := make(frequent, names), 0.0
	for i := range sums {
		total += math.Pow(float64(i)+flat, -0.9)
		sums[i] = total
	}
	return sums
}

func (f frequent) draw(r *rand.Rand) int {
	return sort.SearchFloat64s(f, r.Float64()*f[len(f)-1])
}

const inventedGiven = 600

var (
	familyNames = frequencies(30_000, 9)
	givenNames  = frequencies(len(given[0])+inventedGiven, 6)
)

// firstName gives a name and what its bearer is called; sex is 0 or 1.
func firstName(r *rand.Rand, sex int) (name string, nicknames []string) {
	n := givenNames.draw(r)
	if n < len(given[sex]) {
		words := strings.Fields(given[sex][n])
		return words[0], words[1:]
	}
	return invented(100_000 + 2*(n-len(given[sex])) + sex), nil
}

func familyName(r *rand.Rand) string {
	n := familyNames.draw(r)
	switch n % 40 {
	case 7:
		return "O'" + invented(n)
	case 13:
		return invented(n) + "é"
	case 23:
		return "Van " + invented(n)
	}
	return invented(n)
}
