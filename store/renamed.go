package store

import (
	"slices"

	"gongkai/disclosure"
)

// maybeSame finds the bodies below counties that may be one under the names of two times: what
// tells them apart is that one is a 乡 and the other a 镇 or 街道, and they never report on the same
// year. That it is so is nowhere said; a register or an answer can say it, and then they are one.
// Bodies that a register has are what it says.
func (r registers) maybeSame(reported map[string]reporting) map[string][]string {
	type place struct{ division, root string }
	byRoot := map[place][]reporting{}
	for _, a := range reported {
		agency := a.agency()
		root := disclosure.TownshipRoot(agency)
		if _, listed := r.of(agency, disclosure.Division{}).Find(a.ID); root != "" && !listed {
			p := place{agency.DivisionCode, root}
			byRoot[p] = append(byRoot[p], a)
		}
	}
	same := map[string][]string{}
	for _, bodies := range byRoot {
		for _, a := range bodies {
			for _, b := range bodies {
				if a.ID != b.ID && (a.First == 0 || b.First == 0 || a.Last < b.First || b.Last < a.First) {
					same[a.ID] = append(same[a.ID], b.ID)
				}
			}
			slices.Sort(same[a.ID])
		}
	}
	return same
}

// otherNames reports whether a body that may be the same reports on years before or after its own.
// One that is only known from a column is there today.
func otherNames(seen reporting, same []string, reported map[string]reporting) (before, after bool) {
	for _, id := range same {
		other := reported[id]
		before = before || other.First != 0 && other.Last < seen.First
		after = after || other.First == 0 || other.First > seen.Last
	}
	return before, after
}
