package town

import (
	"fmt"
	"strconv"
	"time"
)

// NextvisitUser is a user as GET /v1/users shows them and as notes embed them.
type NextvisitUser struct {
	ID      int
	Staff   int    // see VSeeUser.Staff
	Name    string // with title: "Dr. Rosa Quill"
	Email   string
	Created time.Time
	Updated time.Time
}

// NextvisitTeam is a team. Patients and notes belong to the one whose Parent is 0.
type NextvisitTeam struct {
	ID      int
	Name    string
	Parent  int // 0: none
	Created time.Time
	Updated time.Time
}

const (
	nextvisitUser    = 30_300
	strangeUserShift = 500_000 // note.user.id - note.user_id on some notes
	teamID           = 40_005
	teamCount        = 4 // the last one appears on the second night
)

func (t *Town) noteUser(i int) NextvisitUser {
	p := t.staff[i]
	return NextvisitUser{
		ID: nextvisitUser + i, Staff: i, Name: "Dr. " + p.FirstName + " " + p.LastName,
		Email:   t.free(fmt.Sprintf("author%d@example.com", i), "author_email", i),
		Created: t.opts.Today.AddDate(-3, 0, -i), Updated: t.opts.Today.AddDate(-1, 0, -i),
	}
}

func (t *Town) team(i int) NextvisitTeam {
	v := NextvisitTeam{
		ID: teamID + i, Name: []string{"Harborview Behavioral", "Harborview North", "Harborview Groups", "Harborview Youth"}[i],
		Created: t.opts.Today.AddDate(-4, i, 0), Updated: t.opts.Today.AddDate(-2, i, 0),
	}
	if i > 0 {
		v.Parent = teamID
	}
	v.Name = t.free(v.Name, "team_name", i)
	return v
}

// NextvisitUsers are Nextvisit's users. Nobody comes or goes; the users of another id whom some notes embed are none of them.
func (tr *Truth) NextvisitUsers() []NextvisitUser {
	users := make([]NextvisitUser, len(tr.town.authors))
	for i := range users {
		users[i] = tr.author(i)
	}
	return users
}

func (tr *Truth) author(i int) NextvisitUser {
	u, _ := on(tr.town.authors[i], tr.town.script.authors[i], tr.night)
	return u
}

// NextvisitUser finds a user by id.
func (tr *Truth) NextvisitUser(id string) (NextvisitUser, bool) {
	i, ok := number(id, nextvisitUser)
	if !ok || i >= len(tr.town.authors) {
		return NextvisitUser{}, false
	}
	return tr.author(i), true
}

// NextvisitTeams are the team of the token and its child teams.
func (tr *Truth) NextvisitTeams() []NextvisitTeam {
	var teams []NextvisitTeam
	for i := range teamCount {
		if i < teamCount-1 || tr.night > 1 {
			v, _ := on(tr.town.team(i), tr.town.script.teams[i], tr.night)
			teams = append(teams, v)
		}
	}
	return teams
}

// NextvisitTeam finds a team by id.
func (tr *Truth) NextvisitTeam(id string) (NextvisitTeam, bool) {
	for _, v := range tr.NextvisitTeams() {
		if strconv.Itoa(v.ID) == id {
			return v, true
		}
	}
	return NextvisitTeam{}, false
}
