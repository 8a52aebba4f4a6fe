package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/parse/confidence"
	"gongkai/parse/lexicon"
)

// Bounds on a label that goes on behind its figures.
const (
	leastWrapped   = 4   // code points before them
	wrappedPreview = 200 // bytes behind them that are looked at
)

// goesOn finds the entry of a label that is wrapped around its figures: a text keeps the lines
// of a page, and the figures stand on the first line of their label. What stands before them
// must begin one label only, and the rest of it must follow.
func (r *flatReader) goesOn(words []flatWord, lex *lexicon.Index) (*lexicon.Entry, float64) {
	before := ""
	for _, w := range slices.Backward(words) {
		if before = w.text + before; w.bound {
			break
		}
	}
	if utf8.RuneCountInString(before) < leastWrapped {
		return nil, 0
	}
	behind := ""
	var found *lexicon.Entry
	for _, label := range lex.Labels {
		rest, ok := strings.CutPrefix(label, before)
		if !ok || rest == "" {
			continue
		}
		if behind == "" {
			text := r.scan.text[r.scan.at:r.scan.end]
			behind, _ = bareWords(strings.ToValidUTF8(text[:min(len(text), wrappedPreview)], ""))
		}
		if !strings.HasPrefix(behind, rest) {
			continue
		}
		if e := lex.Exact[label]; found != nil || len(e) != 1 {
			return nil, 0
		} else {
			found = &e[0]
		}
	}
	return found, confidence.Near
}
