package login

import (
	"sync"
	"time"

	pace "golang.org/x/time/rate"
)

const (
	triesAtOnce = 6                // of a client, and of an account
	triesMost   = 20_000           // clients and accounts that are remembered
	TriesPace   = 20 * time.Second // then one in this time
)

// tries bounds how often passwords are guessed: by one client, and of one account by all. Who did not try
// for as long as it takes to have all tries back is forgotten.
type tries struct {
	mu       sync.Mutex
	now, old map[string]*pace.Limiter
	turn     time.Time
}

// may takes a try of each key, and reports whether all had one left. What the first one refuses costs the others none.
func (t *tries) may(at time.Time, keys ...string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if at.Sub(t.turn) > triesAtOnce*TriesPace || len(t.now) >= triesMost {
		t.old, t.now, t.turn = t.now, map[string]*pace.Limiter{}, at
	}
	for _, key := range keys {
		if t.now[key] == nil {
			if t.now[key] = t.old[key]; t.now[key] == nil {
				t.now[key] = pace.NewLimiter(pace.Every(TriesPace), triesAtOnce)
			}
		}
		if !t.now[key].AllowN(at, 1) {
			return false
		}
	}
	return true
}

// forget gives all tries back to who has come in.
func (t *tries) forget(keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, key := range keys {
		delete(t.now, key)
		delete(t.old, key)
	}
}
