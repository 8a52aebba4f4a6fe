package doctor

import "fmt"

// Tables is what ClickHouse says of its tables and disks.
type Tables struct {
	Embedded  bool   // its disk is the folder's, which was looked at
	Cluster   bool   // the tables are on several servers
	Disks     []Disk // of the server that was asked
	MostParts uint64 // of one partition
	ReadOnly  uint64 // replicated tables that can't be written
	Delay     uint64 // seconds by which the slowest is behind
}

// Disk is one of ClickHouse's disks; sizes in bytes.
type Disk struct {
	Name        string
	Free, Total uint64
}

// ClickHouse delays inserts where a partition has 1000 parts; from a third of that on merges do not keep up.
const manyParts = 300

// Checks judges it.
func (t Tables) Checks() (all []Check) {
	if !t.Embedded {
		for _, d := range t.Disks {
			all = append(all, Folder{Free: d.Free, Size: d.Total}.disk())
			all[len(all)-1].Seen += fmt.Sprintf(" on ClickHouse's disk %s", d.Name)
		}
	}
	if t.MostParts > manyParts {
		all = append(all, warn("parts", "merges do not keep up: crawl fewer sites at a time (--parallel), or give ClickHouse a faster disk", "a table has %d parts in one partition; inserts are delayed at 1000", t.MostParts))
	} else {
		all = append(all, ok("parts", "at most %d in a partition", t.MostParts))
	}
	switch {
	case !t.Cluster:
	case t.ReadOnly > 0:
		all = append(all, fail("replicas", "see that two of three Keepers run and that this server reaches them", "%d tables can't be written", t.ReadOnly))
	case t.Delay > 300:
		all = append(all, warn("replicas", "system.replication_queue on that server says what it waits for", "a table is %d s behind those of other servers", t.Delay))
	default:
		all = append(all, ok("replicas", "every table can be written; the slowest is %d s behind", t.Delay))
	}
	return all
}
