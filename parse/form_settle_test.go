package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// lastYear is the sample with other numbers: those of another year, or of another body.
func otherNumbers(table string) string {
	return strings.NewReplacer("<td>1", "<td>7", "<td>3", "<td>8", "\">7<", "\">70<", "\">8<", "\">80<", "\">9<", "\">90<", ">10.5<", ">99.5<").Replace(table)
}

func TestTwoTablesOfAKind(t *testing.T) {
	requests := standardRequests()
	for _, c := range []struct {
		name, tables string
		want         string // of requests_new.natural_person, 1001 where the right table was taken
		rules        map[string]int
	}{
		{"last year's above", "<p>2021年收到和处理政府信息公开申请情况</p>" + otherNumbers(requests) + "<p>2022年收到和处理政府信息公开申请情况</p>" + requests, "1001", nil},
		{"last year's below", requests + "<p>附：2021年度收到和处理政府信息公开申请情况表</p>" + otherNumbers(requests), "1001", nil},
		{"a year as a row", strings.Replace(otherNumbers(requests), "<tr>", "<tr><td colspan=10>2021年度</td></tr><tr>", 1) + strings.Replace(requests, "<tr>", "<tr><td colspan=10>2022年度</td></tr><tr>", 1), "1001", nil},
		{"the county's and the bureau's", "<p>晴岚县政府信息公开申请情况</p>" + otherNumbers(requests) + "<p>晴岚县财政局政府信息公开申请情况</p>" + requests, "1001", nil},
		{"the same twice", requests + "<p>附件</p>" + requests, "1001", nil},
		{"nothing tells them apart", otherNumbers(requests) + "<p>续</p>" + requests, "unreadable", map[string]int{disclosure.RuleDuplicateCell: 6}},
		{"only another year", "<p>2021年收到和处理政府信息公开申请情况表</p>" + requests, "1001", map[string]int{disclosure.RuleYearUnclear: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readPage(reportPage(someTitle, proactiveSample, c.tables, reviewSample))
			wantFigure(t, r, "requests_new.natural_person", c.want)
			for _, rule := range []string{disclosure.RuleDuplicateCell, disclosure.RuleYearUnclear} {
				if got := findings(r, rule); len(got) != c.rules[rule] {
					t.Errorf("%s: %q, want %d", rule, got, c.rules[rule])
				}
			}
		})
	}
}

// A stale head does not make a figure certain.
func TestStaleYear(t *testing.T) {
	r := readPage(reportPage(someTitle, proactiveSample, "<p>2021年收到和处理政府信息公开申请情况表</p>"+standardRequests(), reviewSample))
	f, _ := r.Figure(disclosure.Key{Indicator: "requests_new", Applicant: disclosure.Total})
	if f.Confidence != 0.6 {
		t.Errorf("confidence %v", f.Confidence)
	}
}

// The statistics of form 2014 that some offices still append are not counted into form 2021.
func TestEarlierFormBeside(t *testing.T) {
	r := readPage(reportPage(someTitle, proactiveSample, standardRequests(), reviewSample+"<p>附件：统计表</p>"+statistics(nationalHead, nationalRows(plainRow))))
	if *r.Form != disclosure.Form2021 {
		t.Errorf("form %s", *r.Form)
	}
	wantFigure(t, r, "published_total", "none")
	wantFigure(t, r, "reconsideration_upheld", "300")
	if got := findings(r, disclosure.RuleUnknownLabel); len(got) != 1 {
		t.Errorf("findings %q", got)
	}
}

func TestUnknownColumns(t *testing.T) {
	for name, c := range map[string]struct{ table, column string }{
		"behind":  {strings.NewReplacer(`<td rowspan="2">总计</td>`, `<td rowspan="2">总计</td><td rowspan="2">核对</td>`, `colspan="7">申请人情况`, `colspan="8">申请人情况`, "</td></tr>", "</td><td>6</td></tr>").Replace(standardRequests()), "核对"},
		"between": {strings.NewReplacer(`<td>其他</td></tr>`, `<td>行业协会</td><td>其他</td></tr>`, `colspan="5">法人`, `colspan="6">法人`, `colspan="7">申请人情况`, `colspan="8">申请人情况`).Replace(extraCell(standardRequests())), "行业协会"},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "behind" {
				c.table = strings.NewReplacer(`申请人情况</td><td>6</td>`, `申请人情况</td>`, `核对</td><td>6</td>`, "核对</td>", "其他</td><td>6</td>", "其他</td>").Replace(c.table)
			}
			r := readPage(reportPage(someTitle, proactiveSample, c.table, reviewSample))
			for _, key := range []string{"requests_new.natural_person", "requests_new.other_organisation", "requests_new.total", "requests_carried_out.total"} {
				wantFigure(t, r, key, sample[key])
			}
			if got := strings.Join(findings(r, disclosure.RuleUnknownLabel), "|"); !strings.Contains(got, c.column) {
				t.Errorf("findings %q", got)
			}
		})
	}
}

// extraCell puts a further cell before the sixth number of every row.
func extraCell(table string) string {
	rows := strings.Split(table, "</tr>")
	for i, row := range rows {
		if cells := strings.Split(row, "<td>1"); len(cells) == 8 {
			cells[6] = "0</td><td>1" + cells[6]
			rows[i] = strings.Join(cells[:6], "<td>1") + "<td>" + strings.Join(cells[6:], "<td>1")
		}
	}
	return strings.Join(rows, "</tr>")
}

func TestFootnoteNumber(t *testing.T) {
	page := strings.Replace(reportPage(someTitle, proactiveSample, standardRequests(), reviewSample), "<td>4</td>", `<td>4<sup>1</sup></td>`, 1)
	wantFigure(t, readPage(page), "proactive_normative_documents_made", "unreadable")
}
