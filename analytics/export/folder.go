package export

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// workshop makes the folder in which a package is put together: beside the one that it will
// be, so that giving it its name is one step. What stands in dir already is never touched.
func workshop(dir string) (string, error) {
	if err := free(dir); err != nil {
		return "", err
	}
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", fmt.Errorf("making the folder for the package: %w", err)
	}
	work, err := os.MkdirTemp(parent, "."+filepath.Base(dir)+"-unfinished-*")
	if err != nil {
		return "", fmt.Errorf("making the folder for the package: %w", err)
	}
	return work, os.Chmod(work, 0o755)
}

// free says why a package can't have a name.
func free(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("looking at %s: %w", dir, err)
	case len(entries) > 0:
		return fmt.Errorf("%s is not empty; name a folder that is not there yet", dir)
	}
	return nil
}

// finish gives the finished package its name. Removing refuses a folder into which something was
// put meanwhile.
func finish(work, dir string) error {
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s is not empty any more: %w", dir, err)
	}
	if err := os.Rename(work, dir); err != nil {
		return fmt.Errorf("giving the package its name: %w", err)
	}
	return nil
}
