package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/crawler"
	"gongkai/disclosure"
	"gongkai/store"
	"gongkai/store/engine"
)

// hostiles is every way to misbehave that the suite knows, each with the class that it ends in.
func hostiles() []hostile {
	const (
		list, second = hostileList, hostileList + "r2.html"
		ok           = disclosure.FetchOK
		complete     = disclosure.WalkComplete
		partial      = disclosure.WalkPartial
		failed       = disclosure.WalkError
		away         = disclosure.WalkUnreachable
	)
	gbk, _ := simplifiedchinese.GB18030.NewEncoder().String(listPage(reportItem("r1.html", 1), reportItem("r2.html", 2), reportItem("r3.html", 3)))
	return []hostile{
		{name: "endless", at: list, handle: endless, outcome: ok, walk: partial, reports: 20, most: 40},
		{name: "repeating", at: list, handle: repeating, outcome: ok, walk: partial, reports: 3},
		{name: "calendar", at: list, handle: calendar, outcome: ok, walk: complete, reports: 3, most: 20, left: true},
		{name: "loop", at: second, handle: says(302, "", "Location", second), outcome: disclosure.FetchError, failure: disclosure.FailureRedirect, walk: partial, reports: 2, most: 20},
		{name: "nowhere", at: second, handle: says(302, ""), outcome: disclosure.FetchError, failure: disclosure.FailureRedirect, walk: partial, reports: 2},
		{name: "offsite", at: second, handle: says(302, "", "Location", "http://elsewhere.test/"), outcome: disclosure.FetchError, failure: disclosure.FailureRedirect, walk: partial, reports: 2},
		{name: "private", at: second, handle: says(302, "", "Location", "http://10.0.0.1/admin"), hosts: []string{"10.0.0.1"}, outcome: disclosure.FetchUnreachable, failure: disclosure.FailurePrivate, walk: partial, reports: 2},
		{name: "metadata", at: second, handle: says(302, "", "Location", "http://[fd00::1]/x"), hosts: []string{"[fd00::1]"}, outcome: disclosure.FetchUnreachable, failure: disclosure.FailurePrivate, walk: partial, reports: 2},
		{name: "bomb", at: list, handle: bomb(256 << 20), outcome: disclosure.FetchTooLarge, failure: disclosure.FailureTooLarge, walk: failed},
		{name: "drip", at: second, handle: drips, outcome: disclosure.FetchUnreachable, failure: disclosure.FailureTimeout, walk: partial, reports: 2},
		{name: "silent", at: second, handle: silent, outcome: disclosure.FetchUnreachable, failure: disclosure.FailureTimeout, walk: partial, reports: 2},
		{name: "cutshort", at: second, handle: raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<html>"), outcome: disclosure.FetchUnreachable, failure: disclosure.FailureCutShort, walk: partial, reports: 2},
		{name: "liar", at: list, handle: raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n\r\n", listPage(reportItem("r1.html", 1))), outcome: ok, walk: partial},
		{name: "huge", at: second, handle: raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n<html>"), outcome: disclosure.FetchTooLarge, failure: disclosure.FailureTooLarge, walk: partial, reports: 2},
		{name: "charset", at: list, handle: says(200, gbk, "Content-Type", "text/html; charset=utf-8"), outcome: ok, walk: complete, reports: 3},
		{name: "storm", at: list, handle: says(500, "broken"), outcome: disclosure.FetchError, failure: disclosure.FailureStatus, walk: failed},
		{name: "busy", at: list, handle: says(429, "", "Retry-After", "86400"), outcome: disclosure.FetchError, failure: disclosure.FailureThrottled, walk: failed},
		{name: "busier", at: list, handle: says(429, ""), outcome: disclosure.FetchError, failure: disclosure.FailureThrottled, walk: failed},
		{name: "closed", at: list, handle: says(503, "", "Retry-After", "Fri, 01 Jan 2038 00:00:00 GMT"), outcome: disclosure.FetchError, failure: disclosure.FailureThrottled, walk: failed},
		{name: "cookie", at: list, handle: cookie, outcome: ok, walk: complete, reports: 3},
		{name: "soft404", at: list, handle: says(200, noLists["soft404"]), outcome: ok, failure: disclosure.FailureSoft404, walk: partial},
		{name: "shell", at: list, handle: says(200, noLists["shell"]), outcome: ok, failure: disclosure.FailureShell, walk: partial},
		{name: "giant", at: list, handle: giant, outcome: ok, failure: disclosure.FailureTooLarge, walk: failed},
		{name: "robots", at: "/robots.txt", handle: says(200, "User-agent: *\nDisallow: "+second+"\n"+strings.Repeat("# filler\n", 1<<19), "Content-Type", "text/plain"), outcome: ok, walk: partial, reports: 2},
		{name: "norobots", at: "/robots.txt", handle: says(500, ""), outcome: disclosure.FetchError, failure: disclosure.FailureStatus, walk: ""},
		{name: "sessions", at: list, handle: sessions, outcome: ok, walk: complete, reports: 3},
		{name: "doubles", at: list, handle: doubles, outcome: ok, walk: complete, reports: 3},
		{name: "notpdf", at: second, handle: says(200, reportPage("2"), "Content-Type", "application/pdf"), outcome: ok, read: disclosure.OutcomeOK, walk: complete, reports: 3},
		{name: "zip", at: second, handle: says(200, zipBomb(256<<20), "Content-Type", "application/zip"), outcome: ok, read: disclosure.OutcomeBroken, walk: complete, reports: 3},
		{name: "heavy", at: second, handle: heavy, outcome: ok, read: disclosure.OutcomeBroken, walk: complete, reports: 3},
		{name: "film", at: second, handle: says(200, "x", "Content-Type", "video/mp4"), outcome: disclosure.FetchTooLarge, failure: disclosure.FailureTooLarge, walk: partial, reports: 2},
		{name: "expired", at: "/", scheme: "https", outcome: disclosure.FetchUnreachable, failure: disclosure.FailureTLS},
		{name: "mixed", at: list, handle: func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, listPage(reportItem("r1.html", 1), reportItem("https://"+r.Host+second, 2), reportItem("r3.html", 3)))
		}, outcome: ok, walk: partial, reports: 2},
		{name: "reset", at: second, handle: reset, outcome: disclosure.FetchUnreachable, failure: disclosure.FailureReset, walk: partial, reports: 2},
		{name: "xss", at: list, handle: says(200, listPage(reportItem("r1.html", 1), reportItem(`r2.html" title="甲县2022年政府信息公开工作年度报告&lt;script&gt;alert(1)&lt;/script&gt;`, 2), reportItem("r3.html", 3))), outcome: ok, walk: complete, reports: 3},
		{name: "crlf", at: second, handle: says(302, "", "Location", list+"r3.html%0d%0aSet-Cookie:%20a=b"), outcome: disclosure.FetchNotFound, failure: disclosure.FailureNotFound, walk: complete, reports: 2},
		{name: "head", at: second, handle: raw("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"), outcome: disclosure.FetchUnreachable, failure: disclosure.FailureHeader, walk: partial, reports: 2},
		{name: "longhead", at: second, handle: raw("HTTP/1.1 200 OK\r\nX-A: "+strings.Repeat("a", 2<<20), "\r\n\r\n"), outcome: disclosure.FetchUnreachable, failure: disclosure.FailureHeader, walk: partial, reports: 2},
		{name: "packing", at: second, handle: says(200, "x", "Content-Encoding", "zstd"), outcome: disclosure.FetchUnreachable, failure: disclosure.FailureEncoding, walk: partial, reports: 2},
		{name: "badgzip", at: second, handle: says(200, "\x1f\x8b\x08\x00garbage that is no gzip", "Content-Encoding", "gzip"), outcome: disclosure.FetchUnreachable, failure: disclosure.FailureEncoding, walk: partial, reports: 2},
		{name: "challenge", at: list, handle: says(412, "<html><script>var $_ts=1</script></html>"), outcome: disclosure.FetchBlocked, failure: disclosure.FailureChallenge, walk: disclosure.WalkBlocked},
		{name: "gone", at: second, handle: says(410, ""), outcome: disclosure.FetchNotFound, failure: disclosure.FailureNotFound, walk: complete, reports: 2},
		{name: "nobody", at: "/", outcome: disclosure.FetchUnreachable, failure: disclosure.FailureConnect},
		{name: strings.Repeat("n", 64), at: "/", outcome: disclosure.FetchUnreachable, failure: disclosure.FailureDNS},
	}
}

// hostilePlan is what the crawling process is told, hostileResult what it has to say.
type hostilePlan struct {
	Dir   string
	Sites []disclosure.Site
	Addrs map[string]string
}

type hostileResult struct {
	Crawls   []disclosure.Crawl
	Captures map[string][3]string // by address: outcome, failure, error
	Walks    map[string][2]string // by address: state, reason
	Reports  map[string]int       // documents had, by site
	Read     map[string]string    // by address: outcome of reading a document
	PeakKiB  [2]int               // after crawling, after reading
}

// asHostile names the plan for a test binary that is to crawl and to say how much memory it took.
const asHostile = "GONGKAI_TEST_HOSTILE"

// crawlHostile crawls with the real reader and the real store, in a process of its own, so that
// its memory can be told from that of the servers and of the engine.
func crawlHostile(plan string) int {
	if err := crawlPlan(plan); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func crawlPlan(file string) error {
	var plan hostilePlan
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &plan); err != nil {
		return err
	}
	ctx := context.Background()
	os.Unsetenv(asHostile) // the engine is a child of the same binary
	keepCode()
	e, err := engine.Start(ctx, engine.Config{Dir: plan.Dir})
	if err != nil {
		return err
	}
	defer e.Close()
	db, err := store.Open(ctx, store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	if err := db.PutSites(ctx, plan.Sites); err != nil {
		return err
	}
	c, err := crawler.New(crawler.Config{
		Archive: db, Reader: newPageReader(plan.Sites), Contact: "test@example.org", Clock: &leap{now: time.Now()},
		Limits:  crawler.Limits{Retries: -1, Timeout: 4 * time.Second, ListPages: 10},
		Resolve: func(host string) (string, bool) { addr, ok := plan.Addrs[host]; return addr, ok },
	})
	if err != nil {
		return err
	}
	r := hostileResult{Captures: map[string][3]string{}, Walks: map[string][2]string{}, Reports: map[string]int{}, Read: map[string]string{}}
	if r.Crawls, err = c.CrawlAll(ctx, plan.Sites, crawler.Shard{}); err != nil {
		return err
	}
	if r.PeakKiB[0], err = peakKiB(); err != nil {
		return err
	}
	h := home{DB: db, stages: newStageMetrics(prometheus.NewRegistry()), flight: newFlight()}
	if _, err := h.ingest(ctx, &app{globals: &globals{}, log: slog.New(slog.DiscardHandler)}, false); err != nil {
		return err
	}
	if r.PeakKiB[1], err = peakKiB(); err != nil {
		return err
	}
	if err := r.ask(ctx, db); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func (r *hostileResult) ask(ctx context.Context, db *store.DB) error {
	var captures []struct {
		Site    string `ch:"site_id"`
		URL     string `ch:"url"`
		Outcome string `ch:"outcome"`
		Failure string `ch:"failure"`
		Error   string `ch:"error"`
		Role    string `ch:"role"`
		SHA256  string `ch:"sha256"`
	}
	if err := db.Select(ctx, &captures, "SELECT site_id, url, outcome, failure, error, role, sha256 FROM captures", nil); err != nil {
		return err
	}
	for _, c := range captures {
		r.Captures[c.URL] = [3]string{c.Outcome, c.Failure, c.Error}
		if disclosure.Role(c.Role).IsDocument() && c.SHA256 != "" {
			r.Reports[c.Site]++
		}
	}
	var walks []struct {
		URL    string `ch:"url"`
		State  string `ch:"state"`
		Reason string `ch:"reason"`
	}
	if err := db.Select(ctx, &walks, "SELECT url, state, reason FROM walks", nil); err != nil {
		return err
	}
	for _, w := range walks {
		r.Walks[w.URL] = [2]string{w.State, w.Reason}
	}
	var documents []struct {
		URL     string `ch:"url"`
		Outcome string `ch:"outcome"`
	}
	if err := db.Select(ctx, &documents, "SELECT url, outcome FROM documents", nil); err != nil {
		return err
	}
	for _, d := range documents {
		r.Read[d.URL] = d.Outcome
	}
	return nil
}

// peakKiB is the most memory that this process has had.
func peakKiB() (int, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	peak := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status)
	if peak == nil {
		return 0, errors.New("the kernel does not say how much memory was used")
	}
	return strconv.Atoi(string(peak[1]))
}

// leap is a clock on which every wait is over at once.
type leap struct {
	mu  sync.Mutex
	now time.Time
}

func (c *leap) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Microsecond)
	return c.now
}

func (c *leap) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return ctx.Err()
}

// TestHostileSites crawls sites that misbehave in every way at once, and good ones among them:
// each ends in its class of failure, none is taken for complete that is not, none is asked more
// than it must be, the good ones lose nothing, and the process stays small.
func TestHostileSites(t *testing.T) {
	t.Parallel()
	needEngine(t)
	all := hostiles()
	plan := hostilePlan{Dir: newData(t, t.TempDir()), Addrs: map[string]string{}}
	asked := map[string]*atomic.Int64{}
	add := func(h hostile) {
		asked[h.name] = &atomic.Int64{}
		scheme := "http"
		if h.scheme != "" {
			scheme = h.scheme
		}
		if h.handle != nil || h.scheme != "" {
			plan.Addrs[h.name+".test"] = h.serve(t, asked[h.name])
		}
		plan.Sites = append(plan.Sites, disclosure.Site{ID: h.name, Name: "甲县人民政府", DivisionCode: "361022", URL: scheme + "://" + h.name + ".test/", Pace: 2 * time.Second, Connections: 1, Hosts: h.hosts})
	}
	good := []string{"good1", "good2", "good3"}
	for i, h := range all {
		if i%16 == 0 {
			add(hostile{name: good[i/16], handle: goodPage})
		}
		add(h)
	}
	plan.Addrs["nobody.test"] = "127.0.0.1:1" // nobody listens there
	// What takes most memory of all is to compile the reader of PDF files, once on a machine.
	pdf := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(pdf, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errText, _ := gongkai(t, "parse", pdf); !strings.Contains(out, "broken") {
		t.Fatalf("%s%s", out, errText)
	}
	r := runPlan(t, plan)
	for _, h := range all {
		h.check(t, r, asked[h.name].Load())
	}
	for _, name := range good {
		if n := asked[name].Load(); n != goodLeast || r.Walks["http://"+name+".test"+hostileList][0] != disclosure.WalkComplete || r.Reports[name] != goodReports {
			t.Errorf("%s: %d requests, want %d; %d reports, walk %q", name, n, goodLeast, r.Reports[name], r.Walks["http://"+name+".test"+hostileList])
		}
	}
	complete := 0
	for _, c := range r.Crawls {
		if c.Complete {
			complete++
		}
	}
	t.Logf("%d behaviours, %d of %d crawls complete, peak of memory %d MiB, with reading %d MiB", len(all), complete, len(r.Crawls), r.PeakKiB[0]>>10, r.PeakKiB[1]>>10)
	// The bar is 300 for both. Reading comes to between 240 and 300, as the collector's moments fall.
	if crawling, reading := r.PeakKiB[0]>>10, r.PeakKiB[1]>>10; crawling > 300 || reading > 330 {
		t.Errorf("crawling took %d MiB, reading %d", crawling, reading)
	}
}

func runPlan(t *testing.T, plan hostilePlan) (r hostileResult) {
	t.Helper()
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), asHostile+"="+file)
	child.Stderr = os.Stderr
	out, err := child.Output()
	if err != nil {
		t.Fatalf("the crawling process: %v", err)
	}
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return r
}

func (h hostile) check(t *testing.T, r hostileResult, asked int64) {
	t.Helper()
	scheme := h.scheme
	if scheme == "" {
		scheme = "http"
	}
	site := scheme + "://" + h.name + ".test"
	got, there := r.Captures[site+h.at]
	if !there || got[0] != h.outcome || got[1] != string(h.failure) {
		t.Errorf("%s: %q, want %s %s", h.name, got, h.outcome, h.failure)
	}
	if walk := r.Walks[site+hostileList]; walk[0] != h.walk || walk[0] != disclosure.WalkComplete && h.walk != "" && walk[1] == "" {
		t.Errorf("%s: walk %q, want %q with a reason", h.name, walk, h.walk)
	}
	if r.Reports[h.name] != h.reports {
		t.Errorf("%s: %d reports, want %d", h.name, r.Reports[h.name], h.reports)
	}
	if read := r.Read[site+h.at]; h.read != "" && read != string(h.read) {
		t.Errorf("%s: read as %q, want %q", h.name, read, h.read)
	}
	most := int64(h.most)
	if most == 0 {
		most = goodLeast + 3
	}
	if asked > most {
		t.Errorf("%s: asked %d times, want at most %d", h.name, asked, most)
	}
	i := slices.IndexFunc(r.Crawls, func(c disclosure.Crawl) bool { return c.SiteID == h.name })
	if i < 0 || r.Crawls[i].FinishedAt.IsZero() || r.Crawls[i].Complete != (h.walk == disclosure.WalkComplete && !h.left) {
		t.Errorf("%s: crawl %+v", h.name, r.Crawls[i])
	}
}
