package outcome

import (
	"slices"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// isSummary reports whether a text is an agency's summary or account of a year's disclosure that
// is its report by what it tells: figures, and the matters that the Regulation of 2007 (article
// 32) asks a report for. Since reports have a form of their own such a paper is another one.
func (j Judgement) isSummary(text substance) bool {
	if text.news || text.rules || !isSummaryTitle(j.Title) {
		return false
	}
	least := 3
	if naming.IsAccount(disclosure.FoldName(j.Title)) {
		least = 4 // some call a chapter so, or a paper on a few months
	}
	return j.mattersTold() >= least && !isPartOfYear(j.Lines) && j.stated(j.Lines) >= 2
}

// isSummaryTitle reports whether a title is that of one agency's summary or account of one of the
// years whose reports had no form of their own.
func isSummaryTitle(title string) bool {
	name := disclosure.FoldName(title)
	if !naming.IsSummary(name) && !naming.IsAccount(name) || disclosure.NameInTitle(title) == "" {
		return false
	}
	year, ok := disclosure.FiscalYearFromTitle(title)
	return ok && year < firstUnified
}

// firstUnified is the first year whose reports have a form of their own.
const firstUnified = 2019

// reportMatters are what article 32 of the Regulation of 2007 asks a report for.
var reportMatters = [...]*pattern.Regexp{
	pattern.MustCompile(`公开`),
	pattern.MustCompile(`申请`),
	pattern.MustCompile(`收费|收取|费用|减免`),
	pattern.MustCompile(`复议|诉讼|申诉`),
	pattern.MustCompile(`问题|不足|改进|困难|薄弱|有待|下一步|今后|打算`),
}

// mattersTold is how many of these a text tells of; none where it says nothing of requests or of
// disputes, of which other papers do not speak.
func (j Judgement) mattersTold() int {
	told := 0
	for i, matter := range reportMatters {
		switch {
		case slices.ContainsFunc(j.Lines, func(l tree.Line) bool { return matter.MatchString(l.Fold.Text) }):
			told++
		case i == 1 || i == 3:
			return 0
		}
	}
	return told
}

// isPartOfYear reports whether the first sentences speak of some months and no sentence of the
// whole year.
func isPartOfYear(lines []tree.Line) bool {
	return slices.ContainsFunc(lines[:min(len(lines), 6)], func(l tree.Line) bool { return someMonths.MatchString(l.Fold.Text) }) &&
		!slices.ContainsFunc(lines, func(l tree.Line) bool { return wholeYear.MatchString(l.Fold.Text) })
}

var (
	someMonths = pattern.MustCompile(`上半年|下半年|前三季度|[一二三四]季度|(?:截至|截止|到)(?:20\d\d年|今年|本年)?(?:[1-9]|1[01])月|(?:^|\D)[1-9](?:月份?)?(?:-|至|到|—)(?:[2-9]|1[01])月`)
	wholeYear  = pattern.MustCompile(`全年|12月31|年底|年末|1(?:月)?(?:-|至|到|—)12月`)
)
