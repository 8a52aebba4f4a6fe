package office

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

const sheetNames = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + officeRelations + `"`

const sheetStyles = `<styleSheet ` + sheetNames + `><numFmts><numFmt numFmtId="164" formatCode="0.0&quot;万元&quot;"/></numFmts>
<borders><border><left/><right/></border><border><left style="thin"/></border></borders>
<cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="10"/><xf numFmtId="14"/><xf numFmtId="3"/><xf numFmtId="164"/><xf numFmtId="0" borderId="1"/></cellXfs></styleSheet>`

// xlsxOf writes a workbook of sheets, each the content of its worksheet element.
func xlsxOf(t testing.TB, sheets ...string) []byte {
	t.Helper()
	var list strings.Builder
	rels := []string{"s", "sharedStrings", "sharedStrings.xml", "y", "styles", "styles.xml"}
	files := []file{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", related("rId1", "officeDocument", "xl/workbook.xml")},
		{"xl/sharedStrings.xml", `<sst ` + sheetNames + `><si><t>行政许可</t></si><si><r><t>行政</t></r><r><t>处罚</t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_&#10;b</t></si></sst>`},
		{"xl/styles.xml", sheetStyles},
	}
	for i, s := range sheets {
		state := ""
		if i > 0 {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&list, `<sheet name="表%d" sheetId="%d" r:id="r%d"%s/>`, i+1, i+1, i, state)
		rels = append(rels, fmt.Sprintf("r%d", i), "worksheet", fmt.Sprintf("worksheets/sheet%d.xml", i))
		files = append(files, file{fmt.Sprintf("xl/worksheets/sheet%d.xml", i), `<worksheet ` + sheetNames + `>` + s + `</worksheet>`})
	}
	files = append(files, file{"xl/workbook.xml", `<workbook ` + sheetNames + `><sheets>` + list.String() + `</sheets></workbook>`},
		file{"xl/_rels/workbook.xml.rels", related(rels...)})
	return zipOf(t, files...)
}

func TestXLSXCells(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"strings", `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>内</t></is></c><c r="D1" t="str"><f>A1</f><v>果</v></c></row></sheetData>`,
			`<tr data-row="1"><td>行政许可</td><td>行政处罚</td><td>内</td><td>果</td></tr>`},
		{"line break", `<sheetData><row><c t="s"><v>2</v></c></row></sheetData>`, `<tr data-row="1"><td>a<br/>b</td></tr>`},
		{"numbers as shown", `<sheetData><row><c><v>0.30000000000000004</v></c><c s="1"><v>0.1234</v></c><c s="2"><v>44204</v></c><c s="3"><v>1234567</v></c><c s="4"><v>12.345</v></c></row></sheetData>`,
			`<tr data-row="1"><td>0.3</td><td data-value="0.1234">12.34%</td><td data-value="44204">2021/1/8</td><td data-value="1234567">1,234,567</td><td data-value="12.345">12.3万元</td></tr>`},
		{"formulas", `<sheetData><row><c><f>1+1</f><v>2</v></c><c><f>A1*2</f></c><c t="str"><f>""</f><v></v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>1</v></c></row></sheetData>`,
			`<tr data-row="1"><td>2</td><td>=A1*2</td><td></td><td>#DIV/0!</td><td>TRUE</td></tr>`},
		{"merged", `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="C2"><v>5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
			`<tr data-row="1"><td colspan="2" rowspan="2">行政许可</td><td></td></tr><tr data-row="2"><td>5</td></tr>`},
		{"hidden", `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row hidden="1"><c><v>3</v></c></row></sheetData>`,
			`<tr data-row="1"><td>1</td><td class="hidden">2</td></tr><tr data-row="2" class="hidden"><td>3</td><td class="hidden"></td></tr>`},
		{"blank rows are cut, printed blanks stay", `<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="5"/></row><row r="9"><c r="A9" s="1"/></row></sheetData>`,
			`<tr data-row="1"><td>1</td></tr><tr data-row="2"><td></td></tr>`},
		{"lines down to the end of the sheet", `<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="5"/></row><row r="900"><c r="A900" s="5"/></row></sheetData>`,
			`<tr data-row="1"><td>1</td></tr><tr data-row="2"><td></td></tr>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want(t, read(t, xlsxOf(t, c.sheet)), `<section data-sheet="表1"><table><tbody>`+c.want+`</tbody></table></section>`)
		})
	}
}

func TestXLSXSheets(t *testing.T) {
	one := `<sheetData><row><c><v>1</v></c></row></sheetData>`
	want(t, read(t, xlsxOf(t, one, one, ``)), `<section data-sheet="表1"><table><tbody><tr data-row="1"><td>1</td></tr></tbody></table></section>`+
		`<section data-sheet="表2" class="hidden"><table><tbody><tr data-row="1"><td>1</td></tr></tbody></table></section><section data-sheet="表3" class="hidden"></section>`)
}

func TestXLSXStrayValueIsCheap(t *testing.T) {
	got := read(t, xlsxOf(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>`))
	if n := strings.Count(got, "<td"); n > 1+1<<14 {
		t.Errorf("%d cells", n)
	}
	if !strings.Contains(got, `<tr data-row="1048576">`) || !strings.Contains(got, "<td>2</td>") {
		t.Error("the stray value is lost")
	}
}

func TestXLSXLimits(t *testing.T) {
	rows := `<sheetData>` + strings.Repeat(`<row><c><v>1</v></c><c><v>2</v></c></row>`, 50) + `</sheetData>`
	merges := `<mergeCells>` + strings.Repeat(`<mergeCell ref="A1:B50"/>`, 3) + `</mergeCells>`
	for _, c := range []struct {
		limits Limits
		sheet  string
		want   string
	}{
		{Limits{Cells: 60}, rows, LimitCells}, {Limits{Cells: 60}, rows + merges, LimitCells}, {Limits{Runs: 40}, rows, LimitRuns},
		{Limits{Unpacked: 1000}, rows, LimitUnpacked}, {Limits{Nesting: 4}, rows, LimitNesting}, {Limits{Members: 3}, rows, LimitMembers},
	} {
		_, err := Read(xlsxOf(t, c.sheet), c.limits)
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Limit != c.want {
			t.Errorf("%+v: %v, want %s", c.limits, err, c.want)
		}
	}
}

func TestXLSXCutShort(t *testing.T) {
	root, err := Read(xlsxOf(t, `<sheetData><row><c><v>1</v></c></row><row><c><v>2`), Limits{})
	if !errors.Is(err, ErrBroken) {
		t.Errorf("error %v", err)
	}
	if !strings.Contains(show(root), "<td>1</td>") {
		t.Errorf("what came before the damage is lost: %s", show(root))
	}
}
