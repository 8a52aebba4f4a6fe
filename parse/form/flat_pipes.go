package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fewestPipes is how many pipes a text has at least that holds a table drawn with them.
const fewestPipes = 10

// blankMark stands for a cell of nothing between two pipes.
const blankMark = '\x1f'

// ruling are the characters of which tables of old texts are drawn: what parts cells, the
// left end of a line between rows, and the rest of such a line.
var ruling = strings.NewReplacer(slices.Concat(
	replaced("│┃║｜┆┊", "|"), replaced("┌└├┏┗┣┠┝╔╚╠╟╞", "|"), replaced("─━═┄┈┐┘┤┬┴┼┓┛┫┳┻╋┨┥┯┷┿┰┸╂╗╝╣╦╩╬╢╡╤╧╪╥╨╫", "-"))...)

func replaced(all, by string) []string {
	var pairs []string
	for _, r := range all {
		pairs = append(pairs, string(r), by)
	}
	return pairs
}

// asciiRules draws a table of lines with pipes and hyphens, character by character.
func asciiRules(text string) string {
	n := 0
	for _, wall := range []string{"│", "┃", "║", "｜"} {
		n += strings.Count(text, wall)
	}
	if n < fewestPipes {
		return text
	}
	return ruling.Replace(text)
}

// unpipe gives a text whose tables part their cells by pipes the form that the flat reader
// knows, byte for byte in place: a tab for a pipe between two cells, a mark for a blank cell.
// A pipe that opens or closes a row is none of these, and neither are the pipes that stand
// for the rest of a joined cell: two and more without a space at the end of a line.
func unpipe(text string) string {
	if strings.Count(text, "|") < fewestPipes {
		return text
	}
	out := []byte(text)
	p := piper{out: out, opened: pipesOpen(text)}
	at := 0
	for line := range strings.Lines(text) {
		p.line(line, at)
		at += len(line)
	}
	return string(out)
}

// pipesOpen reports whether the rows of a text open with a pipe as a rule.
func pipesOpen(text string) bool {
	open, shut := 0, 0
	for line := range strings.Lines(text) {
		head := strings.TrimSpace(line)
		if strings.Count(head, "|") < 2 || strings.Trim(head, "| ") == "" {
			continue
		}
		if strings.HasPrefix(head, "|") {
			open++
		} else {
			shut++
		}
	}
	return open > shut
}

// piper rewrites the pipes of a text line by line.
type piper struct {
	out    []byte
	opened bool
	closes bool // what stands before is the text of a cell, not closed yet
}

// line rewrites the pipes of a line that begins at a byte of the text.
func (p *piper) line(line string, at int) {
	body := strings.TrimRightFunc(line, unicode.IsSpace)
	if ruler(body) {
		copy(p.out[at:], strings.Repeat(" ", len(body)))
		return
	}
	bare := strings.TrimRight(body, "|")
	if k := len(body) - len(bare); k > 1 && (bare == "" || endsInSpace(bare)) {
		p.erase(at+len(bare), k)
		body = bare
	}
	start := p.lead(body, at)
	for i := start; i < len(body); i++ {
		switch {
		case body[i] != '|':
			p.closes = p.closes || !blankByte(body[i])
		case p.closes:
			p.out[at+i] = '\t'
			if rest := strings.TrimSpace(body[i+1:]); rest == "" || rest[0] == '|' {
				p.out[at+i] = ' '
			}
			p.closes = false
		default:
			p.out[at+i] = blankMark
		}
	}
}

// lead passes the pipes that open a line: the one of the row, and those of joined cells
// above that stand before a label. It returns the byte behind them.
func (p *piper) lead(body string, at int) int {
	text := strings.TrimLeft(body, "| \u00a0\u3000\t")
	lead := len(body) - len(text)
	pipes := strings.Count(body[:lead], "|")
	if pipes == 0 || pipes == 1 && text == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "":
		if !p.opened {
			return 0
		}
	case pipes > 1 && (flatDigit(r) && !beginsNumbered(text) || strings.ContainsRune(printStarts, r) && !unicode.Is(unicode.Han, r) && r != '(' && r != '（'):
		if !p.opened {
			return 0
		}
	default:
		p.erase(at, lead)
		p.closes = false
		return lead
	}
	first := strings.IndexByte(body, '|')
	p.out[at+first], p.closes = ' ', false
	return first + 1
}

// beginsNumbered tells the numbering of a label from a figure.
func beginsNumbered(text string) bool {
	rest := strings.TrimLeftFunc(text, flatDigit)
	r, n := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[n:])
	return strings.ContainsRune(".、．)）", r) && !flatDigit(next)
}

func (p *piper) erase(at, n int) {
	for i := at; i < at+n; i++ {
		if p.out[i] == '|' {
			p.out[i] = ' '
		}
	}
}

// ruler tells the line of dashes below the head of a table.
func ruler(line string) bool {
	return strings.Contains(line, "|") && strings.Contains(line, "--") && strings.Trim(line, "|-: ") == ""
}

func blankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func endsInSpace(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsSpace(r)
}
