package store

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// claimant writes a lease of another process.
func claimant(t *testing.T, db *DB, site, owner, state string, secondsAgo int, p process) {
	t.Helper()
	must(t, db.Exec(t.Context(), `INSERT INTO leases SELECT {site:String}, {owner:String}, {state:String}, now64(6) - {ago:Int32}, now64(6) - {ago:Int32},
		{machine:String}, {process:UInt32}, {started:UInt64}`,
		map[string]any{"site": site, "owner": owner, "state": state, "ago": secondsAgo, "machine": p.machine, "process": p.number, "started": p.started}))
}

func TestLeaseIsOneAtATime(t *testing.T) {
	db := fresh(t)
	held, release, err := db.Lease(t.Context(), "county")
	must(t, err)
	var taken *HeldError
	if _, _, err := db.Lease(t.Context(), "county"); !errors.As(err, &taken) || !strings.Contains(err.Error(), "this process (") || strings.Contains(err.Error(), "\n") {
		t.Fatalf("a second crawl of the site: %v", err)
	}
	_, other, err := db.Lease(t.Context(), "town")
	must(t, err)
	other()
	must(t, held.Err())
	release()
	if held.Err() == nil {
		t.Error("the context outlives the lease")
	}
	_, release, err = db.Lease(t.Context(), "county")
	must(t, err)
	release()
	same(t, "left", text(t, db, "SELECT count() FROM leases FINAL WHERE state != 'ended'"), "0\n")
}

// What other processes left behind, and whether the site can be had.
func TestLeaseOfOthers(t *testing.T) {
	db := fresh(t)
	self := thisProcess()
	if self.machine == "" {
		t.Skip("this system does not tell processes apart")
	}
	dead := exec.Command("true")
	must(t, dead.Run())
	elsewhere := process{"elsewhere", 7, 7}
	for _, c := range []struct {
		name, owner, state string
		ago                int
		process            process
		refusal            string // "" where the site can be had
	}{
		{"alive elsewhere", "Z", "holds", 59, elsewhere, "process 7 on another machine"},
		{"silent elsewhere", "Z", "holds", 61, elsewhere, ""},
		{"ended", "Z", "ended", 1, elsewhere, ""},
		{"claims before us", "", "claims", 1, elsewhere, "process 7 on another machine"},
		{"a claim that ended", "", "claims", 61, elsewhere, ""},
		{"alive here", "Z", "holds", 1, process{self.machine, 1, must1(startOf(1))}, "process 1 on this machine"},
		{"dead here", "Z", "holds", 1, process{self.machine, uint32(dead.Process.Pid), 1}, ""},
		{"its number was given again", "Z", "holds", 1, process{self.machine, self.number, self.started - 1}, ""},
		{"on a system that does not tell", "Z", "holds", 1, process{"", self.number, 0}, "on another machine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := strings.ReplaceAll(c.name, " ", "-")
			claimant(t, db, site, c.owner, c.state, c.ago, c.process)
			_, release, err := db.Lease(t.Context(), site)
			if err == nil {
				release()
			}
			if (err == nil) != (c.refusal == "") || err != nil && !strings.Contains(err.Error(), c.refusal) {
				t.Errorf("got %v, want %q", err, c.refusal)
			}
		})
	}
	// Who died without giving a lease back is counted, once however many sites it had.
	must(t, db.Exec(t.Context(), "DELETE FROM leases WHERE machine = 'elsewhere'", nil))
	for _, site := range []string{"one", "two"} {
		claimant(t, db, site, "Y", "holds", 300, process{"elsewhere", 8, 8})
	}
	claimant(t, db, "three", "Y", "holds", 7200, process{"elsewhere", 9, 9})
	claimant(t, db, schemaLease, "Y", "holds", 300, process{"elsewhere", 10, 10})
	died, err := db.DeadProcesses(t.Context(), db.now().Add(-time.Hour))
	must(t, err)
	if died != 3 { // two here, one elsewhere; another one died before, and one did not crawl
		t.Errorf("%d processes died, want 3", died)
	}
}

func must1(started uint64, running bool) uint64 {
	if !running {
		panic("process 1 does not run")
	}
	return started
}

// Several processes want the same sites at the same moment: nobody shares one, and nobody
// waits for a claim that was given up.
func TestLeasesTogether(t *testing.T) {
	db := fresh(t)
	const sites, crawls = 3, 6
	var holders [sites]atomic.Int32
	var had [sites]atomic.Int32
	together(t, sites*crawls, func(i int) error {
		site := i % sites
		_, release, err := db.Lease(t.Context(), fmt.Sprint("site", site))
		var taken *HeldError
		if errors.As(err, &taken) {
			return nil
		}
		if err != nil {
			return err
		}
		had[site].Add(1)
		if holders[site].Add(1) > 1 {
			return fmt.Errorf("site %d is held twice", site)
		}
		must(t, db.Exec(t.Context(), "SELECT 1", nil))
		holders[site].Add(-1)
		release()
		return nil
	})
	for i := range had {
		if had[i].Load() == 0 {
			t.Errorf("nobody had site %d", i)
		}
	}
}

// A lease that ended behind its owner's back ends the crawl; others go on being heard of.
func TestLeaseLost(t *testing.T) {
	db := fresh(t)
	lost, release, err := db.Lease(t.Context(), "lost")
	must(t, err)
	defer release()
	kept, release, err := db.Lease(t.Context(), "kept")
	must(t, err)
	defer release()
	before := text(t, db, "SELECT heard_at FROM leases FINAL WHERE site_id = 'kept'")
	must(t, db.Exec(t.Context(), "DELETE FROM leases WHERE site_id = 'lost'", nil))
	db.beat(t.Context())
	if !errors.Is(context.Cause(lost), ErrLeaseLost) || kept.Err() != nil {
		t.Errorf("lost: %v, kept: %v", context.Cause(lost), kept.Err())
	}
	if after := text(t, db, "SELECT heard_at FROM leases FINAL WHERE site_id = 'kept'"); after <= before {
		t.Errorf("heard of at %s, then at %s", before, after)
	}
}

// Where ClickHouse says nothing the lease lasts a while, and then it is taken for lost; so is it where
// the clock was set back meanwhile.
func TestLeaseInDoubt(t *testing.T) {
	db := fresh(t)
	for _, passed := range []time.Duration{leaseDoubt, -time.Hour} {
		leaseInDoubt(t, db, passed)
	}
}

func leaseInDoubt(t *testing.T, db *DB, passed time.Duration) {
	t.Helper()
	held, release, err := db.Lease(t.Context(), "county")
	must(t, err)
	defer release()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	db.beat(ended)
	must(t, held.Err())
	for _, l := range db.leases.all() {
		l.heard = l.heard.Add(-passed)
	}
	db.beat(ended)
	if !errors.Is(context.Cause(held), ErrLeaseLost) {
		t.Errorf("after %s of silence: %v", passed, context.Cause(held))
	}
}
