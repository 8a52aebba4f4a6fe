package pattern

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Words are looked for in one walk over a text, however many they are.
type Words struct {
	starts  [starts / 64]uint64 // of characters that a word begins with, by their last bits
	all     []string
	buckets [][]string // many words by the last bits of their first characters, the first for those of none
	bucket  []uint8    // by these bits; nil where the words are few
}

// starts is how many last bits of characters are told apart. A text of Chinese is spread over
// them evenly, so that most of its characters begin no word.
const starts = 1024

// fewWords are compared one by one sooner than one is looked up.
const fewWords = 4

// AnyOf makes ready to look for words, none of which is empty.
func AnyOf(words ...string) *Words {
	s := &Words{all: words}
	if len(words) > fewWords {
		s.buckets, s.bucket = make([][]string, 1, len(words)+1), make([]uint8, starts)
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		s.starts[r%starts/64] |= 1 << (r % 64)
		if s.bucket == nil {
			continue
		}
		at := &s.bucket[r%starts]
		if *at == 0 && len(s.buckets) <= math.MaxUint8 {
			*at = uint8(len(s.buckets))
			s.buckets = append(s.buckets, nil)
		}
		s.buckets[*at] = append(s.buckets[*at], w) // there are too many: the rest shares the first
	}
	return s
}

// Plus are the words and more.
func (s *Words) Plus(words ...string) *Words { return AnyOf(slices.Concat(s.all, words)...) }

// All are the words, in the order in which they were given. They must not be changed.
func (s *Words) All() []string {
	if s == nil {
		return nil
	}
	return s.all
}

// Index is where the first of the words stands in a text, in bytes, -1 where none does.
func (s *Words) Index(text string) int {
	i, _ := s.find(text)
	return i
}

// In reports whether a text has one of the words. Of no words, nil, it has none.
func (s *Words) In(text string) bool {
	if s == nil {
		return false
	}
	from, _ := s.find(text)
	return from >= 0
}

// find returns the first place of a text at which one of the words stands, and the word: of
// several there the one that was given first. -1 where there is none.
func (s *Words) find(text string) (int, string) {
	for i := 0; i < len(text); {
		c := text[i]
		size := 1
		var from uint64 // its last bit says whether a word may begin with the character
		switch {
		case c < utf8.RuneSelf:
			from = s.starts[c/64] >> (c % 64)
		case c > 0xE0 && c < 0xED && i+2 < len(text) && ((text[i+1]^0x80)|(text[i+2]^0x80)) < 0x40: // as in runeAt, of which these are the last bits
			from, size = s.starts[text[i+1]&0x0F]>>(text[i+2]&0x3F), 3
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			from, size = s.starts[r%starts/64]>>(r%64), n
		}
		if from&1 != 0 {
			r, _ := runeAt(text[i:])
			if w := s.from(r, text[i:]); w != "" {
				return i, w
			}
		}
		i += size
	}
	return -1, ""
}

// Ends yields where the words end that stand in a text, in order of where they begin.
func (s *Words) Ends(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		if s == nil {
			return
		}
		for i := 0; i < len(text); {
			r, size := runeAt(text[i:])
			if s.begins(r) {
				for _, w := range s.starting(r) {
					if strings.HasPrefix(text[i:], w) && !yield(i+len(w)) {
						return
					}
				}
			}
			i += size
		}
	}
}

// at reports whether a text begins with one of the words.
func (s *Words) at(text string) bool {
	if text == "" {
		return false
	}
	r, _ := runeAt(text)
	return s.begins(r) && s.from(r, text) != ""
}

// begins reports whether a word may begin with a character.
func (s *Words) begins(r rune) bool { return s.starts[r%starts/64]&(1<<(r%64)) != 0 }

// from is the word that a text begins with, r its first character; "" where there is none.
func (s *Words) from(r rune, text string) string {
	for _, w := range s.starting(r) {
		if strings.HasPrefix(text, w) {
			return w
		}
	}
	return ""
}

// starting are the words that can begin with a character, and perhaps others.
func (s *Words) starting(r rune) []string {
	if s.bucket == nil {
		return s.all
	}
	return s.buckets[s.bucket[r%starts]]
}

// runeAt decodes the first character of a text that is not empty, as utf8.DecodeRuneInString
// does, at a glance where it is an ASCII or a Chinese one.
func runeAt(text string) (rune, int) {
	c := text[0]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c > 0xE0 && c < 0xED && len(text) > 2 && text[1]&0xC0 == 0x80 && text[2]&0xC0 == 0x80 {
		return rune(c&0x0F)<<12 | rune(text[1]&0x3F)<<6 | rune(text[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(text)
}
