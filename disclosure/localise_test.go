package disclosure

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// requestRows are the rows of table 3 of 2021 in their order.
var requestRows = slices.Concat([]string{"requests_new", "requests_carried_in"}, outcomeIndicators, otherIndicators, []string{"outcome_total", "requests_carried_out"})

// balanced is a report of 2021 whose identities all hold. ask gives the numbers of a column of
// table 3 by row; what is new follows from the others.
func balanced(ask func(row string, c Applicant) int64) *Report {
	r := &Report{Scope: ScopeOwnOffice}
	value := map[Key]int64{}
	for _, c := range Applicants[:6] {
		for _, row := range slices.Concat(outcomeIndicators, otherIndicators) {
			value[Key{row, c}] = ask(row, c)
			value[Key{"outcome_total", c}] += value[Key{row, c}]
		}
		value[Key{"requests_carried_out", c}] = ask("requests_carried_out", c)
		value[Key{"requests_new", c}] = value[Key{"outcome_total", c}] + value[Key{"requests_carried_out", c}]
	}
	for _, row := range requestRows {
		for _, c := range Applicants[:6] {
			value[Key{row, Total}] += value[Key{row, c}]
		}
		for _, c := range Applicants {
			r.Figures = append(r.Figures, printedCell(Key{row, c}, value[Key{row, c}]))
		}
	}
	for _, stem := range []string{"reconsideration", "litigation_direct", "litigation_after_review"} {
		for i, part := range []string{"_upheld", "_corrected", "_other", "_pending", "_total"} {
			r.Figures = append(r.Figures, printedCell(Key{Indicator: stem + part}, []int64{3, 1, 0, 2, 6}[i]))
		}
	}
	return r
}

func printedCell(k Key, n int64) Figure {
	v := Int(n)
	f := Figure{Indicator: k.Indicator, Applicant: k.Applicant, Value: &v, Unit: "件", State: StateNumber, Raw: fmt.Sprint(n), Confidence: 1}
	if n == 0 {
		f.State = StateZero
	}
	return f
}

// usual is a small office: natural persons ask, a business or two.
func usual(row string, c Applicant) int64 {
	numbers := map[string]int64{"outcome_granted": 28, "outcome_partial": 4, "outcome_denied_third_party": 2, "outcome_unable_not_held": 11, "outcome_other_misc": 1, "requests_carried_out": 3}
	switch c {
	case NaturalPerson:
		return numbers[row]
	case Business:
		return map[string]int64{"outcome_granted": 5, "outcome_unable_not_held": 2}[row]
	}
	return 0
}

// put prints another number in a cell: "outcome_total.total".
func put(r *Report, key string, n int64) {
	name, applicant, _ := strings.Cut(key, ".")
	i := slices.IndexFunc(r.Figures, func(f Figure) bool { return f.Key() == Key{name, Applicant(applicant)} })
	confidence := r.Figures[i].Confidence
	r.Figures[i] = printedCell(r.Figures[i].Key(), n)
	r.Figures[i].Confidence = confidence
}

func setConfidence(r *Report, key string, confidence float64) {
	for i := range r.Figures {
		if r.Figures[i].Key().String() == key {
			r.Figures[i].Confidence = confidence
		}
	}
}

// blank leaves a cell empty.
func blank(r *Report, key string) {
	for i := range r.Figures {
		if f := &r.Figures[i]; f.Key().String() == key {
			f.Value, f.State, f.Raw = nil, StateBlank, ""
		}
	}
}

// cellsOf are the cells that a finding names, each with its value where one is determined.
func cellsOf(f Finding) []string {
	var all []string
	for _, o := range f.Operands {
		name := Key{o.Indicator, o.Applicant}.String()
		if o.Expected != nil {
			name += "=" + o.Expected.String()
		}
		all = append(all, name)
	}
	return all
}

func TestLocalise(t *testing.T) {
	for _, c := range []struct {
		name    string
		spoil   func(*Report)
		rule    string
		blame   Blame
		wrong   string // nil, or the least number of cells
		cells   []string
		message string
	}{
		{"a part of a column", func(r *Report) { put(r, "outcome_granted.natural_person", 30); put(r, "outcome_granted.total", 35) },
			RuleCells, BlameAgency, "2", []string{"outcome_granted.natural_person=28", "outcome_granted.total=33", "outcome_partial.natural_person=2", "outcome_partial.total=2",
				"outcome_denied_third_party.natural_person=0", "outcome_denied_third_party.total=0", "outcome_unable_not_held.natural_person=9", "outcome_unable_not_held.total=11"}, "同样少的改法4种"},
		{"one cell breaks three identities", func(r *Report) { put(r, "outcome_granted.natural_person", 41) },
			RuleCells, BlameAgency, "1", []string{"outcome_granted.natural_person=28"}, "至少须改动1个单元格：（一）予以公开·自然人（所印41，应为28）"},
		{"digits exchanged", func(r *Report) { put(r, "outcome_granted.natural_person", 82) }, RuleDigits, BlameAgency, "1", []string{"outcome_granted.natural_person=28"}, "相邻两位数字颠倒"},
		{"a factor of ten", func(r *Report) { put(r, "outcome_unable_not_held.natural_person", 110) }, RuleFactor, BlameAgency, "1", []string{"outcome_unable_not_held.natural_person=11"}, "所印放大10的1次方倍"},
		{"total copied from the first column", func(r *Report) {
			for _, row := range requestRows {
				for _, f := range r.Figures {
					if f.Indicator == row && f.Applicant == NaturalPerson {
						put(r, row+".total", int64(*f.Value/millionths))
					}
				}
			}
		}, RuleCopiedTotal, BlameAgency, "4", nil, "总计列与“自然人”列逐行相同"},
		{"a column left out", func(r *Report) {
			put(r, "outcome_granted.research_institute", 7)
			put(r, "outcome_total.research_institute", 7)
			put(r, "requests_new.research_institute", 7)
		}, RuleLeftOut, BlameAgency, "3", nil, "总计恰少“科研机构”列"},
		{"carried over is missing", func(r *Report) {
			put(r, "requests_carried_out.natural_person", 0)
			put(r, "requests_carried_out.total", 0)
		}, RuleCarryMissing, BlameAgency, "2", nil, "结转数为零"},
		{"a total left at zero", func(r *Report) { put(r, "reconsideration_total", 0) }, RuleEmptyTotal, BlameAgency, "1", []string{"reconsideration_total=6"}, "行政复议·总计（所印0，应为6）"},
		{"a part left out of a total", func(r *Report) { put(r, "litigation_direct_total", 5) }, RuleLeftOut, BlameAgency, "1", nil, "总计恰少“未经复议直接起诉·结果纠正”"},
		{"one row shifted", func(r *Report) { put(r, "outcome_partial.other_organisation", 4); put(r, "outcome_partial.total", 0) },
			RuleShifted, BlameUnclear, "2", []string{"outcome_partial.other_organisation=0", "outcome_partial.total=4"}, "互换后全部成立"},
		{"read with doubt", func(r *Report) {
			put(r, "outcome_granted.natural_person", 41)
			setConfidence(r, "outcome_granted.natural_person", 0.95)
		}, RuleCells, BlameUnclear, "0", []string{"outcome_granted.natural_person=28"}, "不能认定印刷有误"},
		{"the doubted cell does not explain it", func(r *Report) {
			put(r, "outcome_granted.natural_person", 41)
			setConfidence(r, "outcome_granted.business", 0.95)
		}, RuleCells, BlameAgency, "1", []string{"outcome_granted.natural_person=28"}, ""},
		{"a blank that closes as zero may be anything", func(r *Report) {
			blank(r, "outcome_partial.business")
			put(r, "outcome_granted.natural_person", 41)
		}, RuleCells, BlameAgency, "1", []string{"outcome_granted.natural_person=28"}, ""},
		{"a table out of place", func(r *Report) {
			for _, row := range requestRows {
				for i, f := range r.Figures {
					if f.Indicator == row && f.Applicant == NaturalPerson && *f.Value > 0 {
						put(r, row+".natural_person", int64(*r.Figures[i].Value/millionths)+int64(i))
						put(r, row+".business", int64(i*i+1))
					}
				}
			}
		}, RuleCellsUnknown, BlameUnclear, "nil", nil, "可能是读取错位"},
	} {
		r := balanced(usual)
		c.spoil(r)
		e := Examine(r)
		var got *Finding
		for i, f := range e.Findings {
			if rule, _ := RuleByID(f.Rule); rule.Kind == KindLocation || rule.Kind == KindPlausibility {
				if got != nil {
					t.Errorf("%s: a second location: %s %s", c.name, f.Rule, f.Message)
				}
				got = &e.Findings[i]
			}
		}
		if got == nil {
			t.Errorf("%s: nothing was located", c.name)
			continue
		}
		wrong := "nil"
		if e.Cells.Wrong != nil {
			wrong = fmt.Sprint(*e.Cells.Wrong)
		}
		if got.Rule != c.rule || got.Blame != c.blame || wrong != c.wrong || !strings.Contains(got.Message, c.message) {
			t.Errorf("%s: %s of %s, %s cells: %s\nwant %s of %s, %s cells: %s", c.name, got.Rule, got.Blame, wrong, got.Message, c.rule, c.blame, c.wrong, c.message)
		}
		if cells := cellsOf(*got); c.cells != nil && !slices.Equal(cells, c.cells) {
			t.Errorf("%s: cells\n%v, want\n%v", c.name, cells, c.cells)
		}
		blamed := slices.ContainsFunc(e.Findings, func(f Finding) bool { return f.Severity == SeverityError && f.Blame == BlameAgency })
		if blamed != (c.blame == BlameAgency) {
			t.Errorf("%s: the location is %s's, the identities say otherwise: %+v", c.name, c.blame, e.Findings)
		}
	}
}

func TestLocaliseNothing(t *testing.T) {
	zero := func(string, Applicant) int64 { return 0 }
	for _, c := range []struct {
		name    string
		report  *Report
		checked int
		wrong   bool
	}{
		{"all holds", balanced(usual), 0, true},
		{"no table", &Report{Figures: figuresOf(1, "narrative_requests_received", 4)}, 0, false},
		{"nothing but zeros in table 3", balanced(zero), 15, true},
	} {
		e := Examine(c.report)
		if len(e.Findings) > 0 && c.name == "all holds" || (e.Cells.Wrong != nil) != c.wrong || c.wrong && *e.Cells.Wrong != 0 || c.checked > 0 && e.Cells.Checked != c.checked {
			t.Errorf("%s: %+v %+v", c.name, e.Cells, e.Findings)
		}
	}
}

// Cells of a balanced table are changed at random: never more are said to be wrong than were
// changed, none where nothing was, and the search does not give up on a few.
func TestLocaliseProperty(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		most := int64(1 + r.IntN(40))
		report := balanced(func(string, Applicant) int64 {
			if r.IntN(3) > 0 {
				return 0
			}
			return r.Int64N(most)
		})
		if e := Examine(report); e.Cells.Wrong == nil || *e.Cells.Wrong != 0 {
			t.Fatalf("seed %d: a balanced report: %+v %+v", seed, e.Cells, e.Findings)
		}
		k := 1 + r.IntN(5)
		for range k {
			i := r.IntN(len(report.Figures))
			put(report, report.Figures[i].Key().String(), r.Int64N(most+2))
		}
		e := Examine(report)
		if e.Cells.Wrong == nil {
			t.Errorf("seed %d: %d changes were not localised: %+v", seed, k, e.Findings)
		} else if *e.Cells.Wrong > k || (*e.Cells.Wrong == 0) != (len(e.Findings) == 0) {
			t.Errorf("seed %d: %d cells were changed, %d are said to be wrong: %+v", seed, k, *e.Cells.Wrong, e.Findings)
		}
	}
}

// Where one set alone is smallest, the values that it is said to have to take make everything close;
// and where two cells are said to be wrong, no change of a single one does.
func TestLocaliseIsExact(t *testing.T) {
	applied, tried := 0, 0
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 6))
		report := balanced(func(string, Applicant) int64 {
			if r.IntN(3) > 0 {
				return 0
			}
			return r.Int64N(30)
		})
		for range 1 + r.IntN(3) {
			put(report, report.Figures[r.IntN(len(report.Figures))].Key().String(), r.Int64N(40))
		}
		e := Examine(report)
		if *e.Cells.Wrong == 2 && tried < 6 {
			tried++
			if key, ok := closedByOne(report); ok {
				t.Errorf("seed %d: two cells are said to be wrong, %s alone closes everything: %+v", seed, key, e.Findings)
			}
		}
		cells := 0
		for _, f := range e.Findings {
			if rule, _ := RuleByID(f.Rule); rule.Kind != KindLocation && f.Rule != RuleShifted {
				continue
			}
			for _, o := range f.Operands {
				if o.Expected != nil {
					cells++
					put(report, Key{o.Indicator, o.Applicant}.String(), int64(*o.Expected/millionths))
				}
			}
		}
		if cells == *e.Cells.Wrong && cells > 0 {
			applied++
			if after := Examine(report); *after.Cells.Wrong != 0 {
				t.Errorf("seed %d: with the values that were told %d cells are wrong: %+v", seed, *after.Cells.Wrong, e.Findings)
			}
		}
	}
	if applied < 40 || tried < 6 {
		t.Errorf("only %d sets were applied and %d pairs tried", applied, tried)
	}
}

// closedByOne looks for a cell whose change by what an identity lacks makes all of them hold.
func closedByOne(r *Report) (string, bool) {
	lacks := map[int64]bool{}
	for _, c := range RunChecks(r) {
		if c.State == CheckFail {
			d := int64((c.Expected - c.Actual) / millionths)
			lacks[d], lacks[-d] = true, true
		}
	}
	for _, f := range slices.Clone(r.Figures) {
		key, was := f.Key().String(), int64(*f.Value/millionths)
		for d := range lacks {
			put(r, key, was+d)
			if _, n := CheckFindings(RunChecks(r)); n.Fail == 0 {
				return key, true
			}
		}
		put(r, key, was)
	}
	return "", false
}

func BenchmarkExamine(b *testing.B) {
	clean, broken := balanced(usual), balanced(usual)
	put(broken, "outcome_granted.natural_person", 30)
	put(broken, "outcome_granted.total", 35)
	b.Run("checks", func(b *testing.B) {
		for b.Loop() {
			CheckFindings(RunChecks(clean))
		}
	})
	b.Run("clean", func(b *testing.B) {
		for b.Loop() {
			Examine(clean)
		}
	})
	b.Run("broken", func(b *testing.B) {
		for b.Loop() {
			Examine(broken)
		}
	})
}
