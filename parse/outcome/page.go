package outcome

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// isGone reports whether below a report's title stands no more than that the text is no longer
// there.
func (j Judgement) isGone(text substance) bool {
	return j.Titled && text.kinds == 0 && text.length < LeastReport && j.saysGone()
}

// saysGone reports whether a line of its own says that the text is no longer there.
func (j Judgement) saysGone() bool {
	return slices.ContainsFunc(j.shownLines(), func(l tree.Line) bool {
		return utf8.RuneCountInString(l.Fold.Text) < 60 && naming.GoneLine.MatchString(l.Fold.Text)
	})
}

// isFramed reports whether the text's place holds a frame, which shows another page.
func (j Judgement) isFramed() bool {
	return len(walk.Frames(j.Page.View)) > 0 && !naming.IsColumn(disclosure.FoldName(j.Title))
}

// framesetTags are what a page of frames consists of; pluginTags show a text that no browser
// of today can.
var (
	framesetTags = tree.Tags(atom.Frameset)
	pluginTags   = tree.Tags(atom.Object, atom.Embed)
)

// unlinked are the lines that are no links.
func (j Judgement) unlinked() []tree.Line {
	var all []tree.Line
	for _, l := range j.Lines {
		if !j.Page.Doc.IsLink(l) {
			all = append(all, l)
		}
	}
	return all
}

// namesReports reports whether a page links to a report's own page.
func namesReports(v *origin.Page) bool {
	return slices.ContainsFunc(walk.ReportAnchors(v.View, v.Doc.Root), func(a walk.Anchor) bool {
		return !a.Aside && !tree.IsDocument(a.URL.String())
	})
}

// IsList reports whether the page's own part holds links to several reports and little else.
// One report is often offered as several documents, under the same title.
func IsList(v *origin.Page) bool {
	reports, offered := 0, map[string]bool{}
	for _, a := range walk.ReportAnchors(v.View, tree.Container(v.Doc)) {
		name := disclosure.NameInTitle(a.Text)
		if year, ok := disclosure.FiscalYearFromTitle(a.Text); ok && name != "" && tree.IsDocument(a.URL.String()) {
			name += itoa(year)
			if offered[name] {
				continue
			}
			offered[name] = true
		}
		if !a.Aside {
			reports++
		}
	}
	return reports >= 3
}

// isSnippets reports whether the page lists reports with the beginning of each, as the results
// of a search do: what a report says itself stands before such links or behind them, never
// below one after the other.
func (j Judgement) isSnippets() bool {
	below, open := 0, false
	for _, l := range j.Lines {
		text := l.Fold.Text
		switch {
		case j.Page.Doc.IsLink(l):
			open = naming.NamesReport(disclosure.FoldName(text))
		case open && strings.ContainsAny(text, ",。;"):
			below, open = below+1, false
		}
	}
	return below >= 2
}

// isSearch reports whether the page calls itself the results of a search, which show the
// beginnings of reports.
func (j Judgement) isSearch() bool {
	return slices.ContainsFunc(j.Titles[:min(len(j.Titles), 3)], func(t string) bool { return searched.MatchString(disclosure.FoldName(t)) })
}

var searched = pattern.MustCompile(`^(?:站内|全站|全文|高级|信息|智能)?(?:搜索|检索|查询)(?:结果|页)?(?:$|[:_-])`)

// isYears reports whether the page leads to the reports of several years, each by its year.
func (j Judgement) isYears() bool {
	years := map[string]bool{}
	for _, a := range tree.Find(tree.Container(j.Page.Doc), tree.LinkTags).Nodes {
		if m := yearLink.FindStringSubmatch(disclosure.FoldText(tree.TextOf(a))); m != nil {
			years[m[1]] = true
		}
	}
	return len(years) >= 3
}

var (
	yearLink = pattern.MustCompile(`^(20\d\d)年?度?(?:年报|报告|年度报告)?$`)
)
