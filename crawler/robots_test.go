package crawler

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

func TestRobotsRules(t *testing.T) {
	for name, c := range map[string]struct {
		file    string
		allowed string // paths
		refused string
	}{
		"empty":                {"", "/ /a", ""},
		"everything":           {"User-agent: *\nDisallow: /", "", "/ /a?b"},
		"empty rule":           {"User-agent: *\nDisallow:", "/ /a", ""},
		"ours before all":      {"User-agent: *\nDisallow: /\nUser-agent: Gongkai/2.0\nDisallow: /x", "/ /y", "/x /xy"},
		"other's":              {"User-agent: gong\nDisallow: /\nUser-agent: baiduspider\nDisallow: /", "/ /a", ""},
		"group of two":         {"User-agent: a\nUser-agent: gongkai\nDisallow: /x", "/y", "/x"},
		"ours in two places":   {"User-agent: gongkai\nDisallow: /x\n\nUser-agent: b\nDisallow: /\n\nUser-agent: gongkai\nDisallow: /y", "/z", "/x /y"},
		"longest wins":         {"User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/ /a/b /a/bx", "/a /a/c /a/b/c"},
		"allow wins a tie":     {"User-agent: *\nDisallow: /a\nAllow: /a", "/a /ab", ""},
		"star":                 {"User-agent: *\nDisallow: /a*c", "/b/a/c /a/b", "/ac /abc /a/b/c/d"},
		"end":                  {"User-agent: *\nDisallow: /*.php$\nDisallow: /x$", "/a.php5 /a.php?b=1 /xy", "/a.php /b/a.php /x"},
		"queries":              {"User-agent: *\nDisallow: /*?sid=", "/a?b=1", "/a?sid=1"},
		"escapes":              {"User-agent: *\nDisallow: /政务\nDisallow: /%7euser\nDisallow: /a%2fb", "/a/b", "/%e6%94%bf%E5%8A%A1/x /~user /a%2Fb"},
		"odd lines":            {"Disallow: /early\nnonsense\n<html>\nUser-agent: *\nCrawl-delay: soon\nDisallow: /x # why\nSitemap: /y", "/early /y", "/x"},
		"BOM and old newlines": {"\ufeffUser-agent: *\rDisallow: /x\r", "/y", "/x"},
		"no slash":             {"User-agent: *\nDisallow: x/", "/y", "/x/1"},
		"blank and sitemap":    {"User-agent: *\n\nSitemap: http://a/\n\nDisallow: /x", "/y", "/x"},
	} {
		r := parseRobots([]byte(c.file))
		for want, paths := range map[bool]string{true: c.allowed, false: c.refused} {
			for _, path := range strings.Fields(paths) {
				u, err := url.Parse("http://a.test" + path)
				if err != nil {
					t.Fatal(err)
				}
				if rule, got := r.decide(u); got != want {
					t.Errorf("%s: %s allowed %v by %q, want %v", name, path, got, rule, want)
				}
			}
		}
	}
	if r := parseRobots([]byte("User-agent: *\nCrawl-delay: 2.5")); r.delay != 2500*time.Millisecond {
		t.Errorf("delay %s", r.delay)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$"), "/ab")
	f.Fuzz(func(_ *testing.T, file []byte, path string) {
		parseRobots(file).decide(&url.URL{Path: path})
	})
}

// endlessly sends rules until nobody reads them any more.
func endlessly(rw http.ResponseWriter, r *http.Request) {
	fmt.Fprint(rw, "User-agent: *\nDisallow: /x\n")
	for r.Context().Err() == nil {
		fmt.Fprintln(rw, "Disallow: /y")
	}
}

// bomb is a small answer that unpacks to a large one.
func bomb(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Content-Encoding", "gzip")
	b := gzip.NewWriter(rw)
	_, _ = b.Write(make([]byte, 16<<20))
	_ = b.Close()
}

// away leads to another address.
func away(to string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, to, http.StatusFound) }
}

// What the file's absence means depends on why it is absent (RFC 9309, section 2.3.1), and
// what is refused leaves a record and no trace at the host.
func TestRobotsAreObeyed(t *testing.T) {
	serve := func(status int, body string) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(status)
			fmt.Fprint(rw, body)
		}
	}
	for name, c := range map[string]struct {
		robots  http.HandlerFunc
		outcome string // of /x
		walk    string
		why     string
	}{
		"forbids":                       {serve(200, "User-agent: *\nDisallow: /x"), "refused", "refused", "robots.txt of a.test: Disallow: /x"},
		"allows":                        {serve(200, "User-agent: *\nDisallow: /y"), "ok", "", ""},
		"404":                           {serve(404, "User-agent: *\nDisallow: /"), "ok", "", ""},
		"403":                           {serve(403, ""), "ok", "", ""},
		"500":                           {serve(500, ""), "refused", "refused", "could not be had, which forbids everything: 500"},
		"no answer":                     {func(rw http.ResponseWriter, _ *http.Request) { hangUp(rw) }, "unreachable", "unreachable", "robots.txt could not be had"},
		"giant":                         {serve(200, "User-agent: *\nDisallow: /x\n"+strings.Repeat("# filler\n", 1<<19)), "refused", "refused", "Disallow: /x"},
		"endless":                       {endlessly, "refused", "refused", "Disallow: /x"},
		"bomb":                          {bomb, "ok", "", ""},
		"long":                          {serve(200, "User-agent: *\nDisallow: /x\n"+strings.Repeat("# filler\n", 1<<16)), "refused", "refused", "Disallow: /x"},
		"soft 404":                      {serve(200, "<html><title>没有找到</title>Disallow: /</html>"), "ok", "", ""},
		"challenge":                     {serve(412, "challenge blocked_waf"), "blocked", "blocked", "blocked_waf"},
		"moved":                         {func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/real-robots", http.StatusFound) }, "refused", "refused", "Disallow: /x"},
		"moved away":                    {away("http://b.test/robots.txt"), "refused", "refused", "robots.txt of a.test (at http://b.test/robots.txt): Disallow: /x"},
		"moved to where none is":        {away("http://b.test/none"), "ok", "", ""},
		"moved to what fails":           {away("http://b.test/fails"), "refused", "refused", "could not be had, which forbids everything: 500"},
		"moved to a challenge":          {away("http://b.test/challenge"), "blocked", "blocked", "blocked_waf"},
		"moved to where nobody may ask": {away("http://10.0.0.1/robots.txt"), "unreachable", "unreachable", "10.0.0.1 is a private or loopback address: nothing was sent"},
		"moved five times":              {away("http://b.test/5"), "refused", "refused", "Disallow: /x"},
		"moved six times":               {away("http://b.test/6"), "ok", "", ""},
		"moved for ever":                {away("http://a.test/robots.txt"), "ok", "", ""},
		"server busy":                   {serve(429, ""), "unreachable", "unreachable", "the host answered 429 again and again"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.config.Limits.PageBytes = 1 << 20
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/robots.txt":
					c.robots(rw, r)
				case "/real-robots":
					fmt.Fprint(rw, "User-agent: *\nDisallow: /x")
				default:
					fmt.Fprint(rw, "role column\nlink column /x x")
				}
			})
			w.host("b.test", func(rw http.ResponseWriter, r *http.Request) { // no host of the site: it is asked for rules alone
				switch n, err := strconv.Atoi(r.URL.Path[1:]); {
				case err == nil && n > 1:
					http.Redirect(rw, r, "/"+strconv.Itoa(n-1), http.StatusFound)
				case err == nil || r.URL.Path == "/robots.txt":
					fmt.Fprint(rw, "User-agent: *\nDisallow: /x")
				case r.URL.Path == "/fails":
					rw.WriteHeader(http.StatusInternalServerError)
				case r.URL.Path == "/challenge":
					rw.WriteHeader(http.StatusPreconditionFailed)
					fmt.Fprint(rw, "challenge blocked_waf")
				default:
					http.NotFound(rw, r)
				}
			})
			w.crawl(func(s *disclosure.Site) { s.Start = []string{"http://a.test/x"} })
			got := w.archive.of("http://a.test/x")
			if got.Outcome != c.outcome || !strings.Contains(got.Error, c.why) {
				t.Errorf("outcome %q (%s), want %q (%s)", got.Outcome, got.Error, c.outcome, c.why)
			}
			asked := w.count("a.test", "GET /x")
			if (c.outcome == "ok") != (asked == 1) {
				t.Errorf("/x was asked %d times", asked)
			}
			if c.walk != "" {
				if l := w.archive.walk("http://a.test/x"); l.State != c.walk {
					t.Errorf("walk %+v", l)
				}
			}
			if r := w.archive.of("http://a.test/robots.txt"); r.Role != disclosure.RoleRobots {
				t.Errorf("robots.txt %+v", r)
			}
		})
	}
}

// A crawl that names nobody to reach asks no host that is not on this machine, for rules neither.
func TestRulesElsewhereNeedAContact(t *testing.T) {
	w := newWorld(t)
	w.config.Contact = ""
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.Redirect(rw, r, "http://198.51.100.7/robots.txt", http.StatusFound)
			return
		}
		fmt.Fprint(rw, "role column")
	})
	w.crawl()
	if r := w.archive.of("http://a.test/robots.txt"); !strings.Contains(r.Error, "not a host of the site") {
		t.Errorf("robots.txt %+v", r)
	}
}
