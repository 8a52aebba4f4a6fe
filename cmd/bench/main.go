// Command bench runs the benchmarks that bench/suite.tsv names, writes what they measured as JSON
// and as a table with the machine and the versions, and holds it against what was kept before.
//
// It measures nothing itself and fails for nothing that has become slower: a busy machine makes
// everything slow, and whoever reads the table sees how busy it was.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// The files of the folder, beside the suite.
const (
	lastResult = "last.json"
	lastTable  = "last.md"
	keptResult = "kept.json"
)

func run(ctx context.Context) error {
	dir := flag.String("dir", "bench", "folder of suite.tsv and of the results")
	keep := flag.Bool("keep", false, "keep the result: later ones are held against it")
	only := flag.String("only", "", "expression: measure only what the suite calls so")
	flag.Parse()
	chosen, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	suite, err := readSuite(filepath.Join(*dir, "suite.tsv"))
	if err != nil {
		return err
	}
	temporary, err := os.MkdirTemp("", "gongkai-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temporary)
	tests := binaries{temporary, map[string]string{}}
	result := Result{Machine: thisMachine(), TakenAt: time.Now().UTC().Truncate(time.Second)}
	for _, s := range suite {
		if chosen.MatchString(s.what) {
			begun := time.Now()
			values, err := s.measure(ctx, tests)
			if err != nil {
				return fmt.Errorf("%s: %w", s.what, err)
			}
			result.Steps = append(result.Steps, Step{s.what, int(time.Since(begun).Seconds())})
			result.Values = append(result.Values, values...)
		}
	}
	result.Seconds = int(time.Since(result.TakenAt).Seconds())
	before, err := readResult(filepath.Join(*dir, keptResult))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	table := result.table(before)
	fmt.Print(table)
	err = errors.Join(os.WriteFile(filepath.Join(*dir, lastTable), []byte(table), 0o644), result.write(filepath.Join(*dir, lastResult)))
	if *keep {
		err = errors.Join(err, result.write(filepath.Join(*dir, keptResult)))
	}
	return err
}
