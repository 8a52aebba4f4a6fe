package crawler

import (
	"net/url"
	"testing"
	"time"

	"gongkai/disclosure"
)

func TestNightfall(t *testing.T) {
	for moment, want := range map[string]string{
		"2026-03-01 05:59": "", "2026-03-01 06:00": "2026-03-01 22:00", "2026-03-01 21:59": "2026-03-01 22:00", "2026-03-01 22:00": "", "2026-03-02 00:00": "",
	} {
		now, err := time.ParseInLocation("2006-01-02 15:04", moment, disclosure.China)
		if err != nil {
			t.Fatal(err)
		}
		day, begins := nightfall(now.UTC())
		got := ""
		if day != "" {
			got = begins.Format("2006-01-02 15:04")
		}
		if got != want {
			t.Errorf("at %s the night begins %q, want %q", moment, got, want)
		}
	}
}

// A host that is not on this machine gets its share by day, and the rest of a full walk waits
// for the night; the next day there is a new share.
func TestFullWalksWaitForTheNight(t *testing.T) {
	u, _ := url.Parse("http://a.gov.cn/")
	at := func(hour int) time.Time { return time.Date(2026, 3, 1, hour, 0, 0, 0, disclosure.China) }
	for _, c := range []struct {
		name  string
		begin time.Time
		day   int
		asks  int
		ends  time.Time // after the last one
	}{
		{"light walk by day", at(8), 5, 5, at(8)},
		{"full walk by day", at(8), 5, 6, at(22)},
		{"full walk at night", at(23), 5, 1000, at(23)},
		{"at any hour", at(8), 0, 1000, at(8)},
		{"into the day", at(5).Add(59*time.Minute + 50*time.Second), 5, 20, at(22)},
		{"two days", at(21), 5, 5 + 8*1800 + 6, at(46)},
	} {
		clock := &fakeClock{now: c.begin}
		g := newGates(clock).of(u)
		g.shareWith(2*time.Second, 1)
		for range c.asks {
			if _, err := g.enter(t.Context(), clock, u, time.Minute, c.day, nil); err != nil {
				t.Fatal(err)
			}
			g.leave()
		}
		if late := clock.Now().Sub(c.ends); late < 0 || late > time.Hour {
			t.Errorf("%s: the last request is made at %s, want about %s", c.name, clock.Now().In(disclosure.China), c.ends)
		}
	}
}
