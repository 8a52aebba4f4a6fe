package office

import (
	"errors"
	"strings"
	"testing"
)

const openHead = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="f" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:automatic-styles><style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style></office:automatic-styles><office:body>`

func openFile(t *testing.T, kind, body string) []byte {
	t.Helper()
	return zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument." + kind}, file{"content.xml", openHead + body + `</office:body></office:document-content>`})
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

func TestOpenDocumentWithPassword(t *testing.T) {
	body := zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument.text"}, file{"content.xml", "\x01\x02"}, file{"META-INF/manifest.xml",
		`<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`})
	if _, err := Read(body, Limits{}); !errors.Is(err, ErrEncrypted) {
		t.Errorf("got %v", err)
	}
}
