package stats

import (
	"slices"
	"testing"
)

func TestBandsAreFifths(t *testing.T) {
	var peers []Peer
	for i := range 10 {
		peers = append(peers, Peer{float64(i) / 10, 1})
	}
	b := NewBands(peers, 0)
	// Places are .05, .15, … .95: two agencies a band.
	for i, want := range "EEDDCCBBAA" {
		v := float64(i) / 10
		if got, ok := b.Of(Interval{v, v}); !ok || got != string(want) {
			t.Errorf("%v: %q, %v, want %q", v, got, ok, string(want))
		}
	}
	if got, ok := b.Of(Interval{0.15, 0.45}); ok {
		t.Errorf("an interval over three bands: %q", got)
	}
	if got, ok := b.Of(Interval{0.6, 0.7}); !ok || got != "B" {
		t.Errorf("an interval within one: %q, %v", got, ok)
	}
}

// Most are on time: who is, does what most do; who is late by a day does not differ enough.
func TestBandsOfTies(t *testing.T) {
	b := NewBands([]Peer{{1, 85}, {0.5, 10}, {0.977, 4}, {0.1, 1}}, 0.05)
	for v, want := range map[float64]string{1: "C", 0.977: "C", 0.5: "E", 0.1: "E"} {
		if got, ok := b.Of(Interval{v, v}); !ok || got != want {
			t.Errorf("%v: %q, %v, want %s", v, got, ok, want)
		}
	}
	if _, ok := b.Of(Interval{0.4, 1}); ok {
		t.Error("late or on time has a band")
	}
	if _, ok := NewBands(nil, 0.05).Of(Interval{1, 1}); ok {
		t.Error("a band without peers")
	}
}

// No two agencies whose intervals overlap have different bands; nor does the order of the peers
// matter.
func TestBandsNeverPartOverlappingIntervals(t *testing.T) {
	seed := uint64(7)
	next := func(n uint64) uint64 { // a linear congruence: the same cases every time
		seed = seed*6364136223846793005 + 1442695040888963407
		return seed >> 33 % n
	}
	for range 200 {
		var peers []Peer
		var intervals []Interval
		for range 3 + next(40) {
			v, w := float64(next(101))/100, float64(next(12))/100
			peers = append(peers, Peer{v, int64(1 + next(3))})
			intervals = append(intervals, Interval{max(0, v-w), min(1, v+w)})
		}
		b := NewBands(peers, 0.03)
		slices.Reverse(peers)
		turned := NewBands(peers, 0.03)
		for _, i := range intervals {
			band, ok := b.Of(i)
			if other, also := turned.Of(i); other != band || also != ok {
				t.Fatalf("%v of %v: %q, turned %q", i, peers, band, other)
			}
			for _, j := range intervals {
				if other, also := b.Of(j); ok && also && other != band && i.Overlaps(j) {
					t.Fatalf("%v is %s and %v is %s: %v", i, band, j, other, peers)
				}
			}
		}
	}
}

func TestBenjaminiHochberg(t *testing.T) {
	// By hand, m = 5: .01·5/1, .02·5/2, .03·5/3, .04·5/4 are all .05; the last is .5.
	got := BenjaminiHochberg([]float64{0.04, 0.01, 0.5, 0.03, 0.02}, nil)
	for i, want := range []float64{0.05, 0.05, 0.5, 0.05, 0.05} {
		if !near(got[i], want, 1e-12) {
			t.Errorf("q[%d] = %v, want %v", i, got[i], want)
		}
	}
	// p = .001, .2, .3: .003, .3, .3.
	got = BenjaminiHochberg([]float64{0.3, 0.001, 0.2}, nil)
	for i, want := range []float64{0.3, 0.003, 0.3} {
		if !near(got[i], want, 1e-12) {
			t.Errorf("q[%d] = %v, want %v", i, got[i], want)
		}
	}
	// Tests counted together are tests one by one.
	one := BenjaminiHochberg([]float64{0.001, 0.02, 0.02, 0.02, 0.7, 0.7}, nil)
	counted := BenjaminiHochberg([]float64{0.7, 0.001, 0.02}, []int64{2, 1, 3})
	if counted[1] != one[0] || counted[2] != one[1] || one[1] != one[3] || counted[0] != one[5] {
		t.Errorf("counted %v, one by one %v", counted, one)
	}
	if len(BenjaminiHochberg(nil, nil)) != 0 {
		t.Error("no tests")
	}
}
