package similar

// A county's template is what at least a fifth of its reports of a year share, and at least
// three of them: two that say the same are a pair. Of fewer than five reports nobody can tell
// what is a template and what is a passage that few share.
const (
	TemplateShare   = 5 // one in five
	LeastSharers    = 3
	LeastReports    = 5
	leastSentence   = 12  // characters of a sentence that is listed as part of a template
	LeastCharacters = 200 // of a text that is compared, in its normal form
	LeastOwn        = 60  // of them outside the template: two that share less share a sentence
)

// Sharers is how many of n reports have to share a text that is called the county's; 0 where n
// is too small to say.
func Sharers(n int) int {
	if n < LeastReports {
		return 0
	}
	return max(LeastSharers, (n+TemplateShare-1)/TemplateShare)
}

// Template returns the shingles that at least the given number of texts have; none where that
// is 0.
func Template(texts []Text, sharers int) Set {
	if sharers == 0 {
		return nil
	}
	var all []uint64
	for _, t := range texts {
		all = append(all, t.Shingles()...)
	}
	all = inOrder(all)
	var shared Set
	for i := 0; i+sharers <= len(all); i++ { // the same ones stand together
		if g := all[i]; all[i+sharers-1] == g {
			shared = append(shared, g)
			for i+1 < len(all) && all[i+1] == g {
				i++
			}
		}
	}
	return shared
}

// Sentence is a sentence that several texts have, and where it stands in each: Text is the
// index of the text, Offset and Length are in code points of it.
type Sentence struct {
	Characters int // of the normal form
	Uses       []Use
}

// Use is where a text has a sentence.
type Use struct{ Text, Offset, Length int }

// Sentences lists the sentences that at least the given number of texts have, in the order in
// which the texts have them. A text that has one twice uses it once, where it stands first.
func Sentences(texts []Text, sharers int) []Sentence {
	if sharers == 0 {
		return nil
	}
	at := map[string]int{}
	var all []Sentence
	for n, t := range texts {
		for _, s := range t.sentences() {
			if s[1]-s[0] < leastSentence {
				continue
			}
			key := string(t.Runes[s[0]:s[1]])
			i, known := at[key]
			if !known {
				i = len(all)
				at[key] = i
				all = append(all, Sentence{Characters: s[1] - s[0]})
			}
			if uses := all[i].Uses; len(uses) == 0 || uses[len(uses)-1].Text != n {
				from := int(t.From[s[0]])
				all[i].Uses = append(uses, Use{n, from, int(t.To[s[1]-1]) - from})
			}
		}
	}
	shared := all[:0]
	for _, s := range all {
		if len(s.Uses) >= sharers {
			shared = append(shared, s)
		}
	}
	return shared
}

// sentences are the stretches between two breaks, as indexes of the normal form.
func (t Text) sentences() [][2]int {
	var all [][2]int
	start := 0
	for i, r := range t.Runes {
		if r == signBreak {
			if i > start {
				all = append(all, [2]int{start, i})
			}
			start = i + 1
		}
	}
	if start < len(t.Runes) {
		all = append(all, [2]int{start, len(t.Runes)})
	}
	return all
}
