package disclosure

import (
	"sync"
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
	plain := plainEnd(s)
	if plain == len(s) {
		return Folded{Text: s}
	}
	table := folds()
	out := make([]byte, 0, len(s))
	copied := 0                                       // up to here out has what s has to say
	last, _ := utf8.DecodeLastRuneInString(s[:plain]) // written
	read := utf8.RuneCountInString(s[:plain])         // code points, all of them written
	var origin []int                                  // nil until something is dropped
	for i := plain; i < len(s); {
		in, size := utf8.DecodeRuneInString(s[i:])
		r, at := table.fold(in), i
		i += size
		count := 1
		if r == '(' && unicode.Is(unicode.Han, last) {
			if n, bytes := readingLength(s[at:]); n > 0 {
				r, i, count = dropped, at+bytes, n
			}
		}
		if r == dropped {
			if origin == nil {
				origin = counted(read, read+1+len(s)-i)
			}
			out, copied = append(out, s[copied:at]...), i
			read += count
			continue
		}
		if r != in || r == utf8.RuneError || in == '訊' && last == '资' {
			out, copied = append(out, s[copied:at]...), i
			if in == '訊' && last == '资' { // 政府資訊公開: the word of Taiwan, which gateways to Traditional pages write
				out, r = append(out[:len(out)-len("资")], "信"...), '息'
			}
			out = utf8.AppendRune(out, r)
		}
		if origin != nil {
			origin = append(origin, read)
		}
		last = r
		read++
	}
	return Folded{string(append(out, s[copied:]...)), origin}
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
	return f.Points(utf8.RuneCountInString(f.Text[:start]), utf8.RuneCountInString(f.Text[start:end]))
}

// Points is Span for who knows the code points already: n of Text from the first on. To count them
// costs as much as the text before is long.
func (f Folded) Points(first, n int) (offset, length int) {
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
func isPlain(s string) bool { return plainEnd(s) == len(s) }

// plainEnd is how far folding changes nothing.
func plainEnd(s string) int {
	table := folds()
	for i, r := range s {
		if r == '(' || r == utf8.RuneError || table.fold(r) != r {
			return i
		}
	}
	return len(s)
}

// FoldName returns a name or title for matching: folded, without white space, quotation
// marks and title marks (《》〈〉).
func FoldName(s string) string { return compact(FoldText(s)) }

// compact removes white space, quotation marks and title marks from a folded text.
func compact(s string) string {
	first := firstBlank(s)
	if first < 0 {
		return s
	}
	out := append(make([]byte, 0, len(s)), s[:first]...)
	for s = s[first:]; s != ""; {
		if n := blankLength(s); n > 0 {
			s = s[n:]
			continue
		}
		end := firstBlank(s)
		if end < 0 {
			end = len(s)
		}
		out, s = append(out, s[:end]...), s[end:]
	}
	return string(out)
}

// firstBlank is where the first character stands that compact removes, -1 where there is none.
func firstBlank(s string) int {
	for i := range len(s) {
		if c := s[i]; (c <= '\'' || c == 0xE3) && blankLength(s[i:]) > 0 {
			return i
		}
	}
	return -1
}

// blankLength is the length in bytes of the character at the beginning, where compact removes it.
func blankLength(s string) int {
	switch c := s[0]; {
	case c == ' ', c >= '\t' && c <= '\r', c == '"', c == '\'':
		return 1
	case c == 0xE3 && len(s) > 2 && s[1] == 0x80 && s[2] >= 0x88 && s[2] <= 0x8B: // 〈〉《》
		return 3
	}
	return 0
}

// dropped marks a character that folding removes.
const dropped rune = -1

// foldTable holds what characters become, 0 where they stay, foldDropped where they are removed.
type foldTable [1 << 16]uint16

const foldDropped = 1

var folds = sync.OnceValue(func() *foldTable {
	t := &foldTable{}
	for r := rune(1); r < 1<<16; r++ {
		if r >= ' ' && r < 0x7F {
			continue
		}
		to := foldWide(r)
		if r >= firstIdeographic && r <= lastIdeographic {
			to = simplifyRune(to)
		}
		switch to {
		case r:
		case dropped:
			t[r] = foldDropped
		default:
			t[r] = uint16(to)
		}
	}
	return t
})

func (t *foldTable) fold(r rune) rune {
	if r >= 1<<16 {
		return r
	}
	switch to := t[r]; to {
	case 0:
		return r
	case foldDropped:
		return dropped
	default:
		return rune(to)
	}
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
