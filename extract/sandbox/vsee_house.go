package sandbox

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// Page sizes of GET /rooms. No page documents them: these are the sandbox's own.
const (
	roomsLimit    = 10
	roomsMaxLimit = 100
)

// listed wraps the elements of a list.
func listed(elements func(*sheet)) answer {
	w := &sheet{php: true}
	w.object("", func() {
		w.array("data", func() { elements(w) })
	})
	return answer{status: http.StatusOK, body: w.b}
}

// rooms lists rooms by page and limit, without a total.
func (s *Sandbox) rooms(c *call) answer {
	q := c.URL.Query()
	page, okPage := number(q, "page", 1)
	limit, okLimit := number(q, "limit", roomsLimit)
	if !okPage || !okLimit || page == 0 || limit == 0 {
		return vseeRefusal(http.StatusBadRequest)
	}
	limit = min(limit, roomsMaxLimit)
	all := slices.Collect(c.truth.Rooms())
	if c.hidesFirst() && len(all) > 0 {
		all = all[1:]
	}
	from := min(shift(c.hits, (page-1)*limit, limit), len(all))
	return listed(func(w *sheet) {
		for _, r := range all[from:min(from+limit, len(all))] {
			w.object("", func() { roomSheet{w, r}.listed() })
		}
	})
}

// roomSheet writes a room.
type roomSheet struct {
	*sheet
	r town.VSeeRoom
}

func (s roomSheet) listed() {
	s.str("slug", s.r.Slug)
	s.str("name", s.r.Name)
	s.str("domain", "")
	s.str("code", s.r.Code)
	s.num("created", s.r.Created.Unix())
	s.num("modified", s.r.Modified.Unix())
}

func (s roomSheet) whole() {
	s.str("id", strconv.Itoa(s.r.ID))
	s.listed()
	s.str("account_code", s.r.Account)
	s.strs("specialties", s.r.Specialties)
	s.object("payment", func() {
		s.array("consultations", func() {
			for _, c := range s.r.Consultations {
				s.object("", func() { s.consultation(c) })
			}
		})
	})
}

func (s roomSheet) consultation(c town.Consultation) {
	s.str("description", c.Description)
	s.num("duration", int64(c.Minutes))
	s.bool("charge", c.Amount > 0)
	s.num("amount", int64(c.Amount))
	s.str("id", c.ID)
	s.str("currency", "USD")
}

func (s *Sandbox) room(c *call) answer {
	code := c.PathValue("code")
	r, ok := s.as(c, code).Room(code)
	if !ok {
		return vseeRefusal(http.StatusNotFound)
	}
	return data(false, func(w *sheet) { roomSheet{w, r}.whole() })
}

func (s *Sandbox) roomProviders(c *call) answer {
	r, ok := c.truth.Room(c.PathValue("code"))
	if !ok {
		return vseeRefusal(http.StatusNotFound)
	}
	return listed(func(w *sheet) {
		for _, p := range r.Providers {
			w.object("", func() { writeRoomProvider(w, c.truth, p) })
		}
	})
}

func (s *Sandbox) roomProvider(c *call) answer {
	r, ok := c.truth.Room(c.PathValue("code"))
	i := slices.IndexFunc(r.Providers, func(p town.RoomProvider) bool { return p.ID == c.PathValue("id") })
	if !ok || i < 0 {
		return vseeRefusal(http.StatusNotFound)
	}
	return data(false, func(w *sheet) { writeRoomProvider(w, c.truth, r.Providers[i]) })
}

// writeRoomProvider writes false for texts that are not there.
func writeRoomProvider(w *sheet, truth Truth, p town.RoomProvider) {
	u, _ := truth.VSeeUser(p.ID)
	w.str("id", u.ID)
	w.str("full_name", u.FullName)
	w.str("title", u.Title)
	w.str("suffix", u.Suffix)
	w.str("subtype", digits(u.Subtype))
	w.null("photo")
	w.orFalse("status", p.Status)
	w.orFalse("short_bio", p.Bio)
}

// orFalse writes false for an empty string.
func (s *sheet) orFalse(name, value string) {
	if value == "" {
		s.bool(name, false)
		return
	}
	s.str(name, value)
}

func (s *Sandbox) accounts(c *call) answer {
	return listed(func(w *sheet) {
		for _, a := range c.truth.Accounts() {
			w.object("", func() { accountSheet{w, a}.listed() })
		}
	})
}

// account is found by its code; "-" is the one of the request's header.
func (s *Sandbox) account(c *call) answer {
	code := c.PathValue("code")
	if code == "-" {
		code = c.Header.Get("X-AccountCode")
	}
	a, ok := s.as(c, code).Account(code)
	if !ok {
		return vseeRefusal(http.StatusNotFound)
	}
	return data(false, func(w *sheet) { accountSheet{w, a}.whole() })
}

// accountSheet writes an account.
type accountSheet struct {
	*sheet
	a town.VSeeAccount
}

func (s accountSheet) listed() {
	s.str("code", s.a.Code)
	s.str("name", s.a.Name)
	s.null("domain")
}

// whole has the form that intakes are filled in by: its fields are the custom keys.
func (s accountSheet) whole() {
	s.listed()
	s.object("intake_form", func() {
		s.array("fields", func() {
			for _, l := range s.a.Labels {
				s.object("", func() {
					s.str("name", l.Key)
					s.str("label", l.Text)
					s.str("type", "text")
					s.bool("required", false)
				})
			}
		})
	})
}

// files lists the files of one patient or one visit, with links that open them.
func (s *Sandbox) files(c *call) answer {
	q := c.URL.Query()
	id, kind := q.Get("target_id"), q.Get("target_type")
	if id == "" || kind != town.TargetUser && kind != town.TargetVisit {
		return vseeRefusal(http.StatusBadRequest)
	}
	owner := id
	if v, ok := c.truth.Visit(id); ok && kind == town.TargetVisit {
		owner = v.Patient
	}
	list, ok := c.truth.FilesOf(kind, id)
	if !ok || !c.sees(owner) {
		return vseeRefusal(http.StatusNotFound)
	}
	if c.hidesFirst() && len(list) > 0 {
		list = list[1:]
	}
	return listed(func(w *sheet) {
		for _, f := range list {
			if wanted := q.Get("category_type"); wanted == "" || wanted == f.Category {
				w.object("", func() { writeFile(w, f) })
			}
		}
	})
}

func writeFile(w *sheet, f town.StoredFile) {
	at := strconv.FormatInt(f.Created.Unix(), 10)
	w.str("id", f.ID)
	w.str("name", f.Name)
	w.num("size", f.Size)
	w.str("ext", f.Ext)
	w.str("fullpath", "https://files.example.org/"+f.ID+"?auth_code="+SecretMark+"stored&time="+at)
	w.object("meta", func() { w.str("category_type", f.Category) })
	w.object("creator", func() {
		w.str("id", f.Creator)
		w.str("full_name", "")
	})
	w.bool("is_deletable", f.Category == "user_document")
	w.num("created", f.Created.Unix())
}
