package agencylist

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

// notice reads a local notice.
func (c *checker) notice(k register.County, raw notice) (n register.Notice, ok bool) {
	errs := len(c.errs)
	n.Source = raw.Source.value
	year, err := strconv.Atoi(raw.FiscalYear.value)
	if err != nil || year < 2008 || year > 2100 {
		c.bad(raw.FiscalYear, "fiscal_year: %q is no year of a report: write for example 2021", raw.FiscalYear.value)
	}
	n.FiscalYear = year
	deadline, issued := c.day(raw.Deadline, "deadline"), c.day(raw.IssuedOn, "issued_on")
	for _, missing := range []struct {
		at   text
		what string
		is   bool
	}{
		{raw.FiscalYear, "deadline", deadline == nil && raw.Deadline.value == ""},
		{raw.FiscalYear, "issued_on", issued == nil && raw.IssuedOn.value == ""},
		{raw.FiscalYear, "source", n.Source == ""},
		{raw.FiscalYear, "covers or agencies", len(raw.Covers)+len(raw.Agencies) == 0},
	} {
		if missing.is {
			c.bad(missing.at, "a notice: %s is missing", missing.what)
		}
	}
	if deadline != nil {
		n.Deadline = *deadline
		if deadline.Year() <= year {
			c.bad(raw.Deadline, "deadline: %s is before the year %d is over", deadline, year)
		}
	}
	if issued != nil {
		n.IssuedOn = *issued
	}
	for _, t := range raw.Covers {
		kind := register.Kind(t.value)
		if !slices.Contains([]register.Kind{register.KindGovernment, register.KindDepartments, register.KindTownships}, kind) {
			c.bad(t, "covers: %q is none of %s, %s, %s", t.value, register.KindGovernment, register.KindDepartments, register.KindTownships)
			continue
		}
		n.Kinds = append(n.Kinds, kind)
	}
	for _, t := range raw.Agencies {
		a, certain := disclosure.ResolveAgency(t.value, k.Division)
		if !certain {
			a, certain = k.Means(a)
		}
		if !certain {
			c.bad(t, "agencies: which one %s is can't be told: write its whole name, or list it under agencies of the county", t.value)
			continue
		}
		n.Agencies = append(n.Agencies, a.ID)
	}
	return n, len(c.errs) == errs
}

// day reads a day; nil where none is written, or none that there is.
func (c *checker) day(t text, what string) *disclosure.Date {
	if t.value == "" {
		return nil
	}
	d, err := disclosure.ParseDate(t.value)
	if err != nil {
		c.bad(t, "%s: %q is no day: write for example 2019-03-01", what, t.value)
		return nil
	}
	return &d
}

func isFamily(f disclosure.Family) bool { return slices.Contains(familyCodes(), string(f)) }

func familyCodes() []string {
	var codes []string
	for _, f := range disclosure.Families() {
		codes = append(codes, string(f.Family))
	}
	return codes
}

// Example is a file to begin with.
var Example = strings.TrimLeft(fmt.Sprintf(`
counties:
  - division_code: "361022"              # GB/T 2260
    source: 机构改革方案（文号）              # where the list comes from; a person must be able to look there
    agencies:                            # bodies that report, or did; none need be complete
      - name: 医疗保障局
        from: 2019-02-20                 # first day, where known
        to:                              # last day; empty: still there
      - name: 经济合作办
        family: other                    # only where the name does not tell the kind: %s, …
        also: [经合办]                    # what it is called as well
        predecessors: [招商局]            # whose functions it took over
    not_agencies: [某某有限公司]           # names that are no agency
    notices:                             # local notices that set the day
      - fiscal_year: 2021
        deadline: 2022-02-20
        issued_on: 2021-12-20
        covers: [townships]              # %s, %s, %s; or agencies: [names]
        source: 通知的标题、文号或地址
`, disclosure.FamilyCivil, register.KindGovernment, register.KindDepartments, register.KindTownships), "\n")
