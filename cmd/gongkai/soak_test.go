package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/demo"
	"gongkai/disclosure"
)

// asSoak makes the test binary a service of the sample counties: its value is the data folder. Its
// clock leaps, and the counties change, as its standard input says; with the end of that it ends in
// order. It is a process of its own, so that what it takes is no other test's.
const asSoak = "GONGKAI_TEST_SOAK"

func soakService(dir string) int {
	os.Unsetenv(asSoak)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := soakServe(ctx, cancel, dir); err != nil {
		fmt.Fprintln(os.Stderr, "gongkai:", err)
		return exitFailed
	}
	return exitDone
}

func soakServe(ctx context.Context, cancel func(), dir string) error {
	keepCode()
	a, err := newApp(&globals{Data: dir, LogLevel: "info", LogFormat: "text", Contact: "test@example.org"}, streams{os.Stdin, os.Stdout, os.Stderr})
	if err != nil {
		return err
	}
	clock := newLeaping()
	clock.leap(-soakDays * dayLong) // it ends today
	a.clock = clock
	samples := demo.New()
	servers, err := samples.Start(ctx)
	if err != nil {
		return err
	}
	go func() {
		defer cancel()
		for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
			var phase int
			if n, _ := fmt.Sscanf(lines.Text(), "phase %d", &phase); n == 1 {
				servers.SetPhase(phase)
			}
			clock.leap(dayLong)
		}
	}()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	limits, err := limitFlags{RequestRate: 20, CostlyRate: 1, TrustedProxy: []string{"127.0.0.1"}}.limits()
	if err != nil {
		return err
	}
	return a.serve(ctx, listener, service{
		embedded: embedded{readerListen: "127.0.0.1:0"}, limits: limits,
		ready: func(h *home) error { return soakTimetable(ctx, a, h, samples.Sites(), servers) },
	})
}

// soakTimetable is that of a service, with sites that a sites file could not name.
func soakTimetable(ctx context.Context, a *app, h *home, sites []disclosure.Site, servers *demo.Servers) error {
	for i := range sites {
		sites[i].Schedule = "0 4 * * *"
	}
	if err := h.PutSites(ctx, sites); err != nil {
		return err
	}
	table := newTimetable()
	c, err := h.newCrawler(a, newPageReader(sites), crawlOptions{resolve: servers.Addr, anyHour: true, rests: table.rest})
	if err != nil {
		return err
	}
	table.timetableConfig = timetableConfig{
		sites:    func(context.Context) []disclosure.Site { return sites },
		pasts:    func(ctx context.Context) (map[string]sitePast, error) { return pasts(ctx, analytics.NewMeasures(h.DB)) },
		crawl:    func(ctx context.Context, site disclosure.Site) error { _, err := c.Crawl(ctx, site); return err },
		digest:   func(ctx context.Context) error { return h.digest(ctx, a) },
		parallel: len(sites), log: a.log, clock: a.clock,
	}
	go table.run(ctx)
	return nil
}

const (
	soakDays  = 400 // more than there are in any run
	soakLeast = 9   // days, on a busy machine: else nothing can be said
)

// soakPages is how many pages a second viewers ask for meanwhile, and soakQueries how many queries
// readers of the database send.
const (
	soakPages   = 10
	soakQueries = 2
)

// TestSoak runs a service for days of its own time: every day the sample counties are another way,
// are crawled, read and scored, under viewers and readers of the database. It takes no more memory,
// goroutines or files in the end than after its beginning, logs no error, and shows what the counties
// publish. GONGKAI_SOAK says for how long it is to go on, as in 30m.
func TestSoak(t *testing.T) {
	needEngine(t)
	lasts := 3 * time.Minute
	if text := os.Getenv("GONGKAI_SOAK"); text != "" {
		var err error
		if lasts, err = time.ParseDuration(text); err != nil {
			t.Fatalf("GONGKAI_SOAK: %v", err)
		}
	} else if !longForm() {
		t.Skip("part of make test-full")
	}
	t.Parallel()
	s := startSoak(t)
	s.day(1)
	s.awaitReports(len(demo.New().Truth(1).Seen()))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	crowd := newCrowd(t, s.base, dice(t))
	s.crowd = crowd
	crowd.client.Timeout = 2 * time.Minute // other tests run on the same processors
	load := make(chan struct{})
	go func() {
		defer close(load)
		crowd.come(ctx, soakPages, 2*lasts, nil)
	}()
	asked := s.readers(ctx)
	for end := time.Now().Add(lasts); time.Now().Before(end) || len(s.samples) < soakLeast; {
		s.day(2 + len(s.samples)%2)
	}
	s.day(3)
	cancel()
	<-load
	s.steady()
	s.sameAsPublished()
	if failed := <-asked; failed != "" {
		t.Errorf("readers of the database: %s", failed)
	}
	for what, n := range crowd.strange {
		if !strings.Contains(what, "context canceled") {
			t.Errorf("viewers: %d times %s, first %s", n, what, crowd.first[what])
		}
	}
	s.input.Close()
	if err := s.Wait(); err != nil || strings.Contains(s.program.err.String(), "level=ERROR") {
		t.Errorf("%v: %s", err, errorsOf(s.program.err.String()))
	}
	t.Logf("%d days in %s, %d pages seen, %d viewers put off", len(s.samples), lasts, len(crowd.visits), crowd.put)
}

func errorsOf(log string) (lines string) {
	for line := range strings.Lines(log) {
		if strings.Contains(line, "level=ERROR") && len(lines) < 3000 {
			lines += line
		}
	}
	return lines
}

// soak is a service of the sample counties.
type soak struct {
	*program
	site
	input   io.WriteCloser
	door    string
	data    string
	crowd   *crowd // nil: it has not come yet
	samples []soakSample
}

// soakSample is what it takes at the end of a day.
type soakSample struct{ memory, engine, goroutines, files float64 }

func startSoak(t *testing.T) *soak {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &soak{program: &program{Cmd: exec.Command(self)}, data: newData(t, t.TempDir())}
	s.Env = append(os.Environ(), asSoak+"="+s.data)
	s.Stdout, s.Stderr = &s.out, &s.program.err
	if s.input, err = s.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.ProcessState == nil {
			s.Process.Kill()
			s.Wait()
		}
	})
	address, err := s.out.await(t.Context(), "dashboards: ")
	if err != nil {
		t.Fatal(err)
	}
	s.site = site{t, strings.TrimSuffix(address, "/")}
	if s.door, err = s.out.await(t.Context(), "clickhouse: "); err != nil {
		t.Fatal(err)
	}
	s.door = strings.TrimSuffix(s.door, " (read-only)")
	return s
}

// day has the counties be in a phase, and a day pass: all of them are crawled, read and scored.
func (s *soak) day(phase int) {
	s.t.Helper()
	before := s.metrics()
	if len(s.samples) > 0 {
		fmt.Fprintf(s.input, "phase %d\n", phase)
	} else {
		before = nil // it has begun by itself
	}
	tick := time.NewTicker(200 * time.Millisecond) // between two questions; what counts is the answer
	defer tick.Stop()
	patience := time.Now().Add(5 * time.Minute)
	for range tick.C {
		now := s.metrics()
		if sumOf(now, "gongkai_crawler_crawls_total") >= sumOf(before, "gongkai_crawler_crawls_total")+3 && sumOf(now, "gongkai_score_runs_total") > sumOf(before, "gongkai_score_runs_total") {
			if s.crowd != nil {
				defer s.crowd.pause()() // what requests take that are on their way is no leak
			}
			s.samples = append(s.samples, s.sample(s.metrics()))
			return
		}
		if time.Now().After(patience) {
			s.t.Fatalf("day %d does not end: %.3000s", len(s.samples)+1, s.program.err.String())
		}
	}
}

// awaitReports waits until so many are shown, and their counties are places, which they are once all is scored: sites may end their
// crawls one after the other, and a service that finds nothing scored begins with what it has.
func (s *soak) awaitReports(least int) {
	s.t.Helper()
	var list []listed
	var counties []struct{}
	places := len(demo.New().Sites()) // of a county each
	for patience := time.Now().Add(2 * time.Minute); len(list) < least || len(counties) < places; {
		if time.Now().After(patience) {
			s.t.Fatalf("%d reports are shown, want %d; %d counties, want %d", len(list), least, len(counties), places)
		}
		list, counties = nil, nil
		s.read("/api/v1/reports?limit=10000", &list)
		s.read("/api/v1/counties", &counties)
	}
}

// metrics are the service's, by name and labels.
func (s *soak) metrics() map[string]float64 {
	s.t.Helper()
	all := map[string]float64{}
	for line := range strings.Lines(s.page("/metrics")) {
		at := strings.LastIndexByte(strings.TrimSpace(line), ' ')
		var value float64
		if _, err := fmt.Sscan(line[max(at, 0):], &value); err == nil && !strings.HasPrefix(line, "#") {
			all[line[:at]] = value
		}
	}
	return all
}

func sumOf(metrics map[string]float64, name string) (sum float64) {
	for labelled, value := range metrics {
		if labelled == name || strings.HasPrefix(labelled, name+"{") {
			sum += value
		}
	}
	return sum
}

func (s *soak) sample(metrics map[string]float64) soakSample {
	var card struct {
		Child int `json:"child_pid"`
	}
	text, err := os.ReadFile(filepath.Join(s.data, "engine.json"))
	if err == nil {
		err = json.Unmarshal(text, &card)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return soakSample{metrics["process_resident_memory_bytes"] / 1e6, residentMB(card.Child), metrics["go_goroutines"], metrics["process_open_fds"]}
}

func residentMB(pid int) (mb float64) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	_, _ = fmt.Sscan(rest, &mb)
	return mb / 1000
}

// steady holds the last third of the days against the middle one; the first is for warming up.
func (s *soak) steady() {
	s.t.Helper()
	third := len(s.samples) / 3
	if third < 2 {
		s.t.Fatalf("only %d days", len(s.samples))
	}
	for _, c := range []struct {
		what  string
		of    func(soakSample) float64
		share float64 // that it may be more
		more  float64
	}{
		{"resident memory of the program, MB", func(x soakSample) float64 { return x.memory }, 0.15, 15},
		{"resident memory of the engine, MB", func(x soakSample) float64 { return x.engine }, 0.15, 100},
		{"goroutines", func(x soakSample) float64 { return x.goroutines }, 0.1, 15},
		{"file descriptors", func(x soakSample) float64 { return x.files }, 0.1, 10},
	} {
		before, after := medianOf(s.samples[third:2*third], c.of), medianOf(s.samples[2*third:], c.of)
		s.t.Logf("%s: first day %.0f, median of the middle days %.0f, of the last ones %.0f", c.what, c.of(s.samples[0]), before, after)
		if after > before*(1+c.share)+c.more {
			s.t.Errorf("%s grows from %.0f to %.0f", c.what, before, after)
		}
	}
}

func medianOf(all []soakSample, of func(soakSample) float64) float64 {
	var values []float64
	for _, x := range all {
		values = append(values, of(x))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// readers send queries to the open door and to the console until ctx ends, and say which failed.
func (s *soak) readers(ctx context.Context) <-chan string {
	failed := make(chan string, 1)
	queries := []string{
		"SELECT fiscal_year, count() FROM reports GROUP BY fiscal_year ORDER BY 1",
		"SELECT agency_id, sum(value) FROM figures_additive WHERE indicator = 'requests_new' AND applicant = 'total' GROUP BY agency_id ORDER BY 2 DESC LIMIT 10",
		"SELECT rule, blame, count() FROM findings GROUP BY ALL ORDER BY ALL",
		"SELECT dimension, count(), avg(value) FROM scores WHERE which = 'current' GROUP BY dimension ORDER BY 1",
	}
	go func() {
		tick := time.NewTicker(time.Second / soakQueries)
		defer tick.Stop()
		said := ""
		for n := 0; ; n++ {
			select {
			case <-ctx.Done():
				failed <- said
				return
			case <-tick.C:
			}
			address := s.door + "?query=" + url.QueryEscape(queries[n%len(queries)])
			if n%8 == 7 { // a person at the console has one query a second
				address = s.base + "/api/v1/sql?q=" + url.QueryEscape(queries[n/8%len(queries)])
			}
			response, err := http.Get(address)
			if err != nil {
				said += err.Error() + "\n"
				continue
			}
			text, err := io.ReadAll(response.Body)
			response.Body.Close()
			putOff := response.StatusCode == http.StatusServiceUnavailable || strings.Contains(string(text), "TIMEOUT_EXCEEDED") // on a busy machine: limits that work
			if err != nil || response.StatusCode != http.StatusOK && !putOff {
				said += fmt.Sprintf("%s: %d %v %.200s\n", address, response.StatusCode, err, text)
			}
		}
	}()
	return failed
}

// sameAsPublished holds every report and every figure that is shown against what the counties publish
// in their last phase.
func (s *soak) sameAsPublished() {
	s.t.Helper()
	want := map[string]string{}
	for _, r := range lastTruth().Seen() {
		want[r.ID()] = r.ShownAt()
		for key, f := range r.Figures {
			want[r.ID()+" "+key.String()] = fmt.Sprint(f.State, " ", show(f.Value))
		}
	}
	patience := time.Now().Add(time.Minute) // for the reading of the last crawl
	for {
		wrong := s.differences(want)
		if len(wrong) == 0 {
			s.t.Logf("%d reports and figures are shown as they are published", len(want))
			return
		}
		if time.Now().After(patience) {
			s.t.Errorf("%d reports and figures are shown otherwise than they are published:\n%s", len(wrong), strings.Join(wrong[:min(20, len(wrong))], "\n"))
			return
		}
	}
}

// differences looks at all reports and figures in the tables, at the list of reports, and at every
// tenth report as the API has it.
func (s *soak) differences(want map[string]string) (wrong []string) {
	s.t.Helper()
	var list []listed
	s.read("/api/v1/reports?limit=10000", &list)
	got := map[string]string{}
	tables := readSamples(s.t, s.data)
	for n, r := range list {
		got[r.ReportID] = r.URL
		figures := tables[r.ReportID].Figures
		if n%10 == 0 {
			var answer reportAnswer
			s.read("/api/v1/reports/"+url.PathEscape(r.ReportID), &answer)
			figures = answer.Figures
		}
		for _, f := range figures {
			// Sentences are read from pages that are no forms, too: TestDemoEveryFigure looks at these.
			if _, printed := want[r.ReportID+" "+f.Key().String()]; printed || !strings.HasPrefix(f.Indicator, "narrative_") {
				got[r.ReportID+" "+f.Key().String()] = fmt.Sprint(f.State, " ", show(f.Value))
			}
		}
	}
	for what, value := range want {
		if got[what] != value {
			wrong = append(wrong, fmt.Sprintf("%s: shown %q, published %q", what, got[what], value))
		}
	}
	for what := range got {
		if _, ok := want[what]; !ok {
			wrong = append(wrong, what+" is shown and not published")
		}
	}
	return wrong
}
