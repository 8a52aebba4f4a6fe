package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/number"
)

// flatCell is what one cell prints in the flow, or a cell that prints nothing.
type flatCell struct {
	start, end int // in code points of the flow
	print      string
	open       bool // nobody can tell what is in it
	weak       bool // a line of nothing but a space: a blank cell, or a gap between two lines
}

func (c flatCell) blank() bool { return c.print == "" }

// flatScan parts a run of the flow into words and the figures that follow them, in one pass.
type flatScan struct {
	text    string
	at, end int // in bytes
	rune    int // at, in code points
	cells   []flatCell
	words   string
	tail    bool // the last line ended with a tab
	bracket bool // the words open a bracket that is not closed
}

// next finds the next words and the cells behind them. Cells without any figure are blank
// ones that stand between words.
func (s *flatScan) next() bool {
	s.cells, s.words = s.cells[:0], ""
	start, worded, first := s.at, false, true
	for s.at < s.end {
		if space, _ := spaceAt(s.text[s.at:s.end]); space {
			before := s.at
			s.gap()
			if worded && start >= 0 && len(s.cells) > 0 {
				s.words, start = s.text[start:before], -1
			}
			first = true
			continue
		}
		cell, words := s.piece(first)
		switch {
		case cell > 0:
			if start >= 0 {
				s.words, start = s.text[start:s.at], -1
			}
			s.tail, s.bracket = false, false
			n := utf8.RuneCountInString(s.text[s.at : s.at+cell])
			s.cells = append(s.cells, flatCell{start: s.rune, end: s.rune + n, print: s.text[s.at : s.at+cell]})
			s.at, s.rune = s.at+cell, s.rune+n
		case start < 0:
			s.endRow()
			return true
		default:
			s.cells, worded, s.tail = s.cells[:0], true, false
			switch word := s.text[s.at : s.at+words]; word {
			case "(", "（":
				s.bracket = true
			case ")", "）":
				s.bracket = false
			}
			s.rune += utf8.RuneCountInString(s.text[s.at : s.at+words])
			s.at += words
			for isIdeograph(s.text[s.at:s.end]) { // the rest of the word
				s.at, s.rune = s.at+len("字"), s.rune+1
			}
		}
		first = false
	}
	if start >= 0 {
		s.words = s.text[start:s.at]
	}
	s.endRow()
	return worded || len(s.cells) > 0
}

// isIdeograph reports whether a text begins with one of the characters from U+4000 to U+9FFF, of
// which none is anything but a part of words where a word stands before it.
func isIdeograph(text string) bool {
	return len(text) > 2 && text[0] >= 0xE4 && text[0] <= 0xE9 && text[1]&0xC0 == 0x80 && text[2]&0xC0 == 0x80
}

// endRow adds the blank cell behind a tab at the end of the row's line.
func (s *flatScan) endRow() {
	if s.tail && len(s.cells) > 0 {
		s.cells = append(s.cells, flatCell{start: s.rune, end: s.rune})
	}
	s.tail = false
}

// gap passes white space and keeps the blank cells that it shows: those between two tabs,
// and lines of nothing but a space that somebody typed. A tab at the end of a line may as
// well part a cell from one whose text begins on the next line.
func (s *flatScan) gap() {
	tabs, lines, typed := 0, 0, false
	blank := func(weak bool) { s.cells = append(s.cells, flatCell{start: s.rune, end: s.rune, weak: weak}) }
	for s.at < s.end {
		space, n := spaceAt(s.text[s.at:s.end])
		if !space {
			break
		}
		switch c := s.text[s.at]; {
		case c == '\t':
			if tabs > 0 || lines > 0 {
				blank(false)
			}
			tabs, typed = tabs+1, false
		case c == '\n':
			switch {
			case typed && tabs > 0:
				blank(false)
			case typed && lines > 0:
				blank(true)
			case tabs > 0:
				s.tail = true
			}
			tabs, typed = 0, false
			lines++
		case c == blankMark:
			blank(false)
			tabs, typed = 0, false
		case n > 1:
			typed = true
		}
		s.at, s.rune = s.at+n, s.rune+1
	}
}

func spaceAt(text string) (bool, int) {
	if c := text[0]; c < utf8.RuneSelf {
		return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == blankMark, 1
	}
	r, n := utf8.DecodeRuneInString(text)
	if r > 0x3000 && r != 0xFEFF {
		return false, n
	}
	return r == 0xA0 || r == 0x3000 || r != '\u2028' && unicode.IsSpace(r) || r == '\u200b' || r == 0xFEFF, n
}

// piece measures what stands next: the bytes of a cell of figures, or those of words. first
// says that white space stands before it.
func (s *flatScan) piece(first bool) (cell, words int) {
	rest := s.text[s.at:s.end]
	r, size := utf8.DecodeRuneInString(rest)
	if flatDigit(r) {
		return s.digits(rest, first)
	}
	if first && strings.ContainsRune(printStarts, r) {
		if n := s.print(rest); n > 0 {
			return n, 0
		}
	}
	if isSign(r) && size < len(rest) && (first || len(s.cells) > 0) {
		if next, _ := utf8.DecodeRuneInString(rest[size:]); flatDigit(next) {
			if n, _ := s.digits(rest[size:], true); n > 0 {
				return size + n, 0
			}
		}
	}
	return 0, size
}

// printStarts are the characters that a cell of figures can begin with, digits left out.
const printStarts = "-—–―−－─/／\\_＿无不未暂没持增减新上下↑↓¥￥人+＋±Nn(（〇零○一二三四五六七八九十百千万两"

func isSign(r rune) bool { return r == '+' || r == '-' || r == '＋' || r == '－' || r == '−' }

func flatDigit(r rune) bool { return number.IsDigit(r) || r >= '０' && r <= '９' }

// longestPrint bounds a cell of figures that is not digits only, in bytes.
const longestPrint = 30

// print measures a whole cell that prints no digits first: a dash, 无, 增3, 三.
func (s *flatScan) print(rest string) int {
	end := chunk(rest)
	if end > longestPrint {
		return 0
	}
	folded := disclosure.FoldText(rest[:end])
	switch {
	case strings.Trim(folded, `-_/\`) == "" && len(folded) <= 4, number.NotApplicable[folded], number.Unchanged[folded]:
		return end
	case strings.Trim(folded, "〇零○一二三四五六七八九十百千万两") == "":
		if s.besideFigures(rest[end:]) {
			return end
		}
		return 0
	}
	if m := number.Plain.FindStringSubmatch(folded); m != nil && number.IsUnitOf(m[4]) {
		return end
	}
	return 0
}

// besideFigures tells a Chinese numeral in a cell from the numbering of a label that is
// printed a character a line.
func (s *flatScan) besideFigures(rest string) bool {
	rest = strings.TrimLeft(rest, " \t\n\u00a0\u3000")
	r, _ := utf8.DecodeRuneInString(rest)
	return flatDigit(r) && !startsNumbering(rest) || len(s.cells) > 0 && r != '本' && r != '、' && r != '.' && rest != ""
}

func startsNumbering(rest string) bool {
	n := strings.IndexFunc(rest, func(r rune) bool { return !flatDigit(r) })
	if n < 0 {
		return false
	}
	r, size := utf8.DecodeRuneInString(rest[n:])
	next, _ := utf8.DecodeRuneInString(rest[n+size:])
	return strings.ContainsRune(".、．)）", r) && !flatDigit(next)
}

// chunk is the length of the text up to the next white space.
func chunk(rest string) int {
	for i, r := range rest {
		if r == 0xA0 || unicode.IsSpace(r) || r == '\u200b' || r == 0xFEFF {
			return i
		}
		if i > longestPrint {
			break
		}
	}
	if len(rest) > longestPrint {
		return longestPrint + 1
	}
	return len(rest)
}

// digits measures a number: its digits, and a unit behind them. A numbering and a date are
// words; of a number with the numbering of the next label behind it the last digit is that.
func (s *flatScan) digits(rest string, first bool) (cell, words int) {
	end, digits := 0, 0
	last := 0 // where the last digit begins
	for end < len(rest) {
		r, n := utf8.DecodeRuneInString(rest[end:])
		if flatDigit(r) {
			digits, last, end = digits+1, end, end+n
			continue
		}
		next, _ := utf8.DecodeRuneInString(rest[end+n:])
		if (r == '.' || r == ',' || r == '．' || r == '，' || r == '/') && flatDigit(next) {
			end += n
			continue
		}
		break
	}
	r, n := utf8.DecodeRuneInString(rest[end:])
	next, _ := utf8.DecodeRuneInString(rest[end+n:])
	switch {
	case digits == 4 && strings.HasPrefix(rest, "20") && strings.HasPrefix(strings.TrimLeft(rest[end:], " \n\u00a0"), "年"):
		return 0, end
	case !first && s.guided(rest[end:]):
		return 0, end
	case end == len(rest) || unicode.IsSpace(r):
		return end, 0
	case strings.ContainsRune(".、．)）", r) && !flatDigit(next):
		if digits == 1 || digits == 2 && first {
			return 0, end
		}
		return last, 0
	case strings.ContainsRune("年月日号%％：:-", r), r == '数' && !first, s.bracket && s.guided(rest[end:]):
		return 0, end
	}
	if unit := leadingUnit(rest[end:]); unit > 0 {
		return end + unit, 0
	}
	return end, 0
}

// longestGuidance bounds what stands in brackets behind a number, in bytes.
const longestGuidance = 150

// guided reports whether a number stands in brackets: it is guidance (…计1条), no figure. Where
// the label is wrapped around its figure, the bracket may have been opened before that.
func (s *flatScan) guided(rest string) bool {
	if !s.bracket {
		behind := rest[leadingUnit(rest):]
		return strings.HasPrefix(behind, ")") || strings.HasPrefix(behind, "）")
	}
	rest = rest[:min(len(rest), longestGuidance)]
	end := strings.IndexAny(rest, ")）")
	return end >= 0 && !strings.ContainsAny(rest[:end], "\t(（")
}

// leadingUnit is the length of a unit that ends the cell.
func leadingUnit(rest string) int {
	n := 0
	for i, r := range rest {
		if !unicode.Is(unicode.Han, r) {
			break
		}
		n = i + utf8.RuneLen(r)
		if n > 12 {
			return 0
		}
	}
	if n > 0 && number.IsUnitOf(rest[:n]) {
		return n
	}
	return 0
}
