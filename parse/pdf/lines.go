package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// line is a printed line: words from left to right.
type line struct {
	box   box
	em    float64 // size of most of its characters
	words []word
}

// word is a stretch without a blank. gap is the white before it, in em of the line.
type word struct {
	text string
	box  box
	gap  float64
}

const (
	tabGap    = 2.0 // em; words further apart stand in different columns
	columnGap = 1.0 // em; words further apart may stand in different columns
)

// text is the line's text: a blank between words, a tab where they stand far apart.
func (l *line) text() string {
	var b strings.Builder
	for i, w := range l.words {
		switch {
		case i == 0:
		case w.gap >= tabGap:
			b.WriteByte('\t')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// chunks are the words of a line with those put together that stand near each other.
func (l *line) chunks() []word {
	var out []word
	for i, w := range l.words {
		if n := len(out); i > 0 && w.gap < columnGap {
			out[n-1].text += " " + w.text
			out[n-1].box = out[n-1].box.union(w.box)
			continue
		}
		out = append(out, w)
	}
	return out
}

// linesOf sorts upright characters into lines, from the top, and each line into words.
// tracking is the white that is set between all characters.
func linesOf(chars []char, tracking float64) []*line {
	order := make([]int, 0, len(chars))
	for i, c := range chars {
		if c.r != ' ' {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(chars[a].box.cy(), chars[b].box.cy()) })
	bands := bandsOf(chars, order)
	addBlanks(chars, bands)
	out := make([]*line, 0, len(bands))
	for _, b := range bands {
		out = append(out, newLine(chars, b.members, tracking))
	}
	return out
}

// band is a line in the making.
type band struct {
	members          []int
	top, middle, em  float64 // top is the middle of the highest character: lines of cells beside each other must not creep into one
	sumCY, sumHeight float64
}

// bandsOf groups characters whose middles are level, those given from the top.
func bandsOf(chars []char, order []int) []*band {
	var bands []*band
	for _, i := range order {
		b := chars[i].box
		n := len(bands)
		if n == 0 || b.cy()-bands[n-1].middle > 0.5*min(b.height(), bands[n-1].em) || b.cy()-bands[n-1].top > 0.75*min(b.height(), bands[n-1].em) {
			bands = append(bands, &band{top: b.cy()})
			n++
		}
		last := bands[n-1]
		last.members = append(last.members, i)
		last.sumCY, last.sumHeight = last.sumCY+b.cy(), last.sumHeight+b.height()
		k := float64(len(last.members))
		last.middle, last.em = last.sumCY/k, last.sumHeight/k
	}
	return bands
}

// addBlanks gives each printed blank to the line that it stands in.
func addBlanks(chars []char, bands []*band) {
	for i, c := range chars {
		if c.r != ' ' || len(bands) == 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(bands, c.box.cy(), func(b *band, y float64) int { return cmp.Compare(b.middle, y) })
		k = min(k, len(bands)-1)
		if k > 0 && c.box.cy()-bands[k-1].middle < bands[k].middle-c.box.cy() {
			k--
		}
		if abs(bands[k].middle-c.box.cy()) < 0.5*bands[k].em {
			bands[k].members = append(bands[k].members, i)
		}
	}
}

// newLine sorts a line from left to right and parts its words at blanks and at gaps. Numbers
// of two columns may stand nearer than words do; that they were drawn apart tells.
func newLine(chars []char, members []int, tracking float64) *line {
	slices.SortStableFunc(members, func(a, b int) int { return cmp.Compare(chars[a].box.l, chars[b].box.l) })
	l := &line{em: typicalHeight(chars, members)}
	var text []rune
	var current word
	var last *char
	blank, drawn := false, 0
	flush := func() {
		if len(text) > 0 {
			current.text = string(text)
			l.words = append(l.words, current)
		}
		text = nil
	}
	for _, i := range members {
		c := &chars[i]
		if c.r == ' ' {
			blank = last != nil
			continue
		}
		gap := 0.0
		if last != nil {
			gap = (c.box.l - last.box.r - tracking) / l.em
		}
		alone := c.apart || i != drawn+1
		if last == nil || parts(last.r, c.r, gap, blank) || alone && partsAlone(last.r, c.r, gap) {
			flush()
			current = word{box: c.box, gap: gap}
		}
		text = append(text, c.r)
		current.box = current.box.union(c.box)
		last, drawn, blank = c, i, false
	}
	flush()
	for i, w := range l.words {
		if i == 0 {
			l.box = w.box
		}
		l.box = l.box.union(w.box)
	}
	return l
}

// trackingOf finds the white in points that is set between the characters of a text: that
// between most of its Han characters, which otherwise touch. Digits of one number stand as far
// apart then as words elsewhere.
func trackingOf(chars []char) float64 {
	const few, least = 12, 0.05 // characters; em
	var gaps []float64
	em := 0.0
	for i := 1; i < len(chars); i++ {
		a, b := &chars[i-1], &chars[i]
		if !unicode.Is(unicode.Han, a.r) || !unicode.Is(unicode.Han, b.r) || a.turn != 0 || abs(a.box.cy()-b.box.cy()) > 0.2*a.box.height() {
			continue
		}
		if gap := b.box.l - a.box.r; abs(gap) < 0.6*a.box.height() {
			gaps, em = append(gaps, gap), a.box.height()
		}
	}
	if t := median(gaps); len(gaps) >= few && t > least*em {
		return t
	}
	return 0
}

// parts tells whether a gap parts words. Han characters are spread to fill a line, so more
// white is needed between them than between letters or digits.
func parts(a, b rune, gap float64, blank bool) bool {
	switch {
	case blank && gap > 0.1:
		return true
	case wide(a) && wide(b):
		return gap > 0.6
	case wide(a) || wide(b):
		return gap > 0.5
	}
	return gap > 0.22
}

// partsAlone is parts for a character that was drawn by itself: less white will do, but more than
// is set between Han characters and digits of one text.
func partsAlone(a, b rune, gap float64) bool {
	if wide(a) || wide(b) {
		return gap > 0.35
	}
	return gap > 0.08
}

// wide tells characters that take a full em: Han, kana, full-width forms and punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x30FF || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”' || r == '—' || r == '…'
}

// typicalHeight is the median height of the characters that are no blanks; of those that
// take a full em where there are any, since Latin fonts have boxes of all sizes.
func typicalHeight(chars []char, members []int) float64 {
	var full, all []float64
	for _, i := range members {
		switch c := chars[i]; {
		case c.r == ' ':
		case wide(c.r):
			full = append(full, c.box.height())
		default:
			all = append(all, c.box.height())
		}
	}
	if len(full) > 0 {
		all = full
	}
	return max(median(all), 0.5)
}
