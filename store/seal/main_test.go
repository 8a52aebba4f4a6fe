package seal

import (
	"os"
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/store"
	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

func TestMain(m *testing.M) { os.Exit(enginetest.Main(m)) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fresh is a database with the schema and nothing in it.
func fresh(t *testing.T) *store.DB {
	t.Helper()
	e := enginetest.Engine(t)
	_, name := enginetest.New(t)
	db, err := store.Open(t.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Password: e.Secret(), Database: name})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Migrate(t.Context()))
	return db
}

// keep keeps a page of a crawl, and flushes it.
func keep(t *testing.T, db *store.DB, crawl, url, body string) {
	t.Helper()
	must(t, db.Keep(t.Context(), disclosure.Capture{SiteID: "county", CrawlID: crawl, URL: url, ListURL: "http://county.test/list", Role: disclosure.RoleReport, FetchedAt: time.Now(),
		Status: 200, Outcome: disclosure.FetchOK, Header: map[string]string{"Date": "Fri, 27 Nov 2026 08:00:00 GMT", "Server": `a "b" <c> 目录`}, Body: []byte(body)}))
	must(t, db.Flush(t.Context()))
}

func walk(t *testing.T, db *store.DB, crawl, state string, links int) {
	t.Helper()
	must(t, db.KeepWalk(t.Context(), disclosure.Walk{SiteID: "county", CrawlID: crawl, URL: "http://county.test/list", Name: "年度报告", State: state, Pages: 1, Links: links, StartedAt: time.Now(), FinishedAt: time.Now()}))
	must(t, db.Flush(t.Context()))
}
