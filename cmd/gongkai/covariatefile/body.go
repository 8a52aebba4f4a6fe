package covariatefile

import (
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// body reads the lines behind the head.
func (t *table) body() error {
	for {
		fields, err := t.line()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(t.wrong(), err)
		}
		t.got.Lines++
		line, _ := t.read.FieldPos(0)
		if len(fields) != len(t.names) {
			t.note(fmt.Errorf("%s:%d: %d cells, but %d columns have a name", t.file, line, len(fields), len(t.names)))
			continue
		}
		t.row(line, fields)
	}
	if err := t.wrong(); err != nil {
		return err
	}
	if len(t.got.Values) == 0 {
		return fmt.Errorf("%s: no line has a number", t.file)
	}
	return nil
}

// note keeps an error, as bad does.
func (t *table) note(err error) {
	if len(t.errs) == mostErrors {
		t.more++
		return
	}
	t.errs = append(t.errs, err)
}

// row reads one line.
func (t *table) row(line int, fields []string) {
	code, err := codeOf(fields[t.code])
	if err != nil {
		t.bad(t.code, "%v", err)
		return
	}
	v := disclosure.CovariateValue{Line: line, Code: code, Year: t.fixed}
	if t.year >= 0 {
		year, ok := yearOf(fields[t.year])
		if !ok {
			t.bad(t.year, "%q is no year like 2020: a line without one can't stand beside others", fields[t.year])
			return
		}
		v.Year = year
	}
	if t.place >= 0 {
		v.Place = fields[t.place]
	}
	key := code + " " + strconv.Itoa(v.Year)
	if first, twice := t.seen[key]; twice {
		t.bad(t.code, "%s is in line %d already, for the same year: write it once", code, first)
		return
	}
	t.seen[key] = line
	for _, c := range t.values {
		column := &t.got.Columns[c.index]
		if fields[c.at] == "" {
			column.Empty++
			continue
		}
		value, ok := numberOf(fields[c.at])
		if !ok {
			t.bad(c.at, "%q is no number: leave the cell empty where it is not known, and put the unit into the first line", fields[c.at])
			continue
		}
		column.Values++
		cell := v
		cell.Column, cell.Raw, cell.Value = column.Name, fields[c.at], value
		t.got.Values = append(t.got.Values, cell)
	}
}

var digits = regexp.MustCompile(`^[0-9]+$`)

// codeOf reads a code of six digits, or the longer ones of statistics where the rest says nothing.
func codeOf(text string) (string, error) {
	switch {
	case text == "":
		return "", errors.New("is empty: every line has a code")
	case !digits.MatchString(text):
		return "", fmt.Errorf("%q is no code: want six digits, as 361022 (format the column as text)", text)
	case len(text) == 6:
		return text, nil
	case len(text) != 9 && len(text) != 12:
		return "", fmt.Errorf("%q has %d digits: want six (GB/T 2260), or nine or twelve that end in zeros", text, len(text))
	case strings.Trim(text[6:], "0") != "":
		return "", fmt.Errorf("%q is below a county: want the code of a county, six digits", text)
	}
	return text[:6], nil
}

var number = regexp.MustCompile(`^[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$`)

// numberOf reads a number, with or without commas between thousands.
func numberOf(text string) (float64, bool) {
	if !number.MatchString(text) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	return v, err == nil && !math.IsInf(v, 0)
}
