package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// What is looked for is bounded: of more words, trying the expression is no dearer. A class of
// more characters (digits, Chinese numerals) is in most texts.
const (
	mostWords   = 48
	mostOfClass = 6
)

// mostNeeds is how many lists of words are looked for: where one of the first is missing the
// expression is not tried, and a text that has one of each mostly matches.
const mostNeeds = 3

// wordsOf finds lists of words of each of which every match of an expression has one, the
// list that tells most first.
func wordsOf(expression string) [][]string {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	n := needed(tree)
	var lists [][]string
	for _, words := range append([][]string{n.words}, n.also...) {
		if words = shortest(words); words != nil && (len(lists) == 0 || tells(words)) && !slices.ContainsFunc(lists, func(l []string) bool { return implies(l, words) }) {
			lists = append(lists, words)
		}
	}
	return lists[:min(len(lists), mostNeeds)]
}

// literals lists the words that an expression is, all of them, in the order in which it
// prefers them; nil where it is anything else.
func literals(expression string) []string {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil || tree.MaxCap() > 0 {
		return nil
	}
	n := needed(tree)
	if !n.exact || n.bound || slices.Contains(n.words, "") || strings.ContainsRune(strings.Join(n.words, ""), utf8.RuneError) {
		return nil
	}
	return n.words
}

// tells reports whether it is worth while to look for words that the first list does not have:
// single characters stand in most texts.
func tells(words []string) bool { return leastLength(words) > 1 || len(words) < 3 }

// implies reports whether a text with one of the words has one of the others.
func implies(words, others []string) bool {
	for _, w := range words {
		if !slices.ContainsFunc(others, func(other string) bool { return strings.Contains(w, other) }) {
			return false
		}
	}
	return true
}

// need is what is known of the matches of a part of an expression: each has one of the words.
// exact: each is one of them, whole. bound: not wherever they stand. also are further lists, of a
// row of parts.
type need struct {
	words []string
	exact bool
	bound bool
	also  [][]string
}

func needed(re *syntax.Regexp) need {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return need{words: []string{""}, exact: true}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return need{words: []string{string(re.Rune)}, exact: true}
		}
	case syntax.OpCharClass:
		return neededOfClass(re.Rune, mostOfClass)
	case syntax.OpCapture:
		return needed(re.Sub[0])
	case syntax.OpPlus:
		return inexact(needed(re.Sub[0]))
	case syntax.OpRepeat:
		if re.Min > 0 {
			return inexact(needed(re.Sub[0]))
		}
	case syntax.OpQuest:
		if n := needed(re.Sub[0]); n.exact && re.Flags&syntax.NonGreedy == 0 {
			return need{words: append(slices.Clone(n.words), ""), exact: true, bound: n.bound}
		} else if n.exact {
			return need{words: append([]string{""}, n.words...), exact: true, bound: n.bound}
		}
	case syntax.OpConcat:
		return neededOfAll(re.Sub)
	case syntax.OpAlternate:
		return neededOfOne(re.Sub)
	}
	return need{}
}

// neededOfClass lists the characters of a small class.
func neededOfClass(ranges []rune, most int) need {
	var words []string
	for i := 0; i+1 < len(ranges); i += 2 {
		for c := ranges[i]; c <= ranges[i+1]; c++ {
			if len(words) == most {
				return need{}
			}
			words = append(words, string(c))
		}
	}
	return need{words: words, exact: true}
}

// neededOfOne: a match is one of several.
func neededOfOne(parts []*syntax.Regexp) need {
	all := need{exact: true}
	for _, part := range parts {
		n := needed(part)
		if len(n.words) == 0 {
			return need{}
		}
		all.words, all.exact, all.bound = append(all.words, n.words...), all.exact && n.exact, all.bound || n.bound
	}
	if len(all.words) > mostWords {
		return need{}
	}
	return all
}

func inexact(n need) need {
	n.exact = false
	return n
}

// neededOfAll: a match is a row of parts. Neighbours that are known whole are joined; of all
// that is known then, the best counts first.
func neededOfAll(parts []*syntax.Regexp) need {
	var all []need
	run, whole := need{words: []string{""}, exact: true}, true
	for _, part := range parts {
		if isAnchor(part.Op) {
			run.bound = true
			continue
		}
		n := needed(part)
		if n.exact && len(n.words)*len(run.words) <= mostWords {
			run.words, run.bound = joined(run.words, n.words), run.bound || n.bound
			continue
		}
		whole = false
		all = append(all, run)
		ending := commonEnd(run.words)
		run = need{words: []string{""}, exact: true}
		if n.exact {
			run = n
			if ending != "" && len(n.words) <= mostWords {
				run.words = joined([]string{ending}, n.words)
			}
		} else {
			all = append(all, n)
			for _, words := range n.also {
				all = append(all, need{words: words})
			}
		}
	}
	all = append(all, run)
	if whole {
		return run
	}
	slices.SortStableFunc(all, compare)
	best := need{words: all[0].words}
	for _, n := range all[1:min(len(all), 2*mostNeeds)] {
		best.also = append(best.also, n.words)
	}
	return best
}

func isAnchor(op syntax.Op) bool {
	return op == syntax.OpBeginLine || op == syntax.OpEndLine || op == syntax.OpBeginText || op == syntax.OpEndText
}

// commonEnd is what all words end with.
func commonEnd(words []string) string {
	end := words[0]
	for _, w := range words[1:] {
		for !strings.HasSuffix(w, end) {
			_, size := utf8.DecodeRuneInString(end)
			end = end[size:]
		}
	}
	return end
}

func joined(first, second []string) []string {
	all := make([]string, 0, len(first)*len(second))
	for _, a := range first {
		for _, b := range second {
			all = append(all, a+b)
		}
	}
	return all
}

// compare puts first what tells more: longer words, then fewer.
func compare(a, b need) int {
	la, lb := leastLength(a.words), leastLength(b.words)
	if la != lb {
		return lb - la
	}
	return len(a.words) - len(b.words)
}

// leastLength is the length of the shortest word in characters, 0 where there is none.
func leastLength(words []string) int {
	least := 0
	for i, w := range words {
		if n := utf8.RuneCountInString(w); i == 0 || n < least {
			least = n
		}
	}
	return least
}

// shortest leaves out words that hold another of the words, and all where one says nothing.
func shortest(words []string) []string {
	var kept []string
	for i, w := range words {
		if w == "" || strings.ContainsRune(w, utf8.RuneError) {
			return nil
		}
		if !slices.ContainsFunc(words, func(other string) bool { return other != w && strings.Contains(w, other) }) && !slices.Contains(words[:i], w) {
			kept = append(kept, w)
		}
	}
	return kept
}

// HasOnePrefix reports whether a text begins with one of the words; where there are many, Words
// tell it sooner.
func HasOnePrefix(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(text, w) })
}
