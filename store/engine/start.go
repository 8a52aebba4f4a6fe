package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"
)

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
	e := newEngine(config)
	now, err := e.find(ctx)
	if err != nil {
		return nil, err
	}
	if now.owner == nil && config.ReaderListen != "" {
		return nil, fmt.Errorf("cannot listen on %s for ClickHouse clients: the engine of %s belongs to process %d, which is already running", config.ReaderListen, dir, now.card.PID)
	}
	e.now.Store(now)
	return e, nil
}

// Attach gives the engine that another process runs on the data folder, without
// ever starting one, also later. It fails with ErrNotRunning when there is none, and
// with a line that names the holder when the folder is held but nothing answers.
func Attach(ctx context.Context, dir string) (*Engine, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the data folder: %w", err)
	}
	e := newEngine(Config{Dir: dir})
	e.guest = true
	if _, err := os.Stat(e.files().lock()); errors.Is(err, os.ErrNotExist) {
		return nil, ErrNotRunning
	}
	now, err := e.find(ctx)
	if err != nil {
		return nil, err
	}
	e.now.Store(now)
	return e, nil
}

// find gives the engine that runs on the folder, or the one that it starts there.
func (e *Engine) find(ctx context.Context) (*tenure, error) {
	held, found, err := holdOrAttach(ctx, e.files())
	if err != nil {
		return nil, err
	}
	if held == nil {
		return newTenure(found), nil
	}
	if e.guest {
		held.release()
		return nil, ErrNotRunning
	}
	now, err := own(ctx, e.config, held)
	if err != nil {
		held.release()
		return nil, err
	}
	return now, nil
}

// own starts the engine; this process holds the folder.
func own(ctx context.Context, config Config, held *hold) (*tenure, error) {
	s, err := newSpec(&config)
	if err != nil {
		return nil, err
	}
	if confined := confinementOf(s.ABI); !confined.Network {
		if config.ReaderListen != "" && !config.AllowUnconfined {
			return nil, fmt.Errorf("refusing to open %s to other ClickHouse clients: %w (%s); allow it expressly if only trusted people reach that address", config.ReaderListen, ErrUnconfined, confined)
		}
		config.Log.Warn("the embedded ClickHouse is not fully confined", "confinement", confined.String())
	}
	if err := (layout{config.Dir}).writeSettings(s.Limits, s.Databases, config.Elements); err != nil {
		return nil, err
	}
	doors, err := openDoors(config.ReaderListen)
	if err != nil {
		return nil, err
	}
	s.Reader = len(doors) > 1
	now := newTenure(card{Address: doors[0].Addr().String(), Secret: s.Secret, PID: os.Getpid(), StartedAt: time.Now().UTC().Truncate(time.Millisecond), ABI: s.ABI})
	if s.Reader {
		now.reader = doors[1].Addr()
	}
	now.owner = &supervisor{card: now.card, spec: s, doors: doors, hold: held, log: config.Log, quit: make(chan struct{}), gone: make(chan struct{})}
	if err := now.owner.start(ctx); err != nil {
		return nil, err
	}
	return now, nil
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
