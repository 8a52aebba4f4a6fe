package disclosure

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// Grade says how well a value compares with those of the same series in other forms.
type Grade string

// The grades.
const (
	GradeComparable    Grade = "comparable"     // the definition is the same
	GradePartial       Grade = "partial"        // the definitions overlap; why says in what
	GradeNotComparable Grade = "not_comparable" // no form but one has it, or they mean different things
)

// Series is a figure that is followed over the forms, as one of them has it: the sum of some of
// its figures. One that does not compare has neither form nor formula.
type Series struct {
	Name      string
	Form      Form
	Unit      string
	Formula   string // as it is read: requests_new.total, a+b, a-b; a|b: b where a is not on the page
	Grade     Grade
	BreakFrom int // first fiscal year that does not compare with those before; 0: none
	LabelZH   string
	LabelEN   string
	WhyZH     string
	WhyEN     string
}

// Term is a figure of a formula with its sign.
type Term struct {
	Key  Key
	Sign int
}

//go:embed series.tsv
var seriesTSV string

// SeriesCatalogue returns every series in every form, in the order of the file: own work, after the
// comparison of the forms' rows. The slice is shared: it must not be changed.
var SeriesCatalogue = sync.OnceValue(func() []Series {
	var all []Series
	for line := range strings.Lines(seriesTSV[strings.IndexByte(seriesTSV, '\n')+1:]) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		for i := range c {
			if c[i] == "-" {
				c[i] = ""
			}
		}
		year, _ := strconv.Atoi(c[5]) // empty: none; a test reads the file whole
		all = append(all, Series{c[0], Form(c[1]), c[2], c[3], Grade(c[4]), year, c[6], c[7], c[8], c[9]})
	}
	return all
})

// Terms are the figures of the formula, one list an alternative, in the order in which they
// are tried.
func (s Series) Terms() [][]Term {
	var all [][]Term
	for formula := range strings.SplitSeq(s.Formula, "|") {
		var terms []Term
		sign := 1
		for formula != "" {
			end := strings.IndexAny(formula, "+-")
			name, next := formula, 1
			if end >= 0 {
				name = formula[:end]
				if formula[end] == '-' {
					next = -1
				}
				formula = formula[end+1:]
			} else {
				formula = ""
			}
			indicator, applicant, _ := strings.Cut(name, ".")
			terms = append(terms, Term{Key{indicator, Applicant(applicant)}, sign})
			sign = next
		}
		if terms != nil {
			all = append(all, terms)
		}
	}
	return all
}
