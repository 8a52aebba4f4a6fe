package pattern

import (
	"regexp"
	"strings"
	"testing"
)

// TestUpTo: a bound beside an expression is the bound in it.
func TestUpTo(t *testing.T) {
	beside, within := UpTo(40, `^[\p{L}\p{N}][\p{L}\p{N} ._@·-]*$`), regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} ._@·-]{0,39}$`)
	for _, text := range []string{"", "a", " a", "王 a.b", strings.Repeat("王", 39), strings.Repeat("王", 40), strings.Repeat("王", 41), strings.Repeat("𠀀", 40), strings.Repeat("𠀀", 41),
		strings.Repeat("a", 40), strings.Repeat("a", 41), strings.Repeat("a", 161), "a\xff", "a\n", "a/b"} {
		if got, want := beside.MatchString(text), within.MatchString(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
