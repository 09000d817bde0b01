package town

import (
	"fmt"
	"strconv"
	"time"
)

const (
	staffBase     = 12_000_000
	otherUserBase = 11_000_000
)

var subtypes = []int{482, 482, 460, 484, 0}

func (t *Town) staffID(i int) string { return strconv.Itoa(staffBase + i) }

func (t *Town) provider(i int) VSeeUser {
	d := throw(t.opts.Seed, aboutStaff, i)
	u := VSeeUser{
		ID: t.staffID(i), Staff: i, Type: TypeProvider, Subtype: subtypes[i%len(subtypes)], Active: i%13 != 6,
		FirstName: pick(d, firstNames), LastName: pick(d, lastNames), Title: pick(d, titles), Suffix: pick(d, suffixes),
		Code: t.code(aboutStaff, i, 32), Timezone: pick(d, timezones),
		Email: t.free(fmt.Sprintf("provider%d@example.org", i), "provider_email", i), Phone: t.free(phone(415_555_0000+d.below(10_000), d.below(4)), "provider_phone", i),
	}
	u.FirstName, u.LastName = t.free(u.FirstName, "provider_first_name", i), t.free(u.LastName, "provider_last_name", i)
	u.FullName = u.FirstName + " " + u.LastName
	return u
}

// otherUsers are few and the same in every town.
func (t *Town) otherUsers() []VSeeUser {
	var users []VSeeUser
	for i, kind := range []int{TypeAdmin, TypeAPI, TypeGuest, TypeGuest, TypeGuest, TypeCompany, TypeKiosk} {
		u := VSeeUser{ID: strconv.Itoa(otherUserBase + i), Staff: -1, Type: kind, Active: true, Timezone: timezones[0]}
		if kind != TypeAPI {
			u.FirstName, u.LastName = t.free(firstNames[i], "other_first_name", i), t.free(lastNames[len(lastNames)-4-i], "other_last_name", i)
			u.FullName = u.FirstName + " " + u.LastName
			u.Email = t.free(fmt.Sprintf("user%d@example.org", i), "other_email", i)
		}
		users = append(users, u)
	}
	return users
}

// APIUser is the id of the account that books through the API; visits name it as their creator.
func APIUser() string { return strconv.Itoa(otherUserBase + 1) }

// AdminUser is the id of the admin whose token sees everything.
func AdminUser() string { return strconv.Itoa(otherUserBase) }

// usual is the practitioner a human mostly sees.
func (t *Town) usual(human int, d *dice) int {
	if d.percent(80) {
		return human % t.opts.Practitioners
	}
	return d.below(t.opts.Practitioners)
}

func seconds(d *dice, below int) time.Duration { return time.Duration(d.below(below)) * time.Second }
