package release

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/disclosure/parcel"
)

// TestFirst: a row is found among many, whatever their texts hold: ends of lines, quotes and what looks like another row.
func TestFirst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	texts := []string{"plain", "two\nlines", "ends in a line\n", "\"quoted\"\n\"at the beginning of a line\"", "\n\"r0000\",\"like a row\"\r\n", strings.Repeat("long\n", 3000), "", "\"", "\n\"\n,\n\",\n\"\""}
	var table strings.Builder
	table.WriteString("report_id,text,versions\r\n")
	for r := range 500 {
		fmt.Fprintf(&table, "\"r%04d\",\"%s\",%d\r\n", 2*r, strings.ReplaceAll(texts[r%len(texts)], `"`, `""`), r)
	}
	put := func(name, text string) {
		t.Helper()
		_, err := parcel.Put(dir, DataFolder+"/csv/"+name+".csv", []byte(text), rights)
		must(t, err)
	}
	put("reports", table.String())
	put("none", "report_id,text\r\n")
	put("unquoted", "n,text\r\n"+strings.Repeat("1,a\r\n", 3000)+"2,b\r\n")
	for r := range 500 {
		for _, c := range []struct{ from, want string }{{fmt.Sprintf("r%04d", 2*r), fmt.Sprintf("r%04d", 2*r)}, {fmt.Sprintf("r%04d", 2*r-1), fmt.Sprintf("r%04d", 2*r)}} {
			row, err := First(dir, "reports", c.from)
			if err != nil || row["report_id"] != c.want || row["versions"] != fmt.Sprint(r) || row["text"] != strings.ReplaceAll(texts[r%len(texts)], "\r\n", "\n") { // as encoding/csv reads it
				t.Fatalf("from %s: %.200v, %v", c.from, row, err)
			}
		}
	}
	for _, c := range []struct{ table, from, want string }{{"reports", "", "r0000"}, {"reports", "a", "r0000"}, {"reports", "r0998x", ""}, {"reports", "z", ""}, {"none", "r", ""}, {"unquoted", "2", "b"}} {
		row, err := First(dir, c.table, c.from)
		if got := row["report_id"]; err != nil || got != c.want && row["text"] != c.want || c.want == "" && row != nil {
			t.Errorf("%s from %q: %v, %v", c.table, c.from, row, err)
		}
	}
	if _, err := First(filepath.Join(dir, "no"), "reports", "a"); !os.IsNotExist(err) {
		t.Errorf("of no release: %v", err)
	}
}

// BenchmarkFirst finds a report in a table of a million.
func BenchmarkFirst(b *testing.B) {
	dir := b.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, DataFolder, "csv"), 0o755); err != nil {
		b.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, DataFolder, "csv", "reports.csv"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	var table strings.Builder
	table.WriteString("report_id,text\r\n")
	const reports = 1_000_000
	for r := range reports {
		fmt.Fprintf(&table, "\"%07d\",\"%s\"\r\n", r, strings.Repeat("a text of a report ", 5))
		if table.Len() > 1<<20 || r == reports-1 {
			if _, err := file.WriteString(table.String()); err != nil {
				b.Fatal(err)
			}
			table.Reset()
		}
	}
	n := 0
	for b.Loop() {
		n = (n + 524287) % reports
		if row, err := First(dir, "reports", fmt.Sprintf("%07d", n)); err != nil || row["report_id"] != fmt.Sprintf("%07d", n) {
			b.Fatal(row, err)
		}
	}
}
