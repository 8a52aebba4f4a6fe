package schedule

import (
	"fmt"
	"testing"
	"time"

	"gongkai/disclosure"
)

// china reads "2026-01-31 22:00" as China writes it.
func china(t *testing.T, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", text, disclosure.China)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func plan(t *testing.T, id, expression string) Plan {
	t.Helper()
	p, err := Of(disclosure.Site{ID: id, Schedule: expression})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ expression, after, want string }{
		{"30 2 * * *", "2026-06-01 02:30", "2026-06-02 02:30"},
		{"*/15 22-23 * * *", "2026-06-01 23:45", "2026-06-02 22:00"},
		{"0 23 1,15 * *", "2026-06-02 00:00", "2026-06-15 23:00"},
		{"0 22 * 1-3 mon", "2026-06-02 00:00", "2027-01-04 22:00"},
		{"0 22 13 * 5", "2026-06-01 00:00", "2026-06-05 22:00"}, // a day of either kind, as cron has always done it
		{"0 22 29 2 *", "2026-06-01 00:00", "2028-02-29 22:00"},
		{"0 1 * * 7", "2026-06-01 02:00", "2026-06-07 01:00"}, // Sunday is 0 and 7
		{"@daily", "2026-06-01 12:00", "2026-06-02 00:00"},
		{"@monthly", "2026-06-01 12:00", "2026-07-01 00:00"},
	} {
		e, err := Parse(c.expression)
		if err != nil {
			t.Errorf("%s: %v", c.expression, err)
			continue
		}
		// The answer is the same wherever the machine is.
		if got := e.Next(china(t, c.after).UTC()); !got.Equal(china(t, c.want)) {
			t.Errorf("%s after %s: %s, want %s", c.expression, c.after, got.In(disclosure.China), c.want)
		}
	}
	for _, bad := range []string{"", "99 99 99 99 99", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *", "* * * * 8",
		"* * * *", "* * * * * *", "0 0 30 2 *", "0 0 31 4,6,9,11 *", "TZ=UTC 0 0 * * *", "CRON_TZ=UTC 0 0 * * *", "@every 5m", "@never", "5-1x * * * *", "*/0 * * * *"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

func TestSeasons(t *testing.T) {
	for day, want := range map[string]Season{
		"2026-01-09 23:59": OffSeason, "2026-01-10 00:00": Departments, "2026-01-31 12:00": Departments, "2026-02-15 23:59": Departments,
		"2026-02-16 00:00": OffSeason, "2026-03-09 23:59": OffSeason, "2026-03-10 00:00": Governments, "2026-03-31 12:00": Governments,
		"2026-04-15 23:59": Governments, "2026-04-16 00:00": OffSeason, "2026-08-01 00:00": OffSeason,
	} {
		if got := SeasonOf(china(t, day).UTC()); got != want {
			t.Errorf("%s: season %d, want %d", day, got, want)
		}
	}
}

// What the calendar of the law gives, whatever the site: never more than the days that are
// named here between two crawls, and always in the evening or the first hours of the night.
func TestLegalCalendar(t *testing.T) {
	for i := range 60 {
		p := plan(t, fmt.Sprintf("county%d", i), "")
		at, end := china(t, "2026-01-01 12:00"), china(t, "2027-01-01 12:00")
		months, daily := map[time.Month]int{}, map[Season]int{}
		for at = p.Next(Past{Started: at}); at.Before(end); at = p.Next(Past{Started: at}) {
			night := at.Add(-evening * time.Hour).In(disclosure.China) // the evening that the night belongs to
			if night.Hour() >= 4 {
				t.Fatalf("%s begins at %s", p.site, at)
			}
			if season := SeasonOf(night); season == OffSeason {
				months[night.Month()]++
			} else {
				daily[season]++
			}
		}
		if daily[Departments] != 37 || daily[Governments] != 37 {
			t.Errorf("%s: %v evenings in the seasons, want each of 37", p.site, daily)
		}
		for month := time.May; month <= time.December; month++ {
			if months[month] != 1 {
				t.Errorf("%s: %d crawls in %s", p.site, months[month], month)
			}
		}
	}
}

func TestNext(t *testing.T) {
	for name, c := range map[string]struct {
		expression, started, held string
		silent                    bool
		from, to                  string // Next lies between, both included; "": at once
	}{
		"never crawled":                     {},
		"in season, the evening after":      {started: "2026-01-20 22:40", from: "2026-01-21 22:00", to: "2026-01-22 01:59"},
		"started by hand in the daytime":    {started: "2026-01-20 15:00", from: "2026-01-20 22:00", to: "2026-01-21 01:59"},
		"down for a week: long past":        {started: "2026-01-20 22:40", from: "2026-01-21 22:00", to: "2026-01-22 01:59"},
		"the season begins":                 {started: "2026-01-09 12:00", from: "2026-01-09 22:00", to: "2026-01-11 01:59"},
		"off season, within a month":        {started: "2026-06-10 22:00", from: "2026-06-10 22:01", to: "2026-07-11 02:00"},
		"off season, without an answer":     {started: "2026-06-10 22:00", silent: true, from: "2026-06-11 22:00", to: "2026-06-12 01:59"},
		"without an answer, and held":       {started: "2026-06-10 22:00", held: "2026-06-17 22:10", silent: true, from: "2026-06-18 22:00", to: "2026-06-19 01:59"},
		"cron, without an answer":           {expression: "0 22 1 * *", started: "2026-06-10 22:00", silent: true, from: "2026-07-01 22:00", to: "2026-07-01 22:14"},
		"over the turn of the year":         {started: "2025-12-31 23:59", from: "2026-01-01 00:00", to: "2026-01-11 01:59"},
		"held for a week in season":         {started: "2026-01-20 22:40", held: "2026-01-27 22:50", from: "2026-01-27 22:51", to: "2026-01-29 01:59"},
		"a hold that is over":               {started: "2026-01-20 22:40", held: "2026-01-19 00:00", from: "2026-01-21 22:00", to: "2026-01-22 01:59"},
		"never crawled and held":            {held: "2026-01-20 22:40", from: "2026-01-20 22:41", to: "2026-01-22 01:59"},
		"started by hand before its turn":   {started: "2026-01-20 22:00", from: "2026-01-21 22:00", to: "2026-01-22 01:59"},
		"cron, within a quarter of an hour": {expression: "30 2 * * *", started: "2026-06-10 03:00", from: "2026-06-11 02:30", to: "2026-06-11 02:44"},
		"cron, started by hand before it":   {expression: "30 2 * * *", started: "2026-06-10 02:00", from: "2026-06-10 02:30", to: "2026-06-10 02:44"},
		"cron, every ten minutes":           {expression: "*/10 * * * *", started: "2026-06-10 02:05", from: "2026-06-10 02:10", to: "2026-06-10 02:10"},
	} {
		p := plan(t, "lichuan", c.expression)
		past := Past{Started: china(t, c.started).UTC(), Held: china(t, c.held).UTC(), Silent: c.silent}
		if c.started == "" {
			past.Started = time.Time{}
		}
		if c.held == "" {
			past.Held = time.Time{}
		}
		got := p.Next(past)
		if c.from == "" {
			if !got.IsZero() {
				t.Errorf("%s: %s, want at once", name, got)
			}
			continue
		}
		if got.Before(china(t, c.from)) || got.After(china(t, c.to).Add(time.Minute-1)) {
			t.Errorf("%s: %s, want %s to %s", name, got.In(disclosure.China), c.from, c.to)
		}
		if again := p.Next(past); !again.Equal(got) {
			t.Errorf("%s: once %s, once %s", name, got, again)
		}
	}
}

// However long a service was down, one crawl makes up for what was missed.
func TestCatchingUpIsOneCrawl(t *testing.T) {
	for _, expression := range []string{"", "0 22 * * *", "*/5 * * * *"} {
		p := plan(t, "lichuan", expression)
		now := china(t, "2026-02-10 12:00")
		if due := p.Next(Past{Started: china(t, "2026-01-12 23:00")}); due.After(now) {
			t.Errorf("%q: not due after four weeks", expression)
		}
		if due := p.Next(Past{Started: now}); !due.After(now) {
			t.Errorf("%q: due again at %s after the crawl that made up for it", expression, due)
		}
	}
}

// Every time of an expression comes once, in its order, also where the spread reaches over it.
func TestSpreadKeepsOrder(t *testing.T) {
	for _, expression := range []string{"* * * * *", "*/7 * * * *", "0 * * * *", "58,59 23 * * *", "0 22 * * 1"} {
		p, c := plan(t, "lichuan", expression), plan(t, "lichuan", expression).cron
		at := china(t, "2026-05-30 12:00")
		slot := at
		for range 300 {
			slot = c.Next(slot)
			at = p.Next(Past{Started: at})
			if late := at.Sub(slot); late < 0 || late > spreadMost || !at.Before(c.Next(slot)) {
				t.Fatalf("%s: %s comes at %s", expression, slot, at)
			}
		}
	}
}

// Sites of one plan do not begin together.
func TestSitesAreSpread(t *testing.T) {
	hours, days := map[int]int{}, map[int]int{}
	for i := range 1000 {
		p := plan(t, fmt.Sprintf("county%d", i), "")
		hours[p.Next(Past{Started: china(t, "2026-01-20 12:00")}).In(disclosure.China).Hour()]++
		days[p.Next(Past{Started: china(t, "2026-06-01 12:00")}).Add(-evening*time.Hour).In(disclosure.China).Day()]++
	}
	for _, hour := range []int{22, 23, 0, 1} {
		if hours[hour] < 180 {
			t.Errorf("%d of 1000 sites begin in hour %d", hours[hour], hour)
		}
	}
	for day := 1; day <= monthDays; day++ {
		if days[day] < 12 || days[day] > 72 {
			t.Errorf("%d of 1000 sites on day %d", days[day], day)
		}
	}
}
