//go:build !linux

package engine

import (
	"os"
	"syscall"
)

func selfPath() (string, error) { return os.Executable() }

// childAttributes is empty: without Linux's death signal the child learns from the
// end of its standard input that the parent is gone.
func childAttributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }
