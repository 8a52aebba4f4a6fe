package office

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// oldSheets reads the flat XML of Excel 2003, which other programs write to this day.
type oldSheets struct {
	b       *budget
	formats *formats
	styles  map[string]cellForm
}

func readSpreadsheetXML(body []byte, into *html.Node, b *budget) error {
	w := &oldSheets{b: b, formats: newFormats(), styles: map[string]cellForm{}}
	x := newReader(bytes.NewReader(body), b)
	return x.children(func(tag) error {
		return x.children(func(t tag) error {
			switch t.name {
			case "ss:Styles":
				return x.children(func(t tag) error { return w.style(x, t) })
			case "ss:Worksheet":
				return w.worksheet(x, t, into)
			}
			return nil
		})
	})
}

// formatNames are the formats that the file may name instead of writing them.
var formatNames = map[string]string{
	"General Number": "General", "General Date": "yyyy/m/d h:mm", "Long Date": `yyyy"年"m"月"d"日"`, "Medium Date": "d-mmm-yy", "Short Date": "yyyy/m/d",
	"Long Time": "h:mm:ss", "Medium Time": "h:mm AM/PM", "Short Time": "h:mm", "Currency": `"¥"#,##0.00`, "Fixed": "0.00", "Standard": "#,##0.00",
	"Percent": "0.00%", "Scientific": "0.00E+00",
}

func (w *oldSheets) style(x *reader, t tag) error {
	id := len(w.styles) + 1000
	form := w.styles[t.get("Parent")]
	name := t.get("ID")
	err := x.children(func(t tag) error {
		switch t.name {
		case "ss:NumberFormat":
			code := t.get("Format")
			w.formats.codes[id] = first(formatNames[code], code, "General")
			form.format = id
		case "ss:Borders":
			return x.children(func(tag) error {
				form.drawn = true
				return nil
			})
		}
		return nil
	})
	w.styles[name] = form
	return both(err, w.b.run())
}

func (w *oldSheets) worksheet(x *reader, t tag, into *html.Node) error {
	s := &sheet{name: t.get("Name"), hiddenRows: map[int]bool{}}
	err := x.children(func(t tag) error {
		switch t.name {
		case "ss:Table":
			at, column := &position{row: -1}, 0
			return x.children(func(t tag) error { return w.tableChild(x, t, s, at, &column) })
		case "?:WorksheetOptions":
			return x.children(func(t tag) error {
				if t.name != "?:Visible" {
					return nil
				}
				text, err := x.text()
				s.hidden = strings.Contains(text, "Hidden")
				return err
			})
		}
		return nil
	})
	return both(err, s.build(into, w.b))
}

func (w *oldSheets) tableChild(x *reader, t tag, s *sheet, at *position, column *int) error {
	switch t.name {
	case "ss:Column":
		*column = number(t.get("Index"), *column+1)
		last := *column + max(number(t.get("Span"), 0), 0)
		if isTrue(t.get("Hidden")) {
			s.hiddenCols = append(s.hiddenCols, area{left: *column - 1, right: last - 1})
		}
		*column = last
		return w.b.run()
	case "ss:Row":
		at.row = min(max(number(t.get("Index"), at.row+2)-1, at.row), 1<<20)
		at.column = -1
		if isTrue(t.get("Hidden")) {
			s.hiddenRows[at.row] = true
		}
		err := x.children(func(t tag) error {
			if t.name != "ss:Cell" {
				return nil
			}
			return w.cell(x, t, s, at)
		})
		at.row = min(at.row+max(number(t.get("Span"), 0), 0), 1<<20)
		return err
	}
	return nil
}

func (w *oldSheets) cell(x *reader, t tag, s *sheet, at *position) error {
	if err := w.b.run(); err != nil {
		return err
	}
	at.column = min(max(number(t.get("Index"), at.column+2)-1, 0), 1<<14)
	form := w.styles[first(t.get("StyleID"), "Default")]
	c := sheetCell{row: at.row, column: at.column, drawn: form.drawn}
	across, down := max(number(t.get("MergeAcross"), 0), 0), max(number(t.get("MergeDown"), 0), 0)
	given := false
	err := x.children(func(t tag) error {
		if t.name != "ss:Data" {
			return nil
		}
		text, err := deepText(x)
		given = true
		w.show(&c, t.get("Type"), text, form)
		return err
	})
	if !given && t.get("Formula") != "" {
		c.text = t.get("Formula")
	}
	err = both(err, s.add(c, w.b))
	if across > 0 || down > 0 {
		s.merged = append(s.merged, area{at.row, at.column, at.row + down, at.column + across})
		at.column += across
	}
	return err
}

// deepText joins text that may be marked up.
func deepText(x *reader) (string, error) {
	var s strings.Builder
	var visit func(tag) error
	add := func(b []byte) error {
		s.Write(b)
		return nil
	}
	visit = func(tag) error { return x.content(visit, add) }
	err := x.content(visit, add)
	return s.String(), err
}

func (w *oldSheets) show(c *sheetCell, kind, text string, form cellForm) {
	c.text = text
	switch kind {
	case "Number":
		if f, err := strconv.ParseFloat(strings.TrimSpace(text), 64); err == nil {
			c.text, c.raw = w.formats.show(form.format, f), general(f)
		}
	case "DateTime":
		if t, err := time.Parse("2006-01-02T15:04:05", strings.TrimSpace(text)); err == nil {
			serial := t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
			c.text, c.raw = w.formats.show(form.format, serial), general(serial)
		}
	case "Boolean":
		c.text = map[bool]string{true: "TRUE", false: "FALSE"}[isTrue(text)]
	}
}
