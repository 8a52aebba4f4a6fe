package lexicon

import (
	"strings"
	"sync"
	"sync/atomic"
)

// Memo keeps answers about texts that all reports share: their labels. What it holds is
// bounded, since reports may print anything; the answers are the same with and without it.
type Memo[V any] struct {
	seen sync.Map
	kept atomic.Int64
}

// mostKept is how many answers a Memo keeps.
const mostKept = 5_000

// longestKept bounds the texts whose answers are kept, in bytes: longer ones are no labels.
const longestKept = 600

// Of is what answer says of a text.
func (m *Memo[V]) Of(text string, answer func(string) V) V {
	if len(text) > longestKept {
		return answer(text)
	}
	if v, ok := m.seen.Load(text); ok {
		return v.(V)
	}
	if m.kept.Load() >= mostKept {
		return answer(text)
	}
	text = strings.Clone(text) // the answer may be a part of it, and would keep the page
	v := answer(text)
	m.kept.Add(1)
	m.seen.Store(text, v)
	return v
}
