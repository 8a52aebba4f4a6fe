package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/disclosure"
)

func TestCaptureIsOneRowWhateverHappens(t *testing.T) {
	db := fresh(t)
	c := fetch(t, "crawl1", "http://county.test/a", "body", "2021-02-01 10:00")
	c.ListDate, c.Title, c.Header = date(t, "2021-01-20"), "教育局", map[string]string{"ETag": `"1"`, "Last-Modified": "yesterday"}
	for range 3 {
		must(t, db.Keep(t.Context(), c))
		must(t, db.Flush(t.Context()))
	}
	must(t, db.Keep(t.Context(), c)) // and twice in one batch
	must(t, db.Keep(t.Context(), c))
	other := c
	other.CrawlID, other.ID = "crawl2", ""
	must(t, db.Keep(t.Context(), other))
	must(t, db.Flush(t.Context()))
	same(t, "captures", text(t, db, "SELECT crawl_id, url, outcome, charset, bytes, list_date FROM captures ORDER BY crawl_id"),
		"crawl1\thttp://county.test/a\tok\tutf-8\t4\t2021-01-20\ncrawl2\thttp://county.test/a\tok\tutf-8\t4\t2021-01-20\n")
	same(t, "bodies", text(t, db, "SELECT count(), any(body) FROM bodies"), "1\tbody\n")
	same(t, "validators", text(t, db, "SELECT DISTINCT etag, last_modified FROM captures_history"), "\"1\"\tyesterday\n")
}

// The later of two captures of one address in one crawl stands: a failure that was repaired.
func TestLaterCaptureStands(t *testing.T) {
	db := fresh(t)
	failed := fetch(t, "crawl1", "http://county.test/a", "", "2021-02-01 10:00")
	failed.Outcome, failed.Status = disclosure.FetchUnreachable, 0
	must(t, db.Keep(t.Context(), failed))
	must(t, db.Keep(t.Context(), fetch(t, "crawl1", "http://county.test/a", "body", "2021-02-01 11:00")))
	must(t, db.Flush(t.Context()))
	same(t, "captures", text(t, db, "SELECT outcome, http_status FROM captures"), "ok\t200\n")
}

func TestBodies(t *testing.T) {
	db := fresh(t)
	body := strings.Repeat("\x00\xff中", 1000)
	must(t, db.Keep(t.Context(), fetch(t, "c", "http://county.test/a", body, "2021-02-01 10:00")))
	must(t, db.Keep(t.Context(), fetch(t, "c", "http://county.test/mirror", body, "2021-02-01 10:01")))
	must(t, db.Flush(t.Context()))
	same(t, "rows", text(t, db, "SELECT count() FROM bodies"), "1\n")
	sum := strings.TrimSpace(text(t, db, "SELECT sha256 FROM bodies"))
	got, err := db.Body(t.Context(), sum)
	must(t, err)
	same(t, "body", string(got), body)
	if _, err := db.Body(t.Context(), "00"); !errors.Is(err, ErrNoBody) {
		t.Errorf("a body that is not there: %v", err)
	}
}

// What Keep holds back is written on Close, whatever waits and is being sent.
func TestCloseWritesWhatWaits(t *testing.T) {
	config := configOf(t)
	db, err := Open(t.Context(), config)
	must(t, err)
	must(t, db.Migrate(t.Context()))
	for i := range flushCaptures + 1 {
		must(t, db.Keep(t.Context(), fetch(t, "c", fmt.Sprintf("http://county.test/%d", i), "x", "2021-02-01 10:00")))
	}
	must(t, db.Keep(t.Context(), fetch(t, "c", "http://county.test/large", strings.Repeat("x", flushBytes), "2021-02-01 10:00")))
	must(t, db.KeepWalk(t.Context(), disclosure.Walk{SiteID: county.ID, CrawlID: "c", URL: listURL, State: disclosure.WalkComplete}))
	must(t, db.Close())
	db, err = Open(t.Context(), config)
	must(t, err)
	defer db.Close()
	same(t, "captures", text(t, db, "SELECT count() FROM captures"), itoa(flushCaptures+2)+"\n")
	same(t, "walks", text(t, db, "SELECT count() FROM walks"), "1\n")
}

// Nobody has to ask: what was kept is written by itself a moment later.
func TestKeepWritesByItself(t *testing.T) {
	db := fresh(t)
	must(t, db.Keep(t.Context(), fetch(t, "c", "http://county.test/a", "x", "2021-02-01 10:00")))
	for text(t, db, "SELECT count() FROM captures") != "1\n" {
		must(t, t.Context().Err())
	}
}

func TestNotModifiedMustNameItsBody(t *testing.T) {
	db := fresh(t)
	c := fetch(t, "c", "http://county.test/a", "", "2021-02-01 10:00")
	c.Outcome, c.Status = disclosure.FetchNotModified, 304
	if err := db.Keep(t.Context(), c); err == nil {
		t.Error("it was kept without")
	}
}

func TestCrawlGoesOnUntilItIsClosed(t *testing.T) {
	db := fresh(t)
	begun := time.Date(2021, 2, 1, 1, 2, 3, 456789123, time.UTC)
	first, err := db.OpenCrawl(t.Context(), "county", begun)
	must(t, err)
	must(t, db.Keep(t.Context(), fetch(t, first.ID, "http://county.test/a", "body", "2021-02-01 10:00")))
	again, err := db.OpenCrawl(t.Context(), "county", begun.Add(time.Hour))
	must(t, err)
	if !reflect.DeepEqual(again, first) {
		t.Errorf("the unfinished crawl is %+v, then %+v", first, again)
	}
	other, err := db.OpenCrawl(t.Context(), "town", begun)
	must(t, err)
	if other.ID == first.ID {
		t.Error("two sites have one crawl")
	}
	first.FinishedAt, first.Complete, first.Pages, first.Fetched = begun.Add(2*time.Hour), true, 3, 2
	must(t, db.CloseCrawl(t.Context(), first))
	same(t, "captures are flushed", text(t, db, "SELECT count() FROM captures"), "1\n")
	same(t, "crawls", text(t, db, "SELECT site_id, finished_at, complete, pages, fetched FROM crawls ORDER BY site_id"),
		"county\t2021-02-01 03:02:03.456\t1\t3\t2\ntown\t\\N\t0\t0\t0\n")
	next, err := db.OpenCrawl(t.Context(), "county", begun.Add(24*time.Hour))
	must(t, err)
	if next.ID == first.ID {
		t.Error("a finished crawl goes on")
	}
}

func TestKnownIsTheLastCaptureWithABody(t *testing.T) {
	db := fresh(t)
	url := "http://county.test/a"
	old := fetch(t, "c1", url, "old", "2021-02-01 10:00")
	now := fetch(t, "c2", url, "new", "2021-03-01 10:00")
	now.Header = map[string]string{"ETag": `"2"`}
	same304 := fetch(t, "c3", url, "", "2021-04-01 10:00")
	complete(&now)
	same304.Outcome, same304.SHA256, same304.Header = disclosure.FetchNotModified, now.SHA256, map[string]string{"ETag": `"2"`}
	lost := fetch(t, "c4", url, "", "2021-05-01 10:00")
	lost.Outcome, lost.Status = disclosure.FetchError, 500
	foreign := fetch(t, "c1", "http://other.test/", "x", "2021-02-01 10:00")
	foreign.SiteID = "other"
	// A crawl that goes on after a kill must not ask for robots.txt again.
	robots := fetch(t, "c1", "http://county.test/robots.txt", "User-agent: *", "2021-02-01 09:00")
	robots.Role = disclosure.RoleRobots
	for _, c := range []disclosure.Capture{old, now, same304, lost, foreign, robots} {
		must(t, db.Keep(t.Context(), c))
	}
	known, err := db.Known(t.Context(), county.ID)
	must(t, err)
	if r := known[robots.URL]; r.Role != disclosure.RoleRobots || r.CrawlID != "c1" {
		t.Errorf("robots.txt: %+v", r)
	}
	c := known[url]
	if len(known) != 2 || c.CrawlID != "c3" || c.SHA256 != now.SHA256 || c.Header["ETag"] != `"2"` || c.Role != disclosure.RoleReport || c.ListURL != listURL || c.Body != nil || !c.FetchedAt.Equal(same304.FetchedAt) {
		t.Errorf("known: %+v", known)
	}
}

// A file that is brought in twice is one sighting, the first.
func TestFilesFromDisk(t *testing.T) {
	db := fresh(t)
	file := disclosure.Capture{URL: "file:a.html", Role: disclosure.RoleFile, Outcome: disclosure.FetchOK, FetchedAt: at(t, "2021-03-01 10:00"), Body: []byte("a"), ObtainedBy: "somebody"}
	later, earlier, changed := file, file, file
	later.FetchedAt, earlier.FetchedAt = at(t, "2022-03-01 10:00"), at(t, "2021-02-01 10:00")
	changed.Body = []byte("b")
	for _, c := range []disclosure.Capture{file, later, earlier, later, changed} {
		must(t, db.Keep(t.Context(), c))
		must(t, db.Flush(t.Context()))
	}
	for _, c := range []disclosure.Capture{later, earlier, file} { // in one batch as well
		must(t, db.Keep(t.Context(), c))
	}
	must(t, db.Flush(t.Context()))
	same(t, "captures", text(t, db, "SELECT site_id, role, fetched_at, obtained_by FROM captures ORDER BY fetched_at"),
		"files\tfile\t2021-02-01 02:00:00.000\tsomebody\nfiles\tfile\t2021-03-01 02:00:00.000\tsomebody\n")
}

func TestWalksAndSites(t *testing.T) {
	db := fresh(t)
	must(t, db.PutSites(t.Context(), []disclosure.Site{county, {ID: "nowhere", Name: "某站", URL: "http://nowhere.test/"}}))
	must(t, db.PutSites(t.Context(), []disclosure.Site{county}))
	same(t, "sites", text(t, db, "SELECT site_id, name, division_code, url FROM sites ORDER BY site_id"),
		"county\t黎川县人民政府\t361022\thttp://county.test/\nnowhere\t某站\t\\N\thttp://nowhere.test/\n")
	walk(t, db, "c1", "2021-02-01 10:00", disclosure.WalkPartial)
	walk(t, db, "c1", "2021-02-01 11:00", disclosure.WalkComplete)
	walk(t, db, "c2", "2021-03-01 11:00", disclosure.WalkBlocked)
	same(t, "walks", text(t, db, "SELECT crawl_id, state, agency_id FROM walks ORDER BY crawl_id"), "c1\tcomplete\t\nc2\tblocked\t\n")
}

// Sites are crawled side by side into one archive.
func TestSeveralSitesAtOnce(t *testing.T) {
	db := fresh(t)
	var wait sync.WaitGroup
	failures := make(chan error, 8)
	for site := range 8 {
		wait.Go(func() {
			for i := range 100 {
				c := fetch(t, "c", fmt.Sprintf("http://site%d.test/%d", site, i), fmt.Sprint(i%10), "2021-02-01 10:00")
				c.SiteID = fmt.Sprint("site", site)
				if err := db.Keep(t.Context(), c); err != nil {
					failures <- err
					return
				}
				if rand.N(20) == 0 {
					if err := db.Flush(t.Context()); err != nil {
						failures <- err
						return
					}
				}
			}
		})
	}
	wait.Wait()
	close(failures)
	for err := range failures {
		t.Fatal(err)
	}
	must(t, db.Flush(t.Context()))
	same(t, "rows", text(t, db, "SELECT count(), uniqExact(url) FROM captures"), "800\t800\n")
	same(t, "bodies", text(t, db, "SELECT count() FROM bodies"), "10\n")
}

func TestMetricsOfWhatIsWritten(t *testing.T) {
	c, registry := configOf(t), prometheus.NewRegistry()
	c.Metrics = registry
	db, err := Open(t.Context(), c)
	must(t, err)
	defer db.Close()
	must(t, db.Migrate(t.Context()))
	site := "measured " + t.Name()
	for _, body := range []string{site + " one", site + " two", site + " one"} { // one body is there twice
		must(t, db.Keep(t.Context(), disclosure.Capture{SiteID: site, URL: "http://a.test/" + digest(body), CrawlID: "c", Outcome: disclosure.FetchOK, Body: []byte(body)}))
	}
	must(t, db.KeepWalk(t.Context(), disclosure.Walk{SiteID: site, CrawlID: "c", URL: "http://a.test/"}))
	must(t, db.Flush(t.Context()))
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if db.flushBatch(over, &batch{walks: []disclosure.Walk{{SiteID: site}}}) == nil {
		t.Error("a batch was written by nobody's request")
	}
	got := map[string]string{}
	families, err := registry.Gather()
	must(t, err)
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := strings.TrimPrefix(f.GetName(), "gongkai_store_")
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			got[name] = fmt.Sprint(m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount()))
		}
	}
	want := map[string]string{"rows_total captures_history": "3", "rows_total bodies": "2", "rows_total walks_history": "1", "rows_total crawls_history": "0", "rows_total searches_history": "0",
		"body_bytes_total": fmt.Sprint(2 * len(site+" one")), "flush_failures_total": "1", "flush_seconds": "2", "silent_seconds": "0"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// A long body comes as a file, in a batch with others; it is tried again after a failure, and
// closed when it is written.
func TestBodyOfAFile(t *testing.T) {
	db := fresh(t)
	body := strings.Repeat("a long body ", 300_000)
	sum := sha256.Sum256([]byte(body))
	file, err := os.Create(filepath.Join(t.TempDir(), "body"))
	must(t, err)
	_, err = file.WriteString(body)
	must(t, err)
	c := disclosure.Capture{SiteID: "s", CrawlID: "c", URL: "http://a.test/long", Outcome: disclosure.FetchOK, File: file, Bytes: int64(len(body)), SHA256: hex.EncodeToString(sum[:])}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if db.flushBatch(over, &batch{captures: []disclosure.Capture{c}}) == nil {
		t.Fatal("it was written by nobody's request")
	}
	must(t, db.Keep(t.Context(), c))
	must(t, db.Keep(t.Context(), disclosure.Capture{SiteID: "s", CrawlID: "c", URL: "http://a.test/short", Outcome: disclosure.FetchOK, Body: []byte("short")}))
	must(t, db.Flush(t.Context()))
	if got, err := db.Body(t.Context(), c.SHA256); err != nil || string(got) != body {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if err := file.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("closing it again: %v", err)
	}
	same(t, "rows", text(t, db, "SELECT count(), countIf(length(body) = bytes) FROM bodies"), "2\t2\n")
}

func TestBodiesThatBreakOff(t *testing.T) {
	row := append(append([]byte{2}, "ab"...), append([]byte{3}, "xyz"...)...)
	for n := range len(row) {
		bodies, err := readBodies(bufio.NewReader(bytes.NewReader(row[:n])))
		if n == 0 && (err != nil || len(bodies) > 0) || n > 0 && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("after %d bytes: %v, %v", n, bodies, err)
		}
	}
	bodies, err := readBodies(bufio.NewReader(bytes.NewReader(slices.Concat(row, []byte{1, 'c', 0}))))
	if err != nil || len(bodies) != 2 || string(bodies["ab"]) != "xyz" || bodies["c"] == nil {
		t.Errorf("got %q, %v", bodies, err)
	}
	if _, err := readBodies(bufio.NewReader(bytes.NewReader(bytes.Repeat([]byte{0xff}, 9)))); err == nil {
		t.Error("a length beyond all lengths was believed")
	}
}
