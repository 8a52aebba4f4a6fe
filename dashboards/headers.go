package dashboards

import (
	"cmp"
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// pagePolicy lets a page load its own style, script and pictures, frame our own evidence, and
// nothing else: no inline script, no inline style, nobody else's frame around it.
const pagePolicy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// evidencePolicy takes every power from an archived page: sandbox without any allowance runs
// no script, submits no form and gives it an origin of its own; nothing is loaded.
const evidencePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"

// harden sets the headers that every answer has; a handler may narrow them.
func (s *server) harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		posts := s.methodsOf(r.URL.Path)
		allowed := cmp.Or(posts, "GET, HEAD")
		if r.Method != http.MethodGet && r.Method != http.MethodHead && (r.Method != http.MethodPost || posts == "") {
			h.Set("Allow", allowed)
			if strings.HasPrefix(r.URL.Path, "/api/") {
				key := "error.method"
				if posts != "" {
					key = "error.method_post"
				}
				s.fail(w, r, fault{http.StatusMethodNotAllowed, key, nil})
				return
			}
			http.Error(w, "only "+allowed+" are answered here", http.StatusMethodNotAllowed)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// survive turns a panic of a handler into an error page instead of a cut connection.
func (s *server) survive(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			v := recover()
			if v == nil {
				return
			}
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.Log.ErrorContext(r.Context(), "a handler panicked", "path", r.URL.Path, "panic", v, "stack", string(debug.Stack()))
			s.fail(w, r, fmt.Errorf("panic: %v", v))
		}()
		next.ServeHTTP(w, r)
	})
}

// retryAfter is in seconds: a restarted engine is back within one.
const retryAfter = "2"

// readyPatience bounds the question whether the database answers, asked once a measure failed.
const readyPatience = 2 * time.Second
