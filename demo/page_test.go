package demo

import (
	"html"
	"regexp"
	"strings"
	"testing"

	"gongkai/disclosure"
)

var (
	rowOfTable  = regexp.MustCompile(`(?s)<tr[ >].*?</tr>`)
	cellOfTable = regexp.MustCompile(`(?s)<td[^>]*>(.*?)</td>`)
	anyTag      = regexp.MustCompile(`(?s)<[^>]*>`)
)

// plainCells reads the cells of a row in the simplest way there is.
func plainCells(row string) []string {
	var cells []string
	for _, m := range cellOfTable.FindAllStringSubmatch(row, -1) {
		text := html.UnescapeString(anyTag.ReplaceAllString(m[1], ""))
		cells = append(cells, strings.Join(strings.Fields(text), ""))
	}
	return cells
}

// rowLabels names the rows of tables 2 and 3 by the label next to their figures.
func rowLabels(form disclosure.Form, single bool) map[string][]disclosure.Key {
	labels := map[string][]disclosure.Key{}
	across := func(label, indicator string) {
		for _, a := range disclosure.Applicants {
			labels[label] = append(labels[label], key(indicator, a))
		}
	}
	for _, o := range outcomeRows(form, single) {
		across(o.label, o.indicator)
	}
	across("一、本年新收政府信息公开申请数量", "requests_new")
	across("二、上年结转政府信息公开申请数量", "requests_carried_in")
	across("（七）总计", "outcome_total")
	across("四、结转下年度继续办理", "requests_carried_out")
	proactive := "规章 rules made repealed in_force\n行政规范性文件 normative_documents made repealed in_force\n行政许可 licence decisions\n行政处罚 penalty decisions\n行政强制 coercion decisions\n行政事业性收费 fees amount"
	if form == disclosure.Form2019 {
		proactive = "规章 rules made new_published total_published\n规范性文件 normative_documents made new_published total_published\n行政事业性收费 fees items_previous_year items_change\n政府集中采购 procurement projects amount"
		for _, line := range []string{"行政许可 licence", "其他对外管理服务事项 service", "行政处罚 penalty", "行政强制 coercion"} {
			proactive += "\n" + line + " items_previous_year items_change decisions"
		}
	}
	for _, line := range strings.Split(proactive, "\n") {
		f := strings.Fields(line)
		for _, column := range f[2:] {
			labels[f[0]] = append(labels[f[0]], key("proactive_"+f[1]+"_"+column, ""))
		}
	}
	return labels
}

// TestPagesPrintTheTruth reads the tables of every page by labels and compares.
func TestPagesPrintTheTruth(t *testing.T) {
	d := sample()
	for phase := 1; phase <= 2; phase++ {
		pages := map[string]Page{}
		for address, p := range d.Pages(phase) {
			pages[address] = p
		}
		for _, r := range d.Truth(phase).Reports {
			p, ok := pages[r.URL]
			if !ok || p.ReportID != r.ID() {
				t.Fatalf("%s is not at %s", r.ID(), r.URL)
			}
			if phase == 2 && r.Fault != FaultLate && r.Fault != FaultChanged {
				continue // the same bytes as in phase 1
			}
			text := decoded(t, r.URL, p)
			if r.Attachment != "" || r.Fault == FaultNarrative {
				if strings.Contains(text, "本年新收") {
					t.Errorf("%s prints tables", r.ID())
				}
				continue
			}
			if r.Cumulative != nil {
				compareOldForm(t, r, text)
				continue
			}
			comparePage(t, r, text)
		}
	}
}

// compareOldForm reads the statistics of before 2014: label, unit, the year, all years.
func compareOldForm(t *testing.T, r TruthReport, text string) {
	t.Helper()
	compared := 0
	for _, cells := range rowOfTable.FindAllString(text, -1) {
		cells := plainCells(cells)
		for _, row := range oldRows {
			if k := key(row.indicator, ""); len(cells) == 4 && cells[0] == row.label {
				compared++
				if cells[2] != r.Figures[k].Raw || cells[3] != r.Cumulative[k].Raw {
					t.Errorf("%s: %s prints %q, the truth is %q and %q", r.ID(), k, cells[2:], r.Figures[k].Raw, r.Cumulative[k].Raw)
				}
			}
		}
	}
	if compared != len(oldRows) || compared != len(r.Figures) {
		t.Errorf("%s: %d rows of %d", r.ID(), compared, len(oldRows))
	}
}

func comparePage(t *testing.T, r TruthReport, text string) {
	t.Helper()
	labels := rowLabels(r.Form, r.Fault == FaultSingleOther)
	compared := 0
	var last []string
	for _, row := range rowOfTable.FindAllString(text, -1) {
		cells := plainCells(row)
		if len(cells) == 15 {
			last = cells
		}
		for i, c := range cells {
			keys := labels[c]
			if len(keys) == 0 || len(cells)-i-1 != len(keys) {
				continue
			}
			for j, k := range keys {
				compared++
				if f := r.Figures[k]; cells[i+1+j] != f.Raw {
					t.Errorf("%s: %s prints %q, the truth is %q", r.ID(), k, cells[i+1+j], f.Raw)
				}
			}
		}
	}
	for i, stem := range reviewStems {
		for j, part := range append(append([]string{}, reviewParts...), "_total") {
			if len(last) != 15 {
				t.Fatalf("%s: no row of 15 cells in table 4", r.ID())
			}
			compared++
			if f := r.Figures[key(stem+part, "")]; last[5*i+j] != f.Raw {
				t.Errorf("%s: %s prints %q, the truth is %q", r.ID(), stem+part, last[5*i+j], f.Raw)
			}
		}
	}
	for _, f := range r.Figures {
		if !f.Prose {
			compared--
		}
	}
	if compared != 0 {
		t.Errorf("%s: %d figures more or fewer on the page than in the truth", r.ID(), compared)
	}
	for _, s := range []string{r.IndexNumber, r.DocumentNumber, r.Address, r.Postcode, r.Phone, r.Title, enumerate(r.Problems), enumerate(r.Improvements)} {
		if !strings.Contains(text, s) {
			t.Errorf("%s: the page does not print %q", r.ID(), s)
		}
	}
}

// TestYearsFollow holds what must be the same at the end of one year and the start of the
// next: requests (R601, but where planted), items of form 2019, documents in force.
func TestYearsFollow(t *testing.T) {
	years := map[at]*report{}
	for _, r := range sample().world(2).reports {
		years[at{r.agency.id, r.year}] = r
	}
	pairs := 0
	for where, r := range years {
		next := years[at{where.agencyID, where.year + 1}]
		if next == nil {
			continue
		}
		pairs++
		n := func(r *report, indicator string) disclosure.Number { return r.counts[key(indicator, "")] }
		const documents = "proactive_normative_documents_"
		switch {
		case next.form == disclosure.Form2019:
			for _, stem := range []string{"licence", "service", "penalty", "coercion", "fees"} {
				stem = "proactive_" + stem + "_items_"
				if n(r, stem+"previous_year")+n(r, stem+"change") != n(next, stem+"previous_year") {
					t.Errorf("%s: %s does not follow", next.id(), stem)
				}
			}
			if n(r, documents+"total_published")+n(next, documents+"new_published") != n(next, documents+"total_published") {
				t.Errorf("%s: documents do not follow", next.id())
			}
		case r.form == disclosure.Form2021:
			if n(r, documents+"in_force")+n(next, documents+"made")-n(next, documents+"repealed") != n(next, documents+"in_force") {
				t.Errorf("%s: documents do not follow", next.id())
			}
		}
		for k, v := range next.counts {
			if v < 0 && !strings.HasSuffix(k.Indicator, "_change") {
				t.Errorf("%s: %s is %s", next.id(), k, v)
			}
		}
	}
	if pairs < 250 {
		t.Errorf("only %d pairs of years", pairs)
	}
}

// TestTextsAreTheirOwn counts how many reports of a county and year share a problem.
func TestTextsAreTheirOwn(t *testing.T) {
	same := map[string][]string{}
	for _, r := range sample().Truth(1).Reports {
		if len(r.Problems) > 0 {
			id := strings.Join(r.Problems, "")
			same[id] = append(same[id], r.ID())
		}
	}
	for _, ids := range same {
		copied := len(ids) == 2 && strings.HasPrefix(ids[0]+ids[1], "990123-veterans-2023990123-statistics-2023")
		if len(ids) > 1 && !copied {
			t.Errorf("%v name the same problems", ids)
		}
	}
}
