package pdf

import (
	"os"
	"syscall"
)

// ownFolder makes a folder for machine code, and tells whether it is one that nobody but this
// user, and root, can write to.
func ownFolder(dir string) bool {
	if dir == "" || os.MkdirAll(dir, 0o700) != nil {
		return false
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() || info.Mode().Perm()&0o022 != 0 {
		return false
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(owner.Uid) == os.Geteuid()
}
