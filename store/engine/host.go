package engine

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"gongkai/store/engine/statement"
)

// host is the engine within the child process: the library, a connection that
// keeps it open, and what it needs to know of its settings.
type host struct {
	spec     spec
	lib      *library
	idle     idle
	classes  classes
	keeper   *connection // closing the last connection would stop the engine
	settings map[string]bool
	// unreviewed are functions of this engine that nobody has looked at yet: not for readers.
	unreviewed map[string]bool
	version    string
	compress   string        // the engine's default of enable_http_compression
	turns      chan struct{} // one for each read-only query that runs
	handlers   sync.WaitGroup
}

func openHost(s spec) (*host, error) {
	lib, err := loadLibrary(s.Library)
	if err != nil {
		return nil, err
	}
	h := &host{spec: s, lib: lib, turns: make(chan struct{}, s.Limits.Queries)}
	l := layout{s.Dir}
	// Only the first connection reads the settings files.
	if h.keeper, err = lib.open([]string{pathArgument, "--config-file=" + filepath.Join(l.settings(), "config.xml")}); err != nil {
		return nil, fmt.Errorf("opening the data in %s: %w", l.data(), err)
	}
	if _, err := h.keeper.text("CREATE DATABASE IF NOT EXISTS " + Database); err != nil {
		return nil, fmt.Errorf("creating the database: %w", err)
	}
	return h, h.learn()
}

// learn asks the engine for its version and its settings: the library ignores
// unknown settings silently, where ClickHouse would refuse them.
func (h *host) learn() error {
	version, err := h.keeper.text("SELECT version()")
	if err != nil {
		return err
	}
	names, err := h.keeper.text("SELECT name FROM system.settings")
	if err != nil {
		return err
	}
	if h.compress, err = h.keeper.text("SELECT value FROM system.settings WHERE name = 'enable_http_compression'"); err != nil {
		return err
	}
	functions, err := h.keeper.text("SELECT name FROM system.functions")
	if err != nil {
		return err
	}
	h.version, h.unreviewed = version, statement.Unreviewed(strings.Fields(functions))
	h.settings = map[string]bool{}
	for name := range strings.Lines(names) {
		h.settings[strings.TrimSpace(name)] = true
	}
	return nil
}

// server answers at one door.
func (h *host) server(d door) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/ping", ok)
	mux.HandleFunc("/replicas_status", ok)
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.URL.RawQuery == "" {
			ok(w, r)
			return
		}
		h.answer(d, w, r)
	})
	if d.secret != "" {
		mux.HandleFunc(helloPath, func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write(prove(d.secret, r.URL.Query().Get("nonce")))
		})
	}
	return &http.Server{
		Handler:           d.guardHost(mux),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    4 << 20, // parameters come in the address
	}
}

func ok(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=UTF-8")
	_, _ = w.Write([]byte("Ok.\n"))
}

// stop ends in order: no new requests, those that run get a moment and are then
// killed, and the engine is shut down only when no connection is left.
func (h *host) stop(servers []*http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	for _, server := range servers {
		if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
			server.Close() // cancels the requests, which kills their statements
		}
	}
	h.handlers.Wait()
	h.idle.close()
	h.keeper.close()
	h.lib.shutdown()
}

// door is one of the two ways in.
type door struct {
	secret string // of the program's own door; empty at the open one
	local  bool   // listens on loopback only
}

func (h *host) programDoor() door { return door{secret: h.spec.Secret, local: true} }

// publicDoor lets anybody in, as reader.
func (h *host) publicDoor(address net.Addr) door {
	tcp, isTCP := address.(*net.TCPAddr)
	return door{local: isTCP && tcp.IP.IsLoopback()}
}

// guardHost refuses requests that a web page could make a browser send: one that
// points its own name at the loopback address (DNS rebinding) would otherwise read
// what is meant for this machine only.
func (d door) guardHost(next http.Handler) http.Handler {
	if !d.local {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.Host
		if host, _, err := net.SplitHostPort(name); err == nil {
			name = host
		}
		ip := net.ParseIP(strings.Trim(name, "[]"))
		if name != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(w, "this address is for this machine only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
