//go:build linux

package main

import (
	"cmp"
	"context"
	"maps"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/store/engine"
)

// BenchmarkStatements says what each page costs the processor when nothing is kept, the dearest first, and what each of its
// statements costs by itself: of the engine and of the program, in milliseconds, the median of several times. It is of a
// generated nation of 1,250 reports; GONGKAI_BENCH_NATION says another size. GONGKAI_BENCH_FOLDER names a folder where the
// nation is kept and found again, so that two programs can be measured on the same data, and GONGKAI_BENCH_PAGES the pages,
// as BenchmarkPages has them, with spaces between.
func BenchmarkStatements(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	n := scoredNation(b, sizes(b, "1250")[0])
	some := pages
	if chosen := strings.Fields(os.Getenv("GONGKAI_BENCH_PAGES")); len(chosen) > 0 {
		some = chosen
	}
	var costs []pageCost
	for _, address := range some {
		costs = append(costs, n.costOf(address))
	}
	slices.SortFunc(costs, func(x, y pageCost) int { return cmp.Compare(y.whole.both(), x.whole.both()) })
	var sum cost
	for _, c := range costs {
		sum.engine, sum.program = sum.engine+c.whole.engine, sum.program+c.whole.program
		b.Logf("%-64s %s in %d statements", c.address, c.whole, len(c.asked))
		for _, s := range c.asked {
			b.Logf("    %-24s %s", s.measure, s.took)
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(sum.engine.Seconds()*1000/float64(len(costs)), "engine-ms/page")
	b.ReportMetric(sum.program.Seconds()*1000/float64(len(costs)), "program-ms/page")
}

// cost is processor time.
type cost struct{ engine, program time.Duration }

func (c cost) both() time.Duration { return c.engine + c.program }

func (c cost) String() string {
	ms := func(d time.Duration) string { return strconv.FormatFloat(d.Seconds()*1000, 'f', 1, 64) }
	return "engine " + ms(c.engine) + " ms, program " + ms(c.program) + " ms"
}

// pageCost is what making a page costs, and what it asks, the dearest first.
type pageCost struct {
	address string
	whole   cost
	asked   []askedOnce
}

// askedOnce is a question as a page asks it.
type askedOnce struct {
	measure string
	params  map[string]any
	rows    reflect.Type
	took    cost
}

// times is how often everything is measured.
const times = 11

func (n *nation) costOf(address string) pageCost {
	n.Helper()
	c := pageCost{address: address}
	known := analytics.NewMeasures(n) // what it asks once a run is asked by the first try
	var tries []cost
	for try := range times {
		asked := &askedMeasures{Measures: known}
		v := n.viewer(asked)
		tries = append(tries, n.spent(func() { v.visit(address, uint64(try)) }))
		asked.mu.Lock() // what was asked ahead may go on
		c.asked = slices.Clone(asked.asked)
		asked.mu.Unlock()
	}
	c.whole = median(tries)
	for i := range c.asked {
		s := &c.asked[i]
		tries = nil
		for range times {
			tries = append(tries, n.spent(func() {
				n.ok(known.Select(context.Background(), reflect.New(s.rows).Interface(), s.measure, s.params))
			}))
		}
		s.took = median(tries)
	}
	slices.SortStableFunc(c.asked, func(x, y askedOnce) int { return cmp.Compare(y.took.both(), x.took.both()) })
	return c
}

// spent is what doing something costs the processor.
func (n *nation) spent(do func()) cost {
	n.Helper()
	engine, program := n.clock(n.pid), n.clock(os.Getpid())
	do()
	return cost{n.clock(n.pid) - engine, n.clock(os.Getpid()) - program}
}

// clock is the processor time of a process in nanoseconds, which /proc has in hundredths of a second. The number of the
// clock is as clock_getcpuclockid(3) gives it.
func (n *nation) clock(pid int) time.Duration {
	n.Helper()
	var t unix.Timespec
	n.ok(unix.ClockGettime(int32(^pid)<<3|2, &t))
	return time.Duration(t.Nano())
}

// median is the median of each part.
func median(tries []cost) cost {
	middle := func(of func(cost) time.Duration) time.Duration {
		slices.SortFunc(tries, func(x, y cost) int { return cmp.Compare(of(x), of(y)) })
		return of(tries[len(tries)/2])
	}
	return cost{middle(func(c cost) time.Duration { return c.engine }), middle(func(c cost) time.Duration { return c.program })}
}

// askedMeasures remembers what is asked of the database.
type askedMeasures struct {
	dashboards.Measures
	mu    sync.Mutex
	asked []askedOnce
}

func (a *askedMeasures) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	a.mu.Lock()
	a.asked = append(a.asked, askedOnce{measure: measure, params: maps.Clone(params), rows: reflect.TypeOf(dst).Elem()})
	a.mu.Unlock()
	return a.Measures.Select(ctx, dst, measure, params)
}
