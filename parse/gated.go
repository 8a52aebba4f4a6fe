package parse

import "regexp"

// gated is an expression that is only tried on texts with one of its words: looking for a word
// costs a hundredth of trying an expression, and most lines have none.
type gated struct {
	words []string // each match has one of them
	re    *regexp.Regexp
}

func gate(words []string, expression string) gated {
	return gated{words, regexp.MustCompile(expression)}
}

// findAll returns up to n matches with their groups.
func (g gated) findAll(text string, n int) [][]string {
	if !hasAny(text, g.words) {
		return nil
	}
	return g.re.FindAllStringSubmatch(text, n)
}
