package parse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is asked of every page.
var (
	headTag    = tags(atom.Head)
	bodyTag    = tags(atom.Body)
	mainTag    = tags(atom.Main)
	headTags   = tags(atom.Base, atom.Title, atom.Meta)
	tableTags  = tags(atom.Table)
	cellTags   = tags(atom.Td, atom.Th)
	linkTags   = tags(atom.A)
	imageTags  = tags(atom.Img)
	likelyText = tags(atom.Table, atom.Img, atom.A, atom.Iframe, atom.Embed, atom.Object) // what makes an element without words worth reading
)

// tags is a goquery.Matcher of elements by their names: what a compiled selector does, at a
// third of its price. What stands in a template is not on the page.
func tags(names ...atom.Atom) tagMatcher { return names }

type tagMatcher []atom.Atom

func (t tagMatcher) Match(n *html.Node) bool {
	return n.Type == html.ElementNode && slices.Contains(t, n.DataAtom)
}

func (t tagMatcher) MatchAll(n *html.Node) []*html.Node {
	var all []*html.Node
	walk(n, func(e *html.Node) bool {
		if t.Match(e) {
			all = append(all, e)
		}
		return true
	})
	return all
}

func (t tagMatcher) Filter(nodes []*html.Node) []*html.Node {
	var kept []*html.Node
	for _, n := range nodes {
		if t.Match(n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// find lists the elements below n that a matcher picks, in document order.
func find(n *html.Node, m goquery.Matcher) *goquery.Selection {
	return goquery.NewDocumentFromNode(n).FindMatcher(m)
}

// has reports whether one of the elements stands below n.
func has(n *html.Node, t tagMatcher) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !walk(c, func(e *html.Node) bool { return !t.Match(e) }) {
			return true
		}
	}
	return false
}

// heads are what a page says about itself in elements that nobody sees.
type heads struct {
	base, title string
	metas       map[string]string // content by name in small letters, the first that is not empty
}

// readHeads takes them from wherever they stand: broken pages have them in the body.
func readHeads(root *html.Node) *heads {
	h := &heads{metas: map[string]string{}}
	find(root, headTags).Each(func(_ int, e *goquery.Selection) {
		switch e.Nodes[0].DataAtom {
		case atom.Base:
			h.base = cmp.Or(h.base, e.AttrOr("href", ""))
		case atom.Title:
			h.title = cmp.Or(h.title, strings.TrimSpace(e.Text()))
		case atom.Meta:
			name := strings.ToLower(strings.TrimSpace(e.AttrOr("name", "")))
			h.metas[name] = cmp.Or(h.metas[name], strings.TrimSpace(e.AttrOr("content", "")))
		}
	})
	return h
}

func (d *document) head() *heads {
	if d.heads == nil {
		d.heads = readHeads(d.root)
	}
	return d.heads
}

// meta returns what the page's head says under a name of 政府网站发展指引, "" where nothing.
func (d *document) meta(name string) string { return d.head().metas[name] }

// title is the text of the page's title element, "" where it has none.
func (d *document) title() string { return d.head().title }
