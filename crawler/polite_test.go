package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
)

// Whatever leads to a host — a link, a redirect from another host, an attachment of another
// site, a retry, its robots.txt — it sees one request at a time, no closer than the pace.
func TestPaceWhateverLeadsThere(t *testing.T) {
	w := newWorld(t)
	w.config.Parallel = 2
	log := &paceLog{clock: w.clock, last: map[string]time.Time{}, busy: map[string]int{}, least: map[string]time.Duration{}, seen: map[string]int{}}
	var mu sync.Mutex
	failed := map[string]bool{}
	flaky := func(r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		first := !failed[r.Host+r.URL.Path]
		failed[r.Host+r.URL.Path] = true
		return first && strings.HasSuffix(r.URL.Path, "3")
	}
	county := func(rw http.ResponseWriter, r *http.Request) {
		switch name := strings.TrimPrefix(r.URL.Path, "/"); {
		case name == "robots.txt":
			http.Redirect(rw, r, "http://shared.test/robots.txt", http.StatusFound) // some do
		case flaky(r):
			rw.WriteHeader(http.StatusBadGateway)
		case name == "":
			fmt.Fprint(rw, "role home\nlink list /l 年报")
		case name == "l":
			fmt.Fprint(rw, "role list\ncomplete")
			for i := range 5 {
				fmt.Fprintf(rw, "\nlink report /r%d", i)
			}
		case strings.HasPrefix(name, "r"):
			if name == "r1" || name == "r3" {
				http.Redirect(rw, r, "http://shared.test/"+r.Host+"/"+name, http.StatusMovedPermanently)
				return
			}
			fmt.Fprintf(rw, "role report %s\nlink attachment http://shared.test/%s/%s.pdf", r.URL, r.Host, name)
		}
	}
	shared := func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(rw, "User-agent: *\nDisallow: /x")
		case flaky(r):
			panic(http.ErrAbortHandler) // hangs up once the request is counted as over
		default:
			fmt.Fprint(rw, "role report "+r.URL.Path)
		}
	}
	var sites []disclosure.Site
	for _, name := range []string{"a.test", "b.test"} {
		w.host(name, log.counted(name, county))
		site := siteOf(name)
		site.Hosts = []string{"shared.test"}
		sites = append(sites, site)
	}
	w.host("shared.test", log.counted("shared.test", shared))
	crawls, err := w.crawler().CrawlAll(t.Context(), sites, Shard{})
	if err != nil || !crawls[0].Complete || !crawls[1].Complete {
		t.Fatalf("%+v %v", crawls, err)
	}
	for host, least := range map[string]int{"a.test": 8, "b.test": 8, "shared.test": 12} {
		if gap := log.least[host]; gap < 2*time.Second || log.seen[host] < least {
			t.Errorf("%s saw %d requests, the closest %s apart", host, log.seen[host], gap)
		}
	}
	for _, err := range log.errs {
		t.Error(err)
	}
}

// A robots.txt that does not come has its port left alone for an hour, in later crawls too, where
// a server was asked; a name that leads nowhere, and this machine, may be asked again.
func TestRobotsThatDoesNotCome(t *testing.T) {
	for failure, want := range map[disclosure.Failure]bool{
		disclosure.FailureTimeout: true, disclosure.FailureReset: true, disclosure.FailureConnect: true, disclosure.FailureTLS: true,
		disclosure.FailureDNS: false, disclosure.FailurePrivate: false, disclosure.FailureThrottled: false,
	} {
		for _, host := range []string{"www.a.gov.cn", "127.0.0.1:81"} {
			w := newWorld(t)
			site := siteOf(host)
			v := newVisit(t.Context(), w.crawler(), site, hostSet{}, disclosure.Crawl{ID: "c"}, nil)
			u, _ := canonical(nil, "http://"+host+"/robots.txt")
			if r := v.judge(u, &disclosure.Capture{Outcome: disclosure.FetchUnreachable, Failure: failure, Error: "x"}); r.refused == nil {
				t.Errorf("%s of %s: everything is allowed", failure, host)
			}
			want := want && host == "www.a.gov.cn"
			if got := len(w.archive.holds) == 1; got != want {
				t.Errorf("%s of %s: holds %+v", failure, host, w.archive.holds)
			}
			if !want {
				continue
			}
			if h := w.archive.holds[0]; h.Host != "www.a.gov.cn:80" || h.Until.Sub(h.Since) != robotsSilent || h.Outcome != disclosure.FetchUnreachable || h.Failure != failure {
				t.Errorf("%s: %+v", failure, h)
			}
			next := w.crawler()
			if err := next.recall(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			other, _ := canonical(nil, "https://www.a.gov.cn/")
			if err := next.gates.of(u).heldAt(u, w.clock.Now(), time.Minute); err == nil || next.gates.of(other).heldAt(other, w.clock.Now(), time.Minute) != nil {
				t.Errorf("%s: the next process asks, or leaves another port alone: %v", failure, err)
			}
		}
	}
}

// What a person lifts is lifted in a process that is running too, from its next crawl on; a later
// hold stands.
func TestLiftReachesARunningProcess(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	c := w.crawler()
	since := w.clock.Now()
	wrong := disclosure.Hold{Host: "a.test", Since: since, Until: since.Add(challengeHold), Outcome: disclosure.FetchBlocked, Failure: disclosure.FailureChallenge, Why: "405"}
	w.archive.holds = []disclosure.Hold{wrong}
	crawl := func() int {
		before := len(w.log)
		if _, err := c.Crawl(t.Context(), siteOf("a.test")); err != nil {
			t.Fatal(err)
		}
		return len(w.log) - before
	}
	if n := crawl(); n != 0 {
		t.Fatalf("held, and asked %d times", n)
	}
	wrong.Lifted = since.Add(time.Hour)
	w.archive.holds = []disclosure.Hold{wrong}
	if n := crawl(); n == 0 {
		t.Error("lifted, and not asked")
	}
	wrong.Lifted = time.Time{}
	wrong.Since = w.clock.Now()
	lifted := wrong
	lifted.Since, lifted.Lifted = since, since.Add(time.Hour)
	w.archive.holds = []disclosure.Hold{wrong, lifted}
	if n := crawl(); n != 0 {
		t.Errorf("held again, and asked %d times", n)
	}
}
