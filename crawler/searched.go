package crawler

import (
	"cmp"
	"fmt"
	"slices"

	"gongkai/disclosure"
)

// mostHits is how many results of one question are fetched.
const mostHits = 3

// searched takes up an answer of the site's own search.
func (v *visit) searched(j *job, page disclosure.Page, read bool) error {
	if j.asks.waiting != nil {
		return v.proved(j, page, read)
	}
	outcome, hits := v.answerOf(j, page, read)
	for _, l := range hits[:min(len(hits), mostHits)] {
		l.Role = disclosure.RoleReport
		v.follows(j, l, nil)
	}
	return v.keepSearch(j, disclosure.Search{
		Sought: j.asks.sought, Outcome: outcome, Words: j.title, URL: j.key(), CaptureID: v.captureOf(j), Hits: len(page.Links), Control: j.asks.control.capture,
	})
}

// proved asks for what is sought where the search found what is there; where it did not, it proves
// nothing.
func (v *visit) proved(j *job, page disclosure.Page, read bool) error {
	q := j.asks
	outcome, _ := v.answerOf(j, page, read)
	q.control.capture = v.captureOf(j)
	if outcome == disclosure.SearchFound {
		q.control.results, q.control.empty = v.resultsOf(j, page), page.Found.Empty
		q.control.ordered = page.Found.More && !q.control.Newest && v.isIt(j, page.Links[0])
		v.mu.Lock()
		defer v.mu.Unlock()
		for _, r := range q.waiting {
			v.inquire(&inquiry{form: q.form, sought: r, control: q.control})
		}
		return nil
	}
	switch outcome {
	case disclosure.SearchBlocked, disclosure.SearchRefused, disclosure.SearchFailed, disclosure.SearchCaptcha:
	default:
		outcome = disclosure.SearchControl
	}
	for _, r := range q.waiting {
		if err := v.keepSearch(j, disclosure.Search{Sought: r, Outcome: outcome, Control: q.control.capture}); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) keepSearch(j *job, s disclosure.Search) error {
	s.SiteID, s.CrawlID, s.AskedAt, s.ControlURL = v.site.ID, v.crawl.ID, j.capture.FetchedAt, j.asks.control.URL
	v.log.Info("search", "agency", s.AgencyID, "year", s.FiscalYear, "outcome", s.Outcome, "url", s.URL)
	if err := v.c.Archive.KeepSearch(v.ctx, s); err != nil {
		return fmt.Errorf("keeping what the search says of %s %d: %w", s.AgencyID, s.FiscalYear, err)
	}
	return nil
}

// captureOf is the capture of an answer: this crawl may have kept the same one before it was killed.
func (v *visit) captureOf(j *job) string { return cmp.Or(j.capture.ID, v.known[j.key()].ID) }

// answerOf says what an answer says of what was asked for, and which results are or may be it.
func (v *visit) answerOf(j *job, page disclosure.Page, read bool) (outcome string, hits []disclosure.Link) {
	switch c := j.capture; {
	case c.Outcome == disclosure.FetchBlocked:
		return disclosure.SearchBlocked, nil
	case c.Outcome == disclosure.FetchRefused:
		return disclosure.SearchRefused, nil
	case !hasBody(c):
		return disclosure.SearchFailed, nil
	case !read || page.Found == nil:
		return disclosure.SearchUnread, nil
	case page.Found.Captcha:
		return disclosure.SearchCaptcha, nil
	}
	for _, l := range page.Links {
		if v.isIt(j, l) {
			hits = append(hits, l)
		}
	}
	if len(hits) > 0 {
		return disclosure.SearchFound, hits
	}
	for _, l := range page.Links {
		if v.maybeIt(j, l) {
			hits = append(hits, l)
		}
	}
	if len(hits) > 0 {
		return disclosure.SearchUnclear, hits
	}
	return v.absence(j, page), nil
}

// absence weighs an answer without a result that may be what was asked for. Results that go on are
// the whole of them only where they come by how well they fit.
func (v *visit) absence(j *job, page disclosure.Page) string {
	c, found := j.asks.control, page.Found
	switch {
	case found.Empty && !c.empty:
		return disclosure.SearchNothing
	case found.Empty, found.Total == 0:
		return disclosure.SearchUnread
	case slices.Equal(v.resultsOf(j, page), c.results):
		return disclosure.SearchSame
	case found.More && !c.ordered:
		return disclosure.SearchMore
	}
	return disclosure.SearchOthers
}

// isIt reports whether a result is what was asked for: by its title, or by its address where that
// is known.
func (v *visit) isIt(j *job, l disclosure.Link) bool {
	q := j.asks
	if q.waiting != nil {
		if u, err := canonical(baseOf(j), l.URL); err == nil {
			v.mu.Lock()
			had := v.had[q.control.URL]
			v.mu.Unlock()
			if u.String() == q.control.URL || u.String() == had.FinalURL {
				return true
			}
		}
	}
	year, ok := disclosure.FiscalYearFromTitle(l.Text)
	if !ok || year != q.sought.FiscalYear {
		return false
	}
	printed, agency, ok := disclosure.AgencyFromTitle(l.Text, v.division)
	return ok && agency.ID == q.sought.AgencyID || printed != "" && disclosure.FoldName(printed) == disclosure.FoldName(q.sought.Agency)
}

// maybeIt reports whether a result may be what was asked for: it is called a report, of no other
// year and no other agency for certain, and its page was never had. What was had has been read.
func (v *visit) maybeIt(j *job, l disclosure.Link) bool {
	if l.Role != disclosure.RoleReport || j.asks.waiting != nil {
		return false
	}
	if year, ok := disclosure.FiscalYearFromTitle(l.Text); ok && year != j.asks.sought.FiscalYear {
		return false
	}
	if _, agency, ok := disclosure.AgencyFromTitle(l.Text, v.division); ok && agency.ID != j.asks.sought.AgencyID {
		return false
	}
	u, err := canonical(baseOf(j), l.URL)
	if err != nil {
		return false
	}
	v.mu.Lock()
	_, had := v.had[u.String()]
	v.mu.Unlock()
	_, known := v.known[u.String()]
	return !had && !known
}

// resultsOf are the addresses of the results, in their order.
func (v *visit) resultsOf(j *job, page disclosure.Page) []string {
	all := make([]string, 0, len(page.Links))
	for _, l := range page.Links {
		if u, err := canonical(baseOf(j), l.URL); err == nil {
			all = append(all, u.String())
		}
	}
	return all
}
