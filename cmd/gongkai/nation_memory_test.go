package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// memory watches how much statements hold at once, by the table that they write: the engine is asked
// ten times a second, so short ones may be missed.
type memory struct {
	stop chan struct{}
	done chan map[string]uint64
}

func (n *nation) watch() memory {
	m := memory{make(chan struct{}), make(chan map[string]uint64)}
	go func() {
		peaks := map[string]uint64{}
		defer func() { m.done <- peaks }()
		for tick := time.Tick(100 * time.Millisecond); ; {
			select {
			case <-m.stop:
				return
			case <-tick:
			}
			var rows []struct {
				Query string `ch:"query"`
				Peak  uint64 `ch:"peak"`
			}
			const ask = "SELECT query, toUInt64(greatest(peak_memory_usage, 0)) AS peak FROM system.processes WHERE peak_memory_usage > 10000000"
			if n.Select(context.Background(), &rows, ask, nil) != nil {
				continue
			}
			for _, r := range rows {
				if m := written.FindStringSubmatch(r.Query); m != nil {
					peaks[m[1]+m[2]] = max(peaks[m[1]+m[2]], r.Peak)
				}
			}
		}
	}()
	return m
}

// most are the ten statements that held most, in MB.
func (m memory) most() string {
	close(m.stop)
	peaks := <-m.done
	tables := slices.SortedFunc(maps.Keys(peaks), func(a, b string) int { return cmp.Compare(peaks[b], peaks[a]) })
	var most []string
	for _, t := range tables[:min(10, len(tables))] {
		most = append(most, fmt.Sprintf("%s %d", t, peaks[t]>>20))
	}
	return strings.Join(most, ", ")
}
