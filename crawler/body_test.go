package crawler

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"gongkai/disclosure"
)

func packed(t *testing.T, coding string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "deflate bare":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	default:
		return body
	}
	_, _ = w.Write(body)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is kept is what was received after content decoding: not cut at colly's 10 MiB, not
// rewritten by its guess at the charset, whatever the header says.
func TestExactBytes(t *testing.T) {
	gbk := []byte("role report \xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2\xb9\xab\xbf\xaa \xff\xfe\x00")
	long := bytes.Repeat([]byte("0123456789abcde\n"), 12<<20/16)
	for name, c := range map[string]struct {
		contentType, coding string
		body                []byte
	}{
		"12 MiB":               {"text/html", "", long},
		"GBK, header says so":  {"text/html; charset=gb2312", "", gbk},
		"GBK, header silent":   {"text/html", "", gbk},
		"GBK, header lies":     {"text/html; charset=utf-8", "", gbk},
		"GBK, header nonsense": {"text/html; charset=klingon", "", gbk},
		"gzip":                 {"text/html; charset=gbk", "gzip", gbk},
		"deflate":              {"text/html", "deflate", gbk},
		"bare deflate":         {"text/html", "deflate bare", gbk},
		"brotli":               {"text/html", "br", gbk},
		"a .gz file":           {"application/gzip", "", packed(t, "gzip", gbk)},
		"empty":                {"text/html", "", []byte{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("COLLY_MAX_BODY_SIZE", "10") // the environment must not reach the data either
			t.Setenv("COLLY_DETECT_CHARSET", "y")
			t.Setenv("COLLY_DISALLOWED_DOMAINS", "a.test")
			w := newWorld(t)
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/" {
					http.NotFound(rw, r)
					return
				}
				rw.Header().Set("Content-Type", c.contentType)
				if c.coding != "" {
					rw.Header().Set("Content-Encoding", strings.Fields(c.coding)[0])
				}
				_, _ = rw.Write(packed(t, c.coding, c.body))
			})
			w.crawl()
			got := w.archive.of("http://a.test/")
			if body := w.archive.bodies[got.SHA256]; got.Outcome != disclosure.FetchOK || !bytes.Equal(body, c.body) || got.ContentType != c.contentType {
				t.Errorf("capture %+v with %d bytes, want %d", got, len(body), len(c.body))
			}
		})
	}
}

// A cap fails: nothing that was cut is ever kept.
func TestCaps(t *testing.T) {
	bomb := packed(t, "gzip", make([]byte, 30<<20))
	twice := packed(t, "gzip", bomb)
	for name, c := range map[string]struct {
		header http.Header
		body   []byte
		why    string
	}{
		"gzip bomb":        {http.Header{"Content-Encoding": {"gzip"}}, bomb, "unpacks to more than 200 times"},
		"gzip bomb, twice": {http.Header{"Content-Encoding": {"gzip, gzip"}}, twice, "unpacks to more than"},
		"many layers":      {http.Header{"Content-Encoding": {"gzip, gzip, gzip, gzip"}}, twice, "packed 4 times"},
		"announced":        {http.Header{"Content-Type": {"text/html"}, "Content-Length": {"3145728"}}, make([]byte, 3<<20), "announces 3145728 bytes, more than 2097152"},
		"not announced":    {http.Header{"Content-Type": {"text/html"}, "Transfer-Encoding": {"chunked"}}, make([]byte, 3<<20), "larger than 2097152"},
		"document":         {http.Header{"Content-Type": {"application/pdf"}, "Content-Length": {"5242880"}}, make([]byte, 5<<20), "more than 4194304"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.config.Limits = Limits{PageBytes: 2 << 20, DocumentBytes: 4 << 20}
			if strings.Contains(name, "bomb") {
				w.config.Limits = Limits{}
			}
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/" {
					http.NotFound(rw, r)
					return
				}
				for k, v := range c.header {
					rw.Header()[k] = v
				}
				_, _ = rw.Write(c.body)
			})
			w.crawl()
			got := w.archive.of("http://a.test/")
			if got.Outcome != disclosure.FetchTooLarge || !strings.Contains(got.Error, c.why) || got.SHA256 != "" || got.Bytes != 0 {
				t.Errorf("capture %+v, want %q", got, c.why)
			}
			if n := w.count("a.test", "GET /"); n != 1 {
				t.Errorf("asked %d times", n)
			}
		})
	}
}
