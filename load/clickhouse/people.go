package clickhouse

import (
	"context"
	"iter"

	"github.com/nightrounds/rounds/load"
)

// Patients yields every patient that is not deleted, of all sources, in no order. The first error ends it.
func (w *Warehouse) Patients(ctx context.Context) iter.Seq2[load.Patient, error] {
	return stream(ctx, w, "read who the patients are", w.fill(`
		SELECT id, source, vendor, ifNull(toString(birth_date), ''), gender,
			names.family, arrayMap(g -> arrayStringConcat(g, ' '), names.given), arrayMap(s -> arrayStringConcat(s, ' '), names.suffix), names.text,
			arrayFilter(v -> v != '', arrayMap(t -> if(t.system IN ('phone', 'sms'), t.value, ''), telecoms)),
			arrayFilter(v -> v != '', arrayMap(t -> if(t.system = 'email', t.value, ''), telecoms)),
			arrayMap(l -> arrayStringConcat(l, ' '), addresses.line), addresses.postal_code,
			identifiers.system, identifiers.value
		FROM {fhir_current.patient}`), readPatient)
}

func readPatient(scan scanner) (load.Patient, error) {
	var p load.Patient
	var family, given, suffix, text, lines, codes, systems, values []string
	if err := scan(&p.ID, &p.Source, &p.Vendor, &p.Birth, &p.Gender, &family, &given, &suffix, &text,
		&p.Phones, &p.Emails, &lines, &codes, &systems, &values); err != nil {
		return load.Patient{}, err
	}
	for i := range family {
		p.Names = append(p.Names, load.PersonName{Family: family[i], Given: given[i], Suffix: suffix[i], Text: text[i]})
	}
	for i := range lines {
		p.Addresses = append(p.Addresses, load.PostalAddress{Line: lines[i], PostalCode: codes[i]})
	}
	for i := range systems {
		p.Identifiers = append(p.Identifiers, load.Identifier{System: systems[i], Value: values[i]})
	}
	return p, nil
}

// Practitioners yields every practitioner that is not deleted, of all sources, in no order. The first error ends it.
func (w *Warehouse) Practitioners(ctx context.Context) iter.Seq2[load.Practitioner, error] {
	return stream(ctx, w, "read who the practitioners are", w.fill(`
		SELECT id, source, vendor, identifier_system, npi, family, given, name,
			arrayFilter(v -> v != '', arrayMap(t -> if(t.system = 'email', t.value, ''), telecoms))
		FROM {fhir_current.practitioner}`), func(scan scanner) (p load.Practitioner, err error) {
		err = scan(&p.ID, &p.Source, &p.Vendor, &p.Registry, &p.NPI, &p.Name.Family, &p.Name.Given, &p.Name.Text, &p.Emails)
		return p, err
	})
}
