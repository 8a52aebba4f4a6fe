package engine

import "syscall"

// selfPath names this very program, even after its file was replaced by a newer
// version: a restarted engine must match the parent that restarts it.
func selfPath() (string, error) { return "/proc/self/exe", nil }

// childAttributes makes the kernel kill the child when the parent's thread dies,
// however the parent ends. The thread that starts the child must therefore live as
// long as the parent does.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
