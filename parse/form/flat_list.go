package form

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"gongkai/parse/lexicon"
	"gongkai/parse/timing"
)

func (r *flatReader) isList() bool { return r.cur != nil && r.cur.kind == localTable }

// listLabel tells the labels of the rows and groups of the statistics of forms 2008 and 2014.
func listLabel(label string) bool {
	w := listWords()
	return w.national.rows.Exact[label] != nil || w.local.rows.Exact[label] != nil || w.national.groups[label] || w.local.groups[label]
}

// listWord takes a label of the head of statistics: the first one begins a table. Which of
// the two forms it is of, its rows say.
func (r *flatReader) listWord(label string) bool {
	before := r.before
	r.before = label
	switch role, whose := columnRole(label); {
	case role == roleLabel && utf8.RuneCountInString(label) > 3, role == roleUnit && (before == "项目" || before == "指标"), label == "代码" && before == "指标":
		r.close()
		r.cur = &flatTable{kind: localTable, heading: true}
		if before == "序号" {
			r.cur.codes = codesBefore
		}
		if label == "代码" {
			r.cur.codes = codesBehind
		}
	case !r.isList() || !r.cur.heading:
		return false
	case role == roleCode:
		r.cur.codes = codesBehind
	case role == roleUnit || role == roleRemark:
	case role == roleValue:
		r.cur.columns = append(r.cur.columns, flatColumn{whose: whose})
	default:
		t, ok := flatTiming(label)
		if !ok {
			return false
		}
		r.cur.columns = append(r.cur.columns, flatColumn{timing: t, label: label})
	}
	return true
}

func flatTiming(label string) (timing.Said, bool) {
	if n := yearHead(label); n > 0 && n == len(label) {
		year, _ := strconv.Atoi(label[:4])
		return timing.Said{When: timing.Named, Year: year}, true
	}
	return timing.Of(label)
}

// listRow reads a row of statistics: the label, a unit, the figures.
func (r *flatReader) listRow(words []flatWord) bool {
	if n := len(words); r.isList() && n == 1 && r.cur.codes == codesBehind && len(r.cur.rows) > 0 && lexicon.Units[words[0].text] {
		r.recell(&r.cur.rows[len(r.cur.rows)-1]) // what stood before the unit is a code
		return true
	}
	if last := words[len(words)-1]; last.label == "" || last.label == "单位" {
		if lexicon.Units[last.text] && len(words) > 1 {
			words = words[:len(words)-1]
		}
	}
	last := words[len(words)-1]
	label, confidence := last.label, 1.0
	if !sure(words) || !listRowLabel(label) {
		if r.cur == nil {
			return false
		}
		if label, confidence = nearList(words); label == "" {
			return false
		}
	}
	if r.cur == nil || r.cur.kind != localTable {
		r.close()
		r.cur = &flatTable{kind: localTable}
	}
	if n := len(r.scan.cells); r.cur.codes == codesBefore && n > max(len(r.cur.columns), 1) {
		r.scan.cells = r.scan.cells[:n-1] // the number of the next row
	}
	r.add(flatRow{id: label, confidence: confidence})
	r.cur.known = append(r.cur.known, label)
	return true
}

func listRowLabel(label string) bool {
	w := listWords()
	return label != "" && (w.national.rows.Exact[label] != nil || w.local.rows.Exact[label] != nil)
}

// unitsLongest are the units of statistics, the longest first.
var unitsLongest = sync.OnceValue(func() []string {
	return slices.SortedFunc(maps.Keys(lexicon.Units), func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
})

// withoutUnits lists what a text may be the label of: the whole, or what stands before a unit.
func withoutUnits(text string) []string {
	all := []string{text}
	for _, unit := range unitsLongest() {
		if bare, ok := strings.CutSuffix(text, unit); ok && bare != "" {
			all = append(all, bare)
		}
	}
	return all
}

// nearList finds the row of statistics whose label is none of the known ones letter by letter.
func nearList(words []flatWord) (string, float64) {
	text := ""
	for i := len(words) - 1; i >= max(0, len(words)-5); i-- {
		text = words[i].text + text
		if !words[i].bound {
			continue
		}
		all := withoutUnits(text)
		for _, bare := range all {
			if listRowLabel(bare) {
				return bare, 1
			}
		}
		for _, bare := range all {
			for _, lex := range []*lexicon.Index{&listWords().national.rows, &listWords().local.rows} {
				if e, confidence := lex.Find(bare); e != nil {
					return bare, confidence
				}
			}
		}
	}
	return "", 0
}
