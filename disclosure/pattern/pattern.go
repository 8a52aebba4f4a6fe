// Package pattern tries a regular expression only where it can match: on texts that have one
// of the words that every match needs, from the places where one of the words stands that
// every match begins with. To look for a word costs a hundredth of trying an expression, and
// most lines and titles have none. The words are found in the expression itself. An expression
// that is tried often becomes an automaton, for which texts that are alike are no new work.
//
// It gives the answers of package regexp, sooner; it refuses to be anything else.
package pattern

import (
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
)

// Regexp is a regular expression with what is known of its matches.
type Regexp struct {
	expression string
	compiled   atomic.Pointer[regexp.Regexp] // when it is first asked for, and what is learnt of it as well:
	learnt     atomic.Pointer[knowledge]     // a program tries few of its expressions, and most start often
}

// knowledge is what an expression says of its matches.
type knowledge struct {
	words   []*Words  // of each of them every match has one
	literal *Words    // what the expression matches and no more, nil where that is no list of words
	first   *Words    // every match begins with one of them, nil where it can begin with anything
	start   *anchored // the matches at the beginning of a text
	inside  *anchored // the matches at the beginning of what a text ends with, nil where there are none
	anyhow  *tried    // whether there is a match, where it can begin with anything
	atStart bool      // all that begin with anything are at the beginning of the text
}

// anchored is an expression whose matches are those at the beginning of a text.
type anchored struct {
	*regexp.Regexp
	tried
}

func newAnchored(expression string) *anchored {
	return &anchored{regexp.MustCompile(expression), tried{expression: expression}}
}

// matches reports whether a text begins with a match.
func (a *anchored) matches(text string) bool {
	if fast := a.automaton(); fast != nil {
		if end, ok := fast.end(text, true); ok {
			return end >= 0
		}
	}
	return a.MatchString(text)
}

// find is where the match ends that a text begins with, -1 where it begins with none.
func (a *anchored) find(text string) int {
	if fast := a.automaton(); fast != nil {
		if end, ok := fast.end(text, false); ok {
			return end
		}
	}
	if m := a.FindStringIndex(text); m != nil {
		return m[1]
	}
	return -1
}

// MustCompile is regexp.MustCompile, but a wrong expression panics when it is first tried, or
// when a test calls CompileAll.
func MustCompile(expression string) *Regexp {
	r := &Regexp{expression: expression}
	all.Lock()
	defer all.Unlock()
	all.made = append(all.made, r)
	return r
}

// all are the expressions that were made: those of the program, each made once, when it starts.
var all struct {
	sync.Mutex
	made []*Regexp
}

// CompileAll compiles every expression that there is. It panics at a wrong one.
func CompileAll() (expressions int) {
	all.Lock()
	defer all.Unlock()
	for _, r := range all.made {
		r.whole()
	}
	return len(all.made)
}

// whole is the expression itself.
func (r *Regexp) whole() *regexp.Regexp {
	if re := r.compiled.Load(); re != nil {
		return re
	}
	r.compiled.CompareAndSwap(nil, regexp.MustCompile(r.expression))
	return r.compiled.Load()
}

// String is the expression.
func (r *Regexp) String() string { return r.expression }

// Match is as in package regexp.
func (r *Regexp) Match(text []byte) bool { return r.whole().Match(text) }

// FindSubmatch is as in package regexp.
func (r *Regexp) FindSubmatch(text []byte) [][]byte { return r.whole().FindSubmatch(text) }

// FindAllIndex is as in package regexp.
func (r *Regexp) FindAllIndex(text []byte, n int) [][]int { return r.whole().FindAllIndex(text, n) }

func (r *Regexp) known() *knowledge {
	if k := r.learnt.Load(); k != nil {
		return k
	}
	r.learnt.CompareAndSwap(nil, learn(r.expression))
	return r.learnt.Load()
}

func learn(expression string) *knowledge {
	k := &knowledge{}
	if words := literals(expression); len(words) > 0 {
		k.literal = AnyOf(words...)
		return k
	}
	for _, words := range wordsOf(expression) {
		k.words = append(k.words, AnyOf(words...))
	}
	words, start, inside := leading(expression)
	if len(words) == 0 {
		k.anyhow, k.atStart = &tried{expression: expression, anyhow: true}, onlyAtStart(expression)
		return k
	}
	k.first, k.start = AnyOf(words...), newAnchored(start)
	switch inside {
	case "":
	case start:
		k.inside = k.start
	default:
		k.inside = newAnchored(inside)
	}
	return k
}

// possible reports whether the text has the words. An automaton that looks only where the first
// words stand tells as much in one walk.
func (k *knowledge) possible(text string) bool {
	if k.first != nil && k.inside == nil && !k.first.at(text) {
		return false
	}
	if k.first != nil && k.start.automaton() != nil && (k.inside == nil || k.inside.automaton() != nil) {
		return true
	}
	for _, words := range k.words {
		if !words.In(text) {
			return false
		}
	}
	return true
}

// anywhere reports whether a text has a match of an expression that can begin with anything; false
// where that is not known.
func (k *knowledge) anywhere(text string) (found, known bool) {
	if !k.atStart && !k.possible(text) {
		return false, true
	}
	if fast := k.anyhow.automaton(); fast != nil {
		end, ok := fast.end(text, true)
		return end >= 0, ok
	}
	return false, k.atStart && !k.possible(text)
}

// nowhere reports whether it is known that a text has no match.
func (k *knowledge) nowhere(text string) bool {
	if k.anyhow == nil {
		return !k.possible(text)
	}
	found, known := k.anywhere(text)
	return known && !found
}

// places yields, from a place of a text on, where matches can begin, with the expression for
// them, until it is told to stop.
func (k *knowledge) places(text string, from int, try func(at int, re *anchored) bool) {
	for from < len(text) {
		i, _ := k.first.find(text[from:])
		if i < 0 {
			return
		}
		from += i
		re := k.inside
		if from == 0 {
			re = k.start
		}
		if re == nil || try(from, re) {
			return
		}
		_, size := runeAt(text[from:])
		from += size
	}
}

// next finds the first match from a place on, with its groups.
func (k *knowledge) next(text string, from int) (m []int) {
	if k.literal != nil || k.start.NumSubexp() == 0 {
		return k.nextPlace(text, from)
	}
	k.places(text, from, func(at int, re *anchored) bool {
		if !re.matches(text[at:]) {
			return false
		}
		m = re.FindStringSubmatchIndex(text[at:])
		for i := range m {
			if m[i] >= 0 {
				m[i] += at
			}
		}
		return m != nil
	})
	return m
}

// nextPlace finds the first match from a place on.
func (k *knowledge) nextPlace(text string, from int) (m []int) {
	if k.literal != nil {
		if i, word := k.literal.find(text[from:]); i >= 0 {
			return []int{from + i, from + i + len(word)}
		}
		return nil
	}
	k.places(text, from, func(at int, re *anchored) bool {
		if end := re.find(text[at:]); end >= 0 {
			m = []int{at, at + end}
		}
		return m != nil
	})
	return m
}

// MatchString is as in package regexp.
func (r *Regexp) MatchString(text string) bool {
	k := r.known()
	switch {
	case k.literal != nil:
		return k.literal.In(text)
	case k.first == nil:
		if found, known := k.anywhere(text); known {
			return found
		}
		return r.whole().MatchString(text)
	case !k.possible(text):
		return false
	}
	found := false
	k.places(text, 0, func(at int, re *anchored) bool {
		found = re.matches(text[at:])
		return found
	})
	return found
}

// FindString is as in package regexp.
func (r *Regexp) FindString(text string) string {
	if m := r.FindStringIndex(text); m != nil {
		return text[m[0]:m[1]]
	}
	return ""
}

// FindStringIndex is as in package regexp.
func (r *Regexp) FindStringIndex(text string) []int {
	k := r.known()
	switch {
	case k.literal != nil:
	case k.nowhere(text):
		return nil
	case k.first == nil:
		return r.whole().FindStringIndex(text)
	}
	return k.nextPlace(text, 0)
}

// FindStringSubmatch is as in package regexp.
func (r *Regexp) FindStringSubmatch(text string) []string {
	return groups(text, r.FindStringSubmatchIndex(text))
}

// groups are the texts of places.
func groups(text string, places []int) []string {
	if places == nil {
		return nil
	}
	all := make([]string, len(places)/2)
	for i := range all {
		if places[2*i] >= 0 {
			all[i] = text[places[2*i]:places[2*i+1]]
		}
	}
	return all
}

// FindStringSubmatchIndex is as in package regexp.
func (r *Regexp) FindStringSubmatchIndex(text string) []int {
	k := r.known()
	switch {
	case k.literal != nil:
		return k.next(text, 0)
	case k.nowhere(text):
		return nil
	case k.first == nil:
		return r.whole().FindStringSubmatchIndex(text)
	}
	return k.next(text, 0)
}

// FindAllString is as in package regexp.
func (r *Regexp) FindAllString(text string, n int) []string {
	var all []string
	for _, m := range r.FindAllStringIndex(text, n) {
		all = append(all, text[m[0]:m[1]])
	}
	return all
}

// FindAllStringIndex is as in package regexp.
func (r *Regexp) FindAllStringIndex(text string, n int) [][]int {
	k := r.known()
	if k.literal == nil {
		if k.nowhere(text) {
			return nil
		}
		if k.first == nil {
			return r.whole().FindAllStringIndex(text, n)
		}
	}
	return findAll(text, n, k.nextPlace)
}

// findAll finds the matches that follow each other. None is empty.
func findAll(text string, n int, next func(text string, from int) []int) [][]int {
	var all [][]int
	for from := 0; n < 0 || len(all) < n; {
		m := next(text, from)
		if m == nil {
			break
		}
		all, from = append(all, m), m[1]
	}
	return all
}

// FindAllStringSubmatch is as in package regexp.
func (r *Regexp) FindAllStringSubmatch(text string, n int) [][]string {
	var all [][]string
	for _, m := range r.FindAllStringSubmatchIndex(text, n) {
		all = append(all, groups(text, m))
	}
	return all
}

// FindAllStringSubmatchIndex is as in package regexp.
func (r *Regexp) FindAllStringSubmatchIndex(text string, n int) [][]int {
	k := r.known()
	if k.literal == nil {
		if k.nowhere(text) {
			return nil
		}
		if k.first == nil {
			return r.whole().FindAllStringSubmatchIndex(text, n)
		}
	}
	return findAll(text, n, k.next)
}

// ReplaceAllString is as in package regexp.
func (r *Regexp) ReplaceAllString(text, replacement string) string {
	if !r.MatchString(text) {
		return text
	}
	k := r.known()
	if k.literal == nil && k.first == nil || strings.Contains(replacement, "$") {
		return r.whole().ReplaceAllString(text, replacement)
	}
	var b strings.Builder
	from := 0
	for _, m := range r.FindAllStringIndex(text, -1) { // none is empty: they begin with a word
		b.WriteString(text[from:m[0]])
		b.WriteString(replacement)
		from = m[1]
	}
	b.WriteString(text[from:])
	return b.String()
}

// Split is as in package regexp.
func (r *Regexp) Split(text string, n int) []string {
	if n != 0 && !r.MatchString(text) {
		return []string{text}
	}
	return r.whole().Split(text, n)
}
