package dashboards

import (
	"context"
	"slices"
	"strconv"

	"gongkai/dashboards/chart"
	"gongkai/disclosure"
)

const (
	mostSpans = 1500 // reports of one calendar: beyond, a place has to be chosen
	farDays   = 92   // what lies further from every deadline is outside of the drawing
)

// calendarRows are the expected reports of a year.
func (s *server) calendarRows(ctx context.Context, q chartQuestion, y uint16) ([]CalendarRow, error) {
	rows := []CalendarRow{}
	err := s.Measures.Select(ctx, &rows, "calendar", map[string]any{"county": q.County, "level": q.Level, "family": q.Family, "year": y, "limit": uint32(mostSpans + 1)})
	return rows, err
}

// drawCalendar draws the days of publication of a year against the deadlines.
func drawCalendar(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	years, err := s.knownYears(ctx, q.among())
	if err != nil {
		return chart.Chart{}, err
	}
	y := q.Year
	if y == 0 {
		y = years.newestYear()
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	c := l.manySpans(years.due(y))
	if years.due(y) <= mostSpans { // the rows of more are not asked for
		rows, err := s.calendarRows(ctx, q, y)
		if err != nil {
			return chart.Chart{}, err
		}
		c = l.calendar(rows, y, l.whose(where, q.among()))
	}
	c.Source = s.source(ctx, l)
	return c, nil
}

// manySpans is the chart where there is too much to draw.
func (l tongue) manySpans(due uint64) chart.Chart {
	many := l.say("draw.calendar.many", due, mostSpans)
	return chart.Chart{Title: many, Subtitle: l.say("draw.calendar.subtitle"), Sentence: many}
}

func (l tongue) calendar(rows []CalendarRow, y uint16, where string) chart.Chart {
	year := strconv.Itoa(int(y))
	none := l.say("draw.calendar.none", year, where)
	c := chart.Chart{Title: none, Subtitle: l.say("draw.calendar.subtitle"), Sentence: none}
	if len(rows) > mostSpans {
		return l.manySpans(rows[0].Total)
	}
	counts := map[string]int{}
	var drawn []CalendarRow
	for _, r := range rows {
		switch {
		case r.Deadline.Date == nil:
			counts["no_deadline"]++
		case r.PublishedHigh.Date == nil && r.PublishedLow.Date == nil:
			counts["no_day"]++
		default:
			counts[r.Status]++
			drawn = append(drawn, r)
		}
	}
	if len(drawn) == 0 {
		return c
	}
	known := counts["on_time"] + counts["late"]
	c.Title = l.say("draw.calendar", year, where, len(drawn), counts["on_time"], counts["late"])
	c.Sentence = l.say("draw.calendar.sentence", year, where, len(drawn), counts["on_time"], counts["late"], len(drawn)-known, counts["no_day"], counts["no_deadline"])
	p := l.calendarPlot(drawn)
	for _, idle := range p.Shaded {
		c.Subtitle += " " + idle.Why
	}
	c.Plot = p
	c.Table.Columns = []string{l.say("agencies.name"), l.say("agency.status"), l.say("draw.calendar.after"), l.say("draw.calendar.by"), l.say("agency.deadline"), l.say("draw.calendar.days")}
	for _, r := range drawn {
		c.Table.Rows = append(c.Table.Rows, chart.Row{Href: l.reportOr(r.ReportID, r.AgencyID),
			Cells: []string{r.Name, l.word("status", r.Status), known1(r.PublishedLow.String()), known1(r.PublishedHigh.String()), r.Deadline.String(), l.days(r.DaysLateLow, r.DaysLateHigh)}})
	}
	return c
}

// reportOr is the address of the report or, where there is none, of the agency.
func (l tongue) reportOr(report *string, agency string) string {
	if report != nil {
		return address(l, place("/reports/", *report))
	}
	return address(l, place("/agencies/", agency))
}

// calendarMarks are the shapes of a status.
var calendarMarks = []struct{ status, shape, colour string }{{"on_time", chart.Circle, "blue"}, {"late", chart.Triangle, "vermillion"}, {"unknown", chart.Square, "grey"}}

func (l tongue) calendarPlot(rows []CalendarRow) chart.Calendar {
	zero := *rows[0].Deadline.Date // days are counted from the first deadline
	p := chart.Calendar{From: -30, To: 30}
	for _, m := range calendarMarks {
		p.Keys = append(p.Keys, chart.Key{Name: l.word("status", m.status), Colour: m.colour, Shape: m.shape, Hollow: m.status == "unknown"})
	}
	last := rows[len(rows)-1].Deadline.DaysSince(zero)
	p.To = max(p.To, last+30)
	for _, r := range rows {
		for _, d := range []Day{r.PublishedLow, r.PublishedHigh} {
			if d.Date != nil {
				n := d.DaysSince(zero)
				p.From, p.To = min(p.From, max(n-2, -farDays)), max(p.To, min(n+2, last+farDays))
			}
		}
	}
	for _, r := range rows {
		l.addSpan(&p, r, zero)
	}
	p.Shaded = l.idle(rows, zero)
	for n := p.From; n <= p.To; n++ {
		if d := zero.AddDays(n); d.Time().Day() == 1 {
			p.Months = append(p.Months, chart.Day{At: n, Name: l.month(d)})
		}
	}
	return p
}

// idle are the stretches of days without work on which deadlines fell, each with the reason why the day
// moved: a public holiday, or else the weekend.
func (l tongue) idle(rows []CalendarRow, zero disclosure.Date) []chart.Stretch {
	var all []chart.Stretch
	for _, r := range rows {
		if r.DeadlineAdjusted.Date == nil || r.DeadlineAdjusted.DaysSince(*r.Deadline.Date) <= 0 {
			continue
		}
		first, last, kind := *r.Deadline.Date, r.DeadlineAdjusted.AddDays(-1), "weekend"
		for _, h := range disclosure.Holidays() {
			if !first.Before(h[0]) && !h[1].Before(first) {
				first, last, kind = h[0], h[1], "holiday"
			}
		}
		s := chart.Stretch{First: first.DaysSince(zero), Last: last.DaysSince(zero), Name: l.say("draw.calendar." + kind)}
		s.Why = l.say("draw.calendar.why", s.Name, l.date(first), l.date(last), l.date(*r.Deadline.Date), l.date(*r.DeadlineAdjusted.Date))
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// addSpan adds a report to those of its deadline. What lies outside of the drawing is open like what is not known.
func (l tongue) addSpan(p *chart.Calendar, r CalendarRow, zero disclosure.Date) {
	within := func(d Day) *int {
		if d.Date == nil {
			return nil
		}
		n := d.DaysSince(zero)
		if n < p.From || n > p.To {
			return nil
		}
		return &n
	}
	i := slices.IndexFunc(calendarMarks, func(m struct{ status, shape, colour string }) bool { return m.status == r.Status })
	if i < 0 {
		i = len(calendarMarks) - 1
	}
	m := calendarMarks[i]
	s := chart.Span{Low: within(r.PublishedLow), High: within(r.PublishedHigh), Shape: m.shape, Colour: m.colour, Hollow: m.status == "unknown", Href: l.reportOr(r.ReportID, r.AgencyID)}
	s.Title = l.say("cell.words", r.Name, l.word("status", r.Status)) + l.say("join.clause") + l.days(r.DaysLateLow, r.DaysLateHigh)
	due := r.Deadline.DaysSince(zero)
	if n := len(p.Groups); n == 0 || p.Groups[n-1].Deadline != due {
		p.Groups = append(p.Groups, chart.Due{Name: l.say("draw.calendar.due", l.day(r.Deadline)), Deadline: due})
	}
	g := &p.Groups[len(p.Groups)-1]
	g.Spans = append(g.Spans, s)
}
