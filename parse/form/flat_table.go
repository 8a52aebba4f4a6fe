package form

import (
	"slices"
	"sync"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
	"gongkai/parse/timing"
)

// flatTable is a table that is only text: what its head says and the rows behind it.
type flatTable struct {
	kind    Kind
	columns []flatColumn // in the order of the head
	stems   []string     // table 4: what is reviewed, in the order of the head
	heading bool         // the head is being read
	odd     bool         // the head has a word that nobody knows
	group   string       // table 3: of the last label
	rows    []flatRow
	known   []string             // statistics: the labels since the last row, for groups
	codes   codes                // statistics
	later   int                  // discriminators of form 2021 …
	earlier int                  // … and of form 2019
	unknown []disclosure.Finding // rows with labels that are not known
}

// codes says where the rows of statistics have numbers of their own.
type codes int

const (
	noCodes     codes = iota
	codesBefore       // 序号 before the label
	codesBehind       // 代码 between the label and the unit
)

// flatColumn is a column of figures that a head names.
type flatColumn struct {
	id     string      // applicant, or ending of an indicator
	timing timing.Said // statistics
	label  string      // of the time
	whose  whose
}

// flatRow is a row of figures as the text gives it.
type flatRow struct {
	id         string // indicator, or stem of one; the label in statistics; "" for the one row of table 4
	order      int    // of the row in table 3
	confidence float64
	words      string // that stand before the figures
	columns    []flatColumn
	stems      []string
	known      []string
	cells      []flatCell
}

// inFormOrder makes the columns that a form prints in its order.
func inFormOrder(ids ...string) []flatColumn {
	columns := make([]flatColumn, len(ids))
	for i, id := range ids {
		columns[i].id = id
	}
	return columns
}

var (
	standardApplicants = inFormOrder("natural_person", "business", "research_institute", "public_interest", "legal_service", "other_organisation", "total")
	headApplicants     = inFormOrder("natural_person", "total", "business", "research_institute", "public_interest", "legal_service", "other_organisation") // 总计 stands in the row of 自然人
	standardResults    = inFormOrder("upheld", "corrected", "other", "pending", "total")
	threeResults       = slices.Concat(standardResults, standardResults, standardResults)
	standardStems      = []string{"reconsideration", "litigation_direct", "litigation_after_review"}
)

// requestOrder is the place of a row in table 3.
func requestOrder(indicator string) int {
	if at, ok := requestPlaces()[indicator]; ok {
		return at
	}
	return -1
}

var requestPlaces = sync.OnceValue(func() map[string]int {
	places := map[string]int{}
	for at, indicator := range requestRowOrder() {
		places[indicator] = at
	}
	return places
})

// applicants are the columns of table 3 in the order in which its figures stand, nil where
// the head does not show them. 总计 stands in the row of 自然人, over the columns of the
// organisations, so it is the last wherever a word is before it.
func (t *flatTable) applicants() []flatColumn {
	if len(t.columns) == 0 || slices.Equal(t.columns, headApplicants) {
		return standardApplicants
	}
	at := slices.Index(t.columns, flatColumn{id: "total"})
	if len(t.columns) != len(standardApplicants) || at < 0 || at > 1 && at < len(t.columns)-1 || slices.ContainsFunc(standardApplicants, func(c flatColumn) bool { return !slices.Contains(t.columns, c) }) {
		return nil
	}
	if at != 1 {
		return t.columns
	}
	columns := slices.Delete(slices.Clone(t.columns), at, at+1)
	return append(columns, flatColumn{id: "total"})
}

// bare reports whether so little of the head of table 3 is printed that it says nothing
// against the form's order.
func (t *flatTable) bare() bool {
	at := -1
	for _, c := range t.columns {
		if c.id == "total" {
			continue
		}
		next := slices.Index(standardApplicants, c)
		if next <= at {
			return false
		}
		at = next
	}
	return len(t.columns) < len(standardApplicants)
}

// totals says which cells of a row print the sum of those before them, nil where none do.
func totals(kind Kind, columns []flatColumn) []bool {
	if kind != Requests && kind != Reviews || columns[0].id == "total" {
		return nil
	}
	sums := make([]bool, len(columns))
	for i, c := range columns {
		sums[i] = c.id == "total"
	}
	return sums
}

// key names the figure of a column of a row.
func (r *flatRow) key(kind Kind, column int) disclosure.Key {
	c := r.columns[column]
	switch kind {
	case Requests:
		return disclosure.Key{Indicator: r.id, Applicant: disclosure.Applicant(c.id)}
	case Proactive:
		return disclosure.Key{Indicator: lexicon.Proactive(r.id, c.id)}
	case Reviews:
		stem := r.id
		if stem == "" {
			stem = standardStems[column/len(standardResults)]
		}
		return disclosure.Key{Indicator: stem + "_" + c.id}
	}
	return disclosure.Key{Indicator: r.id}
}
