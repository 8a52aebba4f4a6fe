package crawler

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"gongkai/disclosure"
)

// Why a host is left alone is kept as a code as well, and so is what could not be asked for because
// of it: so that the status page says both in its reader's language.
func TestHoldsHaveReasons(t *testing.T) {
	for _, c := range []struct {
		hold disclosure.Hold
		want []string
	}{
		{disclosure.Hold{Failure: disclosure.FailureThrottled, Why: "the host answered 503 and asked for a stop of 1h0m0s"}, []string{"hold_stop", "503", "1h0m0s"}},
		{disclosure.Hold{Failure: disclosure.FailureThrottled, Why: "the host answered 429 and named no time"}, []string{"hold_silent", "429"}},
		{disclosure.Hold{Failure: disclosure.FailureRobots, Why: "robots.txt could not be had, which forbids everything: 500"}, []string{"hold_robots_failed"}},
		{disclosure.Hold{Failure: disclosure.FailureTimeout, Why: "robots.txt could not be had: no answer"}, []string{"hold_robots_silent"}},
		{disclosure.Hold{Failure: disclosure.FailureChallenge, Why: "blocked_waf"}, []string{"blocked_waf"}},
	} {
		r := holdReason(c.hold)
		if got := append([]string{r.Code}, r.Args...); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.hold.Why, got, c.want)
		}
	}
	w := newWorld(t)
	w.pages("a.test", map[string]string{"/": "role home\nlink list /l 年报"})
	now := w.clock.Now()
	w.archive.holds = []disclosure.Hold{{Host: "a.test", Since: now, Until: now.Add(24 * time.Hour), Outcome: disclosure.FetchBlocked, Failure: disclosure.FailureChallenge, Why: "blocked_waf"}}
	w.crawl()
	if why := w.archive.walk("http://a.test/").Why; why.Code != "held" || !slices.Equal(why.Args, []string{"failure.challenge", "2026-03-01 00:00:00", "2026-03-02 00:00:00", "http://a.test/"}) {
		t.Errorf("a walk that was held back: %+v", why)
	}
	w = newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, _ *http.Request) { http.Error(rw, "no", http.StatusInternalServerError) })
	w.crawl()
	if len(w.archive.holds) != 1 || w.archive.holds[0].Reason.Code != "hold_robots_failed" {
		t.Errorf("holds: %+v", w.archive.holds)
	}
}
