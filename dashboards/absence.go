package dashboards

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"gongkai/disclosure"
)

// AbsenceWalkRow is one crawl of a site as far as it is about one agency.
type AbsenceWalkRow struct {
	SiteID   string `ch:"site_id" json:"site_id"`
	SiteName string `ch:"site_name" json:"site_name"` // empty where sites.yaml does not name it
	CrawlID  string `ch:"crawl_id" json:"crawl_id"`
	Day      Day    `ch:"day" json:"day"`
	Lists    uint64 `ch:"lists" json:"lists"`
	Complete uint64 `ch:"complete" json:"complete"` // lists that it walked to their end
	Counts   uint8  `ch:"counts" json:"counts"`     // all of them, after the deadline
}

// SearchRow is what the search of a site said of a report that no list named.
type SearchRow struct {
	AgencyID      string    `ch:"agency_id" json:"agency_id"`
	FiscalYear    uint16    `ch:"fiscal_year" json:"fiscal_year"`
	SiteID        string    `ch:"site_id" json:"site_id"`
	SiteName      string    `ch:"site_name" json:"site_name"` // empty where sites.yaml does not name it
	CrawlID       string    `ch:"crawl_id" json:"crawl_id"`
	AskedAt       time.Time `ch:"asked_at" json:"asked_at"`
	Outcome       string    `ch:"outcome" json:"outcome"`
	Words         string    `ch:"words" json:"words"`
	URL           string    `ch:"url" json:"url"`
	CaptureID     string    `ch:"capture_id" json:"capture_id"`
	SHA256        string    `ch:"sha256" json:"sha256"` // of the answer
	Hits          uint32    `ch:"hits" json:"hits"`
	ControlURL    string    `ch:"control_url" json:"control_url"` // the report that it had to find
	ControlID     string    `ch:"control_capture_id" json:"control_capture_id"`
	ControlAsked  string    `ch:"control_asked" json:"control_asked"` // the address of that question
	ControlSHA256 string    `ch:"control_sha256" json:"control_sha256"`
	Total         uint64    `ch:"total" json:"-"` // rows before LIMIT
}

// Absent reports whether it says that the report is not there.
func (r SearchRow) Absent() bool { return disclosure.SaysAbsent(r.Outcome) }

// Bodies asks for what was received, as evidence: the answer and that to the control.
func (r SearchRow) Bodies() string {
	return fmt.Sprintf("SELECT c.fetched_at, c.url, c.http_status, c.sha256, b.body FROM captures AS c INNER JOIN bodies AS b ON b.sha256 = c.sha256 WHERE c.capture_id IN ('%s', '%s')", r.CaptureID, r.ControlID)
}

// absenceBody is why a report is said not to be there: the walks that did not name it, and what the
// search of the site said.
type absenceBody struct {
	Agency   AgencyRow
	Year     uint16
	Coverage CoverageRow
	Walks    []AbsenceWalkRow // newest first
	Days     int              // on which all lists of a site were walked to their end, after the deadline
	First    Day
	Last     Day
	Searches []SearchRow
	Cases    []caseView // objections to what is said of it
	Console  bool
}

// Look is the state as every page calls it: what no walk would have shown is neither found nor missing.
func (b absenceBody) Look() string { return b.Coverage.look() }

// absencePlace is the page of what a report's absence rests on.
func absencePlace(l tongue, agency string, year uint16) string {
	return address(l, place("/agencies/", agency)+"/absence/"+strconv.Itoa(int(year)))
}

func (s *server) absencePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	a, err := s.findAgency(ctx, r.PathValue("agency"))
	if err != nil {
		return page{}, err
	}
	n, err := strconv.ParseUint(r.PathValue("year"), 10, 16)
	if err != nil {
		return page{}, notFound("error.no_page")
	}
	coverage, err := s.coverage(ctx, among{}, a.AgencyID, 0)
	if err != nil {
		return page{}, err
	}
	i := slices.IndexFunc(coverage, func(c CoverageRow) bool { return uint64(c.FiscalYear) == n })
	if i < 0 {
		return page{}, notFound("error.no_page")
	}
	b := absenceBody{Agency: a, Year: uint16(n), Coverage: coverage[i], Console: s.Query != nil}
	params := map[string]any{"agency": a.AgencyID, "year": b.Year}
	if err := s.Measures.Select(ctx, &b.Walks, "absence_walks", params); err != nil {
		return page{}, err
	}
	if err := s.Measures.Select(ctx, &b.Searches, "searches", map[string]any{"agency": a.AgencyID, "year": b.Year, "limit": uint32(pageSize), "offset": uint32(0)}); err != nil {
		return page{}, err
	}
	cases, err := s.cases(ctx, map[string]any{"report": a.AgencyID + "-" + strconv.Itoa(int(b.Year))})
	if err != nil {
		return page{}, err
	}
	b.Cases = l.caseViews(cases)
	b.countDays()
	p := page{view: "absence", title: l.say("absence.title", a.Name, strconv.Itoa(int(b.Year))), body: b, lead: b.leadIn(l)}
	if p.crumbs, err = s.agencyCrumbs(ctx, l, a); err != nil {
		return page{}, err
	}
	p.crumbs = append(p.crumbs, crumb{a.Name, address(l, place("/agencies/", a.AgencyID))}, crumb{Name: strconv.Itoa(int(b.Year))})
	return p, nil
}

// countDays counts the days on which nothing stood in the way of seeing the report, and puts the
// newest walk first.
func (b *absenceBody) countDays() {
	days := map[string]bool{}
	for _, w := range b.Walks {
		if w.Counts == 1 {
			days[w.Day.String()] = true
			if b.First.Date == nil {
				b.First = w.Day
			}
			b.Last = w.Day
		}
	}
	b.Days = len(days)
	slices.Reverse(b.Walks)
}

// leadIn says what is known, and on how many days it rests.
func (b *absenceBody) leadIn(l tongue) string {
	lead := l.say("absence.lead", b.Agency.Name, strconv.Itoa(int(b.Year)), l.word("status", b.Coverage.look()))
	if why := str(b.Coverage.Reason); why != "" {
		lead += l.say("absence.lead_why", l.word("reason", why))
	}
	if b.Days > 0 {
		lead += l.say("absence.lead_days", b.Days, l.day(b.First), l.day(b.Last))
	}
	return lead
}
