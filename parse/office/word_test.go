package office

import (
	"errors"
	"strings"
	"testing"
)

// docText is a paragraph or cell of a DOC file that a test writes.
type docText struct {
	text  string
	mark  rune
	style int
	form  string // property changes of the paragraph
	run   string // of its characters
}

func one1(code, v int) string { return u16s(code) + string(rune(v&0x7F)) }

var (
	inTable  = one1(sprmInTable, 1)
	rowEnd   = inTable + one1(sprmRowEnd, 1)
	inNested = inTable + u16s(sprmDepth) + u32s(2)
)

// rowDefinition defines a row: edges, and flags a cell.
func rowDefinition(edges []int, flags ...int) string {
	body := string([]byte{byte(len(edges) - 1)}) + u16s(edges...)
	for _, f := range flags {
		body += u16s(f) + strings.Repeat("\x00", 18)
	}
	return u16s(sprmDefTable, len(body)+1) + body
}

// docFile is a DOC file that a test writes.
type docFile struct {
	texts    []docText
	flags    int
	magic    int
	narrow   string // a first piece in Windows-1252
	counts   [8]int // characters of the texts behind the main one
	styles   string
	lists    string
	levels   string // behind the lists
	uses     string
	headers  string
	boxes    string
	data     string
	noPieces bool
}

// formPage writes a page of properties: the limits of its entries, then each entry.
func formPage(limits []int, entries []string, entrySize int) string {
	page := make([]byte, pageSize)
	copy(page, u32s(limits...))
	page[pageSize-1] = byte(len(entries))
	free := pageSize - 2
	for i, e := range entries {
		if e == "" {
			continue
		}
		free = (free - len(e)) &^ 1
		copy(page[free:], e)
		page[4*len(limits)+i*entrySize] = byte(free / 2)
	}
	return string(page)
}

// bytes writes the file: the text at 0x800, a page of properties a paragraph behind it.
func (d docFile) bytes() []byte {
	const textAt = 0x800
	text, cps := d.narrow, len(d.narrow)
	var paragraphs, runs []string
	at := textAt + len(text)
	for _, p := range d.texts {
		s := wide(p.text + string(p.mark))
		form := u16s(p.style) + p.form
		if len(form)%2 == 0 {
			form = "\x00" + string([]byte{byte(len(form) / 2)}) + form
		} else {
			form = string([]byte{byte((len(form) + 1) / 2)}) + form
		}
		paragraphs = append(paragraphs, formPage([]int{at, at + len(s)}, []string{form}, 13))
		run := ""
		if p.run != "" {
			run = string([]byte{byte(len(p.run))}) + p.run
		}
		mark := 2
		runs = append(runs, formPage([]int{at, at + len(s) - mark, at + len(s)}, []string{run, ""}, 1))
		text += s
		at += len(s)
		cps += len(s) / 2
	}
	text += strings.Repeat("\x00", (pageSize-(textAt+len(text))%pageSize)%pageSize)
	first := (textAt + len(text)) / pageSize
	pages := func(from, n int) string {
		fcs, numbers := make([]int, n+1), make([]int, n)
		for i := range numbers {
			numbers[i] = from + i
		}
		return u32s(fcs...) + u32s(numbers...)
	}
	pieces := u32s(0, len(d.narrow), cps) + u16s(0) + u32s(textAt*2|0x40000000) + u16s(0) + u16s(0) + u32s(textAt+len(d.narrow)) + u16s(0)
	clx := "\x02" + u32s(len(pieces)) + pieces
	if d.noPieces {
		clx = "\x00"
	}
	table, pairs := "", make([]int, 2*80)
	put := func(n int, s string) {
		pairs[2*n], pairs[2*n+1] = len(table), len(s)
		table += s
	}
	put(pairPieces, clx)
	put(pairParagraphs, pages(first, len(paragraphs)))
	put(pairRuns, pages(first+len(paragraphs), len(runs)))
	put(pairStyles, d.styles)
	put(pairInstances, d.uses)
	put(pairHeaders, d.headers)
	put(pairBoxes, d.boxes)
	put(pairLists, d.lists)
	table += d.levels
	if d.counts[0] == 0 {
		d.counts[0] = cps
	}
	if d.magic == 0 {
		d.magic = 0xA5EC
	}
	fib := u16s(d.magic, 0xC1) + strings.Repeat("\x00", 6) + u16s(d.flags|flagTable1)
	fib += strings.Repeat("\x00", 0x4C-len(fib)) + u32s(d.counts[:]...)
	fib += strings.Repeat("\x00", 0x98-len(fib)) + u16s(80) + u32s(pairs...)
	main := fib + strings.Repeat("\x00", textAt-len(fib)) + text + strings.Join(paragraphs, "") + strings.Join(runs, "")
	return compoundOf(file{"WordDocument", main}, file{"1Table", table}, file{"Data", d.data})
}

// cellsOf writes the cells of a row and its end.
func cellsOf(definition string, cells ...string) []docText {
	var all []docText
	for _, c := range cells {
		all = append(all, docText{text: c, mark: charCell, form: inTable})
	}
	return append(all, docText{mark: charCell, form: rowEnd + definition})
}

func TestDOC(t *testing.T) {
	par := func(s string) docText { return docText{text: s, mark: charParagraph} }
	for _, c := range []struct {
		name  string
		texts []docText
		want  string
	}{
		{"paragraphs", []docText{par("政府信息公开"), par(""), par("年报")}, `<p>政府信息公开</p><p>年报</p>`},
		{"special characters", []docText{par("a\x0bb\tc\x1ed\x1fe\u00a0f\x0e\U0001F600\x00\x05")}, "<p>a<br/>b\tc-de\u00a0f<br/>\U0001F600</p>"},
		{"fields", []docText{par("共\x13 =SUM(ABOVE) \x14\x13 REF x \x147\x15\x15件"), par("\x13 open"), par("b")}, `<p>共7件</p><p>b</p>`},
		{"hidden, deleted, raised", []docText{{text: "藏", mark: charParagraph, run: one1(sprmHidden, 1)}, {text: "删", mark: charParagraph, run: one1(sprmDeleted, 1)},
			{text: "1", mark: charParagraph, run: one1(sprmRaised, 1)}, {text: "显", mark: charParagraph, run: u16s(sprmHidden) + "\x80"}}, `<p><sup>1</sup></p><p>显</p>`},
		{"outline", []docText{{text: "题", mark: charParagraph, form: one1(sprmOutline, 1)}, {text: "文", mark: charParagraph, form: one1(sprmOutline, 9)}}, `<h2>题</h2><p>文</p>`},
		{"page break ends a paragraph", []docText{{text: "a", mark: charPage}, par("b")}, `<p>a</p><p>b</p>`},
		{"table", append(append(cellsOf(rowDefinition([]int{-108, 1000, 2000, 3000}, 0x60, 0, 0), "a", "b", "c"), cellsOf(rowDefinition([]int{-110, 1010, 3000}, 0x20, 0), "", "d")...), par("后")),
			`<table><tbody><tr><td rowspan="2">a</td><td>b</td><td>c</td></tr><tr><td colspan="2">d</td></tr></tbody></table><p>后</p>`},
		{"merged by flag, both spellings", append(cellsOf(rowDefinition([]int{0, 1000, 2000, 3000, 4000}, 1, 2, 2, 0), "a", "", "", "b"), cellsOf(rowDefinition([]int{0, 1000, 2000, 3000, 4000}, 2, 1, 0, 0), "c", "", "d", "e")...),
			`<table><tbody><tr><td colspan="3">a</td><td>b</td></tr><tr><td colspan="2">c</td><td>d</td><td>e</td></tr></tbody></table>`},
		{"merged by later changes", cellsOf(rowDefinition([]int{0, 1000, 2000, 3000}, 0, 0, 0)+u16s(sprmMerge)+"\x00\x02"+u16s(sprmColumnWidth)+"\x02\x03"+u16s(500), "a", "", "c"),
			`<table><tbody><tr><td colspan="2">a</td><td>c</td></tr></tbody></table>`},
		{"vertical merge by a later change", append(cellsOf(rowDefinition([]int{0, 1000}, 0)+u16s(sprmVertical)+"\x02\x00\x03", "a"), cellsOf(rowDefinition([]int{0, 1000}, 0)+u16s(sprmVertical)+"\x02\x00\x01", "")...),
			`<table><tbody><tr><td rowspan="2">a</td></tr><tr></tr></tbody></table>`},
		{"two paragraphs in a cell", append([]docText{{text: "商业", mark: charParagraph, form: inTable}}, cellsOf(rowDefinition([]int{0, 1000}, 0), "企业")...),
			`<table><tbody><tr><td><p>商业</p><p>企业</p></td></tr></tbody></table>`},
		{"nested", append([]docText{{text: "x", mark: charParagraph, form: inTable}, {text: "y", mark: charParagraph, form: inNested + one1(sprmInnerCell, 1)},
			{mark: charParagraph, form: inNested + one1(sprmInnerCell, 1) + one1(sprmInnerRow, 1) + rowDefinition([]int{0, 500}, 0)}}, cellsOf(rowDefinition([]int{0, 1000}, 0), "")...),
			`<table><tbody><tr><td><p>x</p><table><tbody><tr><td>y</td></tr></tbody></table></td></tr></tbody></table>`},
		{"end of a cell outside of tables", []docText{{text: "a", mark: charParagraph, form: one1(sprmInnerCell, 1)}, par("b")}, `<p>a</p><p>b</p>`},
		{"a row that begins later", append(cellsOf(rowDefinition([]int{0, 1000, 2000}, 0, 0), "a", "b"), cellsOf(rowDefinition([]int{1000, 2000}, 0), "c")...),
			`<table><tbody><tr><td>a</td><td>b</td></tr><tr><td class="gap"></td><td>c</td></tr></tbody></table>`},
	} {
		t.Run(c.name, func(t *testing.T) { want(t, read(t, docFile{texts: c.texts}.bytes()), c.want) })
	}
}

func TestDOCNarrowPiece(t *testing.T) {
	d := docFile{narrow: "ab\x93c\x94\r", texts: []docText{{text: "年", mark: charParagraph}}}
	want(t, read(t, d.bytes()), `<p>ab“c”</p><p>年</p>`)
}

// levelOf writes a level of a list; # stands for the number of level of.
func levelOf(format, of int, text string) string {
	before, after, _ := strings.Cut(text, "#")
	return u32s(1) + string([]byte{byte(format), 0}) + strings.Repeat("\x00", 22) + u16s(len([]rune(text))) + wide(before+string(rune(of))+after)
}

func TestDOCNumbersAndStyles(t *testing.T) {
	style := func(kind, base int, form, run string) string {
		s := u16s(1, base<<4|kind, 2, 0, 0) + u16s(1) + wide("s") + u16s(0)
		if kind == 1 {
			form = u16s(0) + form
			s += u16s(len(form)) + form + strings.Repeat("\x00", len(form)%2)
		}
		s += u16s(len(run)) + run + strings.Repeat("\x00", len(run)%2)
		return u16s(len(s)) + s
	}
	list := u16s(sprmList, 1)
	sheet := u16s(18) + u16s(4, 10) + strings.Repeat("\x00", 14) + style(1, noStyle, "", "") + style(1, 0, list, "") + u16s(0) + style(1, 1, one1(sprmListLevel, 1)+one1(sprmOutline, 3), one1(sprmHidden, 1))
	par := func(style int, form, s string) docText {
		return docText{text: s, mark: charParagraph, style: style, form: form}
	}
	d := docFile{styles: sheet,
		lists:  u16s(1) + u32s(77, 0) + strings.Repeat("\x00", 18) + "\x00\x00",
		levels: levelOf(39, 0, "#、") + levelOf(37, 1, "（#）") + strings.Repeat(levelOf(0, 2, "#."), 7),
		uses:   u32s(1) + u32s(77, 0, 0) + "\x01\x00\x00\x00" + u32s(-1) + u32s(5) + u32s(0x10),
		texts:  []docText{par(1, "", "总体情况"), par(0, list+one1(sprmListLevel, 1), "主动公开"), par(0, "", "文"), par(1, "", "申请"), par(0, list+one1(sprmListLevel, 2), "x"), par(3, "", "藏")},
	}
	n := func(s string) string { return `<span class="numbering">` + s + `</span>` }
	want(t, read(t, d.bytes()), `<h1>`+n("五、")+`总体情况</h1><p>`+n("（一）")+`主动公开</p><p>文</p><h1>`+n("六、")+`申请</h1><p>`+n("1. ")+`x</p>`)
}

func TestDOCApart(t *testing.T) {
	par := func(s string) docText { return docText{text: s, mark: charParagraph} }
	d := docFile{texts: []docText{par("12\x02"), par("\x02注"), par("-"), par("页眉"), par("框")}, counts: [8]int{4, 3, 5, 0, 0, 0, 2, 0},
		headers: u32s(0, 2, 2, 2, 2, 2, 2, 2, 5), boxes: u32s(0, 2) + strings.Repeat("\x00", 22)}
	want(t, read(t, d.bytes()), `<p>12<sup class="note"></sup></p><div class="notes"><p><sup class="note"></sup>注</p></div><div class="page-header"><p>页眉</p></div><div class="text-box"><p>框</p></div>`)
}

func TestDOCPicture(t *testing.T) {
	head := u32s(500) + u16s(0x44) + strings.Repeat("\x00", 0x1C-6) + u16s(1500, 750, 1000, 1000)
	d := docFile{texts: []docText{{text: "\x01", mark: charParagraph, run: u16s(sprmPicture) + u32s(0)}}, data: head}
	want(t, read(t, d.bytes()), `<p><img src="picture1" width="100" height="50" data-bytes="500"/></p>`)
}

func TestDOCErrors(t *testing.T) {
	texts := []docText{{text: "文", mark: charParagraph}}
	for _, c := range []struct {
		name string
		file docFile
		want error
		tree string
	}{
		{"encrypted", docFile{texts: texts, flags: flagEncrypted}, ErrEncrypted, ""},
		{"fast-saved", docFile{texts: texts, flags: flagFastSaved}, ErrFastSaved, "<p>文</p>"},
		{"Word 95", docFile{texts: texts, magic: 0xA5DC}, ErrUnsupported, ""},
		{"no pieces", docFile{texts: texts, noPieces: true}, ErrBroken, ""},
	} {
		root, err := Read(c.file.bytes(), Limits{})
		if !errors.Is(err, c.want) || show(root) != c.tree {
			t.Errorf("%s: %v, %q", c.name, err, show(root))
		}
	}
}
