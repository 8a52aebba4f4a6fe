package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
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

	abi func() int // tests: another kernel
}

// ErrUnconfined says that ReaderListen was refused because the kernel lacks
// Landlock's network rules; Config.AllowUnconfined overrides it.
var ErrUnconfined = errors.New("this kernel cannot keep the engine off the network")

// Engine is a running ClickHouse: one that this process started and supervises,
// or one of another process on the same data folder.
type Engine struct {
	card     card
	files    layout
	confined Confinement
	reader   net.Addr
	restarts atomic.Int64
	child    atomic.Int64
	owner    *supervisor // nil when another process owns the engine
}

// URL is the HTTP address on loopback, without user and password.
func (e *Engine) URL() string { return "http://" + e.card.Address }

// DSN is the address for clickhouse-go, as the program's own user.
func (e *Engine) DSN() string {
	u := url.URL{Scheme: "http", Host: e.card.Address, User: url.UserPassword(UserAdmin, e.card.Secret), Path: "/" + Database}
	return u.String()
}

// Secret is the password of UserAdmin and UserReader, new at every start.
func (e *Engine) Secret() string { return e.card.Secret }

// PID is the process that hosts ClickHouse; it changes when that is restarted.
func (e *Engine) PID() int {
	if e.owner == nil {
		return e.card.ChildPID
	}
	return int(e.child.Load())
}

// Owner says whether this process supervises the engine; false means that it
// belongs to another command on the same folder.
func (e *Engine) Owner() bool { return e.owner != nil }

// Confinement is what the kernel holds the engine to.
func (e *Engine) Confinement() Confinement { return e.confined }

// Restarts counts how often the engine had to be started again.
func (e *Engine) Restarts() int64 { return e.restarts.Load() }

// ReaderAddr is where Config.ReaderListen listens, nil when it doesn't.
func (e *Engine) ReaderAddr() net.Addr { return e.reader }

// Backups is the only folder outside its own data that BACKUP and RESTORE may name,
// as File('…'), by this absolute path.
func (e *Engine) Backups() string { return e.files.backups() }

// Close stops the engine when this process owns it: statements that run are given
// a moment, then the data is closed in order. An engine of another process stays.
func (e *Engine) Close() error {
	if e.owner == nil {
		return nil
	}
	return e.owner.stop()
}

// patience bounds how long Start waits for a folder whose owner is starting or
// has just been killed.
const patience = 20 * time.Second

// Start gives the engine of the data folder: it starts one and supervises it, or,
// when another process already has one running there, attaches to that. Any
// number of processes may call it on one folder at the same instant. ctx bounds
// the start, not the life.
func Start(ctx context.Context, config Config) (*Engine, error) {
	dir, err := filepath.Abs(config.Dir)
	if err != nil {
		return nil, fmt.Errorf("finding the data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("cannot make the data folder: %w", err)
	}
	config.Dir = dir
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	held, attached, err := holdOrAttach(ctx, layout{dir})
	if err != nil {
		return nil, err
	}
	if attached != nil {
		if config.ReaderListen != "" {
			return nil, fmt.Errorf("cannot listen on %s for ClickHouse clients: the engine of %s belongs to process %d, which is already running", config.ReaderListen, dir, attached.card.PID)
		}
		return attached, nil
	}
	e, err := own(ctx, config, held)
	if err != nil {
		held.release()
		return nil, err
	}
	return e, nil
}

// own starts the engine; this process holds the folder.
func own(ctx context.Context, config Config, held *hold) (*Engine, error) {
	s, err := newSpec(&config)
	if err != nil {
		return nil, err
	}
	e := &Engine{files: layout{config.Dir}, confined: confinementOf(s.ABI)}
	if !e.confined.Network {
		if config.ReaderListen != "" && !config.AllowUnconfined {
			return nil, fmt.Errorf("refusing to open %s to other ClickHouse clients: %w (%s); allow it expressly if only trusted people reach that address", config.ReaderListen, ErrUnconfined, e.confined)
		}
		config.Log.Warn("the embedded ClickHouse is not fully confined", "confinement", e.confined.String())
	}
	if err := (layout{config.Dir}).writeSettings(s.Limits, s.Databases); err != nil {
		return nil, err
	}
	doors, err := openDoors(config.ReaderListen)
	if err != nil {
		return nil, err
	}
	s.Reader = len(doors) > 1
	if s.Reader {
		e.reader = doors[1].Addr()
	}
	e.card = card{Address: doors[0].Addr().String(), Secret: s.Secret, PID: os.Getpid(), StartedAt: time.Now().UTC().Truncate(time.Millisecond), ABI: s.ABI}
	e.owner = &supervisor{engine: e, spec: s, doors: doors, hold: held, log: config.Log, quit: make(chan struct{}), gone: make(chan struct{})}
	if err := e.owner.start(ctx); err != nil {
		return nil, err
	}
	return e, nil
}

func newSpec(config *Config) (spec, error) {
	library, err := FindLibrary(config.Library)
	if err != nil {
		return spec{}, err
	}
	abi := landlockABI()
	if config.abi != nil {
		abi = config.abi()
	}
	limits := config.Limits.withDefaults()
	limits.Server = orDefault(limits.Server, machineMemory()/10*6)
	databases := config.ReaderDatabases
	if len(databases) == 0 {
		databases = []string{Database}
	}
	return spec{Dir: config.Dir, Library: library, Secret: rand.Text(), Limits: limits, Databases: databases, ABI: abi}, nil
}

// openDoors listens in the parent, so that the ports outlive the child: while it
// is restarted, connections wait in the backlog.
func openDoors(reader string) ([]*net.TCPListener, error) {
	program, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening on loopback: %w", err)
	}
	doors := []*net.TCPListener{program.(*net.TCPListener)}
	if reader == "" {
		return doors, nil
	}
	public, err := net.Listen("tcp", reader)
	if err != nil {
		program.Close()
		return nil, fmt.Errorf("cannot listen on %s for ClickHouse clients (choose another address): %w", reader, err)
	}
	return append(doors, public.(*net.TCPListener)), nil
}
