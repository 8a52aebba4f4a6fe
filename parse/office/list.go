package office

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// level is one level of a numbered list.
type level struct {
	format  string // of ISO/IEC 29500
	text    string // "%1、": %1 is the number of the first level
	start   int
	restart int  // after a number of a level above this one (1 the highest), 0 never; -1 as usual
	decimal bool // all numbers in decimal digits
	style   string
}

const levels = 9

// list is a definition that paragraphs number by. Lists that share a definition (Word's
// abstractNum, LSTF) go on counting together.
type list struct {
	level [levels]level
	count [levels]int
	seen  [levels]bool // counting has begun
}

// instance is what a paragraph names: a list, with levels that it overrides.
type instance struct {
	list     *list
	override map[int]level
	startAt  map[int]int // restarts here when the instance is first used
}

func (i *instance) level(n int) level {
	if l, ok := i.override[n]; ok {
		return l
	}
	return i.list.level[n]
}

// longestNumber is the length in bytes of the text around a number: each paragraph of the list
// repeats it.
const longestNumber = 200

// next counts a paragraph of a level (0 the highest) and returns its number as it is shown,
// with a space behind it where no sign of punctuation parts it from the text.
func (i *instance) next(n int) string {
	if i == nil || i.list == nil || n < 0 || n >= levels {
		return ""
	}
	i.count(n)
	l := i.level(n)
	if l.format == "none" && !strings.Contains(l.text, "%") && l.text == "" {
		return ""
	}
	s := i.text(n)
	if s == "" || len(l.text) > longestNumber {
		return ""
	}
	if last, _ := utf8.DecodeLastRuneInString(s); last < 0x2000 || unicode.Is(unicode.Han, last) || l.format == "bullet" {
		s += " "
	}
	return s
}

func (i *instance) count(n int) {
	l := i.list
	if at, ok := i.startAt[n]; ok {
		delete(i.startAt, n)
		l.count[n], l.seen[n] = at, true
	} else if l.seen[n] {
		l.count[n]++
	} else {
		l.count[n], l.seen[n] = i.level(n).start, true
	}
	for above := range n {
		if !l.seen[above] {
			l.count[above], l.seen[above] = i.level(above).start, true
		}
	}
	for below := n + 1; below < levels; below++ {
		if r := i.level(below).restart; r == -1 || n < r {
			l.seen[below] = false
		}
	}
}

func (i *instance) text(n int) string {
	l := i.level(n)
	if l.format == "bullet" {
		return bullet(l.text)
	}
	var s strings.Builder
	for k := 0; k < len(l.text); k++ {
		if l.text[k] != '%' || k+1 == len(l.text) || l.text[k+1] < '1' || l.text[k+1] > '9' {
			s.WriteByte(l.text[k])
			continue
		}
		k++
		of := int(l.text[k] - '1')
		format := i.level(of).format
		if l.decimal {
			format = "decimal"
		}
		s.WriteString(numeral(format, i.list.count[of]))
	}
	return s.String()
}

// bullet turns the signs of symbol fonts, which are in the private use area, into one that
// every font has.
func bullet(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0xF000 && r <= 0xF0FF || unicode.Is(unicode.Co, r) {
			return '•'
		}
		return r
	}, s)
}
