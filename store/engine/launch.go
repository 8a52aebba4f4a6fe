package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"time"
)

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
			err := s.card.greet(ctx)
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
	s.child.Store(int64(c.command.Process.Pid))
	card := s.card
	card.ChildPID = c.command.Process.Pid
	return card.write(layout{s.spec.Dir}.card())
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
