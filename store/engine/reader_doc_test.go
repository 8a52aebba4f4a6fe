package engine

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReaderDocument: the limits and settings of readers that doc/queries.md names are those
// that hold.
func TestReaderDocument(t *testing.T) {
	file, err := os.ReadFile("../../doc/queries.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(file)
	h := &host{spec: spec{Limits: Limits{}.withDefaults()}}
	said := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `?([a-z_ ]+?)`? \\| (\\d+) \\|").FindAllStringSubmatch(text, -1) {
		said[m[1]] = m[2]
	}
	for _, argument := range h.readerArguments() {
		name, value, _ := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		if !strings.HasSuffix(name, "_mode") && said[name] != value {
			t.Errorf("%s is %s, doc/queries.md says %q", name, value, said[name])
		}
	}
	if said["queries at a time"] != "8" || h.spec.Limits.Queries != 8 {
		t.Errorf("%d queries at a time, doc/queries.md says %q", h.spec.Limits.Queries, said["queries at a time"])
	}
	for name := range readerHarmless {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("doc/queries.md does not say that readers may set %s", name)
		}
	}
	if len(said) < 10 {
		t.Errorf("only the limits %v", said)
	}
}
