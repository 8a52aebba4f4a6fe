package tree

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/parse/naming"
)

// titleNames are where pages print the title of a text, as containers are.
var titleNames = []string{"ucaptitle", "h1", ".article-title", ".article_title", ".title", "#title", ".bt", ".tit", ".biaoti", ".info-title", ".con-title", ".xl_title", "h2"}

// mostTitle bounds what is written of an element to see whether it is a title, in bytes.
const mostTitle = 4096

// textsOf returns the texts of the first few elements that can be a title. A link to another page
// is none, unless the page calls itself so: some link to themselves.
func (d *Document) textsOf(elements []*html.Node) []string {
	var titles []string
	for _, n := range elements {
		if t := OneLine(textUpTo(n, mostTitle)); t != "" && utf8.RuneCountInString(t) < 120 && !d.IsAside(n) && (!d.linksOn(n) || strings.Contains(d.Title(), t)) {
			titles = append(titles, t)
		}
		if len(titles) == 3 {
			break
		}
	}
	return titles
}

// Titles lists what the page gives as its title, the most trusted first: the tag of
// 政府网站发展指引, the title elements of the text, the title of the page without the names
// of column and site.
func Titles(d *Document) []string {
	if d.titles == nil {
		d.titles = slices.Clip(titlesOf(d))
	}
	return d.titles
}

func titlesOf(d *Document) []string {
	titles := []string{d.Meta("articletitle")}
	found := d.elements().named
	for _, name := range titleNames {
		titles = append(titles, d.textsOf(found[name])...)
	}
	titles = append(titles, d.OwnTitle())
	return slices.DeleteFunc(titles, func(s string) bool { return s == "" })
}

// linksOn reports whether an element stands in a link or begins with one that leads to another
// page.
func (d *Document) linksOn(n *html.Node) bool { return d.onward.of(n, leadsOnFrom) }

func leadsOnFrom(n *html.Node) bool {
	a := linkAround(n)
	if a == nil {
		a = firstLink(n)
	}
	return a != nil && leadsOn(a)
}

// firstLink is the link that an element begins with, nil where it begins with other words.
func firstLink(n *html.Node) *html.Node {
	var a *html.Node
	Walk(n, func(e *html.Node) bool {
		if e.Type == html.TextNode && strings.TrimSpace(e.Data) != "" {
			a = linkAround(e.Parent)
			return false
		}
		return true
	})
	return a
}

// OwnTitle is the title of the text in that of the page.
func (d *Document) OwnTitle() string {
	h := d.head()
	if !h.named {
		h.own, h.named = naming.InTitle(h.title), true
	}
	return h.own
}

// OneLine is a text with every run of white space as one space.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
