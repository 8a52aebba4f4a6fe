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
	sheet := newSheet(hidden)
	for _, n := range rows {
		if sheet.hidesClass(n) {
			n.Attr = append(n.Attr, html.Attribute{Key: "hidden"})
		}
	}
	byClass := map[*html.Node]bool{}
	for _, n := range others {
		if sheet.hidesClass(n) && !strings.Contains(Attr(n, "style"), "display") {
			byClass[n] = true
		}
	}
	return byClass
}

// sheet is what style sheets hide and show.
type sheet struct {
	hidden map[string]bool      // by selectors
	shown  map[string][]pickers // what shows elements with several classes, by the rarest of them
}

// pickers are what a selector asks of an element.
type pickers struct {
	tag     string
	classes []string
}

func newSheet(hidden map[string]bool) *sheet {
	s := &sheet{hidden, map[string][]pickers{}}
	var all []pickers
	often := map[string]int{}
	for selector, none := range hidden {
		if none {
			continue
		}
		if p, ok := pickersOf(selector); ok {
			all = append(all, p)
			for _, class := range p.classes {
				often[class]++
			}
		}
	}
	for _, p := range all {
		rarest := slices.MinFunc(p.classes, func(a, b string) int { return often[a] - often[b] })
		s.shown[rarest] = append(s.shown[rarest], p)
	}
	return s
}

// pickersOf reads a selector of classes. What stands before a space is taken as given: a doubt
// leaves the element shown.
func pickersOf(selector string) (p pickers, ok bool) {
	selector = selector[strings.LastIndexAny(selector, " >+~")+1:]
	tag, classes, found := strings.Cut(selector, ".")
	return pickers{tag, strings.Split(classes, ".")}, found
}

// hidesClass reports whether a class or the id of an element hides it and no other one, as in
// .pane.open or .open, shows it again.
func (s *sheet) hidesClass(n *html.Node) bool {
	hides := false
	for class := range strings.FieldsSeq(Attr(n, "class")) {
		hides = hides || s.hidden["."+class] || s.hidden[n.Data+"."+class]
	}
	if id := Attr(n, "id"); id != "" && (s.hidden["#"+id] || s.hidden[n.Data+"#"+id]) {
		hides = true
	}
	return hides && !s.shows(n)
}

// shows reports whether a selector of classes that shows what it picks picks an element.
func (s *sheet) shows(n *html.Node) bool {
	own := map[string]bool{}
	for class := range strings.FieldsSeq(Attr(n, "class")) {
		own[class] = true
	}
	for class := range own {
		for _, p := range s.shown[class] {
			if (p.tag == "" || p.tag == n.Data) && !slices.ContainsFunc(p.classes, func(c string) bool { return !own[c] }) {
				return true
			}
		}
	}
	return false
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
