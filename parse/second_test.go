package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
)

func confidences(r disclosure.Report) map[float64]int {
	n := map[float64]int{}
	for _, f := range r.Figures {
		if f.Where.Cell != nil {
			n[f.Confidence]++
		}
	}
	return n
}

// Both readings agree, whatever the cells are made of.
func TestTwoReadingsAgree(t *testing.T) {
	page := reportPage(someTitle, proactiveSample, standardRequests(), reviewSample)
	for name, p := range map[string]string{
		"plain": page, "paragraphs": strings.NewReplacer("<td>", "<td><p>", "</td>", "</p></td>").Replace(page), "padding": strings.ReplaceAll(page, "<td>", "<td>&nbsp;"),
		"total first": strings.NewReplacer(`<td rowspan="2">自然人</td>`, `<td rowspan="2">自然人</td>`).Replace(page),
	} {
		r := readPage(p)
		if n := confidences(r); n[confidence.Certain] != len(sample) || len(n) != 1 {
			t.Errorf("%s: %v", name, n)
		}
		if got := findings(r, disclosure.RuleTwoReadings); got != nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Where the text does not show which cell is blank, figures were read once.
func TestReadOnce(t *testing.T) {
	page := reportPage(someTitle, proactiveSample, strings.Replace(standardRequests(), "<td>1001</td><td>1002</td>", "<td><p>1001</p></td><td><p></p></td>", 1), reviewSample)
	r := readPage(strings.NewReplacer("<td>", "<td><p>", "</td>", "</p></td>").Replace(page))
	if n := confidences(r); n[confidence.Once] != 7 || n[confidence.Certain] != len(sample)-7 {
		t.Errorf("%v", n)
	}
	wantFigure(t, r, "requests_new.business", "blank")
}

// Seven figures under eight columns, one of them blank: the grid goes by the columns, the
// text by the order of the form.
func TestTwoReadingsDiffer(t *testing.T) {
	table := strings.NewReplacer(`<td>科研机构</td>`, `<td>某种机构</td><td>科研机构</td>`, `colspan="5">法人`, `colspan="6">法人`, `colspan="7">申请人`, `colspan="8">申请人`).Replace(requestHead) +
		strings.NewReplacer("<td>1003</td>", "<td>9</td><td></td>").Replace(requestSample(func(l requestLine) string {
			cells := cellsOf(l.indicator, 0)
			if l.indicator != "requests_new" {
				cells = strings.Replace(cells, "</td><td>", "</td><td></td><td>", 1)
			}
			return `<tr><td></td><td>` + l.group + "</td><td>" + l.label + "</td>" + cells + "</tr>"
		}))
	r := readPage(reportPage(someTitle, proactiveSample, "<table>"+table+"</table>", reviewSample))
	if got := findings(r, disclosure.RuleTwoReadings); len(got) != 1 {
		t.Errorf("findings %q of %+v", got, r.Findings)
	}
	if f, _ := r.Figure(disclosure.Key{Indicator: "requests_new", Applicant: disclosure.ResearchInstitute}); f.Confidence != confidence.Doubted || f.State != disclosure.StateBlank {
		t.Errorf("read as %+v", f)
	}
}
