package office

import (
	"regexp"
	"strconv"
	"strings"
)

// style is what a named style says that matters here.
type style struct {
	basedOn  string
	contents bool // a line of a table of contents
	paragraphForm
	runForm
}

// paragraphForm is what a paragraph or its style says.
type paragraphForm struct {
	outline int // 0 highest; -1 not said
	listID  string
	listAt  int // level of the list, -1 not said
}

// runForm is what a run or its style says.
type runForm struct {
	hidden state
	raised bool
	style  string
	font   string // for Western letters
}

// state is a setting that may be left to the style.
type state byte

const (
	unsaid state = iota
	yes
	no
)

func stateOf(t tag) state {
	if on(t) {
		return yes
	}
	return no
}

type styles map[string]*style

var headingName = regexp.MustCompile(`(?i)^(?:heading|标题)\s*([1-9])$`)

func (d *docx) readStyles(x *reader) error {
	if d.styles == nil {
		d.styles = styles{}
	}
	return x.children(func(t tag) error {
		if t.name != "w:style" {
			return nil
		}
		s := &style{paragraphForm: paragraphForm{outline: -1, listAt: -1}}
		d.styles[t.get("styleId")] = s
		return x.children(func(t tag) error { return d.styleProperty(x, t, s) })
	})
}

func (d *docx) styleProperty(x *reader, t tag, s *style) error {
	switch t.name {
	case "w:name":
		name := strings.ToLower(t.get("val"))
		s.contents = strings.HasPrefix(name, "toc ") && name != "toc heading" || strings.HasPrefix(name, "目录 ")
		if m := headingName.FindStringSubmatch(name); m != nil && s.outline < 0 {
			s.outline = int(m[1][0] - '1')
		}
		if name == "title" && s.outline < 0 {
			s.outline = 0
		}
	case "w:basedOn":
		s.basedOn = t.get("val")
	case "w:pPr":
		var mark markForm
		return d.paragraphProperties(x, &s.paragraphForm, &mark)
	case "w:rPr":
		return d.runProperties(x, &s.runForm)
	}
	return nil
}

// chain calls visit for a style and those it is based on, until visit says it has enough.
func (all styles) chain(id string, visit func(s *style) bool) {
	for range 20 {
		s := all[id]
		if s == nil || visit(s) {
			return
		}
		id = s.basedOn
	}
}

// resolve fills what the paragraph leaves to its style.
func (all styles) resolve(id string, f paragraphForm) paragraphForm {
	all.chain(id, func(s *style) bool {
		if f.outline < 0 {
			f.outline = s.outline
		}
		if f.listID == "" && s.listID != "" {
			f.listID = s.listID
			if f.listAt < 0 {
				f.listAt = s.listAt
			}
		}
		return f.outline >= 0 && f.listID != ""
	})
	return f
}

// hides tells a style whose text is not shown.
func (all styles) hides(id string) state {
	hidden := unsaid
	all.chain(id, func(s *style) bool {
		hidden = s.hidden
		return hidden != unsaid
	})
	return hidden
}

// isContents tells the lines of a table of contents by their style.
func (all styles) isContents(id string) bool {
	found := false
	all.chain(id, func(s *style) bool {
		found = s.contents
		return found
	})
	return found
}

// number reads an attribute; bad numbers are the default.
func number(s string, otherwise int) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return otherwise
	}
	return n
}
