package disclosure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencyName folds a printed name and removes what is no part of it: brackets, the year, the
// words of the report's title, marks.
func agencyName(printed string) string {
	name := foldPrinted(printed)
	if head, _, ok := cutTitle(name); ok && head != "" {
		name = head
	}
	name = cutBrackets(name)
	name = cutYears(name)
	for _, word := range [...]string{"关于印发", "关于公布", "关于发布", "关于"} {
		name = strings.TrimPrefix(name, word)
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '〇' {
			return r
		}
		return -1
	}, name)
	return strings.TrimSuffix(name, "的")
}

// traditional are characters of which hardly a Traditional name of an agency or a title has none.
const traditional = "縣鎮鄉區廳會員務報開關環態發機國門財農業園處學實績輸無統計聯"

// foldPrinted folds as FoldName does but keeps the characters of a simplified text as they
// are: 氾水镇 and 濛江乡 are written so.
func foldPrinted(s string) string {
	if isPlain(s) || strings.ContainsAny(s, traditional) {
		return FoldName(s)
	}
	folded, original := Fold(s), []rune(s)
	runes := []rune(folded.Text)
	for i := range runes {
		if r := original[folded.At(i)]; r >= 0x3400 && r <= 0x9FFF {
			runes[i] = r
		}
	}
	return compact(string(runes))
}

func cutBrackets(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '(' || r == '[' || r == '【' {
			i += bracketEnd(s[i:])
			continue
		}
		b.WriteString(s[i : i+n])
		i += n
	}
	return b.String()
}
