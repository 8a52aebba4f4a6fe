package disclosure

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// sumsOf reads rows of a local form, "indicator year all-years": a word that is no number is a state, and
// "none" says that nothing is printed of all years.
func sumsOf(rows ...string) []Figure {
	var all []Figure
	read := func(print string) (*Number, State) {
		n, err := ParseNumber(print)
		switch {
		case err != nil:
			return nil, State(print)
		case n == 0:
			return &n, StateZero
		}
		return &n, StateNumber
	}
	for _, row := range rows {
		f := strings.Fields(row)
		g := Figure{Indicator: f[0], Confidence: 1, Raw: f[1]}
		if line, ok := FindIndicator(Form2008, g.Key()); ok {
			g.Unit = line.Unit
		}
		g.Value, g.State = read(f[1])
		if f[2] != "none" {
			g.Cumulative = &Cumulative{Raw: f[2], Confidence: 1}
			g.Cumulative.Value, g.Cumulative.State = read(f[2])
		}
		all = append(all, g)
	}
	return all
}

// saidOf is what R604 says of a row of two years.
func saidOf(was, now []Figure, indicator string) string {
	for _, c := range ChecksOfYears(was, now, Key{Indicator: indicator}, false) {
		if c.Rule == RuleCumulative {
			return strings.TrimSpace(fmt.Sprint(c.State, " ", c.Reason, " ", c.Expected, " ", c.Actual))
		}
	}
	return "none"
}

// Sums of all years, worked out by hand.
func TestCumulativeChecks(t *testing.T) {
	const requests, fees, staff = "narrative_requests_received", "narrative_fees_charged", "narrative_staff_full_time"
	for _, c := range []struct{ row, was, now, want string }{
		{requests, "3 17", "4 21", "pass  21 21"},
		{requests, "3 17", "4 23", "fail  21 23"},
		{requests, "3 17", "4 20", "fail  21 20"},
		{requests, "3 17", "0 17", "pass  17 17"},
		{requests, "0 0", "0 0", "vacuous  0 0"},
		{requests, "0 0", "2 2", "pass  2 2"},
		{requests, "1709 85376", "1037 10037", "not_assessable counted_anew 86413 10037"}, // 85376 → 10037
		{requests, "1 1", "0 0", "not_assessable counted_anew 1 0"},                       // 1 → 0
		{requests, "3 blank", "4 21", "not_assessable  4 21"},
		{requests, "3 17", "blank 21", "not_assessable  17 21"},
		{requests, "3 17", "4 unreadable", "not_assessable  21 0"},
		{requests, "blank blank", "dash blank", "vacuous  0 0"},
		{requests, "3 none", "4 21", "not_assessable  4 21"},
		{requests, "3 17", "4 none", "none"},
		{fees, "12.5 99.5", "3.25 102.5", "pass  102.75 102.5"}, // rounded to yuan
		{fees, "12.5 99.5", "3.25 104", "fail  102.75 104"},
		{staff, "2 2", "2 2", "none"}, // a stock
	} {
		if got := saidOf(sumsOf(c.row+" "+c.was), sumsOf(c.row+" "+c.now), c.row); got != c.want {
			t.Errorf("%s, %s then %s: %q, want %q", c.row, c.was, c.now, got, c.want)
		}
	}
}

// A county's reports of five years, row by row: each year is held to the one before.
func TestCumulativeBetweenReports(t *testing.T) {
	year := func(n int, rows ...string) *Report { return &Report{FiscalYear: &n, Figures: sumsOf(rows...)} }
	reports := []*Report{
		year(2009, "narrative_published_total 401 688", "narrative_requests_received 2 5"),
		year(2010, "narrative_published_total 403 1091", "narrative_requests_received 1 6"),
		year(2011, "narrative_published_total 425 1516", "narrative_requests_received 0 7"), // 6 + 0 are not 7
		year(2012, "narrative_published_total 390 390", "narrative_requests_received 3 10"), // counted anew
		year(2013, "narrative_published_total 11 401", "narrative_requests_received 1 none"),
	}
	want := []string{"pass pass", "pass fail", "not_assessable pass", "pass"}
	for i := range reports[1:] {
		var got []string
		for _, c := range ChecksBetween(reports[i], reports[i+1]) {
			got = append(got, string(c.State))
			o := c.Operands
			if c.Rule != RuleCumulative || len(o) != 3 || !o[0].Cumulative || o[1].Cumulative || !o[2].Cumulative ||
				o[0].FiscalYear != *reports[i].FiscalYear || o[1].FiscalYear != *reports[i+1].FiscalYear || o[2].FiscalYear != *reports[i+1].FiscalYear {
				t.Errorf("%d: %+v", *reports[i+1].FiscalYear, c)
			}
		}
		if said := strings.Join(got, " "); said != want[i] {
			t.Errorf("%d: %s, want %s", *reports[i+1].FiscalYear, said, want[i])
		}
	}
}

// What was counted before the two years does not matter: the same number more in both sums changes
// nothing, and of sums that follow each other one more in either breaks the check.
func TestCumulativeShift(t *testing.T) {
	dice := rand.New(rand.NewPCG(604, 2013))
	const row = "narrative_requests_received"
	holds := func(before, year, sum int64) string {
		said := saidOf(sumsOf(fmt.Sprint(row, " 1 ", before)), sumsOf(fmt.Sprint(row, " ", year, " ", sum)), row)
		said, _, _ = strings.Cut(strings.Replace(said, "counted_anew", "", 1), " ")
		return strings.Replace(said, "vacuous", "pass", 1) // of zeros only
	}
	seen := map[string]int{}
	for range 500 {
		before, year := dice.Int64N(50), dice.Int64N(20)
		sum := max(before+year+dice.Int64N(7)-3, 0)
		shift := dice.Int64N(100_000)
		said := holds(before, year, sum)
		seen[said]++
		if moved := holds(before+shift, year, sum+shift); moved != said {
			t.Errorf("%d + %d = %d: %s, and %s with %d more before", before, year, sum, said, moved, shift)
		}
		if right := before + year; holds(before, year, right) != "pass" || holds(before, year, right+1) != "fail" || holds(before+1, year, right) == "pass" {
			t.Errorf("%d + %d: one more passes", before, year)
		}
	}
	if seen["pass"] == 0 || seen["fail"] == 0 || seen["not_assessable"] == 0 {
		t.Errorf("states seen: %v", seen)
	}
}
