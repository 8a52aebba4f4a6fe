package store

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

// configOf is a database of its own on the test binary's engine.
func configOf(t testing.TB) Config {
	t.Helper()
	e := enginetest.Engine(t)
	_, name := enginetest.New(t)
	return Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: name}
}

// empty opens a database without a schema.
func empty(t testing.TB) *DB {
	t.Helper()
	db, err := Open(t.Context(), configOf(t))
	must(t, err)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// emptied are the databases with the schema that tests are done with.
var emptied struct {
	sync.Mutex
	names []string
}

// fresh opens a database with the schema and nothing in it. To make the tables takes longer than
// most tests, so a database is emptied and used again.
func fresh(t testing.TB) *DB {
	t.Helper()
	e := enginetest.Engine(t)
	db, err := Open(t.Context(), Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: emptyName()})
	must(t, err)
	must(t, db.Migrate(t.Context()))
	t.Cleanup(func() {
		err := errors.Join(db.clear(), db.Close())
		if err != nil {
			t.Error(err)
		}
		if !t.Failed() {
			emptied.Lock()
			defer emptied.Unlock()
			emptied.names = append(emptied.names, db.config.Database)
		}
	})
	return db
}

// emptyName is the name of an emptied database, or of one that is not there yet.
func emptyName() string {
	emptied.Lock()
	defer emptied.Unlock()
	last := len(emptied.names) - 1
	if last < 0 {
		return engine.Database + "_" + strings.ToLower(rand.Text()[:12])
	}
	name := emptied.names[last]
	emptied.names = emptied.names[:last]
	return name
}

// clear empties all tables but the one that says which schema there is.
func (db *DB) clear() error {
	ctx := context.Background() // the test's own is over
	var tables []struct {
		Name string `ch:"name"`
	}
	err := db.Select(ctx, &tables, "SELECT name FROM system.tables WHERE database = currentDatabase() AND total_rows > 0 AND name != 'schema_migrations'", nil)
	for _, table := range tables {
		err = errors.Join(err, db.conn.Exec(ctx, "TRUNCATE TABLE "+quoteName(table.Name)))
	}
	return err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// text runs a query and gives its TSV, as a reader would see it.
func text(t testing.TB, db *DB, query string) string {
	t.Helper()
	var out buffer
	must(t, db.RawQuery(t.Context(), query, "TSV", &out))
	return string(out)
}

type buffer []byte

func (b *buffer) Write(p []byte) (int, error) { *b = append(*b, p...); return len(p), nil }

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// at is a moment of the tests' calendar: "2021-02-01 10:00" in China.
func at(t testing.TB, moment string) time.Time {
	t.Helper()
	m, err := time.ParseInLocation("2006-01-02 15:04", moment, disclosure.China)
	must(t, err)
	return m
}

func date(t testing.TB, s string) *disclosure.Date {
	t.Helper()
	d, err := disclosure.ParseDate(s)
	must(t, err)
	return &d
}

func pointer[T any](v T) *T { return &v }

// county is the site of most tests; its agencies are the ones of a real division, so that
// deadlines are real ones too.
var county = disclosure.Site{ID: "county", Name: "黎川县人民政府", DivisionCode: "361022", URL: "http://county.test/"}

const listURL = "http://county.test/list/"

// fetch is a capture of a report page.
func fetch(t testing.TB, crawl, url, body, moment string) disclosure.Capture {
	return disclosure.Capture{SiteID: county.ID, CrawlID: crawl, URL: url, ListURL: listURL, Role: disclosure.RoleReport, Outcome: disclosure.FetchOK,
		Status: 200, ContentType: "text/html; charset=utf-8", FetchedAt: at(t, moment), Body: []byte(body), Header: map[string]string{"ETag": `"x"`}}
}

// education is the agency of most tests.
func education() disclosure.Agency {
	return disclosure.Agency{ID: "361022-education", Name: "黎川县教育局", DivisionCode: "361022", DivisionName: "黎川县", CountyCode: "361022",
		Level: disclosure.LevelCounty, Family: disclosure.FamilyEducation}
}

// reading is what a parser would make of a capture: an education bureau's report on a year
// with the given figures; a value below zero is a blank.
func reading(c disclosure.Capture, year int, figures map[disclosure.Key]int64) Reading {
	complete(&c)
	a := education()
	r := disclosure.Report{Outcome: disclosure.OutcomeOK, ParserVersion: 1, ContentType: "text/html", SHA256: c.SHA256, Charset: pointer("utf-8"),
		Title: pointer("黎川县教育局" + strconv.Itoa(year) + "年政府信息公开工作年度报告"), Agency: &a.Name, AgencyID: &a.ID, FiscalYear: &year,
		Form: pointer(disclosure.FormDue(year)), Scope: disclosure.ScopeOwnOffice}
	for _, k := range keysOf(figures) {
		f := disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Unit: "件", State: disclosure.StateBlank, Confidence: 1,
			Where: disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 3, Path: "html>body>table"}}}
		if n := figures[k]; n >= 0 {
			f.State, f.Value, f.Raw = disclosure.StateNumber, pointer(disclosure.Int(n)), strconv.FormatInt(n, 10)
		}
		r.Figures = append(r.Figures, f)
	}
	return Reading{Capture: c, Report: r, Agency: a}
}

// keep captures and writes readings of them, and makes them current.
func keep(t testing.TB, db *DB, readings ...Reading) {
	t.Helper()
	for _, r := range readings {
		must(t, db.Keep(t.Context(), r.Capture))
	}
	must(t, db.Write(t.Context(), readings))
	must(t, db.Refresh(t.Context()))
}

func walk(t testing.TB, db *DB, crawl, moment, state string) {
	t.Helper()
	must(t, db.KeepWalk(t.Context(), disclosure.Walk{SiteID: county.ID, CrawlID: crawl, URL: listURL, Name: "政府信息公开年报", State: state, Links: 12,
		StartedAt: at(t, moment), FinishedAt: at(t, moment).Add(time.Minute)}))
	must(t, db.Flush(t.Context()))
}

func itoa(n int) string { return strconv.Itoa(n) }
