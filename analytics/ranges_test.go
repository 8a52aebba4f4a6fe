package analytics

import (
	"context"
	"testing"
)

// unitsDB answers every question with units.
type unitsDB []unit

func (u unitsDB) Select(_ context.Context, dst any, _ string, _ map[string]any) error {
	*dst.(*[]unit) = u
	return nil
}
func (unitsDB) Exec(context.Context, string, map[string]any) error { return nil }
func (unitsDB) Insert(context.Context, string, [][]any) error      { return nil }

// Each agency of a division that is written is in exactly one range.
func TestWrittenRanges(t *testing.T) {
	for _, c := range []struct {
		units  unitsDB
		ranges int
	}{
		{nil, 0}, {unitsDB{{"361022", 5}}, 1}, {unitsDB{{"361021", sliceYears}, {"361022", sliceYears}, {"unresolved", 1}}, 3},
		{unitsDB{{"", 1}, {"361021", 2 * sliceYears}, {"361022", 1}, {"361023", sliceYears - 1}}, 3},
	} {
		ranges, err := writtenRanges(t.Context(), c.units, 1)
		if err != nil || len(ranges) != c.ranges {
			t.Errorf("%v: %v, %v; want %d", c.units, ranges, err, c.ranges)
		}
		for _, unit := range c.units {
			for _, agency := range []string{unit.Code, unit.Code + "-audit", unit.Code + "-township-东镇", unit.Code + "-某局"} {
				in := 0
				for _, r := range ranges {
					if agency >= r.From && (agency < r.To || r.To == "") {
						in++
					}
				}
				if in != 1 {
					t.Errorf("%v: %q is in %d of %v", c.units, agency, in, ranges)
				}
			}
		}
	}
}
