package release

import (
	"fmt"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
)

// Sealed is what the seals of a release say of captures and walks, as far as its tables can be held
// against it: of each the record that was kept last.
type Sealed struct {
	Head     string // SHA-256 of the manifest of the newest seal
	seed     maphash.Seed
	captures map[string]record
	walks    map[string]record
}

// record is where something stands in the chain.
type record struct {
	recorded       string
	facts          uint64 // a hash of what it says
	seal, position uint64
	sealedAt       string
}

// NewSealed is empty.
func NewSealed() *Sealed {
	return &Sealed{seed: maphash.MakeSeed(), captures: map[string]record{}, walks: map[string]record{}}
}

// The columns of captures and walks that are held against their records.
var (
	CaptureColumns = []string{"site_id", "capture_id", "crawl_id", "url", "final_url", "parent_url", "list_url", "title", "list_date", "role", "family", "fetched_at", "obtained_by", "http_status",
		"outcome", "failure", "error", "content_type", "sha256", "bytes"}
	WalkColumns = []string{"site_id", "crawl_id", "url", "name", "state", "reason", "reason_code", "family", "pages", "links", "started_at", "finished_at"}
)

// Capture takes in a record of a capture: its values by CaptureColumns.
func (s *Sealed) Capture(recorded string, seal, position uint64, sealedAt string, values []string) {
	s.add(s.captures, values[0]+" "+values[1], record{recorded, s.hash(values), seal, position, sealedAt})
}

// Walk takes in a record of a walk: its values by WalkColumns.
func (s *Sealed) Walk(recorded string, seal, position uint64, sealedAt string, values []string) {
	s.add(s.walks, values[0]+" "+values[1]+" "+values[2], record{recorded, s.hash(values), seal, position, sealedAt})
}

func (s *Sealed) add(all map[string]record, key string, r record) {
	if before, there := all[key]; !there || before.recorded <= r.recorded {
		all[key] = r
	}
}

// hash tells texts apart that differ in more than how many bytes that are no UTF-8 were replaced.
func (s *Sealed) hash(values []string) uint64 {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for _, v := range values {
		for strings.Contains(v, "\uFFFD\uFFFD") {
			v = strings.ReplaceAll(v, "\uFFFD\uFFFD", "\uFFFD")
		}
		_, _ = h.WriteString(v) // never fails
		_ = h.WriteByte(0)
	}
	return h.Sum64()
}

// holds holds a table against the records: every row is that of the last record of its key, and
// every key of a record has its row.
func (s *Sealed) holds(dir, name string, columns, key []string, all map[string]record, o *Outcome) error {
	left := make(map[string]bool, len(all))
	for k := range all {
		left[k] = true
	}
	values := make([]string, len(columns))
	said := 0
	complain := func(format string, args ...any) {
		if said++; said <= mostSaid {
			o.wrong(format, args...)
		}
	}
	err := each(dir, name, columns, func(t *table) error {
		for i, column := range columns {
			values[i] = t.get(column)
		}
		parts := make([]string, len(key))
		for i, column := range key {
			parts[i] = t.get(column)
		}
		k := strings.Join(parts, " ")
		r, there := all[k]
		delete(left, k)
		switch {
		case !there:
			complain("%s: %s was never sealed", name, k)
		case r.facts != s.hash(values):
			complain("%s: %s is not what was sealed (record %d of seal %d)", name, k, r.position, r.seal)
		}
		return nil
	})
	for _, k := range slices.Sorted(maps.Keys(left)) {
		complain("%s: %s was sealed and is missing", name, k)
	}
	if said > mostSaid {
		o.wrong("%s: and %d more", name, said-mostSaid)
	}
	if err == nil && said == 0 {
		o.passed("%s: %d, each as it was sealed", name, len(all))
	}
	return err
}

// mostSaid is how many faults of one table are named.
const mostSaid = 5

// where says where a capture was sealed.
func (r record) where() string {
	return fmt.Sprintf("record %d, recorded %s, sealed by seal %d at %s", r.position, r.recorded, r.seal, r.sealedAt)
}
