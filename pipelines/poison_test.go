package pipelines_test

import (
	"errors"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
)

// A stale note whose read by id is nonsense fails its own window; the walk over everything goes on.
func TestAnUnreadableStaleNoteDoesNotKeepTheOthersOut(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 9, "newer", nil))
	d.round("notes")
	d.putNote(1, note(1, 3, "older", nil))
	d.round("notes")

	d.spoilNote(1)
	d.putNote(2, note(2, 1, "other", nil))
	d.publishes = true
	if _, err := d.try("notes"); !errors.Is(err, extract.ErrShape) {
		t.Errorf("error %v, want ErrShape", err)
	}
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note"), 2)
	d.want("windows that failed", d.count("SELECT count() FROM {p}ops.windows FINAL WHERE status = 'failed'"), 1)
}

// Nor does it when another stale note can be read.
func TestAnUnreadableStaleNoteAmongOthersDoesNotKeepTheOthersOut(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 9, "newer", nil))
	d.putNote(2, note(2, 9, "newer", nil))
	d.round("notes")
	d.putNote(1, note(1, 3, "older", nil))
	d.putNote(2, note(2, 3, "older", nil))
	d.round("notes")

	d.spoilNote(1)
	d.putNote(3, note(3, 1, "other", nil))
	d.publishes = true
	if _, err := d.try("notes"); !errors.Is(err, pipelines.ErrUnread) {
		t.Errorf("error %v, want ErrUnread", err)
	}
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note"), 3)
}

// A practitioner may write on an appointment that never became a visit.
func TestANoteOnACancelledAppointmentIsNoFurtherContact(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putVisit(10, 575, visit(10, 575, 1790001000, map[string]any{"type": 2, "status": "cancelled", "actual_start": nil, "actual_end": nil}))
	d.round("visits")
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note WHERE visit_id = ''"), 1)
	d.want("contacts", d.count("SELECT uniqExact(contact_group) FROM {p}analytics.contact"), 1)
}
