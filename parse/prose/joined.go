package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// JoinWrapped puts lines together that are one paragraph for a reader: those of a text that
// was wrapped at a fixed width, and those that break inside a clause.
func JoinWrapped(lines []tree.Line) []tree.Line {
	width := wrapWidth(lines)
	joined := make([]tree.Line, 0, len(lines))
	for i := 0; i < len(lines); {
		n := paragraphLines(lines[i:], width)
		joined = append(joined, joinLines(lines[i:i+n]))
		i += n
	}
	return joined
}

// paragraphLines counts the lines of the paragraph that the first one begins.
func paragraphLines(lines []tree.Line, width int) int {
	n, clause := 1, false // a mark parts clauses in it
	for ; n < len(lines); n++ {
		last, next := lines[n-1].Fold.Text, lines[n].Fold.Text
		clause = clause || strings.ContainsAny(last, ",。;")
		full := width > 0 && columns(last) >= width-wrapSlack
		if !(clause && goesOn(last, next)) && !(full && mayGoOn(last, next) && (n > 1 || !isEnumeratedTitle(last))) {
			break
		}
	}
	return n
}

// joinLines makes one of several lines. Digits on both sides stay two numbers: nobody can tell.
func joinLines(lines []tree.Line) tree.Line {
	first := lines[0]
	if len(lines) == 1 {
		return first
	}
	var text strings.Builder
	var origin []int
	before := ""
	for _, l := range lines {
		if before != "" && number.IsDigit(rune(before[len(before)-1])) && number.IsDigit(rune(l.Fold.Text[0])) {
			text.WriteByte(' ')
			origin = append(origin, origin[len(origin)-1])
		}
		text.WriteString(l.Fold.Text)
		for i := range utf8.RuneCountInString(l.Fold.Text) {
			origin = append(origin, l.Fold.At(i)+l.Start-first.Start)
		}
		before = l.Fold.Text
	}
	return tree.Line{Start: first.Start, Fold: disclosure.Folded{Text: text.String(), Origin: origin}}
}

// goesOn: a line of a sentence with clauses ends inside one, or the next begins with what
// ends one.
func goesOn(text, next string) bool {
	if isEnumerated(next) {
		return false
	}
	if endsWithOne(text, ",", "、", "(") {
		return true
	}
	if strings.HasPrefix(next, ",") || strings.HasPrefix(next, "。") || strings.HasPrefix(next, "、") || strings.HasPrefix(next, ";") {
		return true
	}
	n := numberEnd(next, 0)
	if n == 0 || !number.IsDigit(rune(next[0])) || endsClause(text) {
		return false
	}
	return unitAt(next[n:]) != ""
}

// mayGoOn: nothing says that a full line ends a paragraph or that the next begins one.
func mayGoOn(text, next string) bool {
	return !endsClause(text) && !isEnumerated(next)
}

func endsClause(text string) bool {
	return endsWithOne(text, "。", ";", ":", "!", "?", "。\"", "。)")
}

// isEnumeratedTitle: the line is a heading and no more.
func isEnumeratedTitle(text string) bool {
	_, ok := headingOf(text)
	return ok && !strings.ContainsAny(text, ",。;")
}

// isEnumerated: the line begins with a number of a list or of a heading.
func isEnumerated(text string) bool {
	m := enumerator.FindStringIndex(text[:min(len(text), 24)])
	return m != nil && m[0] == 0 || mayBeHeading(text) && sectionHeading.MatchString(text)
}

// wrapSlack is by how many columns full lines differ: an indent of two characters, a number
// or a mark that goes to the next line.
const wrapSlack = 8

// leastFull is how many lines of a wrapped text are as wide as it.
const leastFull = 4

// wrapWidth is the width at which a text was wrapped, in columns, 0 where it was not: then
// its lines are of all lengths.
func wrapWidth(lines []tree.Line) int {
	widest := 0
	for _, l := range lines {
		if widest = max(widest, columns(l.Fold.Text)); widest > 160 {
			return 0
		}
	}
	if widest < 30 {
		return 0
	}
	full := 0
	for _, l := range lines {
		if w := columns(l.Fold.Text); w >= widest-wrapSlack && !endsClause(l.Fold.Text) {
			full++
		}
	}
	if full < leastFull || full*5 < len(lines) {
		return 0
	}
	return widest
}

// columns is the width of a text in print: a character takes two, a letter or digit one.
func columns(text string) int { return (len(text) + utf8.RuneCountInString(text)) / 2 }
