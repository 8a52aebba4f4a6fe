package profile

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"gongkai/analytics/stats"
)

// estimate is what a fact amounts to among its peers.
type estimate struct {
	measure string
	fact
	result
	group *group // nil where there are too few peers

	wilson, limits95, limits998 stats.Interval
	flag                        string
	p, q                        float64
}

// estimates says what each fact of a measure amounts to among the peers.
func estimates(measure string, peers, facts []fact) ([]estimate, []*group) {
	r := newRegister(measure, peers)
	all := make([]estimate, 0, len(facts))
	used := map[*group]bool{}
	var groups []*group
	for _, f := range facts {
		e := estimate{measure: measure, fact: f, group: r.of(f.cell)}
		if e.group != nil && !used[e.group] {
			used[e.group] = true
			groups = append(groups, e.group)
		}
		all = append(all, e)
	}
	weighAll(all)
	return all, groups
}

// weighAll weighs each of them, on all processors.
func weighAll(all []estimate) {
	var wait sync.WaitGroup
	for part := range slices.Chunk(all, max(1, (len(all)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))) {
		wait.Go(func() {
			for i := range part {
				part[i].weigh()
			}
		})
	}
	wait.Wait()
}

func (e *estimate) weigh() {
	switch e.measure {
	case "timeliness":
		e.result = timeliness(e.A, e.B)
	case "completeness":
		e.result = completeness(e.A, e.B, e.C)
	case "consistency", "legal":
		e.result = e.shrunk()
	}
	if e.group != nil && e.Value != nil {
		e.Band, _ = e.group.Bands.Of(stats.Interval{Low: *e.Low, High: *e.High})
	}
	if isShare(e.measure) && e.B > 0 {
		e.place()
	}
}

// shrunk is 1 − the share, shrunk to the peers. Without peers nothing is said: the share of one
// small agency is mostly chance.
func (e *estimate) shrunk() result {
	r := result{Detail: []string{fmt.Sprintf("x=%d", e.A), fmt.Sprintf("n=%d", e.B)}}
	if e.group == nil {
		r.Reason = "too_few_peers"
		return r
	}
	s := e.group.posterior.Estimate(e.A, e.B)
	r.Value, r.Low, r.High = rounded(1-s.Mean), rounded(1-s.I80.High), rounded(1-s.I80.Low)
	r.Low95, r.High95 = rounded(1-s.I95.High), rounded(1-s.I95.Low)
	return r
}

// place is where the share lies in the funnel of its peers.
func (e *estimate) place() {
	e.wilson.Low, e.wilson.High = stats.Wilson(e.A, e.B)
	if e.group == nil {
		return
	}
	f := e.group.Funnel
	e.limits95, e.limits998 = f.Limits(e.B, 0.05), f.Limits(e.B, 0.002)
	e.flag = stats.Position(float64(e.A)/float64(e.B), e.limits95, e.limits998)
	e.p = f.P(e.A, e.B)
}

// discover gives every share its q among all shares of its fiscal year: those of a full run.
func discover(all []estimate) {
	years := map[int][]int{}
	for i, e := range all {
		if e.group != nil && isShare(e.measure) && e.B > 0 {
			years[e.Year] = append(years[e.Year], i)
		}
	}
	for _, at := range years {
		p, counts := make([]float64, len(at)), make([]int64, len(at))
		for k, i := range at {
			p[k], counts[k] = all[i].p, all[i].Reports
		}
		for k, q := range stats.BenjaminiHochberg(p, counts) {
			all[at[k]].q = q
		}
	}
}

// tested is a share that the peers' run has looked at.
type tested struct {
	year int
	p, q float64
}

// discoverAmong gives shares that came later the q of the next share that lies no farther out: they
// would not have changed much among all of a year.
func discoverAmong(all []estimate, known []tested) {
	years := map[int][]tested{}
	for _, k := range known {
		if k.p <= 1 {
			years[k.year] = append(years[k.year], k)
		}
	}
	for _, of := range years {
		slices.SortFunc(of, func(a, b tested) int { return cmp.Compare(a.p, b.p) })
	}
	for i := range all {
		of := years[all[i].Year]
		at, _ := slices.BinarySearchFunc(of, all[i].p, func(k tested, p float64) int { return cmp.Compare(k.p, p) })
		if at < len(of) {
			all[i].q = max(all[i].p, of[at].q)
		} else {
			all[i].q = 1
		}
	}
}
