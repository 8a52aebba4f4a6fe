package statement

import (
	"errors"
	"os"
	"strings"
	"testing"
)

func lines(t testing.TB, file string) []string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var ls []string
	for l := range strings.Lines(string(data)) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			ls = append(ls, l)
		}
	}
	if len(ls) < 20 {
		t.Fatalf("%s has only %d queries", file, len(ls))
	}
	return ls
}

func TestGuardLetsResearchThrough(t *testing.T) {
	for _, q := range lines(t, "allowed.txt") {
		if err := Guard(q, nil); err != nil {
			t.Errorf("%s\n\t%v", q, err)
		}
	}
}

func TestGuardRefuses(t *testing.T) {
	for _, l := range lines(t, "refused.txt") {
		want, q, _ := strings.Cut(l, "|")
		var r *Refused
		err := Guard(q, nil)
		if !errors.As(err, &r) {
			t.Errorf("%s\n\t%v, want it refused", q, err)
			continue
		}
		if !strings.EqualFold(strings.Trim(r.Word, "`"), want) || r.Why == "" || !strings.Contains(err.Error(), r.Why) {
			t.Errorf("%s\n\trefused at %q (%s), want %s", q, r.Word, r.Why, want)
		}
	}
}

// Texts that the engine would not write, but on which the guard must not
// stumble.
func TestGuardRefusesOddTexts(t *testing.T) {
	for _, q := range []string{
		"", ";", "(((", ")", "SELECT 'open", "SELECT `open", "SELECT /* open", "SHOW", "SHOW CREATE",
		"SELECT 1)) FROM a, newFunction('x')", "SELECT a FROM (b, newFunction(1)), newFunction(2)",
	} {
		if Guard(q, nil) == nil {
			t.Errorf("%q passed", q)
		}
	}
}

// Every word that is refused by name is refused however it is written.
func TestGuardRefusesEachName(t *testing.T) {
	for name := range deniedNames {
		for _, q := range []string{
			"SELECT " + strings.ToUpper(name) + "(1)", "SELECT `" + name + "`(1)", "SELECT \"" + name + "\"(1)",
			"SELECT arrayMap(" + name + ", [1])", "SELECT * APPLY " + name + " FROM t",
		} {
			if Guard(q, nil) == nil {
				t.Errorf("%s passed", q)
			}
		}
		if err := Guard("SELECT '"+name+"(1)', my_"+name+"s, "+name+"_ FROM t", nil); err != nil {
			t.Error(err)
		}
	}
	for name, v := range tableFunctions {
		if err := Guard("SELECT * FROM "+name+"(CSV, 1)", nil); (err == nil) != (v == allowed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, q := range lines(f, "allowed.txt") {
		f.Add(q)
	}
	for _, l := range lines(f, "refused.txt") {
		f.Add(l[strings.IndexByte(l, '|')+1:])
	}
	f.Fuzz(func(t *testing.T, q string) {
		if Guard(q, nil) != nil {
			return
		}
		// What passes has no denied word outside strings, however cut.
		for tok, ok := next(q, 0); ok; tok, ok = next(q, tok.end) {
			if tok.kind != str && deniedNames[strings.ToLower(tok.name(q))] != "" {
				t.Errorf("%q passed with %s", q, tok.name(q))
			}
		}
	})
}

func BenchmarkGuard(b *testing.B) {
	qs := lines(b, "allowed.txt")
	size := 0
	for _, q := range qs {
		size += len(q)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, q := range qs {
			if err := Guard(q, nil); err != nil {
				b.Fatal(err)
			}
		}
	}
}
