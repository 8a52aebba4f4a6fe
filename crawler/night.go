package crawler

import (
	"cmp"
	"net/url"
	"time"

	"gongkai/disclosure"
)

// By day people use the site. A light walk, which asks for lists and for what has changed on
// them, may take place then; a full one goes on at night, China time.
const (
	nightBegins = 22 // o'clock
	nightEnds   = 6
	dayRequests = 300 // requests that a host gets by day: ten minutes of its time at the usual pace
)

// nightfall returns the day in China that a moment is in, and when its night begins; no moment
// where it is night.
func nightfall(now time.Time) (day string, begins time.Time) {
	here := now.In(disclosure.China)
	if here.Hour() < nightEnds || here.Hour() >= nightBegins {
		return "", time.Time{}
	}
	return here.Format(time.DateOnly), time.Date(here.Year(), here.Month(), here.Day(), nightBegins, 0, 0, 0, disclosure.China)
}

// daylight counts a host's requests by day.
type daylight struct {
	day   string
	asked int
}

// opens is when the next request may be made at the earliest; zero: now.
func (d *daylight) opens(now time.Time, most int) time.Time {
	day, begins := nightfall(now)
	if day == "" || day != d.day || d.asked < most {
		return time.Time{}
	}
	return begins
}

func (d *daylight) count(now time.Time) {
	day, _ := nightfall(now)
	switch {
	case day == "":
	case day != d.day:
		d.day, d.asked = day, 1
	default:
		d.asked++
	}
}

// recallDay counts what a site's hosts were asked today, by a process that is no more. A host that
// this process has asked today has its count already.
func (c *Crawler) recallDay(known map[string]disclosure.Capture, now time.Time) {
	today, _ := nightfall(now)
	if today == "" {
		return
	}
	asked := map[*gate]int{}
	for _, k := range known {
		day, _ := nightfall(k.FetchedAt)
		if u, err := url.Parse(cmp.Or(k.FinalURL, k.URL)); err == nil && day == today {
			asked[c.gates.of(u)]++
		}
	}
	for g, n := range asked {
		g.mu.Lock()
		if g.light.day != today {
			g.light = daylight{today, n}
		}
		g.mu.Unlock()
	}
}
