package crawler

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// Guesses at further pages: which are asked for, and what the walk may say then.
func TestProbing(t *testing.T) {
	const list = "role list\ndoubt a script turns it\n"
	const first = list + "link report /r1\nprobe GET /l/index_1\nprobe GET /l/index_2\nprobe GET /l?page=2"
	for name, c := range map[string]struct {
		pages  map[string]string
		asked  string
		links  int
		reason string // "" for complete
	}{
		"none is there":                    {map[string]string{"/l": first}, "/l/index_1 /l/index_2 /l?page=2", 1, "a script turns it"},
		"the first":                        {map[string]string{"/l": first, "/l/index_1": list + "link report /r2\nprobe GET /l/index_2"}, "/l/index_1 /l/index_2", 2, ""},
		"to a page that is complete":       {map[string]string{"/l": first, "/l/index_1": "role list\ncomplete\nlink report /r2"}, "/l/index_1", 2, ""},
		"the second":                       {map[string]string{"/l": first, "/l/index_2": list + "link report /r2\nprobe GET /l/index_3"}, "/l/index_1 /l/index_2 /l/index_3", 2, ""},
		"the same page always":             {map[string]string{"/l": first, "/l/index_1": first, "/l/index_2": first, "/l?page=2": first}, "/l/index_1 /l/index_2 /l?page=2", 1, "a script turns it"},
		"a full page again":                {map[string]string{"/l": first, "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": list + "link report /r2\nprobe GET /l/index_3"}, "/l/index_1 /l/index_2", 2, "the one before was full"},
		"the last page for what is beyond": {map[string]string{"/l": first + "\nlink report /r3", "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": list + "link report /r2\nprobe GET /l/index_3"}, "/l/index_1 /l/index_2", 3, ""},
		"news in place of a page":          {map[string]string{"/l": first, "/l/index_1": "role list\ncomplete\nlink report /n 通知"}, "/l/index_1 /l/index_2 /l?page=2", 1, "a script turns it"},
		"news after a page":                {map[string]string{"/l": first, "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": "role list\ncomplete\nlink report /n 通知"}, "/l/index_1 /l/index_2", 2, "something else: http://a.test/l/index_2"},
		"an error after a page":            {map[string]string{"/l": first, "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": "role list\ndoubt an error"}, "/l/index_1 /l/index_2", 2, "something else: http://a.test/l/index_2"},
		"gone after a full page":           {map[string]string{"/l": first, "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": "role list\ndoubt the page says that it is not there, with status 200"}, "/l/index_1 /l/index_2", 2, "the one before was full"},
		"gone after a short page":          {map[string]string{"/l": first + "\nlink report /r3", "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": "role list\ndoubt the page says that it is not there, with status 200"}, "/l/index_1 /l/index_2", 3, ""},
		"broken after a page":              {map[string]string{"/l": first, "/l/index_1": list + "link report /r2\nprobe GET /l/index_2", "/l/index_2": "status 500"}, "/l/index_1 /l/index_2", 2, "could not be had"},
		"sent to another column":           {map[string]string{"/l": first, "/l/index_1": "to /other/", "/other/": list + "link report /o1"}, "/l/index_1 /other/ /l/index_2 /l?page=2", 1, "a script turns it"},
		"fewer than it prints":             {map[string]string{"/l": first + "\npages 3", "/l/index_1": list + "link report /r2\nprobe GET /l/index_2"}, "/l/index_1 /l/index_2", 2, "counts 3 pages, and 2 were found"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.config.Limits.Retries = -1
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				page, ok := c.pages[r.URL.RequestURI()]
				to, moved := strings.CutPrefix(page, "to ")
				switch {
				case r.URL.Path == "/":
					fmt.Fprint(rw, "role home\nlink list /l 年报")
				case strings.HasPrefix(r.URL.Path, "/r"), r.URL.Path == "/n":
					fmt.Fprint(rw, "role report")
				case moved:
					http.Redirect(rw, r, to, http.StatusFound)
				case page == "status 500":
					http.Error(rw, "broken", 500)
				case !ok:
					http.NotFound(rw, r)
				default:
					fmt.Fprint(rw, page)
				}
			})
			w.crawl()
			var asked []string
			for _, line := range w.lines("a.test") {
				path := strings.TrimPrefix(line, "GET ")
				if strings.HasPrefix(path, "/l/") || strings.HasPrefix(path, "/l?") || strings.HasPrefix(path, "/other") {
					asked = append(asked, path)
				}
			}
			l := w.archive.walk("http://a.test/l")
			if strings.Join(asked, " ") != c.asked || l.Links != c.links || (l.State == "complete") != (c.reason == "") || !strings.Contains(l.Reason, c.reason) {
				t.Errorf("asked %q, %d links, %s (%s)", strings.Join(asked, " "), l.Links, l.State, l.Reason)
			}
		})
	}
}

// Lists without a second page must not cost a site half a dozen requests each, and what was right at
// a host is tried first.
func TestProbesPerSite(t *testing.T) {
	for name, c := range map[string]struct {
		second string // template of the second pages that the first list has; "" for none
		asked  []int  // requests for guesses, of each list
	}{
		"none is right": {"", []int{3, 3, 0, 0}},
		"one is right":  {"stem_2", []int{3, 3, 1, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				list, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
				switch {
				case r.URL.Path == "/":
					fmt.Fprint(rw, "role home\nlink list /l0/ 年报\nlink list /l1/ 年报\nlink list /l2/ 年报\nlink list /l3/ 年报")
				case strings.HasPrefix(list, "r"):
					fmt.Fprint(rw, "role report")
				case rest == "" && strings.HasPrefix(list, "l"):
					fmt.Fprintf(rw, "role list\ndoubt a script turns it\nlink report /r-%s", list)
					for _, template := range []string{"index_1", "stem_1", "stem_2"} {
						fmt.Fprintf(rw, "\nprobe GET /%s/%s template=%s", list, template, template)
					}
				case list == "l0" && rest == c.second:
					fmt.Fprint(rw, "role list\ncomplete\nlink report /r-second")
				default:
					http.NotFound(rw, r)
				}
			})
			w.crawl()
			asked := make([]int, 4)
			for _, line := range w.lines("a.test") {
				var list int
				var rest string
				if n, _ := fmt.Sscanf(line, "GET /l%d/%s", &list, &rest); n == 2 {
					asked[list]++
				}
			}
			if !slices.Equal(asked, c.asked) {
				t.Errorf("asked %v, want %v: %q", asked, c.asked, w.lines("a.test"))
			}
			if l := w.archive.walk("http://a.test/l3/"); l.State == "complete" {
				t.Error("a list that was not guessed at is called complete")
			}
		})
	}
}
