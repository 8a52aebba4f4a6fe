package outcome

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
)

var (
	// ownKind are titles that name their paper without a year: a letter, a call for comments, a
	// page of links.
	ownKind = pattern.MustCompile(`^(?:关于|来信)|征[求集].{0,60}意见|(?:报告|年报)(?:的)?汇总$|` + naming.LetterTitle)
	// datedTitle is a year, without which other titles may be the name of a column.
	datedTitle = pattern.MustCompile(`(?:19|20)\d\d年?`)
	// paperEnd is how a title ends that stands as a line of the text.
	paperEnd = pattern.MustCompile(`(?:报告书?|年报|报表|公开|目录|总结|公报|公告|通报)(?:\([^)]*\))?$`)
	// bareYearly is the title of a paper of a year that names no matter: the column says which.
	bareYearly = pattern.MustCompile(`(?:\d年?度?|^\p{Han}{2,26}?(?:局|委员会|委|办公室|府|处|镇|乡|中心))(?:年度)?(?:报告|年报)(?:\([^)]*\))?$`)
)

// otherTitle is the page's own title where it names another paper, "" where it names none: the
// reports whose titles stand beside it are then those of others. Its own is a title that the
// title of the page repeats, else the first line of the text.
func (j Judgement) otherTitle(text substance) string {
	if len(j.Forms.Kinds) > 0 && j.counted() >= leastCounted {
		return ""
	}
	page := disclosure.FoldName(j.Page.Doc.Title())
	for _, t := range j.Titles {
		name := disclosure.FoldName(t)
		before, behind, repeated := strings.Cut(page, name)
		switch {
		case !repeated || name == "" || naming.IsColumn(name):
		case naming.IsTitle(t, true), naming.IsTitle(before, true), naming.IsTitle(behind, true):
			return ""
		case j.namesOther(name, text):
			return t
		}
	}
	if slices.ContainsFunc(tree.Titles(j.Page.Doc), func(t string) bool { return naming.IsTitle(t, true) }) {
		return ""
	}
	first := j.Lines[:min(len(j.Lines), origin.LinesAbove)]
	if slices.ContainsFunc(first, func(l tree.Line) bool { return origin.JoinTitle([]tree.Line{l}) != "" && !j.Page.Doc.IsLink(l) }) {
		return ""
	}
	for _, l := range first[:min(len(first), 2)] {
		name := disclosure.FoldName(l.Fold.Text)
		if utf8.RuneCountInString(name) <= origin.LongestTitle && paperEnd.MatchString(name) && !j.Page.Doc.IsLink(l) && !naming.IsReport(name) && j.namesOther(name, text) {
			return l.Fold.Text
		}
	}
	return ""
}

// namesOther reports whether a folded title is that of another paper and not the name of a
// column, in which reports stand too.
func (j Judgement) namesOther(name string, text substance) bool {
	return (datedTitle.MatchString(name) || ownKind.MatchString(name)) && j.isOther(name, text) ||
		naming.IsYearly(name) && !strings.Contains(name, "公开") && !bareYearly.MatchString(name)
}

var (
	// counts is what is counted of what was made public, or asked for.
	counts = pattern.MustCompile(`公开[^。;]{0,40}\d(?:余|多)?(?:条|件|份|篇|项|次)|\d(?:余|多)?(?:条|件|份|篇|项|次)[^。;]{0,12}公开`)
	// asked is what is said of requests, that there were none most often.
	asked = pattern.MustCompile(`申请[^。;]{0,24}(?:没有|未|无|零|\d(?:件|次|项|条|人))|(?:没有|未|无)[^。;]{0,24}申请`)
)

// saysBoth reports whether sentences below a title count what was made public and speak of
// requests: all that a small body reports.
func saysBoth(lines []tree.Line) bool {
	return slices.ContainsFunc(lines, func(l tree.Line) bool { return counts.MatchString(l.Fold.Text) }) &&
		slices.ContainsFunc(lines, func(l tree.Line) bool { return asked.MatchString(l.Fold.Text) })
}
