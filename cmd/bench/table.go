package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// table is the result for people, in Markdown, beside what was kept; before may be nil.
func (r *Result) table(before *Result) string {
	var b strings.Builder
	m := r.Machine
	fmt.Fprintf(&b, "Measured %s in %s on %d processors (%s), %d MB, %s, load %s; %s, ClickHouse %s, commit %s.\n",
		r.TakenAt.Format(time.DateOnly), time.Duration(r.Seconds)*time.Second, m.Processors, m.Processor, m.MemoryMB, m.System, m.Load, m.Go, m.ClickHouse, short(m.Commit))
	if before != nil {
		fmt.Fprintf(&b, "Kept before: %s, load %s, commit %s.", before.TakenAt.Format(time.DateOnly), before.Machine.Load, short(before.Machine.Commit))
		if before.Machine.Processor != m.Processor || before.Machine.Processors != m.Processors {
			fmt.Fprintf(&b, " That was another machine: %d processors (%s).", before.Machine.Processors, before.Machine.Processor)
		}
		b.WriteString("\n")
	}
	for _, s := range r.Steps {
		fmt.Fprintf(&b, "\n### %s\n\nIt took %s.\n\n| benchmark | value | unit | kept | change |\n|---|--:|---|--:|---|\n", s.What, time.Duration(s.Seconds)*time.Second)
		for _, v := range r.Values {
			if v.What == s.What {
				kept, change := before.beside(v)
				fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", v.Name, number(v.Number), v.Unit, kept, change)
			}
		}
	}
	return b.String()
}

// short is a commit as people write it, and whether something was changed since.
func short(commit string) string {
	hash, dirty, _ := strings.Cut(commit, "-")
	if dirty != "" {
		dirty = "-" + dirty
	}
	return hash[:min(12, len(hash))] + dirty
}

// noise is how far a value may move before it is called better or worse.
const noise = 0.1

// beside is the same value as it was kept, and what has become of it.
func (r *Result) beside(v Value) (kept, change string) {
	if r == nil {
		return "", ""
	}
	for _, k := range r.Values {
		if k.What != v.What || k.Name != v.Name || k.Unit != v.Unit {
			continue
		}
		if k.Number == 0 {
			return number(k.Number), ""
		}
		by := v.Number/k.Number - 1
		word := ""
		switch {
		case math.Abs(by) <= noise:
		case by > 0 == v.moreIsBetter():
			word = " better"
		default:
			word = " **worse**"
		}
		return number(k.Number), fmt.Sprintf("%+.0f%%%s", 100*by, word)
	}
	return "new", ""
}

// number has three digits that count.
func number(n float64) string {
	if math.Abs(n) >= 1000 {
		return fmt.Sprintf("%.0f", n)
	}
	return fmt.Sprintf("%.3g", n)
}
