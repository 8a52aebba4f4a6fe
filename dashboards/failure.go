package dashboards

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// failurePage is what the error template shows.
type failurePage struct {
	Status   int
	Sentence string
}

// problem is the JSON of an error, as RFC 9457 has it. Its type is an address of the data page,
// which says in both languages what the error means.
type problem struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance"`
}

// problemKinds are the errors that the data page explains: all that messages has.
var problemKinds = sync.OnceValue(func() []string {
	var keys []string
	for _, m := range texts() {
		if rest, is := strings.CutPrefix(m.key, "error."); is && rest != "home" && !strings.HasPrefix(rest, "heading.") {
			keys = append(keys, m.key)
		}
	}
	return keys
})

// problemType is where an error is explained.
func problemType(key string) string { return "/data#problem-" + strings.TrimPrefix(key, "error.") }

// problemsIn are the kinds of errors with what they mean; what an occurrence fills in is left open.
func problemsIn(l tongue) []pair {
	var all []pair
	for _, key := range problemKinds() {
		all = append(all, pair{strings.TrimPrefix(key, "error."), l.say(key, "…", "…", "…", "…")})
	}
	return all
}

// classify turns an error into the fault that people read. An error that is no fault is asked
// after: where the database does not answer, it is 503 and will pass.
func (s *server) classify(ctx context.Context, err error) fault {
	var f fault
	var taken *TakenDown
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &taken):
		return fault{http.StatusUnavailableForLegalReasons, "error.taken_down", []any{taken.At.UTC().Format(time.DateOnly), taken.By, taken.Reason}}
	case errors.Is(err, ErrNotFound):
		return fault{http.StatusNotFound, "error.no_page", nil}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyPatience)
	defer cancel()
	if s.Ready(ctx) != nil {
		return fault{http.StatusServiceUnavailable, "error.restarting", nil}
	}
	return fault{http.StatusInternalServerError, "error.failed", nil}
}

// fail answers with an error: a page for people, a problem of RFC 9457 under /api/.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody waits for the answer
	}
	f := s.classify(r.Context(), err)
	status := f.status
	if status >= http.StatusInternalServerError {
		level := slog.LevelError
		if f.key == "error.busy" || f.key == "error.draft_slow" { // nothing is broken: whoever asked is put off
			level = slog.LevelWarn
		}
		s.Log.Log(r.Context(), level, "answering failed", "path", r.URL.Path, "status", status, "error", err)
	}
	w.Header().Del("ETag")
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", retryAfter)
		if r.Method != http.MethodPost {
			w.Header().Set("Refresh", retryAfter) // a person's browser tries again by itself
		}
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		l := spoken(r)
		w.Header().Set("Content-Language", l.tag())
		writeAs(w, "application/problem+json; charset=utf-8", status, problem{problemType(f.key), http.StatusText(status), status, l.say(f.key, f.args...), r.URL.RequestURI()})
		return
	}
	l := languageOf(r)
	sentence := l.say(f.key, f.args...)
	s.render(w, r, l, status, page{view: "failure", title: sentence, body: failurePage{status, sentence}})
}
