package store

import (
	"context"
	"time"
)

// Refresh makes current what was kept and read: which reading of each report is shown, its
// versions, the days between which it was published, which ones vanished or came back, the
// agencies, and which documents are still in doubt. It looks only at the sites of which something
// was kept or read since the last time, and at what rests on them, and writes only what has
// changed; run twice, the second run changes nothing.
// Last it has done what reading very many documents put off, and removes what writes that were killed a day ago left behind.
func (db *DB) Refresh(ctx context.Context) error { return db.refresh(ctx, false) }

// RefreshAll looks at everything again, whatever was looked at before. It comes to the same.
func (db *DB) RefreshAll(ctx context.Context) error { return db.refresh(ctx, true) }

func (db *DB) refresh(ctx context.Context, all bool) error {
	if err := db.Flush(ctx); err != nil {
		return err
	}
	// Of a connection that broke nobody knows what arrived: then it is done once more, as a whole.
	err := db.again(ctx, func() error {
		for range refreshesAtOnce {
			if overtaken, err := db.refreshOnce(ctx, all); err != nil || !overtaken {
				return err
			}
		}
		return nil // others are at it, and the next refresh looks at these sites once more
	})
	if err != nil {
		return err
	}
	if err := db.endLoading(ctx); err != nil {
		return err
	}
	if err := db.sweepCurrent(ctx); err != nil {
		return err
	}
	if err := db.sweepTakenDown(ctx); err != nil {
		return err
	}
	return db.sweep(ctx, time.Now())
}

// refreshesAtOnce bounds how often a refresh begins again because of others.
const refreshesAtOnce = 4

// refreshOnce reports whether another refresh ended meanwhile. What that one looked at may have been
// older, and written later: both then look again at what they changed.
func (db *DB) refreshOnce(ctx context.Context, all bool) (overtaken bool, err error) {
	r, err := db.look(ctx, all)
	if err != nil || len(r.slices) == 0 {
		return false, err
	}
	if err := r.reports(ctx); err != nil {
		return false, err
	}
	if err := db.heedCases(ctx); err != nil { // before anybody sees a new reading
		return false, err
	}
	if err := db.refreshCurrent(ctx); err != nil {
		return false, err
	}
	if err := r.each(ctx, r.lists); err != nil {
		return false, err
	}
	if err := r.names(ctx); err != nil {
		return false, err
	}
	return r.note(ctx)
}

// names says which agencies there are, and whose the documents in doubt may be.
func (r *refreshing) names(ctx context.Context) error {
	divisions, err := r.siteDivisions(ctx)
	if err != nil {
		return err
	}
	all, err := r.registers(ctx)
	if err != nil {
		return err
	}
	if err := r.agencies(ctx, divisions, all); err != nil {
		return err
	}
	return r.each(ctx, func(ctx context.Context, slice uint32) error { return r.links(ctx, slice, divisions, all) })
}
