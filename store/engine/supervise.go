package engine

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"
)

// supervisor keeps one child alive: it starts it, waits for its end and starts it
// again, with pauses that grow when it dies again and again.
type supervisor struct {
	engine *Engine
	spec   spec
	doors  []*net.TCPListener
	hold   *hold
	log    *slog.Logger

	once sync.Once
	quit chan struct{} // closed to stop
	gone chan struct{} // closed when the last child is gone
}

const (
	steady       = 10 * time.Second // a child that lived so long was well
	longestPause = 30 * time.Second
	grace        = 10 * time.Second // for the child to close its data
)

// start runs the first child and returns when it answers.
func (s *supervisor) start(ctx context.Context) error {
	ready := make(chan error, 1)
	go s.run(ctx, ready)
	if err := <-ready; err != nil {
		_ = s.stop()
		return err
	}
	return nil
}

// run stays on one thread for its whole life, because the kernel kills the child
// when the thread that started it ends, not when the process does.
func (s *supervisor) run(ctx context.Context, ready chan<- error) {
	runtime.LockOSThread()
	defer close(s.gone)
	pause := time.Duration(0)
	for first := true; ; first = false {
		started := time.Now()
		child, err := s.launch()
		if err == nil {
			if first {
				err = s.waitReady(ctx, child)
				ready <- err
			} else {
				err = s.waitReady(context.Background(), child)
			}
			if err == nil {
				err = s.watch(child)
			} else {
				child.end()
			}
		} else if first {
			ready <- err
		}
		if s.stopping() || first && err != nil && s.engine.child.Load() == 0 {
			return
		}
		s.log.Error("the embedded ClickHouse ended and is started again", "error", err, "lived", time.Since(started).Round(time.Millisecond))
		if pause = nextPause(pause, time.Since(started)); !s.sleep(pause) {
			return
		}
		s.engine.restarts.Add(1)
	}
}

// nextPause is none after a child that lived well, and grows from one early death
// to the next.
func nextPause(last, lived time.Duration) time.Duration {
	switch {
	case lived >= steady:
		return 0
	case last == 0:
		return 50 * time.Millisecond
	default:
		return min(2*last, longestPause)
	}
}

func (s *supervisor) stopping() bool {
	select {
	case <-s.quit:
		return true
	default:
		return false
	}
}

func (s *supervisor) sleep(pause time.Duration) (goOn bool) {
	select {
	case <-s.quit:
		return false
	case <-time.After(pause):
		return true
	}
}

// child is one engine process.
type child struct {
	command  *exec.Cmd
	stdin    io.WriteCloser // its end tells the child to stop
	errors   *complaints
	exited   chan struct{}
	exitedBy error
}

func (s *supervisor) launch() (*child, error) {
	program, err := selfPath()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	c := &child{command: exec.Command(program), errors: &complaints{log: s.log}, exited: make(chan struct{})}
	c.command.Args = []string{"gongkai", childWord, stageConfine}
	c.command.Env = childEnvironment(s.spec)
	c.command.Dir = layout{s.spec.Dir}.empty()
	c.command.SysProcAttr = childAttributes()
	c.command.Stderr = c.errors
	c.command.WaitDelay = time.Second
	if c.stdin, err = c.command.StdinPipe(); err != nil {
		return nil, fmt.Errorf("starting the engine: %w", err)
	}
	for _, door := range s.doors {
		file, err := door.File()
		if err != nil {
			return nil, fmt.Errorf("starting the engine: %w", err)
		}
		defer file.Close()
		c.command.ExtraFiles = append(c.command.ExtraFiles, file)
	}
	if err := c.command.Start(); err != nil {
		return nil, fmt.Errorf("starting the engine: %w", err)
	}
	go func() {
		c.exitedBy = c.command.Wait()
		close(c.exited)
	}()
	line, err := json.Marshal(s.spec)
	if err != nil {
		return nil, errors.Join(err, c.end())
	}
	line = append(line, '\n')
	// One line for each stage. A child that is gone already cannot take them; why it
	// is gone is for its obituary to say, not for the broken pipe.
	_, _ = c.stdin.Write(append(line, line...))
	return c, nil
}

// waitReady returns when the child answers with the secret, or has ended.
func (s *supervisor) waitReady(ctx context.Context, c *child) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	answered := make(chan error, 1)
	go func() {
		for {
			err := s.engine.card.greet(ctx)
			if err == nil || ctx.Err() != nil {
				answered <- err
				return
			}
			time.Sleep(5 * time.Millisecond) // a child that ends closes what it accepted
		}
	}()
	select {
	case <-c.exited:
		return c.obituary()
	case <-s.quit:
		return errors.New("stopped while starting")
	case err := <-answered:
		if err != nil {
			return fmt.Errorf("the engine does not answer: %w", err)
		}
	}
	s.engine.child.Store(int64(c.command.Process.Pid))
	card := s.engine.card
	card.ChildPID = c.command.Process.Pid
	return card.write(layout{s.spec.Dir}.card())
}

// watch returns when the child is gone, for whatever reason.
func (s *supervisor) watch(c *child) error {
	select {
	case <-c.exited:
		return c.obituary()
	case <-s.quit:
		return c.end()
	}
}

// end asks the child to close its data and, after the grace, kills it.
func (c *child) end() error {
	c.stdin.Close()
	select {
	case <-c.exited:
		return nil
	case <-time.After(grace):
		_ = c.command.Process.Kill()
		<-c.exited
		return errors.New("the engine did not stop in time and was killed")
	}
}

// obituary is one line on why the child ended.
func (c *child) obituary() error {
	if said := c.errors.last(); said != "" {
		return errors.New(said)
	}
	if c.exitedBy == nil {
		return errors.New("the engine stopped by itself")
	}
	return fmt.Errorf("the engine ended: %w", c.exitedBy)
}

// stop ends the child and gives the folder back. The order matters: engine.json
// goes first, so that nobody attaches to what is about to end, the lock last.
func (s *supervisor) stop() error {
	s.once.Do(func() {
		os.Remove(layout{s.spec.Dir}.card())
		close(s.quit)
		<-s.gone
		os.Remove(layout{s.spec.Dir}.card()) // one that a restart wrote meanwhile
		for _, door := range s.doors {
			door.Close()
		}
		s.hold.release()
	})
	return nil
}

// complaints reads the child's standard error: its own last words are kept, the
// engine library's chatter is logged.
type complaints struct {
	log *slog.Logger

	mutex sync.Mutex
	rest  []byte
	said  string
	noise string
}

func (c *complaints) Write(p []byte) (int, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.rest = append(c.rest, p...)
	for {
		advance, line, _ := bufio.ScanLines(c.rest, false)
		if advance == 0 {
			return len(p), nil
		}
		c.hear(string(line))
		c.rest = c.rest[advance:]
	}
}

func (c *complaints) hear(line string) {
	if said, ours := strings.CutPrefix(line, complaintPrefix); ours {
		c.said = said
		return
	}
	if strings.TrimSpace(line) != "" {
		c.noise = line
		c.log.Debug("engine library", "says", line)
	}
}

func (c *complaints) last() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.said != "" && c.noise != "" {
		return c.said + " (" + c.noise + ")"
	}
	return c.said
}
