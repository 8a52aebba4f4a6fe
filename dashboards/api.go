package dashboards

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

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
	Search                       string
	Site                         string
	Dimension, Band, Which, Rate string // of scores and rates
	Weights                      weights
	id                           string // of the thing in the path
	key                          string // of its figure
	Version                      uint32 // of a report, 0: the current one
	Kind, Sum, Cells             string // of changes or pairs; of a sum over reports; of cells
	State                        string // of cases
	Release                      string // of audits
	Dataset, Covariate, Standing string // of tables of the user's own
}

func (q question) params() map[string]any {
	return map[string]any{"county": q.County, "year": q.Year, "agency": q.Agency, "q": q.Search, "limit": q.Limit, "offset": q.Offset,
		"dimension": q.Dimension, "level": q.Level, "family": q.Family, "band": q.Band, "which": q.Which, "rate": q.Rate, "blame": q.Blame, "kind": q.Kind}
}

// WritePatience is how long a client may take to read an answer, or the next part of a long one.
const WritePatience = 2 * time.Minute

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
		{"dimension", &a.Dimension}, {"level", &a.Level}, {"family", &a.Family}, {"band", &a.Band}, {"which", &a.Which}, {"rate", &a.Rate},
		{"blame", &a.Blame}, {"kind", &a.Kind}, {"sum", &a.Sum}, {"cells", &a.Cells}, {"state", &a.State}, {"release", &a.Release}, {"dataset", &a.Dataset}, {"standing", &a.Standing}} {
		if *p.into, err = param(q, p.name, parameters[p.name].pattern); err != nil {
			return a, err
		}
	}
	if a.Year, err = year(q); err != nil {
		return a, err
	}
	if a.Weights, err = weightsOf(q); err != nil {
		return a, err
	}
	if a.Limit, err = whole(q, "limit", 1, apiMost, apiLimit); err != nil {
		return a, err
	}
	if a.Offset, err = whole(q, "offset", 0, apiFarthest, 0); err != nil {
		return a, err
	}
	if a.Version, err = whole(q, "version", 1, maxVersions, 0); err != nil {
		return a, err
	}
	if a.Covariate = q.Get("covariate"); len(a.Covariate) > maxQuery {
		return a, badRequest("error.parameter", "covariate")
	}
	a.key = r.PathValue("key")
	if a.Search = q.Get("q"); len(a.Search) > maxQuery {
		return a, badRequest("error.long_query")
	}
	if a.id = r.PathValue("id"); a.id != "" && !idPattern.MatchString(a.id) {
		return a, notFound("error.no_page")
	}
	return a, nil
}

// api answers one endpoint. What is one thing may be kept, as pages are; a list is always asked for as it is now,
// so that its parts fit together.
func (s *server) api(e endpoint) http.Handler {
	one := s.keeping(s.apiAnswer(e, true))
	list := s.apiAnswer(e, false)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		open(w)
		if e.pages() || r.URL.Query().Get("format") == "csv" {
			list(w, r)
			return
		}
		one(w, r)
	})
}

func (s *server) apiAnswer(e endpoint, kept bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q, columns, err := s.asked(r, e)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if !kept && s.unchanged(w, r) {
			return
		}
		values := r.URL.Query()
		csv := values.Get("format") == "csv"
		whole := csv && values.Get("limit") == "" && e.pages()
		if whole { // who downloads a table wants all of it
			q.Limit = apiMost
		}
		answer, err := e.ask(r.Context(), s, q)
		if err == nil && e.Table {
			err = s.count(w, r, e, q, answer, whole)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if !csv {
			writeJSON(w, http.StatusOK, narrow(answer, columns))
			return
		}
		s.sendCSV(w, r, e, q, beginCSV(w, r, columns), answer, whole)
	}
}

// sendCSV answers with a table; a whole one is asked for in parts.
func (s *server) sendCSV(w http.ResponseWriter, r *http.Request, e endpoint, q question, c download, answer any, whole bool) {
	c.write(answer)
	for whole && rowsOf(answer) == int(q.Limit) {
		q.Offset += q.Limit
		var err error
		if answer, err = e.ask(r.Context(), s, q); err != nil {
			s.Log.Error("a download breaks off", "path", r.URL.Path, "error", err)
			panic(http.ErrAbortHandler) // a table that ends too early must not look whole
		}
		c.write(answer)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(WritePatience)) // who goes on reading may go on
	}
}

// open lets pages of others read an answer: the data is public and there are no cookies.
func open(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Access-Control-Expose-Headers", "ETag, Link, Retry-After, X-Total-Count, "+overHeader)
}

// asked is what a request asks of an endpoint, checked, and the fields that it wants.
func (s *server) asked(r *http.Request, e endpoint) (question, []column, error) {
	if err := onlyThese(r.URL.Query(), e.parameters()...); err != nil {
		return question{}, nil, err
	}
	q, err := ask(r)
	if err != nil {
		return q, nil, err
	}
	if err := formatAllowed(r.URL.Query(), e); err != nil {
		return q, nil, err
	}
	columns, err := e.chosen(r.URL.Query().Get("fields"))
	if err == nil && q.County != "" {
		_, _, err = s.places(r.Context(), chinese, q.County)
	}
	return q, columns, err
}

// onlyThese refuses parameters that the address does not have: a filter that is passed over answers
// another question than was asked.
func onlyThese(q url.Values, names ...string) error {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if !slices.Contains(names, name) {
			return badRequest("error.unknown_parameter", name, strings.Join(names, ", "))
		}
	}
	return nil
}

// parameters are the names that a query may have.
func (e endpoint) parameters() []string { return append(slices.Clone(e.Params), "fields", "format") }

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
	writeAs(w, "application/json; charset=utf-8", status, v)
}

func writeAs(w http.ResponseWriter, kind string, status int, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	if err := enc.Encode(v); err != nil {
		kind, status = "application/problem+json; charset=utf-8", http.StatusInternalServerError
		b.Reset()
		_ = enc.Encode(problem{problemType("error.failed"), http.StatusText(status), status, chinese.say("error.failed"), "/api/"}) // texts and a number
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}
