package login

import (
	"crypto/rand"
	"crypto/sha256"
	"maps"
	"sync"
	"time"
)

const (
	sessionCookie = "gongkai-session"
	sessionMost   = 12 * time.Hour // since it began
	sessionIdle   = 2 * time.Hour  // since it was last used
	sessionsMost  = 10_000
)

// session is a person who is signed in.
type session struct {
	person      Person
	account     string // of this machine, and the hash that the session began with
	hash        string
	began, used time.Time
}

func (s session) alive(at time.Time) bool {
	return at.Sub(s.began) < sessionMost && at.Sub(s.used) < sessionIdle
}

// sessions are found by the hash of their token: what is in memory signs nobody in.
type sessions struct {
	mu  sync.Mutex
	all map[[sha256.Size]byte]session
}

// begin keeps a session and returns its token, of 128 random bits or more.
func (s *sessions) begin(one session, at time.Time) (token string) {
	token = rand.Text()
	one.began, one.used = at, at
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil || len(s.all) >= sessionsMost { // only persons with an account can make that many
		s.all = map[[sha256.Size]byte]session{}
	}
	maps.DeleteFunc(s.all, func(_ [sha256.Size]byte, old session) bool { return !old.alive(at) })
	s.all[sha256.Sum256([]byte(token))] = one
	return token
}

// find returns the session of a token, and notes that it is used.
func (s *sessions) find(token string, at time.Time) (session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := sha256.Sum256([]byte(token))
	one, ok := s.all[key]
	if !ok || !one.alive(at) {
		delete(s.all, key)
		return session{}, false
	}
	one.used = at
	s.all[key] = one
	return one, true
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.all, sha256.Sum256([]byte(token)))
}
