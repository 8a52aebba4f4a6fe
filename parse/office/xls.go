package office

import (
	"fmt"
	"math"
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// xls reads the records of a workbook of Excel 5 to 2003 ([MS-XLS]).
type xls struct {
	b       *budget
	stream  view
	wide    bool // BIFF8: strings know their own width
	page    int  // code page of narrow strings before BIFF8
	shared  []string
	formats *formats
	cells   []cellForm
	sheets  []xlsSheet
}

// xlsSheet is a sheet as the workbook lists it.
type xlsSheet struct {
	name   string
	at     int
	hidden bool
	table  bool // cells, not a chart or macros
}

// The records that are read.
const (
	recordBOF, recordEOF, recordContinue                      = 0x809, 0x0A, 0x3C
	recordFilePass, recordCodePage, recordDates, recordSheet  = 0x2F, 0x42, 0x22, 0x85
	recordFormat, recordXF, recordShared                      = 0x41E, 0xE0, 0xFC
	recordRow, recordColumns, recordMerged                    = 0x208, 0x7D, 0xE5
	recordBlank, recordBlanks, recordNumber, recordRK         = 0x201, 0xBE, 0x203, 0x27E
	recordRKs, recordLabelShared, recordLabel, recordRich     = 0xBD, 0xFD, 0x204, 0xD6
	recordBoolError, recordFormula, recordFormula3, record4   = 0x205, 0x06, 0x206, 0x406
	recordString, recordText, recordObject, versionWide, obj8 = 0x207, 0x1B6, 0x5D, 0x600, 8
)

func readXLS(body []byte, into *html.Node, b *budget) error {
	w := &xls{b: b, page: 936, formats: newFormats()}
	var failed error
	if len(body) > 2 && body[0] == 0x09 { // bare records, as simple programs write them
		w.stream = body
	} else {
		f, err := openCompound(body, b)
		if err != nil {
			return err
		}
		name := "Workbook"
		if !f.has(name) {
			name = "Book"
		}
		if w.stream, failed = f.stream(name); len(w.stream) == 0 {
			return both(failed, fmt.Errorf("the workbook is empty: %w", ErrBroken))
		}
	}
	if err := w.readGlobals(); err != nil {
		return err
	}
	if len(w.sheets) == 0 {
		w.sheets = []xlsSheet{{table: true}} // all records are those of one sheet
	}
	for _, s := range w.sheets {
		if !s.table {
			continue
		}
		if err := w.readSheet(s, into); err != nil {
			return err
		}
	}
	return failed
}

// record is one record: what it is, and its bytes with those of the records that continue it.
type record struct {
	kind  int
	data  view
	more  []view
	after int // where the next record begins
}

// next reads the record at a place; ok is false at the end.
func (w *xls) next(at int) (r record, ok bool, err error) {
	if at < 0 || at+4 > len(w.stream) {
		return record{}, false, nil
	}
	if err := both(w.b.run(), w.b.breach); err != nil {
		return record{}, false, err
	}
	size := w.stream.u16(at + 2)
	r = record{kind: w.stream.u16(at), data: w.stream.part(at+4, size), after: at + 4 + size}
	return r, true, nil
}

// continued adds the records that continue this one.
func (w *xls) continued(r *record) error {
	for w.stream.u16(r.after) == recordContinue {
		c, ok, err := w.next(r.after)
		if !ok || err != nil {
			return err
		}
		r.more = append(r.more, c.data)
		r.after = c.after
	}
	return nil
}

// readGlobals reads what holds for the whole workbook.
func (w *xls) readGlobals() error {
	for at := 0; ; {
		r, ok, err := w.next(at)
		if !ok || err != nil {
			return err
		}
		at = r.after
		switch r.kind {
		case recordBOF:
			w.wide = r.data.u16(0) == versionWide
		case recordFilePass:
			return fmt.Errorf("reading a workbook: %w", ErrEncrypted)
		case recordCodePage:
			w.page = r.data.u16(0)
		case recordDates:
			w.formats.from1904 = r.data.u16(0) != 0
		case recordSheet:
			w.sheets = append(w.sheets, xlsSheet{at: r.data.u32(0), hidden: r.data.byte(4)&3 != 0, table: r.data.byte(5) == 0, name: w.shortString(r.data.from(6))})
		case recordFormat:
			w.formats.codes[r.data.u16(0)] = w.formatCode(r.data.from(2))
		case recordXF:
			f := cellForm{format: r.data.u16(2)}
			f.drawn = w.wide && r.data.u16(10) != 0
			w.cells = append(w.cells, f)
		case recordShared:
			if err := w.continued(&r); err != nil {
				return err
			}
			at = r.after
			if err := w.readShared(r); err != nil {
				return err
			}
		case recordEOF:
			return nil
		}
	}
}

// formatCode reads the text of a number format.
func (w *xls) formatCode(b view) string {
	if w.wide {
		return w.longString(b)
	}
	return w.shortString(b)
}

// readShared reads the table of shared strings.
func (w *xls) readShared(r record) error {
	c := &chunks{parts: append([]view{r.data}, r.more...)}
	c.skip(4)
	n := c.u32()
	for range n {
		if c.done() {
			break
		}
		if err := w.b.run(); err != nil {
			return err
		}
		w.shared = append(w.shared, c.text(c.u16()))
	}
	return nil
}

// shortString reads a string with a length of one byte.
func (w *xls) shortString(b view) string {
	if !w.wide {
		return w.narrow(b.part(1, b.byte(0)))
	}
	return (&chunks{parts: []view{b.from(1)}}).text(b.byte(0))
}

// longString reads a string with a length of two bytes.
func (w *xls) longString(b view) string {
	if !w.wide {
		return w.narrow(b.part(2, b.u16(0)))
	}
	return (&chunks{parts: []view{b.from(2)}}).text(b.u16(0))
}

// narrow decodes text of before BIFF8. Programs that write bare records put UTF-8 into it.
func (w *xls) narrow(b view) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return decodePage(b, w.page)
}

// rk decodes a number of four bytes.
func rk(v int) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func (v view) f64(at int) float64 {
	return math.Float64frombits(uint64(v.u32(at)) | uint64(v.u32(at+4))<<32)
}

// errorNames are the errors of formulas by number.
var errorNames = map[int]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

func errorName(n int) string { return first(errorNames[n], "#"+strconv.Itoa(n)) }
