package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// xlsx reads the parts of a workbook package.
type xlsx struct {
	parts   parts
	b       *budget
	shared  []string
	formats *formats
	cells   []cellForm // by style number
	sheets  []sheetPart
}

// sheetPart is a sheet as the workbook lists it.
type sheetPart struct {
	name, relation string
	hidden         bool
}

// cellForm is what a cell's style says that matters here.
type cellForm struct {
	format int
	drawn  bool
}

func readXLSX(body []byte, into *html.Node, b *budget) error {
	p, err := openArchive(body, b)
	if err != nil {
		return err
	}
	main := mainPart(p, "xl/workbook.xml", b)
	if !p.has(main) {
		return fmt.Errorf("the package has no workbook part: %w", ErrBroken)
	}
	w := &xlsx{parts: p, b: b, formats: newFormats()}
	related, err := relations(p, main, b)
	if err != nil {
		return err
	}
	if err := w.readDefinitions(main, related); err != nil {
		return err
	}
	for _, s := range w.sheets {
		r, ok := related[s.relation]
		if !ok || r.kind != "worksheet" {
			continue // chart sheets, macro sheets
		}
		if err := w.readSheet(s, r.target, into); err != nil {
			return err
		}
	}
	return nil
}

func (w *xlsx) part(name string, read func(x *reader) error) error {
	in, ok := w.parts.open(name)
	if !ok {
		return nil
	}
	x := newReader(in, w.b)
	return x.children(func(tag) error { return read(x) })
}

// readDefinitions reads the list of sheets, shared strings and styles.
func (w *xlsx) readDefinitions(main string, related map[string]relation) error {
	if err := w.part(main, w.readWorkbook); err != nil {
		return err
	}
	for _, r := range related {
		var err error
		switch r.kind {
		case "sharedStrings":
			err = w.part(r.target, w.readShared)
		case "styles":
			err = w.part(r.target, w.readStyles)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *xlsx) readWorkbook(x *reader) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "x:workbookPr":
			w.formats.from1904 = t.has("date1904") && t.get("date1904") != "0" && t.get("date1904") != "false"
		case "x:sheets":
			return x.children(func(t tag) error {
				w.sheets = append(w.sheets, sheetPart{name: t.get("name"), relation: t.get("id"), hidden: strings.Contains(strings.ToLower(t.get("state")), "hidden")})
				return w.b.run()
			})
		}
		return nil
	})
}

func (w *xlsx) readShared(x *reader) error {
	return x.children(func(t tag) error {
		if err := w.b.run(); err != nil {
			return err
		}
		s, err := richText(x)
		w.shared = append(w.shared, s)
		return both(err, w.b.keep(len(s)))
	})
}

// richText joins the runs of a string; readings above the text (rPh) are left out.
func richText(x *reader) (string, error) {
	var s strings.Builder
	var visit func(t tag) error
	visit = func(t tag) error {
		switch t.name {
		case "x:t":
			text, err := x.text()
			s.WriteString(unescape(text))
			return err
		case "x:r":
			return x.children(visit)
		}
		return nil
	}
	err := x.children(visit)
	return s.String(), err
}

// unescape turns _x000D_, as Excel writes characters that XML may not hold, into the
// character; control characters become line breaks or nothing.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && i+7 <= len(s) && s[i+1] == 'x' && s[i+6] == '_' {
			if code, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				if code >= ' ' || code == '\n' || code == '\t' {
					out.WriteRune(rune(code))
				}
				i += 6
				continue
			}
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

func (w *xlsx) readStyles(x *reader) error {
	var borders []bool
	return x.children(func(t tag) error {
		switch t.name {
		case "x:numFmts":
			return x.children(func(t tag) error {
				w.formats.codes[number(t.get("numFmtId"), -1)] = t.get("formatCode")
				return nil
			})
		case "x:borders":
			return x.children(func(tag) error {
				drawn, err := hasLine(x)
				borders = append(borders, drawn)
				return err
			})
		case "x:cellXfs":
			return x.children(func(t tag) error {
				f := cellForm{format: number(t.get("numFmtId"), 0)}
				if n := number(t.get("borderId"), 0); n >= 0 && n < len(borders) {
					f.drawn = borders[n]
				}
				w.cells = append(w.cells, f)
				return w.b.run()
			})
		}
		return nil
	})
}

// hasLine tells a border that draws something.
func hasLine(x *reader) (drawn bool, err error) {
	err = x.children(func(t tag) error {
		style := t.get("style")
		drawn = drawn || t.name != "x:diagonal" && style != "" && style != "none"
		return nil
	})
	return drawn, err
}

// reference reads "BC12" as column 54, row 11 (from 0); ok is false for anything else.
func reference(s string) (row, column int, ok bool) {
	i := 0
	for ; i < len(s) && lower(s[i]) >= 'a' && lower(s[i]) <= 'z'; i++ {
		if column = column*26 + int(lower(s[i])-'a') + 1; column > 1<<14 {
			return 0, 0, false
		}
	}
	n, err := strconv.Atoi(s[i:])
	if i == 0 || err != nil || n < 1 || n > 1<<20 {
		return 0, 0, false
	}
	return n - 1, column - 1, true
}

// rangeOf reads "A1:C3", or one cell.
func rangeOf(s string) (area, bool) {
	from, to, two := strings.Cut(s, ":")
	if !two {
		to = from
	}
	top, left, ok := reference(from)
	bottom, right, ok2 := reference(to)
	return area{top, left, bottom, right}, ok && ok2
}

// readPictures adds what lies over the cells of a sheet, in order of its place.
func (w *xlsx) readPictures(part string, s *sheet) error {
	related, err := relations(w.parts, part, w.b)
	if err != nil {
		return err
	}
	var drawings []string
	for _, r := range related {
		if r.kind == "drawing" {
			drawings = append(drawings, r.target)
		}
	}
	slices.Sort(drawings)
	for _, d := range drawings {
		if err := w.readDrawing(d, s); err != nil {
			return err
		}
	}
	return nil
}
