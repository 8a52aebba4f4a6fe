package tree

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hideByClass marks the rows, cells and parts of cells that a style sheet of the page hides by
// a class, as if they had the attribute hidden: no reader of the page sees them. Only plain
// rules count, .name and td.name; what a rule of a medium or of another place says is not asked.
// Other elements that a class hides are returned, see Concealed; nil where no sheet says what is shown.
func hideByClass(root *html.Node) map[*html.Node]bool {
	hidden := map[string]bool{}
	var rows, others []*html.Node
	Walk(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Style:
			if n.FirstChild != nil {
				readSheet(n.FirstChild.Data, hidden)
			}
		case atom.Tr, atom.Td, atom.Th, atom.Span:
			rows = append(rows, n)
		case atom.Div, atom.Table, atom.P, atom.Section, atom.Ul, atom.Li:
			others = append(others, n)
		}
		return true
	})
	if len(hidden) == 0 {
		return nil
	}
	for _, n := range rows {
		if hidesClass(hidden, n) {
			n.Attr = append(n.Attr, html.Attribute{Key: "hidden"})
		}
	}
	byClass := map[*html.Node]bool{}
	for _, n := range others {
		if hidesClass(hidden, n) && !strings.Contains(Attr(n, "style"), "display") {
			byClass[n] = true
		}
	}
	return byClass
}

// hidesClass reports whether a class or the id of an element hides it and no other one, as in
// .pane.open or .open, shows it again.
func hidesClass(hidden map[string]bool, n *html.Node) bool {
	hides := false
	for class := range strings.FieldsSeq(Attr(n, "class")) {
		for _, s := range [...]string{"." + class, n.Data + "." + class} {
			hides = hides || hidden[s]
		}
	}
	if id := Attr(n, "id"); id != "" && (hidden["#"+id] || hidden[n.Data+"#"+id]) {
		hides = true
	}
	if !hides {
		return false
	}
	for s, none := range hidden {
		if !none && showsElement(s, n) {
			return false
		}
	}
	return true
}

// showsElement reports whether a selector of classes picks an element. What stands before a
// space is taken as given: a doubt leaves the element shown.
func showsElement(selector string, n *html.Node) bool {
	selector = selector[strings.LastIndexAny(selector, " >+~")+1:]
	tag, classes, found := strings.Cut(selector, ".")
	if !found || tag != "" && tag != n.Data {
		return false
	}
	own := strings.Fields(Attr(n, "class"))
	for class := range strings.SplitSeq(classes, ".") {
		if !slices.Contains(own, class) {
			return false
		}
	}
	return true
}

// readSheet notes the selectors that a sheet hides or shows. The last rule about a selector counts.
func readSheet(css string, hidden map[string]bool) {
	for {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		selectors := bareRule(css[:open])
		css = css[open+1:]
		end := strings.IndexByte(css, '}')
		if strings.HasPrefix(selectors, "@") {
			end = blockEnd(css)
		}
		if end < 0 {
			return
		}
		display, said := displayOf(css[:end])
		css = css[end+1:]
		if !said || strings.HasPrefix(selectors, "@") {
			continue
		}
		for s := range strings.SplitSeq(selectors, ",") {
			s = strings.TrimSpace(s)
			hidden[s] = display == "none"
		}
	}
}

// bareRule is a selector without the comments, the statements and the marks of old pages
// before it.
func bareRule(s string) string {
	for {
		from := strings.Index(s, "/*")
		if from < 0 {
			break
		}
		end := strings.Index(s[from:], "*/")
		if end < 0 {
			break
		}
		s = s[:from] + s[from+end+len("*/"):]
	}
	s = s[strings.LastIndexByte(s, ';')+1:]
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), "<!--"))
}

// blockEnd is where a block with blocks in it ends, -1 where it does not.
func blockEnd(css string) int {
	depth := 1
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// displayOf is what a rule says of display.
func displayOf(body string) (string, bool) {
	value, said := "", false
	for declaration := range strings.SplitSeq(body, ";") {
		name, v, _ := strings.Cut(declaration, ":")
		if strings.EqualFold(strings.TrimSpace(name), "display") {
			v, _, _ = strings.Cut(strings.ToLower(v), "!")
			value, said = strings.TrimSpace(v), true
		}
		if strings.EqualFold(strings.TrimSpace(name), "visibility") && strings.TrimSpace(strings.ToLower(v)) == "hidden" {
			value, said = "none", true
		}
	}
	return value, said
}
