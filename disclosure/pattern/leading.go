package pattern

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// What matches can begin with is bounded: mostLeads words, classes of mostOfLead characters, among
// them the digits and the Chinese numerals up to ten.
const (
	mostLeads  = 64
	mostOfLead = 12
)

// lead is how matches begin. open: what follows in the expression follows right behind it.
type lead struct {
	word string
	open bool
}

// unknownLead: a match can begin with anything.
var unknownLead = []lead{{}}

// leading finds words with one of which every match of an expression begins; none where it
// can begin with anything. start is the expression for the beginning of a text, inside for
// other places, where nothing begins with ^; "" where it has no matches there.
func leading(expression string) (words []string, start, inside string) {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil || looksBack(tree) {
		return nil, "", ""
	}
	for _, l := range leads(tree) {
		if l.word == "" {
			return nil, "", ""
		}
		words = append(words, l.word)
	}
	words, start = withoutLonger(words), `^(?:`+tree.String()+`)`
	if behind := withoutStart(tree); len(leads(behind)) > 0 {
		inside = `^(?:` + behind.String() + `)`
	}
	return words, start, inside
}

// onlyAtStart: all matches of an expression are at the beginning of a text.
func onlyAtStart(expression string) bool {
	tree, err := syntax.Parse(expression, syntax.Perl)
	return err == nil && !looksBack(tree) && len(leads(withoutStart(tree))) == 0
}

// looksBack reports whether the characters before a match decide on it.
func looksBack(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpBeginLine, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return true
	}
	return slices.ContainsFunc(re.Sub, looksBack)
}

// withoutStart is an expression without what matches at the beginning of a text only.
func withoutStart(re *syntax.Regexp) *syntax.Regexp {
	if re.Op == syntax.OpBeginText {
		return &syntax.Regexp{Op: syntax.OpNoMatch}
	}
	if len(re.Sub) == 0 {
		return re
	}
	without := *re
	without.Sub = make([]*syntax.Regexp, len(re.Sub))
	for i, sub := range re.Sub {
		without.Sub[i] = withoutStart(sub)
	}
	return &without
}

// leads are the ways in which the matches of an expression can begin, none where it has no
// matches.
func leads(re *syntax.Regexp) []lead {
	switch re.Op {
	case syntax.OpNoMatch:
		return nil
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpEndLine:
		return []lead{{open: true}}
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []lead{{string(re.Rune), true}}
		}
	case syntax.OpCharClass:
		if words := neededOfClass(re.Rune, mostOfLead).words; words != nil {
			return leadsOf(words)
		}
	case syntax.OpCapture:
		return leads(re.Sub[0])
	case syntax.OpQuest:
		return append(leads(re.Sub[0]), lead{open: true})
	case syntax.OpStar:
		return append(closed(leads(re.Sub[0])), lead{open: true})
	case syntax.OpPlus:
		return closed(leads(re.Sub[0]))
	case syntax.OpRepeat:
		if re.Min == 0 {
			return append(closed(leads(re.Sub[0])), lead{open: true})
		}
		return closed(leads(re.Sub[0]))
	case syntax.OpAlternate:
		var all []lead
		for _, sub := range re.Sub {
			all = append(all, leads(sub)...)
		}
		return bounded(all)
	case syntax.OpConcat:
		all := []lead{{open: true}}
		for _, sub := range re.Sub {
			all = follow(all, leads(sub))
		}
		return all
	}
	return unknownLead
}

func leadsOf(words []string) []lead {
	all := make([]lead, len(words))
	for i, w := range words {
		all[i] = lead{w, true}
	}
	return all
}

// closed: what follows is not known.
func closed(all []lead) []lead {
	done := make([]lead, len(all))
	for i, l := range all {
		done[i] = lead{word: l.word}
	}
	return done
}

// follow puts what follows behind what is open.
func follow(all, next []lead) []lead {
	var joined []lead
	many := isLargeClass(next)
	for _, l := range all {
		if !l.open || many && l.word != "" {
			joined = append(joined, lead{word: l.word})
			continue
		}
		for _, n := range next {
			joined = append(joined, lead{l.word + n.word, n.open})
		}
	}
	return bounded(joined)
}

// isLargeClass: a digit is not worth telling behind a word.
func isLargeClass(all []lead) bool {
	return len(all) > mostOfClass && !slices.ContainsFunc(all, func(l lead) bool { return utf8.RuneCountInString(l.word) != 1 })
}

// bounded cuts words where they are too many, until they are not.
func bounded(all []lead) []lead {
	all = distinct(all)
	for most := 4; len(all) > mostLeads; most-- {
		for i, l := range all {
			if word := []rune(l.word); len(word) > most {
				all[i] = lead{word: string(word[:most])}
			}
		}
		all = distinct(all)
	}
	return all
}

// distinct leaves out what another that is not open begins as well.
func distinct(all []lead) []lead {
	slices.SortFunc(all, func(a, b lead) int {
		switch {
		case a.word != b.word:
			return strings.Compare(a.word, b.word)
		case a.open == b.open:
			return 0
		case b.open:
			return -1
		}
		return 1
	})
	kept, covers := all[:0], lead{open: true} // the last that is not open: what it begins stands right behind it
	for _, l := range all {
		if !covers.open && strings.HasPrefix(l.word, covers.word) || len(kept) > 0 && l == kept[len(kept)-1] {
			continue
		}
		if kept = append(kept, l); !l.open {
			covers = l
		}
	}
	return kept
}

// withoutLonger leaves out words that begin with another.
func withoutLonger(words []string) []string {
	var kept []string
	for i, w := range words {
		longer := strings.ContainsRune(w, '\uFFFD')
		if longer {
			return nil
		}
		for k, other := range words {
			longer = longer || strings.HasPrefix(w, other) && (other != w || k < i)
		}
		if !longer {
			kept = append(kept, w)
		}
	}
	return kept
}
