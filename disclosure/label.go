package disclosure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Label returns the form in which labels of rows and columns and headings are compared:
// folded, without white space, quotation marks and title marks, without the numbering before
// it and the word 其中, without guidance in brackets (（指…）, （单位：…）, （区分处理的…）) and
// without the marks 、，；：。 A bracket with nothing but a numeral stays where it is not the
// numbering: 第二十条第(一)项. So does a label that consists of nothing else.
func Label(s string) string {
	_, rest := LabelNumber(s)
	return rest
}

// LabelNumber returns the number that stands before a label and the label itself as Label
// returns it. Of several numbers (三、（一）) it is the one next to the words; 0 where there is none.
func LabelNumber(s string) (number int, label string) {
	folded := FoldText(s)
	text := dropGuidance(compact(folded))
	if spacedNumber(folded) {
		text = insertPoint(text)
	}
	rest := text
	for {
		n, length := leadingNumber(rest)
		if length == 0 || length == len(rest) {
			break
		}
		rest = rest[length:]
		if n > 0 {
			number = n
		}
	}
	if bare := dropMarks(rest); bare != "" {
		return number, bare
	}
	return 0, compact(folded)
}

// compact removes white space, quotation marks and title marks.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || isQuote(r) {
			return -1
		}
		return r
	}, s)
}

func dropMarks(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '、', ',', ';', ':', '。', '·', '*', '※':
			return -1
		}
		return r
	}, s)
}

// dropGuidance removes brackets unless they hold a numeral only. A bracket that is never
// closed reaches to the end: cells are cut at the foot of a page. Nothing is removed where
// nothing would be left.
func dropGuidance(s string) string {
	if !strings.ContainsAny(s, "([【") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != '(' && r != '[' && r != '【' {
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		end := bracketEnd(s[i:])
		inner := strings.TrimRight(s[i+n:i+end], ")]】")
		if isNumeral(inner) {
			b.WriteString("(" + inner + ")")
		}
		i += end
	}
	if left := b.String(); dropMarks(left) != "" {
		return left
	}
	return s
}

// bracketEnd returns the length of the bracket at the start of s, nested ones included.
func bracketEnd(s string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '(', '[', '【':
			depth++
		case ')', ']', '】':
			if depth--; depth == 0 {
				return i + utf8.RuneLen(r)
			}
		}
	}
	return len(s)
}

func isNumeral(s string) bool {
	if s == "" || len(s) > 12 {
		return false
	}
	if strings.Trim(s, "0123456789") == "" {
		return true
	}
	_, ok := ParseChineseNumeral(s)
	return ok
}

// leadingNumber returns the number that s starts with and the bytes that it takes, its
// delimiter included; 其中 takes bytes without a number. 0 bytes: s starts with its words.
func leadingNumber(s string) (number, length int) {
	r, n := utf8.DecodeRuneInString(s)
	if v := enclosedNumber(r); v > 0 {
		return v, n + delimiterLength(s[n:], "、.:,")
	}
	for _, word := range []string{"其中", "、", ":", ","} {
		if strings.HasPrefix(s, word) {
			return 0, len(word)
		}
	}
	if strings.HasPrefix(s, "第") {
		v, numeral := scanNumeral(s[len("第"):])
		tail := s[len("第")+numeral:]
		for _, word := range []string{"部分", "章", "节", "、", ",", ":", "是"} {
			if numeral > 0 && strings.HasPrefix(tail, word) {
				return v, len(s) - len(tail) + len(word)
			}
		}
		return 0, 0
	}
	if r == '(' {
		v, numeral := scanNumeral(s[1:])
		if end := 1 + numeral; numeral > 0 && strings.HasPrefix(s[end:], ")") {
			return v, end + 1 + delimiterLength(s[end+1:], "、.")
		}
		return 0, 0
	}
	return delimitedNumber(s)
}

// delimitedNumber reads 一、 1. 1) 三是. A point between digits is a decimal point, unless a
// year follows it.
func delimitedNumber(s string) (number, length int) {
	v, numeral := scanNumeral(s)
	if numeral == 0 {
		return 0, 0
	}
	tail := s[numeral:]
	arabic := s[0] >= '0' && s[0] <= '9'
	d := delimiterLength(tail, "、.:,)是")
	switch {
	case d == 0, arabic && (strings.HasPrefix(tail, "是") || strings.HasPrefix(tail, ",")):
		return 0, 0
	case d == 1 && tail[0] != ')' && startsWithDigit(tail[1:]) && !startsWithYear(tail[1:]):
		return 0, 0
	}
	return v, numeral + d
}

// scanNumeral reads the numeral at the start of s: at most two digits or three characters.
func scanNumeral(s string) (value, length int) {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits > 0 {
		if digits > 2 {
			return 0, 0
		}
		for _, c := range s[:digits] {
			value = 10*value + int(c-'0')
		}
		return value, digits
	}
	end := 0
	for i, r := range s {
		if !strings.ContainsRune("一二三四五六七八九十", r) || i >= 9 {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	v, ok := ParseChineseNumeral(s[:end])
	if !ok {
		return 0, 0
	}
	return v, end
}

func delimiterLength(s, set string) int {
	if r, n := utf8.DecodeRuneInString(s); n > 0 && strings.ContainsRune(set, r) {
		return n
	}
	return 0
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func startsWithYear(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	return len(s)-len(rest) == 4 && strings.HasPrefix(rest, "年")
}

// enclosedNumber reads the numbers that are one character: ① ⑴ ⒈ ㈠ Ⅰ.
func enclosedNumber(r rune) int {
	for _, block := range [...]struct{ first, last rune }{{'①', '⑳'}, {'⑴', '⒇'}, {'⒈', '⒛'}, {'㈠', '㈩'}, {'㊀', '㊉'}, {'Ⅰ', 'Ⅻ'}} {
		if r >= block.first && r <= block.last {
			return int(r-block.first) + 1
		}
	}
	return 0
}

// spacedNumber reports whether a text starts with a number of one or two digits that only
// white space parts from at least two characters: 1 总体情况.
func spacedNumber(s string) bool {
	rest := strings.TrimLeftFunc(s, unicode.IsSpace)
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	words := strings.TrimLeftFunc(rest[digits:], unicode.IsSpace)
	if digits == 0 || digits > 2 || len(words) == len(rest)-digits {
		return false
	}
	first, n := utf8.DecodeRuneInString(words)
	second, _ := utf8.DecodeRuneInString(words[n:])
	return unicode.Is(unicode.Han, first) && unicode.Is(unicode.Han, second)
}

func insertPoint(s string) string {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return s[:digits] + "." + s[digits:]
}
