package disclosure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
