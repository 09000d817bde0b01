package link

import (
	"iter"
	"slices"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// namespace is ours and never changes: every person_id and provider_id hangs on it.
var namespace = uuid.MustParse("2b7c0c5e-95d3-5f0a-8a51-6d3d4e0f7b19")

// PersonID is the id of the person whose patients' least id is this one.
func PersonID(leastPatientID string) string { return derived("person|" + leastPatientID) }

func derived(name string) string { return uuid.NewSHA1(namespace, []byte(name)).String() }

// People is who the patients are.
type People struct {
	Compared int // pairs
	Dropped  int // keys that too many patients share to compare them all

	pairs []pair
	*clusters
}

// FindPeople reads patients until their end and finds out which of them are one person. An error is that of the sequence.
func FindPeople(from iter.Seq2[load.Patient, error], c Config) (*People, error) {
	c = c.filled()
	ps, err := gather(from, c.Crowd)
	if err != nil {
		return nil, err
	}
	by := &comparer{ps, c}
	found := &People{}
	met, dropped := candidates(ps.records, c.Block)
	found.Compared, found.Dropped = len(met), dropped
	for _, ab := range met {
		if p := by.decide(int32(ab>>32), int32(ab&0xffffffff)); p.verdict != "" {
			found.pairs = append(found.pairs, p)
		}
	}
	found.clusters = by.join(found.pairs)
	return found, nil
}

// Patients yields the row of every patient, by id.
func (p *People) Patients() iter.Seq[tables.PatientPerson] {
	return func(yield func(tables.PatientPerson) bool) {
		for i := range p.records {
			r := &p.records[i]
			of := p.of[i]
			row := tables.PatientPerson{
				PatientID: r.id, PersonID: PersonID(p.records[of].id), Source: r.source, Vendor: r.vendor, Patients: uint32(len(p.all(of))),
			}
			if !yield(row) {
				return
			}
		}
	}
}

// Pairs yields the pairs that are linked or should be looked at, by their ids.
func (p *People) Pairs() iter.Seq[tables.PersonPair] {
	return func(yield func(tables.PersonPair) bool) {
		for _, q := range p.pairs {
			a, b := &p.records[q.a], &p.records[q.b]
			row := tables.PersonPair{
				PatientA: a.id, PatientB: b.id, SourceA: a.source, SourceB: b.source, Score: q.finding.bits, Probability: q.probability,
				Identifiers: uint16(q.finding.identifiers), Rule: q.rule, Verdict: q.verdict, Joined: p.joined(q.a, q.b),
			}
			for _, reason := range q.finding.reasons {
				row.Reasons = append(row.Reasons, string(reason))
			}
			if !yield(row) {
				return
			}
		}
	}
}

// Linkages yields a FHIR Linkage for every person of two patients and more, by the least patient's id.
func (p *People) Linkages() iter.Seq2[tables.PersonLinkage, error] {
	return func(yield func(tables.PersonLinkage, error) bool) {
		for i := range p.records {
			members := p.members[int32(i)]
			if members == nil {
				continue
			}
			slices.Sort(members)
			ids := make([]string, len(members))
			for k, m := range members {
				ids[k] = p.records[m].id
			}
			if !yield(linkage(ids)) {
				return
			}
		}
	}
}
