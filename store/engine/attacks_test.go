package engine_test

import (
	"bufio"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure/full"
	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// attack is a line of testdata/attacks.tsv: an attempt to get out of what a reader may do.
type attack struct {
	line                         int
	class, code, says, parameter string
	text                         string
}

func attacks(t testing.TB) []attack {
	t.Helper()
	file, err := os.Open("testdata/attacks.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []attack
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		part := strings.SplitN(lines.Text(), "\t", 5)
		if len(part) != 5 {
			t.Fatalf("attacks.tsv:%d: %d columns", n, len(part))
		}
		all = append(all, attack{n, part[0], part[1], part[2], part[3], part[4]})
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// large are texts that no line should hold, by the names that attacks.tsv has for them.
func large() map[string]string {
	return map[string]string{
		"{nl}": "\n", "{nul}": "\x00", "{bom}": "\ufeff", "{bad utf8}": "SELECT '\xff', file\xc0\xa8'x')",
		"{parentheses}": strings.Repeat("(", 100_000) + "1" + strings.Repeat(")", 100_000),
		"{brackets}":    strings.Repeat("[", 5000) + "1" + strings.Repeat("]", 5000),
		"{subqueries}":  strings.Repeat("(SELECT ", 200) + "1" + strings.Repeat(")", 200),
		"{sum}":         "1" + strings.Repeat("+1", 60_000), "{list}": "1" + strings.Repeat(",1", 60_000), "{commas}": strings.Repeat(",", 5000),
		"{nots}": strings.Repeat("NOT ", 20_000), "{long}": strings.Repeat("x", 1_100_000), "{huge number}": strings.Repeat("9", 100_000),
		"{json}": strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5000), "{arrays}": strings.Repeat("Array(", 5000) + "Int8" + strings.Repeat(")", 5000),
		"{doubling joins}":   "WITH a0 AS (SELECT number AS n FROM numbers(1))" + doubling(25, ", a%[2]d AS (SELECT x.n AS n FROM a%[1]d AS x, a%[1]d AS y)") + " SELECT count() FROM a25",
		"{doubling unions}":  "WITH a0 AS (SELECT 1 AS n)" + doubling(25, ", a%[2]d AS (SELECT n FROM a%[1]d UNION ALL SELECT n FROM a%[1]d)") + " SELECT count() FROM a25",
		"{doubling aliases}": "WITH 1 AS a0" + doubling(40, ", a%[1]d + a%[1]d AS a%[2]d") + " SELECT a40",
	}
}

func doubling(n int, step string) string {
	var all strings.Builder
	for i := range n {
		fmt.Fprintf(&all, step, i, i+1)
	}
	return all.String()
}

// reason is the code of an answer's exception and what it says, also of one that comes behind rows; of an
// answer without one, "-" and the answer.
func reason(got answer) (code, message string) {
	code = got.header.Get("X-ClickHouse-Exception-Code")
	_, late, isLate := strings.Cut(got.body, "__exception__")
	if isLate {
		_, late, _ = strings.Cut(late, "Code: ")
		code, _, _ = strings.Cut(late, ".")
	}
	if code == "" {
		return "-", got.body
	}
	_, message, _ = strings.Cut(got.body, "DB::Exception: ")
	return code, message
}

// longForm ends the class of attempts that take seconds of processor each.
const longForm = " (long form)"

// TestAttacks makes every attempt of testdata/attacks.tsv as a reader. Each is refused for the reason that
// its line gives, or answered with just what it says; nothing from outside comes along, no connection
// gets out, and the tables are as before.
func TestAttacks(t *testing.T) {
	e := enginetest.Engine(t)
	_, db := enginetest.New(t)
	query(t, e, "CREATE TABLE "+db+".t (n UInt32) ENGINE = MergeTree ORDER BY n")
	query(t, e, "INSERT INTO "+db+".t VALUES (1)")
	query(t, e, "CREATE DATABASE IF NOT EXISTS hidden_from_readers")
	t.Cleanup(func() { query(t, e, "DROP DATABASE hidden_from_readers SYNC") })
	query(t, e, "CREATE OR REPLACE TABLE hidden_from_readers.t (s String) ENGINE = MergeTree ORDER BY s")
	query(t, e, "INSERT INTO hidden_from_readers.t VALUES ('OUTSIDE')")
	query(t, e, "CREATE OR REPLACE VIEW hidden_from_readers.v AS SELECT * FROM hidden_from_readers.t")
	dir := t.TempDir()
	secret, link := filepath.Join(dir, "secret.txt"), filepath.Join(dir, "link")
	if err := os.WriteFile(secret, []byte("OUTSIDE\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, link); err != nil {
		t.Fatal(err)
	}
	server, asked := listen(t)
	pairs := []string{"{secret}", secret, "{link}", link, "{server}", server}
	for name, text := range large() {
		pairs = append(pairs, name, text)
	}
	names := strings.NewReplacer(pairs...)
	counts := map[string]int{}
	for _, a := range attacks(t) {
		if strings.HasSuffix(a.class, longForm) && !full.Form() {
			continue
		}
		address := "/?"
		for pair := range strings.SplitSeq(a.parameter, "&") {
			name, value, found := strings.Cut(names.Replace(pair), "=")
			if !found {
				continue
			}
			address += url.QueryEscape(name) + "=" + url.QueryEscape(value) + "&"
		}
		if !strings.Contains(a.parameter, "database=") {
			address += "database=" + db
		}
		if a.parameter == "" {
			// Costly ones are cut off early: limits are limits. Those of memory get the time to reach theirs on a busy machine.
			address += "&max_memory_usage=100000000"
			if a.code != "241" {
				address += "&max_execution_time=2"
			}
		}
		got := send(t, e, e.URL(), call{address: address, body: names.Replace(a.text), user: engine.UserReader})
		code, message := reason(got)
		fits := strings.Contains(message, names.Replace(a.says))
		if code == "-" {
			fits = strings.ReplaceAll(strings.TrimSuffix(message, "\n"), "\t", " ") == a.says
		}
		if code != a.code || a.says == "" || !fits || strings.Contains(got.body, "OUTSIDE") || code == "-" && got.status != http.StatusOK {
			t.Errorf("attacks.tsv:%d: %s %s: %d, code %s, %.300q; want code %s and %q", a.line, a.parameter, a.text, got.status, code, got.body, a.code, a.says)
		}
		counts[strings.TrimSuffix(a.class, longForm)]++
	}
	if n := asked(); n != 0 {
		t.Errorf("%d connections got out", n)
	}
	if rows := query(t, e, "SELECT count(), (SELECT count() FROM hidden_from_readers.t) FROM "+db+".t"); rows != "1\t1" {
		t.Errorf("the tables have %s rows", rows)
	}
	if left := query(t, e, "SELECT count() FROM system.processes WHERE Settings['readonly'] = '1'"); left != "0" {
		t.Errorf("%s statements of readers still run", left)
	}
	total := 0
	for _, n := range counts {
		total += n
	}
	if total < 150 {
		t.Errorf("only %d attempts", total)
	}
	var classes []string
	for _, class := range slices.Sorted(maps.Keys(counts)) {
		classes = append(classes, fmt.Sprintf("%s %d", class, counts[class]))
	}
	full.Count("attacks by SQL refused or harmless: %d (%s)", total, strings.Join(classes, ", "))
}
