package dashboards

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// renewMost bounds the answers that wait to be made anew.
const renewMost = 256

// renewals are answers that are made anew behind an older one: one at a time, each once, with a rest after each that
// is as long as it took, so that readers and a crawl keep their processors.
type renewals struct {
	asking singleflight.Group // by address

	mu      sync.Mutex
	waiting []renewal // the longest first
	due     map[string]bool
	working bool
}

// renewal is what makes an answer.
type renewal struct {
	key    string
	header http.Header // that every answer has
	r      *http.Request
	handle http.HandlerFunc
}

// later has an answer made anew when its turn comes.
func (s *server) later(n renewal) {
	q := &s.renewals
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.due[n.key]:
		return
	case len(q.waiting) >= renewMost:
		s.metrics.renewals.WithLabelValues("refused").Inc()
		return
	case q.due == nil:
		q.due = map[string]bool{}
	}
	q.due[n.key] = true
	q.waiting = append(q.waiting, n)
	if !q.working {
		q.working = true
		go s.renewWaiting()
	}
}

// renewWaiting makes one answer after the other until none waits.
func (s *server) renewWaiting() {
	for {
		n, ok := s.renewals.next()
		if !ok {
			return
		}
		begun := time.Now()
		v, err := s.currentVersion(context.WithoutCancel(n.r.Context()))
		if had, kept := s.kept.get(n.key, memoAge); err != nil || kept && had.newest(v, begun) {
			continue // somebody has waited for it
		}
		_, _, _ = s.renewals.asking.Do(n.key, func() (any, error) { return s.renew(n), nil })
		time.Sleep(time.Since(begun))
	}
}

// next takes the one that has waited longest; where there is none the work ends.
func (q *renewals) next() (n renewal, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.waiting) == 0 {
		q.working = false
		return n, false
	}
	n, q.waiting = q.waiting[0], q.waiting[1:]
	delete(q.due, n.key)
	return n, true
}
