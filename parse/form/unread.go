package form

import (
	"maps"

	"gongkai/disclosure"
	"gongkai/parse/grid"
)

// leastLost is how many cells must be lost before a table counts as unread: a row or two that
// nobody can tell leave a report whole.
const leastLost = 8

// tally counts the cells of one kind of table by what became of them.
type tally struct{ read, lost int }

// lose counts the cells of a row that print a figure and give none.
func (t *tableReader) lose(values []*grid.Cell) {
	for _, c := range values {
		if c.Digits {
			t.lost++
		}
	}
}

// kind is the kind of table that the reader takes its table for.
func (t *tableReader) kind() Kind {
	switch {
	case len(t.claims) > 0:
		return t.claims[0].kind
	case t.head != nil:
		return t.head.kind
	}
	return noTable
}

// Unread reports whether a table of a form was recognised and most of its cells gave no figure,
// or a row or a column of it that stands where the form has it. A blank or a dash is read: it
// says that there is none.
func (r *Reader) Unread() bool {
	if r.unplaced {
		return true
	}
	tallies := maps.Clone(r.tallies)
	if tallies == nil {
		tallies = map[Kind]tally{}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		t := tallies[c.kind]
		if c.Figure.State == disclosure.StateUnreadable {
			t.lost++
		} else {
			t.read++
		}
		tallies[c.kind] = t
	}
	for _, t := range tallies {
		if t.lost >= leastLost && t.lost > t.read {
			return true
		}
	}
	return false
}

// count adds to what became of the cells of a kind of table.
func (r *Reader) count(kind Kind, read, lost int) {
	if r.tallies == nil {
		r.tallies = map[Kind]tally{}
	}
	t := r.tallies[kind]
	r.tallies[kind] = tally{t.read + read, t.lost + lost}
}
