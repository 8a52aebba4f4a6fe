package covariatefile

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// head reads the line of names: which column has codes, which years, which numbers in which unit.
func (t *table) head() error {
	names, err := t.line()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%s: the file is empty: its first line names the columns", t.file)
	}
	if err != nil {
		return err
	}
	if len(names) == 1 && strings.ContainsAny(names[0], "\t;，") {
		return fmt.Errorf("%s:1: there is one column: cells are parted by commas", t.file)
	}
	t.names = names
	for i, n := range names {
		if first := slices.Index(names, n); n == "" {
			t.bad(i, "has no name: every column has one")
		} else if first < i {
			t.bad(i, "has the name of column %d", first+1)
		}
	}
	t.code = t.known(t.options.Code, "--code", codeNames)
	t.year = -1
	if year, given := yearOf(t.options.Year); given {
		t.fixed = year
	} else {
		t.year = t.known(t.options.Year, "--year", yearNames)
	}
	t.place = t.known(t.options.Place, "--place", placeNames)
	if t.code < 0 && t.options.Code == "" {
		t.errs = append(t.errs, fmt.Errorf("%s:1: no column has codes of divisions: name one of them %s, or say which it is with --code", t.file, strings.Join(codeNames, ", ")))
	}
	if len(t.errs) == 0 { // without it a column of codes would be one of numbers
		t.columns()
	}
	return t.wrong()
}

// known is the column of a name that was given or, without one, the only one that has one of the names; -1: there is none.
func (t *table) known(given, flag string, names []string) int {
	if given != "" {
		at := slices.Index(t.names, given)
		if at < 0 {
			t.errs = append(t.errs, fmt.Errorf("%s:1: there is no column %q (%s); there are %s", t.file, given, flag, strings.Join(t.names, ", ")))
		}
		return at
	}
	found := -1
	for i, n := range t.names {
		if !slices.Contains(names, strings.ToLower(n)) || slices.Contains(t.options.Leave, n) {
			continue
		}
		if found >= 0 {
			t.bad(i, "may be meant as well as column %d (%s): say which with %s", found+1, t.names[found], flag)
			return found
		}
		found = i
	}
	return found
}

// unitTail is the unit behind a name: 常住人口（万人）, area (km²).
var unitTail = regexp.MustCompile(`^(.*\S)\s*[(（]([^()（）]+)[)）]$`)

// columns lists those of numbers, with their units.
func (t *table) columns() {
	units := map[string]string{}
	for name, unit := range t.options.Units {
		units[name] = strings.TrimSpace(unit)
	}
	leave := slices.Clone(t.options.Leave)
	for i, n := range t.names {
		if at := slices.Index(leave, n); at >= 0 {
			leave = slices.Delete(leave, at, at+1)
			continue
		}
		if i == t.code || i == t.year || i == t.place || n == "" {
			continue
		}
		c := disclosure.CovariateColumn{Name: n, Unit: units[n]}
		delete(units, n)
		if m := unitTail.FindStringSubmatch(n); m != nil && c.Unit == "" {
			c.Name, c.Unit = m[1], strings.TrimSpace(m[2])
			if given, ok := units[c.Name]; ok {
				c.Unit = given
				delete(units, c.Name)
			}
		}
		switch {
		case c.Unit == "":
			t.bad(i, "has no unit: write it in brackets behind the name, as 人口(人), or say --unit %s=人; a column that is no number is left out with --leave", n)
		case slices.ContainsFunc(t.got.Columns, func(o disclosure.CovariateColumn) bool { return o.Name == c.Name }):
			t.bad(i, "there is a column %s before it", c.Name)
		case len(c.Name) > 120 || len(c.Unit) > 60:
			t.bad(i, "name and unit are too long: 120 and 60 bytes at most")
		}
		t.values = append(t.values, valueColumn{i, len(t.got.Columns)})
		t.got.Columns = append(t.got.Columns, c)
	}
	for _, n := range leave {
		t.errs = append(t.errs, fmt.Errorf("%s:1: there is no column %q (--leave); there are %s", t.file, n, strings.Join(t.names, ", ")))
	}
	for n := range units {
		t.errs = append(t.errs, fmt.Errorf("%s:1: there is no column of numbers %q (--unit); there are %s", t.file, n, strings.Join(t.names, ", ")))
	}
	if len(t.values) == 0 {
		t.errs = append(t.errs, fmt.Errorf("%s:1: no column has numbers: beside codes, years and names there is none", t.file))
	}
}

var yearText = regexp.MustCompile(`^((?:19|20)\d\d)年?度?$`)

// yearOf reads a year, 1900 to 2099.
func yearOf(text string) (int, bool) {
	m := yearText.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	year, _ := strconv.Atoi(m[1]) // four digits
	return year, true
}
