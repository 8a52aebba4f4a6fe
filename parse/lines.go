package parse

import (
	"sort"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/number"
)

// line is a line of the text with its folded form. White space inside is kept only between
// two digits: elsewhere it is layout, there it parts two numbers.
type line struct {
	start int // in runes of the flow
	fold  disclosure.Folded
}

// linesIn folds the lines of a run of the flow, tables that were read as tables left out:
// their numbers are figures of their own and no prose. tables are in order.
func linesIn(f *flow, within run, tables []run) []line {
	var lines []line
	for start := within.start; start < within.end; {
		for len(tables) > 0 && tables[0].end <= start {
			tables = tables[1:]
		}
		stop := within.end
		if len(tables) > 0 {
			if tables[0].start <= start {
				start = tables[0].end
				continue
			}
			stop = min(stop, tables[0].start)
		}
		end := start
		for end < stop && f.runes[end] != '\n' && f.runes[end] != '\t' {
			end++
		}
		if l := newLine(f.runes[start:end], start); l.fold.Text != "" {
			lines = append(lines, l)
		}
		if start = end; end < stop {
			start++
		}
	}
	return lines
}

// within keeps the lines that begin in a run. Elements that hold a text begin on a line of
// their own, so no line is cut.
func within(lines []line, r run) []line {
	from := sort.Search(len(lines), func(i int) bool { return lines[i].start >= r.start })
	to := sort.Search(len(lines), func(i int) bool { return lines[i].start >= r.end })
	return lines[from:to:to]
}

func newLine(runes []rune, start int) line {
	folded := disclosure.Fold(string(runes))
	if !strings.ContainsAny(folded.Text, " \n") {
		return line{start, folded}
	}
	in := []rune(folded.Text)
	out := make([]rune, 0, len(in))
	origin := make([]int, 0, len(in))
	for i := 0; i < len(in); i++ {
		at := i
		if in[i] == ' ' || in[i] == '?' && i+1 < len(in) && in[i+1] == '?' { // some mirrors make ?? of a space: 索??引??号
			for i+1 < len(in) && in[i+1] == in[at] {
				i++
			}
			if len(out) == 0 || !number.IsDigit(out[len(out)-1]) || i+1 == len(in) || !number.IsDigit(in[i+1]) {
				continue
			}
		}
		out = append(out, in[at])
		origin = append(origin, folded.At(at))
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
