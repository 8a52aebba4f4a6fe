package dashboards

import (
	"testing"
	"time"

	"gongkai/disclosure"
)

func TestDaysInTheReadersLanguage(t *testing.T) {
	d, err := disclosure.NewDate(2024, 1, 31)
	if err != nil {
		t.Fatal(err)
	}
	late := time.Date(2024, 1, 30, 17, 5, 0, 0, time.UTC) // already the 31st in China
	for _, c := range []struct{ got, want string }{
		{chinese.date(d), "2024年1月31日"}, {english.date(d), "31 January 2024"},
		{chinese.day(Day{&d}), "2024年1月31日"}, {english.day(Day{&d}), "31 Jan 2024"}, {english.day(Day{}), "—"},
		{chinese.when(late), "2024年1月31日 01:05"}, {english.when(&late), "31 Jan 2024, 01:05"}, {english.when((*time.Time)(nil)), "—"},
		{chinese.span(24 * time.Hour), "24 小时"}, {english.span(90 * time.Minute), "90 min"}, {chinese.span(1500 * time.Millisecond), "1.5 秒"},
		{chinese.reason("hold_stop", []string{"429", "1h0m0s"}, "").Text, "应答 429，要求暂停 1 小时"},
		{english.month(d), "Jan 2024"}, {chinese.month(d), "2024年1月"},
		{string(english.dayElement(Day{&d})), `<time datetime="2024-01-31">31 Jan 2024</time>`},
		{string(english.whenElement(late)), `<time datetime="2024-01-31T01:05:00+08:00">31 Jan 2024, 01:05</time>`},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for _, s := range []string{"2024-13-31", "a 2024-01-31", "<b>"} { // what is no day stays text, to be escaped
		if got, ok := english.dated(s).(string); !ok || got != s {
			t.Errorf("dated(%q) is %v", s, english.dated(s))
		}
	}
}

func TestNumbersOfFiles(t *testing.T) {
	for cell, want := range map[string]string{"14,629": "14629", "−1,234.50": "-1234.50", "12": "12", "61%": "61%", "1,2": "1,2", "A,123": "A,123", "2024-01-31": "2024-01-31", "": ""} {
		if got := machine(cell); got != want {
			t.Errorf("machine(%q) is %q, want %q", cell, got, want)
		}
	}
	for v, want := range map[float64]string{14629: "14,629", 0.5: "0.5", 1234.5: "1,234.5", 999: "999"} {
		if got := english.plain(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
}

// Every shaded stretch of the calendar says why the day moved; a day that did not move shades nothing.
func TestShadedDaysHaveReasons(t *testing.T) {
	day := func(s string) Day { return date(s) }
	rows := []CalendarRow{
		{Deadline: day("2026-01-31"), DeadlineAdjusted: day("2026-02-02")}, // a Saturday
		{Deadline: day("2026-01-31"), DeadlineAdjusted: day("2026-02-02")},
		{Deadline: day("2025-01-31"), DeadlineAdjusted: day("2025-02-05")},
		{Deadline: day("2024-01-31"), DeadlineAdjusted: day("2024-01-31")}, {Deadline: day("2024-01-31")},
	}
	got := english.idle(rows, *rows[0].Deadline.Date)
	if len(got) != 2 || got[0].First != 0 || got[0].Last != 1 || got[0].Why != "Weekend (31 January 2026 to 1 February 2026): what was due on 31 January 2026 was due on 2 February 2026." || got[1].Name != "Spring Festival" {
		t.Errorf("%+v", got)
	}
}
