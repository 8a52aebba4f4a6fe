package disclosure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded is a text in the form in which texts are matched, with the way back to the
// original. It is never shown and never stored: what is kept is always what was printed.
type Folded struct {
	Text   string
	Origin []int // for each code point of Text, the index of its code point in the original; nil: its own
}

// At returns the index in the original of a code point of Text.
func (f Folded) At(i int) int {
	if f.Origin == nil {
		return i
	}
	return f.Origin[i]
}

// Fold returns s for matching: full-width letters, digits and marks are half-width, spaces
// of all kinds are U+0020, dashes of all kinds are "-", quotation marks are ASCII, Traditional
// characters are simplified one by one, invisible characters (zero-width, BOM, soft hyphen)
// are gone, and so are bracketed readings of rare glyphs: 開(kāi) becomes 开. Line breaks stay.
// An invalid byte counts as one code point, as in a conversion to []rune.
func Fold(s string) Folded {
	if isPlain(s) {
		return Folded{Text: s}
	}
	in := []rune(s)
	out := in[:0] // written behind what was read
	var origin []int
	for i := 0; i < len(in); i++ {
		r := foldRune(in[i])
		if r == dropped {
			continue
		}
		if r == '(' && len(out) > 0 && unicode.Is(unicode.Han, out[len(out)-1]) {
			if n := readingLength(in[i:]); n > 0 {
				i += n - 1
				continue
			}
		}
		if origin == nil && len(out) < i {
			origin = counted(len(out), len(in))
		}
		if origin != nil {
			origin = append(origin, i)
		}
		if in[i] == '訊' && len(out) > 0 && out[len(out)-1] == '资' { // 政府資訊公開: the word of Taiwan, which gateways to Traditional pages write
			out[len(out)-1], r = '信', '息'
		}
		out = append(out, r)
	}
	return Folded{string(out), origin}
}

// counted counts up to n, with room for more.
func counted(n, room int) []int {
	all := make([]int, n, room)
	for i := range all {
		all[i] = i
	}
	return all
}

// Span returns the place in the original of Text[start:end] (byte offsets, as regular
// expressions give them): offset and length in code points. Characters that were dropped
// inside are part of it, those around it are not.
func (f Folded) Span(start, end int) (offset, length int) {
	first := utf8.RuneCountInString(f.Text[:start])
	n := utf8.RuneCountInString(f.Text[start:end])
	switch {
	case f.Origin == nil:
		return first, n
	case n > 0:
		return f.Origin[first], f.Origin[first+n-1] + 1 - f.Origin[first]
	case first < len(f.Origin):
		return f.Origin[first], 0
	case len(f.Origin) > 0:
		return f.Origin[len(f.Origin)-1] + 1, 0
	}
	return 0, 0
}

// FoldText returns Fold(s).Text.
func FoldText(s string) string {
	if isPlain(s) {
		return s
	}
	return Fold(s).Text
}

// isPlain reports whether folding changes nothing, which most text of our day grants.
func isPlain(s string) bool {
	for _, r := range s {
		if r == '(' || r == utf8.RuneError || foldRune(r) != r {
			return false
		}
	}
	return true
}

// FoldName returns a name or title for matching: folded, without white space, quotation
// marks and title marks (《》〈〉).
func FoldName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || isQuote(r) {
			return -1
		}
		return r
	}, FoldText(s))
}

func isQuote(r rune) bool {
	switch r {
	case '"', '\'', '《', '》', '〈', '〉':
		return true
	}
	return false
}

// dropped marks a character that folding removes; strings.Map reads it the same way.
const dropped rune = -1

func foldRune(r rune) rune {
	if r >= firstIdeographic && r <= lastIdeographic {
		return simplifyRune(foldWide(r))
	}
	if r >= ' ' && r < 0x7F {
		return r
	}
	return foldWide(r)
}

// foldWide folds white space, dashes, quotation marks and width; other runes stay.
func foldWide(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		if r == '－' {
			return '-'
		}
		return foldQuote(r - 0xFF01 + '!')
	case r >= 0x4E00 && r <= 0x9FFF:
		return r
	case r == 0x2028, r == 0x2029, r == 0x85:
		return '\n'
	case r == '\t', r == 0x3000, r == 0xA0, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F, r == 0x1680:
		return ' '
	case r == 0xAD, r == 0xFEFF, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F, r >= 0xFE00 && r <= 0xFE0F:
		return dropped
	case r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0x2500, r == 0x2501, r == 0x2E3A, r == 0x2E3B, r == 0xFE58, r == 0xFE63, r == 0xFF70, r == 0x30FC:
		return '-'
	}
	return foldQuote(r)
}

func foldQuote(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '〝', '〞', '〟', '「', '」', '『', '』', '｢', '｣', '"':
		return '"'
	case '‘', '’', '‚', '‛', '`', '´', '′':
		return '\''
	case '﹙', '︵', '⟮', '❨':
		return '('
	case '﹚', '︶', '⟯', '❩':
		return ')'
	case '﹝':
		return '〔'
	case '﹞':
		return '〕'
	case '﹐':
		return ','
	case '﹑', '､':
		return '、'
	case '｡':
		return '。'
	case '﹒', '․':
		return '.'
	case '﹔':
		return ';'
	case '﹕', '︰', '∶', 'ː':
		return ':'
	case '〜', '∼', '˜':
		return '~'
	case '﹪':
		return '%'
	}
	return r
}
