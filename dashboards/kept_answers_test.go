package dashboards

import (
	"context"
	"errors"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// changing is a service whose data changes and whose database takes its time.
type changing struct {
	*service
	settled, mark int
	slow          atomic.Int64 // how long a question takes
	broken        atomic.Bool
}

func newChanging(t *testing.T) *changing {
	c := &changing{settled: 1, mark: 1}
	c.service = newServiceWith(t, func(config *Config) { config.Measures = c })
	c.measures.rows["data_version"] = func(map[string]any) any {
		state := strconv.Itoa(c.settled)
		return []VersionRow{{"digest" + state, 1, 1, &seen, state + "." + strconv.Itoa(c.mark), state, "", 0}}
	}
	return c
}

func (c *changing) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	if measure != "data_version" {
		time.Sleep(time.Duration(c.slow.Load())) // of the test's own clock
		if c.broken.Load() {
			return errors.New("broken")
		}
	}
	return c.measures.Select(ctx, dst, measure, params)
}

// known lets the service learn of a change: who comes after a while waits for the version of the data.
func (c *changing) known() {
	time.Sleep(versionStale)
	c.get("/api/v1/openapi.json")
	synctest.Wait()
}

// asks is an answer, and what was asked of the database for it.
func (c *changing) asks(address string, headers ...string) (w *httptest.ResponseRecorder, asked []string) {
	c.measures.mu.Lock()
	before := len(c.measures.asked)
	c.measures.mu.Unlock()
	w = c.get(address, headers...)
	c.measures.mu.Lock()
	defer c.measures.mu.Unlock()
	return w, slices.DeleteFunc(slices.Clone(c.measures.asked[before:]), func(m string) bool { return m == "data_version" })
}

// What a crawl adds drops no page that cannot show it.
func TestPagesOutlastACrawl(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newChanging(t)
		const report = "/reports/990101-civil-2024"
		tag := func(address string) string { return c.get(address).Header().Get("ETag") }
		rules, fetched, list := tag("/method"), tag(report), tag("/api/v1/agencies")
		c.mark++
		c.known()
		if w, asked := c.asks("/method"); w.Code != 200 || len(asked) > 0 || w.Header().Get("ETag") != rules || !strings.Contains(w.Body.String(), "R303") {
			t.Errorf("a page without anything of crawls: %d, asked %v", w.Code, asked)
		}
		if w := c.get("/method", "If-None-Match", rules); w.Code != 304 || w.Header().Get("ETag") != rules {
			t.Errorf("a browser that has it: %d", w.Code)
		}
		if w, asked := c.asks(report); w.Code != 200 || len(asked) > 0 || w.Header().Get("ETag") != fetched {
			t.Errorf("when it was fetched, a moment ago: %d, asked %v", w.Code, asked)
		}
		time.Sleep(memoFetched)
		if _, asked := c.asks(report); !slices.Equal(asked, []string{"report_captures"}) || tag(report) == fetched {
			t.Errorf("when it was fetched, a minute ago: asked %v, ETag %s", asked, tag(report))
		}
		if tag("/api/v1/agencies") == list {
			t.Error("a list of programs has the ETag of before")
		}
		for _, address := range []string{"/status", "/api/v1/walks"} { // the state of sites is of now
			c.get(address)
			time.Sleep(memoNow)
			c.mark++
			c.known()
			if _, asked := c.asks(address); !slices.Contains(asked, "walks") {
				t.Errorf("%s: asked %v", address, asked)
			}
		}
		c.settled++
		c.known()
		if _, asked := c.asks("/method"); len(asked) == 0 || tag("/method") == rules {
			t.Errorf("other data: asked %v, ETag %s", asked, tag("/method"))
		}
	})
}

// Where others are answered too, a reader gets the page of before and not a slow one, and the newest is made behind it.
func TestOlderPages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newChanging(t)
		const address, patience = "/agencies/990101-civil", 2 * time.Second
		var others sync.WaitGroup
		left := 0
		come := func(n int) { // readers of pages that nobody has asked for, which take long
			for range n {
				left++
				page := "/agencies?q=" + strconv.Itoa(left)
				others.Go(func() { c.get(page) })
			}
			synctest.Wait()
		}
		all := runtime.GOMAXPROCS(0)
		for _, step := range []struct {
			name    string
			change  func()
			address string
			others  int
			headers []string
			older   bool
			waits   bool // for the newest
		}{
			{"alone", nil, address, 0, nil, false, true},
			{"among others", nil, address, all, nil, true, false},
			{"who has the older one", nil, address, all, []string{"If-None-Match", "had"}, true, false},
			{"who reloads", nil, address, all, []string{"Cache-Control", "max-age=0"}, false, true},
			{"the other language, which nobody has asked for", nil, address + "?lang=en", all, nil, false, true},
			{"a chart", nil, "/charts/funnel.svg?rate=granted&year=2024", all, nil, true, false},
			{"one thing for a program", nil, "/api/v1/agencies/990101-civil", all, nil, true, false},
			{"a list for a program", nil, "/api/v1/agencies", all, nil, false, true},
			{"the state of the sites", nil, "/status", all, nil, false, true},
			{"not the newest for a while", func() { time.Sleep(olderMost) }, address, all, nil, false, true},
			{"broken", func() { c.broken.Store(true) }, address, 0, nil, true, true},
		} {
			c.slow.Store(0)
			c.broken.Store(false)
			had := httptest.NewRecorder()
			if !strings.Contains(step.address, "lang=en") {
				had = c.get(step.address)
			}
			c.known() // that it was whole
			c.settled++
			if step.change != nil {
				step.change()
			}
			c.known()
			c.slow.Store(int64(patience))
			come(step.others)
			if len(step.headers) > 1 && step.headers[1] == "had" {
				step.headers[1] = had.Header().Get("ETag")
			}
			begun := time.Now()
			w := c.get(step.address, step.headers...)
			waited := time.Since(begun)
			older := w.Header().Get("Age") != ""
			if older != step.older || older && (w.Header().Get("ETag") != had.Header().Get("ETag") || w.Code == 200 && w.Body.String() != had.Body.String()) || (waited > moment) != step.waits {
				t.Errorf("%s: %d, older %v, want %v, after %s; %v", step.name, w.Code, older, step.older, waited, w.Header())
			}
			if step.name == "who has the older one" && w.Code != 304 {
				t.Errorf("%s: %d", step.name, w.Code)
			}
			others.Wait()
			time.Sleep(time.Hour) // what is behind is made, and rests
			synctest.Wait()
			c.broken.Store(false)
			c.slow.Store(0)
			time.Sleep(versionStale)
			if w := c.get(step.address); w.Code != 200 || w.Header().Get("Age") != "" {
				t.Errorf("%s, afterwards: %d, %v", step.name, w.Code, w.Header())
			}
		}
	})
}

// An older page is one that a question asked after it was made has found to be of the same state still.
func TestOlderIsWhole(t *testing.T) {
	at := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
	before, after := VersionRow{Settled: "a"}, VersionRow{Settled: "b"}
	for _, c := range []struct {
		name   string
		made   time.Duration // before the last question that found its state
		ago    time.Duration // that question
		now    VersionRow
		needs  need
		expect bool
	}{
		{"found after it was made", time.Second, time.Minute, after, needNothing, true},
		{"not asked after since", -time.Second, time.Minute, after, needNothing, false},
		{"of the state of now", -time.Second, time.Minute, before, needNothing, true},
		{"a document was taken down since", time.Second, time.Minute, VersionRow{Settled: "b", TakenDown: "one"}, needNothing, false},
		{"long ago", time.Second, olderMost + time.Second, after, needNothing, false},
		{"made long ago, found just now", 20 * time.Minute, time.Second, after, needNothing, true},
		{"when it was fetched, long ago", 20 * time.Minute, time.Second, after, needFetches, false},
		{"the state of sites", time.Second, time.Minute, after, needSites, false},
	} {
		var s server
		s.version.note(before.rest(), at.Add(-c.ago))
		p := keptPage{at: at.Add(-c.ago - c.made), origin: origin{rest: before.rest(), needs: c.needs}}
		if age, ok := s.older(p, c.now, at); ok != c.expect || ok && age != c.ago {
			t.Errorf("%s: %v, %s old", c.name, ok, age)
		}
	}
}

// Pages are kept packed, and sent as a reader takes them.
func TestKeptPagesArePacked(t *testing.T) {
	s := newService(t)
	plain := s.get("/method").Body.Bytes()
	for _, c := range []struct {
		takes  string
		packed bool
	}{{"", false}, {"gzip, deflate, br", true}, {"br, gzip;q=0", false}, {"GZIP; q=0.5", true}} {
		w := s.get("/method", "Accept-Encoding", c.takes)
		body := w.Body.Bytes()
		if w.Header().Get("Content-Encoding") == "gzip" {
			body, _ = unpack(body)
		}
		if packed := w.Header().Get("Content-Encoding") == "gzip"; packed != c.packed || !slices.Equal(body, plain) || w.Header().Values("Vary")[0] != "Accept-Encoding" {
			t.Errorf("%q: %v, %d bytes of %d", c.takes, w.Header(), len(body), len(plain))
		}
	}
}
