package walk

import (
	"path"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// Many columns are parted by years: 2023年 2022年 2021年, as links to columns of their own or as
// tabs that a script turns. What stands on the first of them is not the whole column.

var bareYear = pattern.MustCompile(`^20\d\d年?度?$`)

// isYear reports whether a link leads to a year's part of the column: a column below it or beside it.
func (v *View) isYear(a Anchor) bool {
	if !bareYear.MatchString(a.folded) || v.base == nil || a.URL.Host != v.base.Host || v.isSelf(a) || !columnURL.MatchString(a.URL.Path) {
		return false
	}
	folder := path.Dir(v.base.Path + "x")
	return v.isBeside(a.URL) || path.Dir(path.Dir(a.URL.Path+"x")) == folder || path.Dir(path.Dir(a.URL.Path+"x")) == path.Dir(folder)
}

// turnsYears reports whether a script shows the years of the column.
func (v *View) turnsYears() bool {
	years := 0
	tree.Walk(v.Doc.Body, func(n *html.Node) bool {
		if n.Type == html.TextNode && len(n.Data) < 40 && bareYear.MatchString(disclosure.FoldName(n.Data)) {
			if e := clickable(n.Parent); e != nil && e.DataAtom != atom.Option && !v.Doc.IsAside(e) {
				if _, lead := v.leadOf(e); lead == leadScript {
					years++
				}
			}
		}
		return years < 2
	})
	return years > 1
}
