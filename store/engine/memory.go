package engine

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// fallbackMemory is assumed where the machine doesn't tell.
const fallbackMemory = 4_000_000_000

// MachineMemory is how much memory there is for this process, in bytes.
func MachineMemory() uint64 { return machineMemory() }

// machineMemory is how much memory there is for this process, in bytes: the
// machine's, or the control group's limit where that is lower (containers).
func machineMemory() uint64 {
	total := uint64(fallbackMemory)
	if file, err := os.Open("/proc/meminfo"); err == nil {
		defer file.Close()
		for lines := bufio.NewScanner(file); lines.Scan(); {
			fields := strings.Fields(lines.Text())
			if len(fields) == 3 && fields[0] == "MemTotal:" {
				if kilobytes, err := strconv.ParseUint(fields[1], 10, 64); err == nil {
					total = kilobytes * 1024
				}
			}
		}
	}
	for _, name := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if limit, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err == nil && limit > 0 && limit < total {
			total = limit
		}
	}
	return total
}
