package demo

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// start serves the sample counties and returns a client that finds them by name.
func start(t *testing.T) (*Demo, *Servers, *http.Client) {
	t.Helper()
	d := sample()
	s, err := d.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	transport := &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		local, ok := s.Addr(addr)
		if !ok {
			return nil, &net.DNSError{Err: "not a sample site", Name: addr}
		}
		return (&net.Dialer{}).DialContext(ctx, network, local)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	return d, s, &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func ask(t *testing.T, c *http.Client, method, address string, header ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := c.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestAnswers(t *testing.T) {
	d, s, c := start(t)
	report := ""
	for _, r := range d.Truth(1).Reports {
		if r.Fault == FaultChanged {
			report = r.URL
		}
	}
	first, body := ask(t, c, "GET", report, "User-Agent", "sample")
	tag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
	head, nothing := ask(t, c, "HEAD", report)
	if first.StatusCode != 200 || tag == "" || modified == "" || head.ContentLength != int64(len(body)) || nothing != "" {
		t.Errorf("GET %d with %q and %q, HEAD says %d of %d bytes", first.StatusCode, tag, modified, head.ContentLength, len(body))
	}
	zipped, packed := ask(t, c, "GET", report, "Accept-Encoding", "gzip")
	reader, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := io.ReadAll(reader); err != nil || string(plain) != body || zipped.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("gzip gives other bytes: %v", err)
	}
	conditional := []string{"If-None-Match", tag, "If-None-Match", zipped.Header.Get("ETag"), "If-Modified-Since", modified}
	for phase, want := range map[int]int{1: 304, 2: 200} {
		s.SetPhase(phase)
		for i := 0; i < len(conditional); i += 2 {
			if r, _ := ask(t, c, "GET", report, conditional[i], conditional[i+1]); r.StatusCode != want {
				t.Errorf("phase %d, %s: status %d, expected %d", phase, conditional[i], r.StatusCode, want)
			}
		}
	}
	log := s.Requests()
	if len(log) != 9 || log[0].UserAgent != "sample" || log[0].Host != "qinglan.demo.test" || log[0].Status != 200 || "http://"+log[0].Host+log[0].Path != report || log[0].Phase != 1 {
		t.Errorf("log of %d requests begins with %+v", len(log), log[0])
	}
}

// TestLogIsBounded asks for more pages than the log has lines: the newest are in it, and its beginning is not.
func TestLogIsBounded(t *testing.T) {
	s := &Servers{demo: sample()}
	s.SetPhase(1)
	handler := s.Handler(BlockedHost)
	const more = mostRequests/2 + 10
	for n := range mostRequests + more {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", fmt.Sprint("/", n), nil))
	}
	log := s.Requests()
	first, last := fmt.Sprint("/", mostRequests+more-len(log)), fmt.Sprint("/", mostRequests+more-1)
	if len(log) > mostRequests || log[0].Path != first || log[len(log)-1].Path != last {
		t.Errorf("the log has %d lines, from %s to %s; at most %d are to be kept, without a gap", len(log), log[0].Path, log[len(log)-1].Path, mostRequests)
	}
}

func TestStatuses(t *testing.T) {
	_, _, c := start(t)
	for _, test := range []struct {
		address     string
		status      int
		contentType string
		contains    string
	}{
		{"http://qinglan.demo.test/", 200, "text/html; charset=utf-8", "政府信息公开"},
		{"http://qinglan.demo.test/index.html", 200, "text/html; charset=utf-8", "政府信息公开"},
		{"http://qinglan.demo.test/zwgk/zfxxgk", 301, "text/html; charset=utf-8", ""},
		{"http://qinglan.demo.test/nowhere.html", 404, "text/html", "404"},
		{"http://qinglan.demo.test/robots.txt", 200, "text/plain", "Disallow: " + RefusedFolder},
		{"http://yunting.demo.test/robots.txt", 404, "text/html", "404"},
		{"http://jichuan.demo.test/", 200, "text/html", ""},
		{"http://" + BlockedHost + "/", 412, "text/html", "$_ts"},
		{"http://" + BlockedHost + "/robots.txt", 412, "text/html", "$_ts"},
		{"http://yunting.demo.test/module/web/jpage/dataproxy.jsp?unitid=1", 404, "text/html", "404"},
	} {
		r, body := ask(t, c, "GET", test.address)
		if r.StatusCode != test.status || r.Header.Get("Content-Type") != test.contentType || !strings.Contains(body, test.contains) {
			t.Errorf("%s: %d %s", test.address, r.StatusCode, r.Header.Get("Content-Type"))
		}
	}
}

var (
	unit   = regexp.MustCompile(`"unitid":"(\d+)"`)
	total  = regexp.MustCompile(`<totalrecord>(\d+)</totalrecord>`)
	record = regexp.MustCompile(`<record><!\[CDATA\[.*?href="([^"]+)"`)
)

// TestRecords reads the long list of the Hanweb site as its script would.
func TestRecords(t *testing.T) {
	_, _, c := start(t)
	_, list := ask(t, c, "GET", "http://yunting.demo.test/col/col2111/index.html")
	static := record.FindAllStringSubmatch(list, -1)
	proxy := "http://yunting.demo.test/module/web/jpage/dataproxy.jsp?perpage=100&columnid=2111&unitid=" + unit.FindStringSubmatch(list)[1]
	got := map[string]bool{}
	for _, page := range []string{"1", "2", "3"} {
		_, body := ask(t, c, "GET", proxy+"&page="+page)
		for _, m := range record.FindAllStringSubmatch(body, -1) {
			got[m[1]] = true
		}
		if n := total.FindStringSubmatch(body)[1]; n != "106" {
			t.Errorf("page %s speaks of %s records", page, n)
		}
	}
	if len(got) != 106 || len(static) != hanwebPerPage*hanwebGroup {
		t.Errorf("%d records through the module, %d in the page", len(got), len(static))
	}
	_, one := ask(t, c, "GET", proxy+"&page=1")
	response, err := c.PostForm(strings.SplitAfter(proxy, ".jsp")[0], url.Values{"unitid": {unit.FindStringSubmatch(list)[1]}, "columnid": {"2111"}, "perpage": {"100"}, "startrecord": {"101"}, "endrecord": {"200"}})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, _ := io.ReadAll(response.Body); string(body) != one {
		t.Error("startrecord without page does not give the first page")
	}
}

var pager = regexp.MustCompile(`createPageHTML\((\d+), \d+, "index"|createPageHTML\('page_div',(\d+), (\d+),`)

// TestListsAreComplete reads every list page and finds every report in one, and in the
// lists nothing that is neither a report nor one of the planned strangers.
func TestListsAreComplete(t *testing.T) {
	d := sample()
	for phase := 1; phase <= 2; phase++ {
		want := map[string]bool{}
		for _, r := range d.world(phase).reports {
			want[r.url()] = false
		}
		for _, address := range d.Truth(phase).NotReports {
			want[address] = false
		}
		mark := func(address string) {
			if _, ok := want[address]; ok {
				want[address] = true
			}
		}
		for _, h := range d.world(phase).hosts {
			for _, c := range h.columns {
				for _, e := range c.entries {
					mark("http://" + h.name + e.path)
				}
			}
		}
		paged := 0
		for address, p := range d.Pages(phase) {
			if p.ReportID != "" || !isText(p) || !strings.Contains(address, "gknb/") && !strings.Contains(address, "/list") {
				continue
			}
			base, _ := url.Parse(address)
			text := decoded(t, address, p)
			if m := pager.FindStringSubmatch(text); m != nil && m[1]+m[2] != "1" {
				paged++
			}
			for _, m := range references.FindAllStringSubmatch(text, -1) {
				if to, err := base.Parse(m[1]); err == nil {
					mark(to.String())
				}
			}
		}
		for address, found := range want {
			if !found {
				t.Errorf("phase %d: no list names %s", phase, address)
			}
		}
		if paged < 20 {
			t.Errorf("phase %d: only %d list pages have further pages", phase, paged)
		}
	}
}

// TestEndsWithItsContext makes sure that nothing listens after the context has ended.
func TestEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := sample().Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	addr, ok := s.Addr("qinglan.demo.test:80")
	if _, other := s.Addr("www.example.test"); !ok || other {
		t.Fatal("Addr does not know the sample sites from others")
	}
	cancel()
	for range 10_000 {
		connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
		if err != nil {
			return
		}
		_ = connection.Close()
	}
	t.Error("still listening after its context has ended")
}
