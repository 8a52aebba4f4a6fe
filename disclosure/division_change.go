package disclosure

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Standing says how a code that somebody wrote beside a year stands to the divisions of today.
type Standing string

// The standings of codes. Only those of StandingSame and StandingRenumbered name a division.
const (
	StandingSame       Standing = "same"       // the code names its division, in that year and in the table
	StandingRenumbered Standing = "renumbered" // one division took the place of the code's own, alone and whole
	StandingMerged     Standing = "merged"     // the code's area became a part of another, or is made of several
	StandingSplit      Standing = "split"      // the code's area was divided, or gave a part away
	StandingDoubled    Standing = "doubled"    // two codes of one table name the same division and year
	StandingUnknown    Standing = "unknown"    // the table of divisions does not have the code
)

// Standings are all of them.
var Standings = []Standing{StandingSame, StandingRenumbered, StandingMerged, StandingSplit, StandingDoubled, StandingUnknown}

// Matched reports whether a code of that standing names a division.
func (s Standing) Matched() bool { return s == StandingSame || s == StandingRenumbered }

//go:embed division_changes.tsv
var divisionChangesTSV string

// divisionChange is a merger or a division of areas.
type divisionChange struct {
	year          int
	before, after []string
}

// standing is what became of areas: of several one is a merger, everything else a division.
func (c divisionChange) standing() Standing {
	if len(c.after) == 1 {
		return StandingMerged
	}
	return StandingSplit
}

// divisionChanges are the changes by each code that they concern.
var divisionChanges = sync.OnceValue(func() map[string]divisionChange {
	all := map[string]divisionChange{}
	for line := range strings.Lines(divisionChangesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimRight(line, "\n"), "\t")
		year, _ := strconv.Atoi(f[0]) // the file is embedded and tested
		c := divisionChange{year, strings.Fields(f[1]), strings.Fields(f[2])}
		for _, code := range slices.Concat(c.before, c.after) {
			all[code] = c
		}
	}
	return all
})

// DivisionIn returns the division that a code of GB/T 2260 names in a year, as reports are filed under it: for a code
// that is no longer there the one division that took its place. Where areas were merged or divided nothing is guessed:
// a code names its division only in years in which both are the same area, and in no year where none is given (0).
// The division is there only where the standing is matched.
func DivisionIn(code string, year int) (Division, Standing) {
	d, known := FindDivision(code)
	next, moved := Successor(code)
	_, former := divisions().former[code]
	if c, changed := divisionChanges()[code]; changed {
		switch {
		case year >= c.year && slices.Contains(c.after, code) && known && !former:
			return d, StandingSame
		case year != 0 && year < c.year && !slices.Contains(c.after, code) && former && !moved:
			return d, StandingSame // it is filed under its own code still
		}
		return Division{}, c.standing()
	}
	switch {
	case moved:
		return next, StandingRenumbered
	case !known:
		return Division{}, StandingUnknown
	case former: // it became no single one
		return Division{}, StandingMerged
	}
	return d, StandingSame
}
