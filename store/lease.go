package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A lease ends by itself when nothing is heard of its owner for leaseLife. An owner says that
// it lives every leaseBeat; one that could not say so for leaseDoubt takes its lease for lost,
// well before anybody else may take the site over.
const (
	leaseLife  = time.Minute // written out in leaseAlive
	leaseBeat  = 15 * time.Second
	leaseDoubt = 45 * time.Second
	leaseAlive = "heard_at > now64(6) - INTERVAL 60 SECOND"
)

// HeldError says who crawls a site already.
type HeldError struct {
	Process string // "process 4711 on this machine"
	Since   time.Time
	Heard   time.Duration // how long ago, by ClickHouse's clock
}

// Error says what to do: wait, or wait for the lease to end.
func (e *HeldError) Error() string {
	return fmt.Sprintf("it is being crawled by %s since %s, which was heard of %s ago: wait for its end; if it is dead, try again in %s",
		e.Process, e.Since.UTC().Format("2006-01-02 15:04:05 UTC"), e.Heard.Round(time.Second), max(leaseLife-e.Heard, 0).Round(time.Second))
}

// ErrLeaseLost ends a crawl that may no longer be the only one of its site: the next one goes on where it ended.
var ErrLeaseLost = errors.New("ClickHouse could not be told for too long that this crawl goes on, so another one may have begun: it ends here, and the next one goes on")

// lease is one site that this process crawls, a machine that it asks, the schema while it migrates, or a snapshot.
type lease struct {
	owner string
	site  string
	heard time.Time // by the wall clock: the monotonic one stands still while a laptop sleeps
	lose  context.CancelCauseFunc
}

// leases are those of this process; one goroutine says for all of them that they live.
type leases struct {
	self    process
	beating sync.RWMutex // a lease that ended must not be heard of again: none ends while this process says which ones live

	mu   sync.Mutex
	held map[string]*lease
	stop func() // ends the goroutine; nil where it does not run
}

// Lease makes this process the only one that crawls a site, until release is called or the
// process is not heard of for a minute; a process of this machine that is dead is not waited
// for. Where another one holds the site the error is a HeldError. The context that it returns
// ends when the lease may have been lost. On a cluster whose replicas lag behind each other
// all processes must ask the same one.
func (db *DB) Lease(ctx context.Context, siteID string) (held context.Context, release func(), err error) {
	l := &lease{owner: rand.Text(), site: siteID, heard: db.now()}
	if err := db.claim(ctx, l); err != nil {
		return nil, nil, err
	}
	held, l.lose = context.WithCancelCause(ctx)
	db.leases.hold(db, l)
	return held, func() { db.release(l) }, nil
}

// claim is Lamport's way to a turn: say that you want it, then look who else does. Of two that
// claim at once each may see the other, but never does neither; then the smaller name goes
// first, once the greater one has seen it and stepped back, or has turned out to hold the site.
func (db *DB) claim(ctx context.Context, l *lease) error {
	if err := db.writeLease(ctx, l, "claims"); err != nil {
		return fmt.Errorf("claiming the lease of %s: %w", l.site, err)
	}
	for {
		rival, err := db.rival(ctx, l)
		var taken *HeldError
		switch {
		case errors.As(err, &taken):
			return errors.Join(err, db.writeLease(ctx, l, "ended"))
		case err != nil:
			return err
		case !rival:
			_, err := db.opening.renewals.do(ctx, l.owner)
			if err == nil && db.doubtful(l) { // the claim itself may have ended
				err = errors.Join(ErrLeaseLost, db.writeLease(ctx, l, "ended"))
			}
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// rival reports whether somebody else claims the site who must step back; who holds it, or
// goes first, is a HeldError.
func (db *DB) rival(ctx context.Context, l *lease) (bool, error) {
	all, err := db.opening.claims.do(ctx, l.site)
	if err != nil {
		return false, fmt.Errorf("looking who crawls site %s: %w", l.site, err)
	}
	waits := false
	for _, o := range all {
		p := process{o.Machine, o.Process, o.Started}
		if o.Owner == l.owner || p.dead(db.leases.self.machine) {
			continue
		}
		if o.State == "holds" || o.Owner < l.owner {
			return false, &HeldError{Process: db.leases.self.call(p), Since: o.Claimed, Heard: time.Duration(o.Silent * float64(time.Second))}
		}
		waits = true
	}
	return waits, nil
}

// claim is somebody's wish to crawl a site, or that he does.
type claim struct {
	Site    string    `ch:"site_id"`
	Owner   string    `ch:"owner"`
	State   string    `ch:"state"`
	Claimed time.Time `ch:"claimed_at"`
	Silent  float64   `ch:"silent"`
	Machine string    `ch:"machine"`
	Process uint32    `ch:"process"`
	Started uint64    `ch:"process_started"`
}

// claimsOf returns the claims of each site, those who hold it first.
func (db *DB) claimsOf(ctx context.Context, sites []string) ([][]claim, error) {
	var rows []claim
	const query = `SELECT site_id, owner, state, claimed_at, toFloat64(now64(6)) - toFloat64(heard_at) AS silent, machine, process, process_started
		FROM leases FINAL WHERE site_id IN {sites:Array(String)} AND state != 'ended' AND ` + leaseAlive + ` ORDER BY state = 'holds' DESC, owner`
	err := db.Select(ctx, &rows, query, map[string]any{"sites": sites})
	return bySite(sites, rows, func(c claim) string { return c.Site }), err
}

// DeadProcesses counts the processes that were last heard of after a moment and ended while they
// crawled, without giving their leases back.
func (db *DB) DeadProcesses(ctx context.Context, since time.Time) (uint64, error) {
	var rows []struct {
		Machine string `ch:"machine"`
		Process uint32 `ch:"process"`
		Started uint64 `ch:"process_started"`
		Alive   uint8  `ch:"alive"`
	}
	const query = `SELECT machine, process, process_started, toUInt8(max(` + leaseAlive + `)) AS alive FROM leases FINAL
		WHERE state = 'holds' AND site_id NOT IN {others:Array(String)} AND heard_at > {since:DateTime64(6, 'UTC')} GROUP BY machine, process, process_started`
	if err := db.Select(ctx, &rows, query, map[string]any{"since": since, "others": []string{schemaLease, snapshotLease}}); err != nil {
		return 0, fmt.Errorf("looking which processes died while they crawled: %w", err)
	}
	dead := uint64(0)
	for _, r := range rows {
		p := process{r.Machine, r.Process, r.Started}
		if r.Alive == 0 || p.dead(db.leases.self.machine) {
			dead++
		}
	}
	return dead, nil
}

// call says which process another one is.
func (p process) call(other process) string {
	switch {
	case other.machine == "" || other.machine != p.machine:
		return fmt.Sprintf("process %d on another machine", other.number)
	case other == p:
		return fmt.Sprintf("this process (%d)", p.number)
	}
	return fmt.Sprintf("process %d on this machine", other.number)
}

func (db *DB) writeLease(ctx context.Context, l *lease, state string) error {
	_, err := db.opening.leases.do(ctx, leaseState{l.site, l.owner, state})
	return err
}

// leaseState is what an owner says of a site: claims or ended.
type leaseState struct{ site, owner, state string }

func (db *DB) writeLeases(ctx context.Context, all []leaseState) ([]nothing, error) {
	var sites, owners, states []string
	for _, l := range all {
		sites, owners, states = append(sites, l.site), append(owners, l.owner), append(states, l.state)
	}
	self := db.leases.self
	return make([]nothing, len(all)), db.repeat(ctx, `INSERT INTO leases (site_id, owner, state, claimed_at, heard_at, machine, process, process_started)
		SELECT l.1, l.2, l.3, now64(6), now64(6), {machine:String}, {process:UInt32}, {started:UInt64}
		FROM (SELECT arrayJoin(arrayZip({sites:Array(String)}, {owners:Array(String)}, {states:Array(String)})) AS l)`,
		map[string]any{"sites": sites, "owners": owners, "states": states, "machine": self.machine, "process": self.number, "started": self.started})
}

func (db *DB) renewAll(ctx context.Context, owners []string) ([]nothing, error) {
	return make([]nothing, len(owners)), db.renew(ctx, owners)
}

// renew says that owners live and hold their sites, unless their leases have ended meanwhile.
func (db *DB) renew(ctx context.Context, owners []string) error {
	const query = `INSERT INTO leases (site_id, owner, state, claimed_at, heard_at, machine, process, process_started)
		SELECT site_id, owner, 'holds', claimed_at, now64(6), machine, process, process_started
		FROM leases FINAL WHERE owner IN {owners:Array(String)} AND state != 'ended' AND ` + leaseAlive
	if err := db.repeat(ctx, query, map[string]any{"owners": owners}); err != nil {
		return fmt.Errorf("renewing leases: %w", err)
	}
	return nil
}

// holding returns those of the owners that hold their sites.
func (db *DB) holding(ctx context.Context, owners []string) (map[string]bool, error) {
	var rows []struct {
		Owner string `ch:"owner"`
	}
	const query = "SELECT owner FROM leases FINAL WHERE owner IN {owners:Array(String)} AND state = 'holds' AND " + leaseAlive
	if err := db.Select(ctx, &rows, query, map[string]any{"owners": owners}); err != nil {
		return nil, fmt.Errorf("looking after leases: %w", err)
	}
	holds := make(map[string]bool, len(rows))
	for _, r := range rows {
		holds[r.Owner] = true
	}
	return holds, nil
}

// repeat runs a statement that may be run twice.
func (db *DB) repeat(ctx context.Context, query string, params map[string]any) error {
	bound, err := bind(ctx, params)
	if err != nil {
		return err
	}
	return db.explain(db.again(ctx, func() error { return db.conn.Exec(bound, query) }))
}
