package main

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"gongkai/dashboards/probe"
	"gongkai/disclosure/full"
)

// TestHostileRequestsOfTheProgram asks the whole program, with ClickHouse behind it, what dashboards'
// TestHostileRequests asks the pages alone. In the short form that one has to do.
func TestHostileRequestsOfTheProgram(t *testing.T) {
	if !full.Form() {
		t.Skip("the long form (GONGKAI_FULL=1) asks the database, too")
	}
	s := demoSite(t)
	var document map[string]any
	if err := json.Unmarshal([]byte(s.page("/api/v1/openapi.json")), &document); err != nil {
		t.Fatal(err)
	}
	api := probe.Endpoints(document)
	api = append(api, probe.Endpoint{Path: "/sql", Params: []string{"q", "lang"}}, probe.Endpoint{Path: "/search", Params: []string{"q", "county", "year", "lang"}},
		probe.Endpoint{Path: "/reports/{x}", Params: []string{"figure", "version"}}, probe.Endpoint{Path: "/reports/{x}/evidence", Params: []string{"figure", "version"}}, probe.Endpoint{Path: "/agencies/{x}", Params: []string{"year"}})
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 3))
	requests := append(probe.EachParameter(api, random, 60), probe.Mixed(api, random, 500)...)
	uploads := probe.Uploads(document)
	requests = append(requests, probe.Forms(append(uploads, probe.Endpoint{Path: "/check", Params: uploads[0].Params}), random, 500)...)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	asked := 0
	for _, ask := range requests {
		r, err := http.NewRequest(ask.Method, s.base+ask.Target, strings.NewReader(ask.Body))
		if err != nil {
			continue // no client can ask this
		}
		for _, h := range ask.Header {
			r.Header.Add(h[0], h[1])
		}
		w, err := client.Do(r)
		if err != nil {
			continue // a header that no client sends
		}
		body, err := io.ReadAll(w.Body)
		w.Body.Close()
		if err != nil {
			t.Errorf("seed %d: %v: %v", seed, ask, err)
		}
		if w.StatusCode == http.StatusBadRequest && string(body) == "400 Bad Request" || w.StatusCode == http.StatusExpectationFailed || w.StatusCode == http.StatusRequestHeaderFieldsTooLarge {
			continue // refused before the program sees it
		}
		if asked++; w.Header.Get("Content-Encoding") != "" {
			body = nil
		}
		if err := probe.Check(ask, w.StatusCode, w.Header, string(body)); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if asked < len(requests)/2 {
		t.Errorf("only %d of %d requests reached the program", asked, len(requests))
	}
	full.Count("hostile requests to the whole program answered in order: %d (seed %d)", asked, seed)
}
