package dashboards

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// failurePage is what the error template shows.
type failurePage struct {
	Status   int
	Sentence string
}

// classify turns an error into a status and the sentence that people read. An error that is
// no fault is asked after: where the database does not answer, it is 503 and will pass.
func (s *server) classify(ctx context.Context, l tongue, err error) (int, string) {
	var f fault
	switch {
	case errors.As(err, &f):
		return f.status, l.say(f.key, f.args...)
	case errors.Is(err, ErrNotFound):
		return http.StatusNotFound, l.say("error.no_page")
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readyPatience)
	defer cancel()
	if s.Ready(ctx) != nil {
		return http.StatusServiceUnavailable, l.say("error.restarting")
	}
	return http.StatusInternalServerError, l.say("error.failed")
}

// fail answers with an error: a page for people, JSON under /api/.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // nobody waits for the answer
	}
	l := languageOf(r)
	status, sentence := s.classify(r.Context(), l, err)
	if status >= http.StatusInternalServerError {
		s.Log.ErrorContext(r.Context(), "answering failed", "path", r.URL.Path, "status", status, "error", err)
	}
	w.Header().Del("ETag")
	w.Header().Set("Cache-Control", "no-store")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", retryAfter)
		w.Header().Set("Refresh", retryAfter) // a person's browser tries again by itself
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		writeJSON(w, status, problem{Title: http.StatusText(status), Status: status, Detail: sentence})
		return
	}
	s.render(w, r, l, status, page{view: "failure", title: sentence, body: failurePage{status, sentence}})
}
