package crawler

import (
	"fmt"
	"slices"
	"time"

	"gongkai/disclosure"
)

// spent says that the site's budget of bytes or of time is used up, nil while it is not. What
// is left out then is recorded, so that no list that names it counts as complete; the budget of
// pages is kept where addresses are queued.
func (v *visit) spent() error {
	why := ""
	switch took := v.c.Clock.Now().Sub(v.began); {
	case v.transport.wire.Load() >= v.budget.Bytes:
		why = fmt.Sprintf("the site's budget of %d MB a crawl is used up", v.budget.Bytes/1e6)
	case took >= v.budget.Time:
		why = fmt.Sprintf("the site's budget of %s a crawl is used up", v.budget.Time)
	default:
		return nil
	}
	v.mu.Lock()
	v.dropped[why]++
	v.mu.Unlock()
	return &outcomeError{disclosure.FetchError, disclosure.FailureBudget, why}
}

// budgetOf is a site's own budget, with the usual one where its line names none.
func (l Limits) budgetOf(site disclosure.Site) disclosure.Budget {
	b := site.Budget
	if b.Pages == 0 {
		b.Pages = l.Pages
	}
	if b.Bytes == 0 {
		b.Bytes = l.Bytes
	}
	if b.Time == 0 {
		b.Time = l.Time
	}
	return b
}

// longestWait is the longest time between two captures of a crawl that goes on: the day, in which
// it may wait for the night, and an hour more. What took longer was a time in which nobody crawled.
const longestWait = (nightBegins - nightEnds + 1) * time.Hour

// spentBefore is what a crawl that is gone on with had of its budget before: its bytes, as far as
// they are kept, unpacked, and its time, those in which nobody crawled left out. Its pages count
// by themselves, since the walk meets them again.
func spentBefore(crawl disclosure.Crawl, known map[string]disclosure.Capture) (bytes int64, took time.Duration) {
	moments := []time.Time{crawl.StartedAt}
	for _, k := range known {
		if k.CrawlID == crawl.ID {
			moments = append(moments, k.FetchedAt)
			if k.Outcome != disclosure.FetchNotModified {
				bytes += k.Bytes
			}
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	for i := range moments[1:] {
		if gap := moments[i+1].Sub(moments[i]); gap <= longestWait {
			took += gap
		}
	}
	return bytes, took
}
