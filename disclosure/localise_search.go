package disclosure

import (
	"math"
	"slices"
)

// The limits of the search. A group of identities that needs more steps is not assessable; where
// the least number is known, the sets of that size are counted as far as the steps go.
const (
	mostSteps = 10_000 // of one group: freed cells that were tried
	mostSets  = 60     // equally small sets that are looked at
)

// change is a cell of a set and what it would have to be.
type change struct {
	cell  int
	value int64
}

// search looks for all smallest sets of cells that make the equations close.
type search struct {
	barred  cellSet // cells that stay as they are
	deepest int     // the size that is tried
	steps   int
	ended   bool // a limit was reached
	sets    [][]int
	levels  []system // room for the systems of one path
	path    []int
}

// smallest returns every smallest set, each sorted; none where a limit came before the first.
// counted is false where there may be more sets of that size.
func smallest(start *system, barred cellSet) (sets [][]int, counted bool) {
	s := &search{barred: barred, levels: make([]system, 1, 8)}
	s.levels[0] = *start
	least, _, ok := packed(start, &barred)
	for s.deepest = least; ok && !s.ended && len(s.sets) == 0 && s.deepest <= mostCells; s.deepest++ {
		s.down(0, barred)
	}
	for _, set := range s.sets {
		slices.Sort(set)
	}
	slices.SortFunc(s.sets, slices.Compare)
	return s.sets, !s.ended
}

// down tries every cell of one equation that does not hold: at least one of them has to
// change. What was tried before stays barred below, so that each set is met once.
func (s *search) down(depth int, barred cellSet) {
	sys := &s.levels[depth]
	more, within, ok := packed(sys, &barred)
	// Where no change is to spare every one of them lies in one of the packed equations.
	for ok && more > 0 && depth+more == s.deepest {
		outside := all.without(&within)
		if outside = outside.or(&barred); outside == barred {
			break
		}
		barred = outside
		more, within, ok = packed(sys, &barred)
	}
	if !ok || depth+more > s.deepest {
		return
	}
	if more == 0 {
		if len(s.sets) == mostSets {
			s.ended = true
			return
		}
		s.sets = append(s.sets, slices.Clone(s.path))
		return
	}
	if len(s.levels) == depth+1 {
		s.levels = append(s.levels, system{})
		sys = &s.levels[depth]
	}
	options := narrowest(sys, &barred)
	for v := options.next(0); v >= 0; v = options.next(v + 1) {
		if s.steps++; s.steps > mostSteps {
			s.ended = true
		}
		if s.ended {
			return
		}
		_, whole := s.levels[depth+1].free(&s.levels[depth], v)
		if !whole {
			s.ended = true
			return
		}
		s.path = append(s.path, v)
		s.down(depth+1, barred)
		s.path = s.path[:len(s.path)-1]
		barred.put(v)
	}
}

// narrowest are the cells that may change of the equation, among those that do not hold, that
// has the fewest.
func narrowest(sys *system, barred *cellSet) cellSet {
	var best cellSet
	least := math.MaxInt
	for i := range sys.rows {
		if q := &sys.rows[i]; q.rest != 0 {
			cells := q.cells()
			open := cells.without(barred)
			if n := open.size(); n < least {
				best, least = open, n
			}
		}
	}
	return best
}

// all are all cells that a group can have.
var all = cellSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}

// packed is a number of cells that have to change at least: so many equations do not hold and
// share no cell that may change; within are the cells of these equations. ok is false where one
// that does not hold has no cell that may change.
func packed(sys *system, barred *cellSet) (n int, within cellSet, ok bool) {
	type open struct {
		cells cellSet
		size  int
	}
	var room [64]open
	broken := room[:0]
	for i := range sys.rows {
		if q := &sys.rows[i]; q.rest != 0 {
			cells := q.cells()
			o := open{cells: cells.without(barred)}
			if o.size = o.cells.size(); o.size == 0 {
				return 0, within, false
			}
			broken = append(broken, o)
		}
	}
	slices.SortStableFunc(broken, func(a, b open) int { return a.size - b.size })
	for i := range broken {
		if !within.meets(&broken[i].cells) {
			within = within.or(&broken[i].cells)
			n++
		}
	}
	return n, within, true
}
