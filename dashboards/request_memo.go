package dashboards

import (
	"context"
	"net/http"
	"reflect"
	"sync"
)

// asked is what one request has asked so far: the parts of a page ask the same again, and so they
// also say the same, whatever is written meanwhile.
type asked struct {
	mu    sync.Mutex
	rows  int
	known map[string]*reply
	needs need
}

// need is what an answer was made from beside what is at rest while a crawl runs.
type need int

const (
	needNothing need = iota
	needFetches      // when reports were fetched
	needSites        // the state of the sites: it has to be that of the last row that was written
	needNow          // what follows the clock as well
)

// needs notes what the answer to a request is made from.
func needs(ctx context.Context, n need) {
	if a, ok := ctx.Value(askedKey{}).(*asked); ok {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.needs = max(a.needs, n)
	}
}

// afresh gives a request a memory of its own.
func afresh(ctx context.Context) (context.Context, *asked) {
	a := &asked{known: map[string]*reply{}}
	return context.WithValue(ctx, askedKey{}, a), a
}

// reply is an answer, or one that is waited for.
type reply struct {
	done chan struct{}
	rows reflect.Value
	err  error
}

type askedKey struct{}

// remembering gives each request a memory of its own.
func remembering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, _ := afresh(r.Context())
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// requestRows are kept for one request, around 10 MB.
const requestRows = 20_000

// once runs ask unless this request has asked the same before. Beyond requestRows, as where a whole
// list is written as CSV, nothing more is kept.
func once(ctx context.Context, question string, ask func() (reflect.Value, error)) (reflect.Value, error) {
	a, ok := ctx.Value(askedKey{}).(*asked)
	if !ok {
		return ask()
	}
	a.mu.Lock()
	if r, ok := a.known[question]; ok {
		a.mu.Unlock()
		<-r.done
		return r.rows, r.err
	}
	if a.rows > requestRows {
		a.mu.Unlock()
		return ask()
	}
	r := &reply{done: make(chan struct{})}
	a.known[question] = r
	a.mu.Unlock()
	defer close(r.done)
	r.rows, r.err = ask()
	a.mu.Lock()
	defer a.mu.Unlock()
	if r.err == nil {
		a.rows += r.rows.Len() + 1
	}
	return r.rows, r.err
}

// ahead asks what a page will ask for, side by side; the page then finds the answers, and the errors,
// where it asks itself. What is asked must not depend on an answer.
func (s *server) ahead(ctx context.Context, asks ...func()) {
	if _, ok := ctx.Value(askedKey{}).(*asked); !ok {
		return // nobody would remember
	}
	for _, ask := range asks {
		go func() {
			defer func() {
				if fault := recover(); fault != nil {
					s.Log.ErrorContext(ctx, "asking ahead failed", "panic", fault)
				}
			}()
			ask()
		}()
	}
}
