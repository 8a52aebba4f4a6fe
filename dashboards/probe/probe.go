// Package probe makes requests that no honest client makes, from the service's own description of its
// API, and says what is wrong with an answer to one. It is for tests, and refuses to know what a right
// answer to an honest question is: others check that.
package probe

import (
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Mark is in every value that could be reflected: an answer that has it as it stands here, with the
// angle brackets, was not escaped.
const Mark = "<gk-mark>"

// values stand where an honest client would send a code, a number, a name.
var values = []string{
	"", " ", "0", "-1", "1", "007", "+1", "1.5", "1e9", "NaN", "Inf", "-0", "0x10", "２０２４", "2024", "2024 ", "99999", "65536", "4294967295", "4294967296", "9223372036854775808", strings.Repeat("9", 400),
	"null", "true", "[]", "{}", "undefined", "NULL", "None", "%", "%%%", "%s%n%x", "_", "*", "?", "a,b,c", ",", ";", "|", "`", `\`, `\\\\`, "'", `"`, "''", "--", "/*", "$(id)", "`id`", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "<%= 7*7 %>",
	"' OR '1'='1", `" OR ""="`, "1; DROP TABLE reports", "1) UNION ALL SELECT file('/etc/passwd')", "') SETTINGS readonly = 0 --", "{p:Identifier}", "\\'; SELECT 1; --", "system.processes", "0) OR sleep(3)", "%' OR match('', '(') --",
	"../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd", "....//....//", "%00", ".", "..", "~", "con", "http://127.0.0.1/", "//evil.test/", "\\\\evil.test\\x", "javascript:alert(1)",
	"a\r\nSet-Cookie: x=" + Mark, "a\nLocation: http://evil.test/", "\r\n\r\n" + Mark, "a\x00b", "\x00", "\x01\x02\x1b[31m", "\x7f", "\xff\xfe", "\xc0\xaf", "\xed\xa0\x80", "a\u0000", "\ufeff", "\u202egnp.exe", "\u2028", "e\u0301", "ﬀ", "İ", "ß", "𝟙𝟚", "👩‍👩‍👧‍👦", "汉字", "汉\xe5", "\u0430dmin",
	Mark, `"` + Mark, "'" + Mark, "</script>" + Mark, "</title>" + Mark, `" onmouseover="alert(1)" ` + Mark, "-->" + Mark, "]]>" + Mark, "<svg/onload=alert(1)>" + Mark, "&lt;" + Mark, "{{" + Mark + "}}", `\u003cgk-mark\u003e`,
	"=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "R301", "agency", "current", "figure", "json", "csv", "990101", "unknown", strings.Repeat("长", 3000), strings.Repeat("a", 7000), strings.Repeat("%41", 2000), strings.Repeat("[", 3000), strings.Repeat("(a+)+", 500),
}

// names of parameters that no address has.
var names = []string{"x", "__proto__", "constructor", "q[]", "q[$ne]", "year[]", Mark, "a\r\nb", "", "param_x", "query", "settings", "lang", "v", "callback", "_method", "format\x00", strings.Repeat("n", 3000), "年", "debug", "county ", " county"}

// methods that nothing answers.
var methods = []string{http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodTrace, http.MethodConnect, "PROPFIND", "get", "FOO", "GET2"}

// headers that change how servers understand a request.
var headers = [][2]string{
	{"X-HTTP-Method-Override", "DELETE"}, {"X-Original-URL", "/metrics"}, {"X-Rewrite-URL", "/metrics"}, {"X-Forwarded-For", "127.0.0.1, " + Mark}, {"X-Forwarded-Host", "evil.test"}, {"X-Forwarded-Proto", "javascript"}, {"Forwarded", "for=127.0.0.1;host=evil.test"},
	{"Accept-Language", strings.Repeat("zz-ZZ;q=0.1,", 800)}, {"Accept-Language", Mark}, {"Accept", "*/*;q=" + strings.Repeat("9", 500)}, {"If-None-Match", `"` + Mark + `"`}, {"If-None-Match", "*"}, {"If-Modified-Since", "yesterday"}, {"Range", "bytes=0-0,-1," + strings.Repeat("0-,", 500)}, {"Range", "bytes=9999999999999999999-"},
	{"Accept-Encoding", "gzip;q=x, br, ../../x"}, {"Cookie", "a=" + Mark}, {"Authorization", "Basic " + Mark}, {"Origin", "http://evil.test"}, {"Referer", "http://evil.test/" + Mark}, {"User-Agent", "() { :; }; " + Mark}, {"Content-Type", "application/x-www-form-urlencoded"}, {"Sec-Fetch-Dest", "document"}, {"Expect", "x"}, {"Host", "evil.test"},
}

// bodies come with requests that should have none, or should not be.
var bodies = []string{"", "year=2024", `{"year":` + strings.Repeat("[", 3000), "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "\x00\x01\x02", strings.Repeat("a", 100_000), Mark}

// Endpoint is an address of the service with the names of what its query may carry. {name} in the path
// stands for a value.
type Endpoint struct {
	Path   string
	Params []string
}

// Endpoints reads them from an OpenAPI document.
func Endpoints(document map[string]any) []Endpoint {
	var all []Endpoint
	paths, _ := document["paths"].(map[string]any)
	for path, item := range paths {
		e := Endpoint{Path: path}
		get, _ := item.(map[string]any)["get"].(map[string]any)
		list, _ := get["parameters"].([]any)
		for _, p := range list {
			if p, is := p.(map[string]any); is && p["in"] == "query" {
				name, _ := p["name"].(string)
				e.Params = append(e.Params, name)
			}
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Endpoint) int { return strings.Compare(a.Path, b.Path) })
	return all
}

// Uploads reads the addresses that take a form with files from an OpenAPI document, with the names of
// its fields.
func Uploads(document map[string]any) []Endpoint {
	var all []Endpoint
	paths, _ := document["paths"].(map[string]any)
	for path, item := range paths {
		at := item
		for _, step := range []string{"post", "requestBody", "content", "multipart/form-data", "schema", "properties"} {
			within, _ := at.(map[string]any)
			at = within[step]
		}
		if fields, _ := at.(map[string]any); fields != nil {
			all = append(all, Endpoint{Path: path, Params: slices.Sorted(maps.Keys(fields))})
		}
	}
	return all
}

// Request is one request to be made; Query and path are escaped as they have to be on the wire, so that
// what arrives is the value.
type Request struct {
	Method, Target string
	Header         [][2]string
	Body           string
}

// String is the request in a line, to be made again.
func (r Request) String() string {
	line := r.Method + " " + r.Target
	if len(line) > 400 {
		line = line[:400] + "… (" + strconv.Itoa(len(line)) + ")"
	}
	for _, h := range r.Header {
		line += " " + h[0] + ": " + strconv.Quote(h[1])
	}
	return line
}

// EachParameter asks every endpoint for every hostile value in every parameter, one at a time: every is the
// share of the values that is taken, 1 for all, and random chooses.
func EachParameter(endpoints []Endpoint, random *rand.Rand, every int) []Request {
	var all []Request
	for _, e := range endpoints {
		for _, p := range append(slices.Clone(e.Params), "{}") {
			for _, v := range values {
				if every > 1 && random.IntN(every) > 0 {
					continue
				}
				r := Request{Method: http.MethodGet, Target: fill(e.Path, random, "")}
				switch {
				case p != "{}":
					r.Target += "?" + url.QueryEscape(p) + "=" + url.QueryEscape(v)
				case strings.Contains(e.Path, "{"):
					r.Target = fill(e.Path, random, v)
				default:
					r.Target += "?" + url.QueryEscape(names[random.IntN(len(names))]) + "=" + url.QueryEscape(v)
				}
				all = append(all, r)
			}
		}
	}
	return all
}

// fill puts a value where the path has a name: the given one, or one that is there.
func fill(path string, random *rand.Rand, value string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if !strings.HasPrefix(part, "{") {
			continue
		}
		v := value
		if v == "" {
			v = []string{"990101-civil-2024", "990101-civil", "990101", "requests_new.total"}[random.IntN(4)]
		}
		parts[i] = url.PathEscape(v)
		if v == "." || v == ".." {
			parts[i] = strings.ReplaceAll(v, ".", "%2e")
		}
	}
	return strings.Join(parts, "/")
}

// Mixed makes n requests in which several things are wrong at once: parameters that repeat, that no
// address has, methods, headers and bodies.
func Mixed(endpoints []Endpoint, random *rand.Rand, n int) []Request {
	one := func(list []string) string { return list[random.IntN(len(list))] }
	var all []Request
	for range n {
		e := endpoints[random.IntN(len(endpoints))]
		r := Request{Method: http.MethodGet, Target: fill(e.Path, random, "")}
		if random.IntN(3) == 0 {
			r.Target = fill(e.Path, random, one(values))
		}
		known := append(slices.Clone(e.Params), names...)
		join := "?"
		for range random.IntN(5) {
			r.Target += join + url.QueryEscape(one(known)) + "=" + url.QueryEscape(one(values))
			join = one([]string{"&", "&", "&", ";", "&&", "&=&"})
		}
		switch random.IntN(6) {
		case 0:
			r.Method, r.Body = one(methods), one(bodies)
		case 1:
			r.Method = http.MethodHead
		case 2:
			r.Body = one(bodies)
		}
		for range random.IntN(3) {
			r.Header = append(r.Header, headers[random.IntN(len(headers))])
		}
		all = append(all, r)
	}
	return all
}
