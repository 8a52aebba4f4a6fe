package tree

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/number"
)

// Line is a line of the text with its folded form. White space inside is kept only between
// two digits: elsewhere it is layout, there it parts two numbers.
type Line struct {
	Start int               // in runes of the flow
	Fold  disclosure.Folded // with the way back to the runes of the line
}

// Lines folds the lines of a flow, tables that were read as tables left out: their numbers
// are figures of their own and no prose. tables are in order.
func Lines(f *Flow, tables []Run) []Line {
	lines := make([]Line, 0, len(f.Text)/bytesOfLine)
	text, at := f.Text, 0 // what is left, and where in the flow it begins
	skip := func(end int) {
		for ; at < end && text != ""; at++ {
			_, size := utf8.DecodeRuneInString(text)
			text = text[size:]
		}
	}
	for text != "" {
		for len(tables) > 0 && tables[0].End <= at {
			tables = tables[1:]
		}
		if len(tables) > 0 && tables[0].Start <= at {
			skip(tables[0].End)
			continue
		}
		end := strings.IndexAny(text, "\n\t")
		if end < 0 {
			end = len(text)
		}
		length := utf8.RuneCountInString(text[:end])
		if len(tables) > 0 && tables[0].Start < at+length {
			length = tables[0].Start - at
			end = byteOf(text, length)
		}
		if l := newLine(text[:end], at); l.Fold.Text != "" {
			lines = append(lines, l)
		}
		text, at = text[end:], at+length
		if text != "" && (text[0] == '\n' || text[0] == '\t') && (len(tables) == 0 || tables[0].Start > at) {
			text, at = text[1:], at+1
		}
	}
	return lines
}

// bytesOfLine is how long a line is, as a guess.
const bytesOfLine = 80

// byteOf is where a code point of a text begins, in bytes.
func byteOf(text string, point int) int {
	for i := range text {
		if point == 0 {
			return i
		}
		point--
	}
	return len(text)
}

// Within keeps the lines that begin in a run. Elements that hold a text begin on a line of
// their own, so no line is cut.
func Within(lines []Line, r Run) []Line {
	from := sort.Search(len(lines), func(i int) bool { return lines[i].Start >= r.Start })
	to := sort.Search(len(lines), func(i int) bool { return lines[i].Start >= r.End })
	return lines[from:to:to]
}

// newLine folds a line that begins at a place of the flow. Some mirrors make ?? of a space:
// 索??引??号.
func newLine(text string, start int) Line {
	folded := disclosure.Fold(text)
	in := folded.Text
	if strings.IndexByte(in, ' ') < 0 && strings.IndexByte(in, '\n') < 0 && !strings.Contains(in, "??") {
		return Line{start, folded}
	}
	out := make([]byte, 0, len(in))
	origin := make([]int, 0, len(in)/2)
	point := 0
	for i := 0; i < len(in); {
		c := in[i]
		if c != ' ' && (c != '?' || i+1 == len(in) || in[i+1] != '?') {
			_, size := utf8.DecodeRuneInString(in[i:])
			if c == '\n' && len(out) == 0 {
				i, point = i+size, point+1
				continue
			}
			out, origin = append(out, in[i:i+size]...), append(origin, folded.At(point))
			i, point = i+size, point+1
			continue
		}
		end := i + 1
		for end < len(in) && in[end] == c {
			end++
		}
		if len(out) > 0 && number.IsDigit(rune(out[len(out)-1])) && end < len(in) && number.IsDigit(rune(in[end])) {
			out, origin = append(out, c), append(origin, folded.At(point))
		}
		i, point = end, point+end-i
	}
	return Line{start, disclosure.Folded{Text: strings.TrimSpace(string(out)), Origin: origin}}
}

// IsLink reports whether a line begins with a link to another page, behind the mark of a list
// (·, ■, >>); a link to a document is mostly the report itself.
func (d *Document) IsLink(l Line) bool {
	at := l.Start
	if len(l.Fold.Origin) > 0 {
		at += l.Fold.Origin[0]
	}
	for at < len(d.Flow.Runes) && d.Flow.Runes[at] != '\n' && !isWord(d.Flow.Runes[at]) {
		at++
	}
	for _, p := range d.Flow.PiecesIn(Run{at, at + 1}) {
		if a := linkAround(p.Node.Parent); a != nil {
			return leadsOn(a)
		}
	}
	return false
}

// Span is the place in the flow of a stretch of the folded line, given in bytes.
func (l Line) Span(start, end int) *disclosure.Span {
	offset, length := l.Fold.Span(start, end)
	return &disclosure.Span{Offset: l.Start + offset, Length: length}
}

// Points is Span of n code points of the folded line from the first on.
func (l Line) Points(first, n int) *disclosure.Span {
	offset, length := l.Fold.Points(first, n)
	return &disclosure.Span{Offset: l.Start + offset, Length: length}
}

// Raw is what was printed there.
func (f *Flow) Raw(s *disclosure.Span) string {
	return string(f.Runes[s.Offset : s.Offset+s.Length])
}
