//go:build !linux

package engine

import "errors"

// landlockABI is 0: Landlock is Linux only, so the engine runs unconfined here.
func landlockABI() int { return 0 }

func confine(int, spec) error { return errors.New("this system has no Landlock") }
