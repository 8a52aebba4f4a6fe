package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// silence is the time in which ClickHouse does not answer, as this process knows of it.
type silence struct {
	mu    sync.Mutex
	since time.Time // zero: it answers
	told  bool
}

// state is what a statement tells of ClickHouse.
type state int

const (
	unknown state = iota // nobody waited for it
	answers
	silent
)

func stateOf(ctx context.Context, err error) state {
	var exception *clickhouse.Exception
	var refused *Refusal
	switch {
	case err == nil:
		return answers
	case away(ctx, err):
		return silent
	case errors.As(err, &exception), errors.As(err, &refused):
		return answers
	}
	return unknown
}

// heard takes in what a statement tells of ClickHouse, and returns since when it is silent.
func (s *silence) heard(db *DB, now state) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := db.now()
	switch {
	case now == silent && s.since.IsZero():
		s.since = at
	case now == silent && !s.told && at.Sub(s.since) >= patience:
		s.told = true
		db.log().Error("ClickHouse does not answer: pages say so, and crawls and readings wait for it and go on by themselves", "since", s.since.UTC().Format(time.RFC3339))
	case now == answers && s.told:
		db.log().Info("ClickHouse answers again", "after", at.Sub(s.since).Round(time.Second))
	}
	if now == answers {
		s.since, s.told = time.Time{}, false
	}
	return s.since
}

// from takes in that ClickHouse has answered nothing since a moment.
func (s *silence) from(db *DB, begun time.Time) {
	s.mu.Lock()
	if s.since.IsZero() {
		s.since = begun
	}
	s.mu.Unlock()
	s.heard(db, silent)
}

func (db *DB) log() *slog.Logger {
	return cmp.Or(db.config.Log, slog.New(slog.DiscardHandler))
}

// Silent is how long ClickHouse has not answered, or said that it can't; 0 while it does.
func (db *DB) Silent() time.Duration {
	db.silence.mu.Lock()
	defer db.silence.mu.Unlock()
	if db.silence.since.IsZero() {
		return 0
	}
	return max(db.now().Sub(db.silence.since), 0)
}

// SilentError says that ClickHouse does not answer, and since when.
type SilentError struct {
	For time.Duration
	err error
}

func (e *SilentError) Error() string {
	return fmt.Sprintf("%v (for %s)", e.err, e.For.Round(time.Second))
}

// Unwrap is what it answered last, or why it did not.
func (e *SilentError) Unwrap() error { return e.err }

// State is for everybody: what is the matter, and that nobody has to do anything here.
func (e *SilentError) State() string {
	if e.For < time.Second {
		return "the database does not answer; what runs waits for it and goes on by itself"
	}
	return fmt.Sprintf("the database has not answered for %s; what runs waits for it and goes on by itself", e.For.Round(time.Second))
}
