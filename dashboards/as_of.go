package dashboards

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Pages as of a release are the pages of now, made by the same code of what the release froze: a server of its own that asks
// the release's tables. What has the name of a release in its address says the same whatever is crawled, scored or released
// later; so it may be kept for ever. Links lead to pages as of the same release where there are such, and else to those of now.

// asOfPages are the pages that there are as of a release.
var asOfPages = []string{
	"/counties/{code}", "/regions/{code}", "/agencies", "/agencies/{agency}", "/reports", "/reports/{report}", "/reports/{report}/evidence", "/reports/{report}/figures/{key}",
	"/reports/{report}/rates/{rate}", "/expected", "/attention", "/league", "/funnel", "/findings", "/findings/matrix", "/cells", "/charts/{file}",
}

// asOfAnswers are those of the API.
var asOfAnswers = []string{
	"/api/v1/overview", "/api/v1/agencies", "/api/v1/agencies/{id}", "/api/v1/agencies/{id}/checks", "/api/v1/reports", "/api/v1/reports/{id}", "/api/v1/reports/{id}/figures", "/api/v1/reports/{id}/figures/{key}",
	"/api/v1/reports/{id}/changes", "/api/v1/reports/{id}/rates", "/api/v1/sum-reports", "/api/v1/cells", "/api/v1/counties", "/api/v1/expected-reports", "/api/v1/findings", "/api/v1/findings/matrix", "/api/v1/errors", "/api/v1/attention", "/api/v1/scores", "/api/v1/rates",
}

const asOfAPI = "/api/v1/releases/{release}"

// asOfEndpoints are the endpoints that there are as of a release, as they are asked so.
func asOfEndpoints(all []endpoint) (asOf []endpoint) {
	for _, e := range all {
		if slices.Contains(asOfAnswers, e.Path) {
			e.Path = asOfAPI + strings.TrimPrefix(e.Path, "/api/v1")
			e.Summary = english.say("as_of.endpoint", e.Summary)
			asOf = append(asOf, e)
		}
	}
	return asOf
}

// isAsOf reports whether an endpoint is one of these.
func (e endpoint) isAsOf() bool { return strings.HasPrefix(e.Path, asOfAPI+"/") }

// explained says what an endpoint answers.
func (l tongue) explained(e endpoint) string {
	if rest, is := strings.CutPrefix(e.Path, asOfAPI+"/"); is {
		return l.say("as_of.endpoint", l.word("endpoint", "/api/v1/"+rest))
	}
	return l.word("endpoint", e.Path)
}

// asOfRoutes are the pages as of a release, and what says of all others that they are not.
func (s *server) asOfRoutes() []route {
	return []route{
		{"/releases/{release}/{path...}", s.asOf(func(f *server) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				inner := r.Clone(r.Context())
				inner.URL.Path, inner.URL.RawPath = "/"+r.PathValue("path"), ""
				f.pagesAsOf.ServeHTTP(w, inner)
			})
		})},
		{asOfAPI + "/{path...}", http.HandlerFunc(s.notAsOf)},
	}
}

// apiAsOf answers one endpoint as of a release.
func (s *server) apiAsOf(e endpoint) http.HandlerFunc {
	return s.asOf(func(f *server) http.Handler { return f.apiAnswer(e, true) })
}

// notAsOf says which pages there are as of a release, and of the API which addresses.
func (s *server) notAsOf(w http.ResponseWriter, r *http.Request) {
	there := languageOf(r).say("as_of.kept")
	if strings.HasPrefix(r.URL.Path, "/api/") {
		there = strings.Join(slices.Sorted(slices.Values(asOfAnswers)), ", ")
	}
	s.fail(w, r, notFound("error.not_as_of", there))
}

// thawedServers are the servers of releases that were asked for, by the SHA-256 of their manifests.
type thawedServers struct {
	mu    sync.Mutex
	known map[string]*server
}

// as is the server of a release.
func (s *server) as(ctx context.Context, row ReleaseRow, m ReleaseManifest) (*server, error) {
	if s.AsOf == nil {
		return nil, notFound("error.no_pages_of_release", row.Name)
	}
	from, err := s.AsOf(ctx, row.Name)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, notFound("error.no_pages_of_release", row.Name)
	case errors.Is(err, ErrNotYet):
		return nil, fault{http.StatusServiceUnavailable, "error.release_prepared", []any{row.Name}}
	case err != nil:
		return nil, err
	}
	s.thawed.mu.Lock()
	defer s.thawed.mu.Unlock()
	if f := s.thawed.known[row.Name]; f != nil && f.state == from.State {
		return f, nil
	}
	if s.thawed.known == nil {
		s.thawed.known = map[string]*server{}
	}
	f := s.newAsOf(row, m, from)
	f.state = from.State
	s.thawed.known[row.Name] = f
	return f, nil
}

// newAsOf makes the server of a release. It remembers nothing: its answers are kept whole.
func (s *server) newAsOf(row ReleaseRow, m ReleaseManifest, from AsOf) *server {
	f := &server{Config: Config{Interval: s.Interval, RankCorrelation: s.RankCorrelation, AuditRate: s.AuditRate, Ready: s.Ready, Evidence: from.Evidence, Method: s.Method, Version: s.Version, Log: s.Log, Registry: s.Registry},
		views: s.views, assets: s.assets, metrics: s.metrics, turns: s.turns, copies: s.copies, drafts: s.drafts, atOnce: s.atOnce, released: &row, clock: func() time.Time { return row.ReleasedAt }}
	if m.Data.Method != nil {
		f.Method = int(*m.Data.Method)
	}
	f.version.row, f.version.asked = *m.shown(), time.Now().AddDate(1000, 0, 0) // it is never another one
	f.gone = &takenSince{read: from.TakenDown}
	f.memo = newMemo(asOfMeasures{from.Measures, s.memo.Measures, func(ctx context.Context) (takenDown, error) {
		state, err := s.takedownsState(ctx)
		if err != nil {
			return nil, err
		}
		return f.gone.as(ctx, state)
	}}, f.currentVersion)
	f.Measures = f.memo
	f.pagesAsOf = http.NewServeMux()
	for _, r := range f.routes() {
		if slices.Contains(asOfPages, r.pattern) {
			f.pagesAsOf.Handle("GET "+r.pattern, r.handler)
		}
	}
	f.pagesAsOf.HandleFunc("/", f.notAsOf)
	return f
}

// forEver lets whoever has an answer keep it.
const forEver = "public, max-age=31536000, immutable"

// asOf answers with what the server of a release gives. What was made once is kept, and is another one only once a document
// was taken down, or by another version of the program.
func (s *server) asOf(of func(f *server) http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			open(w)
		}
		name := r.PathValue("release")
		if !idPattern.MatchString(name) {
			s.fail(w, r, notFound("error.no_release"))
			return
		}
		row, m, err := s.findRelease(r.Context(), name)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		ctx, _ := afresh(r.Context()) // what was asked so far is of now
		taken, err := s.takedownsState(ctx)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		key := fmt.Sprint("as of ", row.Hash, taken, buildMark(), s.Version, languageOf(r), r.Host, r.URL.RequestURI())
		tag := `W/"` + short(key) + `"`
		w.Header().Set("Cache-Control", forEver)
		if (etags{written: tag}).known(w, r) {
			return
		}
		w.Header().Del("Cache-Control")
		if kept, ok := s.kept.get(key, olderAge); ok {
			kept.send(w, r)
			return
		}
		f, err := s.as(r.Context(), row, m)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		answer := written{header: w.Header().Clone(), status: http.StatusOK}
		of(f).ServeHTTP(&answer, r.WithContext(ctx))
		if r.Context().Err() != nil {
			return
		}
		body := f.rewritten(&answer)
		p := keptPage{key: key, status: answer.status, header: answer.header, body: body}
		if p.status == http.StatusOK {
			p.header.Set("Cache-Control", forEver)
			p.header.Set("ETag", tag)
			p.body, p.packed = pack(body)
			s.kept.put(p)
		}
		p.send(w, r)
	}
}

// asOfLink is an address in a page; one that is marked leads to what is now.
var asOfLink = regexp.MustCompile(`(data-now )?\b(href|src|action|data-base|data-svg)="(/[^"/][^"]*)"`)

// rewritten has the links of an answer lead to what there is as of the same release.
func (s *server) rewritten(answer *written) []byte {
	if to := answer.header.Get("Location"); to != "" {
		answer.header.Set("Location", s.asOfAddress(to))
	}
	body := answer.body.Bytes()
	if !strings.HasPrefix(answer.header.Get("Content-Type"), "text/html") || answer.header.Get("Content-Security-Policy") == evidencePolicy {
		return body
	}
	return asOfLink.ReplaceAllFunc(body, func(found []byte) []byte {
		m := asOfLink.FindSubmatch(found)
		if len(m[1]) > 0 {
			return found
		}
		return slices.Concat(m[2], []byte(`="`), []byte(s.asOfAddress(string(m[3]))), []byte(`"`))
	})
}

// asOfAddress is an address of now as of a release, where there is such a page.
func (s *server) asOfAddress(address string) string {
	at, _, _ := strings.Cut(address, "?")
	at, _, _ = strings.Cut(at, "#")
	at, err := url.PathUnescape(at)
	if err != nil {
		return address
	}
	if rest, api := strings.CutPrefix(address, "/api/v1/"); api {
		if asOfEndpoint(at) {
			return "/api/v1" + place("/releases/", s.released.Name) + "/" + rest
		}
		return address
	}
	if asOfPage(at) {
		return place("/releases/", s.released.Name) + address
	}
	return address
}

// asOfPage reports whether there is a page as of a release.
func asOfPage(at string) bool { return fits(asOfPages, at) }

func asOfEndpoint(at string) bool { return fits(asOfAnswers, at) }

// fits reports whether a path has one of some patterns, a name in braces being one segment.
func fits(patterns []string, at string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if strings.Count(pattern, "/") != strings.Count(at, "/") {
			return false
		}
		want, have := strings.Split(pattern, "/"), strings.Split(at, "/")
		for i, w := range want {
			if w != have[i] && (!strings.HasPrefix(w, "{") || have[i] == "") {
				return false
			}
		}
		return true
	})
}
