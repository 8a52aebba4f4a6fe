package walk

import "strings"

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
		n := run(rest, 0)
		markup, rest = append(markup, rest[:n]...), rest[n:]
		if rest == "" {
			break
		}
		markup, rest = append(markup, "·"...), rest[run(rest, highBits):]
	}
	return string(markup)
}

// highBits are those of eight bytes, which only characters that are not ASCII have.
const highBits = 0x8080808080808080

// run is how many bytes a text begins with that have the high bit set, or that have not; it looks at
// eight of them together.
func run(text string, high uint64) (n int) {
	for len(text)-n >= 8 && eight(text[n:])&highBits == high {
		n += 8
	}
	for n < len(text) && uint64(text[n])&0x80 == high&0x80 {
		n++
	}
	return n
}

func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
