package disclosure

import (
	"strings"
	"time"
)

// The bases of a deadline. Only those with a date make a report missing or late; the others
// are shown without judgement.
const (
	// BasisArt49Dept: departments of governments at county level and above publish before
	// 31 January (Regulation 2019, art. 49(1)). FY2019 on.
	BasisArt49Dept = "art49_dept"
	// BasisArt49Gov: governments at county level and above publish before 31 March
	// (Regulation 2019, art. 49(2)). FY2019 on.
	BasisArt49Gov = "art49_gov"
	// BasisOldArt31: every administrative organ publishes by 31 March (Regulation 2007,
	// art. 31). FY2008–2018: the revised Regulation came into force on 2019-05-15.
	BasisOldArt31 = "old_art31"
	// BasisLocalNotice: a registered notice of a local government sets the date. Deadline
	// never returns it: it knows no notices; a register does.
	BasisLocalNotice = "local_notice"
	// BasisVertical: a body under a higher authority (tax, meteorology, tobacco, survey teams).
	BasisVertical = "vertical"
	// BasisParentDept: a dispatched office of a higher department (分局, the county's
	// ecology bureau since the reform of 2016–2019).
	BasisParentDept = "parent_dept"
	// BasisNotEstablished: it is not established that the body is a department in the sense of
	// article 49: 供销社, 残联, administrations of zones, whatever has no family.
	BasisNotEstablished = "not_established"
	// BasisNone: the law sets no date: townships and subdistricts since FY2019, agencies
	// that are not known, years before the Regulation.
	BasisNone = "none"
)

// firstFiscalYear is the first year on which reports were due: the Regulation came into force
// on 2008-05-01.
const firstFiscalYear = 2008

// firstArt49Year is the first fiscal year under the revised Regulation.
const firstArt49Year = 2019

// Due is the last day on which a report is on time. Strict is the day that the law names;
// Adjusted is the next working day where that one is a weekend or a public holiday, which the
// law does not say. Both are nil where there is no date. Publication on the day is on time.
type Due struct {
	Basis            string
	Strict, Adjusted *Date
}

// Deadline returns when the agency's report on a fiscal year was due.
func Deadline(a Agency, fiscalYear int) Due {
	basis := basisOf(a, fiscalYear)
	month := map[string]time.Month{BasisArt49Dept: time.January, BasisArt49Gov: time.March, BasisOldArt31: time.March}[basis]
	if month == 0 {
		return Due{Basis: basis}
	}
	return DueOn(Date{time.Date(fiscalYear+1, month, 31, 0, 0, 0, 0, time.UTC)}, basis)
}

// DueOn returns what is due on a day that is named, on a basis.
func DueOn(strict Date, basis string) Due {
	adjusted := nextWorkingDay(strict)
	return Due{basis, &strict, &adjusted}
}

func basisOf(a Agency, fiscalYear int) string {
	switch {
	case fiscalYear < firstFiscalYear, a.DivisionCode == "":
		return BasisNone
	case a.Family == FamilyOther && a.Vertical:
		return BasisVertical
	case a.Family == FamilyOther:
		return BasisNotEstablished
	case fiscalYear < firstArt49Year:
		return BasisOldArt31
	case a.Level == LevelTownship:
		return BasisNone
	case a.Family == FamilyZoneAdmin, isNoDepartment(a):
		return BasisNotEstablished
	case a.Family == FamilyTax, a.Family == FamilyMeteorology:
		return BasisVertical
	case a.Vertical:
		return BasisParentDept
	case a.Family == FamilyGovOffice:
		return BasisArt49Gov
	}
	return BasisArt49Dept
}

// isNoDepartment reports whether the agency is a public institution (中心, 台) or a body of a
// zone, of which article 49 does not speak.
func isNoDepartment(a Agency) bool {
	if a.Family == FamilyGovOffice && a.ID != a.DivisionCode+"-"+string(FamilyGovOffice) { // the government's own office: the government's report is due, not one of its own
		return true
	}
	if strings.HasSuffix(a.Name, "中心") || strings.HasSuffix(a.Name, "台") {
		return true
	}
	own, ok := strings.CutPrefix(a.ID, a.DivisionCode+"-"+string(a.Family)+"-")
	b, isZone := zoneOf(own)
	return ok && isZone && b.kind == zoneBody
}

// The public holidays on which a deadline fell, first and last day (yearly notices of the
// General Office of the State Council on the arrangement of holidays; for 2020 its notice
// 国办发明电〔2020〕1号, which extended the Spring Festival). Only stretches that contain a
// 31 January since 2020 or a 31 March since 2009 matter; of days that local notices set, other
// holidays are not known.
var holidays = [...][2]string{
	{"2020-01-24", "2020-02-02"}, // Spring Festival
	{"2022-01-31", "2022-02-06"},
	{"2025-01-28", "2025-02-04"},
}

// Holidays returns the first and last day of each of the public holidays that are known here: those on
// which a deadline fell.
func Holidays() [][2]Date {
	var all [][2]Date
	for _, h := range holidays {
		first, _ := ParseDate(h[0]) // constants, held by a test
		last, _ := ParseDate(h[1])
		all = append(all, [2]Date{first, last})
	}
	return all
}

// The weekend days among them that were worked in exchange for others. The arrangement for
// 2027 is not known here [K]: its 31 January, a Sunday, may yet be a working day, and is left out.
var workedWeekends = [...]string{
	"2012-03-31", // for Qingming
}

func nextWorkingDay(d Date) Date {
	for !isWorkingDay(d) {
		d = d.AddDays(1)
	}
	return d
}

func isWorkingDay(d Date) bool {
	day := d.String()
	for _, h := range holidays {
		if day >= h[0] && day <= h[1] {
			return false
		}
	}
	for _, worked := range workedWeekends {
		if day == worked {
			return true
		}
	}
	return d.t.Weekday() != time.Saturday && d.t.Weekday() != time.Sunday
}

// LatenessOf returns the days that a report was late, as the ends of what is known: low from
// the last day on which it was seen not to be there and the adjusted date, high from the
// earliest day on which it was there and the strict date. Negative days are early; nil is not
// known. It was late only where low > 0, on time only where high <= 0.
func LatenessOf(publishedLow, publishedHigh *Date, due Due) (low, high *int) {
	if publishedLow != nil && due.Adjusted != nil {
		n := publishedLow.DaysSince(*due.Adjusted)
		low = &n
	}
	if publishedHigh != nil && due.Strict != nil {
		n := publishedHigh.DaysSince(*due.Strict)
		high = &n
	}
	return low, high
}
