package crawler

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"sync"
)

// spoolBytes is how much of a body is held in memory; a longer one goes to a file.
const spoolBytes = 1 << 20

// spool takes a body that is too long for memory. Its file has no name any more once it is
// there, so whatever ends the process leaves none behind, and its room is given back with the
// last who has it open.
type spool struct {
	file *os.File
	sum  hash.Hash
	size int64
}

// spoolError says that a body could not be put on this machine's disk: no fault of the site.
type spoolError struct{ err error }

func (e *spoolError) Error() string {
	return fmt.Sprintf("an answer of more than %d bytes cannot be put aside: %v", spoolBytes, e.err)
}

func (e *spoolError) Unwrap() error { return e.err }

func newSpool(dir string) (*spool, error) {
	file, err := os.CreateTemp(dir, "body-")
	if err != nil {
		return nil, &spoolError{err}
	}
	if err := os.Remove(file.Name()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, &spoolError{errors.Join(err, file.Close())}
	}
	return &spool{file: file, sum: sha256.New()}, nil
}

// sweepSpool removes what was killed between getting a name and losing it.
func sweepSpool(dir string) {
	left, _ := filepath.Glob(filepath.Join(dir, "body-*")) // its pattern is well formed
	for _, name := range left {
		_ = os.Remove(name) // whose file it is, he is about to do the same
	}
}

func (s *spool) write(part []byte) error {
	if _, err := s.file.Write(part); err != nil {
		return &spoolError{err}
	}
	s.sum.Write(part)
	s.size += int64(len(part))
	return nil
}

// readBuffers are what answers are read into: of most of them a copy of the right length is
// kept, instead of one that has grown step by step.
var readBuffers = sync.Pool{New: func() any { return new([128 << 10]byte) }}
