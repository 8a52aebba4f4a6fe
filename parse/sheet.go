package parse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hideByClass marks the rows, cells and parts of cells that a style sheet of the page hides by
// a class, as if they had the attribute hidden: no reader of the page sees them. Only plain
// rules count, .name and td.name; what a rule of a medium or of another place says is not asked.
func hideByClass(root *html.Node) {
	hidden := map[string]bool{}
	var rows []*html.Node
	walk(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Style:
			if n.FirstChild != nil {
				readSheet(n.FirstChild.Data, hidden)
			}
		case atom.Tr, atom.Td, atom.Th, atom.Span:
			rows = append(rows, n)
		}
		return true
	})
	if len(hidden) == 0 {
		return
	}
	for _, n := range rows {
		for class := range strings.FieldsSeq(attr(n, "class")) {
			if hidden["."+class] || hidden[n.Data+"."+class] {
				n.Attr = append(n.Attr, html.Attribute{Key: "hidden"})
				break
			}
		}
	}
}

// readSheet notes the selectors that a sheet hides. The last rule about a selector counts.
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
			if display == "none" {
				hidden[s] = true
			} else {
				delete(hidden, s)
			}
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
	}
	return value, said
}
