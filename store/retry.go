package store

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"syscall"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// patience is how long a statement waits for a ClickHouse that is being started again: the
// embedded engine is back within a second, a server within its restart.
const patience = 15 * time.Second

// Again runs an operation that may safely be run twice as a whole, until its connection to
// ClickHouse holds: a job of several statements of which not each may be repeated by itself.
func (db *DB) Again(ctx context.Context, operation func() error) error {
	return db.again(ctx, operation)
}

// again runs an operation that may safely be run twice, until ClickHouse answers.
func (db *DB) again(ctx context.Context, operation func() error) error {
	return db.persist(ctx, broken, operation)
}

// unreached runs an operation that must not be run twice: it is tried again only where no
// connection came about. (An engine.Transport says so in the same words.)
func (db *DB) unreached(ctx context.Context, operation func() error) error {
	return db.persist(ctx, func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }, operation)
}

// persist waits only for a ClickHouse that has answered before: at the first contact a wrong
// address is more likely than a restart, and a person waits for the message.
func (db *DB) persist(ctx context.Context, worth func(error) bool, operation func() error) error {
	var deadline time.Time // from the first failure on: a statement may have run for long before
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := operation()
		if err == nil {
			db.answered.Store(true)
			return nil
		}
		if deadline.IsZero() {
			deadline = time.Now().Add(patience)
		}
		if !worth(err) || !db.answered.Load() || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(pause):
		}
	}
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
