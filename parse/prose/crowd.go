package prose

import "unicode/utf8"

// A number, or a word of negation, is weighed by what its whole sentence says. What that costs
// grows with how many there are times the length of the sentence. Sentences with few of them are
// all read, those with more while there is room, which only a page that is made to cost much needs.
const (
	crowdedFrom = 24        // numbers and words of negation
	mostCrowded = 8_000_000 // numbers times bytes, of all sentences with more
)

// crowd is the room that is left for crowded sentences.
type crowd int

// holds takes the room that a sentence needs, and reports whether there was enough.
func (c *crowd) holds(text string, numbers []mention) bool {
	n := len(numbers)
	for i := 0; i < len(text); n++ {
		at := saysNone.Index(text[i:])
		if at < 0 {
			break
		}
		_, size := utf8.DecodeRuneInString(text[i+at:])
		i += at + size
	}
	if n > crowdedFrom {
		*c -= crowd(n * len(text))
	}
	return n <= crowdedFrom || *c >= 0
}
