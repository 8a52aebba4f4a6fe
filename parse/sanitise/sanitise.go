// Package sanitise makes an archived document safe to show: no script, no handler, no form, no
// frame, nothing loaded from anywhere, links that lead out without a referrer. It keeps what is
// known to be harmless and refuses everything else, and it leaves every word where it stands.
package sanitise

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// HeadHTML goes first into the head of every page of evidence: the charset that it is written
// in, and a policy under which nothing is loaded or run.
const HeadHTML = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">` +
	`<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">`

// kept are the elements that may stay. What is not here is unwrapped to span or div, and what
// is in removed goes with all that it holds.
var kept = atoms(atom.Html, atom.Head, atom.Body, atom.Title, atom.Style, atom.Div, atom.P, atom.Span, atom.B, atom.Strong, atom.I, atom.Em, atom.U, atom.S,
	atom.Strike, atom.Del, atom.Ins, atom.Font, atom.Big, atom.Small, atom.Sub, atom.Sup, atom.Br, atom.Hr, atom.Center, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5,
	atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Caption, atom.Colgroup, atom.Col, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr,
	atom.Td, atom.Th, atom.A, atom.Pre, atom.Blockquote, atom.Code, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.Main,
	atom.Figure, atom.Figcaption, atom.Label, atom.Mark, atom.Abbr, atom.Address)

var removed = atoms(atom.Script, atom.Noscript, atom.Iframe, atom.Frame, atom.Frameset, atom.Noframes, atom.Object, atom.Embed, atom.Applet, atom.Link, atom.Meta,
	atom.Base, atom.Template, atom.Input, atom.Button, atom.Select, atom.Textarea, atom.Datalist, atom.Video, atom.Audio, atom.Source, atom.Track, atom.Svg, atom.Math,
	atom.Canvas, atom.Dialog, atom.Param, atom.Noembed, atom.Plaintext, atom.Marquee, atom.Basefont, atom.Bgsound)

// keptAttributes are those of layout; everything that loads, runs or names goes.
var keptAttributes = map[string]bool{"class": true, "id": true, "style": true, "colspan": true, "rowspan": true, "align": true, "valign": true, "width": true, "height": true,
	"border": true, "cellpadding": true, "cellspacing": true, "bgcolor": true, "color": true, "face": true, "size": true, "title": true, "lang": true, "dir": true, "nowrap": true,
	"start": true, "value": true, "span": true}

func atoms(all ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, a := range all {
		set[a] = true
	}
	return set
}

// Page makes the tree harmless.
func Page(v *walk.View) {
	clean(v, v.Doc.Root)
}

func clean(v *walk.View, n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode, c.Type == html.ElementNode && (removed[c.DataAtom] || c.Namespace != ""):
			n.RemoveChild(c)
		case c.Type == html.ElementNode && (c.DataAtom == atom.Img || c.Data == "image"):
			n.InsertBefore(imageNote(c), c)
			n.RemoveChild(c)
		case c.Type == html.ElementNode && c.DataAtom == atom.Style:
			c.Attr = nil
			for t := c.FirstChild; t != nil; t = t.NextSibling {
				t.Data = harmlessCSS(t.Data)
			}
		default:
			if c.Type == html.ElementNode {
				cleanElement(v, c)
			}
			clean(v, c)
		}
		c = next
	}
}

func cleanElement(v *walk.View, n *html.Node) {
	href := tree.Attr(n, "href")
	isLink := n.DataAtom == atom.A
	if !kept[n.DataAtom] {
		n.Data, n.DataAtom = "span", atom.Span
		if holdsAnyBlock(n) {
			n.Data, n.DataAtom = "div", atom.Div
		}
	}
	var attrs []html.Attribute
	for _, a := range n.Attr {
		if a.Namespace != "" || !keptAttributes[a.Key] {
			continue
		}
		if a.Key == "style" {
			a.Val = harmlessCSS(a.Val)
		}
		attrs = append(attrs, a)
	}
	n.Attr = attrs
	if !isLink {
		return
	}
	if u, ok := v.Resolve(href); ok && !strings.HasPrefix(u.String(), walk.Nowhere) {
		n.Attr = append(n.Attr, html.Attribute{Key: "href", Val: u.String()}, html.Attribute{Key: "rel", Val: "noreferrer noopener nofollow"}, html.Attribute{Key: "target", Val: "_blank"})
	}
}

func holdsAnyBlock(n *html.Node) bool {
	block := false
	tree.Walk(n, func(c *html.Node) bool {
		block = c != n && c.Type == html.ElementNode && tree.IsBlock(c)
		return !block
	})
	return block
}

// loading are the ways of CSS to load or run something, with what they load.
var loading = pattern.MustCompile(`(?i)@(?:import|charset|namespace)[^;]*;?|(?:url|src|image-set|image|cross-fade|element|expression)\s*\([^)]*\)?|behaviou?r\s*:|-moz-binding|javascript\s*:`)

// harmlessCSS takes out what loads or runs. Backslashes go first: they spell such words in
// disguise; so does <, which could end the style element. What is left of a word must not
// make a new one: that is why it is done until nothing changes, a few times at most.
func harmlessCSS(s string) string {
	s = strings.NewReplacer(`\`, "", "<", "", "\x00", "").Replace(s)
	for range 4 {
		clean := loading.ReplaceAllString(s, " ")
		if clean == s {
			return s
		}
		s = clean
	}
	return ""
}

// imageNote stands where a picture was: it is not loaded.
func imageNote(img *html.Node) *html.Node {
	text := "〔图片〕"
	if alt := strings.Join(strings.Fields(tree.Attr(img, "alt")), " "); alt != "" {
		text = "〔图片：" + short(alt) + "〕"
	}
	n := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span, Attr: []html.Attribute{{Key: "class", Val: "gongkai-image"}}}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	return n
}

// SetAttr gives an element an attribute, in place of the one that it has.
func SetAttr(n *html.Node, key, value string) {
	for i, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// AddHead puts our own head before the page's, with style sheets that are ours.
func AddHead(root *html.Node, styles ...string) {
	heads := tree.Find(root, tree.HeadTag).Nodes
	if len(heads) == 0 {
		return
	}
	head := heads[0]
	source := HeadHTML
	for _, style := range styles {
		source += "<style>" + style + "</style>"
	}
	nodes, err := html.ParseFragment(strings.NewReader(source), &html.Node{Type: html.ElementNode, Data: "head", DataAtom: atom.Head})
	if err != nil {
		return
	}
	first := head.FirstChild
	for _, n := range nodes {
		head.InsertBefore(n, first)
	}
}

// short cuts words to those that a note has room for.
func short(s string) string {
	runes := []rune(s)
	if len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return string(runes)
}
