package engine

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// folderPatience bounds the wait for an engine that was just killed: its lock goes
// with its last thread, which can take a moment.
const folderPatience = 10 * time.Second

// waitForFolder waits until nobody else holds ClickHouse's own lock on the data.
// The library would fail at once, with the reason on standard error only.
func waitForFolder(path string) error {
	deadline := time.Now().Add(folderPatience)
	for {
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("opening the data: %w", err)
		}
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		file.Close()
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the data is held by another ClickHouse (its lock: %s); stop that one first", path)
		}
		time.Sleep(5 * time.Millisecond)
	}
}
