package noanotes

import (
	"net/url"
	"slices"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type sessions struct{ clinic }

// Rev is the mapper's revision.
func (sessions) Rev() uint32 { return sessionRev }

// Map makes the Task of a session, and the documents of its summary. Encounter, Practitioner and Organization are stubs:
// several sessions may name the same.
func (m sessions) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	b := builder{clinic: m.clinic, r: r, prior: prior, res: transform.Result{Next: prior}}
	var err error
	if b.res.Issues, err = wire.Decode(r.Body, &b.s); err != nil {
		return transform.Result{}, err
	}
	if b.country, b.id, err = split(b.s.ID.Text, r.ID); err != nil {
		return transform.Result{}, err
	}
	if err := b.foreign(); err != nil {
		return transform.Result{}, err
	}
	b.s.Manifest.Value.settle()
	b.row = b.s.Manifest.Value
	b.summary = b.readSummary()
	b.now = b.state()
	b.res.Next.Open = b.now.open() || b.owed()
	b.res.Next.RawStatus = lastOf(b.now.label, b.now.last)
	b.subject = b.patient()
	b.surroundings()
	b.res.Resources = append(b.res.Resources, b.task())
	b.documents()
	b.res.Resources = fhirx.Proven(r, vendorName, b.res.Resources)
	return b.res, nil
}

// builder is one session on its way to FHIR.
type builder struct {
	clinic
	r       extract.Record
	prior   transform.Prior
	s       session
	row     row
	country string
	id      string // the session's own, unique in its country
	summary summary
	now     told
	res     transform.Result

	subject                     *fhir.Reference
	visit, doctor, organization *fhir.Reference
}

func (b *builder) issue(code transform.Reason, path string) {
	if i := (transform.Issue{Code: code, Path: path}); !slices.Contains(b.res.Issues, i) {
		b.res.Issues = append(b.res.Issues, i)
	}
}

// split takes country and id apart. A session belongs to one country's host: the id alone names nothing.
func split(id, asked string) (country, own string, err error) {
	country, own, found := strings.Cut(id, "/")
	if !found || country == "" || own == "" {
		return "", "", &transform.Reject{Code: transform.MissingID, Path: "id"}
	}
	return country, own, transform.SameID(id, asked, "id")
}

// foreign refuses answers that name another session.
func (b *builder) foreign() error {
	for name, answer := range map[string]wire.Raw{"status": b.s.Status, "summary": b.s.Summary} {
		if answer.JSON.Kind() != '{' {
			continue
		}
		for _, m := range members(answer.JSON) {
			if id := scalar(m.value); m.name == "sessionId" && id != "" && !strings.EqualFold(id, b.id) {
				return &transform.Reject{Code: transform.ForeignChild, Path: name + ".sessionId"}
			}
		}
	}
	return nil
}

// statusWord is the label of the status answer: the answer itself, or a member of it. A number is a word too.
func (b *builder) statusWord() string {
	answer := b.s.Status.JSON
	if answer.Kind() != '{' {
		return strings.TrimSpace(scalar(answer))
	}
	for _, m := range members(answer) {
		if word := strings.TrimSpace(scalar(m.value)); word != "" && slices.Contains(b.StatusFields, m.name) {
			return word
		}
	}
	b.issue(transform.NoContent, "status")
	return ""
}

// spell joins names to a key in which none can be taken for a part of another.
func spell(names ...string) string {
	escaped := make([]string, len(names))
	for i, n := range names {
		escaped[i] = url.PathEscape(n)
	}
	return strings.Join(escaped, "/")
}

// task is the session itself: an errand that the customer's system gave Noa.
func (b *builder) task() r4.Resource {
	t := &r4.Task{}
	t.Id = new(b.ID("Task", spell(b.country, b.id)))
	t.Meta = b.Meta("session")
	t.Identifier = b.Identifiers(b.country+"/session", b.id)
	t.Intent = "order"
	status, reason := b.now.task()
	t.Status = &status
	t.StatusReason = fhirx.TextOnly(reason)
	t.BusinessStatus = fhirx.Concept(fhirx.VendorSystem("noanotes", "session-status"), b.now.label, "")
	if t.BusinessStatus == nil {
		t.BusinessStatus = fhirx.TextOnly(b.now.raw)
	}
	t.For, t.Encounter, t.Owner = b.subject, b.visit, b.doctor
	t.AuthoredOn = fhirx.DateTime(b.row.CreatedAt, b.zone)
	var ok bool
	if t.LastModified, ok = fhirx.Since(b.delivered(lastOf(b.now.label, b.now.raw)), b.row.CreatedAt, b.zone); !ok { // two clocks, and Task inv-1
		b.issue(transform.BadDate, "journal.*.received_at")
	}
	t.Extension = fhirx.List(fhirx.ExtString(r4.ExtMetadata, b.metadata()))
	return t
}

// metadata is what the customer's system sent along, as JSON; a CSV manifest holds it as text.
func (b *builder) metadata() string {
	v := b.row.Metadata.JSON
	if v.Kind() == '"' {
		return printable(scalar(v))
	}
	return printable(string(v))
}
