package similar

// GramLength is how many characters of the normal form make one shingle.
const GramLength = 5

// Signs that stand in the normal form for what was taken out.
const (
	signNumber = '#'
	signName   = '@'
	signBreak  = '|' // end of a sentence, or a place where something was taken out
)

// Text is a text in its normal form, with the way back to what is printed.
type Text struct {
	Runes    []rune
	From, To []int32  // of each rune: its place in the text, in code points, To is behind it
	grams    []uint64 // the shingle that begins at each rune, 0 where there is none
	set      Set
}

// newText hashes the runs of five characters that begin at each rune.
func newText(runes []rune, from, to []int32) Text {
	t := Text{Runes: runes, From: from, To: to, grams: make([]uint64, len(runes))}
	for i := range runes {
		t.grams[i] = gramAt(runes, i)
	}
	t.set = setOf(t.grams)
	return t
}

// gramAt is the hash of the five runes from i on; 0 where there are no five in one sentence, and
// where they are nothing but signs.
func gramAt(runes []rune, i int) uint64 {
	if i+GramLength > len(runes) {
		return 0
	}
	words := false
	for _, r := range runes[i : i+GramLength] {
		if r == signBreak {
			return 0
		}
		words = words || r != signNumber && r != signName
	}
	if !words {
		return 0
	}
	g := runes[i:]
	h := mix(uint64(g[0]) | uint64(g[1])<<21 | uint64(g[2])<<42)
	return max(1, mix(h^(uint64(g[3])|uint64(g[4])<<21)))
}

// mix spreads the bits of x over all 64: the finaliser of SplitMix64 (G. L. Steele, D. Lea,
// C. H. Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// Characters counts the characters of the normal form; ends of sentences are none.
func (t Text) Characters() int {
	n := 0
	for _, r := range t.Runes {
		if r != signBreak {
			n++
		}
	}
	return n
}

// Shingles are the text's runs of five characters. The set is shared: it must not be changed.
func (t Text) Shingles() Set { return t.set }

// Residual is what the text says beside a template: its shingles that are not the template's, and
// its characters that stand in none of the template's shingles.
func (t Text) Residual(template *Lookup) (Set, int) {
	characters, covered := 0, 0 // covered: runes from here on that a shingle of the template covers
	for i, g := range t.grams {
		if g != 0 && template.Has(g) {
			covered = GramLength
		}
		if covered == 0 && t.Runes[i] != signBreak {
			characters++
		}
		covered = max(0, covered-1)
	}
	return t.set.Without(template.Set), characters
}
