package main

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/store"
	"gongkai/store/engine"
)

//go:embed testdata/nation/*.sql
var nationFiles embed.FS

// nation is a database of generated reports, 200 figures each, of agencies that do not exist: 46 to
// a county, seven years each; one in fifty has two versions. Their texts are empty.
type nation struct {
	testing.TB
	*store.DB
	pid     int
	reports uint64
}

// BenchmarkNation generates a hundredth and a tenth of a nation (1,000,000 reports) into the
// embedded engine, and measures what `gongkai score` does there: making the reports current, a full
// run, a run of nothing new, one after 100 new reports of three counties and after 100 of as many
// counties, and one indicator over all agencies and years as a researcher asks for it. peak-MB is
// the engine's resident memory. The tenth needs some minutes and 2 GB: GONGKAI_BENCH_NATION says other sizes, as
// in 10000,40000.
func BenchmarkNation(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	var before map[string]time.Duration
	for _, reports := range sizes(b) {
		b.Run(strconv.FormatUint(reports, 10), func(b *testing.B) {
			b.ReportMetric(0, "ns/op")
			n := newNation(b, reports)
			took := n.measure()
			for what, d := range took {
				b.ReportMetric(float64(d.Milliseconds()), what+"-ms")
				if was := before[what]; was > 0 {
					b.ReportMetric(d.Seconds()/was.Seconds(), what+"-growth")
				}
			}
			b.ReportMetric(float64(highWater(n.pid))/1024, "peak-MB")
			before = took
		})
	}
}

// sizes are the numbers of reports that are generated.
func sizes(b *testing.B) (all []uint64) {
	b.Helper()
	for text := range strings.SplitSeq(cmp.Or(os.Getenv("GONGKAI_BENCH_NATION"), "10000,100000"), ",") {
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			b.Fatal("GONGKAI_BENCH_NATION: ", err)
		}
		all = append(all, n)
	}
	return all
}

func newNation(b *testing.B, reports uint64) *nation {
	b.Helper()
	e, err := engine.Start(b.Context(), engine.Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { e.Close() })
	db, err := store.Open(b.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database, Transport: http.DefaultTransport})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	n := &nation{TB: b, DB: db, pid: e.PID()}
	n.ok(db.Migrate(b.Context()))
	n.ok(db.Exec(b.Context(), `CREATE TABLE nation_reports (number UInt64, agency_id String, name String, code String, family String, level String, fiscal_year UInt16, form String,
		report_id String, reading_id String, url String, sha256 String) ENGINE = MergeTree ORDER BY number`, nil))
	n.run("keys", nil)
	n.add(reports, 2019, 7, 0)
	return n
}

func (n *nation) ok(err error) {
	n.Helper()
	if err != nil {
		n.Fatal(err)
	}
}

func (n *nation) run(file string, params map[string]any) {
	n.Helper()
	text, err := nationFiles.ReadFile("testdata/nation/" + file + ".sql")
	n.ok(err)
	n.ok(n.Exec(context.Background(), string(text), params))
}

// add generates reports with all that belongs to them.
func (n *nation) add(reports, year, years uint64, spread uint8) {
	n.Helper()
	params := map[string]any{"first": n.reports, "reports": reports, "year": year, "years": years, "spread": spread, "counties": max(1, n.reports/7/46)}
	for _, file := range []string{"reports", "captures", "crawls", "walks", "figures", "readings", "version_captures", "version_figures", "version_readings"} {
		n.run(file, params)
	}
	n.reports += reports
}

// measure times what happens to the reports, in this order.
func (n *nation) measure() map[string]time.Duration {
	n.Helper()
	took := map[string]time.Duration{}
	timed := func(what string, do func()) {
		start, used, held := time.Now(), processorOf(n.pid), n.watch()
		do()
		took[what] = time.Since(start)
		n.Logf("%d reports: %s %s, %s of the engine's processor; statements that held most, in MB: %s", n.reports, what, took[what].Round(time.Millisecond),
			(processorOf(n.pid) - used).Round(10*time.Millisecond), held.most())
	}
	refresh := func() { n.ok(n.Refresh(n.Context())) }
	score := func(by func(context.Context, analytics.DB, time.Time) (analytics.Summary, error)) func() {
		return func() {
			db := timedDB{n, map[string]time.Duration{}}
			s, err := by(n.Context(), db, noon("2026-06-02"))
			n.ok(err)
			n.Logf("%s; %d of %d counties computed; processor time by table: %v", s, s.Changed, s.Units, db.used)
		}
	}
	timed("refresh", refresh)
	timed("full", score(analytics.ScoreAll))
	timed("refresh-of-nothing", refresh)
	timed("of-nothing", score(analytics.Score))
	n.add(100, 2018, 1, 0)
	timed("refresh-after-100", refresh)
	timed("after-100", score(analytics.Score))
	n.add(100, 2017, 1, 1)
	timed("refresh-after-100-spread", refresh)
	timed("after-100-spread", score(analytics.Score))
	for what, query := range nationQueries {
		n.ok(n.Exec(n.Context(), query, nil)) // the first one opens files
		timed(what, func() { n.ok(n.Exec(n.Context(), query, nil)) })
	}
	return took
}

// nationQueries are what a researcher asks.
var nationQueries = map[string]string{
	"indicator": "SELECT agency_id, fiscal_year, value FROM figures WHERE indicator = 'requests_new' AND applicant = 'total' FORMAT Null",
	"series":    "SELECT agency_id, fiscal_year, value, grade FROM series WHERE series = 'h_requests_received' FORMAT Null",
	"checks":    "SELECT rule, sum(pass), sum(fail), sum(vacuous), sum(not_assessable) FROM checks_across GROUP BY rule FORMAT Null",
}

// timedDB counts the engine's processor time by the table that a statement writes, or "read".
type timedDB struct {
	*nation
	used map[string]time.Duration
}

func (t timedDB) Select(ctx context.Context, dst any, query string, params map[string]any) error {
	before := processorOf(t.pid)
	defer func() { t.used["read"] += processorOf(t.pid) - before }()
	return t.nation.Select(ctx, dst, query, params)
}

var written = regexp.MustCompile(`INSERT INTO (\w+)(?:[^;]*?'([RQ]\d+)')?`)

func (t timedDB) Exec(ctx context.Context, query string, params map[string]any) error {
	before, table := processorOf(t.pid), "drop"
	if m := written.FindStringSubmatch(query); m != nil {
		table = m[1] + m[2]
	}
	defer func() { t.used[table] += processorOf(t.pid) - before }()
	return t.nation.Exec(ctx, query, params)
}

// processorOf is the processor time that a process has used so far.
func processorOf(pid int) time.Duration {
	text, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	_, rest, _ := bytes.Cut(text, []byte(") "))
	fields := bytes.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(string(fields[11]))
	system, _ := strconv.Atoi(string(fields[12]))
	return time.Duration(user+system) * 10 * time.Millisecond // a hundred ticks a second
}
