package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
)

// step is a line of the suite.
type step struct {
	what, folder, benchmark, often string
	variables                      []string // of the environment
}

func readSuite(path string) (suite []step, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	for i, line := range strings.Split(strings.TrimRight(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 5 {
			return nil, fmt.Errorf("%s, line %d: %d fields, want 5", path, i+1, len(fields))
		}
		suite = append(suite, step{fields[0], fields[1], fields[2], fields[3], strings.Fields(fields[4])})
	}
	return suite, nil
}

// binaries are the tests of packages, each linked once for all of its benchmarks.
type binaries struct {
	dir   string
	paths map[string]string // by the package's folder
}

// of links the tests of a package.
func (b binaries) of(ctx context.Context, folder string) (string, error) {
	if path := b.paths[folder]; path != "" {
		return path, nil
	}
	path := filepath.Join(b.dir, fmt.Sprintf("%d.test", len(b.paths)))
	command := exec.CommandContext(ctx, "go", "test", "-c", "-ldflags=-s -w", "-o", path, folder) // stack traces need no debug information
	command.Stdout, command.Stderr = os.Stderr, os.Stderr
	if err := command.Run(); err != nil {
		return "", err
	}
	b.paths[folder] = path
	return path, nil
}

// measure runs the benchmark; its output is shown as it comes.
func (s step) measure(ctx context.Context, tests binaries) ([]Value, error) {
	path, err := tests.of(ctx, s.folder)
	if err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, path, "-test.run", "^$", "-test.bench", s.benchmark, "-test.benchtime", s.often, "-test.benchmem", "-test.timeout", "20m")
	command.Dir = s.folder // as go test has it
	// What a benchmark starts goes on without it: all of them are ended, by their group.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGTERM) }
	// A benchmark writes its line at its end: until then a long one tells how far it is where we are shown.
	command.Env = append(append(os.Environ(), fmt.Sprintf("GONGKAI_BENCH_PROGRESS=/proc/%d/fd/2", os.Getpid())), s.variables...)
	var out bytes.Buffer
	command.Stdout, command.Stderr = io.MultiWriter(&out, os.Stderr), os.Stderr
	if err := command.Run(); err != nil {
		return nil, err
	}
	values := measured(s.what, out.String())
	if len(values) == 0 {
		return nil, fmt.Errorf("%s of %s measured nothing", s.benchmark, s.folder)
	}
	return values, nil
}

// cores is what Go appends to the name of a benchmark.
var cores = regexp.MustCompile(`-\d+$`)

// measured reads the lines of benchmarks: a name, how often it ran, then values with their units.
func measured(what, out string) (values []Value) {
	for lines := bufio.NewScanner(strings.NewReader(out)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		if _, err := strconv.ParseUint(fields[1], 10, 64); err != nil {
			continue
		}
		name := cores.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")
		for i := 2; i+1 < len(fields); i += 2 {
			if n, err := strconv.ParseFloat(fields[i], 64); err == nil {
				values = append(values, Value{what, name, fields[i+1], n})
			}
		}
	}
	return values
}
