package tree

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/parse/naming"
)

// containers are where the CMS families put a text, the surest first: names of elements,
// #ids and .classes.
var containers = []string{
	"ucapcontent", "#ucap-content", "#UCAP-CONTENT", "#zoom", "#zoomcon", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", "#vsb_content",
	".v_news_content", "#fontzoom", "#js_content", ".article-content", ".article_content", ".articleContent", ".bt_content", ".info-detail",
	".news_content", ".xxgk_content", ".gsj_htmlcon", ".wzxq_content", ".scroll_main", ".pages_content", "article",
}

// shortText is the number of characters below which an element is not taken for the text.
const shortText = 8

// Container returns the element that holds the page's own text: the one that the family
// marks, else the one with most text directly in it and all its chapters, else the body.
func Container(d *Document) *html.Node {
	if d.Container == nil {
		d.Container = findContainer(d)
	}
	return d.Container
}

func findContainer(d *Document) *html.Node {
	found := d.elements().named
	for _, name := range containers {
		n := widen(d, found[name])
		if n != nil && (d.prints(n, shortText) || Has(n, likelyText)) {
			return n
		}
	}
	n := densest(d, false)
	switch {
	case listShare(d, n) <= mostLinked:
		n = withChapters(d, n)
	case titledBeside(d, n) || withChapters(d, n) != n: // a side bar is longer than a short report
		n = withChapters(d, densest(d, true))
	default: // each paragraph stands for itself, and together they are a text below its title
		text := densest(d, true)
		if !d.isSentences(text) {
			return n
		}
		before, after, titled := d.goOn(text)
		if titled {
			d.textBefore, d.textAfter, n = before, after, text
		}
		return n
	}
	d.textBefore, d.textAfter, _ = d.goOn(n)
	return n
}

// mostLinked is the share of links from which an element is a list.
const mostLinked = 0.6

// titledBeside reports whether the page has the title of one agency's report that is none of
// the links of a list.
func titledBeside(d *Document, list *html.Node) bool {
	listed := disclosure.FoldName(TextOf(list))
	return slices.ContainsFunc(Titles(d), func(title string) bool {
		return naming.IsTitle(title, true) && !strings.Contains(listed, disclosure.FoldName(title))
	})
}

// widen returns what holds all of the elements: some editors wrap each part of a text once
// more. nil where there are none.
func widen(d *Document, all []*html.Node) *html.Node {
	if len(all) == 0 {
		return nil
	}
	n := all[0]
	for _, other := range all {
		for !HasAncestor(other, n) && n.Parent != nil && n != d.Body {
			n = n.Parent
		}
	}
	return n
}

// densest returns the element whose own paragraphs and tables hold the most text, with or
// without that of links and of what stands beside them in a list.
func densest(d *Document, unlinked bool) *html.Node {
	score := map[*html.Node]int{}
	best := d.Body
	Walk(d.Body, func(n *html.Node) bool {
		var weight int
		switch {
		case n.Type == html.TextNode && n.Parent != nil && !skipped(n.Parent.DataAtom):
			weight = Characters(n.Data)
			n = n.Parent
			switch {
			case unlinked && (linkAround(n) != nil || d.isBesideLink(n)), d.isTeaser(n):
				return true
			case d.IsAside(n): // a footer may be longer than a short report
				weight /= 4
			}
		default:
			return true
		}
		for n != d.Body && n.Parent != nil && !d.holdsBlocks(n) {
			n = n.Parent
		}
		if score[n] += weight; score[n] > score[best] {
			best = n
		}
		return true
	})
	return best
}

// isBesideLink reports whether an element stands in an item of a list that is a link: its date.
func (d *Document) isBesideLink(n *html.Node) bool {
	for ; n != nil && !d.holdsBlocks(n); n = n.Parent {
		if n.DataAtom == atom.Li || n.DataAtom == atom.Dd || n.DataAtom == atom.Dt {
			return d.linked.of(n, func(n *html.Node) bool { return Has(n, LinkTags) })
		}
	}
	return false
}

// holdsBlocks tells the elements that a text can lie in from those that make up its lines
// and tables.
func (d *Document) holdsBlocks(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Article, atom.Section, atom.Main, atom.Body, atom.Form, atom.Center:
		return true
	case atom.Td:
		return d.layouts.of(n, isLayout)
	}
	return false
}

// isLayout tells the cells of a layout table: paragraphs or tables are in it.
func isLayout(td *html.Node) bool {
	paragraphs := 0
	for c := td.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table {
			return true
		}
		if c.DataAtom == atom.P {
			paragraphs++
		}
	}
	return paragraphs > 3
}

// Characters counts code points that are not white space.
func Characters(s string) int {
	c := 0
	for _, r := range s {
		if r > 0x3000 || !unicode.IsSpace(r) { // the last space is the wide one
			c++
		}
	}
	return c
}

// Characters counts what an element prints.
func (d *Document) Characters(n *html.Node) int { return Characters(d.textOf(n)) }

// prints reports whether an element prints at least so many characters.
func (d *Document) prints(n *html.Node, least int) bool {
	for _, r := range d.textOf(n) {
		if !unicode.IsSpace(r) {
			least--
		}
		if least <= 0 {
			return true
		}
	}
	return false
}

func (d *Document) textOf(n *html.Node) string {
	if e, ok := d.Flow.Spans[n]; ok {
		return d.Flow.Text[e.From:e.To]
	}
	if n == d.Body {
		return d.Flow.Text
	}
	return TextOf(n)
}

// Run is where an element's text lies in the flow.
func (d *Document) Run(n *html.Node) Run {
	if e, ok := d.Flow.Spans[n]; ok && n != d.Body {
		return e.Run
	}
	return Run{0, len(d.Flow.Runes)}
}

// LinkShare is the share of an element's text that stands in links.
func LinkShare(d *Document, c *html.Node) float64 {
	all := d.Characters(c)
	if all == 0 {
		return 0
	}
	linked := 0
	for _, a := range Find(c, LinkTags).Nodes {
		linked += Characters(TextOf(a))
	}
	return float64(linked) / float64(all)
}
