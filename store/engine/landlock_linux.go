package engine

import (
	"bufio"
	"debug/elf"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unsafe"

	"golang.org/x/sys/unix"
)

// landlockABI asks the kernel for its version of Landlock; 0 means none, or that
// it is turned off.
func landlockABI() int {
	abi, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0
	}
	return int(abi)
}

const (
	rightsRead    = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	rightsLibrary = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_EXECUTE
	rightsDevice  = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE
	rightsFile    = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE |
		unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_TRUNCATE | unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
)

// handledFiles is every right on files that the given version knows.
func handledFiles(abi int) uint64 {
	handled := uint64(unix.LANDLOCK_ACCESS_FS_MAKE_SYM<<1 - 1) // version 1: everything up to MAKE_SYM
	if abi >= 2 {
		handled |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if abi >= 3 {
		handled |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if abi >= 5 {
		handled |= unix.LANDLOCK_ACCESS_FS_IOCTL_DEV
	}
	return handled
}

// confine puts the calling thread under Landlock. It locks the goroutine to that
// thread and never unlocks it: only an execve from the same thread makes the whole
// process confined, so the caller must exec next.
func confine(abi int, s spec) error {
	runtime.LockOSThread()
	attributes := unix.LandlockRulesetAttr{Handled_access_fs: handledFiles(abi)}
	if abi >= networkABI {
		attributes.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
	}
	if abi >= 6 {
		attributes.Scoped = unix.LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | unix.LANDLOCK_SCOPE_SIGNAL
	}
	fd, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attributes)), unsafe.Sizeof(attributes), 0)
	if errno != 0 {
		return fmt.Errorf("making a Landlock ruleset: %w", errno)
	}
	defer unix.Close(int(fd))
	rules, err := allowedPaths(s)
	if err != nil {
		return err
	}
	if err := holdThreads(); err != nil {
		return err
	}
	for path, rights := range rules {
		if err := allow(int(fd), path, rights&attributes.Handled_access_fs); err != nil {
			return err
		}
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("giving up new privileges: %w", err)
	}
	if _, _, errno := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, fd, 0, 0); errno != 0 {
		return fmt.Errorf("entering the Landlock ruleset: %w", errno)
	}
	return nil
}

// threads is the folder of the threads of this process.
const threads = "/proc/self/task"

// lastInherited is above the numbers of the files that the parent hands over.
const lastInherited = 15

// holdThreads keeps the folder of the threads open for the life of the process, over
// execve too: a rule is for an inode, and of a folder in /proc that nobody holds the
// kernel may make another one.
func holdThreads() error {
	fd, err := unix.Open(threads, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("holding %s: %w", threads, err)
	}
	defer unix.Close(fd)
	if _, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD, lastInherited+1); err != nil {
		return fmt.Errorf("holding %s: %w", threads, err)
	}
	return nil
}

// allow adds one rule. A path that isn't there needs no rule.
func allow(ruleset int, path string, rights uint64) error {
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ENOENT) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("allowing %s: %w", path, err)
	}
	defer unix.Close(fd)
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return fmt.Errorf("allowing %s: %w", path, err)
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= rightsFile // the kernel refuses rights of folders on a file
	}
	rule := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)}
	if _, _, errno := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, uintptr(ruleset), unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&rule)), 0, 0, 0); errno != 0 {
		return fmt.Errorf("allowing %s: %w", path, errno)
	}
	return nil
}

// allowedPaths is all that the engine may open: its own folder, itself, the
// library and the system libraries that the library needs, and the few places
// where it learns the size of the machine. Not /proc as a whole: other processes'
// command lines stand there. Of itself it reads what its threads have used: each
// thread asks for that whenever it takes up work, and being refused costs an
// exception each time, which was a third of a small question. Nothing secret
// stands there: the child has no arguments and an environment of two words.
func allowedPaths(s spec) (map[string]uint64, error) {
	rules := map[string]uint64{
		layout{s.Dir}.home():      ^uint64(0) &^ unix.LANDLOCK_ACCESS_FS_EXECUTE,
		"/proc/self/exe":          rightsLibrary,
		s.Library:                 rightsLibrary,
		"/etc/ld.so.cache":        unix.LANDLOCK_ACCESS_FS_READ_FILE,
		"/dev/null":               rightsDevice,
		"/dev/urandom":            unix.LANDLOCK_ACCESS_FS_READ_FILE,
		"/proc/meminfo":           unix.LANDLOCK_ACCESS_FS_READ_FILE,
		"/proc/cpuinfo":           unix.LANDLOCK_ACCESS_FS_READ_FILE,
		threads:                   unix.LANDLOCK_ACCESS_FS_READ_FILE,
		"/sys/fs/cgroup":          rightsRead,
		"/sys/devices/system/cpu": rightsRead,
	}
	loaded, err := loadedLibraries()
	if err != nil {
		return nil, err
	}
	needed, err := neededLibraries(s.Library)
	if err != nil {
		return nil, err
	}
	for _, path := range loaded {
		rules[path] = rightsLibrary
		for _, name := range needed {
			rules[filepath.Join(filepath.Dir(path), name)] = rightsLibrary
		}
	}
	return rules, nil
}

// loadedLibraries lists the shared objects in this process: the loader and the C
// library, which the confined process needs again.
func loadedLibraries() (paths []string, err error) {
	file, err := os.Open("/proc/self/maps")
	if err != nil {
		return nil, fmt.Errorf("finding the C library: %w", err)
	}
	defer file.Close()
	seen := map[string]bool{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		start := strings.IndexByte(lines.Text(), '/')
		if start < 0 {
			continue
		}
		path := lines.Text()[start:]
		if !seen[path] && strings.Contains(filepath.Base(path), ".so") {
			seen[path] = true
			paths = append(paths, path)
		}
	}
	return paths, lines.Err()
}

func neededLibraries(path string) ([]string, error) {
	file, err := elf.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s is not a shared library: %w", path, err)
	}
	defer file.Close()
	return file.ImportedLibraries()
}
