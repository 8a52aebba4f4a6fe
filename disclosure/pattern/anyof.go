package pattern

import (
	"strings"
	"unicode/utf8"
)

// Words are looked for in one walk over a text, however many they are.
type Words struct {
	starts [starts / 64]uint64 // of characters that a word begins with, by their last bits
	by     map[rune][]string   // the words by their first characters
}

// starts is how many last bits of characters are told apart. A text of Chinese is spread over
// them evenly, so that most of its characters begin no word.
const starts = 1024

// AnyOf makes ready to look for words, none of which is empty.
func AnyOf(words ...string) *Words {
	s := &Words{by: make(map[rune][]string, len(words))}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		s.starts[r%starts/64] |= 1 << (r % 64)
		s.by[r] = append(s.by[r], w)
	}
	return s
}

// In reports whether a text has one of the words.
func (s *Words) In(text string) bool {
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if s.starts[r%starts/64]&(1<<(r%64)) != 0 {
			for _, w := range s.by[r] {
				if strings.HasPrefix(text[i:], w) {
					return true
				}
			}
		}
		i += size
	}
	return false
}
