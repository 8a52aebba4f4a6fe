package parse_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// noise draws cells the way editors and exports leave them; what is printed stays the same.
type noise struct {
	r    *rand.Rand
	text bool
}

func (n noise) one(of ...string) string { return of[n.r.IntN(len(of))] }

func (n noise) table(g grid) string {
	var b strings.Builder
	b.WriteString(n.one("<table>", `<table class="MsoNormalTable" border=1>`, `<table width="100%"><tbody>`))
	for _, row := range g {
		b.WriteString(n.one("<tr>", `<tr style="height:20pt">`, "\n<tr>\n"))
		for _, c := range row {
			b.WriteString("<td" + span("colspan", c.cols) + span("rowspan", c.rows) + n.one("", " nowrap", ` style="border:solid windowtext 1.0pt"`) + ">")
			b.WriteString(n.cell(c) + "</td>")
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>\n"
}

func span(name string, n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(` %s="%d"`, name, n)
}

func (n noise) divs(g grid) string {
	var b strings.Builder
	b.WriteString(`<div class="table">`)
	for _, row := range g {
		b.WriteString(`<div class="row">`)
		for _, c := range row {
			b.WriteString(`<div class="cell">` + n.cell(c) + "</div>")
		}
		b.WriteString("</div>\n")
	}
	return b.String() + "</div>"
}

// lines draws a table as text.
func (n noise) lines(g grid, between, after string) string {
	var b strings.Builder
	for _, row := range g {
		for i, c := range row {
			if i > 0 {
				b.WriteString(between)
			}
			b.WriteString(n.cell(c))
		}
		b.WriteString(after)
	}
	return b.String()
}

func (n noise) cell(c box) string {
	if !c.value {
		return n.label(c.text)
	}
	if c.text == "" {
		if n.text {
			return ""
		}
		return n.one("", "&nbsp;", "<p></p>", "<br/>", "　", "<p><span>&nbsp;</span></p>")
	}
	s := c.text
	if n.r.IntN(9) == 0 {
		s = fullWidth(s)
	}
	if n.text {
		return s
	}
	switch n.r.IntN(8) {
	case 0:
		return "<p>" + s + "</p>"
	case 1:
		return s + "&nbsp;&nbsp;&nbsp;"
	case 2:
		return "<p><span>" + strings.Join(strings.Split(s, ""), "</span><span>") + "</span></p>"
	case 3:
		return "<font>&nbsp;</font><font>" + s + "</font>"
	case 4:
		return "<p class=MsoNormal><span lang=EN-US>" + s + "<o:p></o:p></span></p>"
	case 5:
		return "　" + s + "\n"
	}
	return s
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

// label varies a label as real reports do: numbering, brackets, quotation marks, spaces and
// line breaks between two characters.
func (n noise) label(s string) string {
	if s == "" {
		return s
	}
	if n.r.IntN(6) == 0 {
		if s[0] >= '1' && s[0] <= '9' {
			s = strings.Replace(s, ".", n.one("、", "．", ". "), 1)
		}
		s = strings.NewReplacer("（", "(", "）", ")").Replace(s)
	}
	if n.r.IntN(6) == 0 {
		s = strings.NewReplacer("“", `"`, "”", `"`).Replace(s)
	}
	if n.text {
		return s
	}
	if runes := []rune(s); n.r.IntN(5) == 0 && len(runes) > 3 {
		if at := 1 + n.r.IntN(len(runes)-2); unicode.Is(unicode.Han, runes[at-1]) && unicode.Is(unicode.Han, runes[at]) {
			s = string(runes[:at]) + n.one("<br/>", " ", "&nbsp;", "\n  ") + string(runes[at:])
		}
	}
	return n.wrap(s)
}

func (n noise) wrap(s string) string {
	switch n.r.IntN(4) {
	case 0:
		return "<p>" + s + "</p>"
	case 1:
		return "<p align=center><span>" + s + "</span></p>"
	case 2:
		return s + "&nbsp;"
	}
	return s
}
