package disclosure

import (
	"slices"
	"testing"
)

func TestDivisionIn(t *testing.T) {
	for _, c := range []struct {
		code     string
		year     int
		want     string
		standing Standing
	}{
		{"361022", 2020, "361022", StandingSame},
		{"361022", 0, "361022", StandingSame},
		{"360000", 2020, "360000", StandingSame},
		{"431121", 2019, "431181", StandingRenumbered}, // 祁阳县 became 祁阳市
		{"431121", 2023, "431181", StandingRenumbered},
		{"431181", 2015, "431181", StandingSame},
		{"410322", 2019, "", StandingMerged}, // 孟津县 and 吉利区 became 孟津区, under which both years' reports stand
		{"410306", 2019, "410306", StandingSame},
		{"410306", 2022, "", StandingMerged},
		{"410308", 2019, "", StandingMerged},
		{"410308", 2022, "410308", StandingSame},
		{"350402", 2020, "350402", StandingSame},
		{"330105", 2019, "", StandingMerged}, // 拱墅区 without and with 下城区
		{"330105", 2021, "330105", StandingSame},
		{"330105", 0, "", StandingMerged},
		{"330104", 2020, "330104", StandingSame},
		{"330104", 2021, "", StandingSplit},
		{"330110", 2020, "", StandingSplit}, // 余杭区 with and without 临平区
		{"330113", 2022, "330113", StandingSame},
		{"330113", 2019, "", StandingSplit},
		{"320602", 2015, "", StandingMerged},
		{"130503", 2019, "", StandingSplit}, // 桥西区's code, 信都区's since
		{"990121", 2020, "", StandingUnknown},
		{"123456", 0, "", StandingUnknown},
	} {
		if d, s := DivisionIn(c.code, c.year); d.Code != c.want || s != c.standing || (d.Code != "") != s.Matched() {
			t.Errorf("%s in %d: %s %s, want %s %s", c.code, c.year, d.Code, s, c.want, c.standing)
		}
	}
}

// TestDivisionChanges: what became several or was made of several is none of the codes that only got a new number, but
// for those whose reports stand under their successor, and every former division is in one of both files.
func TestDivisionChanges(t *testing.T) {
	changes := divisionChanges()
	for code, next := range divisions().former {
		if _, changed := changes[code]; next == "" && !changed {
			t.Errorf("%s became no single division, and no change says why", code)
		}
	}
	for code, c := range changes {
		if c.year < 2020 || len(c.before) == 0 || len(c.after) == 0 || !slices.IsSorted(c.before) || !slices.IsSorted(c.after) {
			t.Errorf("%s: %v", code, c)
		}
		if _, known := FindDivision(code); slices.Contains(c.after, code) && !known {
			t.Errorf("%s came in %d and is not in the table", code, c.year)
		}
	}
}
