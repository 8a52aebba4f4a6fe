package engine_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gongkai/store/engine/enginetest"
	"gongkai/store/engine/statement"
)

// TestReviewed: what a newer engine brings is refused to readers until somebody has looked at it; this
// says what that is.
func TestReviewed(t *testing.T) {
	e := enginetest.Engine(t)
	version := query(t, e, "SELECT version()")
	functions := strings.Fields(query(t, e, "SELECT name FROM system.functions"))
	for name := range statement.Unreviewed(functions) {
		t.Errorf("ClickHouse %s has the function %s, which nobody has looked at: put it into statement/functions.txt or refused_functions.tsv", version, name)
	}
	if gone := statement.Gone(functions); len(gone) > 0 {
		t.Errorf("ClickHouse %s has no functions %v any more: take them off the lists", version, gone)
	}
	text, err := os.ReadFile("testdata/reviewed.txt")
	if err != nil {
		t.Fatal(err)
	}
	reviewed := map[string][]string{}
	topic := ""
	for line := range strings.Lines(string(text)) {
		if title, is := strings.CutPrefix(line, "# "); is {
			topic = strings.TrimSpace(title)
			continue
		}
		reviewed[topic] = append(reviewed[topic], strings.Fields(line)...)
	}
	for _, topic := range []string{"table_functions", "table_engines", "formats", "settings"} {
		have := strings.Fields(query(t, e, "SELECT name FROM system."+topic))
		for _, name := range have {
			if !slices.Contains(reviewed[topic], name) {
				t.Errorf("ClickHouse %s has %s among its %s, which nobody has looked at: see what it does and put it into testdata/reviewed.txt", version, name, topic)
			}
		}
		if len(have) < 50 {
			t.Errorf("only %d %s", len(have), topic)
		}
	}
	// A function that no list has is refused wherever it is named, and one that has a place elsewhere is not.
	unseen := statement.Unreviewed([]string{"readSecrets", "sum", "file"})
	for text, refused := range map[string]bool{"SELECT readSecrets(1)": true, "SELECT arrayMap(ReadSecrets, [1])": true, "SELECT `readsecrets`(1)": true, "SELECT sum(1)": false} {
		if err := statement.Guard(text, unseen); (err != nil) != refused {
			t.Errorf("%s: %v", text, err)
		}
	}
	// Table functions: by their names.
	for _, name := range strings.Fields(query(t, e, "SELECT name FROM system.table_functions")) {
		err := statement.Guard("SELECT 1 IN (SELECT * FROM t) AND "+name+"(1)", nil)
		if may := slices.Contains([]string{"numbers", "numbers_mt", "zeros", "zeros_mt", "generateSeries", "generate_series", "values", "view"}, name); (err == nil) != may {
			t.Errorf("the table function %s: %v", name, err)
		}
	}
}
