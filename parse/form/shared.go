package form

import "gongkai/disclosure"

// unshare doubts what one cell claims for several figures: it spans the rows of both, and
// nobody knows whether it counts the one, the other or all of them.
func (t *tableReader) unshare() {
	if !t.tall {
		return
	}
	first := map[disclosure.Cell]int{}
	for i := range t.claims {
		f := &t.claims[i].Figure
		if f.Where.Cell == nil || !f.State.Known() {
			continue
		}
		at, ok := first[*f.Where.Cell]
		if !ok {
			first[*f.Where.Cell] = i
			continue
		}
		if g := &t.claims[at].Figure; g.Key() != f.Key() && g.Raw == f.Raw {
			for _, f := range []*disclosure.Figure{f, g} {
				f.State, f.Value, f.Confidence = disclosure.StateUnreadable, nil, 0
			}
		}
	}
}
