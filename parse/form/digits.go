package form

import (
	"slices"
	"strconv"
)

// A row of figures whose cells are no longer apart is a puzzle: its pieces, digits that run
// together or figures between which blank cells vanished, are to be laid into the cells of
// the form in their order. The sums that the form prints say which way is right; a way counts
// only where it is the only one.
type puzzle struct {
	totals []bool // for each cell: it prints the sum of the cells since the total before it
	pieces int
	most   int                              // pieces that one cell takes: digits of a number, or 1
	blank  bool                             // a cell may be empty
	value  func(from, to int) (int64, bool) // of the pieces [from, to) in one cell
}

// Bounds on a puzzle: a row that needs more is not read.
const (
	mostPuzzle   = 60     // digits
	mostPuzzled  = 20_000 // ways to begin it that are still open
	longestSplit = 9      // digits of one number
)

// solver counts what puzzles have cost: a document has only so many steps.
type solver struct {
	left     int
	vanished bool // blank cells left no trace in the text: nobody knows how many numbers run together
}

// mostSolved is how many steps all puzzles of a document may take.
const mostSolved = 400_000

// step is how far a puzzle is laid: the pieces that are used and the sum since the last total.
type step struct {
	used int
	sum  int64
}

// solve lists the ways to lay the pieces, each the place where every cell begins and the
// last one ends. ok is false where there are more than limit ways, or too much to try.
func (p *puzzle) solve(s *solver, limit int) (ways [][]int, ok bool) {
	if p.pieces > mostPuzzle || len(p.totals) == 0 {
		return nil, false
	}
	layers := make([]map[step][]step, len(p.totals)+1) // each step with those before it
	layers[0] = map[step][]step{{}: nil}
	most := min(mostPuzzled, s.left)
	open := 0
	defer func() { s.left -= open }()
	for i, total := range p.totals {
		layers[i+1] = map[step][]step{}
		for from := range layers[i] {
			for n := range min(p.most, p.pieces-from.used) + 1 {
				to, fits := p.lay(from, n, total)
				if !fits || p.pieces-to.used > p.most*(len(p.totals)-i-1) {
					continue
				}
				layers[i+1][to] = append(layers[i+1][to], from)
				if open++; open > most {
					return nil, false
				}
			}
		}
	}
	way := make([]int, len(p.totals)+1)
	var back func(layer int, s step)
	back = func(layer int, s step) {
		way[layer] = s.used
		if layer == 0 {
			ways = append(ways, slices.Clone(way))
			return
		}
		for _, before := range layers[layer][s] {
			if len(ways) <= limit {
				back(layer-1, before)
			}
		}
	}
	for end := range layers[len(p.totals)] {
		if end.used == p.pieces && len(ways) <= limit {
			back(len(p.totals), end)
		}
	}
	if len(ways) > limit {
		return nil, false
	}
	return ways, true
}

// lay puts the next n pieces into a cell.
func (p *puzzle) lay(from step, n int, total bool) (step, bool) {
	v := int64(0)
	if n > 0 {
		var ok bool
		if v, ok = p.value(from.used, from.used+n); !ok {
			return step{}, false
		}
	} else if !p.blank {
		return step{}, false
	}
	if total {
		return step{from.used + n, 0}, v == from.sum
	}
	if !slices.Contains(p.totals, true) {
		return step{from.used + n, 0}, true
	}
	return step{from.used + n, from.sum + v}, true
}

// splitDigits lists the ways to part digits into numbers without leading zeros.
func (s *solver) splitDigits(digits string, totals []bool, limit int) ([][]int, bool) {
	p := puzzle{totals: totals, pieces: len(digits), most: longestSplit, value: func(from, to int) (int64, bool) {
		if digits[from] == '0' && to-from > 1 {
			return 0, false
		}
		n, err := strconv.ParseInt(digits[from:to], 10, 64)
		return n, err == nil
	}}
	return p.solve(s, limit)
}

// placeFigures lists the ways to place figures in cells some of which are blank. A blank
// total stands only under nothing.
func (s *solver) placeFigures(figures []int64, totals []bool, limit int) ([][]int, bool) {
	p := puzzle{totals: totals, pieces: len(figures), most: 1, blank: true, value: func(from, _ int) (int64, bool) {
		return figures[from], true
	}}
	return p.solve(s, limit)
}
