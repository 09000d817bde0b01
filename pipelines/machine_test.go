package pipelines_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// life is a small clinic to which anything may happen.
type life struct {
	*desk
	hand *hand
	said strings.Builder // logs and errors
	log  *slog.Logger    // into said
	told []string        // what happened, for whoever has to look into it
}

func newLife(t testing.TB) *life {
	d := openDesk(t)
	d.file = strings.ReplaceAll(d.file, "burst: 1000", "burst: 1000, max_retries: -1")
	var err error
	if d.config, err = pipelines.ParseConfig([]byte(d.file)); err != nil {
		t.Fatal(err)
	}
	if err := d.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	l := &life{desk: d, hand: &hand{shelves: []*shelf{d.shelf}, Rand: rand.New(rand.NewPCG(1, 1))}}
	l.log = slog.New(slog.NewTextHandler(&l.said, &slog.HandlerOptions{Level: slog.LevelDebug}))
	l.hand.begin()
	return l
}

func (l *life) night(w pipelines.Destination) pipelines.Night {
	return pipelines.Night{Config: l.config, Warehouse: w, Unpublished: true, Log: l.log, Command: "test"}
}

// run does the rounds. Where a sweep went on that a bad night had left, the round after it is the one that reads all.
func (l *life) run(w pipelines.Destination) error {
	n := l.night(w)
	s, err := n.Run(l.t.Context())
	if tellsOfAnEarlier(s, err) {
		_, err = n.Run(l.t.Context())
	}
	return l.hear(err)
}

func (l *life) hear(err error) error {
	if err != nil {
		l.said.WriteString(err.Error())
	}
	return err
}

// settle does calm rounds: what was left open, a new round, and one more for what was read stale.
func (l *life) settle() error {
	for range 3 {
		if err := l.run(l.store); err != nil {
			return err
		}
	}
	return nil
}

// differs tells where the warehouse is not what the vendor shows: P1, P2, P3.
func (l *life) differs() string {
	want, got := l.texts(), map[string]string{}
	for _, r := range l.rows("SELECT record_id, text FROM {p}fhir_current.document_reference WHERE source = 'notes'") {
		got["note "+r["record_id"].(string)] = r["text"].(string)
	}
	for _, r := range l.rows("SELECT record_id, toUnixTimestamp64Milli(source_updated_at) AS at FROM {p}fhir_current.encounter WHERE source = 'visits' AND is_owner") {
		got["visit "+r["record_id"].(string)] = r["at"].(json.Number).String()
	}
	for _, r := range l.rows("SELECT identifiers.value[1] AS id, count() AS n FROM {p}fhir_current.medication_request GROUP BY id") {
		got["prescription "+r["id"].(string)] = r["n"].(json.Number).String()
	}
	for _, r := range l.rows("SELECT id, count() AS n FROM {p}ops.quarantine_open WHERE path = 'invoice' GROUP BY id") {
		got["invoice put aside of "+r["id"].(string)] = r["n"].(json.Number).String()
	}
	if diff := differs(want, got); diff != "" {
		return diff
	}
	return l.doubled()
}

// texts is what the vendor shows: the notes' texts, when visits changed, prescriptions, and invoices of others, each once.
func (l *life) texts() map[string]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := map[string]string{}
	for id, body := range l.notes {
		var n struct{ Analysis string }
		_ = json.Unmarshal([]byte(body), &n)
		all[fmt.Sprint("note ", id)] = n.Analysis
	}
	for id, body := range l.visits {
		var v struct {
			Modified      int64
			Prescriptions []struct{ ID string }
			Invoice       *struct{}
		}
		_ = json.Unmarshal([]byte(body), &v)
		all[fmt.Sprint("visit ", id)] = fmt.Sprint(1000 * v.Modified)
		if v.Invoice != nil {
			all[fmt.Sprint("invoice put aside of ", id)] = "1"
		}
		for _, p := range v.Prescriptions {
			all["prescription "+p.ID] = "1"
		}
	}
	return all
}

// blabs names what tells a record's text that must not: logs, errors, the ledger. P6.
func (l *life) blabs() string {
	var out []string
	if strings.Contains(l.said.String(), canaryText) {
		out = append(out, "logs or errors")
	}
	for _, t := range tables.All() {
		if t.Database == "ops" && l.count("SELECT count() FROM {p}ops."+t.Name+" WHERE position(formatRow('TSV', *), '"+canaryText+"') > 0") != 0 {
			out = append(out, "ops."+t.Name)
		}
	}
	return strings.Join(out, ", ")
}

// live lets things happen and then looks whether all is as it should be.
func (l *life) live(t *rapid.T, most int) {
	for range rapid.IntRange(most/2, most).Draw(t, "happenings") {
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(happenings))).Draw(t, "happens")
		dice := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "dice"), 1))
		l.hand.Rand = dice
		l.told = append(l.told, name)
		if err := happenings[name](l, dice); err != nil {
			t.Fatalf("after %v: %v", l.told, err)
		}
	}
	if err := l.settle(); err != nil {
		t.Fatalf("after %v a calm round: %v", l.told, err)
	}
	if diff := l.differs(); diff != "" {
		t.Fatalf("after %v: %s", l.told, diff)
	}
	if where := l.blabs(); where != "" {
		t.Fatalf("after %v a note's text is in %s", l.told, where)
	}
}

// Whatever happens, in whatever order: once rounds end undisturbed the warehouse holds what the vendor shows, each once, and no text of a
// note is where none should be.
func TestWhateverHappensTheTablesAreTheVendors(t *testing.T) {
	t.Parallel()
	lives, failed := 0, false
	rapid.Check(t, func(r *rapid.T) {
		if lives++; lives > 1 && !failed {
			return // a life takes seconds; make soak has many
		}
		failed = true
		newLife(t).live(r, 10)
		failed = false
	})
}
