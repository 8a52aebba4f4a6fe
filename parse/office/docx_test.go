package office

import (
	"strings"
	"testing"
)

func p(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func TestDOCXText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"runs are one text", `<w:p><w:r><w:t>政府信</w:t></w:r><w:r><w:t>息公开</w:t></w:r></w:p>`, `<p>政府信息公开</p>`},
		{"breaks, tabs, hyphens", `<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:cr/><w:t>e</w:t></w:r></w:p>`,
			"<p>a<br/>b\tc-d<br/>e</p>"},
		{"symbols", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="3007"/></w:r></w:p>`, `<p>☑〇</p>`},
		{"text in a font of pictures", `<w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>4o件</w:t></w:r></w:p>`, `<p>•□件</p>`},
		{"insertions stay, deletions go", `<w:p><w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:del><w:r><w:delText>34</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>5</w:t></w:r></w:moveFrom></w:p>`, `<p>12</p>`},
		{"a deleted mark joins paragraphs", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>` + p("后") + p("三"), `<p>前后</p><p>三</p>`},
		{"hidden text", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>`, `<p>显</p>`},
		{"the mark's own form hides no text", `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>显</w:t></w:r></w:p>`, `<p>显</p>`},
		{"fields show their result", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>2024</w:t></w:r></w:fldSimple></w:p>`, `<p>72024</p>`},
		{"an open field swallows nothing", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>` + p("后"), `<p>后</p>`},
		{"content controls", `<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="x"/></w:placeholder></w:sdtPr><w:sdtContent><w:p><w:sdt><w:sdtContent><w:r><w:t>内</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>`, `<p>内</p>`},
		{"readings above glyphs", `<w:p><w:r><w:ruby><w:rt><w:r><w:t>yín</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>鄞</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, `<p>鄞</p>`},
		{"raised digits", `<w:p><w:r><w:t>12</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r></w:p>`, `<p>12<sup>1</sup></p>`},
		{"formulas", `<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>`, `<p>x=1</p>`},
		{"outline level", `<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>题</w:t></w:r></w:p>`, `<h2>题</h2>`},
		{"empty paragraphs leave nothing", `<w:p/><w:p><w:r><w:t></w:t></w:r></w:p>`, ``},
		{"control characters", "<w:p><w:r><w:t>a\x0bb</w:t></w:r></w:p>", `<p>a b</p>`},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, docxOf(t, c.body)), c.want) })
	}
}

func TestDOCXTextBoxIsReadOnce(t *testing.T) {
	box := `<w:txbxContent>` + p("文头") + `</w:txbxContent>`
	body := `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>` + box +
		`</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>` + box +
		`</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>`
	want(t, read(t, docxOf(t, body)), `<div class="text-box"><p>文头</p></div><p>正文</p>`)
	chart := strings.ReplaceAll(body, `"wps"`, `"cx1"`) // not known: the fallback
	want(t, read(t, docxOf(t, chart)), `<div class="text-box"><p>文头</p></div><p>正文</p>`)
}

func TestDOCXTables(t *testing.T) {
	tc := func(form, text string) string { return `<w:tc><w:tcPr>` + form + `</w:tcPr>` + p(text) + `</w:tc>` }
	tr := func(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }
	tbl := func(rows ...string) string { return `<w:tbl>` + strings.Join(rows, "") + `</w:tbl>` }
	empty := `<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`
	for _, c := range []struct{ name, body, want string }{
		{"spans", tbl(tr(tc(`<w:vMerge w:val="restart"/>`, "a"), tc(`<w:gridSpan w:val="2"/>`, "b")), tr(empty, tc("", "1"), tc("", "2"))),
			`<tr><td rowspan="2">a</td><td colspan="2">b</td></tr><tr><td>1</td><td>2</td></tr>`},
		{"a second restart begins anew", tbl(tr(tc(`<w:vMerge w:val="restart"/>`, "a")), tr(empty), tr(tc(`<w:vMerge w:val="restart"/>`, "b")), tr(empty)),
			`<tr><td rowspan="2">a</td></tr><tr></tr><tr><td rowspan="2">b</td></tr><tr></tr>`},
		{"continued with other edges is a cell", tbl(tr(tc(`<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>`, "a")), tr(empty, tc("", "1"))),
			`<tr><td colspan="2">a</td></tr><tr><td></td><td>1</td></tr>`},
		{"merged by flag", tbl(tr(tc(`<w:hMerge w:val="restart"/>`, "a"), tc(`<w:hMerge/>`, ""), tc("", "b"))), `<tr><td colspan="2">a</td><td>b</td></tr>`},
		{"a row that begins later", tbl(tr(tc("", "a"), tc("", "b")), `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+tc("", "c")+`</w:tr>`),
			`<tr><td>a</td><td>b</td></tr><tr><td class="gap"></td><td>c</td></tr>`},
		{"nested", tbl(tr(`<w:tc>` + p("x") + tbl(tr(tc("", "y"))) + `<w:p/></w:tc>`)),
			`<tr><td><p>x</p><table><tbody><tr><td>y</td></tr></tbody></table></td></tr>`},
		{"deleted and hidden rows", tbl(`<w:tr><w:trPr><w:del/></w:trPr>`+tc("", "a")+`</w:tr>`, `<w:tr><w:trPr><w:hidden/></w:trPr>`+tc("", "b")+`</w:tr>`),
			`<tr class="hidden"><td>b</td></tr>`},
		{"two paragraphs in a cell", tbl(tr(`<w:tc>` + p("商业") + p("企业") + `</w:tc>`)), `<tr><td><p>商业</p><p>企业</p></td></tr>`},
		{"wrapped in content controls", tbl(`<w:sdt><w:sdtContent>` + tr(`<w:sdt><w:sdtContent>`+tc("", "a")+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>`), `<tr><td>a</td></tr>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want(t, read(t, docxOf(t, c.body)), `<table><tbody>`+c.want+`</tbody></table>`)
		})
	}
}

const numberingParts = `<w:numbering ` + wordNames + `>
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/><w:isLgl/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>`

const styleParts = `<w:styles ` + wordNames + `>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="我的"/><w:basedOn w:val="H1"/></w:style>
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Hid"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="圈"/><w:basedOn w:val="Loop"/></w:style>
</w:styles>`

func styled(style, more, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + more + `</w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func TestDOCXNumbersAndStyles(t *testing.T) {
	num := func(level, id string) string {
		return `<w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr>`
	}
	body := styled("T1", "", "一、总体情况 1") + styled("H1", "", "总体情况") + styled("", num("1", "1"), "主动公开") + styled("", num("2", "1"), "a") + styled("", num("1", "1"), "依申请") +
		styled("Mine", "", "公开") + styled("", num("1", "1"), "重新") + styled("H1", num("0", "0"), "无号") + styled("", num("0", "2"), "五") + styled("Loop", "", "圈") +
		`<w:p><w:r><w:rPr><w:rStyle w:val="Hid"/></w:rPr><w:t>藏</w:t></w:r></w:p>`
	got := read(t, docxOf(t, body, file{"word/_rels/document.xml.rels", related("a", "styles", "styles.xml", "b", "numbering", "/word/numbering.xml")},
		file{"word/styles.xml", styleParts}, file{"word/numbering.xml", numberingParts}))
	n := func(s string) string { return `<span class="numbering">` + s + `</span>` }
	want(t, got, `<p class="toc">一、总体情况 1</p><h1>`+n("一、")+`总体情况</h1><p>`+n("（一）")+`主动公开</p><p>`+n("1.1. ")+`a</p><p>`+n("（二）")+`依申请</p><h1>`+n("二、")+
		`公开</h1><p>`+n("（一）")+`重新</p><h1>无号</h1><p>`+n("五、")+`五</p><p>圈</p>`)
}

func TestDOCXApart(t *testing.T) {
	body := `<w:p><w:r><w:t>12</w:t><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><wp:extent cx="952500" cy="95250"/><wp:docPr name="图片 1" descr="流程图"/><a:graphic><a:blip r:embed="p"/></a:graphic></wp:inline></w:drawing></w:r></w:p>
<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>`
	got := read(t, docxOf(t, body,
		file{"word/_rels/document.xml.rels", related("h", "header", "header1.xml", "f", "footer", "footer1.xml", "n", "footnotes", "footnotes.xml", "p", "image", "media/image1.png", "x", "header", "unused.xml")},
		file{"word/header1.xml", `<w:hdr ` + wordNames + `>` + p("页眉") + `</w:hdr>`},
		file{"word/unused.xml", `<w:hdr ` + wordNames + `>` + p("旧") + `</w:hdr>`},
		file{"word/footer1.xml", `<w:ftr ` + wordNames + `>` + p("1") + `</w:ftr>`},
		file{"word/media/image1.png", "\x89PNG\r\n1234"},
		file{"word/footnotes.xml", `<w:footnotes ` + wordNames + `><w:footnote w:id="0" w:type="separator">` + p("-") + `</w:footnote><w:footnote w:id="2">` + p("注") + `</w:footnote></w:footnotes>`}))
	want(t, got, `<p>12<sup class="note" data-note="footnote/2"></sup></p><p><img src="word/media/image1.png" alt="流程图" width="100" height="10" data-bytes="10"/></p>`+
		`<div class="page-header"><p>页眉</p></div><div class="page-footer"><p>1</p></div><div class="notes"><div data-note="footnote/2"><p>注</p></div></div>`)
}
