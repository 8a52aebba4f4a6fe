package analytics

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestByNumbers(t *testing.T) {
	const parts = "(SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})"
	const own, several = "run_id = {run:UInt64}", "(run_id = {run:UInt64} OR run_id = 7 AND unit_hash IN (1, 2))"
	for _, c := range []struct{ query, where, want string }{
		{"a WHERE (run_id, unit_hash) IN " + parts + " AND b", own, "a WHERE run_id = {run:UInt64} AND b"},
		{"(y.run_id, y.unit_hash) IN " + parts, own, "y.run_id = {run:UInt64}"},
		{"(y.run_id, y.unit_hash) IN " + parts, several, "(y.run_id = {run:UInt64} OR y.run_id = 7 AND y.unit_hash IN (1, 2))"},
		{"part AS " + parts + " WHERE (run_id, unit_hash) IN part AND c", own, "part AS " + parts + " WHERE run_id = {run:UInt64} AND c"},
		{"(run_id, unit_hash) IN partly, (run_id, group_hash) IN " + parts, own, "(run_id, unit_hash) IN partly, (run_id, group_hash) IN " + parts},
		{"(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM elsewhere)", own, "(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM elsewhere)"},
	} {
		if got := byNumbers(c.query, c.where); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

func TestGroupsByNumbers(t *testing.T) {
	const groups = "(run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64})"
	for _, c := range []struct{ query, where, want string }{
		{"a WHERE " + groups + " AND b", "run_id = {run:UInt64}", "a WHERE run_id = {run:UInt64} AND b"},
		{groups + ", " + groups, "(run_id = {run:UInt64} OR run_id = 7 AND unit_hash IN (1, 2))", "(run_id = {run:UInt64} OR run_id = 7 AND group_hash IN (1, 2)), (run_id = {run:UInt64} OR run_id = 7 AND group_hash IN (1, 2))"},
		{"(run_id, unit_hash) IN part", "run_id = {run:UInt64}", "(run_id, unit_hash) IN part"},
	} {
		if got := groupsByNumbers(c.query, c.where); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.query, got, c.want)
		}
	}
}

// TestCompose plays runs that write some divisions each, some of which come and go, and holds what is asked for to the rows
// that stand.
func TestCompose(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	type row struct{ run, unit uint64 }
	asked := 0
	for range 200 {
		units, withGone := 1+random.Uint64N(40), random.IntN(4) > 0
		written, stands := map[row]bool{}, map[uint64]uint64{} // by unit, the run
		gone := map[uint64]bool{}
		for run := range 1 + random.Uint64N(6) {
			run++
			most := []uint64{1, 5, 100}[random.IntN(3)]
			for unit := range units {
				switch {
				case run > 1 && random.Uint64N(100) >= most:
				case random.IntN(8) == 0:
					gone[unit], stands[unit] = true, run
				default:
					delete(gone, unit)
					written[row{run, unit}], stands[unit] = true, run
				}
			}
			var parts []part
			for unit, made := range stands {
				if withGone || !gone[unit] {
					parts = append(parts, part{fmt.Sprint(unit), unit, made, withGone})
				}
			}
			where := compose(run, parts).where
			if len(parts) == 0 {
				if where != "" {
					t.Errorf("of no parts: %s", where)
				}
				continue
			}
			for r := range written {
				want := stands[r.unit] == r.run && !gone[r.unit]
				if got := holds(t, where, run, r.run, r.unit); got != want {
					t.Fatalf("run %d of %v: row %v: %v, want %v by\n%s", run, parts, r, got, want, where)
				}
				asked++
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d rows were looked at", asked)
	}
	many := []part{{"a", 1, 1, true}}
	for i := range uint64(3 * mostNumbers) {
		many = append(many, part{fmt.Sprint(i), i + 10, 1 + i%3, true})
	}
	if c := compose(4, many); c.where != "" || len(c.made) != len(many) {
		t.Errorf("of %d divisions in three runs: %.80s", len(c.made), c.where)
	}
}

var asksRun = regexp.MustCompile(`^run_id = (\S+?)(?: AND unit_hash (IN|NOT IN) \(([0-9, ]+)\))?$`)

// holds reports whether a row is among what is asked for.
func holds(t *testing.T, where string, newest, run, unit uint64) bool {
	t.Helper()
	for condition := range strings.SplitSeq(strings.TrimSuffix(strings.TrimPrefix(where, "("), ")"), " OR ") {
		if strings.Contains(condition, "IN (") && !strings.HasSuffix(condition, ")") {
			condition += ")" // the last
		}
		m := asksRun.FindStringSubmatch(condition)
		if m == nil {
			t.Fatalf("%s in %s", condition, where)
		}
		if strings.ReplaceAll(m[1], "{run:UInt64}", fmt.Sprint(newest)) != fmt.Sprint(run) {
			continue
		}
		among := m[3] != "" && slices.Contains(strings.Split(m[3], ", "), fmt.Sprint(unit))
		return m[2] == "" || among == (m[2] == "IN")
	}
	return false
}

// TestComposeNamesFewer: of a run in which most divisions stand those that were written since are named.
func TestComposeNamesFewer(t *testing.T) {
	parts := []part{{"a", 11, 9, true}, {"b", 12, 9, true}, {"c", 13, 9, true}, {"d", 14, 8, true}, {"e", 15, 12, true}}
	if got, want := compose(12, parts).where, "(run_id = {run:UInt64} OR run_id = 9 AND unit_hash NOT IN (15) OR run_id = 8 AND unit_hash IN (14))"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := slices.Sorted(maps.Keys(compose(12, parts).made)); !slices.Equal(got, []string{"a", "b", "c", "d", "e"}) {
		t.Errorf("%v", got)
	}
}
