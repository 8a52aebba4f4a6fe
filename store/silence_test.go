package store

import (
	"context"
	"errors"
	"net"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// A job waits for a ClickHouse that is away for ten minutes, and not for one that is away for more than
// an hour. A page waits for a restart, and once it is known that it lasts for nothing.
func TestSilence(t *testing.T) {
	for _, c := range []struct {
		away time.Duration
		want bool // the job is done
	}{{10 * time.Minute, true}, {2 * outage, false}} {
		synctest.Test(t, func(t *testing.T) {
			db := &DB{}
			db.answered.Store(true)
			back := time.Now().Add(c.away)
			statement := func() error {
				if time.Now().Before(back) {
					return &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
				}
				return nil
			}
			done := make(chan error, 1)
			go func() { done <- db.again(Patiently(context.Background()), statement) }()
			for _, want := range []time.Duration{patience + time.Second, 0, 0} { // the first page waits
				synctest.Wait()
				begun := time.Now()
				if err := db.again(context.Background(), statement); err == nil || time.Since(begun) > want {
					t.Errorf("a page waits %s for an answer: %v", time.Since(begun), err)
				}
			}
			if got := db.Silent(); got < patience || got > time.Minute {
				t.Errorf("it is silent for %s", got)
			}
			if err := <-done; (err == nil) != c.want {
				t.Errorf("the job: %v", err)
			}
			if got := db.Silent(); (got == 0) != c.want {
				t.Errorf("then it is silent for %s", got)
			}
		})
	}
}

// A statement that ClickHouse refuses is an answer; one that its caller gave up tells nothing.
func TestWhatIsAnAnswer(t *testing.T) {
	db := &DB{}
	db.answered.Store(true)
	for _, c := range []struct {
		err    error
		silent bool
	}{
		{&clickhouse.HTTPError{StatusCode: 503, Err: errors.New("no upstream")}, true},
		{context.Canceled, true},
		{&clickhouse.Exception{Code: 62}, false},
		{context.Canceled, false},
	} {
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		_ = db.again(ended, func() error { return c.err })
		if silent := !db.silence.since.IsZero(); silent != c.silent {
			t.Errorf("after %v: silent %v", c.err, silent)
		}
	}
}
