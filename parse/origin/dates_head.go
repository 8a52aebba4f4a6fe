package origin

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/day"
	"gongkai/parse/tree"
)

// headDate is a day that a page claims in what only programs read.
type headDate struct {
	date *disclosure.Date
	raw  string
}

// publishedMetas are the names under which the head of a page says when it was published: those
// of 政府网站发展指引 and of the families, then those of the web at large. When a page was changed
// is not asked.
var publishedMetas = [...][]string{
	{"pubdate", "publishdate", "publish-date", "publish_date", "publishtime", "publishedtime", "firstpublishedtime", "pub_date", "releasedate", "createdate"},
	{"article:published_time", "og:article:published_time", "og:release_date", "bytedance:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "weibo:article:create_at"},
}

// headDates are the days of publication that a page says in its head, in data for programs and
// in the attributes of its time elements, the most trusted first, each day once.
func headDates(v *Page) []headDate {
	var all []headDate
	add := func(raw string) bool {
		date := dayOf(raw)
		if date == nil {
			return false
		}
		for _, known := range all {
			if *known.date == *date {
				return true
			}
		}
		all = append(all, headDate{date, raw})
		return true
	}
	for _, names := range publishedMetas {
		for _, name := range names {
			if raw := cmp.Or(v.Doc.Meta(name), v.Doc.Property(name)); raw != "" {
				add(raw)
				break
			}
		}
	}
	add(linkedDate(v.Source))
	add(elementDate(v.Doc))
	return all
}

// china is where the days are those of.
var china = time.FixedZone("UTC+8", 8*60*60)

// dayOf reads a day, in China where the print names another zone.
func dayOf(raw string) *disclosure.Date {
	if t, err := time.Parse(time.RFC3339, strings.TrimSpace(raw)); err == nil {
		t = t.In(china)
		date, err := disclosure.NewDate(t.Year(), int(t.Month()), t.Day())
		if err != nil {
			return nil
		}
		return &date
	}
	return day.Parse(disclosure.FoldText(raw))
}

var linkedPublished = pattern.MustCompile(`"datePublished"\s*:\s*"([^"]{8,40})"`)

// linkedDate is the only day that a page's linked data (JSON-LD) calls that of publication, ""
// where it names several: they are those of other pages.
func linkedDate(source string) string {
	if !strings.Contains(source, "datePublished") { // which is found faster than the quotes before it
		return ""
	}
	found := ""
	for _, m := range linkedPublished.FindAllStringSubmatch(source, -1) {
		switch {
		case found == "":
			found = m[1]
		case !sameDay(found, m[1]):
			return ""
		}
	}
	return found
}

var (
	publishedClass = pattern.MustCompile(`(?i)publish|pubdate|entry-date|post-date|posted`)
	changedClass   = pattern.MustCompile(`(?i)updated|modified|changed`)
)

// elementDate is the day of the page's time elements: of those that are marked as publication,
// else of all that are not marked as a change, where they say one day. What surrounds the text
// shows the days of other pages.
func elementDate(d *tree.Document) string {
	var marked, plain []*html.Node
	for _, n := range d.Times() {
		name := tree.Attr(n, "class") + " " + tree.Attr(n, "itemprop")
		switch {
		case d.IsAside(articleOf(n)):
		case publishedClass.MatchString(name) || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "pubdate" }):
			marked = append(marked, n) // in a link too: to the page itself, or to those of the day
		case !changedClass.MatchString(name) && !isLinked(n):
			plain = append(plain, n)
		}
	}
	if len(marked) == 0 {
		marked = plain
	}
	found := ""
	for _, n := range marked {
		raw := tree.Attr(n, "datetime")
		switch {
		case found == "":
			found = raw
		case !sameDay(found, raw):
			return ""
		}
	}
	return found
}

// articleOf is the article that an element stands in, whose own header is no part of what surrounds
// the text; else the element.
func articleOf(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Article {
			return p
		}
	}
	return n
}

func sameDay(a, b string) bool {
	x, y := dayOf(a), dayOf(b)
	return x != nil && y != nil && *x == *y
}

// isLinked reports whether an element stands in a link or beside one in an item of a list: it
// then says the day of the page that the link leads to.
func isLinked(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.A || p.DataAtom == atom.Li && tree.Has(p, tree.LinkTags) {
			return true
		}
	}
	return false
}
