package similar

import (
	"cmp"
	"context"
	"slices"
)

// mostTogether: of more texts that share a band the database chooses which are compared (candidates.sql).
const mostTogether = 40

// readTogether are texts that were just read, with the pairs of them that are candidates of each other: those of an
// agency in other years, and those of a county and year that share a band or are nearest.
type readTogether struct {
	texts []member
	pairs map[[2]int32]bool // places in texts
}

// member is a text that can be compared.
type member struct {
	row
	unit *unit
	i    int // its place there
}

// compareRead compares the texts that were just read as far as they are candidates: to read them again for it takes as
// long as it took to read them. What lies in units that were read at another time is compared once the candidates of all
// are known.
func (r *runner) compareRead(ctx context.Context, units []*unit) error {
	t := &readTogether{pairs: map[[2]int32]bool{}}
	for _, u := range units {
		t.ofUnit(u)
	}
	t.ofAgencies()
	pairs, texts := t.candidates()
	return r.compare(ctx, pairs, texts)
}

// ofUnit adds the candidates within a county and year.
func (t *readTogether) ofUnit(u *unit) {
	banded := map[uint64][]int32{}
	standing := map[string]int32{}
	first := len(t.texts)
	for i, s := range u.signatures {
		if s == nil {
			continue
		}
		n := int32(len(t.texts))
		t.texts = append(t.texts, member{u.rows[i], u, i})
		for _, band := range s.Keys() {
			banded[band] = append(banded[band], n)
		}
		if u.rows[i].Which == "current" {
			standing[u.rows[i].ReportID] = n
		}
	}
	for _, all := range banded {
		if len(all) <= mostTogether {
			t.each(all)
		}
	}
	for n := first; n < len(t.texts); n++ {
		if nearest, known := standing[u.closest[t.texts[n].i]]; known {
			t.pair(int32(n), nearest)
		}
	}
}

func (t *readTogether) each(all []int32) {
	for n, x := range all {
		for _, y := range all[n+1:] {
			t.pair(x, y)
		}
	}
}

// ofAgencies adds each agency's texts beside those of the years before.
func (t *readTogether) ofAgencies() {
	of := map[string][]int32{}
	for n, m := range t.texts {
		of[m.AgencyID] = append(of[m.AgencyID], int32(n))
	}
	for _, all := range of {
		for n, x := range all {
			for _, y := range all[n+1:] {
				if a, b := t.texts[x].FiscalYear, t.texts[y].FiscalYear; a != b && max(a, b)-min(a, b) <= yearsBack {
					t.pair(x, y)
				}
			}
		}
	}
}

// pair adds two texts, where they are of two reports and one at least stands.
func (t *readTogether) pair(x, y int32) {
	a, b := t.texts[x], t.texts[y]
	if a.ReportID != b.ReportID && (a.Which == "current" || b.Which == "current") {
		t.pairs[[2]int32{min(x, y), max(x, y)}] = true
	}
}

// candidates are the pairs as the database names them, in a fixed order, and their texts.
func (t *readTogether) candidates() ([]candidate, map[textName]*prepared) {
	all := make([]candidate, 0, len(t.pairs))
	for p := range t.pairs {
		x, y := t.texts[p[0]], t.texts[p[1]]
		if cmp.Or(cmp.Compare(x.ReportID, y.ReportID), cmp.Compare(x.Which, y.Which)) > 0 {
			x, y = y, x
		}
		all = append(all, candidate{x.ReportID, x.Which, x.unit.keys[x.i], y.ReportID, y.Which, y.unit.keys[y.i]})
	}
	slices.SortFunc(all, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.ReportA, y.ReportA), cmp.Compare(x.WhichA, y.WhichA), cmp.Compare(x.ReportB, y.ReportB), cmp.Compare(x.WhichB, y.WhichB))
	})
	texts := make(map[textName]*prepared, len(t.texts))
	for _, m := range t.texts {
		u := m.unit
		texts[textName{m.ReportID, m.Which}] = &prepared{printed: m.Text, text: u.texts[m.i], rest: u.rest[m.i], template: u.template}
	}
	return all, texts
}
