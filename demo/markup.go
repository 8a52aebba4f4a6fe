package demo

import (
	"strings"
)

// markup is the way an editor or a Word export writes tables and paragraphs. The strings
// hold attributes only; the order of the elements is in the methods.
type markup struct {
	table, cell                    string // attributes of table and td
	paragraph, inner               string // attributes of p and span inside a cell; "-" for no such element
	prose                          string // attributes of p in running text
	officeMarks                    bool   // o:p elements and language attributes, as Word leaves them
	splitsNumbers, padded, inFonts bool
}

// The exports of the sample counties.
var markups = []markup{
	{ // an old editor that wrote styles in capitals
		table:     `style="BORDER-COLLAPSE: collapse; WIDTH: 498pt; FONT-SIZE: 10pt" border="1" cellspacing="0"`,
		cell:      `style="BORDER-BOTTOM: windowtext 1pt solid; PADDING-LEFT: 5.4pt; WIDTH: 42pt; BORDER-TOP: medium none; PADDING-TOP: 0pt" valign="center"`,
		paragraph: `style="TEXT-ALIGN: center; LINE-HEIGHT: 20pt; MARGIN: 0pt; FONT-FAMILY: 仿宋"`, inner: `style="FONT-FAMILY: 仿宋; FONT-SIZE: 12pt"`,
		prose: `style="TEXT-INDENT: 32pt; LINE-HEIGHT: 30pt; FONT-FAMILY: 仿宋; FONT-SIZE: 16pt"`, splitsNumbers: true, padded: true,
	},
	{ // Word, pasted as it came
		table:     `class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" width="620" style="border-collapse:collapse;mso-border-alt:solid windowtext .5pt;mso-yfti-tbllook:1184"`,
		cell:      `width="58" style="width:43.4pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt"`,
		paragraph: `class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan"`, inner: `style="font-size:9.0pt;font-family:宋体;mso-bidi-font-family:宋体;mso-font-kerning:0pt"`,
		prose: `class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0"`, officeMarks: true, splitsNumbers: true,
	},
	{ // cells without paragraphs
		table: `border="1" cellpadding="4" width="100%"`, cell: `align="center"`, paragraph: "-", inner: "-", prose: "",
	},
	{ // a web editor's table
		table:     `border="1" cellspacing="0" style="border:none;margin:0 auto"`,
		cell:      `style="padding: 0px 7px; border-width: 1px; border-style: solid; border-color: windowtext;" valign="middle" width="44"`,
		paragraph: `style="text-indent: 0em; text-align: center;"`, inner: "-",
		prose: `style="text-indent: 2em; line-height: 2em;"`, padded: true, inFonts: true,
	},
	{ // WPS through a rich-text editor
		table:     `width="647" style="border: none; table-layout: fixed;" data-sort="sortDisabled"`,
		cell:      `width="61" valign="center" style="border-left: none; border-top: none; border-right-color: windowtext; padding: 0px 1px;"`,
		paragraph: `style="text-align:center;line-height:150%"`, inner: `style="font-family: 仿宋_GB2312; letter-spacing: 0px; font-size: 13px"`,
		prose: `style="text-indent:37px"`, splitsNumbers: true, padded: true, inFonts: true,
	},
}

// page collects the HTML of a report's body.
type page struct {
	strings.Builder
	m markup
	d *dice
}

func (p *page) open(element, attributes string) {
	if attributes == "-" {
		return
	}
	p.WriteString("<" + element)
	if attributes != "" {
		p.WriteString(" " + attributes)
	}
	p.WriteString(">")
}

func (p *page) close(element, attributes string) {
	if attributes != "-" {
		p.WriteString("</" + element + ">")
	}
}

// text writes a paragraph of running text.
func (p *page) text(s string) {
	p.open("p", p.m.prose)
	if p.m.officeMarks {
		p.open("span", p.m.inner)
		p.WriteString(s + "<span lang=\"EN-US\"><o:p></o:p></span></span>")
	} else {
		p.WriteString(s)
	}
	p.WriteString("</p>\n")
}

// heading writes a section title.
func (p *page) heading(s string) {
	p.open("p", p.m.prose)
	p.WriteString("<strong>" + s + "</strong></p>\n")
}

// table writes a table cell by cell.
func (p *page) table(t table) {
	p.open("table", p.m.table)
	p.WriteString("<tbody>")
	for i, row := range t {
		if i == 0 && p.m.inFonts {
			p.WriteString("<tr class=\"firstRow\">")
		} else {
			p.WriteString("<tr>")
		}
		for _, c := range row {
			p.cell(c)
		}
		p.WriteString("</tr>\n")
	}
	p.WriteString("</tbody></table>\n")
}

func (p *page) cell(c cell) {
	p.WriteString("<td")
	if p.m.cell != "" {
		p.WriteString(" " + p.m.cell)
	}
	if c.cols > 1 {
		p.WriteString(` colspan="` + itoa(c.cols) + `"`)
	}
	if c.rows > 1 {
		p.WriteString(` rowspan="` + itoa(c.rows) + `"`)
	}
	p.WriteString(">")
	switch {
	case c.text == "":
		p.blank()
	case c.figure:
		p.figure(c.text)
	default:
		p.label(c.text)
	}
	p.WriteString("</td>")
}

// blank writes an empty cell in one of the ways that editors do.
func (p *page) blank() {
	switch {
	case p.m.officeMarks:
		p.WriteString(`<p class="MsoNormal"><span lang="EN-US"><o:p>&nbsp;</o:p></span></p>`)
	case p.d.chance(50):
		p.WriteString("&nbsp;")
	}
}

// label writes a label; a line break becomes <br/> or a new paragraph.
func (p *page) label(s string) {
	between := "<br/>"
	if p.m.paragraph != "-" && strings.Contains(s, "\n") && p.d.chance(50) {
		between = p.closed() + p.opened()
	}
	p.WriteString(p.opened() + strings.ReplaceAll(s, "\n", between) + p.closed())
}

func (p *page) opened() string { return tag("p", p.m.paragraph) + tag("span", p.m.inner) }

func (p *page) closed() string {
	s := ""
	if p.m.inner != "-" {
		s += "</span>"
	}
	if p.m.paragraph != "-" {
		s += "</p>"
	}
	return s
}

func tag(element, attributes string) string {
	if attributes == "-" {
		return ""
	}
	return "<" + element + " " + attributes + ">"
}

// figure writes a figure: bare, padded, or with its digits in spans of their own.
func (p *page) figure(s string) {
	if p.m.paragraph != "-" && p.d.chance(4) { // an afterthought typed straight into the cell
		p.WriteString(s)
		return
	}
	p.open("p", p.m.paragraph)
	switch runes := []rune(s); {
	case p.m.splitsNumbers && len(runes) > 1 && p.d.chance(45):
		at := p.d.between(1, len(runes)-1)
		p.run(string(runes[:at]))
		p.run(string(runes[at:]))
	case p.m.inFonts && p.d.chance(8):
		p.WriteString(`<font face="Calibri">&nbsp;` + s + `</font>`)
	default:
		p.run(s)
	}
	if p.m.padded && p.d.chance(12) {
		p.run(strings.Repeat("&nbsp;", p.d.between(1, 7)))
	}
	p.close("p", p.m.paragraph)
}

// run writes a stretch of characters of one format.
func (p *page) run(s string) {
	if p.m.officeMarks {
		p.WriteString(`<span lang="EN-US" ` + p.m.inner + `>` + s + `<o:p></o:p></span>`)
		return
	}
	p.open("span", p.m.inner)
	p.WriteString(s)
	p.close("span", p.m.inner)
}
