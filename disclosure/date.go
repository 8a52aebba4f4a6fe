package disclosure

import (
	"fmt"
	"time"
)

// Date is a day of the civil calendar, without a time zone: law and reports speak of days.
type Date struct{ t time.Time }

// China is the time zone of every deadline and of every "day" on which something was seen.
var China = time.FixedZone("UTC+8", 8*3600)

// NewDate returns the day; out-of-range months or days are an error, never rolled over.
func NewDate(year, month, day int) (Date, error) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return Date{}, fmt.Errorf("%04d-%02d-%02d is not a day", year, month, day)
	}
	return Date{t}, nil
}

// DateOf returns the day in China on which t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(China).Date()
	return Date{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// ParseDate reads "2006-01-02".
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	return Date{t}, err
}

// Time returns midnight UTC of the day, as databases store dates.
func (d Date) Time() time.Time { return d.t }

// Midnight returns the moment at which the day begins in China.
func (d Date) Midnight() time.Time { return d.t.Add(-8 * time.Hour) }

// Year returns the calendar year.
func (d Date) Year() int { return d.t.Year() }

// IsZero reports whether the date was never set.
func (d Date) IsZero() bool { return d.t.IsZero() }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.t.Before(e.t) }

// DaysSince returns the days from e to d, negative where d is earlier.
func (d Date) DaysSince(e Date) int { return int(d.t.Sub(e.t).Hours() / 24) }

// AddDays returns the day n days later.
func (d Date) AddDays(n int) Date { return Date{d.t.AddDate(0, 0, n)} }

// String writes "2006-01-02".
func (d Date) String() string { return d.t.Format(time.DateOnly) }

// MarshalText writes "2006-01-02".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2006-01-02".
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}
