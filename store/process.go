package store

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// process names a process so that another one on the same machine can tell that it is dead.
type process struct {
	machine string // of this boot and these process numbers; "" where the system does not say
	number  uint32
	started uint64 // a number is given again, but not with the same start
}

// thisProcess is the one that runs this code.
func thisProcess() process {
	p := process{number: uint32(os.Getpid())}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return p
	}
	numbers, err := os.Readlink("/proc/self/ns/pid") // in a container numbers are its own
	if err != nil {
		return p
	}
	if started, running := startOf(p.number); running {
		p.started, p.machine = started, digest(strings.TrimSpace(string(boot)), numbers)
	}
	return p
}

// dead reports whether the process certainly runs no more; of another machine nobody knows.
func (p process) dead(here string) bool {
	if p.machine == "" || p.machine != here {
		return false
	}
	started, running := startOf(p.number)
	return !running || started != p.started
}

// startOf reads when a process began, in the kernel's ticks; running is false where there is
// none, or only its exit status is left.
func startOf(number uint32) (started uint64, running bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", number))
	if err != nil {
		return 0, false
	}
	// "number (name) state …": the name may hold anything; the start is the 20th field behind it.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return 0, false
	}
	started, err = strconv.ParseUint(fields[19], 10, 64)
	return started, err == nil
}
