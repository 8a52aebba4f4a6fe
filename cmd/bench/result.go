package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// Result is one run of the suite.
type Result struct {
	TakenAt time.Time `json:"taken_at"` // UTC
	Seconds int       `json:"seconds"`  // that it took
	Machine Machine   `json:"machine"`
	Steps   []Step    `json:"steps"`
	Values  []Value   `json:"values"`
}

// Step is one line of the suite: what it calls it, and the seconds that it took, linking its tests included.
type Step struct {
	What    string `json:"what"`
	Seconds int    `json:"seconds"`
}

// Value is one number.
type Value struct {
	What   string  `json:"what"` // as the suite calls it
	Name   string  `json:"name"` // of the benchmark
	Unit   string  `json:"unit"`
	Number float64 `json:"number"`
}

// moreIsBetter tells rates and shares of something else's rate from times, sizes and growth.
func (v Value) moreIsBetter() bool {
	return strings.HasSuffix(v.Unit, "/s") || strings.HasPrefix(v.Unit, "of-")
}

// Machine is where it was measured, and with what.
type Machine struct {
	Processor  string `json:"processor"`
	Processors int    `json:"processors"`
	MemoryMB   int    `json:"memory_mb"`
	System     string `json:"system"`
	Load       string `json:"load"` // averages of 1, 5 and 15 minutes as it began
	Go         string `json:"go"`
	ClickHouse string `json:"clickhouse"` // as package.json pins it
	Commit     string `json:"commit"`     // with -dirty where something was changed since
}

func thisMachine() Machine {
	m := Machine{Processors: runtime.GOMAXPROCS(0), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
		Processor: field("/proc/cpuinfo", "model name"), ClickHouse: pinned()}
	if release, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.System += " " + strings.TrimSpace(string(release))
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load = strings.Join(strings.Fields(string(load))[:3], " ")
	}
	var kilobytes int
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal"), "%d kB", &kilobytes); err == nil {
		m.MemoryMB = kilobytes / 1024
	}
	if commit, err := exec.Command("git", "describe", "--always", "--abbrev=40", "--dirty").Output(); err == nil {
		m.Commit = strings.TrimSpace(string(commit))
	}
	return m
}

// field is the first value of a name in a file of the kernel; empty where there is none.
func field(path, name string) string {
	text, _ := os.ReadFile(path) // a system without it says nothing
	for line := range strings.Lines(string(text)) {
		if key, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// pinned is the version of the engine's package.
func pinned() string {
	var pack struct {
		Dependencies, OptionalDependencies map[string]string
	}
	text, err := os.ReadFile("package.json")
	if err != nil || json.Unmarshal(text, &pack) != nil {
		return ""
	}
	for _, all := range []map[string]string{pack.Dependencies, pack.OptionalDependencies} {
		if v := all["@chdb/lib-linux-x64-gnu"]; v != "" {
			return v
		}
	}
	return ""
}

func readResult(path string) (*Result, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r := &Result{}
	if err := json.Unmarshal(text, r); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

func (r *Result) write(path string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}
