package store

import (
	"time"

	"gongkai/disclosure"
)

// opening is what each site asks and writes before its first request. Twenty sites begin
// together, so that each of these is one statement for all who ask at the same time.
type opening struct {
	leases   joint[leaseState, nothing]
	renewals joint[string, nothing] // by owner
	claims   joint[string, []claim] // by site
	crawls   joint[string, []unfinished]
	known    joint[string, map[string]disclosure.Capture]
	missing  joint[absence, []disclosure.Capture]
	sought   joint[absence, searched]
	holds    joint[time.Time, []disclosure.Hold]
}

func (db *DB) newOpening() opening {
	return opening{
		leases:   joint[leaseState, nothing]{ask: db.writeLeases},
		renewals: joint[string, nothing]{ask: db.renewAll},
		claims:   joint[string, []claim]{ask: db.claimsOf},
		crawls:   joint[string, []unfinished]{ask: db.unfinishedOf},
		known:    joint[string, map[string]disclosure.Capture]{ask: db.knownOf},
		missing:  joint[absence, []disclosure.Capture]{ask: db.missingOf},
		sought:   joint[absence, searched]{ask: db.soughtOf},
		holds:    joint[time.Time, []disclosure.Hold]{ask: db.holdsAt},
	}
}

// bySite gives each site its rows.
func bySite[Row any](sites []string, rows []Row, siteOf func(Row) string) [][]Row {
	all := map[string][]Row{}
	for _, r := range rows {
		all[siteOf(r)] = append(all[siteOf(r)], r)
	}
	answers := make([][]Row, len(sites))
	for i, s := range sites {
		answers[i] = all[s]
	}
	return answers
}
