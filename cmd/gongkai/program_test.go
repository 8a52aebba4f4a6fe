package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/store/engine"
)

// asProgram makes the test binary behave as gongkai itself: the engine's child and the
// processes that tests kill are this binary started again.
const asProgram = "GONGKAI_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if engine.IsChild() {
		engine.RunChild()
	}
	if plan := os.Getenv(asHostile); plan != "" {
		os.Exit(crawlHostile(plan))
	}
	if dir := os.Getenv(asSoak); dir != "" {
		os.Exit(soakService(dir))
	}
	if as := os.Getenv(asProgram); as != "" {
		os.Unsetenv(asProgram)
		if as == aPart {
			allSamples = part
		}
		main()
	}
	// Compiled code of all tests and their processes goes to one folder that is theirs.
	cache, err := os.MkdirTemp("", "gongkai-cache-")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_CACHE_HOME", cache)
	status := m.Run()
	if sharedDemo.stop != nil {
		sharedDemo.stop()
	}
	os.RemoveAll(cache)
	os.Exit(status)
}

// needEngine skips at a desk without the library and fails where CI is set.
func needEngine(t testing.TB) {
	t.Helper()
	if _, err := engine.FindLibrary(""); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

// program is a gongkai process of its own, which tests can kill.
type program struct {
	*exec.Cmd
	out, err lockedBuffer
}

func start(t testing.TB, args ...string) *program {
	t.Helper()
	return startWith(t, nil, args...)
}

// startWith sets more in its environment.
func startWith(t testing.TB, set []string, args ...string) *program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{Cmd: exec.Command(self, args...)}
	p.Env = append(append(os.Environ(), asProgram+"=1"), set...)
	p.Stdout, p.Stderr = &p.out, &p.err
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if p.ProcessState == nil {
			p.Process.Kill()
			p.Wait()
		}
	})
	return p
}

// finish waits for the end and gives standard output, standard error and the exit status.
func (p *program) finish() (out, errText string, status int) {
	p.Wait()
	return p.out.String(), p.err.String(), p.ProcessState.ExitCode()
}

func gongkai(t *testing.T, args ...string) (out, errText string, status int) {
	t.Helper()
	return start(t, args...).finish()
}

// lockedBuffer is written by a process's pipe and read by the test at the same time; grown
// is told of every write.
type lockedBuffer struct {
	mu    sync.Mutex
	text  bytes.Buffer
	grown chan struct{}
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.grown != nil {
		close(b.grown)
		b.grown = nil
	}
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// await returns the rest of the first line that starts with prefix, as soon as it is there.
func (b *lockedBuffer) await(ctx context.Context, prefix string) (found string, err error) {
	err = b.until(ctx, prefix, func(line string) (ok bool) {
		found, ok = strings.CutPrefix(line, prefix)
		return ok
	})
	return strings.TrimSpace(found), err
}

// contains waits for a line with all of the words.
func (b *lockedBuffer) contains(ctx context.Context, words ...string) error {
	return b.until(ctx, strings.Join(words, " … "), func(line string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) })
	})
}

// until waits for a whole line that does; what describes it.
func (b *lockedBuffer) until(ctx context.Context, what string, does func(line string) bool) error {
	for {
		b.mu.Lock()
		text := b.text.String()
		if b.grown == nil {
			b.grown = make(chan struct{})
		}
		grown := b.grown
		b.mu.Unlock()
		for line := range strings.Lines(text) {
			if strings.HasSuffix(line, "\n") && does(line) {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no line %q in %q", what, text)
		case <-grown:
		}
	}
}

// site is a running gongkai, asked over HTTP.
type site struct {
	t    testing.TB
	base string
}

func (s site) get(path string) (status int, header http.Header, body string) {
	s.t.Helper()
	r, err := http.Get(s.base + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return r.StatusCode, r.Header, string(b)
}

// ready gets a page; where it is one of a release, once that is ready.
func (s site) ready(path string) (status int, body string) {
	s.t.Helper()
	status, _, body = s.get(path)
	for try := 0; status == http.StatusServiceUnavailable && strings.Contains(path, "/releases/") && try < 5; try++ {
		status, _, body = s.get(path) // each waits for the release to be made ready
	}
	return status, body
}

// page gets a page that must be there.
func (s site) page(path string) string {
	s.t.Helper()
	status, body := s.ready(path)
	if status != http.StatusOK {
		s.t.Fatalf("%s: status %d\n%.600s", path, status, body)
	}
	return body
}

// read gets JSON that must be there into v.
func (s site) read(path string, v any) {
	s.t.Helper()
	if err := json.Unmarshal([]byte(s.page(path)), v); err != nil {
		s.t.Fatalf("%s: %v", path, err)
	}
}

// sharedDemo is the sample counties, crawled once for all tests that only look.
var sharedDemo struct {
	once sync.Once
	err  error
	dir  string
	base string
	door string // ClickHouse's address for readers
	stop func()
}

// demoSite gives the address of the sample counties, and the folder and the door in sharedDemo.
func demoSite(t testing.TB) site {
	t.Helper()
	needEngine(t)
	sharedDemo.once.Do(beginDemo)
	if sharedDemo.err != nil {
		t.Fatalf("the sample counties did not come up: %v", sharedDemo.err)
	}
	return site{t, sharedDemo.base}
}

// beginDemo starts `gongkai demo`, the way a new user would, and waits until it shows what it has.
func beginDemo() {
	d := &sharedDemo
	dir, err := os.MkdirTemp("", "gongkai-demo-")
	if err != nil {
		d.err = err
		return
	}
	d.dir = filepath.Join(dir, "data")
	ctx, cancel := context.WithCancel(context.Background())
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"demo", "--data", d.dir, "--listen", "127.0.0.1:0", "--clickhouse-listen", "127.0.0.1:0", "--log-level", "warn"}, streams{strings.NewReader(""), out, errs})
		cancel()
	}()
	d.stop = func() {
		cancel()
		<-done
		os.RemoveAll(dir)
	}
	address, err := out.await(ctx, "dashboards: ")
	if err == nil {
		d.door, err = out.await(ctx, "clickhouse: ")
	}
	if err != nil {
		d.err = fmt.Errorf("%w\n%s", err, errs)
		return
	}
	d.door = strings.TrimSuffix(d.door, " (read-only)")
	d.base = strings.TrimSuffix(address, "/")
}
