package similar

import "strings"

var (
	isNumeral = inSet(chineseDigits)
	isMeasure = inSet(measures)
)

// inSet tells the Chinese characters of a set.
func inSet(s string) func(rune) bool {
	const first, last = 0x2500, 0x9FFF
	var set [last - first + 1]bool
	for _, r := range s {
		set[r-first] = true
	}
	return func(r rune) bool { return r >= first && r <= last && set[r-first] }
}

const (
	chineseDigits = "〇○零一二三四五六七八九十百千万亿两"
	// Words of measure: a single 一 before one of them is a number, 统一 and 一致 hold none.
	measures = "件条次个项篇人份场期年月日起家户名元部批类处轮宗例册张天周季种则"
)

// numberLength is how long the number at the beginning is, 0 where there is none: digits with
// their marks, or Chinese numerals; the words of size behind it are part of it.
func numberLength(text []rune) int {
	n := digitsLength(text)
	if n == 0 {
		if n = numeralsLength(text); n == 0 {
			return 0
		}
	}
	for n < len(text) && strings.ContainsRune("余多万亿千百%‰", text[n]) {
		n++
	}
	return n
}

func digitsLength(text []rune) int {
	n := 0
	for n < len(text) {
		r := text[n]
		inside := n > 0 && n+1 < len(text) && isDigit(text[n-1]) && isDigit(text[n+1])
		if !isDigit(r) && !(inside && strings.ContainsRune(".,:/- ", r)) {
			break
		}
		n++
	}
	return n
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// numeralsLength: numerals in characters are a number where two or more stand together, or one
// stands before a word of measure.
func numeralsLength(text []rune) int {
	n := 0
	for n < len(text) && isNumeral(text[n]) {
		n++
	}
	if n > 1 || n == 1 && len(text) > 1 && isMeasure(text[1]) {
		return n
	}
	return 0
}
