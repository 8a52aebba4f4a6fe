package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Holder is who has a data folder.
type Holder struct {
	Held   bool
	Name   string // process number and command, for a message
	Serves bool   // it is a service, not a command that will end by itself
	Silent error  // why its engine does not answer; nil where it does
	Empty  bool   // no engine was ever started there
}

// Look says who has a data folder. It starts nothing, waits for nobody and leaves no trace.
func Look(ctx context.Context, dir string) (Holder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Holder{}, fmt.Errorf("finding the data folder: %w", err)
	}
	l := layout{dir}
	file, err := os.Open(l.lock())
	if errors.Is(err, os.ErrNotExist) {
		_, err := os.Stat(l.data())
		return Holder{Empty: errors.Is(err, os.ErrNotExist)}, nil
	}
	if err != nil {
		return Holder{}, fmt.Errorf("looking who has the data folder: %w", err)
	}
	defer file.Close()
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) // goes with the file
	if err == nil {
		return Holder{}, nil
	}
	if !errors.Is(err, syscall.EWOULDBLOCK) {
		return Holder{}, fmt.Errorf("looking who has the data folder: %w", err)
	}
	h := Holder{Held: true, Name: holder(l), Serves: serves(l)}
	c, err := readCard(l)
	if err == nil {
		err = c.greet(ctx)
	}
	h.Silent = err
	return h, nil
}
