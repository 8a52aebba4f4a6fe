package store

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"syscall"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// patience is how long a statement waits for a ClickHouse that is being started again: the
// embedded engine is back within a second, a server within its restart. Where nothing was
// answered for so long nobody else waits: a page says at once that it is so.
const patience = 15 * time.Second

// outage is how long a job waits, for which no person does: a server that is moved, upgraded or
// repaired.
const outage = time.Hour

type patiently struct{}

// Patiently makes a context for jobs: their statements wait for a ClickHouse that does not answer, or
// says that it can't now, for an hour, and go on then.
func Patiently(ctx context.Context) context.Context {
	return context.WithValue(ctx, patiently{}, true)
}

func patientFor(ctx context.Context) time.Duration {
	if ctx.Value(patiently{}) != nil {
		return outage
	}
	return patience
}

// Again runs an operation that may safely be run twice as a whole, until its connection to
// ClickHouse holds: a job of several statements of which not each may be repeated by itself.
func (db *DB) Again(ctx context.Context, operation func() error) error {
	return db.again(ctx, operation)
}

// again runs an operation that may safely be run twice, until ClickHouse answers.
func (db *DB) again(ctx context.Context, operation func() error) error {
	return db.persist(ctx, func(err error) bool { return away(ctx, err) }, operation)
}

// unreached runs an operation that must not be run twice: it is tried again only where no
// connection came about, or ClickHouse had too much to do to begin. (An engine.Transport says so in the same words.)
func (db *DB) unreached(ctx context.Context, operation func() error) error {
	return db.persist(ctx, func(err error) bool {
		var exception *clickhouse.Exception
		return errors.Is(err, syscall.ECONNREFUSED) || errors.As(err, &exception) && exception.Code == codeTooManyQueries
	}, operation)
}

// persist waits only for a ClickHouse that has answered before: at the first contact a wrong
// address is more likely than a restart, and a person waits for the message.
func (db *DB) persist(ctx context.Context, worth func(error) bool, operation func() error) error {
	var first time.Time // failure of this operation: it may have run for long before
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := operation()
		if err == nil {
			db.answered.Store(true)
		}
		since := db.silence.heard(db, stateOf(ctx, err))
		if err == nil || !worth(err) || !db.answered.Load() {
			return err
		}
		now := db.now()
		if first.IsZero() {
			first = now
		}
		if since.IsZero() || first.Before(since) {
			since = first
		}
		if now.Sub(since) >= patientFor(ctx) {
			return err
		}
		if stopped := db.sleep(ctx, pause); stopped != nil {
			return errors.Join(stopped, err)
		}
	}
}

// away reports whether an error is of a ClickHouse that does not answer now, or can't: it will
// pass, and the statement is not at fault.
func away(ctx context.Context, err error) bool {
	var request *url.Error
	return broken(err) || busy(err) ||
		ctx.Value(patiently{}) != nil && errors.As(err, &request) && request.Timeout() && ctx.Err() == nil
}

// broken reports whether the connection failed, not the statement.
func broken(err error) bool {
	var answered *clickhouse.Exception
	var network *net.OpError
	var request *url.Error
	switch {
	case errors.As(err, &answered), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return false
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return true
	case errors.As(err, &network):
		return true
	}
	// What net/http has no other name for, as a connection that was closed just as it was used.
	return errors.As(err, &request) && !request.Timeout()
}

// busyCodes are ClickHouse's exceptions that say that it can't do it now: too many queries (202),
// no free connection (203), a replica or Keeper that does not answer (209, 210, 225, 999), shutting
// down (236), read-only since Keeper is gone (242), too many parts to be merged (252), no answer of a
// shard (279), too few replicas (285), not known whether a replica has it (319), a view or table that another
// program is just replacing or altering (517).
var busyCodes = []int32{202, 203, 209, 210, 225, 236, 242, 252, 279, 285, 319, 517, 999}

// busy reports whether ClickHouse, or what stands before it, says that it can't now.
func busy(err error) bool {
	var exception *clickhouse.Exception
	var status *clickhouse.HTTPError
	var refused *Refusal
	switch {
	case errors.As(err, &exception):
		return slices.Contains(busyCodes, exception.Code)
	case errors.As(err, &status):
		return busyStatus(status.StatusCode)
	case errors.As(err, &refused) && refused.code != 0:
		return slices.Contains(busyCodes, refused.code)
	}
	return refused != nil && busyStatus(refused.status)
}

func busyStatus(code int) bool {
	switch code {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
