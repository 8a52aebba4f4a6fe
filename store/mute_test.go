package store

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// hanging is a database of which each question hangs until it is ended, or answers after a time.
func hanging(alive func(ctx context.Context) error) *DB {
	db := &DB{alive: alive}
	db.answered.Store(true)
	return db
}

func answeredAfter(d time.Duration) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(d):
			return nil
		}
	}
}

// A person does not wait for a ClickHouse that is paused: he is told after fifteen seconds, and the next one
// at once. It is known to be silent from the first question on, and no longer once it answers.
func TestPausedClickHouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		resumed := time.Now().Add(2 * time.Minute)
		paused := func(ctx context.Context) error { return answeredAfter(time.Until(resumed))(ctx) }
		db := hanging(paused)
		ask := func(ctx context.Context) (time.Duration, error) {
			begun := time.Now()
			err := db.again(ctx, func() error { return db.attended(ctx, paused) })
			return time.Since(begun), err
		}
		job := make(chan error, 1)
		go func() {
			_, err := ask(Patiently(context.Background()))
			job <- err
		}()
		for _, most := range []time.Duration{patience + time.Second, 3 * time.Second, 3 * time.Second} {
			if took, err := ask(t.Context()); took > most || !errors.Is(err, errMute) {
				t.Errorf("a page waits %s: %v", took, err)
			}
		}
		if got := db.Silent(); got < patience || got > 30*time.Second {
			t.Errorf("it is silent for %s", got)
		}
		if err := <-job; err != nil || time.Now().Before(resumed) {
			t.Errorf("the job: %v", err)
		}
		if got := db.Silent(); got != 0 {
			t.Errorf("it answers, and is silent for %s", got)
		}
	})
}

// A costly question is waited for as long as ClickHouse answers simple ones.
func TestCostlyQuestionIsNoSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := 0
		db := hanging(func(ctx context.Context) error {
			if slow++; slow == 3 { // it has much to do
				return answeredAfter(9 * time.Second)(ctx)
			}
			return answeredAfter(time.Second)(ctx)
		})
		if err := db.again(t.Context(), func() error { return db.attended(t.Context(), answeredAfter(5*time.Minute)) }); err != nil {
			t.Error(err)
		}
		if db.Silent() != 0 || slow < 20 {
			t.Errorf("silent for %s after %d proofs", db.Silent(), slow)
		}
	})
}

// The engine itself is paused: what a page asks ends, and says why in words for everybody.
func TestProofIsAskedOfTheEngine(t *testing.T) {
	db := empty(t)
	must(t, db.alive(t.Context()))
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := db.alive(ended); err == nil {
		t.Error("nobody waited, and it was answered")
	}
	if err := db.explain(errMute); !strings.HasSuffix(err.Error(), "it takes questions and answers none)") {
		t.Error(err)
	}
}
