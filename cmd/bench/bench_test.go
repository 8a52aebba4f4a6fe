package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestMeasured(t *testing.T) {
	const out = `goos: linux
BenchmarkParse/exports-2         	      12	  90210.5 ns/op	         1.87 times-html.Parse	  3012 pages/s
BenchmarkParse/corpus-2          	--- SKIP: BenchmarkParse/corpus
BenchmarkNation/10000            	       1	       123 score-ms
PASS
`
	want := []Value{{"reading", "Parse/exports", "ns/op", 90210.5}, {"reading", "Parse/exports", "times-html.Parse", 1.87}, {"reading", "Parse/exports", "pages/s", 3012}, {"reading", "Nation/10000", "score-ms", 123}}
	got := measured("reading", out)
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i, w := range want {
		if got[i] != w {
			t.Errorf("got %v, want %v", got[i], w)
		}
	}
}

func TestTable(t *testing.T) {
	at := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	machine := Machine{Processor: "a", Processors: 2, Load: "0.1 0.1 0.1", Commit: "0123456789abcdef"}
	before := &Result{TakenAt: at, Machine: machine, Values: []Value{{"x", "A", "pages/s", 100}, {"x", "A", "ns/op", 100}, {"x", "B", "of-colly", 0.5}, {"y", "C", "peak-MB", 100}, {"y", "D", "ms", 0}}}
	now := Result{TakenAt: at, Machine: machine, Steps: []Step{{"x", 70}, {"y", 2}}, Values: []Value{{"x", "A", "pages/s", 80}, {"x", "A", "ns/op", 80}, {"x", "B", "of-colly", 0.6}, {"y", "C", "peak-MB", 109}, {"y", "D", "ms", 3}, {"y", "E", "ms", 12345.6}}}
	table := now.table(before)
	for _, line := range []string{
		"| A | 80 | pages/s | 100 | -20% **worse** |", "| A | 80 | ns/op | 100 | -20% better |", "| B | 0.6 | of-colly | 0.5 | +20% better |",
		"| C | 109 | peak-MB | 100 | +9% |", "| D | 3 | ms | 0 |  |", "| E | 12346 | ms | new |  |", "### y", "It took 1m10s.", "Kept before: 2026-03-31, load 0.1 0.1 0.1, commit 0123456789ab.",
	} {
		if !strings.Contains(table, line+"\n") {
			t.Errorf("there is no line %q in\n%s", line, table)
		}
	}
	before.Machine.Processors = 64
	if !strings.Contains(now.table(before), "That was another machine: 64 processors") || strings.Contains(now.table(nil), "Kept before") {
		t.Error("another machine is not told, or none is taken for one")
	}
}

// What was written is read back, and what the suite names is there.
func TestSuiteAndResult(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.json")
	r := &Result{TakenAt: time.Now().UTC().Truncate(time.Second), Values: []Value{{"x", "A", "ms", 1.5}}}
	if err := r.write(path); err != nil {
		t.Fatal(err)
	}
	back, err := readResult(path)
	if err != nil || !back.TakenAt.Equal(r.TakenAt) || back.Values[0] != r.Values[0] {
		t.Errorf("%v, %v", back, err)
	}
	suite, err := readSuite("../../bench/suite.tsv")
	if err != nil || len(suite) < 5 {
		t.Fatalf("%d steps, %v", len(suite), err)
	}
	for _, s := range suite {
		files, _ := filepath.Glob(filepath.Join("../..", s.folder, "*_test.go"))
		var found []string
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)^func (\w+)\(b \*testing\.B\)`).FindAllSubmatch(text, -1) {
				if regexp.MustCompile(s.benchmark).Match(m[1]) {
					found = append(found, string(m[1]))
				}
			}
		}
		if want := 1 + strings.Count(s.benchmark, "|"); len(found) != want {
			t.Errorf("%s: of %s %s has %v, want %d", s.what, s.benchmark, s.folder, found, want)
		}
	}
}
