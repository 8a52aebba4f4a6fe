package demo

import "strconv"

// dice is a small generator whose rolls depend on nothing but the words it was made from,
// so that a new agency or year never changes the pages of the others (SplitMix64, seeded
// with FNV-1a).
type dice uint64

// roll returns the dice of a name.
func roll(words ...string) *dice {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	d := dice(h)
	return &d
}

func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// n returns a number from 0 to k-1; 0 where k is not positive.
func (d *dice) n(k int) int {
	if k <= 0 {
		return 0
	}
	return int(d.next() % uint64(k))
}

// between returns a number from low to high, both included.
func (d *dice) between(low, high int) int { return low + d.n(high-low+1) }

// chance is true in that many of a hundred rolls.
func (d *dice) chance(percent int) bool { return d.n(100) < percent }

// pick returns one of the choices.
func pick[T any](d *dice, choices []T) T { return choices[d.n(len(choices))] }

// weighted returns an index with a probability in proportion to its weight.
func (d *dice) weighted(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.n(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}

func itoa(n int) string { return strconv.Itoa(n) }
