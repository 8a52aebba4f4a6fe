package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

// A crawl that goes on after a kill asks its lists again. Whatever it saw before must still
// stand in the archive afterwards, and what it saw a second time must not stand there twice.
func TestResumeKeepsWhatWasSeen(t *testing.T) {
	const before = "role list\ncomplete\nlink report /r1"
	for name, c := range map[string]struct {
		first, second func(http.ResponseWriter, *http.Request)
		want          []string // outcome and length of the body of each capture of the list
	}{
		"unchanged, told so": {serves(before, `"1"`), serves(before, `"1"`), []string{"ok 34"}},
		"unchanged":          {serves(before, ""), serves(before, ""), []string{"ok 34"}},
		"changed":            {serves(before, ""), serves(before+"\nlink report /r2", ""), []string{"ok 34", "ok 50"}},
		"lost":               {serves(before, ""), answers(500), []string{"error 0", "ok 34"}},
		"gone":               {serves(before, ""), answers(404), []string{"not_found 0", "ok 34"}},
		"repaired":           {answers(500), serves(before, ""), []string{"error 0", "ok 34"}},
		"lost twice":         {answers(500), answers(500), []string{"error 0"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			answer := c.first
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/robots.txt":
					fmt.Fprint(rw, "User-agent: *\nDisallow:")
				case "/":
					fmt.Fprint(rw, "role home\nlink list /l 年报\nlink column /last x")
				case "/l":
					answer(rw, r)
				case "/last", "/r1", "/r2":
					fmt.Fprint(rw, "role report "+r.URL.Path)
				default:
					http.NotFound(rw, r)
				}
			})
			ctx, cancel := context.WithCancel(t.Context())
			w.archive.onKeep = func(c disclosure.Capture) {
				if c.URL == "http://a.test/l" {
					cancel()
				}
			}
			if _, err := w.crawler().Crawl(ctx, siteOf("a.test")); !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			seen := w.archive.of("http://a.test/l")
			answer = c.second
			w.crawl()
			if got := w.archive.shown("http://a.test/l"); !slices.Equal(got, c.want) {
				t.Errorf("captures of the list %q, want %q", got, c.want)
			}
			if kept := w.archive.captures[seen.ID]; hasBody(seen) && (kept.Outcome != seen.Outcome || kept.FetchedAt != seen.FetchedAt) {
				t.Errorf("the first capture was %+v, now it is %+v", seen, kept)
			}
			if got := w.archive.shown("http://a.test/"); len(got) != 1 {
				t.Errorf("captures of the home page %q", got)
			}
			if n := w.count("a.test", "GET /robots.txt"); n != 1 {
				t.Errorf("robots.txt was asked for %d times", n)
			}
		})
	}
}

// robots.txt is gone by for a day; a crawl that is gone on with later asks again, and what the
// file said first stays in the archive.
func TestResumeAsksForOldRobotsAgain(t *testing.T) {
	w := newWorld(t)
	robots := "User-agent: *\nDisallow: /x"
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(rw, robots)
		case "/":
			fmt.Fprint(rw, "role home\nlink column /x x\nlink column /y y")
		default:
			fmt.Fprint(rw, "role column")
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	w.archive.onKeep = func(c disclosure.Capture) {
		if c.Role == disclosure.RoleHome {
			cancel()
		}
	}
	if _, err := w.crawler().Crawl(ctx, siteOf("a.test")); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	robots = "User-agent: *\nDisallow: /y"
	if err := w.clock.Sleep(t.Context(), 2*robotsHold); err != nil {
		t.Fatal(err)
	}
	w.crawl()
	w.expect(map[string]string{"/x": "ok", "/y": "refused"})
	if got := w.archive.shown("http://a.test/robots.txt"); len(got) != 2 {
		t.Errorf("captures of robots.txt %q", got)
	}
}

// serves answers with a page, and with a 304 where it is asked for by its tag.
func serves(page, etag string) func(http.ResponseWriter, *http.Request) {
	return func(rw http.ResponseWriter, r *http.Request) {
		if etag != "" {
			rw.Header().Set("ETag", etag)
			http.ServeContent(rw, r, "", time.Time{}, strings.NewReader(page))
			return
		}
		fmt.Fprint(rw, page)
	}
}

func answers(status int) func(http.ResponseWriter, *http.Request) {
	return func(rw http.ResponseWriter, _ *http.Request) { http.Error(rw, "", status) }
}

// shown lists the outcome and the length of the body of every capture of an address, sorted.
func (m *memory) shown(address string) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []string
	for _, c := range m.captures {
		if c.URL == address {
			all = append(all, fmt.Sprintf("%s %d", c.Outcome, len(m.bodies[c.SHA256])))
		}
	}
	slices.Sort(all)
	return all
}

// Two crawls of one site never overlap; one that may have lost its lease ends, unfinished.
func TestOneCrawlASite(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", map[string]string{"/": "role home\nlink list /list", "/list": "role list\ncomplete\nlink report /r1\nlink report /r2", "/r1": "one", "/r2": "two"})
	var second error
	w.archive.onKeep = func(c disclosure.Capture) {
		if c.URL == "http://a.test/list" {
			w.archive.mu.Unlock()
			_, second = w.crawler().Crawl(context.Background(), siteOf("a.test"))
			w.archive.mu.Lock()
		}
	}
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("the first crawl: %+v", crawl)
	}
	if second == nil || !strings.Contains(second.Error(), "is being crawled already") {
		t.Errorf("the second crawl: %v", second)
	}
	w.once("a.test")
	lost := errors.New("lease lost")
	w.archive.onKeep = func(c disclosure.Capture) {
		if c.URL == "http://a.test/list" {
			w.archive.lose(lost)
		}
	}
	crawl, err := w.crawler().Crawl(context.Background(), siteOf("a.test"))
	if !errors.Is(err, lost) || !crawl.FinishedAt.IsZero() {
		t.Errorf("without its lease: %+v, %v", crawl, err)
	}
	w.archive.onKeep = nil
	w.crawl() // the lease was given back
}
