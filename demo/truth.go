package demo

import (
	"slices"

	"gongkai/disclosure"
)

// Truth is what a perfect reader knows after crawling the sites of one phase.
type Truth struct {
	Reports    []TruthReport   // every report that can be had, in order of county, agency and year
	Agencies   []TruthAgency   // every agency, those that cannot be seen too
	Expected   []TruthExpected // one for every agency and fiscal year
	NotReports []string        // addresses that stand in lists of reports and are none
	Refused    []string        // agency IDs behind robots.txt
	Blocked    []string        // agency IDs behind a challenge
	Vanished   []TruthReport   // reports that an earlier phase had; they are not among Reports
	Moved      []TruthMove     // lists that an earlier phase had at another address
}

// TruthMove is a list of reports that is at another address than before.
type TruthMove struct {
	SiteID   string
	From, To string // addresses of its first page
	Reports  int    // that it names, as many as before
}

// TruthAgency is a reporting body.
type TruthAgency struct {
	ID, Name, SiteID, DivisionCode string
	Family                         disclosure.Family
	Host                           string // that serves its reports
}

// TruthExpected is the status of an agency's report for a year, as far as it is certain
// after one crawl a phase.
type TruthExpected struct {
	AgencyID   string
	FiscalYear int
	Status     string // on_time, late, unknown, not_found, not_published, blocked
}

// TruthFinding is a finding that must be there.
type TruthFinding struct {
	Rule             string
	Key              disclosure.Key
	Expected, Actual *disclosure.Number // nil for findings that are not about numbers
}

// TruthReport is one report. Findings of severity error are all listed, and no other may
// be found; of the others those that must be there are listed. Strings are as printed, but
// for the report in Traditional characters, which is given in simplified ones: compare them
// folded (disclosure.FoldText).
type TruthReport struct {
	SiteID, AgencyID, Agency string
	AgencyAsPrinted          string
	FiscalYear               int
	URL                      string // of its page; see ShownAt
	ListTitle, Title         string // the title on the page may differ from the one in the list
	Form                     disclosure.Form
	Outcome                  disclosure.Outcome
	Scope                    disclosure.Scope
	Charset                  string // of the bytes, whatever the page says
	IndexNumber              string // empty where none is printed
	DocumentNumber           string
	IssuedOn                 *disclosure.Date // nil where the page prints none in a box
	PublishedOn              disclosure.Date  // as claimed by the page
	Address, Postcode, Phone string           // empty where the page prints none
	Problems, Improvements   []string         // without 一是, 二是
	Figures                  map[disclosure.Key]TruthFigure
	Cumulative               map[disclosure.Key]TruthFigure // what rows print of all years together; nil where the form has no such column
	Findings                 []TruthFinding
	Fault                    Fault
	CopiedFrom               string // agency ID, for FaultCopied
	Attachment               string // address of the file that holds the report, for attachment-only reports
}

// ID is the report id: agency and fiscal year.
func (t TruthReport) ID() string { return t.AgencyID + "-" + itoa(t.FiscalYear) }

// ShownAt is the address of the document that its figures are read from: its page, or the
// attachment that the page announces and that can be read.
func (t TruthReport) ShownAt() string {
	if t.Attachment != "" && t.Outcome == disclosure.OutcomeOK {
		return t.Attachment
	}
	return t.URL
}

// Truth returns what a perfect reader knows after crawling a phase.
func (d *Demo) Truth(phase int) Truth {
	w := d.world(phase)
	t := Truth{}
	for _, c := range d.counties {
		t.NotReports = append(t.NotReports, "http://"+c.host()+c.strangerPath())
		for _, a := range c.agencies {
			t.Agencies = append(t.Agencies, TruthAgency{a.id, a.name, c.id, c.code, a.family, a.servedBy()})
			switch faultOf(a, FirstYear) {
			case FaultRefused:
				t.Refused = append(t.Refused, a.id)
			case FaultBlocked:
				t.Blocked = append(t.Blocked, a.id)
			}
			for year := FirstYear; year <= LastYear; year++ {
				t.Expected = append(t.Expected, TruthExpected{a.id, year, expected(a, year, phase)})
			}
		}
	}
	before := map[at]*report{}
	for _, r := range w.reports {
		if r.fault == FaultRefused || r.fault == FaultBlocked {
			continue
		}
		before[at{r.agency.id, r.year}] = r
		t.Reports = append(t.Reports, r.truth(before[at{r.agency.id, r.year - 1}]))
	}
	if w.phase >= 3 {
		t.Vanished, t.Moved = d.gone(w)
	}
	return t
}

// Seen is every report that crawls of all phases so far have had.
func (t Truth) Seen() []TruthReport { return slices.Concat(t.Reports, t.Vanished) }

// gone is what phase 3 does not have any more, or has elsewhere.
func (d *Demo) gone(w *world) (vanished []TruthReport, moved []TruthMove) {
	for _, r := range d.world(w.phase - 1).reports {
		if r.fault == FaultVanished {
			vanished = append(vanished, r.truth(nil))
		}
	}
	for _, c := range d.counties {
		if c.id != ChangingSite {
			continue
		}
		move := TruthMove{SiteID: c.id, From: "http://" + c.host() + trsTowns(w.phase-1), To: "http://" + c.host() + trsTowns(w.phase)}
		for _, r := range w.reports {
			if r.agency.county == c && r.agency.isTownship() {
				move.Reports++
			}
		}
		moved = append(moved, move)
	}
	return vanished, moved
}

// expected is the status of a report. Only art. 49 sets deadlines: none for townships, and
// none for the ecology bureau, which is a dispatched office.
func expected(a *agency, year, phase int) string {
	switch faultOf(a, year) {
	case FaultRefused, FaultLateClaim:
		return "unknown"
	case FaultBlocked:
		return "blocked"
	case FaultMissing:
		if phase < 3 {
			return "not_found"
		}
		return "not_published" // by then two months have passed, and the site's search has it not
	case FaultLate:
		if phase < 2 {
			return "not_found"
		}
		return "late"
	}
	if a.isTownship() || a.family == disclosure.FamilyEcology {
		return "unknown"
	}
	return "on_time"
}

// truth says what the report's page says. before is the report of the year before, nil
// where there is none.
func (r *report) truth(before *report) TruthReport {
	a := r.agency
	t := TruthReport{
		SiteID: a.county.id, AgencyID: a.id, Agency: a.name, AgencyAsPrinted: r.name, FiscalYear: r.year, URL: r.url(), ListTitle: r.listTitle, Title: r.title,
		Form: r.form, Outcome: disclosure.OutcomeOK, Scope: disclosure.ScopeOwnOffice, Charset: a.county.charset,
		IndexNumber: r.index, DocumentNumber: r.document, PublishedOn: r.published,
		Address: a.address(), Postcode: a.postcode(), Phone: a.phone(),
		Problems: r.prose.Problems, Improvements: r.prose.Improvements,
		Figures: r.allFigures(), Cumulative: r.sums, Findings: r.findings(before), Fault: r.fault, Attachment: r.attachmentAddress(),
	}
	if r.index != "" {
		t.IssuedOn = &r.issued
	}
	if a.reportsForAll() {
		t.Scope = disclosure.ScopeAggregate
	}
	switch r.fault {
	case FaultCopied:
		t.CopiedFrom = copiedFrom
	case FaultNarrative, FaultOldForm, FaultCumulative:
		t.Form = disclosure.Form2008
	case FaultAttachmentScan:
		t.Form, t.Outcome, t.Figures = "", disclosure.OutcomePartial, nil
		t.Address, t.Postcode, t.Phone, t.Problems, t.Improvements = "", "", "", nil, nil
	}
	return t
}

// allFigures are the figures of the tables and of the sentences.
func (r *report) allFigures() map[disclosure.Key]TruthFigure {
	if r.fault == FaultNarrative || r.hasOldForm() {
		return r.figures
	}
	all := make(map[disclosure.Key]TruthFigure, len(r.figures)+4)
	for k, f := range r.figures {
		all[k] = f
	}
	all[key("narrative_published_total", "")] = said(r.publishedTotal)
	all[key("narrative_requests_received", "")] = saidNumber(r.counts[key("requests_new", disclosure.Total)])
	if r.saysFee() {
		all[key("fees_processing_charged", "")] = said(r.fee)
	}
	return all
}

func said(n int) TruthFigure { return saidNumber(disclosure.Int(int64(n))) }

func saidNumber(n disclosure.Number) TruthFigure {
	if n == 0 {
		return TruthFigure{State: disclosure.StateZero, Value: &n, Prose: true}
	}
	return TruthFigure{State: disclosure.StateNumber, Value: &n, Raw: n.String(), Prose: true}
}
