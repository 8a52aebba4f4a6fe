package office

import (
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func rec(kind int, body string) string { return u16s(kind, len(body)) + body }

func f64(f float64) string {
	return string(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f)))
}

func at(row, column, style int) string { return u16s(row, column, style) }

// wideText writes a string of BIFF8 with a length of two bytes.
func wideText(s string) string { return u16s(len(wide(s))/2) + "\x01" + wide(s) }

func xf(format, border int) string {
	return rec(recordXF, u16s(0, format, 0)+strings.Repeat("\x00", 4)+u16s(border)+strings.Repeat("\x00", 8))
}

// xlsOf writes a workbook of one sheet, and a chart in it that is no table.
func xlsOf(globals, sheet string) []byte {
	bof := func(kind int) string { return rec(recordBOF, u16s(versionWide, kind)+strings.Repeat("\x00", 12)) }
	head := bof(5) + globals + xf(0, 0) + xf(10, 0) + xf(14, 0) + xf(164, 0) + xf(0, 0x1111) + rec(recordFormat, u16s(164)+wideText(`0.0"万元"`))
	name := "\x02\x01" + wide("报表")
	end := rec(recordEOF, "")
	start := len(head) + 2*(4+8+len(name)-2) + 4*0 + len(end)
	list := rec(recordSheet, u32s(start)+"\x00\x00"+name) + rec(recordSheet, u32s(start)+"\x01\x02"+name)
	for len(head)+len(list)+len(end) != start { // the place of the sheet stands before it
		start = len(head) + len(list) + len(end)
		list = rec(recordSheet, u32s(start)+"\x00\x00"+name) + rec(recordSheet, u32s(start)+"\x01\x02"+name)
	}
	chart := bof(0x20) + rec(recordNumber, at(0, 0, 0)+f64(99)) + end
	return compoundOf(file{"Workbook", head + list + end + bof(0x10) + chart + sheet + end})
}

func TestXLS(t *testing.T) {
	// The second string is cut in the middle; its second half is narrow.
	shared := rec(recordShared, u32s(3, 3)+wideText("行政许可")+u16s(4)+"\x01"+wide("处罚")) + rec(recordContinue, "\x00ab"+u16s(1)+"\x0D"+u16s(1)+u32s(3)+wide("富")+"1234"+"xyz")
	for _, c := range []struct{ name, sheet, want string }{
		{"shared strings", rec(recordLabelShared, at(0, 0, 0)+u32s(0)) + rec(recordLabelShared, at(0, 1, 0)+u32s(1)) + rec(recordLabelShared, at(0, 2, 0)+u32s(2)),
			`<tr data-row="1"><td>行政许可</td><td>处罚ab</td><td>富</td></tr>`},
		{"numbers", rec(recordNumber, at(0, 0, 0)+f64(0.5)) + rec(recordRK, at(0, 1, 1)+u32s(1234<<2|3)) + rec(recordRK, at(0, 2, 2)+u32s(44204<<2|2)) + rec(recordNumber, at(0, 3, 3)+f64(12.345)),
			`<tr data-row="1"><td>0.5</td><td data-value="12.34">1234.00%</td><td data-value="44204">2021/1/8</td><td data-value="12.345">12.3万元</td></tr>`},
		{"several in one record", rec(recordRKs, u16s(0, 1)+u16s(0)+u32s(1<<2|2)+u16s(0)+u32s(-7<<2|2)+u16s(2)) + rec(recordBlanks, u16s(1, 0, 4, 4, 1)),
			`<tr data-row="1"><td></td><td>1</td><td>-7</td></tr><tr data-row="2"><td></td><td></td><td></td></tr>`},
		{"formulas", rec(recordFormula, at(0, 0, 0)+f64(7)+strings.Repeat("\x00", 8)) + rec(recordFormula, at(0, 1, 0)+"\x00\x00\x00\x00\x00\x00\xFF\xFF"+strings.Repeat("\x00", 8)) + rec(recordString, wideText("果")) +
			rec(recordFormula, at(0, 2, 0)+"\x01\x00\x01\x00\x00\x00\xFF\xFF") + rec(recordFormula, at(0, 3, 0)+"\x02\x00\x07\x00\x00\x00\xFF\xFF") + rec(recordBoolError, at(0, 4, 0)+"\x00\x00"),
			`<tr data-row="1"><td>7</td><td>果</td><td>TRUE</td><td>#DIV/0!</td><td>FALSE</td></tr>`},
		{"a result that is lost", rec(recordNumber, at(0, 0, 0)+f64(1)) + rec(recordFormula, at(0, 1, 0)+"\x00\x00\x00\x00\x00\x00\xFF\xFF") + rec(recordNumber, at(0, 2, 0)+f64(2)) + rec(recordString, wideText("迟")),
			`<tr data-row="1"><td>1</td><td></td><td>2</td></tr>`},
		{"merged and hidden", rec(recordLabel, at(0, 0, 0)+wideText("合")) + rec(recordNumber, at(2, 2, 0)+f64(1)) + rec(recordMerged, u16s(1, 0, 1, 0, 1)) + rec(recordRow, u16s(2, 0, 3, 0, 0, 0, 0x20, 0)) + rec(recordColumns, u16s(2, 2, 0, 0, 1, 0)),
			`<tr data-row="1"><td colspan="2" rowspan="2">合</td><td class="hidden"></td></tr><tr data-row="2"><td class="hidden"></td></tr><tr data-row="3" class="hidden"><td></td><td></td><td class="hidden">1</td></tr>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want(t, read(t, xlsOf(shared, c.sheet)), `<section data-sheet="报表"><table><tbody>`+c.want+`</tbody></table></section>`)
		})
	}
}

func TestXLSTextBox(t *testing.T) {
	box := rec(recordText, u16s(0, 0, 0, 0, 0, 2, 0, 0, 0)) + rec(recordContinue, "\x01"+wide("标题"))
	want(t, read(t, xlsOf("", rec(recordNumber, at(0, 0, 0)+f64(1))+box)),
		`<section data-sheet="报表"><table><tbody><tr data-row="1"><td>1</td></tr></tbody></table><div class="text-box"><p>标题</p></div></section>`)
}

func TestXLSBareRecords(t *testing.T) {
	label, err := simplifiedchinese.GBK.NewEncoder().String("单位")
	if err != nil {
		t.Fatal(err)
	}
	body := rec(recordBOF, u16s(0, 0x10, 0, 0)) + rec(recordLabel, at(0, 0, 0)+u16s(len(label))+label) + rec(recordNumber, at(0, 1, 0)+f64(3)) + rec(recordEOF, "")
	if k := Detect([]byte(body)); k != XLS {
		t.Errorf("kind %s", k)
	}
	want(t, read(t, []byte(body)), `<section data-sheet=""><table><tbody><tr data-row="1"><td>单位</td><td>3</td></tr></tbody></table></section>`)
}

func TestXLSErrors(t *testing.T) {
	if _, err := Read(xlsOf(rec(recordFilePass, "\x00\x00"), ""), Limits{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("behind a password: %v", err)
	}
	body := xlsOf("", strings.Repeat(rec(recordNumber, at(0, 0, 0)+f64(1)), 100))
	for _, c := range []struct {
		limits Limits
		want   string
	}{{Limits{Runs: 50}, LimitRuns}, {Limits{Unpacked: 50}, LimitUnpacked}} {
		_, err := Read(body, c.limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%+v: %v", c.limits, err)
		}
	}
	if _, err := Read(compoundOf(file{"EncryptedPackage", "x"}), Limits{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("encrypted package: %v", err)
	}
}

func TestRK(t *testing.T) {
	for _, c := range []struct {
		v    int
		want float64
	}{{1<<2 | 2, 1}, {-5<<2 | 2, -5}, {123<<2 | 3, 1.23}, {0x3FF00000, 1}, {0x40590001, 1}} {
		if got := rk(c.v & 0xFFFFFFFF); got != c.want {
			t.Errorf("%x: %v, want %v", c.v, got, c.want)
		}
	}
}
