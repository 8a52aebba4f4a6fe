package parse

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

// joinWrapped puts lines together that are one paragraph for a reader: those of a text that
// was wrapped at a fixed width, and those that break inside a clause.
func joinWrapped(lines []line) []line {
	width := wrapWidth(lines)
	joined := make([]line, 0, len(lines))
	last := 0 // the columns of the line as printed that was joined last
	for _, l := range lines {
		n := len(joined)
		if n > 0 && (goesOn(joined[n-1].fold.Text, l.fold.Text) || width > 0 && last >= width-wrapSlack && mayGoOn(joined[n-1].fold.Text, l.fold.Text)) {
			joined[n-1] = joined[n-1].with(l)
		} else {
			joined = append(joined, l)
		}
		last = columns(l.fold.Text)
	}
	return joined
}

// with appends a line. Digits on both sides stay two numbers: nobody can tell.
func (l line) with(next line) line {
	gap := ""
	text, origin := l.fold.Text, l.fold.Origin[:utf8.RuneCountInString(l.fold.Text):utf8.RuneCountInString(l.fold.Text)]
	if isDigit(rune(text[len(text)-1])) && isDigit(rune(next.fold.Text[0])) {
		gap = " "
		origin = append(origin, origin[len(origin)-1])
	}
	for _, o := range next.fold.Origin {
		origin = append(origin, o+next.start-l.start)
	}
	return line{l.start, disclosure.Folded{Text: text + gap + next.fold.Text, Origin: origin}}
}

// goesOn: a line ends inside a clause, or the next begins with what ends one.
func goesOn(text, next string) bool {
	if !strings.ContainsAny(text, ",。;") || isEnumerated(next) {
		return false
	}
	if endsWithOne(text, ",", "、", "(") {
		return true
	}
	if strings.HasPrefix(next, ",") || strings.HasPrefix(next, "。") || strings.HasPrefix(next, "、") || strings.HasPrefix(next, ";") {
		return true
	}
	n := numberEnd(next, 0)
	if n == 0 || !isDigit(rune(next[0])) || endsClause(text) {
		return false
	}
	for _, unit := range mentionUnits {
		if strings.HasPrefix(next[n:], unit) {
			return true
		}
	}
	return false
}

// mayGoOn: nothing says that a full line ends a paragraph or that the next begins one.
func mayGoOn(text, next string) bool {
	return !endsClause(text) && !isEnumerated(next) && !isEnumeratedTitle(text)
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
func wrapWidth(lines []line) int {
	widest := 0
	for _, l := range lines {
		widest = max(widest, columns(l.fold.Text))
	}
	if widest < 30 || widest > 160 {
		return 0
	}
	full := 0
	for _, l := range lines {
		if w := columns(l.fold.Text); w >= widest-wrapSlack && !endsClause(l.fold.Text) {
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
