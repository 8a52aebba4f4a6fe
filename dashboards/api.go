package dashboards

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// problem is the JSON of an error.
type problem struct {
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
}

// endpoint is one address of the API. The table of endpoints is what is served, what the
// OpenAPI document says and what the data page lists.
type endpoint struct {
	Path    string
	Summary string
	Params  []string // names in parameters
	Table   bool     // an array of rows: ?format=csv
	answer  any      // the zero value of what it answers, for the OpenAPI document
	ask     func(ctx context.Context, s *server, q question) (any, error)
}

// question is what an API request asks, validated.
type question struct {
	findingFilter
	Search                                      string
	Site                                        string
	Dimension, Level, Family, Band, Which, Rate string // of scores and rates
	id                                          string // of the thing in the path
}

func (q question) params() map[string]any {
	return map[string]any{"county": q.County, "year": q.Year, "agency": q.Agency, "q": q.Search, "limit": q.Limit, "offset": q.Offset,
		"dimension": q.Dimension, "level": q.Level, "family": q.Family, "band": q.Band, "which": q.Which, "rate": q.Rate}
}

const (
	apiLimit    = 1000
	apiMost     = 10000
	apiFarthest = 100_000_000
)

// ask reads and checks the parameters of a request.
func ask(r *http.Request) (question, error) {
	q := r.URL.Query()
	var a question
	var err error
	for _, p := range []struct {
		name string
		into *string
	}{{"county", &a.County}, {"rule", &a.Rule}, {"severity", &a.Severity}, {"agency", &a.Agency}, {"report", &a.Report}, {"site", &a.Site},
		{"dimension", &a.Dimension}, {"level", &a.Level}, {"family", &a.Family}, {"band", &a.Band}, {"which", &a.Which}, {"rate", &a.Rate}} {
		if *p.into, err = param(q, p.name, parameters[p.name].pattern); err != nil {
			return a, err
		}
	}
	if a.Year, err = year(q); err != nil {
		return a, err
	}
	if a.Limit, err = whole(q, "limit", 1, apiMost, apiLimit); err != nil {
		return a, err
	}
	if a.Offset, err = whole(q, "offset", 0, apiFarthest, 0); err != nil {
		return a, err
	}
	if a.Search = q.Get("q"); len(a.Search) > maxQuery {
		return a, badRequest("error.long_query")
	}
	if a.id = r.PathValue("id"); a.id != "" && !idPattern.MatchString(a.id) {
		return a, notFound("error.no_page")
	}
	return a, nil
}

// api answers one endpoint.
func (s *server) api(e endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*") // public data, no cookies: any page may read it
		err := e.known(r.URL.Query())
		var q question
		if err == nil {
			q, err = ask(r)
		}
		if err == nil {
			err = formatAllowed(r.URL.Query(), e)
		}
		if err == nil && q.County != "" {
			_, _, err = s.places(r.Context(), chinese, q.County)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if s.unchanged(w, r) {
			return
		}
		whole := r.URL.Query().Get("format") == "csv" && r.URL.Query().Get("limit") == "" && e.pages()
		if whole { // who downloads a table wants all of it
			q.Limit = apiMost
		}
		answer, err := e.ask(r.Context(), s, q)
		switch {
		case err != nil:
			s.fail(w, r, err)
			return
		case e.pages() && !whole && rowsOf(answer) == int(q.Limit):
			w.Header().Set("Link", "<"+nextAddress(r, q)+`>; rel="next"`)
		}
		if r.URL.Query().Get("format") != "csv" {
			writeJSON(w, http.StatusOK, answer)
			return
		}
		c := beginCSV(w, r, e)
		c.write(answer)
		for whole && rowsOf(answer) == int(q.Limit) {
			q.Offset += q.Limit
			if answer, err = e.ask(r.Context(), s, q); err != nil {
				s.Log.Error("a download breaks off", "path", r.URL.Path, "error", err)
				panic(http.ErrAbortHandler) // a table that ends too early must not look whole
			}
			c.write(answer)
		}
	})
}

// known refuses parameters that the address does not have: a filter that is passed over answers
// another question than was asked.
func (e endpoint) known(q url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if name != "format" && !slices.Contains(e.Params, name) {
			return badRequest("error.unknown_parameter", name, strings.Join(append(slices.Clone(e.Params), "format"), ", "))
		}
	}
	return nil
}

// pages reports whether the rows come in pages.
func (e endpoint) pages() bool { return e.Table && slices.Contains(e.Params, "offset") }

func rowsOf(answer any) int { return reflect.ValueOf(answer).Len() }

// nextAddress is that of the rows that follow.
func nextAddress(r *http.Request, q question) string {
	values := r.URL.Query()
	values.Set("offset", strconv.FormatUint(uint64(q.Offset)+uint64(q.Limit), 10))
	return r.URL.Path + "?" + values.Encode()
}

func formatAllowed(q url.Values, e endpoint) error {
	switch q.Get("format") {
	case "", "json":
		return nil
	case "csv":
		if e.Table {
			return nil
		}
	}
	return badRequest("error.parameter", "format")
}

func (s *server) apiNotFound(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, notFound("error.no_page"))
}

// writeJSON answers with JSON, complete or not at all.
func writeJSON(w http.ResponseWriter, status int, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		http.Error(w, `{"title":"Internal Server Error","status":500,"detail":"the answer can't be written as JSON"}`, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
