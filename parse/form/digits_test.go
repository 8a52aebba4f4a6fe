package form

import (
	"slices"
	"strings"
	"testing"
)

func newSolver() *solver { return &solver{left: mostSolved} }

func TestSplitDigits(t *testing.T) {
	reviews := totals(Reviews, threeResults)
	requests := totals(Requests, standardApplicants)
	for _, c := range []struct {
		digits string
		totals []bool
		ways   int
		only   string
	}{
		{"21317000001324019", reviews, 1, "2 1 3 1 7 0 0 0 0 0 13 2 4 0 19"},
		{"10203120001200000", reviews, 1, "1 0 2 0 3 12 0 0 0 12 0 0 0 0 0"},
		{"000000000000000", reviews, 1, "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"},
		{"1115022802113161111013", reviews, 8, ""},
		{"99999000001324019", reviews, 0, ""},
		{"12000012", requests, 0, ""},
		{"120000012", requests, 1, "12 0 0 0 0 0 12"},
		{"5000005", requests, 1, "5 0 0 0 0 0 5"},
		{"000", make([]bool, 3), 1, "0 0 0"},
		{"396442278", make([]bool, 3), 28, ""},
	} {
		ways, ok := newSolver().splitDigits(c.digits, c.totals, mostWays)
		if !ok || len(ways) != c.ways {
			t.Errorf("%s: %d ways, %v, want %d", c.digits, len(ways), ok, c.ways)
			continue
		}
		for _, way := range ways {
			var parts []string
			for i := range c.totals {
				parts = append(parts, c.digits[way[i]:way[i+1]])
			}
			if got := strings.Join(parts, " "); c.only != "" && got != c.only || strings.Join(parts, "") != c.digits {
				t.Errorf("%s read as %s", c.digits, got)
			}
		}
	}
	if ways, ok := newSolver().splitDigits(strings.Repeat("0", mostPuzzle+1), reviews, mostWays); ok {
		t.Errorf("too many digits: %d ways", len(ways))
	}
	if ways, ok := newSolver().splitDigits("1115022802113161111013", reviews, 7); ok {
		t.Errorf("of 8 ways %d are all", len(ways))
	}
}

func TestPlaceFigures(t *testing.T) {
	requests := totals(Requests, standardApplicants)
	for _, c := range []struct {
		figures []int64
		ways    int
	}{{[]int64{1, 2, 3, 4, 5, 15}, 6}, {[]int64{5, 5}, 6}, {[]int64{5, 4}, 0}, {[]int64{1, 2, 3, 4, 5, 6, 21}, 1}} {
		ways, ok := newSolver().placeFigures(c.figures, requests, mostWays)
		if !ok || len(ways) != c.ways {
			t.Errorf("%v: %d ways, %v", c.figures, len(ways), ok)
		}
		slices.SortFunc(ways, slices.Compare)
		if len(slices.CompactFunc(ways, slices.Equal)) != c.ways {
			t.Errorf("%v: a way twice", c.figures)
		}
	}
}
