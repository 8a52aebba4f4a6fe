package engine_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// through sends a statement over an engine's Transport, to an address and with a
// password that are nobody's.
func through(t testing.TB, e *engine.Engine, body io.Reader) (string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1:1/", body)
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth(engine.UserAdmin, "of another engine")
	response, err := (&http.Client{Transport: e.Transport()}).Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%d %s", response.StatusCode, text)
	}
	return strings.TrimSuffix(string(text), "\n"), err
}

func mustThrough(t testing.TB, e *engine.Engine, text, want string) {
	t.Helper()
	if got, err := through(t, e, strings.NewReader(text)); err != nil || got != want {
		t.Errorf("%s: %q, %v; want %q", text, got, err, want)
	}
}

// piped is a body that can be read once only, as clickhouse-go's inserts are.
func piped(text string) io.Reader {
	in, out := io.Pipe()
	go func() {
		_, err := io.WriteString(out, text)
		out.CloseWithError(err)
	}()
	return in
}

// TestTakeOver: when the owner ends, in order or not, the next request of the other
// process finds the folder without an owner and becomes it.
func TestTakeOver(t *testing.T) {
	enginetest.Engine(t)
	for name, end := range map[string]func(t *testing.T, p *parent){
		"in order": func(t *testing.T, p *parent) { p.stdin.Close() },
		"killed":   func(t *testing.T, p *parent) { kill(t, p.command.Process.Pid) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			owner, err := startParent(t, dir)
			if err != nil {
				t.Fatal(err)
			}
			guest := start(t, engine.Config{Dir: dir})
			if guest.Owner() {
				t.Fatal("two owners")
			}
			// Not over Transport: a connection that was kept would break, and rightly so.
			query(t, guest, "CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n")
			query(t, guest, "INSERT INTO t VALUES (1)")
			if guest.Owner() || guest.URL() != owner.url {
				t.Fatal("taken over from an owner that lives")
			}
			end(t, owner)
			_ = owner.command.Wait()
			waitFor(t, "the engine's end", func() bool { return !alive(owner.child) })
			// The first request is one that cannot be read a second time.
			if _, err := through(t, guest, piped("INSERT INTO t VALUES (2), (3)")); err != nil {
				t.Fatal(err)
			}
			mustThrough(t, guest, "SELECT groupArray(n) FROM (SELECT n FROM t ORDER BY n)", "[1,2,3]")
			if !guest.Owner() || guest.PID() == owner.child || guest.URL() == owner.url || guest.Restarts() != 0 {
				t.Errorf("owner %v, process %d, address %s, %d restarts", guest.Owner(), guest.PID(), guest.URL(), guest.Restarts())
			}
			// It supervises now.
			pid := guest.PID()
			kill(t, pid)
			waitFor(t, "the next engine", func() bool { return guest.PID() != pid })
			mustThrough(t, guest, "SELECT count() FROM t", "3")
			if err := guest.Close(); err != nil {
				t.Error(err)
			}
			if _, err := engine.Attach(t.Context(), dir); !errors.Is(err, engine.ErrNotRunning) {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

// TestOneTakesOver: of several that lose their owner at once one becomes it, and the
// others use it; with it ends nothing but its own time.
func TestOneTakesOver(t *testing.T) {
	enginetest.Engine(t)
	dir := t.TempDir()
	first := start(t, engine.Config{Dir: dir})
	query(t, first, "CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n")
	query(t, first, "INSERT INTO t VALUES (1), (2)")
	left := make([]*engine.Engine, 4)
	for i := range left {
		left[i] = start(t, engine.Config{Dir: dir})
	}
	for owner := first; len(left) > 0; {
		if err := owner.Close(); err != nil {
			t.Fatal(err)
		}
		var requests sync.WaitGroup
		for range 3 {
			for _, e := range left {
				requests.Go(func() { mustThrough(t, e, "SELECT count() FROM t", "2") })
				// What is shown meanwhile may be of before or after, but never of both.
				requests.Go(func() { _, _, _ = e.Owner(), e.PID(), e.Restarts() })
			}
		}
		requests.Wait()
		var others []*engine.Engine
		for _, e := range left {
			if e.URL() != left[0].URL() {
				t.Errorf("two engines: %s and %s", e.URL(), left[0].URL())
			}
			if e.Owner() {
				owner = e
			} else {
				others = append(others, e)
			}
		}
		if len(others) != len(left)-1 {
			t.Fatalf("%d of %d became owners", len(left)-len(others), len(left))
		}
		left = others
	}
}

// TestBrokenRequest: a request whose connection breaks while it runs is not sent
// again; the one after it finds the new engine.
func TestBrokenRequest(t *testing.T) {
	enginetest.Engine(t)
	dir := t.TempDir()
	owner, err := startParent(t, dir)
	if err != nil {
		t.Fatal(err)
	}
	guest := start(t, engine.Config{Dir: dir})
	failed := make(chan error, 1)
	go func() {
		_, err := through(t, guest, strings.NewReader("SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number)) -- long"))
		failed <- err
	}()
	waitFor(t, "the statement", func() bool {
		return query(t, guest, "SELECT count() FROM system.processes WHERE query LIKE '%-- long'") == "1"
	})
	kill(t, owner.command.Process.Pid)
	if err := <-failed; err == nil || errors.Is(err, syscall.ECONNREFUSED) {
		t.Errorf("the statement was not told that it broke: %v", err)
	}
	waitFor(t, "the old engine's end", func() bool { return !alive(owner.child) })
	mustThrough(t, guest, "SELECT count() FROM system.processes WHERE query LIKE '%-- long'", "0")
	if !guest.Owner() {
		t.Error("not the owner")
	}
}

// TestGuestNeverStarts: what was attached with Attach finds the next engine but
// does not start one.
func TestGuestNeverStarts(t *testing.T) {
	dir := t.TempDir()
	owner := start(t, engine.Config{Dir: dir})
	guest, err := engine.Attach(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err := through(t, guest, piped("SELECT 1"))
		if !errors.Is(err, syscall.ECONNREFUSED) || !strings.Contains(err.Error(), engine.ErrNotRunning.Error()) || strings.Contains(err.Error(), "\n") {
			t.Errorf("got %v", err)
		}
	}
	next := start(t, engine.Config{Dir: dir})
	mustThrough(t, guest, "SELECT 2", "2")
	if guest.Owner() || guest.URL() != next.URL() {
		t.Errorf("owner %v at %s", guest.Owner(), guest.URL())
	}
}

// TestClosedTransport: after Close nothing is sent and nothing started, also where
// Close comes in the middle of taking over.
func TestClosedTransport(t *testing.T) {
	dir := t.TempDir()
	owner := start(t, engine.Config{Dir: dir})
	for range 3 {
		guest := start(t, engine.Config{Dir: dir})
		if err := owner.Close(); err != nil {
			t.Fatal(err)
		}
		var requests sync.WaitGroup
		for range 3 {
			requests.Go(func() { _, _ = through(t, guest, strings.NewReader("SELECT 1")) })
		}
		if err := guest.Close(); err != nil {
			t.Error(err)
		}
		requests.Wait()
		if _, err := through(t, guest, strings.NewReader("SELECT 1")); err == nil || !strings.Contains(err.Error(), "closed") {
			t.Errorf("after Close: %v", err)
		}
		if _, err := engine.Attach(t.Context(), dir); !errors.Is(err, engine.ErrNotRunning) {
			t.Fatalf("an engine is left: %v", err)
		}
		owner = start(t, engine.Config{Dir: dir})
		if !owner.Owner() {
			t.Fatal("the folder is still held")
		}
	}
}

// TestStranger: who has the port of an engine that is gone is told neither the
// secret nor the statement.
func TestStranger(t *testing.T) {
	dir := t.TempDir()
	owner := start(t, engine.Config{Dir: dir})
	guest := start(t, engine.Config{Dir: dir})
	address, secret := strings.TrimPrefix(owner.URL(), "http://"), owner.Secret()
	if err := owner.Close(); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	var heard atomic.Pointer[string]
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		request, err := http.ReadRequest(bufio.NewReader(conn))
		if err != nil {
			return
		}
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOk.")
		rest, _ := io.ReadAll(conn)
		text := fmt.Sprint(request.URL, request.Header, string(rest))
		heard.Store(&text)
	}()
	mustThrough(t, guest, "SELECT 'only for the engine'", "only for the engine")
	if !guest.Owner() {
		t.Error("not the owner")
	}
	waitFor(t, "the stranger", func() bool { return heard.Load() != nil })
	if text := *heard.Load(); strings.Contains(text, secret) || strings.Contains(text, "Authorization") || strings.Contains(text, "only for") {
		t.Errorf("the stranger heard %q", text)
	}
}

// TestTransportUsers: the user stays who it was, in each of the ways to say so.
func TestTransportUsers(t *testing.T) {
	e := enginetest.Engine(t)
	for name, say := range map[string]func(r *http.Request){
		"header":  func(r *http.Request) { r.Header.Set("X-ClickHouse-User", engine.UserReader) },
		"basic":   func(r *http.Request) { r.SetBasicAuth(engine.UserReader, "old") },
		"address": func(r *http.Request) { r.URL.User = url.User(engine.UserReader) },
	} {
		t.Run(name, func(t *testing.T) {
			request, err := http.NewRequest(http.MethodPost, "http://127.0.0.1:1/", strings.NewReader("SELECT currentRoles()"))
			if err != nil {
				t.Fatal(err)
			}
			say(request)
			response, err := e.Transport().RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			if text, err := io.ReadAll(response.Body); err != nil || string(text) != "['reader']\n" {
				t.Errorf("%q, %v", text, err)
			}
		})
	}
	if _, err := through(t, e, strings.NewReader("SELECT 1")); err != nil {
		t.Error(err)
	}
}
