package outcome

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/naming"
	"gongkai/parse/prose"
	"gongkai/parse/tree"
)

// isShort reports whether a few sentences below a report's title are that report: a small
// office needs no more to speak of its publications, its requests and its disputes, or to
// state a figure of its year.
func (j Judgement) isShort(text substance, lines []tree.Line) bool {
	name := disclosure.FoldName(j.Title)
	if !j.Titled || text.news || text.rules || newsTitle.MatchString(name) && !text.first {
		return false
	}
	column := naming.IsColumn(name)
	switch {
	case column:
	case naming.IsTitle(j.Title, true) && text.spoken >= leastWords && (wordsIn(lines, shortMarkers) >= 3 || saysBoth(lines)):
		return true
	case naming.IsTitle(j.Title, true) && text.kinds > 0 && text.spoken >= leastText && wordsIn(lines, markers) >= 3 && !j.announces():
		return true // a chapter of a report and what it says of disclosure
	case text.own && text.length >= leastText && j.marks() >= 3:
		return true
	}
	return j.stated(lines) >= j.leastStated(column)
}

// leastStated is how many figures make a text below the title a report: a title with agency and
// year needs one, another, which may be the name of a column, two.
func (j Judgement) leastStated(column bool) int {
	named := disclosure.NameInTitle(j.Title) != ""
	switch {
	case column && (!named || j.Listed):
		return leastCounted
	case column || !named:
		return 2
	}
	return 1
}

// stated is the number of figures that the sentences of a text say, of whatever year: titles
// err. A rounded number is no figure, but said it is.
func (j Judgement) stated(lines []tree.Line) int {
	return prose.Count(j.Page.Doc.Flow, lines)
}

// isShown reports whether a reader of the page sees a line.
func isShown(d *tree.Document, l tree.Line) bool {
	for _, p := range d.Flow.PiecesIn(tree.Run{Start: l.Start, End: l.Start + 1}) {
		for n := p.Node.Parent; n != nil; n = n.Parent {
			if tree.IsHidden(n) {
				return false
			}
		}
	}
	return true
}

// shownLines are all lines of the page that a reader sees, cells beside others left out: what a
// register prints in them is said of its entries.
func (j Judgement) shownLines() []tree.Line {
	return slices.DeleteFunc(tree.Lines(j.Page.Doc.Flow, nil), func(l tree.Line) bool {
		return !isShown(j.Page.Doc, l) || l.Start > 0 && j.Page.Doc.Flow.Runes[l.Start-1] == '\t'
	})
}

// speaksOfRequests: what does not exist is then a document that somebody asked for, not the page.
func speaksOfRequests(lines []tree.Line) bool {
	return slices.ContainsFunc(lines, func(l tree.Line) bool {
		return strings.Contains(l.Fold.Text, "申请") || strings.Contains(l.Fold.Text, "答复")
	})
}
