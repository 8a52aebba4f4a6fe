package office

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readSheet reads one sheet, cell by cell.
func (w *xlsx) readSheet(p sheetPart, part string, into *html.Node) error {
	s := &sheet{name: p.name, hidden: p.hidden, hiddenRows: map[int]bool{}}
	failed := w.part(part, func(x *reader) error {
		return x.children(func(t tag) error { return w.sheetChild(x, t, s) })
	})
	if failed == nil {
		failed = w.readPictures(part, s)
	}
	return both(failed, s.build(into, w.b)) // what was read before an error is shown
}

func (w *xlsx) sheetChild(x *reader, t tag, s *sheet) error {
	switch t.name {
	case "x:cols":
		return x.children(func(t tag) error {
			if isTrue(t.get("hidden")) {
				s.hiddenCols = append(s.hiddenCols, area{left: number(t.get("min"), 1) - 1, right: number(t.get("max"), 0) - 1})
			}
			return w.b.run()
		})
	case "x:sheetData":
		at := &position{row: -1}
		return x.children(func(t tag) error { return w.readRow(x, t, s, at) })
	case "x:mergeCells":
		return x.children(func(t tag) error {
			if a, ok := rangeOf(t.get("ref")); ok {
				s.merged = append(s.merged, a)
			}
			return w.b.run()
		})
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" }

// position is where the last cell stood: writers may leave the references out.
type position struct{ row, column int }

func (w *xlsx) readRow(x *reader, t tag, s *sheet, at *position) error {
	at.row++
	if n := number(t.get("r"), 0); n >= 1 && n <= 1<<20 {
		at.row = n - 1
	}
	at.column = -1
	if isTrue(t.get("hidden")) {
		s.hiddenRows[at.row] = true
	}
	return x.children(func(t tag) error {
		if t.name != "x:c" {
			return nil
		}
		return w.readCell(x, t, s, at)
	})
}

func (w *xlsx) readCell(x *reader, t tag, s *sheet, at *position) error {
	at.column++
	if row, column, ok := reference(t.get("r")); ok {
		at.row, at.column = row, column
	}
	c := sheetCell{row: at.row, column: at.column}
	var form cellForm
	if n := number(t.get("s"), 0); n >= 0 && n < len(w.cells) {
		form = w.cells[n]
	}
	c.drawn = form.drawn
	v, err := w.readValue(x)
	w.show(&c, t.get("t"), v, form)
	return both(err, s.add(c, w.b))
}

// value is what a cell holds.
type value struct {
	text, formula     string
	given, hasFormula bool
}

func (w *xlsx) readValue(x *reader) (v value, err error) {
	err = x.children(func(t tag) error {
		var err error
		switch t.name {
		case "x:v":
			v.text, err = x.text()
			v.given = v.text != ""
		case "x:is":
			v.text, err = richText(x)
			v.given = true
		case "x:f":
			v.hasFormula = true
			v.formula, err = x.text()
		}
		return err
	})
	return v, err
}

// show sets the text of a cell as the program would show it.
func (w *xlsx) show(c *sheetCell, kind string, v value, form cellForm) {
	if !v.given {
		if v.hasFormula && kind != "str" { // never calculated: not known, which is not blank
			c.text = "=" + v.formula
		}
		return
	}
	switch kind {
	case "s":
		if n := number(v.text, -1); n >= 0 && n < len(w.shared) {
			c.text = w.shared[n]
		}
	case "str":
		c.text = unescape(v.text)
	case "inlineStr", "e", "d":
		c.text = v.text
	case "b":
		c.text = map[bool]string{true: "TRUE", false: "FALSE"}[isTrue(v.text)]
	default:
		f, err := strconv.ParseFloat(strings.TrimSpace(v.text), 64)
		if err != nil {
			c.text = v.text
			return
		}
		c.text, c.raw = w.formats.show(form.format, f), general(f)
	}
}

// readDrawing reads pictures and text boxes.
func (w *xlsx) readDrawing(part string, s *sheet) error {
	related, err := relations(w.parts, part, w.b)
	if err != nil {
		return err
	}
	return w.part(part, func(x *reader) error {
		name := ""
		var visit func(t tag) error
		visit = func(t tag) error {
			switch {
			case strings.HasSuffix(t.name, ":cNvPr"):
				name = first(t.get("descr"), t.get("name"))
				return nil
			case t.name == "a:blip":
				return w.picture(related[t.get("embed")], name, s)
			case strings.HasSuffix(t.name, ":txBody"):
				return w.textBox(x, s)
			case strings.HasSuffix(t.name, ":Fallback"):
				return nil
			}
			return x.children(visit)
		}
		return x.children(visit)
	})
}

func (w *xlsx) picture(r relation, name string, s *sheet) error {
	if r.target == "" {
		return nil
	}
	n := picture(r.target, name, 0, 0)
	if size := w.parts.size(r.target); size > 0 {
		setAttr(n, "data-bytes", itoa(size))
	}
	s.attachments = append(s.attachments, n)
	return w.b.run()
}

func (w *xlsx) textBox(x *reader, s *sheet) error {
	box := element(atom.Div, "class", "text-box")
	err := x.children(func(t tag) error {
		if t.name != "a:p" {
			return nil
		}
		p := newParagraph()
		err := w.drawnText(x, p)
		p.close(box, bodyText)
		return both(err, w.b.run())
	})
	if box.FirstChild != nil {
		s.attachments = append(s.attachments, box)
	}
	return err
}

func (w *xlsx) drawnText(x *reader, p *paragraph) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "a:r", "a:fld":
			return w.drawnText(x, p)
		case "a:br":
			p.lineBreak()
		case "a:t":
			text, err := x.text()
			p.write(text)
			return err
		}
		return nil
	})
}
