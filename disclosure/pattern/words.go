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

// wordsOf finds words of which every match of an expression has one.
func wordsOf(expression string) []string {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	return shortest(needed(tree).words)
}

// need is what is known of the matches of a part of an expression: each has one of the words.
// exact: each is one of them, whole.
type need struct {
	words []string
	exact bool
}

func needed(re *syntax.Regexp) need {
	switch re.Op {
	case syntax.OpEmptyMatch:
		return need{[]string{""}, true}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return need{[]string{string(re.Rune)}, true}
		}
	case syntax.OpCharClass:
		return neededOfClass(re.Rune)
	case syntax.OpCapture:
		return needed(re.Sub[0])
	case syntax.OpPlus:
		return need{needed(re.Sub[0]).words, false}
	case syntax.OpRepeat:
		if re.Min > 0 {
			return need{needed(re.Sub[0]).words, false}
		}
	case syntax.OpQuest:
		if n := needed(re.Sub[0]); n.exact {
			return need{append(slices.Clone(n.words), ""), true}
		}
	case syntax.OpConcat:
		return neededOfAll(re.Sub)
	case syntax.OpAlternate:
		return neededOfOne(re.Sub)
	}
	return need{}
}

// neededOfClass lists the characters of a small class.
func neededOfClass(ranges []rune) need {
	var words []string
	for i := 0; i+1 < len(ranges); i += 2 {
		for c := ranges[i]; c <= ranges[i+1]; c++ {
			if len(words) == mostOfClass {
				return need{}
			}
			words = append(words, string(c))
		}
	}
	return need{words, true}
}

// neededOfOne: a match is one of several.
func neededOfOne(parts []*syntax.Regexp) need {
	all := need{exact: true}
	for _, part := range parts {
		n := needed(part)
		if len(n.words) == 0 {
			return need{}
		}
		all.words, all.exact = append(all.words, n.words...), all.exact && n.exact
	}
	if len(all.words) > mostWords {
		return need{}
	}
	return all
}

// neededOfAll: a match is a row of parts. Neighbours that are known whole are joined; of all
// that is known then, the best counts.
func neededOfAll(parts []*syntax.Regexp) need {
	var best need
	run, whole := need{[]string{""}, true}, true
	for _, part := range parts {
		n := needed(part)
		if n.exact && len(n.words)*len(run.words) <= mostWords {
			run.words = joined(run.words, n.words)
			continue
		}
		if isAnchor(part.Op) {
			continue
		}
		whole = false
		best = better(best, better(run, n))
		run = need{[]string{""}, true}
		if n.exact {
			run = n
		}
	}
	best = better(best, run)
	best.exact = whole && best.exact
	return best
}

func isAnchor(op syntax.Op) bool {
	return op == syntax.OpBeginLine || op == syntax.OpEndLine || op == syntax.OpBeginText || op == syntax.OpEndText
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

// better chooses what tells more: longer words, then fewer.
func better(a, b need) need {
	la, lb := leastLength(a.words), leastLength(b.words)
	if lb > la || lb == la && lb > 0 && len(b.words) < len(a.words) {
		return b
	}
	return a
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
