package form

import (
	"slices"
	"strings"
	"sync"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/confidence"
	"gongkai/parse/grid"
	"gongkai/parse/lexicon"
	"gongkai/parse/timing"
)

// Rows and columns of table 3 under other names than the form's are read where three things
// agree: their words are the form's in short or in other words, they stand where the form has
// exactly these, and the sums of the form close with what they print.

// applicantWords are by which an applicant is known under another name.
var applicantWords = map[disclosure.Applicant]*pattern.Regexp{
	disclosure.NaturalPerson:     pattern.MustCompile(`自然人|公民|个人`),
	disclosure.Business:          pattern.MustCompile(`企业|公司|商业`),
	disclosure.ResearchInstitute: pattern.MustCompile(`科研|研究|科学`),
	disclosure.PublicInterest:    pattern.MustCompile(`公益|慈善`),
	disclosure.LegalService:      pattern.MustCompile(`法律|律师`),
	disclosure.OtherOrganisation: pattern.MustCompile(`其他|其它`),
}

// mostRenamed is how many of the seven columns can have other names.
const mostRenamed = 3

// renameColumns gives columns of a head of table 3 under other names the applicants of their
// places, for the sums to confirm, and returns under which labels.
func (h *head) renameColumns() map[disclosure.Applicant]string {
	if h.kind != Requests || len(h.fields) != len(standardApplicants) || h.count() == len(h.fields) {
		return nil
	}
	renamed := map[disclosure.Applicant]string{}
	for i, f := range h.fields {
		at := disclosure.Applicant(standardApplicants[i].id)
		switch {
		case f.known() && f.id != string(at), f.timing.When != timing.Unsaid:
			return nil
		case f.known():
		case f.leaf == nil || applicantWords[at] == nil || !applicantWords[at].MatchString(f.leaf.Label) || tellsOther(f.leaf.Label, at):
			return nil
		default:
			renamed[at] = f.leaf.Text
		}
	}
	if len(renamed) > mostRenamed {
		return nil
	}
	for i := range h.fields {
		if f := &h.fields[i]; !f.known() {
			f.id, f.confidence = standardApplicants[i].id, confidence.Near
		}
	}
	return renamed
}

// tellsOther reports whether a label has words of another applicant too.
func tellsOther(label string, own disclosure.Applicant) bool {
	for a, words := range applicantWords {
		if a != own && words.MatchString(label) {
			return true
		}
	}
	return false
}

// settleColumns takes back what columns under other names claim where a row's total is not the
// sum of its cells, or too few rows print one.
func (t *tableReader) settleColumns() {
	if len(t.renamed) == 0 {
		return
	}
	of := func(c Claim) bool { return c.kind == Requests }
	requests := slices.DeleteFunc(slices.Clone(t.claims), func(c Claim) bool { return !of(c) })
	rows, closing, broken := rowsOfClaims(requests), 0, 0
	for _, place := range rows {
		switch blank, closes, ok := rowSum(requests[place.Start:place.End]); {
		case ok && closes:
			closing++
		case ok && blank == 0:
			broken++
		}
	}
	if broken == 0 && closing > 0 && 2*closing >= len(rows) {
		return
	}
	for _, at := range standardApplicants {
		if label, ok := t.renamed[disclosure.Applicant(at.id)]; ok {
			t.unknownColumn(label)
		}
	}
	t.claims = slices.DeleteFunc(t.claims, func(c Claim) bool {
		_, renamed := t.renamed[c.Figure.Applicant]
		t.unplaced = t.unplaced || of(c) && renamed && c.Figure.Value != nil
		return of(c) && renamed
	})
}

func (t *tableReader) unknownColumn(label string) {
	t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "表中有未识别的列“%s”", disclosure.Short(label))
}

// stranger is a row of table 3 under a label that is not known.
type stranger struct {
	head    *head // over it
	leaf    *grid.Cell
	values  []*grid.Cell
	at      int // claims before it
	finding int // its place among the findings, -1 where there is none
	lost    int // cells that were counted as lost
}

// keepStranger notes a row under a label that is not known, for the end of the table.
func (t *tableReader) keepStranger(leaf *grid.Cell, values []*grid.Cell) bool {
	s := stranger{t.head, leaf, values, len(t.claims), len(t.findings), t.lost}
	t.unknownRow(leaf.Text, values)
	if s.lost = t.lost - s.lost; len(t.findings) == s.finding {
		s.finding = -1
	}
	t.strangers = append(t.strangers, s)
	return false
}

// renameRows reads the rows under other names, those of one gap together.
func (t *tableReader) renameRows() {
	var read []stranger
	for end := len(t.strangers); end > 0; { // from behind: what is put in shifts what follows
		start := end - 1
		for start > 0 && t.strangers[start-1].at == t.strangers[end-1].at {
			start--
		}
		if gap := t.strangers[start:end]; t.renameGap(gap) {
			read = append(read, gap...)
		}
		end = start
	}
	drop := map[int]bool{}
	for _, s := range read {
		t.lost -= s.lost
		drop[s.finding] = true
	}
	at := -1
	t.findings = slices.DeleteFunc(t.findings, func(disclosure.Finding) bool { at++; return drop[at] })
	t.strangers = nil
}

// renameGap reads the rows between two that are known, where the form has as many there, each
// label is that of its row in short and of no other row, and the sums close.
func (t *tableReader) renameGap(gap []stranger) bool {
	at := gap[0].at
	if at == 0 || at >= len(t.claims) {
		return false
	}
	from, to := requestOrder(t.claims[at-1].Figure.Indicator), requestOrder(t.claims[at].Figure.Indicator)
	if from < 0 || to <= from {
		return false
	}
	order := t.rowsBetween(from, to)
	if len(order) != len(gap) {
		return false
	}
	for i, s := range gap {
		if requestInShort(s.leaf.Label) != order[i] {
			return false
		}
	}
	before := slices.Clone(t.claims)
	rest, last := before[at:], t.head
	defer func() { t.head = last }()
	t.claims = t.claims[:at]
	for i, s := range gap {
		t.head = s.head
		if !t.requestFigures(s.leaf, s.values, order[i], confidence.Near, timing.Said{}) {
			t.claims = append(t.claims[:0], before...)
			t.unplaced = true
			return false
		}
	}
	added := len(t.claims)
	t.claims = append(t.claims, rest...)
	if !t.sumsClose(at, added) {
		t.claims = append(t.claims[:0], before...)
		t.unplaced = true
		return false
	}
	return true
}

// rowsBetween are the rows of table 3 between two places, of the form that the table shows:
// 其他处理 is one row in that of 2019 and three in that of 2021.
func (t *tableReader) rowsBetween(from, to int) []string {
	one := slices.ContainsFunc(t.claims, func(c Claim) bool { return c.Figure.Indicator == otherInOne })
	parted := slices.ContainsFunc(t.claims, func(c Claim) bool { return strings.HasPrefix(c.Figure.Indicator, otherInOne+"_") })
	return slices.DeleteFunc(slices.Clone(requestRowOrder()[from+1:to]), func(row string) bool {
		return parted && row == otherInOne || one && strings.HasPrefix(row, otherInOne+"_")
	})
}

const otherInOne = "outcome_other"

// sumsClose reports whether the claims [from, to), whole rows of table 3, add up to their
// totals, and whether every column of outcomes does with them.
func (t *tableReader) sumsClose(from, to int) bool {
	for _, place := range rowsOfClaims(t.claims[from:to]) {
		if _, closes, ok := rowSum(t.claims[from+place.Start : from+place.End]); !ok || !closes {
			return false
		}
	}
	seen, sums := map[disclosure.Key]bool{}, map[disclosure.Applicant]disclosure.Number{}
	totals := 0
	for i := range t.claims {
		f := &t.claims[i].Figure
		if seen[f.Key()] || f.State == disclosure.StateUnreadable {
			return false
		}
		seen[f.Key()] = true
		switch {
		case f.Value == nil:
		case f.Indicator == "outcome_total":
			sums[f.Applicant] -= *f.Value
			totals++
		case strings.HasPrefix(f.Indicator, "outcome_"):
			sums[f.Applicant] += *f.Value
		}
	}
	for _, sum := range sums {
		if sum != 0 {
			return false
		}
	}
	return totals >= 2
}

// requestInShort is the only row of table 3 of whose label this is a part with words left out,
// "" where there is none or are several. A few characters are no label.
func requestInShort(label string) string {
	return shortRows.Of(label, func(label string) string {
		if len([]rune(label)) < leastShort {
			return ""
		}
		found := ""
		for known, indicator := range officialRows() {
			switch {
			case !isWithin(label, known) || indicator == found:
			case found != "":
				return ""
			default:
				found = indicator
			}
		}
		return found
	})
}

// leastShort is the length of the shortest label in short, in code points.
const leastShort = 5

var shortRows lexicon.Memo[string]

// officialRows are the rows of table 3 by their labels.
var officialRows = sync.OnceValue(func() map[string]string {
	rows := map[string]string{}
	for label, entries := range lexicon.Tables().RequestRows.Exact {
		if len(entries) == 1 {
			rows[label] = entries[0].ID
		}
	}
	return rows
})

// isWithin reports whether one label is another with characters left out, none of which says no.
func isWithin(short, whole string) bool {
	rest := []rune(short)
	for _, r := range whole {
		switch {
		case len(rest) > 0 && rest[0] == r:
			rest = rest[1:]
		case strings.ContainsRune("不未非", r):
			return false
		}
	}
	return len(rest) == 0
}
