package parse_test

import (
	"strings"
	"unicode"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"gongkai/disclosure"
	"gongkai/parse"
)

// places checks that a person finds each printed figure where its place says.
func (w *wrong) places(in parse.Input, r disclosure.Report) {
	var tree *html.Node
	var text []rune
	figures := r.Figures
	for _, f := range r.Figures {
		if f.Cumulative != nil {
			figures = append(figures, besideOf(f))
		}
	}
	for _, f := range figures {
		switch {
		case f.Where.Cell != nil:
			if tree == nil {
				tree = pageTree(in, r)
			}
			w.cellPlace(tree, f)
		case f.Where.Span != nil:
			if text == nil {
				s, err := parse.Text(in)
				if err != nil {
					w.add("text: %v", err)
					return
				}
				text = []rune(s)
			}
			w.spanPlace(text, f)
		case f.Where.Area == nil:
			w.add("%s stands nowhere", f.Key())
		}
	}
}

func pageTree(in parse.Input, r disclosure.Report) *html.Node {
	label := "utf-8"
	if r.Charset != nil {
		label = *r.Charset
	}
	reader, err := charset.NewReaderLabel(label, strings.NewReader(string(in.Body)))
	if err != nil {
		return &html.Node{}
	}
	tree, err := html.Parse(reader)
	if err != nil {
		return &html.Node{}
	}
	return tree
}

func (w *wrong) cellPlace(tree *html.Node, f disclosure.Figure) {
	c := f.Where.Cell
	sel, err := cascadia.ParseGroup(c.Path)
	if err != nil {
		w.add("%s: path %q: %v", f.Key(), c.Path, err)
		return
	}
	found := cascadia.QueryAll(tree, sel)
	if len(found) != 1 {
		w.add("%s: path %q picks %d elements", f.Key(), c.Path, len(found))
		return
	}
	if !strings.Contains(bare(textOf(found[0])), bare(f.Raw)) {
		w.add("%s: %q is not at %q, which says %q", f.Key(), f.Raw, c.Path, textOf(found[0]))
	}
	if c.Table < 1 || c.Row < 1 || c.Column < 1 {
		w.add("%s: place %+v counts from 0", f.Key(), *c)
	}
}

func (w *wrong) spanPlace(text []rune, f disclosure.Figure) {
	p := f.Where.Span
	if p.Offset < 0 || p.Length < 0 || p.Offset+p.Length > len(text) {
		w.add("%s: span %+v lies outside the text of %d", f.Key(), *p, len(text))
		return
	}
	if at := string(text[p.Offset : p.Offset+p.Length]); !strings.Contains(bare(at), bare(f.Raw)) {
		w.add("%s: %q is not at %+v, which says %q", f.Key(), f.Raw, *p, at)
	}
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for _, a := range n.Attr { // what a field of a form shows
		if n.Data == "input" && a.Key == "value" {
			b.WriteString(a.Val)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// bare drops what parts the pieces of a print without being part of it.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}
