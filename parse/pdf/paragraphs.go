package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraph is lines that were one before they were wrapped.
type paragraph struct{ lines []*line }

func (p paragraph) box() box {
	b := p.lines[0].box
	for _, l := range p.lines[1:] {
		b = b.union(l.box)
	}
	return b
}

// text joins the lines. A blank goes between two words of letters only: Han is written
// without, and a number that was wrapped is one number.
func (p paragraph) text() string {
	var b strings.Builder
	for i, l := range p.lines {
		t := l.text()
		if i > 0 {
			end, _ := utf8.DecodeLastRuneInString(p.lines[i-1].text())
			begin, _ := utf8.DecodeRuneInString(t)
			if latin(end) && latin(begin) {
				b.WriteByte(' ')
			}
		}
		b.WriteString(t)
	}
	return b.String()
}

func latin(r rune) bool { return unicode.IsLetter(r) && !wide(r) }

// margins are where lines of prose begin and end on pages of one width.
type margins struct{ l, r, pitch float64 }

// widthOf is the key of pages that share their margins.
func widthOf(s *sheet) int { return int(s.w + 0.5) }

func marginsOf(sheets []*sheet) map[int]margins {
	lines := map[int][]*line{}
	pitches := map[int][]float64{}
	for _, s := range sheets {
		var last *line
		for _, l := range s.lines {
			if s.running[l] {
				continue
			}
			w := widthOf(s)
			lines[w] = append(lines[w], l)
			if last != nil && l.box.cy()-last.box.cy() < 3*l.em {
				pitches[w] = append(pitches[w], l.box.cy()-last.box.cy())
			}
			last = l
		}
	}
	out := map[int]margins{}
	for w, ls := range lines {
		out[w] = marginsFor(ls)
		m := out[w]
		m.pitch = median(pitches[w])
		out[w] = m
	}
	return out
}

// marginsFor takes the outermost left and right that at least two lines share.
func marginsFor(lines []*line) margins {
	var ls, rs, pitches []float64
	for i, l := range lines {
		ls, rs = append(ls, l.box.l), append(rs, -l.box.r)
		if i > 0 && l.box.cy()-lines[i-1].box.cy() < 3*l.em {
			pitches = append(pitches, l.box.cy()-lines[i-1].box.cy())
		}
	}
	return margins{outermost(ls), -outermost(rs), median(pitches)}
}

func outermost(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	for i := 0; i+1 < len(v); i++ {
		if v[i+1]-v[i] < 4 {
			return v[i]
		}
	}
	return v[0]
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}

// paragraphs puts wrapped lines together.
func paragraphs(lines []*line, m margins) []paragraph {
	var out []paragraph
	for i, l := range lines {
		if i > 0 && near(lines[i-1], l, m) && continues(lines[i-1], l, m) {
			p := &out[len(out)-1]
			p.lines = append(p.lines, l)
			continue
		}
		out = append(out, paragraph{[]*line{l}})
	}
	return out
}

// near tells lines that follow each other at the usual distance.
func near(a, b *line, m margins) bool {
	d := b.box.cy() - a.box.cy()
	return d > 0 && d < max(1.5*m.pitch, 1.3*b.em) && d < 3.5*b.em
}

// marker begins a heading or a point of a list.
var marker = regexp.MustCompile(`^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|第[一二三四五六七八九十]+[章节条部]|\d{1,2}[.．、](?:\D|$))`)

// continues tells whether a line goes on with the paragraph of the line before: that one is
// full, and this one begins where wrapped lines begin.
func continues(a, b *line, m margins) bool {
	if gappy(a) || gappy(b) || abs(a.em-b.em) > 0.15*a.em {
		return false
	}
	if a.box.r+firstWidth(b) <= m.r-0.3*b.em {
		return false // the first word would have stood there
	}
	full := strings.ContainsRune("。；：！？;:!?", lastRune(a))
	if full && marker.MatchString(b.text()) {
		return false
	}
	if b.box.l > m.l+1.2*b.em { // indented: a block that is set in goes on, a new one begins
		return abs(a.box.l-b.box.l) < 0.5*b.em && !full && !marker.MatchString(b.text())
	}
	return true
}

// gappy tells a line of a list or a table: words that stand in columns, or many words that
// stand off each other.
func gappy(l *line) bool {
	off := 0
	for _, w := range l.words[1:] {
		if w.gap >= tabGap {
			return true
		}
		if w.gap >= 0.4 {
			off++
		}
	}
	return off >= 3
}

func lastRune(l *line) rune {
	r, _ := utf8.DecodeLastRuneInString(l.text())
	return r
}

// firstWidth is how much space the first unbroken piece of a line needs: a character with
// the punctuation that may not begin a line, or a number or word.
func firstWidth(l *line) float64 {
	w := l.words[0]
	n := utf8.RuneCountInString(w.text)
	each := w.box.width() / float64(max(n, 1))
	k := 0
	for i, r := range w.text {
		if wide(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".,%-/", r) {
			if i == 0 {
				k = 1
			}
			break
		}
		k++
	}
	return float64(max(k, 1)) * each
}
