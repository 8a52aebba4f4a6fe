package parse

import (
	"unicode"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// containers are where the CMS families put a text, the surest first.
var containers = compileAll(
	"ucapcontent", "#ucap-content", "#UCAP-CONTENT", "#zoom", "#zoomcon", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", "#vsb_content",
	".v_news_content", "#fontzoom", "#js_content", ".article-content", ".article_content", ".articleContent", ".bt_content", ".info-detail",
	".news_content", ".xxgk_content", ".gsj_htmlcon", ".wzxq_content", ".scroll_main", ".pages_content", "article",
)

func compileAll(selectors ...string) []cascadia.Selector {
	all := make([]cascadia.Selector, len(selectors))
	for i, s := range selectors {
		all[i] = cascadia.MustCompile(s)
	}
	return all
}

// shortText is the number of characters below which an element is not taken for the text.
const shortText = 8

// container returns the element that holds the page's own text: the one that the family
// marks, else the one with most text directly in it, else the body.
func container(d *document) *html.Node {
	if d.container == nil {
		d.container = findContainer(d)
	}
	return d.container
}

func findContainer(d *document) *html.Node {
	for _, s := range containers {
		if n := s.MatchFirst(d.body); n != nil {
			n = widen(d, s, n)
			if d.characters(n) >= shortText || firstElement(n, atom.Table) != nil || firstElement(n, atom.Img) != nil || firstElement(n, atom.A) != nil {
				return n
			}
		}
	}
	return densest(d)
}

// widen goes up to what holds all matches: some editors wrap each part of a text once more.
func widen(d *document, s cascadia.Selector, first *html.Node) *html.Node {
	n := first
	for _, other := range s.MatchAll(d.body) {
		for !hasAncestor(other, n) && n.Parent != nil && n != d.body {
			n = n.Parent
		}
	}
	return n
}

// densest returns the element whose own paragraphs and tables hold the most text.
func densest(d *document) *html.Node {
	score := map[*html.Node]int{}
	best := d.body
	walk(d.body, func(n *html.Node) bool {
		var weight int
		switch {
		case n.Type == html.TextNode && n.Parent != nil && !skipped(n.Parent.DataAtom):
			weight = characters(n.Data)
			n = n.Parent
		default:
			return true
		}
		for n != d.body && n.Parent != nil && !holdsBlocks(n) {
			n = n.Parent
		}
		if score[n] += weight; score[n] > score[best] {
			best = n
		}
		return true
	})
	return best
}

// holdsBlocks tells the elements that a text can lie in from those that make up its lines
// and tables.
func holdsBlocks(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Article, atom.Section, atom.Main, atom.Body, atom.Form, atom.Center:
		return true
	case atom.Td:
		return firstElement(n, atom.P) != nil && count(n, atom.P) > 3 || firstElement(n, atom.Table) != nil
	}
	return false
}

// characters counts code points that are not white space.
func characters(s string) int {
	c := 0
	for _, r := range s {
		if !unicode.IsSpace(r) {
			c++
		}
	}
	return c
}

// characters counts what an element prints.
func (d *document) characters(n *html.Node) int {
	if r, ok := d.flow.spans[n]; ok {
		return characters(string(d.flow.runes[r.start:r.end]))
	}
	if n == d.body {
		return characters(d.flow.text)
	}
	return characters(textOf(n))
}

// run is where an element's text lies in the flow.
func (d *document) run(n *html.Node) run {
	if r, ok := d.flow.spans[n]; ok && n != d.body {
		return r
	}
	return run{0, len(d.flow.runes)}
}
