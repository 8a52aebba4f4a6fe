package engine

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// hold is the lock on a data folder. The kernel frees it with its process, so a
// lock that can be taken proves that whatever engine.json says is stale.
type hold struct{ file *os.File }

// errHeld says that another process (or another Start in this one) has the lock.
var errHeld = errors.New("held")

func take(l layout) (*hold, error) {
	file, err := os.OpenFile(l.lock(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot use the data folder: %w", err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		file.Close()
		return nil, errHeld
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("cannot lock the data folder %s: %w", l.dir, err)
	}
	// Who holds it, for the message of a command that can't have it.
	if err := errors.Join(file.Truncate(0), writeAt(file, fmt.Sprintf("%d %s\n", os.Getpid(), strings.Join(os.Args[:min(2, len(os.Args))], " ")))); err != nil {
		file.Close()
		return nil, fmt.Errorf("cannot use the data folder: %w", err)
	}
	return &hold{file}, nil
}

func writeAt(file *os.File, text string) error {
	_, err := file.WriteAt([]byte(text), 0)
	return err
}

func (h *hold) release() { h.file.Close() }

// serves reports whether the holder is a command that goes on until it is told to end.
func serves(l layout) bool {
	text, err := os.ReadFile(l.lock())
	command := strings.Fields(string(text))
	return err == nil && len(command) > 2 && (command[2] == "serve" || command[2] == "demo")
}

func holder(l layout) string {
	text, err := os.ReadFile(l.lock())
	pid, command, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	if _, badNumber := strconv.Atoi(pid); err != nil || badNumber != nil {
		return "(unknown)"
	}
	return pid + " (" + command + ")"
}
