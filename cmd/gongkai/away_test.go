package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/analytics/export"
	"gongkai/store"
	"gongkai/store/engine"
)

// absence is a long one of ClickHouse.
const absence = 10 * time.Minute

// wholeState is the state after all of the jobs: nothing is lost, and nothing is there twice.
var wholeState = []struct{ what, sql string }{
	{"report pages, addresses", `SELECT count(), uniqExact(site_id, url) FROM captures WHERE role = 'report'`},
	{"captures that are there twice", `SELECT count() - uniqExact(capture_id) FROM captures`},
	{"captures without their bodies", `SELECT count() FROM captures WHERE sha256 != '' AND sha256 NOT IN (SELECT sha256 FROM bodies)`},
	{"sites, crawls, finished, complete", `SELECT uniqExact(site_id), count(), countIf(finished_at IS NOT NULL), countIf(complete) FROM crawls`},
	{"reports, twice", `SELECT count(), count() - uniqExact(report_id) FROM reports`},
	{"figures, twice", `SELECT count(), count() - uniqExact(report_id, indicator, applicant) FROM figures`},
	{"what they are", `SELECT sum(cityHash64(agency_id, fiscal_year, form, outcome, sha256)) FROM reports`},
	{"figures' sum", `SELECT sum(cityHash64(report_id, indicator, applicant, toString(value), state, raw)) FROM figures`},
	{"findings", `SELECT count(), sum(cityHash64(report_id, agency_id, fiscal_year, rule, severity, blame, message)) FROM findings`},
	{"expected", `SELECT count(), count() - uniqExact(agency_id, fiscal_year), sum(cityHash64(agency_id, fiscal_year, status)) FROM expected_reports`},
}

// TestClickHouseAway crawls and reads, in its long form scores and exports too, while every statement may be cut off, refused
// or late, and while ClickHouse is gone for ten minutes in the middle of each of them. Every job goes on
// by itself, /readyz and the metrics say what is the matter, and the end is that of undisturbed jobs.
func TestClickHouseAway(t *testing.T) {
	needEngine(t)
	t.Parallel()
	pages, counties := 2, 3
	if longForm() {
		pages, counties = 12, twentySites
	}
	sites := newTwenty(t, pages, 2<<10)
	file := sites.file(t, 0, 1)
	random, survey := dice(t), newTally(t, "ClickHouse away")
	w := newAiling(t, file, func(e *engine.Engine) *ailing { return ail(t, e, random, survey) })
	w.sites = counties
	jobs := []awayJob{
		{"crawl", 0.2, 5 + random.IntN(5), w.crawl},
		{"ingest", 0.1, 1 + random.IntN(10), w.ingest},
	}
	whole := fmt.Sprint(counties*pages, "\t", counties*pages)
	want := []string{whole, "0", "0", strings.Repeat(fmt.Sprint(counties, "\t"), 3) + fmt.Sprint(counties)} // the states after these
	if longForm() {
		jobs = append(jobs, awayJob{"score", 0.01, 1 + random.IntN(40), w.score}, awayJob{"export", 0.01, 1 + random.IntN(40), w.export})
		want = undisturbed(t, file, counties)
	}
	for _, job := range jobs {
		w.proxy.ail(job.share)
		w.absent(job.name, job.after, job.do)
		w.proxy.ail(0)
		w.ready(job.name)
		survey.add("ten minutes away in " + job.name)
	}
	if distinct, _ := sites.requests(); distinct != counties*pages {
		t.Errorf("%d report pages were asked for, want %d", distinct, counties*pages)
	}
	for i, state := range wholeState[:len(want)] {
		if got := w.ask(state.sql); got != want[i] {
			t.Errorf("%s: %s, undisturbed %s", state.what, got, want[i])
		}
	}
}

// awayJob is a job in the middle of which ClickHouse goes.
type awayJob struct {
	name  string
	share float64 // of its statements that something happens to: a score run that is cut off begins again
	after int     // statements: the job is in its middle
	do    func(context.Context) error
}

// ailingHome is a program whose ClickHouse is an ailing server.
type ailingHome struct {
	*testing.T
	app   *app
	home  *home
	proxy *ailing
	clock *leaping
	file  string
	sites int // of the file
	web   http.Handler
}

func newAiling(t *testing.T, file string, between func(*engine.Engine) *ailing) *ailingHome {
	t.Helper()
	e := newEngine(t)
	w := &ailingHome{T: t, proxy: between(e), clock: newLeaping(), file: file}
	w.open(server(t, e, w.proxy.URL))
	return w
}

// newEngine is an engine of the test's own with empty tables.
func newEngine(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.Attach(t.Context(), engineIn(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func (w *ailingHome) open(g *globals) {
	w.Helper()
	var errs lockedBuffer
	var err error
	if w.app, err = newApp(g, streams{strings.NewReader(""), &errs, &errs}); err != nil {
		w.Fatal(err)
	}
	w.app.clock = w.clock
	if w.home, err = w.app.open(w.Context(), embedded{}); err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		if err := w.home.close(); err != nil {
			w.Error(err)
		}
	})
	if w.web, err = w.app.show(w.Context(), w.home, service{}); err != nil {
		w.Fatal(err)
	}
}

// undisturbed does the same jobs with a ClickHouse that answers, and gives the state.
func undisturbed(t *testing.T, file string, sites int) (state []string) {
	t.Helper()
	w := &ailingHome{T: t, clock: newLeaping(), file: file, sites: sites}
	e := newEngine(t)
	w.open(server(t, e, e.URL()))
	for _, do := range []func(context.Context) error{w.crawl, w.ingest, w.score} {
		if err := do(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range wholeState {
		state = append(state, w.ask(s.sql))
	}
	return state
}

func (w *ailingHome) ask(sql string) string {
	w.Helper()
	var out lockedBuffer
	if err := w.home.RawQuery(w.Context(), sql, "TSV", &out); err != nil {
		w.Fatalf("%s: %v", sql, err)
	}
	return strings.TrimSpace(out.String())
}

func (w *ailingHome) crawl(ctx context.Context) error {
	sites, err := sitesFlag{w.file}.load()
	if err != nil {
		return err
	}
	_, err = w.home.crawl(store.Patiently(ctx), w.app, sites[:w.sites], crawlOptions{anyHour: true})
	return err
}

func (w *ailingHome) ingest(ctx context.Context) error {
	_, err := w.home.ingest(store.Patiently(ctx), w.app, false)
	return err
}

func (w *ailingHome) score(ctx context.Context) error {
	_, err := w.home.refreshAndScore(store.Patiently(ctx), false)
	return err
}

func (w *ailingHome) export(ctx context.Context) error {
	_, err := export.Write(store.Patiently(ctx), w.home.DB, filepath.Join(w.TempDir(), "package"), export.Options{})
	return err
}

// absent does a job, takes ClickHouse away after so many statements of it, or at once where it has
// fewer, and brings it back after ten minutes.
func (w *ailingHome) absent(name string, after int, do func(context.Context) error) {
	w.Helper()
	gone, done := w.proxy.goAfter(after), make(chan error, 1)
	go func() { done <- do(w.Context()) }()
	select {
	case <-gone:
	case err := <-done:
		w.Fatalf("%s ended before ClickHouse was away, after fewer than %d statements: %v", name, after, err)
	}
	w.notReady(name)
	for range absence / time.Minute {
		for _, waits := range []<-chan struct{}{w.proxy.missed, w.clock.slept} {
			select {
			case <-waits:
			case err := <-done:
				w.Fatalf("%s did not wait for ClickHouse: %v", name, err)
			}
		}
		w.clock.leap(time.Minute)
	}
	if metrics := w.get("/metrics"); silentSeconds(metrics) < absence.Seconds()/2 {
		w.Errorf("%s: after %s gongkai_store_silent_seconds is %v", name, absence, silentSeconds(metrics))
	}
	w.proxy.back()
	if err := <-done; err != nil {
		w.Fatalf("%s: %v", name, err)
	}
}

// notReady: /readyz says that the database does not answer, pages that it will pass.
func (w *ailingHome) notReady(name string) {
	w.Helper()
	answer := httptest.NewRecorder()
	w.web.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if answer.Code != http.StatusServiceUnavailable || !strings.Contains(answer.Body.String(), "the database has not answered for") && !strings.Contains(answer.Body.String(), "the database does not answer") {
		w.Errorf("%s: /readyz says %d %s", name, answer.Code, answer.Body)
	}
}

func (w *ailingHome) ready(name string) {
	w.Helper()
	if answer := w.get("/readyz"); answer != "ready\n" || silentSeconds(w.get("/metrics")) != 0 {
		w.Errorf("%s: afterwards /readyz says %s", name, answer)
	}
}

func (w *ailingHome) get(path string) string {
	answer := httptest.NewRecorder()
	w.web.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
	return answer.Body.String()
}

func silentSeconds(metrics string) (seconds float64) {
	for line := range strings.Lines(metrics) {
		if n, _ := fmt.Sscanf(line, "gongkai_store_silent_seconds %g", &seconds); n == 1 {
			return seconds
		}
	}
	return -1
}
