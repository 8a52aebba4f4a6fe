package tree

import (
	"unicode/utf8"
)

// Sentences splits a folded line at the marks that end a sentence; the marks belong to none.
func Sentences(text string) []Stretch {
	var all []Stretch
	start := 0
	for i, r := range text {
		if r == '。' || r == ';' || r == '!' || r == '?' || r == '〕' || r == '〔' {
			if i > start {
				all = append(all, Stretch{From: start, To: i})
			}
			start = i + utf8.RuneLen(r)
		}
	}
	if start < len(text) {
		all = append(all, Stretch{From: start, To: len(text)})
	}
	return all
}
