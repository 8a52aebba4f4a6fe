package disclosure

import (
	"strings"
	"unicode/utf8"
)

// Label returns the form in which labels of rows and columns and headings are compared:
// folded, without white space, quotation marks and title marks, without the numbering before
// it and the word 其中, without guidance in brackets (（指…）, （单位：…）, （区分处理的…）) and
// without the marks 、，；：。 A bracket with nothing but a numeral stays where it is not the
// numbering: 第二十条第(一)项, and one that names a part: 行政许可(其中涉企). So does a label that consists of nothing else.
func Label(s string) string {
	_, rest := LabelNumber(s)
	return rest
}

// LabelNumber returns the number that stands before a label and the label itself as Label
// returns it. Of several numbers (三、（一）) it is the one next to the words; 0 where there is none.
func LabelNumber(s string) (number int, label string) {
	folded := FoldText(s)
	text := dropUnit(dropGuidance(compact(folded)))
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

func dropMarks(s string) string {
	if !strings.ContainsAny(s, "、,;:。·*※") {
		return s
	}
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
		if isNumeral(inner) || isPart(inner) {
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

// dropUnit removes 单位:万元 at the end of a label, where no bracket holds it.
func dropUnit(s string) string {
	if i := strings.LastIndex(s, "单位:"); i > 0 && len(s)-i <= len("单位:人民币万元") && strings.HasSuffix(s, "元") {
		return s[:i]
	}
	return s
}

// longestPart bounds the words of a bracket that make a label one of a part, in bytes.
const longestPart = 36

// isPart tells a bracket that makes a row one of a part of what the label says: 行政许可（其中涉企）.
func isPart(s string) bool {
	rest, ok := strings.CutPrefix(s, "其中")
	return ok && rest != "" && len(rest) <= longestPart && !strings.ContainsAny(rest, "0123456789")
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
