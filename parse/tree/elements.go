package tree

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements are those of a page that are asked for again and again, each kind in document order.
type elements struct {
	heads   []*html.Node            // base, title and meta, wherever they stand
	links   []*html.Node            // of all kinds, see LinksBelow
	plugins []*html.Node            // embed and object
	times   []*html.Node            // that say a day
	tables  []*html.Node            // of the body
	named   map[string][]*html.Node // of the body, by each name, #id and .class of containers and titles
}

// elements finds them in one walk: a selector a walk would cost more than all the rest of
// reading.
func (d *Document) elements() *elements {
	if d.found == nil {
		d.found = elementsOf(d.Root, d.Body)
	}
	return d.found
}

func elementsOf(root, body *html.Node) *elements {
	e := &elements{named: map[string][]*html.Node{}}
	inBody := false
	Walk(root, func(n *html.Node) bool {
		inBody = inBody || n == body
		if n.Type != html.ElementNode {
			return true
		}
		switch n.DataAtom {
		case atom.Base, atom.Title:
			e.heads = append(e.heads, n)
		case atom.Meta:
			e.heads = append(e.heads, n)
			e.links = append(e.links, n)
		case atom.A, atom.Area, atom.Iframe, atom.Frame:
			e.links = append(e.links, n)
		case atom.Time:
			if Attr(n, "datetime") != "" {
				e.times = append(e.times, n)
			}
		case atom.Embed, atom.Object:
			e.plugins = append(e.plugins, n)
		case atom.Table:
			if inBody {
				e.tables = append(e.tables, n)
			}
		}
		if inBody && n.FirstChild != nil {
			e.name(n)
		}
		return true
	})
	return e
}

// askedTags, askedIDs and askedClasses are the names of containers and titles, each as it stands in an attribute, with what
// it is filed under: article, zoom with #zoom, bt with .bt.
var askedTags, askedIDs, askedClasses = func() (tags, ids, classes map[string]string) {
	tags, ids, classes = map[string]string{}, map[string]string{}, map[string]string{}
	for _, name := range slices.Concat(containers, titleNames) {
		switch name[0] {
		case '#':
			ids[name[1:]] = name
		case '.':
			classes[name[1:]] = name
		default:
			tags[name] = name
		}
	}
	return
}()

// name files an element under its name, its #id and its .classes, where they are asked for.
func (e *elements) name(n *html.Node) {
	add := func(asked map[string]string, name string) {
		if key, ok := asked[name]; ok {
			e.named[key] = append(e.named[key], n)
		}
	}
	switch n.DataAtom { // most of what a page consists of
	case atom.Td, atom.Tr, atom.P, atom.Span, atom.A, atom.Li, atom.Div:
	default:
		add(askedTags, n.Data)
	}
	for _, a := range n.Attr {
		switch {
		case a.Namespace != "":
		case a.Key == "id":
			add(askedIDs, a.Val)
		case a.Key == "class":
			for class := range strings.FieldsSeq(a.Val) {
				add(askedClasses, class)
			}
		}
	}
}

// Tables are the <table>s of the body in document order.
func (d *Document) Tables() []*html.Node { return d.elements().tables }

// Plugins are the elements that show a document inside the page, in document order.
func (d *Document) Plugins() []*html.Node { return d.elements().plugins }

// LinksBelow lists the elements of links in n, itself among them: <a>, <area>, frames, and <meta>,
// which can send readers on.
func (d *Document) LinksBelow(n *html.Node) []*html.Node {
	all := d.elements().links
	if n == d.Root {
		return all
	}
	var kept []*html.Node
	for _, e := range all {
		if HasAncestor(e, n) {
			kept = append(kept, e)
		}
	}
	return kept
}

// LinksOf lists those of a tree that is no page's.
func LinksOf(root *html.Node) []*html.Node { return elementsOf(root, root).links }
