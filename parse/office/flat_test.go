package office

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const word2003 = `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:v="urn:schemas-microsoft-com:vml">
<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>
<w:body><wx:sect><wx:sub-section><w:p><w:pPr><w:pStyle w:val="1"/><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><w:binData w:name="wordml://1.png">iVBORw0KGgo=</w:binData><v:shape style="width:36pt;height:18pt"><v:imagedata src="wordml://1.png"/></v:shape></w:pict></w:r></w:p>
</wx:sub-section></wx:sect></w:body></w:wordDocument>`

func TestWordXML(t *testing.T) {
	if k := Detect([]byte(word2003)); k != WordXML {
		t.Errorf("kind %s", k)
	}
	tree := `<h1><span class="numbering">一、</span>总体情况</h1><table><tbody><tr><td rowspan="2">a</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>` +
		`<p><img src="wordml://1.png" width="48" height="24"/></p>`
	want(t, read(t, []byte(word2003)), tree)
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(word2003))
	if err != nil {
		t.Fatal(err)
	}
	want(t, read(t, wide), tree)
}

func TestWordPackageInOneFile(t *testing.T) {
	body := `<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>` + related("a", "officeDocument", "word/document.xml") + `</pkg:xmlData></pkg:part>
<pkg:part pkg:name="/word/media/1.png"><pkg:binaryData>iVBORw0KGgo=</pkg:binaryData></pkg:part>
<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document ` + wordNames + `><w:body>` + p("正文") + `</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`
	if k := Detect([]byte(body)); k != WordXML {
		t.Errorf("kind %s", k)
	}
	want(t, read(t, []byte(body)), `<p>正文</p>`)
}

func TestSpreadsheetXML(t *testing.T) {
	body := `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="统计表"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">指<html:B>标</html:B></Data></Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row>
<Row><Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:StyleID="d"><Data ss:Type="DateTime">2021-01-08T00:00:00.000</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>`
	if k := Detect([]byte(body)); k != SpreadsheetXML {
		t.Errorf("kind %s", k)
	}
	want(t, read(t, []byte(body)), `<section data-sheet="统计表" class="hidden"><table><tbody><tr data-row="1"><td colspan="2" rowspan="2">指标</td><td class="hidden">3</td></tr>`+
		`<tr data-row="2"><td class="hidden" data-value="0.5">50.00%</td></tr><tr data-row="3"><td></td><td></td><td class="hidden"></td></tr>`+
		`<tr data-row="4"><td data-value="44204">2021/1/8</td><td></td><td class="hidden"></td></tr></tbody></table></section>`)
}

func TestWebArchive(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("<html><body><p>总体情况</p></body></html>")
	if err != nil {
		t.Fatal(err)
	}
	body := "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"\r\n\r\nx\r\n--B\r\nContent-Location: file:///C:/a.htm\r\n" +
		"Content-Type: text/html; charset=\"gb2312\"\r\n\r\n" + gbk + "\r\n--B\r\nContent-Location: file:///C:/sheet001.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n" +
		"Content-Type: text/html; charset=\"utf-8\"\r\n\r\n<table><tr><td colspan=3D2>=E8=A1=A8</td></tr></table>\r\n--B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n--B--\r\n"
	if k := Detect([]byte(body)); k != WebArchive {
		t.Errorf("kind %s", k)
	}
	want(t, read(t, []byte(body)), `<p>总体情况</p><section data-sheet="sheet001"><table><tbody><tr><td colspan="2">表</td></tr></tbody></table></section>`)
}
