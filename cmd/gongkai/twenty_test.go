package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"gongkai/demo"
)

// twenty is twenty county sites on loopback, each a home page, a list and its report pages.
type twenty struct {
	servers []*httptest.Server
	pages   int           // reports a site
	bytes   int           // of the text of each
	texts   string        // texts are parts of this one
	gate    chan struct{} // report pages are answered when it is closed; nil: at once

	mu      sync.Mutex
	held    chan struct{}  // the last report page of each site is answered when it is closed; nil: at once
	asked   map[string]int // report pages, by site and path
	answers int            // of report pages, begun
	await   int            // closes reached when so many were asked for
	reached chan struct{}
}

const twentySites = 20

func newTwenty(t testing.TB, pages, bytes int) *twenty {
	t.Helper()
	w := &twenty{pages: pages, asked: map[string]int{}}
	w.texts, w.bytes = newTexts(bytes), bytes
	for i := range twentySites {
		s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.answer(rw, r, i) }))
		t.Cleanup(s.Close)
		w.servers = append(w.servers, s)
	}
	return w
}

func (w *twenty) answer(rw http.ResponseWriter, r *http.Request, site int) {
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	var page int
	switch _, err := fmt.Sscanf(r.URL.Path, "/zfxxgk/zfxxgknb/%d.html", &page); {
	case r.URL.Path == "/":
		fmt.Fprint(rw, `<html><head><title>甲县人民政府</title></head><body><a href="/zfxxgk/zfxxgknb/">政府信息公开年报</a></body></html>`)
	case r.URL.Path == "/zfxxgk/zfxxgknb/":
		fmt.Fprint(rw, `<html><head><title>政府信息公开年报</title></head><body><ul>`)
		for n := range w.pages {
			fmt.Fprintf(rw, `<li><a href="%d.html">甲县第%d办事处2023年政府信息公开工作年度报告</a><span>2024-01-15</span></li>`, n, n)
		}
		fmt.Fprint(rw, `</ul></body></html>`)
	case err == nil:
		w.count(fmt.Sprint(site, r.URL.Path))
		if w.gate != nil {
			<-w.gate
		}
		if held := w.holding(); held != nil && page == w.pages-1 {
			select {
			case <-held:
			case <-r.Context().Done():
				return
			}
		}
		tag := fmt.Sprintf(`"%d-%d"`, site, page)
		rw.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(rw, `<html><head><title>甲县第%d办事处2023年政府信息公开工作年度报告</title></head><body><h1>甲县第%d办事处2023年政府信息公开工作年度报告</h1><div id="zoom">%s</div></body></html>`,
			page, page, w.text(site, page))
	default:
		http.NotFound(rw, r)
	}
}

// newTexts is text that packs about as well as that of real pages do: sentences of the sample
// counties' reports in a random order.
func newTexts(bytes int) string {
	var sentences []string
	for _, p := range demo.New().Pages(1) {
		if p.ReportID == "" || !strings.HasPrefix(p.ContentType, "text/html") || !utf8.Valid(p.Body) {
			continue
		}
		for s := range strings.SplitAfterSeq(tags.ReplaceAllString(string(p.Body), ""), "。") {
			if s = strings.Join(strings.Fields(s), ""); len(s) < 300 && !strings.Contains(s, ".") { // a part of a kilobyte holds several; a name of an attachment would be one of a document
				sentences = append(sentences, "<p>"+s+"</p>\n")
			}
		}
	}
	var b strings.Builder
	random := rand.New(rand.NewPCG(20, 20))
	for b.Len() < 2*twentySites*bytes {
		b.WriteString(sentences[random.IntN(len(sentences))])
	}
	return b.String()
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<[^>]*>|&#?\w+;`)

// text is another one for each page.
func (w *twenty) text(site, page int) string {
	from := (site*7919 + page*104729) * 31 % (len(w.texts) - w.bytes)
	text := w.texts[from : from+w.bytes]
	return text[strings.Index(text, "<p>") : strings.LastIndexByte(text, '\n')+1]
}

func (w *twenty) count(page string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked[page]++
	w.answers++
	if w.reached != nil && w.answers >= w.await {
		close(w.reached)
		w.reached = nil
	}
}

// after is closed when so many more report pages were asked for.
func (w *twenty) after(pages int) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.await, w.reached = w.answers+pages, make(chan struct{})
	return w.reached
}

func (w *twenty) holding() chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.held
}

// hold keeps every site from coming to its end until what it returns is called.
func (w *twenty) hold() (release func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.held = make(chan struct{})
	return func() { close(w.held) }
}

// forget begins to count anew.
func (w *twenty) forget() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked, w.answers, w.reached = map[string]int{}, 0, nil
}

// requests counts the report pages that were asked for, and how often one was asked again.
func (w *twenty) requests() (distinct, again int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, n := range w.asked {
		again += n - 1
	}
	return len(w.asked), again
}

// file writes the sites file.
func (w *twenty) file(t testing.TB, pace time.Duration, connections int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("sites:\n")
	for i, s := range w.servers {
		fmt.Fprintf(&b, "  - {id: site%d, name: 甲县人民政府, division_code: \"%d\", url: %s/, pace: %s, connections: %d, allow_private: true}\n",
			i, 991001+i, s.URL, pace, connections)
	}
	name := filepath.Join(t.TempDir(), "sites.yaml")
	if err := os.WriteFile(name, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
