package pattern

import "unicode/utf8"

// Bounded is an expression for texts of up to so many characters. With the bound in the expression, as {1,200}, what
// is repeated stands in it as often: of a class of letters that is a megabyte, whenever a program starts.
type Bounded struct {
	*Regexp
	most int
}

// UpTo is MustCompile for texts of up to so many characters.
func UpTo(most int, expression string) *Bounded { return &Bounded{MustCompile(expression), most} }

// MatchString reports whether the text is short enough and has a match.
func (b *Bounded) MatchString(text string) bool {
	return len(text) <= utf8.UTFMax*b.most && utf8.RuneCountInString(text) <= b.most && b.Regexp.MatchString(text)
}
