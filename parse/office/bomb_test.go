package office

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestBombs: small files that would unpack, repeat or nest without end stop at a limit that
// has a name, whatever the trick.
func TestBombs(t *testing.T) {
	long := strings.Repeat("长", 100_000)
	var cells strings.Builder
	for range 300 {
		cells.WriteString(`<row><c t="inlineStr"><is><t>` + "x" + `</t></is></c><c t="s"><v>0</v></c></row>`)
	}
	strings1 := xlsxOf(t, `<sheetData>`+cells.String()+`</sheetData>`)
	sheet := rec(recordLabelShared, at(0, 0, 0)+u32s(0))
	for _, c := range []struct {
		name   string
		body   []byte
		limits Limits
		want   string
	}{
		{"elements", docxOf(t, strings.Repeat(`<w:x/>`, 100_000)), Limits{Elements: 50_000}, LimitElements},
		{"white space", docxOf(t, strings.Repeat(" ", 3<<20)), Limits{Ratio: 1e6, XML: 1 << 20}, LimitXML},
		{"white space packed", docxOf(t, strings.Repeat(" ", 9<<20)), Limits{}, LimitRatio},
		{"one text", docxOf(t, "<w:x>"+strings.Repeat("x", longestText+1<<16)+"</w:x>"), Limits{Ratio: 1e6}, LimitText},
		{"nested tables", docxOf(t, strings.Repeat(`<w:tbl><w:tr><w:tc>`, 300)), Limits{}, LimitNesting},
		{"line breaks", docxOf(t, `<w:p><w:r>`+strings.Repeat(`<w:br/>`, 1000)+`</w:r></w:p>`), Limits{Runs: 500}, LimitRuns},
		{"the same text in many cells", xlsOf(rec(recordShared, u32s(1, 1)+wideText(long[:3000])), strings.Repeat(sheet, 200)), Limits{Text: 300_000}, LimitText},
		{"shared strings", strings1, Limits{Text: 1000}, LimitText},
		{"a formula's text", xlsxOf(t, `<sheetData><row>`+strings.Repeat(`<c t="inlineStr"><is><t>`+strings.Repeat("&#10;", 100)+`</t></is></c>`, 10)+`</row></sheetData>`), Limits{Text: 50_000}, LimitText},
		{"cells", docxOf(t, `<w:tbl>`+strings.Repeat(`<w:tr>`+strings.Repeat(`<w:tc/>`, 10)+`</w:tr>`, 10)+`</w:tbl>`), Limits{Cells: 50}, LimitCells},
		{"text", docFile{texts: []docText{{text: strings.Repeat("x", 100_000), mark: charParagraph}}}.bytes(), Limits{Text: 10_000}, LimitText},
	} {
		_, err := Read(c.body, c.limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestPiecesOnOneAnother: a piece table of 12 bytes a piece that shows the same text each time.
func TestPiecesOnOneAnother(t *testing.T) {
	text := wide(strings.Repeat("x", 50_000))
	n := 2000
	var cps, pieces strings.Builder
	for i := range n + 1 {
		cps.WriteString(u32s(i * 50_000))
	}
	for range n {
		pieces.WriteString(u16s(0) + u32s(0x800) + u16s(0))
	}
	list := cps.String() + pieces.String()
	clx := "\x02" + u32s(len(list)) + list
	pairs := make([]int, 160)
	pairs[2*pairPieces+1] = len(clx)
	fib := u16s(0xA5EC, 0xC1) + strings.Repeat("\x00", 6) + u16s(flagTable1)
	fib += strings.Repeat("\x00", 0x4C-len(fib)) + u32s(n*50_000)
	fib += strings.Repeat("\x00", 0x98-len(fib)) + u16s(80) + u32s(pairs...)
	body := compoundOf(file{"WordDocument", fib + strings.Repeat("\x00", 0x800-len(fib)) + text}, file{"1Table", clx})
	_, err := Read(body, Limits{Text: 1 << 20})
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Limit != LimitText {
		t.Errorf("%v", err)
	}
}

func TestLimitErrorNamesTheLimit(t *testing.T) {
	if s := fmt.Sprint(&LimitError{Limit: LimitCells, Max: 5}); !strings.Contains(s, "cells=5") {
		t.Error(s)
	}
}
