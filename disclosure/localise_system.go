package disclosure

import "math/bits"

// mostCells is the number of cells that a group can have: table 3 has 182.
const mostCells = 256

// cellSet is a set of cells of a group.
type cellSet [mostCells / 64]uint64

func (s *cellSet) has(v int) bool { return s[v/64]>>(v%64)&1 == 1 }
func (s *cellSet) put(v int)      { s[v/64] |= 1 << (v % 64) }

func (s *cellSet) size() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// next is the first member from v on, -1 where there is none.
func (s *cellSet) next(v int) int {
	for i := v / 64; i < len(s); i++ {
		w := s[i]
		if i == v/64 {
			w &= ^uint64(0) << (v % 64)
		}
		if w != 0 {
			return i*64 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

func (s *cellSet) without(t *cellSet) cellSet {
	var r cellSet
	for i := range s {
		r[i] = s[i] &^ t[i]
	}
	return r
}

func (s *cellSet) or(t *cellSet) cellSet {
	var r cellSet
	for i := range s {
		r[i] = s[i] | t[i]
	}
	return r
}

func (s *cellSet) meets(t *cellSet) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// equation is Σ plus − Σ minus = 0 over the cells, and what the sum comes to as printed.
type equation struct {
	plus, minus cellSet
	rest        int64
}

func (q *equation) add(v, sign int, value int64) {
	if sign > 0 {
		q.plus.put(v)
		q.rest += value
		return
	}
	q.minus.put(v)
	q.rest -= value
}

func (q *equation) cells() cellSet { return q.plus.or(&q.minus) }

// less subtracts another equation, scaled so that cell v, which both have, falls out. It
// reports whether every other cell still counts once: identities of rows and columns make a
// network, where it always does.
func (q *equation) less(p *equation, v int) bool {
	plus, minus, rest := &p.plus, &p.minus, p.rest
	if q.plus.has(v) == p.minus.has(v) { // opposite signs: the negative of p is subtracted
		plus, minus, rest = minus, plus, -rest
	}
	gain, loss := q.plus.or(minus), q.minus.or(plus)
	if q.plus.meets(minus) || q.minus.meets(plus) {
		return false
	}
	q.plus, q.minus = gain.without(&loss), loss.without(&gain)
	q.rest -= rest
	return true
}

// system are the equations that are left where some cells are free, and how the free ones
// follow from them.
type system struct {
	rows   []equation
	pivots []pivot
}

// pivot is a free cell and the equation that gives it.
type pivot struct {
	cell int
	row  equation
}

// free lets a cell be anything: one equation gives it, the others lose it. changed is false
// where no equation has it; whole is false where a coefficient other than 1 would come about.
func (s *system) free(from *system, v int) (changed, whole bool) {
	s.rows, s.pivots = append(s.rows[:0], from.rows...), append(s.pivots[:0], from.pivots...)
	best, size := -1, mostCells+1
	for i := range s.rows {
		if q := &s.rows[i]; q.plus.has(v) || q.minus.has(v) {
			if all := q.cells(); all.size() < size {
				best, size = i, all.size()
			}
		}
	}
	if best < 0 {
		return false, true
	}
	p := s.rows[best]
	s.rows = append(s.rows[:best], s.rows[best+1:]...)
	for i := range s.rows {
		if q := &s.rows[i]; q.plus.has(v) || q.minus.has(v) {
			if !q.less(&p, v) {
				return true, false
			}
		}
	}
	s.pivots = append(s.pivots, pivot{v, p})
	return true, true
}

// closes reports whether every equation that is left holds.
func (s *system) closes() bool {
	for i := range s.rows {
		if s.rows[i].rest != 0 {
			return false
		}
	}
	return true
}

// changes are what the free cells have to change by, all others staying as they are.
func (s *system) changes() map[int]int64 {
	d := map[int]int64{}
	for i := len(s.pivots) - 1; i >= 0; i-- {
		p := &s.pivots[i]
		rest := p.row.rest
		for v, change := range d {
			if p.row.plus.has(v) {
				rest += change
			} else if p.row.minus.has(v) {
				rest -= change
			}
		}
		if p.row.plus.has(p.cell) {
			rest = -rest
		}
		d[p.cell] = rest
	}
	return d
}
