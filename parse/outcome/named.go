package outcome

import (
	"iter"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure/pattern"
)

// documentEnd is how the address of a document ends, and the mark behind it.
var documentEnd = pattern.MustCompile(`(?i)(\.(?:pdf|ofd|docx?|xlsx?|wps|et|rtf))(?:["')&#?\s]|$)`)

const (
	longestAddress = 300 // bounds an address of a document before its extension, in characters
	spaces         = " \t\n\f\r"
	addressMarks   = "\"'()<>" + spaces // none of them stands in an address
)

// documentsNamed yields the addresses of documents that a source names between marks, with where
// the mark before each stands. It looks back from the extensions: marks are many, and behind
// most of them no document is named.
func documentsNamed(source string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		from := 0
		for _, m := range documentEnd.FindAllStringSubmatchIndex(source, -1) {
			at, start, ok := addressBefore(source[:m[2]], from)
			if !ok {
				continue
			}
			from = m[1]
			if !yield(at, source[start:m[3]]) {
				return
			}
		}
	}
}

// addressBefore finds the longest address that a text ends with, which begins at start behind a
// mark at a place from the given one on. A mark can be one of the address too: ?file=a.
func addressBefore(text string, from int) (at, start int, ok bool) {
	run := len(text)
	for n := 0; run > from && n < longestAddress; n++ {
		r, size := utf8.DecodeLastRuneInString(text[from:run])
		if strings.ContainsRune(addressMarks, r) {
			break
		}
		run -= size
		if r == '=' && run+1 < len(text) {
			at, start, ok = run, run+1, true
		}
	}
	if run == len(text) {
		return at, start, ok
	}
	before := strings.TrimRight(text[from:run], spaces)
	if before != "" && strings.IndexByte("\"'(=", before[len(before)-1]) >= 0 {
		return from + len(before) - 1, run, true
	}
	return at, start, ok
}
