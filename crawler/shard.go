package crawler

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// Shard is the I-th of N parts of the sites, counted from 0 as indexed jobs are. The zero
// Shard is all of them.
type Shard struct{ Index, Count int }

// ParseShard reads "I/N" with 0 ≤ I < N; "" is all sites.
func ParseShard(s string) (Shard, error) {
	if s == "" {
		return Shard{}, nil
	}
	index, count, ok := strings.Cut(s, "/")
	i, errI := strconv.Atoi(index)
	n, errN := strconv.Atoi(count)
	if !ok || errI != nil || errN != nil || i < 0 || i >= n {
		return Shard{}, fmt.Errorf("--shard %q: write I/N with I from 0 to N-1, for example 0/4", s)
	}
	return Shard{i, n}, nil
}

// Has reports whether the site falls to the shard. It goes by the host of the home page, without
// its port and www., so that one host is only ever visited by one worker; the hash never changes.
// On this machine, where sample sites share the host, the port counts.
func (s Shard) Has(site disclosure.Site) bool {
	if s.Count <= 1 {
		return true
	}
	name := site.URL
	if u, err := canonical(nil, site.URL); err == nil {
		name = strings.TrimPrefix(u.Hostname(), "www.")
		if IsLoopback(name) {
			name = hostPort(u)
		}
	}
	h := fnv.New64a()
	h.Write([]byte(name))
	return h.Sum64()%uint64(s.Count) == uint64(s.Index)
}
