package disclosure

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Indicator is a line of the catalogue: one cell of one form, or one fact of its prose.
type Indicator struct {
	Form           Form
	Table          string // local_table, stat_2014, table_2, table_3, table_4, section_6, text, prose
	Section        string // headings above the row, joined by /
	RowLabel       string // as the form prints it
	ColumnLabel    string // headings above the column, joined by /
	Indicator      string
	Applicant      Applicant
	Unit           string // 条, 件, 元, 万元, …; "项(signed)" for changes; "text" where there is no number
	ComparableWith string // FORM:CODE=full|partial|none(reason), separated by ;
	LabelEN        string
}

// Key returns the name of the figures that the line describes.
func (i Indicator) Key() Key { return Key{i.Indicator, i.Applicant} }

// plainColumns say nothing that the row's label does not say.
var plainColumns = []string{"", "(正文)", "本年数", "统计数"}

// LabelZH is the row's label with the last heading above its column, as a person would say
// which cell is meant. Table 4 has all in its columns.
func (i Indicator) LabelZH() string {
	column := i.ColumnLabel[strings.LastIndexByte(i.ColumnLabel, '/')+1:]
	switch {
	case slices.Contains(plainColumns, column) || column == i.RowLabel:
		return i.RowLabel
	case i.RowLabel == "数量":
		return column
	}
	return i.RowLabel + " · " + column
}

//go:embed indicators.tsv
var indicatorsTSV string

// Catalogue returns every line of every form in the order of the forms. The slice is shared:
// it must not be changed.
var Catalogue = sync.OnceValue(func() []Indicator {
	var all []Indicator
	for line := range strings.Lines(indicatorsTSV[strings.IndexByte(indicatorsTSV, '\n')+1:]) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		all = append(all, Indicator{Form(c[0]), c[1], c[2], c[3], c[4], c[5], Applicant(c[6]), c[7], c[8], c[9]})
	}
	return all
})

// catalogueIndex holds the lines of each indicator by form and applicant.
var catalogueIndex = sync.OnceValue(func() map[string]*Lines {
	index := map[string]*Lines{}
	all := Catalogue()
	for n := range all {
		i := &all[n]
		if index[i.Indicator] == nil {
			index[i.Indicator] = &Lines{}
		}
		if line := &index[i.Indicator][formNumber(i.Form)][applicantColumn(i.Applicant)]; *line == nil { // the form's own row comes before later additions
			*line = i
		}
	}
	return index
})

// Lines are those of one indicator in all forms.
type Lines [4][applicantColumns]*Indicator

// LinesOf are the lines of an indicator, nil where no form has it.
func LinesOf(indicator string) *Lines { return catalogueIndex()[indicator] }

// Of is the line for a form and an applicant, nil where there is none.
func (l *Lines) Of(form Form, applicant Applicant) *Indicator {
	if n := formNumber(form); l != nil && n >= 0 {
		return l[n][applicantColumn(applicant)]
	}
	return nil
}

func formNumber(form Form) int {
	return slices.Index([]Form{Form2021, Form2019, Form2014, Form2008}, form)
}

// FindIndicator returns the catalogue's line for a figure of a form, and whether it has one.
func FindIndicator(form Form, k Key) (Indicator, bool) {
	if i := LinesOf(k.Indicator).Of(form, k.Applicant); i != nil {
		return *i, true
	}
	return Indicator{}, false
}
