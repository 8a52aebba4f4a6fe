package parse_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse"
)

// What is printed in a cell, and what it says: nil where nothing is said.
type printed struct {
	text  string
	value *disclosure.Number
}

// trueReport is a report whose figures are known because they were made up: they satisfy
// every identity of the form, save that some cells were left blank.
type trueReport struct {
	form   disclosure.Form
	year   int
	agency string
	single bool // one row （六）其他处理 in form 2021
	cells  map[disclosure.Key]printed
}

// reportsRead is how many reports are read back in each layout.
const reportsRead = 12

// TestReportsReadBack renders random true reports in every layout, with noise in labels and
// numbers. In a layout that loses nothing everything reads back the same; in every layout
// nothing is wrong, nothing is invented, no blank becomes a number, and what is left out is
// owned up to by a finding.
func TestReportsReadBack(t *testing.T) {
	known := knownFailures(t, "layout ")
	for _, l := range layouts {
		for _, form := range []disclosure.Form{disclosure.Form2019, disclosure.Form2021} {
			name := l.name + "-" + string(form)
			var whole, sound []string
			for seed := range uint64(reportsRead) {
				r := rand.New(rand.NewPCG(seed, uint64(len(name))))
				tr := makeReport(r, form)
				in := parse.Input{Source: "made", Division: disclosure.Division{Code: "990121", Name: "晴岚县"}}
				in.ContentType, in.Body = l.page(r, tr)
				w, s := compare(tr, in)
				whole, sound = appendSeed(whole, w, seed), appendSeed(sound, s, seed)
			}
			if l.lossless {
				t.Run(name+"-whole", func(t *testing.T) { settle(t, known[name+"-whole"], whole) })
			}
			t.Run(name+"-sound", func(t *testing.T) { settle(t, known[name+"-sound"], sound) })
			delete(known, name+"-whole")
			delete(known, name+"-sound")
		}
	}
	for name := range known {
		t.Errorf("KNOWN names the layout %s, which is not there", name)
	}
}

func appendSeed(list, more []string, seed uint64) []string {
	for _, m := range more[:min(len(more), 3)] {
		list = append(list, fmt.Sprintf("seed %02d: %s", seed, m))
	}
	return list
}

// compare returns what was not read (whole) and what was read wrongly (sound).
func compare(tr trueReport, in parse.Input) (whole, sound []string) {
	r := parse.Document(in)
	var w, s wrong
	owned := false
	for _, f := range r.Findings {
		owned = owned || f.Rule[0] == 'E' || f.Rule[0] == 'C'
		if rule, _ := disclosure.RuleByID(f.Rule); rule.Kind == disclosure.KindIdentity || rule.Kind == disclosure.KindLocation || f.Rule == disclosure.RuleCounts {
			s.add("finding %s in a report whose identities hold: %s", f.Rule, f.Message)
		}
	}
	if r.Form == nil || *r.Form != tr.form || r.FiscalYear == nil || *r.FiscalYear != tr.year || r.Agency == nil || *r.Agency != tr.agency {
		w.add("read as form %v, year %v, agency %v", deref(r.Form), deref(r.FiscalYear), deref(r.Agency))
	}
	got := map[disclosure.Key]disclosure.Figure{}
	for _, f := range r.Figures {
		got[f.Key()] = f
		if _, ok := tr.cells[f.Key()]; !ok && f.State.Known() {
			s.add("%s = %s is invented", f.Key(), showFigure(f, true))
		}
		s.wellFormed(f)
	}
	for k, c := range tr.cells {
		f := got[k]
		switch {
		case c.value == nil && f.Value != nil:
			s.add("%s prints %q, read as %s", k, c.text, showFigure(f, true))
		case c.value != nil && f.Value == nil:
			w.add("%s prints %q, not read", k, c.text)
			if !owned {
				s.add("%s prints %q, not read, and no finding says so", k, c.text)
			}
		case c.value != nil && *f.Value != *c.value:
			s.add("%s prints %q, read as %s", k, c.text, showFigure(f, true))
		}
	}
	s.places(in, r)
	slices.Sort(w.list)
	slices.Sort(s.list)
	return append(w.list, s.list...), s.list
}

func deref[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

var madeAgencies = []string{"晴岚县教育局", "晴岚县水利局", "晴岚县人民政府", "晴岚县民政局"}

// makeReport makes up a report on a year for which the form was due.
func makeReport(r *rand.Rand, form disclosure.Form) trueReport {
	tr := trueReport{form: form, year: 2019 + r.IntN(2), agency: madeAgencies[r.IntN(len(madeAgencies))], cells: map[disclosure.Key]printed{}}
	if form == disclosure.Form2021 {
		tr.year = 2021 + r.IntN(5)
		tr.single = r.IntN(5) == 0
	}
	blanks := r.IntN(3) == 0 // agencies leave cells blank by habit, not by accident
	put := func(k disclosure.Key, n int) {
		v := disclosure.Int(int64(n))
		c := printed{text: fmt.Sprint(n), value: &v}
		if blanks && (n == 0 && r.IntN(4) == 0 || r.IntN(60) == 0) {
			c = printed{}
		}
		tr.cells[k] = c
	}
	tr.makeRequests(r, put)
	for _, p := range reviewKinds {
		sum := 0
		for _, res := range reviewResults[:4] {
			n := r.IntN(4) * r.IntN(6)
			sum += n
			put(disclosure.Key{Indicator: p + res}, n)
		}
		put(disclosure.Key{Indicator: p + "total"}, sum)
	}
	tr.makeProactive(r, put)
	return tr
}

// makeRequests fills table 3: outcomes first, the flow follows from them.
func (tr *trueReport) makeRequests(r *rand.Rand, put func(disclosure.Key, int)) {
	scale := []int{3, 12, 150}[r.IntN(3)]
	rows := map[string][7]int{}
	add := func(row string, column, n int) {
		v := rows[row]
		v[column] += n
		v[6] += n
		rows[row] = v
	}
	for column := range 6 {
		sum := 0
		for _, row := range tr.outcomeRows() {
			n := 0
			if r.IntN(3+2*column) == 0 {
				n = r.IntN(scale)
			}
			add(row.indicator, column, n)
			sum += n
		}
		out := r.IntN(4)
		in := r.IntN(min(sum+out, 5) + 1)
		add("outcome_total", column, sum)
		add("requests_carried_out", column, out)
		add("requests_carried_in", column, in)
		add("requests_new", column, sum+out-in)
	}
	for _, row := range append(tr.outcomeRows(), madeRow{indicator: "outcome_total"}, madeRow{indicator: "requests_carried_out"},
		madeRow{indicator: "requests_carried_in"}, madeRow{indicator: "requests_new"}) {
		for i, n := range rows[row.indicator] {
			put(disclosure.Key{Indicator: row.indicator, Applicant: disclosure.Applicants[i]}, n)
		}
	}
}

// makeProactive fills table 2; changes are printed with a sign, amounts as the form wants them.
func (tr *trueReport) makeProactive(r *rand.Rand, put func(disclosure.Key, int)) {
	for _, block := range tr.proactive() {
		for _, row := range block.rows {
			for _, indicator := range row.indicators {
				k := disclosure.Key{Indicator: indicator}
				switch {
				case strings.HasSuffix(indicator, "_change"):
					n := r.IntN(21) - 10
					v := disclosure.Int(int64(n))
					tr.cells[k] = printed{fmt.Sprintf([]string{"%d", "%+d"}[r.IntN(2)], n), &v}
				case strings.HasSuffix(indicator, "_amount"):
					text := fmt.Sprintf("%d.%02d", r.IntN(90000), r.IntN(100))
					v, _ := disclosure.ParseNumber(text)
					tr.cells[k] = printed{text, &v}
				default:
					put(k, r.IntN(500)*r.IntN(2))
				}
			}
		}
	}
}
