package crawler

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

// A certificate that does not hold is refused, unless the site's line says that it is known; its
// pages are then taken from the site's own hosts, by HTTP/2 like any others, and say so.
func TestBrokenCertificate(t *testing.T) {
	w := newWorld(t)
	protocols, connections := map[string]int{}, map[string]bool{}
	server := httptest.NewUnstartedServer(w.logged(func(rw http.ResponseWriter, r *http.Request) {
		protocols[r.Proto]++ // one request at a time: no lock is needed
		connections[r.RemoteAddr] = true
		switch r.URL.Path {
		case "/":
			fmt.Fprint(rw, "role home\nlink list /l 年报\nlink column https://other.test/ x")
		case "/l":
			fmt.Fprint(rw, "role list\ncomplete\nlink report /r")
		case "/r":
			fmt.Fprint(rw, "role report")
		default:
			http.NotFound(rw, r)
		}
	}))
	server.EnableHTTP2 = true
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	w.name("a.test", server.Listener.Addr().String())
	w.name("other.test", server.Listener.Addr().String())
	secure := func(s *disclosure.Site) { s.URL = "https://a.test/" }
	w.crawl(secure)
	if c := w.archive.of("https://a.test/"); c.Outcome != disclosure.FetchUnreachable || c.Failure != disclosure.FailureTLS || len(w.log) > 0 {
		t.Fatalf("capture %+v after %d requests", c, len(w.log))
	}
	crawl := w.crawl(secure, func(s *disclosure.Site) { s.Certificate = "broken" })
	if !crawl.Complete || protocols["HTTP/2.0"] != 4 || len(protocols) != 1 || len(connections) != 1 {
		t.Errorf("crawl %+v, protocols %v, connections %v", crawl, protocols, connections)
	}
	for _, path := range []string{"/", "/l", "/r"} {
		c := w.archive.of("https://a.test" + path)
		if c.Outcome != disclosure.FetchOK || c.Failure != disclosure.FailureTLS || !strings.Contains(c.Error, "certificate does not hold") || c.SHA256 == "" {
			t.Errorf("capture %+v", c)
		}
	}
	for i := 1; i < len(w.log); i++ {
		if gap := w.log[i].at.Sub(w.log[i-1].at); gap < 2*time.Second {
			t.Errorf("%s came %s after the one before", w.log[i].line, gap)
		}
	}
}
