package town

import (
	"cmp"
	"iter"
	"slices"
	"time"
)

// Targets of a stored file (target_type).
const (
	TargetUser  = "user"
	TargetVisit = "visit"
)

// StoredFile is a file as GET /files lists it. Attachments of intakes and notes are files of their own, with other ids.
type StoredFile struct {
	ID         string // uuid
	TargetType string
	Target     string // id of the patient or the visit
	Name       string
	Ext        string
	Category   string
	Size       int64  // bytes
	Creator    string // user id
	Created    time.Time
}

var fileCategories = []string{"user_document", "user_consent", "user_avatar", "intake_attachment"}

// A target, a human or a visit, has up to fileSlots files; the last slot is filled by the script alone.
const (
	fileSlots    = 3
	visitTargets = 1 << 40 // added to the number of a visit
)

// fileCount is how many files a target has on the first night.
func (t *Town) fileCount(target int) int {
	d := throw(t.opts.Seed, aboutFile, target)
	if !d.percent(30) {
		return 0
	}
	return 1 + d.below(fileSlots-1)
}

// file draws the file of a target's slot: target*fileSlots + slot.
func (t *Town) file(number int) StoredFile {
	d := throw(t.opts.Seed, aboutFile, -1-number)
	f := StoredFile{
		ID: t.uuid(aboutFile, number), Ext: pick(d, []string{"pdf", "png", "docx"}), Category: pick(d, fileCategories),
		Size: int64(500 + d.below(4e6)), Creator: AdminUser(), Created: t.opts.Today.Add(-24*time.Hour - seconds(d, 50e6)).Truncate(time.Second),
	}
	f.Name = t.free(pick(d, []string{"Consent form", "Lab report", "Insurance card"}), "file_name", number) + "." + f.Ext
	target := number / fileSlots
	if target >= visitTargets {
		f.TargetType, f.Target = TargetVisit, t.visitID(target-visitTargets)
		return f
	}
	f.TargetType, f.Target = TargetUser, t.patientID(target)
	return f
}

// filesOn lists the files of a target on a night, the oldest first.
func (t *Town) filesOn(target, night int) (files []StoredFile) {
	count := t.fileCount(target)
	for slot := range fileSlots {
		edits := t.script.files[target*fileSlots+slot]
		added := slices.ContainsFunc(edits, func(e edit[StoredFile]) bool { return e.what == Added && e.night <= night })
		if slot >= count && !added {
			continue
		}
		if f, ok := on(t.file(target*fileSlots+slot), edits, night); ok {
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(a, b StoredFile) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
	return files
}

// FilesOf lists the files of a live patient or visit; false: there is no such target.
func (tr *Truth) FilesOf(targetType, id string) ([]StoredFile, bool) {
	switch targetType {
	case TargetUser:
		if p, ok := tr.VSeePatient(id); ok {
			return tr.town.filesOn(p.Human, tr.night), true
		}
	case TargetVisit:
		if j, ok := tr.town.visitNumber(id); ok && tr.town.visitLives(j, tr.night) {
			return tr.town.filesOn(visitTargets+j, tr.night), true
		}
	}
	return nil, false
}

// Files yields the files of all live patients and visits.
func (tr *Truth) Files() iter.Seq[StoredFile] {
	t := tr.town
	return func(yield func(StoredFile) bool) {
		for _, h := range tr.patients {
			for _, f := range t.filesOn(int(h), tr.night) {
				if !yield(f) {
					return
				}
			}
		}
		for j := range t.baseVisits() + len(t.newVisits) {
			if !t.visitLives(j, tr.night) {
				continue
			}
			for _, f := range t.filesOn(visitTargets+j, tr.night) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// scriptFiles adds, renames and deletes files of patients and visits that stay.
func (t *Town) scriptFiles() {
	stays := func(h int) bool { return atVSee(h) && lives(t.script.patients[h], LastNight) }
	t.scriptFilesOf(t.opts.Patients, 0, stays)
	t.scriptFilesOf(t.baseVisits(), visitTargets, func(j int) bool { return lives(t.script.visits[j], LastNight) })
}

func (t *Town) scriptFilesOf(count, base int, stays func(int) bool) {
	s, added, changed := t.script.files, 0, 0
	for i := 0; i < count && (added < t.share() || changed < 2*t.share()); i++ {
		target := base + i
		switch first := target * fileSlots; {
		case !stays(i):
		case added < t.share():
			added++
			s[first+fileSlots-1] = []edit[StoredFile]{{2, Added, func(f *StoredFile) { f.Created = t.at(2) }}}
		case t.fileCount(target) > 0 && changed%2 == 0:
			changed++
			s[first] = []edit[StoredFile]{{3, Edited, func(f *StoredFile) { f.Name = t.free("Signed consent", "file_name_b", first) + "." + f.Ext }}}
		case t.fileCount(target) > 0:
			changed++
			s[first] = []edit[StoredFile]{{night: 2, what: Deleted}}
		}
	}
}
