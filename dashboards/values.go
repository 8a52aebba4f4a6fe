package dashboards

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"gongkai/disclosure"
)

// Decimal is an exact number that may be unknown. It reads the database's decimals and is
// null in JSON where unknown: never 0.
type Decimal struct{ *disclosure.Number }

// Known reports whether there is a number.
func (d Decimal) Known() bool { return d.Number != nil }

// Scan reads NULL, or anything that prints itself as a plain decimal.
func (d *Decimal) Scan(v any) error {
	d.Number = nil
	if v == nil {
		return nil
	}
	n, err := disclosure.ParseNumber(fmt.Sprint(v))
	if err != nil {
		return fmt.Errorf("reading a decimal: %w", err)
	}
	d.Number = &n
	return nil
}

// Decimals are several numbers, some of which may be unknown.
type Decimals []Decimal

// Scan reads a slice of what Decimal reads.
func (d *Decimals) Scan(v any) error {
	values, ok := v.([]*decimal.Decimal)
	if !ok {
		return fmt.Errorf("reading decimals: not a list of them: %T", v)
	}
	*d = make(Decimals, len(values))
	for i, n := range values {
		if n == nil {
			continue
		}
		if err := (*d)[i].Scan(n); err != nil {
			return err
		}
	}
	return nil
}

// MarshalJSON writes the number exactly, or null.
func (d Decimal) MarshalJSON() ([]byte, error) { return json.Marshal(d.Number) }

// String writes the number exactly; unknown is the empty string.
func (d Decimal) String() string {
	if d.Number == nil {
		return ""
	}
	return d.Number.String()
}

// Plus adds two numbers; an unknown one makes the sum unknown.
func (d Decimal) Plus(e Decimal) Decimal {
	if d.Number == nil || e.Number == nil {
		return Decimal{}
	}
	sum := *d.Number + *e.Number
	return Decimal{&sum}
}

// Whole returns the number where it is known and whole: counts of cases are.
func (d Decimal) Whole() (int64, bool) {
	if d.Number == nil {
		return 0, false
	}
	whole := int64(*d.Number / disclosure.Int(1))
	return whole, disclosure.Int(whole) == *d.Number
}

// orNil makes unknown what the database has as an empty text.
func orNil(texts ...**string) {
	for _, t := range texts {
		if *t != nil && **t == "" {
			*t = nil
		}
	}
}

// Day is a civil date that may be unknown.
type Day struct{ *disclosure.Date }

// Scan reads NULL or a date.
func (d *Day) Scan(v any) error {
	d.Date = nil
	switch v := v.(type) {
	case nil:
		return nil
	case time.Time:
		date, err := disclosure.NewDate(v.Year(), int(v.Month()), v.Day())
		d.Date = &date
		return err
	}
	return fmt.Errorf("reading a date: %T is none", v)
}

// MarshalJSON writes "2006-01-02" or null.
func (d Day) MarshalJSON() ([]byte, error) { return json.Marshal(d.Date) }

// String writes "2006-01-02"; unknown is the empty string.
func (d Day) String() string {
	if d.Date == nil {
		return ""
	}
	return d.Date.String()
}
