package walk

import (
	"strings"
	"unicode/utf8"
)

// ascii is the source without its Chinese. Tags, addresses and the names of documents are of
// ASCII alone, so they are found there as well, and most of a report is text.
func (v *View) ascii() string {
	if v.markup == "" {
		v.markup = markupOf(v.Source)
	}
	return v.markup
}

// has reports whether the source has an ASCII word.
func (v *View) has(word string) bool { return strings.Contains(v.ascii(), word) }

// markupOf leaves a mark where text stands that is not ASCII.
func markupOf(source string) string {
	markup := make([]byte, 0, len(source)/2)
	for rest := source; rest != ""; {
		n := 0
		for n < len(rest) && rest[n] < utf8.RuneSelf {
			n++
		}
		markup, rest = append(markup, rest[:n]...), rest[n:]
		if rest == "" {
			break
		}
		for n = 0; n < len(rest) && rest[n] >= utf8.RuneSelf; n++ {
		}
		markup, rest = append(markup, "·"...), rest[n:]
	}
	return string(markup)
}
