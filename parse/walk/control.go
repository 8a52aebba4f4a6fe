package walk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// control is a part of a pager: 下一页, 尾页, 加载更多, the number of a page.
type control struct {
	node   *html.Node
	kind   controlKind
	number int      // of a page, where it prints one
	url    *url.URL // where a plain link leads; nil where it is none
	lead   lead
}

type controlKind int

const (
	controlNext controlKind = iota
	controlLast
	controlBack
	controlMore
	controlLoad
	controlNumber
)

// lead is how a control leads on.
type lead int

const (
	leadLink   lead = iota // a plain link to another page
	leadSelf               // a plain link to this page: there is no other
	leadScript             // only a script knows where
	leadMute               // a link without an address: a script may wait for it, or it is switched off
	leadOff                // switched off, as it says, or nothing that could be clicked
)

var (
	controlWords = pattern.MustCompile(`^(?:(下一?页|后一?页|next|nextpage)|(尾页|末页|最后一?页|last|lastpage)|(上一?页|前一?页|prev|previous)|(更多|查看更多|\.{3}|…{1,2})|(加载更多|点击加载(?:更多)?|显示更多|更多加载|loadmore))$`)
	voidScript   = pattern.MustCompile(`(?i)^javascript:\s*(?:;|void\s*\(?\s*0?\s*\)?\s*;?)?$`)
	switchedOff  = pattern.MustCompile(`(?i)(?:^|[\s_-])(?:disabled?|dis|unable|nolink|no-?(?:next|page|more|click)|gr[ae]y|end|off|current|cur|active|on|now|selected)(?:$|[\s_-])`)
)

// controls lists the parts of the page's pagers, in page order.
func (v *View) controls() []control {
	var all []control
	seen := map[*html.Node]bool{} // elements that were looked at as one
	long := map[*html.Node]bool{} // elements that hold more than a part of a pager
	tree.Walk(v.Doc.Body, func(n *html.Node) bool {
		e, plain := n.Parent, true
		if n.Type == html.ElementNode {
			e, plain = n, false
		} else if c := clickable(n.Parent); c != nil {
			e, plain = c, false
		}
		if !plain && seen[e] {
			return true
		}
		words, whole := printed(n, e, plain, long)
		seen[e] = seen[e] || whole
		for _, words := range words {
			if c, ok := v.control(e, words); ok {
				if plain && !standsAlone(n) {
					c.url, c.lead = nil, leadOff
				}
				all = append(all, c)
			}
		}
		return len(all) < mostControls
	})
	return all
}

// mostControls bounds the parts of pagers that are looked at on one page.
const mostControls = 400

// longestControl is how long the words of a pager are at most, in bytes.
const longestControl = 120

// printed is the words of a node that may be parts of a pager: those of a link or a button as
// one (whole), those of a plain text or of an element with much in it one by one.
func printed(n, e *html.Node, plain bool, long map[*html.Node]bool) (words []string, whole bool) {
	if n.Type == html.TextNode && !plain && !long[e] {
		if words := tree.TextOf(e); len(words) <= longestControl {
			return []string{words}, true
		}
		long[e] = true
	}
	switch {
	case n.Type == html.TextNode:
		if words := strings.Fields(n.Data); len(n.Data) <= longestControl && !isScript(n.Parent) && !slices.ContainsFunc(words, isNoControl) {
			return words, false
		}
	case n.DataAtom == atom.Input && slices.Contains([]string{"button", "submit", "image"}, strings.ToLower(tree.Attr(n, "type"))):
		return []string{tree.Attr(n, "value") + tree.Attr(n, "alt")}, true
	case n.DataAtom == atom.A && tree.Has(n, tree.ImageTags):
		return []string{tree.TextOf(n) + tree.Find(n, tree.ImageTags).AttrOr("alt", "")}, true
	}
	return nil, false
}

func isNoControl(word string) bool {
	_, _, ok := controlOf(word)
	return !ok
}

// standsAlone reports whether a text is all that its element holds: then a click on it can be
// meant.
func standsAlone(n *html.Node) bool {
	return n.PrevSibling == nil && n.NextSibling == nil && len(strings.Fields(n.Data)) == 1
}

func isScript(n *html.Node) bool {
	return n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Textarea || n.DataAtom == atom.Option || n.DataAtom == atom.Title
}

// clickable is the element that a click on a text in e is for: the link or the button around
// it, or what a script waits at; nil where there is none.
func clickable(e *html.Node) *html.Node {
	for p, up := e, 0; p != nil && up < 4; p, up = p.Parent, up+1 {
		if p.DataAtom == atom.A || p.DataAtom == atom.Button || tree.Attr(p, "onclick") != "" {
			return p
		}
	}
	return nil
}

func (v *View) control(e *html.Node, words string) (control, bool) {
	kind, number, ok := controlOf(words)
	if !ok {
		return control{}, false
	}
	c := control{node: e, kind: kind, number: number}
	c.url, c.lead = v.leadOf(e)
	return c, true
}

// controlOf says which part of a pager words are.
func controlOf(words string) (kind controlKind, number int, ok bool) {
	text := strings.ToLower(strings.Trim(disclosure.FoldName(words), "<>»«›‹[]|()"))
	if n, err := strconv.Atoi(text); err == nil {
		return controlNumber, n, n > 0 && len(text) <= 3
	}
	m := controlWords.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	for i, k := range [...]controlKind{controlNext, controlLast, controlBack, controlMore, controlLoad} {
		if m[i+1] != "" {
			kind = k
		}
	}
	return kind, 0, true
}

// leadOf says how an element leads on when it is clicked.
func (v *View) leadOf(e *html.Node) (*url.URL, lead) {
	href, onclick := strings.TrimSpace(tree.Attr(e, "href")), tree.Attr(e, "onclick")
	u, ok := v.Resolve(href)
	switch {
	case ok && v.isHere(u) && onclick == "":
		return nil, leadSelf
	case ok && !v.isHere(u):
		return u, leadLink
	case tree.Attr(e, "disabled") != "" || hasAttr(e, "disabled") || isOff(e) || isOff(e.Parent):
		return nil, leadOff
	case onclick != "" && !voidScript.MatchString(onclick), strings.HasPrefix(strings.ToLower(href), "javascript:") && !voidScript.MatchString(href):
		return nil, leadScript
	case ok: // to itself, with a handler that does nothing
		return nil, leadSelf
	case waitsForScript(e):
		return nil, leadMute
	}
	return nil, leadOff
}

// isHere reports whether an address is the page's own.
func (v *View) isHere(u *url.URL) bool {
	here, err := url.Parse(v.Address)
	if err != nil {
		return false
	}
	return u.Host == here.Host && u.Path == here.Path && u.RawQuery == here.RawQuery
}

func isOff(e *html.Node) bool {
	return e != nil && switchedOff.MatchString(tree.Attr(e, "class"))
}

func hasAttr(e *html.Node, key string) bool {
	return slices.ContainsFunc(e.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// waitsForScript reports whether a script could wait for a click on an element: it is made to
// be clicked, or it or its parent has a name that a script finds it by.
func waitsForScript(e *html.Node) bool {
	if e.DataAtom == atom.A || e.DataAtom == atom.Button || e.DataAtom == atom.Input {
		return true
	}
	return slices.ContainsFunc(e.Attr, func(a html.Attribute) bool { return a.Key != "style" && a.Key != "align" && a.Key != "color" })
}
