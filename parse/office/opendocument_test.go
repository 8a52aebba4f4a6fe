package office

import (
	"errors"
	"strings"
	"testing"
)

// openHidden are styles that hide, one by its parent, and one that shows what they hide.
const openHidden = `<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Secret"/>
<style:style style:name="T3" style:family="text"><style:text-properties text:display="true"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>`

const openHead = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="f" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>` + openHidden + `</office:automatic-styles><office:body>`

func openFile(t testing.TB, kind, body string, more ...file) []byte {
	t.Helper()
	return zipOf(t, append(more, file{"mimetype", "application/vnd.oasis.opendocument." + kind}, file{"content.xml", openHead + body + `</office:body></office:document-content>`})...)
}

func TestOpenDocumentText(t *testing.T) {
	body := openFile(t, "text", `<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:outline-level="1">一、总体<text:span>情况</text:span></text:h><text:p>共<text:s text:c="2"/>12<text:span text:style-name="T1">1</text:span>件<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame></text:p>
<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>合并</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>甲</text:p></table:table-cell><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell/></table:table-row></table:table></office:text>`)
	root, err := Read(body, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := `<h1>一、总体情况</h1><p>共  12<sup>1</sup>件</p><div><p>框内</p></div><table><tbody><tr><td colspan="2">合并</td></tr><tr><td rowspan="2">甲</td><td>3</td></tr></tbody></table>`
	if got := show(root); !strings.Contains(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestOpenDocumentSheet has cells and rows that are written once for many, up to the end of the
// sheet, whose last printed cell is blank.
func TestOpenDocumentSheet(t *testing.T) {
	body := openFile(t, "spreadsheet", `<office:spreadsheet><table:table>
<table:table-row><table:table-cell><text:p>项目</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>数</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16383"/></table:table-row>
<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>`)
	root, err := Read(body, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := `<table><tbody><tr><td>项目</td><td>数</td><td>数</td></tr><tr><td>甲</td><td></td><td></td></tr><tr><td>甲</td><td></td><td></td></tr></tbody></table>`
	if got := show(root); !strings.Contains(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestOpenDocumentHiddenText has text that no reader sees: by a style of its own, by a named
// style, by its section, by a field.
func TestOpenDocumentHiddenText(t *testing.T) {
	named := file{"styles.xml", openHead[:strings.Index(openHead, "<office:automatic-styles>")] +
		`<office:styles><style:style style:name="Secret" style:family="paragraph"><style:text-properties text:display="none"/></style:style></office:styles></office:document-content>`}
	for body, want := range map[string]string{
		`<text:p>12<text:span text:style-name="T2">88<text:span>9</text:span><text:s/></text:span>件</text:p>`:                                          `<p>12件</p>`,
		`<text:p text:style-name="P2">88<text:span text:style-name="T3">件</text:span></text:p>`:                                                        `<p>件</p>`,
		`<text:section text:display="none"><text:p>88</text:p></text:section><text:section><text:p>9</text:p></text:section>`:                          `<p>9</p>`,
		`<text:section text:display="condition" text:is-hidden="true"><text:p>88</text:p></text:section><text:p>9</text:p>`:                            `<p>9</p>`,
		`<text:p>88<text:hidden-paragraph text:condition="x" text:is-hidden="true"/></text:p><text:p>9<text:hidden-paragraph/></text:p>`:               `<p>9</p>`,
		`<text:p>9<text:hidden-text text:is-hidden="true" text:string-value="88">88</text:hidden-text><text:hidden-text>件</text:hidden-text></text:p>`: `<p>9件</p>`,
		`<text:p>9<draw:frame draw:display="none"><draw:text-box><text:p>88</text:p></draw:text-box></draw:frame></text:p>`:                            `<p>9</p>`,
	} {
		root, err := Read(openFile(t, "text", `<office:text>`+body+`</office:text>`, named), Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if got := show(root); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

// TestOpenDocumentHiddenCells has rows, columns, groups of them and a sheet that are not shown.
func TestOpenDocumentHiddenCells(t *testing.T) {
	cells := func(texts ...string) string {
		return `<table:table-cell><text:p>` + strings.Join(texts, `</text:p></table:table-cell><table:table-cell><text:p>`) + `</text:p></table:table-cell>`
	}
	body := openFile(t, "spreadsheet", `<office:spreadsheet><table:table table:name="表1">
<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/><table:table-column/><table:table-column-group table:display="false"><table:table-column/></table:table-column-group>
<table:table-row>`+cells("甲", "乙", "丙", "丁", "戊")+`</table:table-row>
<table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="5"><text:p>1</text:p></table:table-cell></table:table-row>
<table:table-row-group table:display="false"><table:table-row>`+cells("2", "2", "2", "2", "2")+`</table:table-row></table:table-row-group>
<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>3</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-spanned="2"><text:p>4</text:p></table:table-cell><table:covered-table-cell/>`+cells("5")+`</table:table-row>
</table:table><table:table table:name="表2" table:style-name="ta2"><table:table-row>`+cells("5")+`</table:table-row></table:table></office:spreadsheet>`)
	root, err := Read(body, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := `<section data-sheet="表1"><table><tbody><tr><td>甲</td><td>乙</td><td class="hidden">丙</td><td>丁</td><td class="hidden">戊</td></tr>` +
		`<tr class="hidden"><td>1</td><td>1</td><td class="hidden">1</td><td>1</td><td class="hidden">1</td></tr><tr class="hidden"><td>2</td><td>2</td><td class="hidden">2</td><td>2</td><td class="hidden">2</td></tr>` +
		`<tr><td colspan="2">3</td><td colspan="2">4</td><td class="hidden">5</td></tr></tbody></table></section><section data-sheet="表2" class="hidden"><table><tbody><tr><td>5</td></tr></tbody></table></section>`
	if got := show(root); !strings.Contains(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestOpenDocumentWithPassword(t *testing.T) {
	body := zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument.text"}, file{"content.xml", "\x01\x02"}, file{"META-INF/manifest.xml",
		`<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`})
	if _, err := Read(body, Limits{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("got %v", err)
	}
}
