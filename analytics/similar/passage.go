package similar

// LeastPassage is the least length of a passage, in characters of the normal form.
const LeastPassage = 15

// longestList bounds the places at which a passage is looked for: a shingle that stands more
// often in a text is a phrase that it repeats.
const longestList = 32

// Passage is what two texts have in common in one piece: its place in each, in code points of
// the texts, and its length in the normal form, in which it is the same on both sides. What is
// printed may differ in numbers, names and marks.
type Passage struct {
	FromA, LengthA int
	FromB, LengthB int
	Characters     int
}

// Passages lists what two texts share outside their templates, in the order of a. From each
// place the longest match is taken, the earliest one of b where several are; no part of b is
// taken twice. A passage begins and ends outside the templates; what stands in its midst belongs
// to it.
func Passages(a, b Text, templateA, templateB *Lookup) []Passage {
	own := func(g uint64) bool { return g != 0 && !templateA.Has(g) && !templateB.Has(g) }
	places := map[uint64][]int{}
	for j, g := range b.grams {
		if own(g) && len(places[g]) < longestList {
			places[g] = append(places[g], j)
		}
	}
	taken := make([]bool, len(b.Runes))
	var all []Passage
	for i := 0; i < len(a.Runes); {
		best, from := 0, 0
		if own(a.grams[i]) {
			for _, j := range places[a.grams[i]] {
				if n := match(a, b, i, j, taken, own); n > best {
					best, from = n, j
				}
			}
		}
		if best == 0 {
			i++
			continue
		}
		if p := passageAt(a, b, i, from, best); p.Characters >= LeastPassage {
			all = append(all, p)
			for j := from; j < from+best; j++ {
				taken[j] = true
			}
			i += best
		} else {
			i++
		}
	}
	return all
}

// match is how far a from i on and b from j on are the same, up to the last shingle that no
// template has.
func match(a, b Text, i, j int, taken []bool, own func(uint64) bool) int {
	last := 0
	for n := 0; i+n < len(a.Runes) && j+n < len(b.Runes) && a.Runes[i+n] == b.Runes[j+n] && !taken[j+n]; n++ {
		if n+1 >= GramLength && own(a.grams[i+n+1-GramLength]) {
			last = n + 1
		}
	}
	return last
}

func passageAt(a, b Text, i, j, n int) Passage {
	characters := 0
	for _, r := range a.Runes[i : i+n] {
		if r != signBreak {
			characters++
		}
	}
	return Passage{
		FromA: int(a.From[i]), LengthA: int(a.To[i+n-1] - a.From[i]),
		FromB: int(b.From[j]), LengthB: int(b.To[j+n-1] - b.From[j]), Characters: characters,
	}
}
