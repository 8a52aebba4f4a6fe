// Package full is for tests that have a short form and a long one: faults, attacks, endurance. `make
// test-full` asks for the long one and prints at its end what the tests counted. The package is for
// tests only, and refuses to change what they check: a form is longer, never laxer.
package full

import (
	"fmt"
	"os"
)

// Form reports whether the long form is asked for.
func Form() bool { return os.Getenv("GONGKAI_FULL") != "" }

// Count says in a line what a suite did, "attacks by SQL: 588 refused", for the end of `make test-full`: go
// test keeps to itself what a test prints that passes. Outside of it nothing happens.
func Count(format string, args ...any) {
	name := os.Getenv("GONGKAI_COUNTS")
	if name == "" {
		return
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return // nobody reads it then
	}
	defer file.Close()
	_, _ = fmt.Fprintf(file, format+"\n", args...) // one write: tests of several packages append at once
}
