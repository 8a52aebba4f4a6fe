package store

import (
	"context"
)

// hold has the lease renewed from now on.
func (s *leases) hold(db *DB, l *lease) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[string]*lease{}
	}
	s.held[l.owner] = l
	if s.stop != nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	go func() {
		for db.sleep(ctx, leaseBeat) == nil {
			db.beat(ctx)
		}
	}()
}

// release ends a lease: the next crawl need not wait.
func (db *DB) release(l *lease) {
	s := &db.leases
	s.mu.Lock()
	delete(s.held, l.owner)
	if len(s.held) == 0 && s.stop != nil {
		s.stop()
		s.stop = nil
	}
	s.mu.Unlock()
	s.beating.RLock()
	defer s.beating.RUnlock()
	ctx, cancel := context.WithTimeout(context.Background(), leaseBeat)
	defer cancel()
	_ = db.writeLease(ctx, l, "ended") // where that fails it ends by itself
	l.lose(context.Canceled)
}

// beat says for every lease of this process that it lives, and ends the crawls of those that
// do not: the ones that ClickHouse says have ended, and where it says nothing for too long all.
func (db *DB) beat(ctx context.Context) {
	s := &db.leases
	s.beating.Lock()
	defer s.beating.Unlock()
	mine := s.all()
	if len(mine) == 0 {
		return
	}
	owners := make([]string, 0, len(mine))
	for _, l := range mine {
		owners = append(owners, l.owner)
	}
	begun := db.now()
	ctx, cancel := context.WithTimeout(ctx, leaseBeat)
	defer cancel()
	err := db.renew(ctx, owners)
	var holds map[string]bool
	if err == nil {
		holds, err = db.holding(ctx, owners)
	}
	for _, l := range mine {
		switch {
		case err == nil && holds[l.owner]:
			l.heard = begun
		case err == nil, db.doubtful(l):
			l.lose(ErrLeaseLost)
		}
	}
}

// doubtful reports whether a lease may have ended: it was not heard of for long, or the clock was set
// back and nobody knows for how long.
func (db *DB) doubtful(l *lease) bool {
	silent := db.now().Sub(l.heard)
	return silent > leaseDoubt || silent < -leaseBeat
}

func (s *leases) all() []*lease {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]*lease, 0, len(s.held))
	for _, l := range s.held {
		all = append(all, l)
	}
	return all
}
