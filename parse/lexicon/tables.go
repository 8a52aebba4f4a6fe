// Package lexicon knows the labels of the official tables, as the catalogue has them and as
// reports print them: shortened, with characters lost or doubled, under their group in one
// cell. It refuses a label that is near two rows at once, and one whose added words may make
// it count something else.
package lexicon

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gongkai/disclosure"
)

// Entry is a row or a column of the official tables under one of its names.
type Entry struct {
	ID     string // an indicator, or a part of one
	Group  string // label of the group of rows that it belongs to, "" where none
	Strict bool   // the label is this entry's in its group only
}

// Index finds the entries of one kind by a printed label.
type Index struct {
	Lost    bool               // near labels are only those that lost or gained characters, none that says no
	Exact   map[string][]Entry // the entries of each label as disclosure.Label makes it
	Bare    map[string]string  // labels without words that tell no row from another, see Bare
	Labels  []string           // all of Exact, in the order in which they were added
	nearest Memo[string]       // the known labels for those that are not exact
}

// Add adds an entry under a label, which may have several.
func (l *Index) Add(label string, e Entry) {
	if l.Exact == nil {
		l.Exact = map[string][]Entry{}
	}
	if _, ok := l.Exact[label]; !ok {
		l.Labels = append(l.Labels, label)
	}
	for _, old := range l.Exact[label] {
		if old == e {
			return
		}
	}
	l.Exact[label] = append(l.Exact[label], e)
}

// Find returns the entries of a label and how sure the match is: 1 for the label itself, less
// where characters were lost or doubled. A near label counts only where exactly one is near.
func (l *Index) Find(label string) ([]Entry, float64) {
	if e, ok := l.Exact[label]; ok {
		return e, 1
	}
	if n := utf8.RuneCountInString(label); n < 4 || n > 60 {
		return nil, 0
	}
	near := l.nearest.Of(label, func(label string) string {
		if known := l.Bare[Bare(label)]; known != "" {
			return known
		}
		return l.closest(label)
	})
	if near == "" {
		return nil, 0
	}
	return l.Exact[near], 0.9
}

// closest is the only known label that is near enough to be the one that was meant, "" where
// there is none.
func (l *Index) closest(label string) string {
	var near string
	best, second := 1000, 1000
	length := utf8.RuneCountInString(label)
	for _, known := range l.Labels {
		n := utf8.RuneCountInString(known)
		bound := tolerance(n)
		if length-n > bound || n-length > bound || l.Lost && !lostOf(label, known) || !countsAlike(label, known) {
			continue
		}
		if d := distance(label, known, bound); d <= bound {
			switch {
			case d < best:
				best, second, near = d, best, known
			case d < second:
				second = d
			}
		}
	}
	if second-best < 2 {
		return ""
	}
	return near
}

// tolerance is how many characters of a label of a length may be lost: none of the short ones, where a
// single character tells two rows apart.
func tolerance(n int) int {
	switch {
	case n < 6:
		return 0
	case n < 9:
		return 1
	default:
		return min(n/4, 6)
	}
}

// distance is the Levenshtein distance of two labels, bound+1 where it is larger than bound.
func distance(a, b string, bound int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > bound || len(y)-len(x) > bound {
		return bound + 1
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		least := row[0]
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > bound {
			return bound + 1
		}
	}
	return row[len(y)]
}

// harmless are the characters that a label may have besides those of the form's without
// counting something else.
const harmless = "数量总合共计目情况的了件条次个份项篇起本年度全及和与或者以等各类相关有进行作政府信息公开工依法予发布"

// countsAlike reports whether a printed label that is near one of the form may count the same:
// it says no where the form does, and what it adds is no word that makes it a share, a rest, a
// part or another thing: 公开信息目录数, 答复率, 经费结余.
func countsAlike(printed, known string) bool {
	if negations(printed) != negations(known) {
		return false
	}
	if len(printed) <= len(known) {
		return true
	}
	rest, adds := []rune(known), false
	for _, r := range printed {
		if len(rest) > 0 && rest[0] == r {
			rest = rest[1:]
			continue
		}
		adds = adds || unicode.Is(unicode.Han, r) && !strings.ContainsRune(harmless, r) && !strings.ContainsRune(known, r)
	}
	return !adds || len(rest) > 0 // a slip of the pen, where the label is not all there
}

func negations(label string) int {
	n := 0
	for _, r := range label {
		if r == '不' || r == '未' || r == '非' {
			n++
		}
	}
	return n
}

// lostOf reports whether one label is the other with characters left out, none of them such
// as make it another row: 不同意, 其他, 部分.
func lostOf(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	rest := []rune(a)
	for _, r := range b {
		switch {
		case len(rest) > 0 && rest[0] == r:
			rest = rest[1:]
		case strings.ContainsRune("不未非无免否其他它部分依已网微信函", r):
			return false
		}
	}
	return len(rest) == 0
}

// TableLabels holds the labels of tables 2, 3 and 4, taken from the catalogue and from how
// reports shorten them.
type TableLabels struct {
	RequestRows   Index                // table 3: indicators
	RequestGroups Index                // table 3: （三）不予公开 and the like
	Applicants    Index                // table 3: columns
	ProactiveRows Index                // table 2: stems, proactive_rules
	ProactiveCols Index                // table 2: endings, made
	ReviewLeaves  Index                // table 4: endings, upheld
	ReviewGroups  Index                // table 4: stems, reconsideration
	ReviewBoth    map[string][2]string // table 4: stem and ending of labels that say both, 行政复议结果维持

	All    map[string]bool // every label that tells one of these tables
	outer  map[string]bool // labels of groups, see OfCell
	outers []string
}

// Tables are the labels of the forms of 2019 and 2021. They are shared and must not be changed.
var Tables = sync.OnceValue(func() *TableLabels {
	t := &TableLabels{}
	for _, i := range disclosure.Catalogue() {
		if i.Form != disclosure.Form2019 && i.Form != disclosure.Form2021 {
			continue
		}
		row := disclosure.Label(i.RowLabel)
		switch i.Table {
		case "table_3":
			t.RequestRows.Add(row, Entry{ID: i.Indicator, Group: lastGroup(i.Section)})
			t.Applicants.Add(disclosure.Label(lastPart(i.ColumnLabel)), Entry{ID: string(i.Applicant)})
			if g := lastGroup(i.Section); g != "" {
				t.RequestGroups.Add(g, Entry{ID: g})
			}
		case "table_2":
			stem, ending := splitProactive(i.Indicator)
			t.ProactiveRows.Add(row, Entry{ID: stem})
			t.ProactiveCols.Add(disclosure.Label(i.ColumnLabel), Entry{ID: ending})
		}
	}
	t.addVariants()
	t.All = map[string]bool{"信息内容": true, "申请人情况": true, "法人或其他组织": true, "本年度办理结果": true}
	for _, l := range [...]*Index{&t.RequestRows, &t.RequestGroups, &t.Applicants, &t.ProactiveRows, &t.ProactiveCols, &t.ReviewLeaves, &t.ReviewGroups} {
		for label := range l.Exact {
			if !IsTotal(label) && !IsOther(label) {
				t.All[label] = true
			}
		}
	}
	t.addOuters()
	t.addBoth()
	return t
})

// addBoth joins what is reviewed with its results.
func (t *TableLabels) addBoth() {
	t.ReviewBoth = map[string][2]string{}
	for stem, s := range t.ReviewGroups.Exact {
		for ending, e := range t.ReviewLeaves.Exact {
			if s[0].ID != "litigation" {
				t.ReviewBoth[stem+ending] = [2]string{s[0].ID, e[0].ID}
			}
		}
	}
}

// addOuters lists the labels that other labels stand under.
func (t *TableLabels) addOuters() {
	t.outers = append(slices.Sorted(maps.Keys(t.RequestGroups.Exact)), "法人或其他组织", "行政诉讼", "本年度办理结果")
	t.outer = map[string]bool{}
	for _, label := range t.outers {
		t.outer[label] = true
	}
}

// addVariants adds the labels that reports print in place of the official ones.
func (t *TableLabels) addVariants() {
	for label, id := range map[string]string{
		"新收政府信息公开申请数量": "requests_new", "本年新收政府信息公开申请": "requests_new", "上年结转政府信息公开申请": "requests_carried_in",
		"结转下年度": "requests_carried_out", "结转下年度办理": "requests_carried_out", "属于国家机密": "outcome_denied_state_secret",
		"合计": "outcome_total", "办理结果总计": "outcome_total", "结转下一年度继续办理": "requests_carried_out", "上一年结转政府信息公开申请数量": "requests_carried_in", "上年度结转政府信息公开申请数量": "requests_carried_in", "本年新收申请数量": "requests_new", "上年结转申请数量": "requests_carried_in", "本年度新收政府信息公开申请数量": "requests_new",
	} {
		t.RequestRows.Add(label, Entry{ID: id})
	}
	for _, label := range slices.Sorted(maps.Keys(t.RequestRows.Exact)) { // 申请数 for 申请数量
		if short, ok := strings.CutSuffix(label, "数量"); ok {
			t.RequestRows.Add(short+"数", t.RequestRows.Exact[label][0])
		}
	}
	for label, id := range map[string]string{"逾期不补正": "outcome_other_no_correction", "逾期不缴费": "outcome_other_fee_unpaid", "申请人逾期不补正": "outcome_other_no_correction", "申请人逾期不缴费": "outcome_other_fee_unpaid"} {
		t.RequestRows.Add(label, Entry{ID: id, Group: "其他处理"})
	}
	for label, id := range map[string]string{"规范性文件": "proactive_normative_documents", "行政规范性文件": "proactive_normative_documents"} {
		t.ProactiveRows.Add(label, Entry{ID: id})
	}
	for label, ending := range map[string]string{
		"制发数量": "made", "本年制发数量": "made", "制发件数": "made", "本年度制发件数": "made", "本年新制作": "made", "新制作数量": "made",
		"废止数量": "repealed", "本年废止数量": "repealed", "废止件数": "repealed", "本年度废止件数": "repealed",
		"现行有效件": "in_force", "现行有效数量": "in_force", "现行有效": "in_force", "新公开数量": "new_published", "公开总数量": "total_published",
		"处理决定数量": "decisions", "本年处理决定": "decisions", "处理决定数": "decisions", "本年度处理决定数量": "decisions",
		"上年项目数量": "items_previous_year", "上一年度项目数量": "items_previous_year", "本年增减": "items_change", "本年增/": "items_change", "收费金额": "amount", "采购金额": "procurement_amount",
	} {
		t.ProactiveCols.Add(label, Entry{ID: ending})
	}
	for label, ending := range map[string]string{"结果维持": "upheld", "维持": "upheld", "结果纠正": "corrected", "纠正": "corrected", "其他结果": "other", "尚未审结": "pending", "未审结": "pending", "总计": "total", "合计": "total", "小计": "total", "其它结果": "other", "尚未审结数": "pending", "尚未审结案件": "pending"} {
		t.ReviewLeaves.Add(label, Entry{ID: ending})
	}
	for label, stem := range map[string]string{"行政复议": "reconsideration", "行政诉讼": "litigation", "未经复议直接起诉": "litigation_direct", "直接起诉": "litigation_direct", "复议后起诉": "litigation_after_review", "经复议后起诉": "litigation_after_review", "未经复议直接诉讼": "litigation_direct", "复议后诉讼": "litigation_after_review", "复议后再起诉": "litigation_after_review"} {
		t.ReviewGroups.Add(label, Entry{ID: stem})
	}
	t.Applicants.Add("合计", Entry{ID: string(disclosure.Total)})
	for label, applicant := range map[string]disclosure.Applicant{"其它": disclosure.OtherOrganisation, "其他组织": disclosure.OtherOrganisation, "科研院所": disclosure.ResearchInstitute, "公益组织": disclosure.PublicInterest,
		"社会公益机构": disclosure.PublicInterest, "法律服务组织": disclosure.LegalService, "法律服务": disclosure.LegalService, "企业": disclosure.Business} {
		t.Applicants.Add(label, Entry{ID: string(applicant)})
	}
}

// lastGroup is the label of the innermost group of rows of a section of table 3, "" where
// the row stands in none of its own.
func lastGroup(section string) string {
	last := lastPart(section)
	if strings.HasPrefix(last, "（") || strings.HasPrefix(last, "(") {
		return disclosure.Label(last)
	}
	return ""
}

func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// splitProactive splits an indicator of table 2 into what its row and its column say.
func splitProactive(indicator string) (stem, ending string) {
	for _, stem := range []string{"proactive_rules", "proactive_normative_documents", "proactive_licence", "proactive_service", "proactive_penalty", "proactive_coercion", "proactive_fees", "proactive_procurement"} {
		if rest, ok := strings.CutPrefix(indicator, stem+"_"); ok {
			if stem == "proactive_procurement" {
				rest = "procurement_" + rest
			}
			return stem, rest
		}
	}
	return indicator, ""
}

// Proactive joins what row and column say.
func Proactive(stem, ending string) string {
	return stem + "_" + strings.TrimPrefix(ending, "procurement_")
}

// Begins reports whether a known label begins with this one.
func (l *Index) Begins(label string) bool {
	if label == "" {
		return false
	}
	for _, known := range l.Labels {
		if len(known) > len(label) && strings.HasPrefix(known, label) {
			return true
		}
	}
	return false
}
