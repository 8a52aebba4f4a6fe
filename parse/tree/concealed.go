package tree

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leastShown is how many sentences of a page that are shown make what it hides no part of its
// report. With fewer, a script shows what is hidden.
const leastShown = 8

// concealed lists the elements of a page that its readers do not see: old copies of tables,
// passages that were taken back. Where what is shown is no report the hidden text is it, as a
// script will show it; so is a panel that a click opens, unless a table of its kind is shown
// already. Hidden titles and other words that are no sentence are left to those who ask for them.
func concealed(body *html.Node, byClass map[*html.Node]bool) map[*html.Node]bool {
	parts := map[*html.Node]bool{}
	var seek func(n *html.Node)
	seek = func(n *html.Node) {
		if skipped(n.DataAtom) {
			return
		}
		if n.Type == html.ElementNode && (byClass[n] || IsHidden(n) || isInvisible(n)) {
			if tellsSomething(n) {
				parts[n] = true
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			seek(c)
		}
	}
	seek(body)
	if len(parts) == 0 {
		return nil
	}
	w := flowWriter{concealed: parts}
	w.write(body)
	shown := w.text.String()
	kinds := kindsNamed(shown)
	if len(kinds) == 0 && strings.Count(shown, "。") < leastShown {
		return nil
	}
	for n := range parts {
		if isPanel(n) && !allOf(kinds, kindsNamed(TextOf(n))) {
			delete(parts, n)
		}
	}
	return parts
}

// tellsSomething reports whether an element holds a table or words of a sentence.
func tellsSomething(n *html.Node) bool {
	tells := false
	Walk(n, func(c *html.Node) bool {
		tells = tells || c.DataAtom == atom.Table || c.Type == html.TextNode && strings.ContainsAny(c.Data, "。，；")
		return !tells
	})
	return tells
}

func isInvisible(n *html.Node) bool {
	style := Attr(n, "style")
	return strings.Contains(style, "visibility") && strings.Contains(strings.Map(DropSpace, style), "visibility:hidden")
}

// kindWords are words that the tables of the forms print, a kind of table each.
var kindWords = []string{"处理决定数量", "法律服务机构", "结果维持", "接受培训人员", "咨询电话接听"}

func kindsNamed(text string) []string {
	var named []string
	for _, word := range kindWords {
		if strings.Contains(text, word) {
			named = append(named, word)
		}
	}
	return named
}

// allOf reports whether there are some words and all of them are known.
func allOf(known, words []string) bool {
	for _, word := range words {
		if !slices.Contains(known, word) {
			return false
		}
	}
	return len(words) > 0
}

// isPanel tells what a page shows on a click: it is named so, or it is one of several alike.
func isPanel(n *html.Node) bool {
	for _, e := range [...]*html.Node{n, n.Parent} {
		name := strings.ToLower(Attr(e, "class") + " " + Attr(e, "id") + " " + Attr(e, "role"))
		name = strings.ReplaceAll(name, "table", "")
		for _, word := range [...]string{"tab", "pane", "con_", "fold", "collaps", "toggle", "accord", "expand", "more", "swiper", "slide"} {
			if strings.Contains(name, word) {
				return true
			}
		}
	}
	return isTwin(n, elementBefore(n)) || isTwin(n, elementAfter(n))
}

func elementBefore(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

func elementAfter(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}

// isTwin reports whether two neighbours bear the same name but for its number, con1 and con2.
func isTwin(a, b *html.Node) bool {
	if b == nil || a.DataAtom != b.DataAtom || a.DataAtom == atom.Table || a.DataAtom == atom.P {
		return false
	}
	for _, key := range [...]string{"class", "id"} {
		if x := strings.Map(dropDigits, Attr(a, key)); x != "" && x == strings.Map(dropDigits, Attr(b, key)) {
			return true
		}
	}
	return false
}

func dropDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return -1
	}
	return r
}
