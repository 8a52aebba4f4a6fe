// Package pattern tries a regular expression only on texts that have one of the words that
// every match needs: to look for a word costs a hundredth of trying an expression, and most
// lines and titles have none. The words are found in the expression itself.
//
// It gives the answers of package regexp, sooner; it refuses to be anything else.
package pattern

import "regexp"

// Regexp is a regular expression with the words of which every match has one. Methods that
// are not named here are those of regexp.Regexp.
type Regexp struct {
	*regexp.Regexp
	words *Words // nil: nothing is known of the matches
}

// MustCompile is regexp.MustCompile.
func MustCompile(expression string) *Regexp {
	re := &Regexp{Regexp: regexp.MustCompile(expression)}
	if words := wordsOf(expression); len(words) > 0 {
		re.words = AnyOf(words...)
	}
	return re
}

// possible reports whether the text has one of the words.
func (r *Regexp) possible(text string) bool { return r.words == nil || r.words.In(text) }

// MatchString is as in package regexp.
func (r *Regexp) MatchString(text string) bool {
	return r.possible(text) && r.Regexp.MatchString(text)
}

// FindString is as in package regexp.
func (r *Regexp) FindString(text string) string {
	if !r.possible(text) {
		return ""
	}
	return r.Regexp.FindString(text)
}

// FindStringIndex is as in package regexp.
func (r *Regexp) FindStringIndex(text string) []int {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindStringIndex(text)
}

// FindStringSubmatch is as in package regexp.
func (r *Regexp) FindStringSubmatch(text string) []string {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindStringSubmatch(text)
}

// FindStringSubmatchIndex is as in package regexp.
func (r *Regexp) FindStringSubmatchIndex(text string) []int {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindStringSubmatchIndex(text)
}

// FindAllString is as in package regexp.
func (r *Regexp) FindAllString(text string, n int) []string {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindAllString(text, n)
}

// FindAllStringIndex is as in package regexp.
func (r *Regexp) FindAllStringIndex(text string, n int) [][]int {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindAllStringIndex(text, n)
}

// FindAllStringSubmatch is as in package regexp.
func (r *Regexp) FindAllStringSubmatch(text string, n int) [][]string {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindAllStringSubmatch(text, n)
}

// FindAllStringSubmatchIndex is as in package regexp.
func (r *Regexp) FindAllStringSubmatchIndex(text string, n int) [][]int {
	if !r.possible(text) {
		return nil
	}
	return r.Regexp.FindAllStringSubmatchIndex(text, n)
}

// ReplaceAllString is as in package regexp.
func (r *Regexp) ReplaceAllString(text, replacement string) string {
	if !r.possible(text) {
		return text
	}
	return r.Regexp.ReplaceAllString(text, replacement)
}
