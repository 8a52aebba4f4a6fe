package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/parse/lexicon"
)

// fewestCommaRows is how many rows of numbers parted by commas a text has at least that holds
// a table.
const fewestCommaRows = 5

// longestField bounds a field, in bytes: longer ones are sentences.
const longestField = 150

// uncomma draws the tables of a text whose cells are parted by commas with pipes, character by
// character: rows whose fields behind the first are numbers, units or nothing, and the heads
// right above them. A number with a comma of its own makes one field too many, and its row is
// not read.
func uncomma(text string) string {
	if strings.Count(text, ",")+strings.Count(text, "，") < 2*fewestCommaRows {
		return text
	}
	lines := slices.Collect(strings.Lines(text))
	rows := make([]bool, len(lines))
	n := 0
	for i, l := range lines {
		if rows[i] = commaRow(l); rows[i] {
			n++
		}
	}
	if n < fewestCommaRows {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i, l := range lines {
		if rows[i] || commaHead(l) && nextTo(rows, i) {
			l = piped(l)
		}
		b.WriteString(l)
	}
	return b.String()
}

// nextTo: a row follows in one of the next two lines.
func nextTo(rows []bool, i int) bool {
	return slices.Contains(rows[i+1:min(i+3, len(rows))], true)
}

// piped puts pipes for the commas of a line, those inside brackets left as they are.
func piped(line string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			depth--
		case ',', '，':
			if depth <= 0 {
				return '|'
			}
		}
		return r
	}, line)
}

func commaFields(line string) []string { return strings.Split(piped(strings.TrimSpace(line)), "|") }

// commaRow tells a row of a table: something, then numbers, units or nothing.
func commaRow(line string) bool {
	if !strings.ContainsAny(line, ",，") || len(line) > 4*longestField || strings.Contains(line, "。") {
		return false
	}
	fields := commaFields(line)
	numbers := 0
	for i, f := range fields {
		f = strings.TrimSpace(f)
		switch {
		case isFieldNumber(f):
			numbers++
		case i > 0 && f != "" && !lexicon.Units[f] && !isDash(f), len(f) > longestField:
			return false
		}
	}
	return numbers > 0
}

func isDash(s string) bool { return strings.Trim(s, "-—/") == "" || s == "无" }

// isFieldNumber: digits, with a sign or a fraction.
func isFieldNumber(s string) bool {
	s = strings.TrimLeft(s, "+-")
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// commaHead tells a line that may be the head of a table: short fields, none of them a number.
func commaHead(line string) bool {
	if strings.ContainsAny(line, "。；;") || !strings.ContainsAny(line, ",，") {
		return false
	}
	return !slices.ContainsFunc(commaFields(line), func(f string) bool {
		return utf8.RuneCountInString(f) > 24 || isFieldNumber(strings.TrimSpace(f))
	})
}

// leaders are the dots that lead the eye from a label to its number.
var leaders = []string{"……", "....", "····", "．．．．", "。。。。", "____"}

// unlead blanks the dots between a label and its number, character by character.
func unlead(text string) string {
	for _, dots := range leaders {
		if strings.Count(text, dots) < fewestCommaRows {
			continue
		}
		dot, _ := utf8.DecodeRuneInString(dots)
		var b strings.Builder
		b.Grow(len(text))
		for at := 0; at < len(text); {
			next := strings.Index(text[at:], dots)
			if next < 0 {
				b.WriteString(text[at:])
				break
			}
			b.WriteString(text[at : at+next])
			at += next
			for strings.HasPrefix(text[at:], string(dot)) {
				b.WriteByte(' ')
				at += utf8.RuneLen(dot)
			}
		}
		text = b.String()
	}
	return text
}
