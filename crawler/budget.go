package crawler

import (
	"fmt"

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
