package engine

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
)

// Database is created at the first start and is the default of every connection.
const Database = "gongkai"

// The two users of the loopback address; both have Engine.Secret as password.
const (
	UserAdmin  = "gongkai" // may do everything
	UserReader = "reader"  // may read, within Limits
)

// Config says how to start an engine.
type Config struct {
	Dir             string   // data folder; the engine keeps everything in Dir/clickhouse
	Library         string   // libchdb.so; empty: GONGKAI_CHDB_LIBRARY, else the npm package
	ReaderListen    string   // address of the open, read-only door for any ClickHouse client; empty: none
	AllowUnconfined bool     // open ReaderListen even where the kernel cannot keep the engine off the network
	ReaderDatabases []string // databases that readers may see (a trailing * is a prefix); default: Database
	Limits          Limits   // of every read-only query
	Log             *slog.Logger
	Elements        string // XML that is put into the engine's settings as it is: tests give it a cluster of one

	abi func() int // tests: another kernel
}

// ErrUnconfined says that ReaderListen was refused because the kernel lacks
// Landlock's network rules; Config.AllowUnconfined overrides it.
var ErrUnconfined = errors.New("this kernel cannot keep the engine off the network")

// Engine is a running ClickHouse: one that this process started and supervises,
// or one of another process on the same data folder. When that process ends,
// Transport finds the next one or becomes it; what the methods say is of now.
type Engine struct {
	config Config // of the engine that this process starts; Dir is absolute
	guest  bool   // never starts one: see Attach
	now    atomic.Pointer[tenure]

	life context.Context // until Close
	end  context.CancelFunc

	mutex   sync.Mutex
	renewal *renewal // the one under way, nil where none is
}

// tenure is the time of one owner: from when this process found or started an
// engine until that is gone.
type tenure struct {
	card     card
	confined Confinement
	reader   net.Addr        // of Config.ReaderListen
	owner    *supervisor     // nil when another process owns the engine
	web      *http.Transport // connections to this engine and no other
}

// newTenure is of an engine that answers already.
func newTenure(c card) *tenure {
	return &tenure{card: c, confined: confinementOf(c.ABI), web: c.transport()}
}

func newEngine(config Config) *Engine {
	e := &Engine{config: config}
	if config.Log == nil {
		e.config.Log = slog.New(slog.DiscardHandler)
	}
	e.life, e.end = context.WithCancel(context.Background())
	return e
}

// URL is the HTTP address on loopback, without user and password.
func (e *Engine) URL() string { return "http://" + e.now.Load().card.Address }

// DSN is the address for clickhouse-go, as the program's own user.
func (e *Engine) DSN() string {
	c := e.now.Load().card
	u := url.URL{Scheme: "http", Host: c.Address, User: url.UserPassword(UserAdmin, c.Secret), Path: "/" + Database}
	return u.String()
}

// Secret is the password of UserAdmin and UserReader, new at every start.
func (e *Engine) Secret() string { return e.now.Load().card.Secret }

// PID is the process that hosts ClickHouse; it changes when that is restarted.
func (e *Engine) PID() int {
	now := e.now.Load()
	if now.owner == nil {
		return now.card.ChildPID
	}
	return int(now.owner.child.Load())
}

// Owner says whether this process supervises the engine; false means that it
// belongs to another command on the same folder.
func (e *Engine) Owner() bool { return e.now.Load().owner != nil }

// Confinement is what the kernel holds the engine to.
func (e *Engine) Confinement() Confinement { return e.now.Load().confined }

// Restarts counts how often this process had to start its engine again; it knows
// nothing of an engine that belongs to another.
func (e *Engine) Restarts() int64 {
	now := e.now.Load()
	if now.owner == nil {
		return 0
	}
	return now.owner.restarts.Load()
}

// ReaderAddr is where Config.ReaderListen listens, nil when it doesn't.
func (e *Engine) ReaderAddr() net.Addr { return e.now.Load().reader }

// Backups is the only folder outside its own data that BACKUP and RESTORE may name,
// as File('…'), by this absolute path.
func (e *Engine) Backups() string { return e.files().backups() }

func (e *Engine) files() layout { return layout{e.config.Dir} }

// Close stops the engine when this process owns it: statements that run are given
// a moment, then the data is closed in order, and another process that used the
// engine takes the folder over when it next asks. An engine of another process
// stays. Transport refuses what comes later.
func (e *Engine) Close() error {
	e.mutex.Lock()
	e.end()
	underWay := e.renewal
	e.mutex.Unlock()
	if underWay != nil {
		<-underWay.done // it may still have become the owner
	}
	now := e.now.Load()
	now.web.CloseIdleConnections()
	if now.owner == nil {
		return nil
	}
	return now.owner.stop()
}
