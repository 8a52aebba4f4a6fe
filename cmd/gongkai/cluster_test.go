package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// oneOfMany is the part of a server's settings by which the embedded engine takes itself for a
// cluster: of one shard, or of two that are both this server.
const oneOfMany = `<tcp_port>9000</tcp_port><remote_servers>` +
	`<servers><shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>9000</port></replica></shard></servers>` +
	`<one><shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>9000</port></replica></shard></one>` +
	`<two><shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>9000</port></replica></shard>` +
	`<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>9000</port></replica></shard></two></remote_servers>`

// coldDisk is a second disk for bodies, as deploy/clickhouse/cold.xml has one.
func coldDisk(dir string) string {
	return `<storage_configuration><disks><cold><type>local</type><path>` + filepath.Join(dir, "clickhouse", "cold") + `/</path></cold></disks>` +
		`<policies><gongkai_bodies><volumes><default><disk>default</disk></default><cold><disk>cold</disk></cold></volumes></gongkai_bodies></policies></storage_configuration>`
}

// without are what the embedded engine lacks of a cluster: a queue of definitions, and Keeper.
var (
	onCluster  = regexp.MustCompile(" ON CLUSTER `\\w+`")
	replicated = regexp.MustCompile(`ENGINE = Replicated(\w*MergeTree)\('[^']*', '\{replica\}'(?:, )?`)
)

// standIn passes requests on to an engine, definitions without what it lacks, and counts those.
func standIn(t *testing.T, e *engine.Engine, said *atomic.Int64) string {
	target, err := url.Parse(e.URL())
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(target)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && !r.URL.Query().Has("query") {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return
			}
			plain := replicated.ReplaceAll(onCluster.ReplaceAll(body, nil), []byte("ENGINE = $1("))
			if !bytes.Equal(body, plain) {
				said.Add(1)
			}
			plain = bytes.ReplaceAll(plain, []byte("startsWith(engine, 'Replicated')"), []byte("endsWith(engine, 'MergeTree')"))
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(plain)), int64(len(plain))
		}
		forward.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// TestCluster runs the sample counties on tables that are spread over a cluster: one server that is
// the only replica of the only shard, so that rows go through Distributed tables and their settings.
// What is shown is what one server shows. Then the shards are two: every question of a score run and
// of the public tables is still one that ClickHouse can part among shards.
func TestCluster(t *testing.T) {
	if os.Getenv("GONGKAI_FULL") == "" {
		t.Skip("half a minute: make test-full runs it")
	}
	demoSite(t)
	dir := t.TempDir()
	e, err := engine.Start(t.Context(), engine.Config{Dir: dir, Elements: oneOfMany + coldDisk(dir)})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var said atomic.Int64
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte(e.Secret()), 0o600); err != nil {
		t.Fatal(err)
	}
	flags := func(shards string) []string {
		return []string{"--clickhouse", fmt.Sprintf("http://%s@%s/%s", engine.UserAdmin, standIn(t, e, &said), engine.Database), "--clickhouse-password-file", password,
			"--clickhouse-cluster", "servers", "--clickhouse-shards", shards, "--log-level", "error"}
	}
	run := func(shards string, args ...string) string {
		t.Helper()
		out, errText, status := gongkai(t, append(args, flags(shards)...)...)
		if status != 0 {
			t.Fatalf("%v with shards %s: status %d\n%s\n%s", args, shards, status, out, errText)
		}
		return out
	}
	run("one", "demo", "--once")
	if said.Load() == 0 {
		t.Error("no table was defined for a cluster")
	}
	for _, what := range sameOnACluster {
		want, err := query(t, sharedDemo.dir, what)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(run("one", "sql", "--format", "TSV", what)); got != strings.TrimSpace(want) || strings.HasPrefix(want, "0\t") {
			t.Errorf("%s\nwith spread tables %s, on one server %s", what, got, want)
		}
	}
	const policy = "SELECT storage_policy FROM system.tables WHERE database = currentDatabase() AND name = 'bodies_local'"
	if got := run("one", "sql", "--format", "TSV", policy); got != "gongkai_bodies\n" {
		t.Errorf("bodies lie under the policy %q", got)
	}
	withdrawnOnACluster(t, dir, flags("one"), func(args ...string) string { return run("one", args...) })
	admin := enginetest.Open(t, e, engine.UserAdmin, engine.Database)
	for _, table := range []string{"bodies", "reading_figures", "reading_findings"} {
		again := fmt.Sprintf("CREATE OR REPLACE TABLE %s AS %[1]s ENGINE = Distributed(two, %s, %[1]s_local, rand())", table, engine.Database)
		if err := admin.Exec(t.Context(), again); err != nil {
			t.Fatal(err)
		}
	}
	run("two", "score", "--full")
	views := run("two", "sql", "--format", "TSV", "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View' ORDER BY name")
	if strings.Count(views, "\n") < 40 {
		t.Errorf("only these views: %s", views)
	}
	for view := range strings.FieldsSeq(views) {
		run("two", "sql", "--format", "Null", "SELECT * FROM "+view)
	}
	p := start(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, flags("two")...)...)
	address, err := p.out.await(t.Context(), "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, &p.err)
	}
	visitAll(site{t, strings.TrimSuffix(address, "/")})
}

// withdrawnOnACluster releases, shows pages as of the release, takes a report down and withdraws it, on tables that are spread.
func withdrawnOnACluster(t *testing.T, dir string, flags []string, run func(args ...string) string) {
	t.Helper()
	releases, key := filepath.Join(dir, "releases"), filepath.Join(dir, "seal.key")
	run("release", "2026.1", "--to", releases, "--seal-key", key)
	p := start(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--releases", releases, "--no-seal"}, flags...)...)
	address, err := p.out.await(t.Context(), "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, &p.err)
	}
	s := site{t, strings.TrimSuffix(address, "/")}
	report := strings.TrimSpace(run("sql", "--format", "TSV", "SELECT min(report_id) FROM figures"))
	of := "/releases/2026.1/reports/" + url.PathEscape(report)
	s.page(of)
	run("takedowns", "add", report, "--reason", "names of persons", "--by", "the office", "--figures", "hide", "--texts")
	if got := run("sql", "--format", "TSV", "SELECT count() FROM figures WHERE report_id = '"+report+"'"); got != "0\n" {
		t.Errorf("figures of a report that was taken down: %s", got)
	}
	if out := run("takedowns", "withdraw", "--from", releases, "--seal-key", key); !strings.Contains(out, "release 2026.1, withdrawal 1: documents 1,") || !strings.Contains(out, "what its pages were made of is forgotten") {
		t.Errorf("withdrawing: %s", out)
	}
	withdrawnFiles(t, filepath.Join(releases, "2026.1"), 1, "pages/reading_figures.native.gz", "pages/report_states.native.gz", "pages/readings.native.gz", "data/parquet/figures.parquet")
	run("verify", filepath.Join(releases, "2026.1"))
	if status, _, body := s.get(of); status != http.StatusUnavailableForLegalReasons {
		t.Errorf("a report that was withdrawn: %d, %.300s", status, body)
	}
	s.page("/releases/2026.1/agencies")
	if err := p.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	p.finish()
}

// visitAll asks for every page and every address of the API, about an agency of the sample counties.
func visitAll(s site) {
	s.t.Helper()
	var document struct {
		Paths map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(s.page("/api/v1/openapi.json")), &document); err != nil {
		s.t.Fatal(err)
	}
	report := regexp.MustCompile(`/reports/([\w-]+)`).FindStringSubmatch(s.page("/findings"))
	if report == nil {
		s.t.Fatal("no report has a finding")
	}
	agency := report[1][:strings.LastIndexByte(report[1], '-')]
	all := append(apiAddresses(slices.Collect(maps.Keys(document.Paths))), pages...)
	names := strings.NewReplacer("{county}", agency[:6], "{agency}", agency, "{report}", report[1], "/regions/90", "/regions/99", "county=90", "county=99", "900001-civil", agency)
	for _, address := range all {
		if status, _, body := s.get(names.Replace(address)); status != http.StatusOK {
			s.t.Errorf("%s: status %d\n%.600s", address, status, body)
		}
	}
}

// sameOnACluster are questions to which the answer is the same, whenever the sample counties are
// crawled and wherever the rows lie.
var sameOnACluster = []string{
	"SELECT count(), sum(cityHash64(report_id, indicator, applicant, value, state, raw, evidence)) FROM figures",
	"SELECT count(), sum(value) FROM figures_additive",
	"SELECT count(), sum(cityHash64(report_id, rule, blame, severity, expected, actual, message)) FROM findings",
	"SELECT count(), sum(cityHash64(report_id, form, scope, title, outcome, versions)) FROM reports",
	"SELECT count(), sum(cityHash64(agency_id, fiscal_year, dimension, which, value, low, high, band, reason)) FROM scores",
	"SELECT count(), sum(cityHash64(agency_id, fiscal_year, rate, x, n)) FROM rates",
	"SELECT count(), sum(cityHash64(agency_id, fiscal_year, status)) FROM expected_reports",
	"SELECT count(), sum(cityHash64(agency_id, fiscal_year, series, value)) FROM series",
	"SELECT count(), sum(cityHash64(sha256, bytes, body)) FROM (SELECT DISTINCT sha256, bytes, body FROM bodies WHERE sha256 IN (SELECT sha256 FROM reports))",
}
