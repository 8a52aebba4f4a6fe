// Package pattern tries a regular expression only on texts that have one of the words that
// every match needs: to look for a word costs a hundredth of trying an expression, and most
// lines and titles have none. The words are found in the expression itself.
//
// It gives the answers of package regexp, sooner; it refuses to be anything else.
package pattern

import "regexp"

// Regexp is a regular expression with the words that every match has. Methods that
// are not named here are those of regexp.Regexp.
type Regexp struct {
	*regexp.Regexp
	words   []*Words // of each of them one; none: nothing is known of the matches
	literal *Words   // what the expression matches and no more, nil where that is no list of words
}

// MustCompile is regexp.MustCompile.
func MustCompile(expression string) *Regexp {
	re := &Regexp{Regexp: regexp.MustCompile(expression)}
	if words := literals(expression); len(words) > 0 {
		re.literal = AnyOf(words...)
		re.words = []*Words{re.literal}
		return re
	}
	for _, words := range wordsOf(expression) {
		re.words = append(re.words, AnyOf(words...))
	}
	return re
}

// possible reports whether the text has the words.
func (r *Regexp) possible(text string) bool {
	for _, words := range r.words {
		if !words.In(text) {
			return false
		}
	}
	return true
}

// MatchString is as in package regexp.
func (r *Regexp) MatchString(text string) bool {
	return r.possible(text) && (r.literal != nil || r.Regexp.MatchString(text))
}

// FindString is as in package regexp.
func (r *Regexp) FindString(text string) string {
	if r.literal != nil {
		_, word := r.literal.find(text)
		return word
	}
	if !r.possible(text) {
		return ""
	}
	return r.Regexp.FindString(text)
}

// FindStringIndex is as in package regexp.
func (r *Regexp) FindStringIndex(text string) []int {
	if r.literal != nil {
		if from, word := r.literal.find(text); from >= 0 {
			return []int{from, from + len(word)}
		}
		return nil
	}
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
