package pattern

import (
	"strings"
	"unicode/utf8"
)

// MostLists is how many lists of words can be looked for at once.
const MostLists = 64

// Lists are lists of words, all of which are looked for in one walk over a text.
type Lists struct {
	any   *Words
	words map[rune][]listed
}

type listed struct {
	word  string
	lists uint64
}

// ListsOf makes ready to look for lists of words, none of which is empty. It panics where there
// are more than MostLists.
func ListsOf(lists [][]string) *Lists {
	if len(lists) > MostLists {
		panic("pattern: too many lists of words")
	}
	of := map[string]uint64{}
	var all []string
	for i, words := range lists {
		for _, w := range words {
			if of[w] == 0 {
				all = append(all, w)
			}
			of[w] |= 1 << i
		}
	}
	l := &Lists{any: AnyOf(all...), words: map[rune][]listed{}}
	for _, w := range all {
		r, _ := utf8.DecodeRuneInString(w)
		l.words[r] = append(l.words[r], listed{w, of[w]})
	}
	return l
}

// In returns a set of bits: bit i is set where the text has a word of list i.
func (l *Lists) In(text string) uint64 {
	var found uint64
	for i := 0; i < len(text); {
		r, size := runeAt(text[i:])
		if l.any.begins(r) {
			for _, w := range l.words[r] {
				if found&w.lists != w.lists && strings.HasPrefix(text[i:], w.word) {
					found |= w.lists
				}
			}
		}
		i += size
	}
	return found
}
