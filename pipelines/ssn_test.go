package pipelines_test

import (
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/pipelines/link"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// numbered is a clinic of two sources that are told social security numbers, of whom it reads the patients alone.
type numbered struct{ *clinic }

func newNumbered(t *testing.T) numbered {
	n := numbered{newClinic(t, sandbox.Options{Patients: 60})}
	n.config.Sources = slices.DeleteFunc(n.config.Sources, func(s pipelines.SourceConfig) bool { return s.Name != vseeSource && s.Name != nextechSource })
	for i := range n.config.Sources {
		n.config.Sources[i].Kinds = []extract.Kind{extract.Patient}
	}
	return n
}

// under does the rounds with a key; an empty one is none.
func (n numbered) under(key string, publish bool) error {
	n.t.Helper()
	n.config.PersonLink.SSNKey = rest.Secret{}
	if key != "" {
		path := filepath.Join(n.files, "ssn-key")
		err := os.WriteFile(path, []byte(key+"\n"), 0o600)
		if err == nil {
			n.config.PersonLink.SSNKey, err = rest.ParseSecret("file:" + path)
		}
		if err != nil {
			n.t.Fatal(err)
		}
	}
	night := pipelines.Night{Config: n.config, Warehouse: n.store, Log: slog.New(slog.DiscardHandler), Command: "test", Unpublished: !publish}
	_, err := night.Run(n.t.Context())
	return err
}

// With a key, VSee and Nextech have two independent identifiers: whoever told both the number is found by it, and nobody else. The number
// itself is nowhere, its hash in the record and the Patient alone. Another key makes all hashes anew, none makes none.
func TestSocialSecurityNumbersServeThePersonLinkAlone(t *testing.T) {
	t.Parallel()
	n, key := newNumbered(t), strings.Repeat("1e", 40)
	err := n.under(writtenOut, false)
	if !errors.Is(err, rest.ErrSecret) || !strings.Contains(err.Error(), "person_link.ssn_key: ") || strings.Contains(err.Error(), "ZZSECRET") {
		t.Errorf("a night under a key that is none ends with %v", err)
	}
	if err := n.under("", false); err != nil || len(n.hashes()) > 0 {
		t.Errorf("without a key %d patients have a hash; %v", len(n.hashes()), err)
	}
	if err := n.under(strings.Repeat("0f", 32), false); err != nil {
		t.Fatal(err)
	}
	first := n.told()
	n.whole.Store(true)
	if err := n.under(key, true); err != nil {
		t.Fatal(err)
	}
	if second := n.told(); first == second {
		t.Errorf("hashes of two keys are both said to be of %s", first)
	}
	n.linked()
	n.nowhere(key)
}

// hashes are those of every patient that has one.
func (n numbered) hashes() map[string]string {
	n.t.Helper()
	of := map[string]string{}
	for _, r := range n.rows("SELECT id, i.value AS hash FROM {p}fhir_current.patient ARRAY JOIN identifiers AS i WHERE i.system = '" + tables.HashedSSN + "'") {
		of[r["id"].(string)] = r["hash"].(string)
	}
	return of
}

// numbers are the digits that the patients who were read told, by patient id: Nextech has some whom no chart number finds.
func (n numbered) numbers() map[string]string {
	n.t.Helper()
	of, held := map[string]string{}, map[string]bool{}
	for _, r := range n.rows("SELECT id FROM {p}fhir_current.patient") {
		held[r["id"].(string)] = true
	}
	add := func(source, vendorID, typed string) {
		if id := (fhirx.Scope{Source: source}).ID("Patient", vendorID); typed != "" && held[id] {
			of[id] = strings.NewReplacer("-", "", " ", "").Replace(typed)
		}
	}
	for p := range n.Truth().VSeePatients() {
		add(vseeSource, p.ID, p.SSN)
	}
	for p := range n.Truth().NextechPatients() {
		add(nextechSource, p.ID, p.SSN)
	}
	return of
}

// told: whoever told a number has a hash of the key that the hashes name, and two hashes are the same if and only if the numbers are.
func (n numbered) told() (keyID string) {
	n.t.Helper()
	numbers, hashes := n.numbers(), n.hashes()
	if len(hashes) != len(numbers) || len(numbers) < 60 || len(numbers) >= n.count("SELECT count() FROM {p}fhir_current.patient") {
		n.t.Errorf("%d patients told a number, %d have a hash", len(numbers), len(hashes))
	}
	number, hash := map[string]string{}, map[string]string{}
	for id, told := range numbers {
		h := hashes[id]
		if number[h] != "" && number[h] != told || hash[told] != "" && hash[told] != h {
			n.t.Error("a number has two hashes, or a hash two numbers")
		}
		number[h], hash[told] = told, h
		of, _, _ := strings.Cut(h, ":")
		if keyID != "" && of != keyID {
			n.t.Error("hashes of two keys are there")
		}
		keyID = of
	}
	return keyID
}

// linked: every two patients of one number are linked by it, nobody else is.
func (n numbered) linked() {
	n.t.Helper()
	first, want := map[string]string{}, map[string]bool{}
	for id, number := range n.numbers() {
		if other := first[number]; other != "" {
			want[min(id, other)+" "+max(id, other)] = true
		}
		first[number] = id
	}
	found := map[string]bool{}
	for _, r := range n.rows("SELECT patient_a, patient_b FROM {p}link.person_pair WHERE is_joined AND rule = '" + link.RuleSSN + "'") {
		found[r["patient_a"].(string)+" "+r["patient_b"].(string)] = true
	}
	if len(want) < 15 || !maps.Equal(found, want) {
		n.t.Errorf("%d pairs are linked by number, %d have one", len(found), len(want))
	}
}

// nowhere: no table holds a number however it is written or the key, and where a hash may be seen is written here.
func (n numbered) nowhere(key string) {
	n.t.Helper()
	const number, hash = `987[- ]65[- ]|\\b98765[0-9]{4}\\b`, `\\b[0-9a-f]{8}:[0-9a-f]{64}\\b`
	looked, seen := 0, []string{}
	for _, r := range n.rows("SELECT database || '.' || name AS name FROM system.tables WHERE startsWith(database, '{p}') AND total_rows > 0 ORDER BY name") {
		name := r["name"].(string)
		text := "SELECT formatRowNoNewline('JSONEachRow', *) AS text FROM " + name
		found := n.rows("SELECT countIf(match(text, '" + number + "') OR position(text, '" + key + "') > 0) AS numbers, countIf(match(text, '" + hash + "')) AS hashes FROM (" + text + ")")[0]
		name = strings.TrimPrefix(name, n.prefix)
		if found["numbers"] != json.Number("0") {
			n.t.Errorf("%s holds a social security number or the key", name)
		}
		if found["hashes"] != json.Number("0") {
			seen = append(seen, name)
		}
		looked++
	}
	if want := []string{"fhir.patient", "raw.records"}; looked < 20 || !slices.Equal(seen, want) {
		n.t.Errorf("of %d tables %q hold hashes, want %q", looked, seen, want)
	}
}

// writtenOut stands for a key that somebody wrote into the configuration, or that is none.
const writtenOut = "ZZSECRET-written-out-0123456789abcdef0123456789abcdef0123456789abcdef"

func TestASocialSecurityKeyIsAReference(t *testing.T) {
	_, err := pipelines.ParseConfig([]byte("person_link: {ssn_key: " + writtenOut + "}\n"))
	if !errors.Is(err, pipelines.ErrConfig) || !strings.Contains(err.Error(), "person_link.ssn_key: a secret must be a reference") || strings.Contains(err.Error(), "ZZSECRET") {
		t.Errorf("the configuration is judged %v", err)
	}
	c, err := pipelines.ParseConfig([]byte("person_link: {ssn_key: env:ROUNDS_SSN_KEY}\n"))
	if err != nil || c.PersonLink.SSNKey.IsZero() {
		t.Errorf("a reference is refused: %v", err)
	}
}
