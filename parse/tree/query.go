package tree

import (
	"cmp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What is asked of every page, for Find.
var (
	HeadTag    = Tags(atom.Head)
	bodyTag    = Tags(atom.Body)
	MainTag    = Tags(atom.Main)
	TableTags  = Tags(atom.Table)
	CellTags   = Tags(atom.Td, atom.Th)
	LinkTags   = Tags(atom.A)
	ImageTags  = Tags(atom.Img)
	likelyText = Tags(atom.Table, atom.Img, atom.A, atom.Iframe, atom.Embed, atom.Object) // what makes an element without words worth reading
)

// Tags is a goquery.Matcher of elements by their names: what a compiled selector does, at a
// third of its price. What stands in a template is not on the page.
func Tags(names ...atom.Atom) TagMatcher { return names }

// TagMatcher picks elements by their names, see Tags.
type TagMatcher []atom.Atom

// Match reports whether an element has one of the names.
func (t TagMatcher) Match(n *html.Node) bool {
	return n.Type == html.ElementNode && slices.Contains(t, n.DataAtom)
}

// MatchAll lists n and the elements below it that have one of the names, in document order.
func (t TagMatcher) MatchAll(n *html.Node) []*html.Node {
	var all []*html.Node
	Walk(n, func(e *html.Node) bool {
		if t.Match(e) {
			all = append(all, e)
		}
		return true
	})
	return all
}

// Filter keeps those of nodes that have one of the names.
func (t TagMatcher) Filter(nodes []*html.Node) []*html.Node {
	var kept []*html.Node
	for _, n := range nodes {
		if t.Match(n) {
			kept = append(kept, n)
		}
	}
	return kept
}

// Find lists the elements below n that a matcher picks, in document order.
func Find(n *html.Node, m goquery.Matcher) *goquery.Selection {
	return goquery.NewDocumentFromNode(n).FindMatcher(m)
}

// Has reports whether one of the elements stands below n.
func Has(n *html.Node, t TagMatcher) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !Walk(c, func(e *html.Node) bool { return !t.Match(e) }) {
			return true
		}
	}
	return false
}

// heads are what a page says about itself in elements that nobody sees.
type heads struct {
	base, title string
	own         string            // of title, the part that is the text's
	named       bool              // own is known
	metas       map[string]string // content by name in small letters, the first that is not empty
	properties  map[string]string // the same by property or itemprop
}

// readHeads takes them from wherever they stand: broken pages have them in the body.
func readHeads(elements []*html.Node) *heads {
	h := &heads{metas: map[string]string{}, properties: map[string]string{}}
	for _, n := range elements {
		switch n.DataAtom {
		case atom.Base:
			h.base = cmp.Or(h.base, Attr(n, "href"))
		case atom.Title:
			h.title = cmp.Or(h.title, strings.TrimSpace(goquery.NewDocumentFromNode(n).Text()))
		case atom.Meta:
			name := strings.ToLower(strings.TrimSpace(Attr(n, "name")))
			h.metas[name] = cmp.Or(h.metas[name], strings.TrimSpace(Attr(n, "content")))
			if property := strings.ToLower(strings.TrimSpace(cmp.Or(Attr(n, "property"), Attr(n, "itemprop")))); property != "" {
				h.properties[property] = cmp.Or(h.properties[property], strings.TrimSpace(Attr(n, "content")))
			}
		}
	}
	return h
}

func (d *Document) head() *heads {
	if d.heads == nil {
		d.heads = readHeads(d.elements().heads)
	}
	return d.heads
}

// Meta returns what the page's head says under a name of 政府网站发展指引, "" where nothing.
func (d *Document) Meta(name string) string { return d.head().metas[name] }

// Property returns what the page's head says as a property or an itemprop, in small letters; ""
// where nothing.
func (d *Document) Property(name string) string { return d.head().properties[name] }

// Times are the time elements that say a day in their attribute.
func (d *Document) Times() []*html.Node { return d.elements().times }

// Base is what the page says that its links are relative to, "" where nothing.
func (d *Document) Base() string { return d.head().base }

// Title is the text of the page's title element, "" where it has none.
func (d *Document) Title() string { return d.head().title }
