package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/store/engine"
)

// Twenty kills at the usual pace of a site last six minutes, so make test-full has a pace of a second,
// and make test fewer kills:
//
//	go test ./cmd/gongkai -run TestKilledManyTimes -twenty.kills 20 -twenty.pace 2s -twenty.pages 150
var (
	twentyPace  = flag.Duration("twenty.pace", 200*time.Millisecond, "pace of the sites of TestKilledManyTimes")
	twentyKills = flag.Int("twenty.kills", 6, "how often their crawl is killed")
	twentyPages = flag.Int("twenty.pages", 12, "report pages of each of its sites")
	twentySeed  = flag.Uint64("twenty.seed", 0, "seed of its moments; 0: another one each time")
)

var twentyState = []string{
	`SELECT site_id, url, role, outcome, http_status, sha256, count() FROM captures WHERE role = 'report' GROUP BY ALL ORDER BY ALL`,
	`SELECT DISTINCT site_id, url, role, sha256 FROM captures ORDER BY ALL`,
	`SELECT site_id, url, name, state, reason, pages, links, count() FROM walks GROUP BY ALL ORDER BY ALL`,
	`SELECT site_id, count(), countIf(finished_at IS NOT NULL), countIf(complete) FROM crawls GROUP BY site_id ORDER BY ALL`,
}

// engineIn starts an engine that all programs on its folder use, so that they start fast.
// (TestKilled kills engines.)
func engineIn(t testing.TB) string {
	t.Helper()
	dir := newData(t, t.TempDir())
	runEngine(t, dir)
	return dir
}

// runEngine starts the engine of a folder, for all that the test asks of it from now on.
func runEngine(t testing.TB, dir string) {
	t.Helper()
	e, err := engine.Start(t.Context(), engine.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestKilledManyTimes kills a crawl of twenty sites at random moments. The end is that of an undisturbed crawl, and next to nothing is asked for twice: what
// a kill loses is what came in during its last moments, which is the shorter a share of a
// crawl the slower the sites are asked. At 2 s and 150 reports a crawl lasts 300 s, of which
// 1 % is 3 s; a kill may cost a twentieth of that. At a shorter pace other tests run beside
// it on the same processors, and it may take twice as long.
func TestKilledManyTimes(t *testing.T) {
	needEngine(t)
	t.Parallel()
	if longForm() && *twentyKills == 6 {
		*twentyKills, *twentyPace, *twentyPages = 20, time.Second, 80
	}
	sites := newTwenty(t, *twentyPages, 4<<10)
	file := sites.file(t, *twentyPace, 1)
	calm := engineIn(t)
	crawl := func(dir string) []string {
		return []string{"crawl", "--sites", file, "--data", dir, "--log-level", "error"}
	}
	if out, errs, status := gongkai(t, crawl(calm)...); status != exitDone {
		t.Fatalf("undisturbed: %s%s", out, errs)
	}
	total := twentySites * *twentyPages
	if distinct, again := sites.requests(); distinct != total || again != 0 {
		t.Fatalf("undisturbed: %d report pages of %d, %d asked for twice", distinct, total, again)
	}
	seed, survey := *twentySeed, newTally(t, "crawls killed")
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("seed %d", seed)
	moments := rand.New(rand.NewPCG(seed, 20))
	sites.forget()
	release := sites.hold() // a site that had ended would be crawled anew, and the sites do not go on alike on a busy machine
	dir := engineIn(t)
	for kills := range *twentyKills {
		reached := sites.after(1 + moments.IntN(max((total*4/5-*twentyKills*twentySites) / *twentyKills, 1))) // and a page of each site more until the kill
		p := start(t, crawl(dir)...)
		ended := make(chan struct{})
		go func() { p.Wait(); close(ended) }()
		select {
		case <-reached:
			// Sites that began together are asked together. A kill at the very moment of a request
			// would always lose it, and its neighbours; a moment of time knows nothing of requests.
			time.AfterFunc(time.Duration(moments.Int64N(int64(*twentyPace))), func() { p.Process.Kill() })
			<-ended
			survey.add("kill -9")
		case <-ended:
			t.Fatalf("it ended by itself after %d kills: %s%s", kills, &p.out, &p.err)
		}
	}
	release()
	if out, errs, status := gongkai(t, crawl(dir)...); status != exitDone {
		t.Fatalf("the last run: %s%s", out, errs)
	}
	distinct, again := sites.requests()
	lost := time.Duration(again) * *twentyPace / twentySites
	t.Logf("%d report pages, %d of them asked for again: %s of crawling lost by %d kills", distinct, again, lost, *twentyKills)
	most := 3 * time.Second
	if *twentyPace < 2*time.Second {
		most *= 2
	}
	if distinct != total || lost > most {
		t.Errorf("%d report pages of %d; %d kills lost %s of crawling, want less than %s", distinct, total, *twentyKills, lost, most)
	}
	for _, sql := range twentyState {
		want, err := query(t, calm, sql)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := query(t, dir, sql); err != nil || got != want {
			t.Errorf("%s: %v\n%s", sql, err, firstDifference(got, want))
		}
	}
}

// Two crawls of the same sites: the second one says who has them and asks them nothing.
func TestTwoCrawlsDoNotOverlap(t *testing.T) {
	needEngine(t)
	t.Parallel()
	sites := newTwenty(t, 10, 1<<10)
	sites.gate = make(chan struct{}) // the first crawl is not over before the second one is
	file, dir := sites.file(t, *twentyPace, 1), engineIn(t)
	args := []string{"crawl", "--sites", file, "--data", dir, "--log-level", "error", "--site", "site0", "--site", "site1"}
	reached := sites.after(2)
	first := start(t, args...)
	<-reached
	_, errs, status := gongkai(t, args...)
	for _, site := range []string{"site0", "site1"} {
		if want := fmt.Sprintf("site %s: it is being crawled by process %d on this machine", site, first.Process.Pid); status != exitFailed || !strings.Contains(errs, want) {
			t.Errorf("the second crawl: status %d, %s\nwant %s", status, errs, want)
		}
	}
	close(sites.gate)
	if out, errs, status := first.finish(); status != exitDone {
		t.Errorf("the first crawl: %s%s", out, errs)
	}
	if distinct, again := sites.requests(); distinct != 20 || again != 0 {
		t.Errorf("%d report pages of 20, %d asked for again", distinct, again)
	}
	// These sites have no robots.txt: they allow everything, and nothing failed.
	text, err := analytics.MeasureSQL("sites")
	if err != nil {
		t.Fatal(err)
	}
	const want = "2\t24\t0" // on each a home page, a list and ten reports
	if got, err := query(t, dir, "SELECT count(), sum(fetched), sum(failed) FROM ("+strings.NewReplacer("{sites:Array(String)}", "CAST([], 'Array(String)')", "{run:UInt64}", "0").Replace(text)+"\n)"); err != nil || got != want {
		t.Errorf("sites, fetched and failed: %q %v, want %q", got, err, want)
	}
}
