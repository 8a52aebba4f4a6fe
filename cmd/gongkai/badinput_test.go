package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestBadInput: every mistake gets one clear line on standard error and the right status.
func TestBadInput(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	closed.Close()
	file := write("file", "not a folder")
	empty := write("empty.html", "")
	county := write("county.yaml", "sites:\n  - {id: a, name: a, division_code: \"361022\", url: http://www.example.gov.cn/}\n")
	badSites := write("sites.yaml", "sites:\n  - id: a\n    colour: red\n  - id: a\n    url: ftp://x\n")
	badConfig := write("config.yaml", "log-levle: debug\n")
	data := filepath.Join(dir, "data")

	for _, c := range []struct {
		name    string
		library string
		args    []string
		status  int
		says    []string
	}{
		{name: "no such command", args: []string{"scrape"}, status: 2, says: []string{"scrape", "--help"}},
		{name: "no such flag", args: []string{"demo", "--twice"}, status: 2, says: []string{"--twice"}},
		{name: "argument missing", args: []string{"sql"}, status: 2, says: []string{"query"}},
		{name: "flag value", args: []string{"version", "--log-level", "loud"}, status: 2, says: []string{"loud"}},
		{name: "configuration", args: []string{"version", "--config", badConfig}, status: 2, says: []string{"log-levle", badConfig}},
		{name: "configuration missing", args: []string{"version", "--config", filepath.Join(dir, "none.yaml")}, status: 2, says: []string{"none.yaml"}},
		{name: "folder", args: []string{"score", "--data", filepath.Join(file, "x")}, status: 1, says: []string{"data folder", file}},
		{name: "port taken", args: []string{"serve", "--data", data, "--listen", taken.Addr().String()}, status: 1, says: []string{taken.Addr().String(), "--listen"}},
		{name: "reader port taken", args: []string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--clickhouse-listen", taken.Addr().String()}, status: 1, says: []string{taken.Addr().String()}},
		{name: "library missing", library: filepath.Join(dir, "libchdb.so"), args: []string{"score", "--data", data}, status: 1, says: []string{"npm ci"}},
		{name: "not a library", library: file, args: []string{"score", "--data", data}, status: 1, says: []string{file}},
		{name: "no file", args: []string{"parse", filepath.Join(dir, "none.html")}, status: 1, says: []string{"none.html"}},
		{name: "a folder to parse", args: []string{"parse", dir}, status: 1, says: []string{"folder"}},
		{name: "empty file", args: []string{"ingest", "--data", data, empty}, status: 1, says: []string{"empty.html", "empty"}},
		{name: "no file to bring in", args: []string{"ingest", "--data", data, filepath.Join(dir, "none")}, status: 1, says: []string{"none"}},
		{name: "paths missing", args: []string{"ingest", "--data", data, "--files"}, status: 2, says: []string{"--files"}},
		{name: "unreachable server", args: []string{"score", "--clickhouse", "http://" + nobody}, status: 1, says: []string{nobody}},
		{name: "no address", args: []string{"score", "--clickhouse", "localhost"}, status: 2, says: []string{"http://"}},
		{name: "server and reader", args: []string{"serve", "--listen", "127.0.0.1:0", "--clickhouse", "http://" + nobody, "--clickhouse-listen", "127.0.0.1:0"}, status: 2, says: []string{"--clickhouse-listen"}},
		{name: "no password file", args: []string{"score", "--clickhouse", "http://" + nobody, "--clickhouse-password-file", filepath.Join(dir, "none")}, status: 1, says: []string{"none"}},
		{name: "no sites", args: []string{"crawl", "--data", data, "--sites", filepath.Join(dir, "none.yaml")}, status: 1, says: []string{"none.yaml"}},
		{name: "bad sites", args: []string{"sites", "check", badSites}, status: 1, says: []string{"colour", "sites.yaml:3", "ftp"}},
		{name: "bad shard", args: []string{"crawl", "--data", data, "--shard", "3/2"}, status: 2, says: []string{"3/2"}},
		{name: "no contact", args: []string{"crawl", "--data", data, "--sites", county}, status: 2, says: []string{"site a", "--contact"}},
		{name: "bad contact", args: []string{"crawl", "--data", data, "--sites", county, "--contact", "me"}, status: 2, says: []string{"mail address"}},
		{name: "wrong query", args: []string{"sql", "--data", data, "SELECT nonsense"}, status: 1, says: []string{"nonsense"}},
		{name: "writing query", args: []string{"sql", "--data", data, "DROP TABLE bodies"}, status: 1, says: []string{"read"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if strings.Contains(strings.Join(c.args, " "), "--data") {
				needEngine(t)
			}
			var set []string
			if c.library != "" {
				set = append(set, "GONGKAI_CHDB_LIBRARY="+c.library)
			}
			out, errText, status := startWith(t, set, c.args...).finish()
			if status != c.status {
				t.Errorf("status %d, want %d\n%s%s", status, c.status, out, errText)
			}
			for _, w := range c.says {
				if !strings.Contains(errText, w) {
					t.Errorf("does not say %q: %s", w, errText)
				}
			}
			// Errors of a sites file come one a line; everything else is a single line.
			if lines := strings.Count(strings.TrimSpace(errText), "\n") + 1; lines > 1 && c.name != "bad sites" && c.name != "no file" && c.name != "a folder to parse" && c.name != "empty file" {
				t.Errorf("%d lines: %s", lines, errText)
			}
		})
	}
}

// TestParseKeepsGoing: one line a file in order; what is no report gets its line too.
func TestParseKeepsGoing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty.html")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	out, errText, status := gongkai(t, "parse", "--json", empty, filepath.Join(dir, "none.html"), empty)
	if status != 1 || !strings.Contains(errText, "none.html") {
		t.Errorf("status %d: %s", status, errText)
	}
	if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) != 2 || !strings.Contains(lines[0], `"outcome":"broken"`) {
		t.Errorf("want two lines of outcome broken: %s", out)
	}
	if out, _, status := gongkai(t, "parse", "--json", empty); status != 0 {
		t.Errorf("status %d for a file that is no report: %s", status, out)
	}
}
