package parse

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/number"
)

// line is a line of the text with its folded form. White space inside is kept only between
// two digits: elsewhere it is layout, there it parts two numbers.
type line struct {
	start int // in runes of the flow
	fold  disclosure.Folded
}

// linesIn folds the lines of a flow, tables that were read as tables left out: their numbers
// are figures of their own and no prose. tables are in order.
func linesIn(f *flow, tables []run) []line {
	var lines []line
	text, at := f.text, 0 // what is left, and where in the flow it begins
	skip := func(end int) {
		for ; at < end && text != ""; at++ {
			_, size := utf8.DecodeRuneInString(text)
			text = text[size:]
		}
	}
	for text != "" {
		for len(tables) > 0 && tables[0].end <= at {
			tables = tables[1:]
		}
		if len(tables) > 0 && tables[0].start <= at {
			skip(tables[0].end)
			continue
		}
		end := strings.IndexAny(text, "\n\t")
		if end < 0 {
			end = len(text)
		}
		length := utf8.RuneCountInString(text[:end])
		if len(tables) > 0 && tables[0].start < at+length {
			length = tables[0].start - at
			end = byteOf(text, length)
		}
		if l := newLine(text[:end], at); l.fold.Text != "" {
			lines = append(lines, l)
		}
		text, at = text[end:], at+length
		if text != "" && (text[0] == '\n' || text[0] == '\t') && (len(tables) == 0 || tables[0].start > at) {
			text, at = text[1:], at+1
		}
	}
	return lines
}

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

// within keeps the lines that begin in a run. Elements that hold a text begin on a line of
// their own, so no line is cut.
func within(lines []line, r run) []line {
	from := sort.Search(len(lines), func(i int) bool { return lines[i].start >= r.start })
	to := sort.Search(len(lines), func(i int) bool { return lines[i].start >= r.end })
	return lines[from:to:to]
}

// newLine folds a line that begins at a place of the flow. Some mirrors make ?? of a space:
// 索??引??号.
func newLine(text string, start int) line {
	folded := disclosure.Fold(text)
	in := folded.Text
	if !strings.ContainsAny(in, " \n") && !strings.Contains(in, "??") {
		return line{start, folded}
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
	return line{start, disclosure.Folded{Text: strings.TrimSpace(string(out)), Origin: origin}}
}

// isLink reports whether a line begins with a link to another page; a link to a document is
// mostly the report itself.
func (d *document) isLink(l line) bool {
	at := l.start
	if len(l.fold.Origin) > 0 {
		at += l.fold.Origin[0]
	}
	for _, p := range d.flow.piecesIn(run{at, at + 1}) {
		if a := linkAround(p.node.Parent); a != nil {
			ref := attr(a, "href")
			return ref != "" && !isDocumentURL(ref)
		}
	}
	return false
}

// span is the place in the flow of a stretch of the folded line, given in bytes.
func (l line) span(start, end int) *disclosure.Span {
	offset, length := l.fold.Span(start, end)
	return &disclosure.Span{Offset: l.start + offset, Length: length}
}

// raw is what was printed there.
func (f *flow) raw(s *disclosure.Span) string {
	return string(f.runes[s.Offset : s.Offset+s.Length])
}
