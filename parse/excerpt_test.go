package parse

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// printedRow is a row of an excerpt; what goes on from above is ^, [ ] has the selected cell.
func printedRow(cells []ExcerptCell) string {
	var all []string
	for _, c := range cells {
		text := strings.Join(strings.Fields(c.Text), "")
		switch {
		case c.Continued:
			text = "^"
		case c.Selected:
			text = "[" + text + "]"
		}
		for range c.Span {
			all = append(all, text)
		}
	}
	return strings.Join(all, "|")
}

// TestAround: the rows beside the selected cell with the headings above, on the columns of the table.
func TestAround(t *testing.T) {
	in := Input{Source: "a.html", Body: []byte(wholePage()), Division: someCounty}
	report := Document(in)
	marks := func(key string) []Mark {
		var all []Mark
		for _, f := range report.Figures {
			all = append(all, Mark{ID: f.Key().String(), Place: f.Where, Selected: f.Key().String() == key})
		}
		return all
	}
	for i, f := range report.Figures {
		if f.Where.Cell == nil || i%10 > 0 {
			continue
		}
		e, err := Around(in, marks(f.Key().String()))
		if err != nil || e == nil {
			t.Fatalf("%s: %v, %v", f.Key(), e, err)
		}
		selected, columns := 0, 0
		for _, row := range slices.Concat(e.Head, e.Rows) {
			n := 0
			for _, c := range row {
				if n += c.Span; c.Selected {
					selected++
					if c.Mark != f.Key().String() || c.Text != strings.TrimSpace(f.Raw) {
						t.Errorf("%s: the selected cell is %+v, printed %q", f.Key(), c, f.Raw)
					}
				}
			}
			if columns == 0 {
				columns = n
			}
			if n != columns {
				t.Errorf("%s: a row has %d columns, the first %d: %s", f.Key(), n, columns, printedRow(row))
			}
		}
		if selected != 1 || len(e.Head) == 0 || len(e.Rows) > 2*rowsBeside+1 {
			t.Errorf("%s: %d selected, %d rows of headings, %d rows", f.Key(), selected, len(e.Head), len(e.Rows))
		}
	}
	e, err := Around(in, marks("outcome_granted.total"))
	if err != nil {
		t.Fatal(err)
	}
	if got := printedRow(e.Rows[2]); got != "三、本年度办理结果|（一）予以公开|（一）予以公开|2|0|0|0|0|0|[2]" {
		t.Errorf("the row is %s", got)
	}
	if got := printedRow(e.Head[2]); got != "^|^|^|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^" {
		t.Errorf("the headings are %s", got)
	}
	if e, err := Around(in, nil); e != nil || err != nil {
		t.Errorf("nothing selected: %v, %v", e, err)
	}
	sentence := []Mark{{ID: "said", Selected: true, Place: disclosure.Place{Span: &disclosure.Span{Offset: 1, Length: 3}}}}
	if e, err := Around(in, sentence); e != nil || err != nil {
		t.Errorf("a sentence stands in no table: %v, %v", e, err)
	}
	if _, err := Around(Input{Source: "a.png", Body: []byte("\x89PNG\r\n\x1a\n")}, sentence); err == nil {
		t.Error("a picture has no text")
	}
}

// TestAroundHidesPersons: what is blackened in the evidence is blackened here.
func TestAroundHidesPersons(t *testing.T) {
	const page = `<html><body><table><tr><td>项目</td><td>数量</td></tr><tr><td>申请人手机13800138000</td><td>3</td></tr></table></body></html>`
	e, err := Around(Input{Source: "a.html", Body: []byte(page)}, []Mark{{ID: "x", Selected: true, Place: disclosure.Place{Cell: &disclosure.Cell{Path: "tr:nth-child(2)>td:nth-child(2)"}}}})
	if err != nil || e == nil {
		t.Fatalf("%v, %v", e, err)
	}
	if text := printedRow(e.Rows[0]); strings.Contains(text, "13800138000") || !strings.Contains(text, "[3]") {
		t.Errorf("the row is %s", text)
	}
}
