package disclosure

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// Simplify replaces Traditional characters and the compatibility forms of PDF files by the
// simplified ones, one character by one. It is for matching only: without the words around
// them some characters cannot be converted with certainty.
func Simplify(s string) string {
	for i, r := range s {
		if simplifyRune(r) != r {
			return s[:i] + strings.Map(simplifyRune, s[i:])
		}
	}
	return s
}

// The stretch of Unicode that the character table covers by index: radicals to
// compatibility ideographs.
const (
	firstIdeographic = 0x2E80
	lastIdeographic  = 0xFAFF
)

//go:embed chars.tsv
var charsTSV string

// charTable holds the replacement of each ideograph, 0 where it stays.
type charTable [lastIdeographic - firstIdeographic + 1]uint16

var chars = sync.OnceValue(func() *charTable {
	t := &charTable{}
	for line := range strings.Lines(charsTSV) {
		from, n := utf8.DecodeRuneInString(line)
		if from == '#' {
			continue
		}
		to, _ := utf8.DecodeRuneInString(line[n+1:])
		t[from-firstIdeographic] = uint16(to)
	}
	return t
})

func simplifyRune(r rune) rune {
	if r < firstIdeographic || r > lastIdeographic {
		return r
	}
	if to := chars()[r-firstIdeographic]; to != 0 {
		return rune(to)
	}
	return r
}
