package dashboards

import (
	"html/template"
	"regexp"
	"strings"
	"time"

	"gongkai/disclosure"
)

// How days and moments are written: for people in their language, here and nowhere else; files,
// the API and the attribute of a time element keep ISO 8601.

// layouts are those of a language: of a day in a sentence, of a day in a table, of a moment and of a month.
var layouts = map[tongue]struct{ long, short, moment, month string }{
	chinese: {"2006年1月2日", "2006年1月2日", "2006年1月2日 15:04", "2006年1月"},
	english: {"2 January 2006", "2 Jan 2006", "2 Jan 2006, 15:04", "Jan 2006"},
}

// date writes a day as sentences do.
func (l tongue) date(d disclosure.Date) string { return d.Time().Format(layouts[l].long) }

// day writes a day as tables do; an unknown one is a dash.
func (l tongue) day(d Day) string {
	if d.Date == nil {
		return "—"
	}
	return d.Time().Format(layouts[l].short)
}

// month writes the month of a day.
func (l tongue) month(d disclosure.Date) string { return d.Time().Format(layouts[l].month) }

// when writes a moment in China's time, to the minute: deadlines are days there.
func (l tongue) when(t any) string {
	if t := momentOf(t); t != nil {
		return t.In(disclosure.China).Format(layouts[l].moment)
	}
	return "—"
}

// span writes a length of time in the largest unit that it is whole in.
func (l tongue) span(d time.Duration) string {
	switch {
	case d%time.Hour == 0:
		return l.say("span.hours", int64(d/time.Hour))
	case d%time.Minute == 0:
		return l.say("span.minutes", int64(d/time.Minute))
	}
	return l.say("span.seconds", d.Seconds())
}

func momentOf(t any) *time.Time {
	switch t := t.(type) {
	case *time.Time:
		return t
	case time.Time:
		return &t
	}
	return nil
}

// dayElement is a day that programs can read too.
func (l tongue) dayElement(d Day) template.HTML {
	if d.Date == nil {
		return "—"
	}
	return timeElement(d.String(), l.day(d))
}

// whenElement is a moment that programs can read too.
func (l tongue) whenElement(t any) template.HTML {
	m := momentOf(t)
	if m == nil {
		return "—"
	}
	return timeElement(m.In(disclosure.China).Format(time.RFC3339), l.when(m))
}

func timeElement(machine, words string) template.HTML {
	return template.HTML(`<time datetime="` + machine + `">` + words + `</time>`) //nolint:gosec // both are made of digits and the layouts above
}

var isoDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// dated writes a cell for people where it is a day, as charts' tables and changes have them: their
// files keep ISO. Anything else stays as it is.
func (l tongue) dated(cell string) any {
	if isoDay.MatchString(cell) {
		if d, err := disclosure.ParseDate(cell); err == nil {
			return l.dayElement(Day{&d})
		}
	}
	return cell
}

var grouped = regexp.MustCompile(`^[−-]?\d{1,3}(,\d{3})*(\.\d+)?$`)

// machine is a number of a page as files have it: without its groups, with the sign that programs know.
// Anything else stays as it is.
func machine(cell string) string {
	if !grouped.MatchString(cell) {
		return cell
	}
	return strings.NewReplacer(",", "", "−", "-").Replace(cell)
}
