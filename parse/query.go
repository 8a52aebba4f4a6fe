package parse

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The selectors of what is asked of every page, compiled once.
var (
	headTag    = cascadia.MustCompile("head")
	bodyTag    = cascadia.MustCompile("body")
	baseTag    = cascadia.MustCompile("base[href]")
	titleTag   = cascadia.MustCompile("title")
	metaTags   = cascadia.MustCompile("meta[name][content]")
	tableTags  = cascadia.MustCompile("table")
	linkTags   = cascadia.MustCompile("a")
	imageTags  = cascadia.MustCompile("img")
	likelyText = cascadia.MustCompile("table, img, a") // what makes an element without words worth reading
)

// find lists the elements below n that a selector picks, in document order. What stands in a
// template is not on the page.
func find(n *html.Node, m goquery.Matcher) *goquery.Selection {
	return goquery.NewDocumentFromNode(n).FindMatcher(m).FilterFunction(func(_ int, s *goquery.Selection) bool {
		return !inTemplate(s.Nodes[0])
	})
}

func inTemplate(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Template {
			return true
		}
	}
	return false
}

// has reports whether something below n is picked by a selector.
func has(n *html.Node, m goquery.Matcher) bool { return find(n, m).Length() > 0 }

// meta returns what the page's head says under a name of 政府网站发展指引, "" where nothing.
func (d *document) meta(name string) string {
	if d.metas == nil {
		d.metas = map[string]string{}
		find(d.root, metaTags).Each(func(_ int, m *goquery.Selection) {
			key := strings.ToLower(strings.TrimSpace(m.AttrOr("name", "")))
			if content := strings.TrimSpace(m.AttrOr("content", "")); content != "" && d.metas[key] == "" {
				d.metas[key] = content
			}
		})
	}
	return d.metas[name]
}

// title is the text of the page's title element, "" where it has none.
func (d *document) title() string {
	return strings.TrimSpace(find(d.root, titleTag).First().Text())
}
