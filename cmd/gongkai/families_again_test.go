package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/crawler"
	"gongkai/demo"
	"gongkai/disclosure"
)

// stage serves small counties through one listener, and does to their answers what a test wants.
// Of reports it serves no more than a title: what is in them is read elsewhere.
type stage struct {
	reports map[string]bool // their addresses
	servers *demo.Servers
	addr    string
	mu      sync.Mutex
	fetched []string                                          // reports, as they were asked for
	fault   func(w http.ResponseWriter, r *http.Request) bool // reports whether it answered; may be nil
}

func newStage(t *testing.T, d *demo.Demo) *stage {
	servers, err := d.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = servers.Close() })
	s := &stage{servers: servers, reports: map[string]bool{}}
	for _, r := range d.Truth(1).Reports {
		s.reports[r.URL] = true
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		fault := s.fault
		s.mu.Unlock()
		switch {
		case fault != nil && fault(w, r):
		case s.reports["http://"+r.Host+r.URL.RequestURI()]:
			s.report(w, r)
		default:
			s.servers.Handler(r.Host).ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	s.addr = server.Listener.Addr().String()
	return s
}

// report serves the page of a report and writes the log.
func (s *stage) report(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.fetched = append(s.fetched, r.Host+r.URL.RequestURI())
	s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	http.ServeContent(w, r, "", time.Date(2026, 1, 20, 1, 0, 0, 0, time.UTC), strings.NewReader("<html><title>报告</title><p>"+r.URL.RequestURI()+"</p></html>"))
}

// log is how many requests there were.
func (s *stage) log() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.servers.Requests()) + len(s.fetched)
}

func (s *stage) resolve(string) (string, bool) { return s.addr, true }

// crawl crawls a site with a fault in place, or none.
func (s *stage) crawl(t *testing.T, n *notebook, site disclosure.Site, fault func(w http.ResponseWriter, r *http.Request) bool) disclosure.Crawl {
	t.Helper()
	s.mu.Lock()
	s.fault = fault
	s.mu.Unlock()
	crawl, err := n.crawler(t, newPageReader([]disclosure.Site{site}), s.resolve).Crawl(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	return crawl
}

// state is what a crawl found: documents with their bodies and the list that named them, and lists.
func (n *notebook) state(crawl string) string {
	var all []string
	for _, c := range n.captures {
		if c.CrawlID == crawl && c.Role.IsDocument() {
			all = append(all, fmt.Sprint(c.URL, " ", c.Role, " ", c.SHA256, " ", c.ListURL))
		}
	}
	for _, w := range n.walks {
		if w.CrawlID == crawl {
			all = append(all, fmt.Sprint(w.URL, " ", w.Name, " ", w.State, " ", w.Reason, " ", w.Pages, " ", w.Links))
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "\n")
}

// listPages are the pages of lists that a crawl had, as they were asked for.
func (n *notebook) listPages() []string {
	var all []string
	for _, c := range n.captures {
		if c.Role == disclosure.RoleList && c.SHA256 != "" {
			all = append(all, c.URL)
		}
	}
	return all
}

// isFor reports whether a request is the one for an address of a capture.
func isFor(r *http.Request, address string) bool {
	u, form, isPost := strings.Cut(address, "#post:")
	if "http://"+r.Host+r.URL.RequestURI() != u || isPost != (r.Method == http.MethodPost) {
		return false
	}
	if !isPost || r.URL.RawQuery != "" { // the form is repeated in the address
		return true
	}
	body, again := bodyOf(r)
	r.Body = again
	return body == form
}

// What may happen to the list of any kind of site: nothing, a crawl that is cut and goes on, a page
// that is broken, gone or empty. No report is fetched twice, and no list is called complete that
// was not seen to its end.
func TestFamiliesAgain(t *testing.T) {
	t.Parallel()
	d := demo.Families()
	s, emptied := newStage(t, d), newStage(t, demo.Emptied())
	for _, site := range d.Sites() {
		t.Run(site.ID, func(t *testing.T) {
			n, before := newNotebook(), s.log()
			first := s.crawl(t, n, site, nil)
			asked := s.log() - before
			whole := n.state(first.ID)
			if !first.Complete {
				t.Fatalf("not complete: %s", first.Note)
			}
			pages := n.listPages()
			s.checkSecond(t, n, site, first, asked)
			s.checkCuts(t, site, whole)
			s.checkFaults(t, site, pages[0], "soft 404", "no page")
			s.checkFaults(t, site, pages[len(pages)-1], "broken", "soft 404", "nothing", "a news page")
			if len(pages) > 2 {
				s.checkRepeated(t, site, pages[len(pages)-1], pages[len(pages)-2])
			}
			n = newNotebook()
			if crawl := emptied.crawl(t, n, site, nil); crawl.Complete || n.denies() != "" {
				t.Errorf("an empty list: %s is complete", n.denies())
			}
		})
	}
}

// denies is a list from whose walk it follows that a report is not there.
func (n *notebook) denies() string {
	for _, w := range n.walks {
		if w.State == disclosure.WalkComplete && w.Links > 0 {
			return w.URL
		}
	}
	return ""
}

// checkSecond crawls a site again where nothing changed.
func (s *stage) checkSecond(t *testing.T, n *notebook, site disclosure.Site, first disclosure.Crawl, asked int) {
	t.Helper()
	before := s.log()
	second := s.crawl(t, n, site, nil)
	if got, want := strings.ReplaceAll(n.state(second.ID), second.ID, ""), strings.ReplaceAll(n.state(first.ID), first.ID, ""); got != want {
		t.Errorf("the second crawl found\n%s\nthe first\n%s", got, want)
	}
	if again := s.log() - before; again != asked {
		t.Errorf("%d requests at first, %d again", asked, again)
	}
	for _, c := range n.captures {
		if c.CrawlID == second.ID && c.Role.IsDocument() && c.Status != http.StatusNotModified {
			t.Errorf("%s was sent again: %d", c.URL, c.Status)
		}
	}
}

// checkCuts cuts a crawl after every tenth page and goes on with it.
func (s *stage) checkCuts(t *testing.T, site disclosure.Site, whole string) {
	t.Helper()
	for after := 10; ; after += 10 {
		n, before := newNotebook(), len(s.fetched)
		ctx, cut := context.WithCancel(t.Context())
		kept := 0
		n.kept = func() {
			if kept++; kept == after {
				cut()
			}
		}
		s.fault = nil
		_, err := n.crawler(t, newPageReader([]disclosure.Site{site}), s.resolve).Crawl(ctx, site)
		cut()
		if err == nil {
			return // it ended before
		}
		crawl := s.crawl(t, n, site, nil)
		if got := n.state(crawl.ID); got != whole || !crawl.Complete {
			t.Errorf("cut after %d: %s\n%s\nundisturbed\n%s", after, crawl.Note, got, whole)
		}
		fetched := slices.Sorted(slices.Values(s.fetched[before:]))
		if all := len(fetched); len(slices.Compact(fetched)) != all {
			t.Errorf("cut after %d: of %d requests some ask for a report that was had", after, all)
		}
	}
}

// faults are what may come in place of a page of a list.
var faults = map[string]func(w http.ResponseWriter){
	"broken": func(w http.ResponseWriter) { http.Error(w, "broken", http.StatusInternalServerError) },
	"soft 404": func(w http.ResponseWriter) {
		fmt.Fprint(w, "<html><title>页面不存在</title><p>您访问的页面不存在或已删除</p><a href=/>返回首页</a></html>")
	},
	"no page": func(w http.ResponseWriter) {
		fmt.Fprint(w, `{"code":500,"msg":"系统繁忙，请稍后再试","data":null}`)
	},
	"nothing": func(http.ResponseWriter) {},
	"a news page": func(w http.ResponseWriter) {
		fmt.Fprint(w, "<html><title>今日要闻</title><ul><li><a href=/n1.html>县政府召开常务会议</a><i>2024-03-01</i></li></ul></html>")
	},
}

// checkFaults puts faults in place of one page of a list.
func (s *stage) checkFaults(t *testing.T, site disclosure.Site, address string, names ...string) {
	t.Helper()
	plain, _, _ := strings.Cut(address, "#post:")
	for _, name := range names {
		n := newNotebook()
		crawl := s.crawl(t, n, site, func(w http.ResponseWriter, r *http.Request) bool {
			if !isFor(r, address) {
				return false
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			faults[name](w)
			return true
		})
		said := false
		for _, w := range n.walks {
			said = said || w.State != disclosure.WalkComplete && (strings.Contains(w.Reason, plain) || w.URL == plain)
		}
		if crawl.Complete || n.denies() != "" || !said {
			t.Errorf("%s at %s: complete %v, %s is called complete, walks %+v", name, address, crawl.Complete, n.denies(), n.walks)
		}
	}
}

// checkRepeated shows one page of a list in place of another, as a server does that gives no more
// than so many pages.
func (s *stage) checkRepeated(t *testing.T, site disclosure.Site, page, other string) {
	t.Helper()
	n := newNotebook()
	crawl := s.crawl(t, n, site, func(w http.ResponseWriter, r *http.Request) bool {
		if !isFor(r, page) {
			return false
		}
		address, form, isPost := strings.Cut(other, "#post:")
		again := httptest.NewRequestWithContext(r.Context(), http.MethodGet, address, nil)
		if isPost {
			again = httptest.NewRequestWithContext(r.Context(), http.MethodPost, address, strings.NewReader(form))
		}
		again.Header = r.Header.Clone()
		again.Header.Del("If-None-Match")
		again.Header.Del("If-Modified-Since")
		s.servers.Handler(again.Host).ServeHTTP(w, again)
		return true
	})
	if crawl.Complete || n.denies() != "" {
		t.Errorf("%s in place of %s: complete %v, walks %+v", other, page, crawl.Complete, n.walks)
	}
}

var _ crawler.Archive = (*notebook)(nil)
