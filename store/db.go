package store

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"golang.org/x/sync/singleflight"
)

// DB is an open database. It may be used by several goroutines at once.
type DB struct {
	conn   clickhouse.Conn
	config Config
	target *url.URL
	client *http.Client

	answered atomic.Bool // ClickHouse has answered at least once

	silence silence      // since when it does not
	asking  atomic.Int64 // questions that are being answered

	pending *pending // kept, not yet written
	metrics *metrics
	leases  leases   // sites that this process crawls
	columns sync.Map // types of the columns of each target of insert
	had     had
	opening opening // what every site asks before its first request
	decided joint[nothing, string]
	proofs  singleflight.Group
	alive   func(ctx context.Context) error // asks the simplest question

	distant       bool        // see Config.distant
	loading       atomic.Bool // see beginLoading
	rooms         chan *room  // see leaveRoom
	sliceCaptures int         // how many captures of changed sites Refresh looks at together
	veryMany      int         // see the constant
}

// Open connects and makes sure that the database exists. Its errors are one line and say
// what to do: wrong address, wrong password, no such right.
func Open(ctx context.Context, c Config) (*DB, error) {
	target, err := c.complete()
	if err != nil {
		return nil, err
	}
	db := &DB{config: c, target: target, client: &http.Client{Transport: c.Transport}, sliceCaptures: capturesAtOnce, veryMany: veryMany, rooms: make(chan *room, writesAtOnce)}
	if db.metrics, err = newMetrics(c.Metrics, func() float64 { return db.Silent().Seconds() }); err != nil {
		return nil, err
	}
	db.distant = c.distant(target)
	db.pending = newPending(db.flushBatch)
	db.opening = db.newOpening()
	db.decided.ask = db.takedownsState
	db.alive = db.selectOne
	db.leases.self = thisProcess()
	db.answered.Store(c.Transport != nil) // an embedded engine has proved itself when it was found
	if err := db.createDatabase(ctx); err != nil {
		return nil, err
	}
	if db.conn, err = c.dial(target, c.Database); err != nil {
		return nil, err
	}
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(err, db.conn.Close())
	}
	if err := db.join(ctx); err != nil {
		return nil, errors.Join(err, db.conn.Close())
	}
	return db, nil
}

// Close writes what Keep still holds, then closes the connections.
func (db *DB) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	err := db.pending.close(ctx)
	db.client.CloseIdleConnections()
	return errors.Join(err, db.conn.Close())
}

// Ping asks whether ClickHouse answers and takes the password. It does not wait for one that
// is being started again: who pings wants to know how things are.
func (db *DB) Ping(ctx context.Context) error {
	err := db.conn.Exec(ctx, "SELECT 1")
	if broken(err) { // perhaps only a connection that was kept open too long
		err = db.conn.Exec(ctx, "SELECT 1")
	}
	if err == nil {
		db.answered.Store(true)
	}
	heard := stateOf(ctx, err)
	if errors.Is(err, context.DeadlineExceeded) {
		heard = silent // whoever asked gave it time
	}
	db.silence.heard(db, heard)
	return db.explain(err)
}

// Select appends the rows of a query to dst, a pointer to a slice of structs whose fields
// carry the columns' names in ch tags. Parameters are the server's own, written {name:Type}
// in the query; see literal for the Go types that they may have.
func (db *DB) Select(ctx context.Context, dst any, query string, params map[string]any) error {
	return db.selectInto(ctx, dst, query, params, false)
}

// SelectWhole is Select for a short answer: the embedded engine holds it as a whole, which costs less than to send it as it comes.
func (db *DB) SelectWhole(ctx context.Context, dst any, query string, params map[string]any) error {
	return db.selectInto(ctx, dst, query, params, true)
}

func (db *DB) selectInto(ctx context.Context, dst any, query string, params map[string]any, whole bool) error {
	bound, err := bind(ctx, params)
	if err != nil {
		return err
	}
	bound, answered := db.share(bound, whole)
	defer answered()
	target := reflect.ValueOf(dst)
	if target.Kind() != reflect.Pointer || target.Elem().Kind() != reflect.Slice {
		return fmt.Errorf("selecting into a %T: want a pointer to a slice of structs", dst)
	}
	// Each try fills a slice of its own: an answer that broke off must not be counted twice.
	rows := reflect.New(target.Elem().Type())
	err = db.again(ctx, func() error {
		return db.attended(bound, func(ctx context.Context) error { return db.conn.Select(ctx, rows.Interface(), query) })
	})
	if err != nil {
		return db.explain(err)
	}
	target.Elem().Set(reflect.AppendSlice(target.Elem(), rows.Elem()))
	return nil
}

// Exec runs a statement that returns no rows. It is tried again only where it certainly did
// not reach ClickHouse.
func (db *DB) Exec(ctx context.Context, query string, params map[string]any) error {
	bound, err := bind(ctx, params)
	if err != nil {
		return err
	}
	return db.explain(db.unreached(ctx, func() error { return db.conn.Exec(bound, query) }))
}

// quoteName quotes an identifier.
func quoteName(name string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(name) + "`"
}
