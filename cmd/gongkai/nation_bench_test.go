package main

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/store"
	"gongkai/store/engine"
)

//go:embed testdata/nation/*.sql
var nationFiles embed.FS

// nation is a database of generated reports, 200 figures and a text each, of agencies that do not exist: 46 to
// a county, 92 counties to a province, seven years each; one report in fifty has two versions. Some of the last year are
// left for later: fresh of the first counties, which then have all, and as many of as many other counties.
type nation struct {
	testing.TB
	*store.DB
	dir     string // the data folder
	pid     int
	reports uint64 // that there are so far
	all     uint64 // with those of later
	fresh   uint64
	began   time.Time
}

// provinces are first digits of codes that GB/T 2260 does not assign; 99 are the sample counties.
var provinces = []uint32{90, 91, 92, 93, 94, 95, 96, 97, 98, 83, 84, 85, 86, 87, 88, 89, 72, 73, 74, 75, 76, 77, 78, 79, 80, 66, 67, 68, 69, 70, 55, 56, 57, 58, 59, 60}

// countyCode is the code of the county of a number, as reports.sql has it.
func countyCode(county uint64) string {
	return strconv.FormatUint(uint64(provinces[county/92])*10_000+county%92/12*100+county%92%12+1, 10)
}

// BenchmarkNation generates a thousandth, a hundredth and a tenth of a nation (1,000,000 reports) into the
// embedded engine, and measures what `gongkai score` does there: making the reports current, a full
// run, a run of nothing new, one after a thousandth of new reports (100 at least) of some counties and after as many of as many
// counties, and one indicator over all agencies and years as a researcher asks for it; and then every page and address of the
// API, as view says. peak-MB is the engine's resident memory until the pages, program-MB that of the program beside it;
// -processor-ms is what both used of the processor. The tenth needs some minutes and 2 GB: GONGKAI_BENCH_NATION says other
// sizes, as in 1000,10000. GONGKAI_BENCH_PROGRESS names a file that is told how far it is, as in /dev/tty.
func BenchmarkNation(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	var before, viewed map[string]float64
	for _, reports := range sizes(b, "1000,10000,100000") {
		b.Run(strconv.FormatUint(reports, 10), func(b *testing.B) {
			b.ReportMetric(0, "ns/op")
			n := newNation(b, reports)
			took := n.measure()
			reportGrowth(b, took, before)
			b.ReportMetric(float64(highWater(n.pid))/1024, "peak-MB")
			b.ReportMetric(float64(highWater(os.Getpid()))/1024, "program-MB")
			before = took
			took = n.view()
			reportGrowth(b, took, viewed)
			viewed = took
		})
	}
}

// sizes are the numbers of reports that are generated: the usual ones, or those of GONGKAI_BENCH_NATION.
func sizes(b *testing.B, usual string) (all []uint64) {
	b.Helper()
	for text := range strings.SplitSeq(cmp.Or(os.Getenv("GONGKAI_BENCH_NATION"), usual), ",") {
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
	n := openNation(b, b.TempDir(), reports)
	n.generate()
	return n
}

// scoredNation is a nation that was made current and scored: the one in GONGKAI_BENCH_FOLDER, if there is one.
func scoredNation(b *testing.B, reports uint64) *nation {
	b.Helper()
	dir := os.Getenv("GONGKAI_BENCH_FOLDER")
	if dir == "" {
		dir = b.TempDir()
	}
	dir = filepath.Join(dir, strconv.FormatUint(reports, 10))
	n := openNation(b, dir, reports)
	done := filepath.Join(dir, "scored")
	if _, err := os.Stat(done); err == nil {
		n.reports = reports
		return n
	}
	n.generate()
	n.ok(n.Refresh(b.Context()))
	_, err := analytics.ScoreAll(b.Context(), n, noon("2026-06-02"))
	n.ok(err)
	n.ok(os.WriteFile(done, nil, 0o600))
	return n
}

// openNation opens a folder for a nation of so many reports, of which there are none yet.
func openNation(b *testing.B, dir string, reports uint64) *nation {
	b.Helper()
	e, err := engine.Start(b.Context(), engine.Config{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { e.Close() })
	db, err := store.Open(b.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database, Transport: e.Transport()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	n := &nation{TB: b, DB: db, dir: dir, pid: e.PID(), all: reports, fresh: max(1, min(max(100, reports/1000), reports/7/8)), began: time.Now()}
	n.ok(db.Migrate(b.Context()))
	return n
}

// generate writes all reports but those of later.
func (n *nation) generate() {
	n.Helper()
	n.ok(n.Exec(n.Context(), "CREATE TABLE nation_texts (report_id String, texts Array(Tuple(kind String, heading String, text String))) ENGINE = Memory", nil))
	n.ok(n.Exec(n.Context(), `CREATE TABLE nation_reports (number UInt64, county UInt32, seat UInt8, agency_id String, name String, code String, family String, level String, fiscal_year UInt16, form String,
		report_id String, reading_id String, url String, sha256 String) ENGINE = MergeTree ORDER BY number`, nil))
	n.run("keys", nil)
	n.run("reports", map[string]any{"reports": n.all, "fresh": n.fresh, "year": uint64(2019), "years": uint64(7), "provinces": provinces})
	n.add(n.all - 2*n.fresh)
	// From here on the peak is that of what is measured.
	n.ok(os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", n.pid), []byte("5"), 0))
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

// atOnce is how many reports are generated by one statement: 62 counties.
const atOnce = 62 * 46 * 7

// add generates the next reports with all that belongs to them, as far as there are so many.
func (n *nation) add(reports uint64) {
	n.Helper()
	for to := min(n.reports+reports, n.all); n.reports < to; {
		last := min(n.reports+atOnce, to)
		for _, file := range []string{"sites", "captures", "crawls", "walks", "texts", "figures", "readings", "version_captures", "version_figures", "version_readings"} {
			n.run(file, map[string]any{"first": n.reports, "last": last})
		}
		n.ok(n.Exec(context.Background(), "TRUNCATE TABLE nation_texts", nil))
		n.reports = last
		n.progress("%d reports are generated", last)
	}
}

// progress tells the file of GONGKAI_BENCH_PROGRESS how far a benchmark is: what it logs comes at its end.
func (n *nation) progress(format string, args ...any) {
	name := os.Getenv("GONGKAI_BENCH_PROGRESS")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	n.ok(err)
	defer f.Close()
	_, err = fmt.Fprintf(f, "%s, after %s: %s\n", n.Name(), time.Since(n.began).Round(time.Second), fmt.Sprintf(format, args...))
	n.ok(err)
}

// measure times what happens to the reports, in this order, in milliseconds.
func (n *nation) measure() map[string]float64 {
	n.Helper()
	took := map[string]float64{}
	timed := func(what string, do func()) {
		start, used, own, held := time.Now(), processorOf(n.pid), processorOf(os.Getpid()), n.watch()
		do()
		passed := time.Since(start)
		engine, program := processorOf(n.pid)-used, processorOf(os.Getpid())-own
		took[what], took[what+"-processor"] = float64(passed.Milliseconds()), float64((engine + program).Milliseconds())
		said := fmt.Sprintf("%d reports: %s %s, %s of the engine's processor and %s of the program's; statements that held most, in MB: %s", n.reports, what, passed.Round(time.Millisecond),
			engine, program, held.most())
		n.Log(said)
		n.progress("%s; the engine %d MB, the program %d MB", said, highWater(n.pid)/1024, highWater(os.Getpid())/1024)
	}
	refresh := func() { n.ok(n.Refresh(n.Context())) }
	score := func(by func(context.Context, analytics.DB, time.Time) (analytics.Summary, error)) func() {
		return func() {
			db := timedDB{n, map[string]time.Duration{}, &sync.Mutex{}}
			s, err := by(n.Context(), db, noon("2026-06-02"))
			n.ok(err)
			said := fmt.Sprintf("%s; %d of %d counties computed; processor time by table: %v", s, s.Changed, s.Units, db.used)
			n.Log(said)
			n.progress("%s", said)
		}
	}
	timed("refresh", refresh)
	timed("full", score(analytics.ScoreAll))
	timed("refresh-of-nothing", refresh)
	timed("of-nothing", score(analytics.Score))
	n.add(n.fresh)
	timed("refresh-after-new", refresh)
	timed("after-new", score(analytics.Score))
	n.add(n.fresh)
	timed("refresh-after-new-spread", refresh)
	timed("after-new-spread", score(analytics.Score))
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

// timedDB counts the engine's processor time by the table that a statement writes, or reads first. Of two
// statements at once each counts what both use, so that all together may come to more than the engine used.
type timedDB struct {
	*nation
	used  map[string]time.Duration
	mutex *sync.Mutex
}

func (t timedDB) note(table string, before time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.used[table] += processorOf(t.pid) - before
}

func (t timedDB) Select(ctx context.Context, dst any, query string, params map[string]any) error {
	before, table := processorOf(t.pid), "read "
	if m := readFrom.FindStringSubmatch(query); m != nil {
		table += m[1]
	}
	defer t.note(table, before)
	return t.nation.Select(ctx, dst, query, params)
}

var readFrom = regexp.MustCompile(`FROM (\w+)`)

var written = regexp.MustCompile(`INSERT INTO (\w+)(?:[^;]*?'([RQ]\d+)')?`)

func (t timedDB) Exec(ctx context.Context, query string, params map[string]any) error {
	before, table := processorOf(t.pid), "drop"
	if m := written.FindStringSubmatch(query); m != nil {
		table = m[1] + m[2]
	}
	defer t.note(table, before)
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
