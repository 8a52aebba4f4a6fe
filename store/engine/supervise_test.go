package engine_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

func kill(t testing.TB, pid int) {
	t.Helper()
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatalf("killing %d: %v", pid, err)
	}
}

// alive says whether a process is there and not a zombie.
func alive(pid int) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	return !strings.HasPrefix(rest, "Z") && !strings.HasPrefix(rest, "X")
}

// TestKilledChild kills the engine again and again under inserts: what was
// acknowledged is there, no batch is there in part, and the address stays.
func TestKilledChild(t *testing.T) {
	e := start(t, engine.Config{})
	query(t, e, "CREATE TABLE t (batch UInt32, n UInt32) ENGINE = MergeTree ORDER BY (batch, n)")
	const kills, rows = 3, 500
	var body strings.Builder
	for n := range rows {
		fmt.Fprintf(&body, "{batch}\t%d\n", n)
	}
	var acknowledged sync.Map
	var next atomic.Int64
	stop := make(chan struct{})
	var writers sync.WaitGroup
	for range 2 {
		writers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				batch := fmt.Sprint(next.Add(1))
				if err := tryInsert(e, strings.ReplaceAll(body.String(), "{batch}", batch)); err == nil {
					acknowledged.Store(batch, true)
				}
			}
		})
	}
	for i := range kills {
		pid, before := e.PID(), next.Load()
		waitFor(t, "some inserts", func() bool { return next.Load() > before+20 })
		began := time.Now()
		kill(t, pid)
		waitFor(t, "the next engine", func() bool { return e.PID() != pid })
		t.Logf("kill %d: back after %v", i+1, time.Since(began).Round(time.Millisecond))
		if got := query(t, e, "SELECT 1"); got != "1" {
			t.Error(got)
		}
	}
	close(stop)
	writers.Wait()
	if e.Restarts() != kills {
		t.Errorf("%d restarts counted, want %d", e.Restarts(), kills)
	}
	present := map[string]bool{}
	for line := range strings.Lines(query(t, e, "SELECT batch, count() FROM t GROUP BY batch")) {
		batch, count, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if present[batch] = true; count != fmt.Sprint(rows) {
			t.Errorf("batch %s has %s rows", batch, count)
		}
	}
	sure := 0
	acknowledged.Range(func(batch, _ any) bool {
		sure++
		if !present[batch.(string)] {
			t.Errorf("batch %s was acknowledged and is lost", batch)
		}
		return true
	})
	t.Logf("%d batches acknowledged, %d present", sure, len(present))
}

// TestStop: an engine that was closed is gone, and its data comes back, whatever
// the folder is called.
func TestStop(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 & <folder>")
	e := start(t, engine.Config{Dir: dir})
	query(t, e, "CREATE TABLE t (n UInt32) ENGINE = MergeTree ORDER BY n")
	query(t, e, "INSERT INTO t VALUES (1)")
	pid := e.PID()
	info, err := os.Stat(filepath.Join(dir, "engine.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("engine.json: %v, %v", info, err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if alive(pid) {
		t.Error("the engine runs on")
	}
	if _, err := os.Stat(filepath.Join(dir, "engine.json")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("engine.json: %v", err)
	}
	if _, err := engine.Attach(t.Context(), dir); !errors.Is(err, engine.ErrNotRunning) {
		t.Errorf("attaching to nothing: %v", err)
	}
	e = start(t, engine.Config{Dir: dir})
	if got := query(t, e, "SELECT n FROM t"); got != "1" {
		t.Error(got)
	}
}

// TestStopWithWork: a long statement doesn't hold up the end.
func TestStopWithWork(t *testing.T) {
	e := start(t, engine.Config{})
	failed := make(chan error, 1)
	go func() {
		failed <- tryQuery(e, "SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number)) -- long")
	}()
	waitFor(t, "the statement", func() bool {
		return query(t, e, "SELECT count() FROM system.processes WHERE query LIKE '%-- long'") == "1"
	})
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if err := <-failed; err == nil {
		t.Error("the statement ended well")
	}
}

func TestAttach(t *testing.T) {
	dir := t.TempDir()
	if _, err := engine.Attach(t.Context(), dir); !errors.Is(err, engine.ErrNotRunning) {
		t.Errorf("an empty folder: %v", err)
	}
	owner := start(t, engine.Config{Dir: dir})
	for name, attach := range map[string]func() (*engine.Engine, error){
		"Attach": func() (*engine.Engine, error) { return engine.Attach(t.Context(), dir) },
		"Start":  func() (*engine.Engine, error) { return engine.Start(t.Context(), engine.Config{Dir: dir}) },
	} {
		other, err := attach()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if other.Owner() || other.URL() != owner.URL() || other.PID() != owner.PID() || other.Confinement() != owner.Confinement() {
			t.Errorf("%s: got %v %s %d", name, other.Owner(), other.URL(), other.PID())
		}
		if got := query(t, other, "SELECT 1"); got != "1" {
			t.Error(got)
		}
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	}
	if got := query(t, owner, "SELECT 1"); got != "1" {
		t.Error("the guest closed the owner's engine")
	}
	if _, err := engine.Start(t.Context(), engine.Config{Dir: dir, ReaderListen: "127.0.0.1:0"}); err == nil || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("a second door by a guest: %v", err)
	}
}

// parent is another process that runs or uses the engine of a folder.
type parent struct {
	command *exec.Cmd
	stdin   io.Closer // its end ends the process in order
	owner   bool
	child   int
	url     string
}

func startParent(t *testing.T, dir string) (*parent, error) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), parentVariable+"="+dir)
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	t.Cleanup(func() {
		stdin.Close()
		_ = command.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return nil, err
	}
	p := &parent{command: command, stdin: stdin}
	if _, err := fmt.Sscanf(line, "ready %t %d %s", &p.owner, &p.child, &p.url); err != nil {
		return nil, errors.New(strings.TrimSpace(line))
	}
	return p, nil
}

// TestKilledParent: with the parent the engine dies too, what it leaves behind is
// recognised as stale, and the next start doesn't fail on it.
func TestKilledParent(t *testing.T) {
	enginetest.Engine(t) // skips where there is no library
	dir := t.TempDir()
	for range 3 {
		p, err := startParent(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		if !p.owner {
			t.Fatal("attached to a dead engine")
		}
		kill(t, p.command.Process.Pid)
		_ = p.command.Wait()
		// At once, while the child may still be dying.
		e := start(t, engine.Config{Dir: dir})
		if !e.Owner() {
			t.Fatal("attached to the dead engine")
		}
		query(t, e, "CREATE TABLE IF NOT EXISTS t (n UInt32) ENGINE = MergeTree ORDER BY n")
		waitFor(t, "the first child's end", func() bool { return !alive(p.child) })
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestStaleCard: an engine.json of a past life never misleads, wherever it points.
func TestStaleCard(t *testing.T) {
	enginetest.Engine(t)
	address, _ := listen(t)
	for name, text := range map[string]string{
		"somebody else's port": fmt.Sprintf(`{"address":%q,"secret":"x","pid":1}`, strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/x")),
		"nobody's port":        `{"address":"127.0.0.1:1","secret":"x","pid":1}`,
		"not JSON":             "{",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "engine.json"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := engine.Attach(t.Context(), dir); !errors.Is(err, engine.ErrNotRunning) {
			t.Errorf("%s: %v", name, err)
		}
		if e := start(t, engine.Config{Dir: dir}); !e.Owner() {
			t.Errorf("%s: not the owner", name)
		}
	}
}

// TestRace: of commands that start at the same instant on one empty folder one
// owns the engine and the others use it.
func TestRace(t *testing.T) {
	enginetest.Engine(t)
	dir := filepath.Join(t.TempDir(), "new")
	const commands = 4
	parents, failures := make([]*parent, commands), make([]error, commands)
	var group sync.WaitGroup
	for i := range commands {
		group.Go(func() { parents[i], failures[i] = startParent(t, dir) })
	}
	group.Wait()
	owners := 0
	for i, p := range parents {
		if failures[i] != nil {
			t.Fatal(failures[i])
		}
		if p.owner {
			owners++
		}
		if p.url != parents[0].url {
			t.Errorf("two engines: %s and %s", p.url, parents[0].url)
		}
	}
	if owners != 1 {
		t.Errorf("%d owners", owners)
	}
}

// TestHeldFolder: a folder that is held by something that doesn't answer gets a
// line that names it.
func TestHeldFolder(t *testing.T) {
	dir := t.TempDir()
	lock, err := os.OpenFile(filepath.Join(dir, "engine.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	if _, err := lock.WriteString("4711 gongkai serve\n"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = engine.Start(ctx, engine.Config{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "4711 (gongkai serve)") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
}

// TestBadInput: one clear line each.
func TestBadInput(t *testing.T) {
	enginetest.Engine(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("not a library"), 0o644); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for name, test := range map[string]struct {
		config engine.Config
		want   []string
	}{
		"a file for a folder":   {engine.Config{Dir: file}, []string{"data folder", file}},
		"a folder in a file":    {engine.Config{Dir: file + "/data"}, []string{"data folder", file}},
		"no permission":         {engine.Config{Dir: "/proc/gongkai"}, []string{"data folder", "/proc/gongkai"}},
		"library missing":       {engine.Config{Library: "/nowhere/libchdb.so"}, []string{"/nowhere/libchdb.so", "no such file"}},
		"not a library":         {engine.Config{Library: file}, []string{file, "librar"}},
		"port taken":            {engine.Config{ReaderListen: taken.Addr().String()}, []string{taken.Addr().String(), "in use"}},
		"address is no address": {engine.Config{ReaderListen: "nonsense"}, []string{"nonsense"}},
		"database name":         {engine.Config{ReaderDatabases: []string{"x.* TO y"}}, []string{"x.* TO y"}},
	} {
		t.Run(name, func(t *testing.T) {
			if test.config.Dir == "" {
				test.config.Dir = t.TempDir()
			}
			e, err := engine.Start(t.Context(), test.config)
			if err == nil {
				_ = e.Close()
				t.Fatal("no error")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one line: %q", err)
			}
			t.Log(err)
			// The folder is free again.
			if _, err := engine.Attach(t.Context(), test.config.Dir); !errors.Is(err, engine.ErrNotRunning) && !strings.Contains(err.Error(), "data folder") {
				t.Errorf("afterwards: %v", err)
			}
		})
	}
}

func TestCard(t *testing.T) {
	dir := t.TempDir()
	e := start(t, engine.Config{Dir: dir})
	text, err := os.ReadFile(filepath.Join(dir, "engine.json"))
	if err != nil {
		t.Fatal(err)
	}
	var card struct {
		Address, Secret string
		PID             int
		ChildPID        int       `json:"child_pid"`
		StartedAt       time.Time `json:"started_at"`
	}
	if err := json.Unmarshal(text, &card); err != nil {
		t.Fatal(err)
	}
	if "http://"+card.Address != e.URL() || card.Secret != e.Secret() || card.PID != os.Getpid() || card.ChildPID != e.PID() || card.StartedAt.IsZero() {
		t.Errorf("got %+v", card)
	}
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", e.PID()))
	if err != nil {
		t.Skip("no /proc")
	}
	for variable := range strings.SplitSeq(strings.TrimRight(string(environment), "\x00"), "\x00") {
		if !strings.HasPrefix(variable, "HOME=") && variable != "TZ=UTC" && variable != "JE_MALLOC_CONF=dirty_decay_ms:60000" {
			t.Errorf("the engine's environment has %q", variable)
		}
	}
	arguments, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", e.PID()))
	if err != nil || strings.Contains(string(arguments), e.Secret()) {
		t.Errorf("arguments %q, %v", arguments, err)
	}
}
