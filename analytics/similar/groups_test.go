package similar

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
)

// nothing is a database that takes all and has the groups of the run before, or has dropped them.
type nothing struct {
	DB
	dropped bool
	rows    [][]any
}

func (n *nothing) Insert(_ context.Context, _ string, rows [][]any) error {
	n.rows = rows
	return nil
}

func (n *nothing) Select(_ context.Context, dst any, _ string, _ map[string]any) error {
	left := dst.(*[]struct {
		Groups uint64 `ch:"groups"`
	})
	*left = append(*left, struct {
		Groups uint64 `ch:"groups"`
	}{map[bool]uint64{false: 1}[n.dropped]})
	return nil
}

// decade is the groups of two provinces and ten years, with the run before, in which they were the same
// and lay in runs as made says.
func decade(made func(i int) uint64) groups {
	all := groups{at: map[place]*group{}, before: map[place]*group{}}
	for i := range 20 {
		g := &group{Province: fmt.Sprint(36 + i/10), Year: uint16(2010 + i%10), Texts: 100, Hash: uint64(i)}
		all.now = append(all.now, g)
		all.at[g.place()] = g
	}
	for i, g := range all.now {
		b := *g
		b.Fingerprint, b.MadeIn = all.fingerprint(g), made(i)
		all.before[g.place()] = &b
	}
	return all
}

func TestPlan(t *testing.T) {
	const run = 1000
	one := func(int) uint64 { return 7 }
	for _, c := range []struct {
		name string
		made func(int) uint64
		do   func(all *groups)
		want []int // the groups that are written
	}{
		{"nothing new", one, func(*groups) {}, nil},
		{"a text of the last year", one, func(all *groups) { all.now[9].Hash++ }, []int{9}},
		{"of an earlier one: what is compared with it, and what is compared with these", one, func(all *groups) { all.now[1].Hash++ }, []int{1, 2, 3, 4, 5, 6, 7}},
		{"a group of another province", one, func(all *groups) { all.now[19].Texts++ }, []int{19}},
		{"a group is gone", one, func(all *groups) { delete(all.at, all.now[8].place()); all.now = slices.Delete(all.now, 8, 9) }, []int{8}},
		{"rows in many runs", func(i int) uint64 { return uint64(i + 1) }, func(*groups) {}, nil},
	} {
		all, db := decade(c.made), &nothing{}
		c.do(&all)
		if err := (&runner{db, Job{Run: run, Before: 900}}).plan(t.Context(), all); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		var got []int
		for i, row := range db.rows {
			if row[len(row)-1] == uint64(run) {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v are written, want %v", c.name, got, c.want)
		}
	}
	all := decade(one)
	if err := (&runner{&nothing{dropped: true}, Job{Run: run, Before: 900}}).plan(t.Context(), all); !errors.Is(err, ErrOvertaken) {
		t.Errorf("the run before has been dropped: %v", err)
	}
}

// Where rows lie in many runs, those of runs in which few are left are written again.
func TestPlanGathersWhatIsScattered(t *testing.T) {
	all := groups{at: map[place]*group{}, before: map[place]*group{}}
	for i := range 100 {
		g := &group{Province: fmt.Sprint(10 + i), Year: 2020, Texts: 1, Hash: 1}
		all.now = append(all.now, g)
		all.at[g.place()] = g
		b := *g
		b.Fingerprint, b.MadeIn = all.fingerprint(g), uint64(max(60, i)) // 61 of them in one run
		all.before[g.place()] = &b
	}
	db := &nothing{}
	if err := (&runner{db, Job{Run: 1000, Before: 900}}).plan(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	for i, row := range db.rows {
		want := uint64(60)
		if i > 60 {
			want = 1000
		}
		if row[len(row)-1] != want {
			t.Errorf("group %d stands in run %v, want %d", i, row[len(row)-1], want)
		}
	}
}

// Slices are of one province, in the order of years, and no larger than asked for where more than one group is in them.
func TestCut(t *testing.T) {
	all := decade(func(int) uint64 { return 1 }).now
	slices.Reverse(all)
	all[3].Texts = 1000
	var got []string
	for _, s := range cut(all, 350) {
		got = append(got, fmt.Sprint(s.groups[0].Province, " ", s.years()))
	}
	want := []string{"36 [2010 2011 2012]", "36 [2013 2014 2015]", "36 [2016 2017 2018]", "36 [2019]", "37 [2010 2011 2012]", "37 [2013 2014 2015]", "37 [2016]", "37 [2017 2018 2019]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// What is fetched ahead is used in order; an error of either side ends it, with nothing going on behind.
func TestAhead(t *testing.T) {
	tasks := []int{1, 2, 3, 4, 5}
	broken := errors.New("broken")
	for _, c := range []struct{ fetch, use, want int }{{0, 0, 15}, {3, 0, 3}, {0, 3, 3}} {
		sum := 0
		err := ahead(t.Context(), tasks, func(_ context.Context, n int) (int, error) {
			if n == c.fetch {
				return 0, broken
			}
			return n, nil
		}, func(task, n int) error {
			if task != n {
				t.Errorf("task %d gets %d", task, n)
			}
			if n == c.use {
				return broken
			}
			sum += n
			return nil
		})
		if sum != c.want || (c.want < 15) != errors.Is(err, broken) {
			t.Errorf("%+v: sum %d, error %v", c, sum, err)
		}
	}
}
