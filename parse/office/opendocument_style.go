package office

import "strings"

// The families of styles that say how text looks and what is shown.
const (
	paragraphStyle = "paragraph"
	textStyle      = "text"
	tableStyle     = "table"
)

// look is what styles say that matters here: how text stands, and whether it is shown.
type look struct{ raised, hidden bool }

// openStyle is a style of its own words; what it does not say its parent does.
type openStyle struct {
	parent         string
	raised, normal bool // text-position, either way
	hidden, shown  bool // text:display, or table:display of a sheet, either way
}

// openStyles are styles by family and name.
type openStyles map[[2]string]openStyle

// namedStyles reads the styles that have names for people: automatic ones are made of them.
func (w *openText) namedStyles(p parts) error {
	in, ok := p.open("styles.xml")
	if !ok {
		return nil
	}
	x := newReader(in, w.b)
	return x.children(func(tag) error {
		return x.children(func(t tag) error {
			if t.name != "office:styles" {
				return nil
			}
			return w.styles.read(x)
		})
	})
}

// read reads a list of styles.
func (s openStyles) read(x *reader) error {
	return x.children(func(t tag) error {
		if t.name != "style:style" {
			return nil
		}
		style := openStyle{parent: t.get("parent-style-name")}
		key := [2]string{t.get("family"), t.get("name")}
		err := x.children(func(t tag) error {
			style.properties(t)
			return nil
		})
		s[key] = style
		return both(err, x.b.run())
	})
}

func (s *openStyle) properties(t tag) {
	switch t.name {
	case "style:text-properties":
		if at := t.get("text-position"); at != "" {
			s.raised = strings.HasPrefix(at, "super") || at[0] > '0' && at[0] <= '9'
			s.normal = !s.raised
		}
		s.hidden, s.shown = t.get("display") == "none", t.get("display") == "true"
	case "style:table-properties":
		s.hidden = t.get("display") == "false"
	}
}

// mostParents is how long a line of parents is followed: a loop has no end.
const mostParents = 20

// look is how text of an element's style looks; around is how what surrounds it looks.
func (s openStyles) look(family string, t tag, around look) look {
	position, display := false, false // said by a style nearer than the one at hand
	for name, n := t.get("style-name"), 0; name != "" && n < mostParents; n++ {
		style, ok := s[[2]string{family, name}]
		if !ok {
			break
		}
		if !position && (style.raised || style.normal) {
			around.raised, position = style.raised, true
		}
		if !display && (style.hidden || style.shown) {
			around.hidden, display = style.hidden, true
		}
		name = style.parent
	}
	return around
}

// isUnseen tells elements that say themselves that they are not shown: sections, paragraphs
// and texts on a condition that does not hold, and frames. The program that wrote the file has
// weighed the condition.
func isUnseen(t tag) bool {
	switch t.name {
	case "text:section":
		return t.get("display") == "none" || t.get("is-hidden") == "true"
	case "text:hidden-paragraph", "text:hidden-text":
		return t.get("is-hidden") == "true"
	case "draw:frame", "draw:custom-shape", "draw:g":
		return t.get("display") == "none" || t.get("display") == "printer"
	}
	return false
}
