package disclosure

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed lineage.tsv
var lineageTSV string

// Lifespan is in which fiscal years an agency reports. It surely does from SureFrom to SureTo,
// and surely does not before From or after To; the years between are open. 0 is no bound.
type Lifespan struct{ From, SureFrom, SureTo, To int }

// Possible reports whether the agency may have existed to report on a year.
func (l Lifespan) Possible(year int) bool {
	return (l.From == 0 || year >= l.From) && (l.To == 0 || year <= l.To)
}

// Sure reports whether it is certain that it did.
func (l Lifespan) Sure(year int) bool {
	return l.Possible(year) && year >= l.SureFrom && (l.SureTo == 0 || year <= l.SureTo)
}

// LifespanOf returns what the reforms of all counties tell of an agency. What one county did at
// a time of its own stands in its register.
func LifespanOf(a Agency) Lifespan { return lineOf(a).Lifespan }

// FoundedLocally reports whether counties founded such an agency each at a time of its own: one
// that never reported is not known to have been there in an earlier year.
func FoundedLocally(a Agency) bool {
	switch {
	case a.Level == LevelTownship, a.Family == FamilyUrbanMgmt, a.Family == FamilyAdminApproval, a.Family == FamilyZoneAdmin:
		return true
	}
	return a.ID != a.DivisionCode+"-"+string(a.Family)
}

// SuccessorOf returns the ID of the agency that took over the functions of one that was merged;
// empty where none is known.
func SuccessorOf(a Agency) string {
	switch f := lineOf(a).successor; f {
	case "":
		return ""
	case "=":
		return a.DivisionCode + "-" + string(a.Family)
	default:
		return a.DivisionCode + "-" + f
	}
}

type line struct {
	Lifespan
	successor string
}

// lineage is what is known, by family and body.
var lineage = sync.OnceValue(func() map[[2]string]line {
	all := map[[2]string]line{}
	for text := range strings.Lines(lineageTSV) {
		if strings.HasPrefix(text, "#") {
			continue
		}
		c := strings.Split(strings.TrimRight(text, "\n"), "\t")
		l := line{Lifespan: Lifespan{lineYear(c[2]), lineYear(c[3]), lineYear(c[4]), lineYear(c[5])}, successor: strings.TrimPrefix(c[6], "-")}
		for _, body := range strings.Fields(c[1]) {
			all[[2]string{c[0], body}] = l
		}
	}
	return all
})

// lineYear reads a year of lineage.tsv, which a test reads whole.
func lineYear(text string) int {
	if text == "-" {
		return 0
	}
	year, err := strconv.Atoi(text)
	if err != nil {
		panic(fmt.Sprintf("disclosure: lineage.tsv: %v", err))
	}
	return year
}

// lineOf finds what is said of an agency: bodies beside a family's own have their name in their ID.
func lineOf(a Agency) line {
	if a.DivisionCode == "" || a.Level == LevelTownship || a.Family == FamilyOther || a.Family == FamilyGovOffice || a.Family == FamilyZoneAdmin {
		return line{}
	}
	own := a.DivisionCode + "-" + string(a.Family)
	if a.ID == own {
		return lineage()[[2]string{string(a.Family), "="}]
	}
	name, ok := strings.CutPrefix(a.ID, own+"-")
	if !ok || !families().aliases[name].apart {
		return line{}
	}
	if l, ok := lineage()[[2]string{string(a.Family), name}]; ok {
		return l
	}
	return lineage()[[2]string{"*", "*"}]
}
