package dashboards

import (
	"context"
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/dashboards/login"
	"gongkai/dashboards/probe"
	"gongkai/disclosure/full"
)

// hostileService answers queries, too: with what was asked, so that it could be reflected.
func hostileService(t *testing.T) *service {
	return newServiceWith(t, func(c *Config) {
		c.Query = func(_ context.Context, sql string, w io.Writer) error {
			if strings.Contains(sql, "OR") {
				return &QueryError{"not this: " + sql}
			}
			return json.NewEncoder(w).Encode(map[string]any{"meta": []sqlColumn{{sql, "String"}}, "data": [][]any{{sql}}})
		}
	})
}

// anyName is a place in a pattern of the mux.
var anyName = regexp.MustCompile(`\{[^}]*\}`)

// pagesOf are the addresses that the API's description does not have, with the parameters that pages know.
func pagesOf() []probe.Endpoint {
	params := []string{"county", "year", "lang", "q", "agency", "rule", "severity", "blame", "dimension", "band", "which", "rate", "level", "family", "sort", "page", "offset", "version", "figure", "form", "kind", "sum", "cells", "site", "v", "format", "a", "b"}
	var all []probe.Endpoint
	for _, r := range (&server{Config: Config{Registry: prometheus.NewRegistry()}}).routes() {
		if !strings.HasPrefix(r.pattern, "/api/v1") && r.pattern != "/" {
			all = append(all, probe.Endpoint{Path: strings.ReplaceAll(anyName.ReplaceAllString(r.pattern, "{x}"), "/{$}", "/"), Params: params})
		}
	}
	return append(all, probe.Endpoint{Path: "/{x}", Params: params}, probe.Endpoint{Path: "/api/{x}", Params: params}, probe.Endpoint{Path: "/api/v1/{x}/{x}", Params: params})
}

// TestHostileRequests: whatever is asked, the answer is no failure, shows nothing of the inside, gives
// nothing back unescaped, and has the headers that keep browsers safe; of the API, an error is a problem
// of RFC 9457. The seed is fixed in the short form, and in both the failure names the request.
func TestHostileRequests(t *testing.T) {
	s := hostileService(t)
	var document map[string]any
	if err := json.Unmarshal(s.get("/api/v1/openapi.json").Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	api, pages := probe.Endpoints(document), pagesOf()
	uploads := probe.Uploads(document)
	if len(uploads) != 1 {
		t.Fatalf("forms with files: %v", uploads)
	}
	uploads = append(uploads, probe.Endpoint{Path: "/check", Params: uploads[0].Params})
	if len(api) < 30 || len(pages) < 15 {
		t.Fatalf("%d addresses of the API and %d of pages", len(api), len(pages))
	}
	seed, every, mixed := uint64(7), 60, 400
	if full.Form() {
		seed, every, mixed = rand.Uint64(), 4, 10_000
	}
	random := rand.New(rand.NewPCG(seed, 2))
	requests := append(probe.EachParameter(api, random, every), probe.EachParameter(pages, random, 4*every)...)
	requests = append(requests, probe.Mixed(append(api, pages...), random, mixed)...)
	requests = append(requests, probe.Forms(uploads, random, mixed)...)
	statuses := map[int]int{}
	for _, ask := range requests {
		r, err := http.NewRequest(ask.Method, "http://service.test"+ask.Target, strings.NewReader(ask.Body))
		if err != nil {
			continue // no server is asked this
		}
		r.RequestURI, r.RemoteAddr = ask.Target, "127.0.0.1:9"
		for _, h := range ask.Header {
			if h[0] == "Host" {
				r.Host = h[1]
				continue
			}
			r.Header.Add(h[0], h[1])
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		statuses[w.Code]++
		body := w.Body.String()
		if w.Header().Get("Content-Encoding") != "" {
			body = "" // packed: its headers count
		}
		if err := probe.Check(ask, w.Code, w.Header(), body); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if statuses[200] == 0 || statuses[400] == 0 || statuses[404] == 0 || statuses[405] == 0 {
		t.Errorf("only the statuses %v: the requests are not what they should be", statuses)
	}
	full.Count("hostile requests to pages and API answered in order: %d (seed %d, by status %v)", len(requests), seed, statuses)
}

// TestHostileDesk asks the addresses of those who are signed in the same, in queries and in forms: with a session and from our
// own page, so that what is asked is looked at.
func TestHostileDesk(t *testing.T) {
	provider, with := newProvider(t)
	s := newDesk(t, "http://127.0.0.1:80", with)
	cookie := s.in()
	s.refuses = &Refusal{probe.Mark}
	s.names = append(s.names, UnresolvedRow{AgencyID: "unresolved-" + probe.Mark, Printed: probe.Mark, DivisionCode: "990101", Reports: 1, ReportID: "990101-civil-2024"})
	of := func(routes []route, fields ...string) (all []probe.Endpoint) {
		for _, r := range routes {
			path := strings.NewReplacer("{report}", "990101-civil-2024", "{kind}", "cell").Replace(r.pattern)
			all = append(all, probe.Endpoint{Path: anyName.ReplaceAllString(r.pattern, "{x}"), Params: fields}, probe.Endpoint{Path: path + "?figure=requests_new.total&name=%E8%B4%A2%E5%AF%8C%E5%A4%A7%E5%8E%A6&division=990101", Params: fields})
		}
		return all
	}
	gate := login.Config{}
	with(&gate)
	desk := &server{Config: Config{Desk: &Desk{Gate: login.New(gate)}}}
	seed, n := uint64(9), 300
	if full.Form() {
		seed, n = rand.Uint64(), 10_000
	}
	random := rand.New(rand.NewPCG(seed, 4))
	pages := of(desk.deskRoutes(), "to", "lang", "name", "division", "county", "kind", "figure", "offset", "recorded")
	pages = slices.DeleteFunc(pages, func(e probe.Endpoint) bool { return strings.Contains(e.Path, "?") })
	requests := append(probe.EachParameter(pages, random, 8), probe.Mixed(pages, random, n)...)
	requests = append(requests, probe.Fields(of(desk.deskPosts(), "as", "value", "reason", "evidence", "seen", "print", "agency", "family", "name", "password", "to"), random, n)...)
	statuses := map[int]int{}
	for _, ask := range requests {
		r, err := http.NewRequest(ask.Method, "http://service.test"+ask.Target, strings.NewReader(ask.Body))
		if err != nil {
			continue
		}
		r.RequestURI, r.RemoteAddr = ask.Target, "127.0.0.1:9"
		for _, h := range ask.Header {
			r.Header.Add(h[0], h[1])
		}
		if r.Header.Set("Cookie", cookie); ask.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/sign-") {
			r.Header.Del("Cookie") // the session is to last
		}
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		statuses[w.Code]++
		if strings.HasPrefix(r.URL.Path, "/sign-") {
			w.Header().Del("Set-Cookie") // which is looked at in TestSignIn
		}
		if r.URL.Path == providerPath && strings.HasPrefix(w.Header().Get("Location"), provider.URL+"/authorize?client_id=gongkai&") {
			w.Header().Set("Location", "/sign-in") // the one place beyond ours that anything leads to
		}
		body := w.Body.String()
		if w.Header().Get("Content-Encoding") != "" {
			body = ""
		}
		if err := probe.Check(ask, w.Code, w.Header(), body); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if statuses[200] == 0 || statuses[303] == 0 || statuses[400] == 0 || statuses[404] == 0 || statuses[422] == 0 {
		t.Errorf("only the statuses %v: the requests are not what they should be", statuses)
	}
	if len(s.said)+len(s.answers) > 0 {
		t.Error("something was decided")
	}
	full.Count("hostile requests to the desk answered in order: %d (seed %d, by status %v)", len(requests), seed, statuses)
}
