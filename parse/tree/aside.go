package tree

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure/pattern"
)

// IsAside reports whether an element belongs to what surrounds the content of a page. The
// answer is kept: pages ask for every link.
func (d *Document) IsAside(n *html.Node) bool {
	if n == nil || n == d.Body || n.DataAtom == atom.Html {
		return false
	}
	aside, ok := d.asides[n]
	if !ok {
		aside = surrounds(n) || d.IsAside(n.Parent)
		d.asides[n] = aside
	}
	return aside
}

func surrounds(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Header, atom.Footer, atom.Nav, atom.Aside:
		return true
	case atom.A: // a link's own class says how it looks
		return false
	}
	return asideName.MatchString(Attr(n, "class")) || asideName.MatchString(Attr(n, "id"))
}

var asideName = pattern.MustCompile(`(?i)(?:^|[\s_-])(?:nav\w*|header|head|top|topbar|footer|foot|bottom|menu\w*|memu|crumbs?|breadcrumbs?|bread|position|pos|location|loc|dqwz|wz|sidebar|side|aside|copyright|links?|friendlink|search\w*|share|logo|banner)(?:$|[\s_-]|\d)|gl_left|leftnav|left_nav|nav[_-]?left|position|breadcrumb`)
