// Package doctor judges what was seen of an installation: is it well, and what is to be done. Each
// judgement is a pure function of what somebody else looked at, so that every broken state can be
// tested without breaking anything.
//
// It refuses to look at anything itself, and to mend anything.
package doctor

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"
)

// State is how a check ended.
type State string

// The states, from good to bad.
const (
	OK      State = "ok"
	Warning State = "warning" // it works, and somebody ought to look
	Error   State = "error"   // it does not work, or what it shows may be wrong
)

// Check is one thing that was looked at.
type Check struct {
	Name  string `json:"check"`
	State State  `json:"state"`
	Seen  string `json:"seen"`
	Do    string `json:"do,omitempty"` // what to do; empty where there is nothing
}

func ok(name, seen string, args ...any) Check {
	return Check{Name: name, State: OK, Seen: fmt.Sprintf(seen, args...)}
}

func warn(name, do, seen string, args ...any) Check {
	return Check{Name: name, State: Warning, Seen: fmt.Sprintf(seen, args...), Do: do}
}

func fail(name, do, seen string, args ...any) Check {
	return Check{Name: name, State: Error, Seen: fmt.Sprintf(seen, args...), Do: do}
}

// Report is all that was looked at.
type Report struct {
	Worst  State   `json:"worst"`
	Checks []Check `json:"checks"`
}

// Add adds checks.
func (r *Report) Add(checks ...Check) {
	if r.Worst == "" {
		r.Worst = OK
	}
	for _, c := range checks {
		if c.State == Error || c.State == Warning && r.Worst == OK {
			r.Worst = c.State
		}
		r.Checks = append(r.Checks, c)
	}
}

// Count says how many checks ended in a state.
func (r *Report) Count(s State) (n int) {
	for _, c := range r.Checks {
		if c.State == s {
			n++
		}
	}
	return n
}

// Lines writes a line a check, for people.
func (r *Report) Lines(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	for _, c := range r.Checks {
		line := c.Seen
		if c.Do != "" {
			line += ": " + c.Do
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", c.State, c.Name, line)
	}
	return table.Flush()
}

// JSON writes one object, for programs.
func (r *Report) JSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(r)
}
