package dashboards

import "time"

// The rows of the measures, named by the files in analytics/measures. A pointer, a Decimal or a
// Day is nil and null where the fact is not known.

// PlaceRow is a county that has agencies.
type PlaceRow struct {
	County   string `ch:"county" json:"county"` // code, or unknown
	Name     string `ch:"county_name" json:"name"`
	Agencies uint64 `ch:"agencies" json:"agencies"`
}

// VersionRow says which state of the data this is.
type VersionRow struct {
	Digest        string     `ch:"digest" json:"digest"`
	Reports       uint64     `ch:"reports" json:"reports"`
	ParserVersion int64      `ch:"parser_version" json:"parser_version"`
	LastCrawl     *time.Time `ch:"last_crawl" json:"last_crawl"`
	Mark          string     `ch:"mark" json:"-"`       // another one whenever anything that a page may show is another
	Settled       string     `ch:"settled" json:"-"`    // the same but for what comes in while a crawl runs: the measures of neverKept
	TakenDown     string     `ch:"taken_down" json:"-"` // another one whenever a document is taken down: no older page is sent then; empty where none was
	Run           uint64     `ch:"run" json:"-"`        // the newest score run, which Measures are asked about; 0 where there is none
}

// AgencyRow is an agency and what is known of it.
type AgencyRow struct {
	AgencyID       string  `ch:"agency_id" json:"agency_id"`
	Name           string  `ch:"name" json:"name"`
	DivisionCode   *string `ch:"division_code" json:"division_code"`
	DivisionName   *string `ch:"division_name" json:"division_name"`
	CountyCode     *string `ch:"county_code" json:"county_code"`
	Level          *string `ch:"level" json:"level"`
	Family         string  `ch:"family" json:"family"`
	ParentAgencyID *string `ch:"parent_agency_id" json:"parent_agency_id"`
	Reports        uint64  `ch:"reports" json:"reports"`
	FirstYear      *uint16 `ch:"first_year" json:"first_year"`
	LastYear       *uint16 `ch:"last_year" json:"last_year"`
	Errors         uint64  `ch:"errors" json:"errors"`
	Total          uint64  `ch:"total" json:"-"` // rows before LIMIT
}

// CoverageRow is one agency and fiscal year: what was expected and what was found.
type CoverageRow struct {
	AgencyID      string  `ch:"agency_id" json:"agency_id"`
	Name          string  `ch:"name" json:"name"`
	County        string  `ch:"county" json:"county"`
	Family        *string `ch:"family" json:"family"`
	FiscalYear    uint16  `ch:"fiscal_year" json:"fiscal_year"`
	Status        string  `ch:"status" json:"status"`
	Deadline      Day     `ch:"deadline" json:"deadline"`
	DeadlineBasis *string `ch:"deadline_basis" json:"deadline_basis"`
	PublishedLow  Day     `ch:"published_low" json:"published_low"`
	PublishedHigh Day     `ch:"published_high" json:"published_high"`
	DaysLateLow   *int32  `ch:"days_late_low" json:"days_late_low"`
	DaysLateHigh  *int32  `ch:"days_late_high" json:"days_late_high"`
	Reason        *string `ch:"reason" json:"reason"`
	ReportID      *string `ch:"report_id" json:"report_id"`
	Outcome       *string `ch:"outcome" json:"outcome"`
	Form          *string `ch:"form" json:"form"`
	Scope         *string `ch:"scope" json:"scope"`
	Versions      *int64  `ch:"versions" json:"versions"`
	Errors        *int64  `ch:"errors" json:"errors"`
	Doubts        *int64  `ch:"doubts" json:"doubts"`
	Total         uint64  `ch:"total" json:"-"` // rows before LIMIT
}

// TimelinessRow counts the expected reports of a fiscal year by what is known of them.
type TimelinessRow struct {
	FiscalYear   uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Expected     uint64 `ch:"expected" json:"expected"`
	OnTime       uint64 `ch:"on_time" json:"on_time"`
	Late         uint64 `ch:"late" json:"late"`
	Unknown      uint64 `ch:"unknown" json:"unknown"` // found, neither shown to be on time nor late
	Unseen       uint64 `ch:"unseen" json:"unseen"`   // not found, and that means nothing yet
	NotFound     uint64 `ch:"not_found" json:"not_found"`
	Blocked      uint64 `ch:"blocked" json:"blocked"`
	NotPublished uint64 `ch:"not_published" json:"not_published"`
	NoDeadline   uint64 `ch:"no_deadline" json:"no_deadline"` // found, of bodies for which the law names no day; not among the expected
}

// OutcomeSums are what became of requests.
type OutcomeSums struct {
	Received     Decimal `ch:"received" json:"received"`
	CarriedIn    Decimal `ch:"carried_in" json:"carried_in"`
	CarriedOut   Decimal `ch:"carried_out" json:"carried_out"`
	Outcomes     Decimal `ch:"outcomes" json:"outcomes"`
	Granted      Decimal `ch:"granted" json:"granted"`
	Partial      Decimal `ch:"partial" json:"partial"`
	Denied       Decimal `ch:"denied" json:"denied"`
	Unable       Decimal `ch:"unable" json:"unable"`
	NotProcessed Decimal `ch:"not_processed" json:"not_processed"`
	Other        Decimal `ch:"other" json:"other"`
}

// RequestsRow sums the requests of a fiscal year over the reports that print them.
type RequestsRow struct {
	FiscalYear    uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Reports       uint64 `ch:"reports" json:"reports"`
	ReceivedKnown uint64 `ch:"received_known" json:"received_known"`
	OutcomesKnown uint64 `ch:"outcomes_known" json:"outcomes_known"`
	OutcomeSums
	Rated              uint64  `ch:"rated" json:"rated"`                   // reports that print the total, what was granted and what was granted in part
	RatedOutcomes      Decimal `ch:"rated_outcomes" json:"rated_outcomes"` // outcomes of these
	RatedGiven         Decimal `ch:"rated_given" json:"rated_given"`       // of them, granted wholly or in part
	Aggregates         uint64  `ch:"aggregates" json:"aggregates"`         // reports of whole governments, in no sum above
	AggregatesReceived Decimal `ch:"aggregates_received" json:"aggregates_received"`
	Unscoped           uint64  `ch:"unscoped" json:"unscoped"` // reports that do not say whose figures they count, in no sum above
	UnscopedReceived   Decimal `ch:"unscoped_received" json:"unscoped_received"`
}

// IdentitiesRow counts the checks of a fiscal year by their results.
type IdentitiesRow struct {
	FiscalYear    uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Reports       uint64 `ch:"reports" json:"reports"`
	Pass          int64  `ch:"pass" json:"pass"`
	Fail          int64  `ch:"fail" json:"fail"`         // every operand was read without doubt
	Doubtful      int64  `ch:"doubtful" json:"doubtful"` // does not hold, and may be our reading
	Vacuous       int64  `ch:"vacuous" json:"vacuous"`
	NotAssessable int64  `ch:"not_assessable" json:"not_assessable"`
	BrokenReports uint64 `ch:"broken_reports" json:"broken_reports"`
}

// ErrorsRow counts the findings of severity error of a county and fiscal year.
type ErrorsRow struct {
	County            string `ch:"county" json:"county"`
	FiscalYear        uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Reports           uint64 `ch:"reports" json:"reports"`
	Errors            int64  `ch:"errors" json:"errors"`
	Doubts            int64  `ch:"doubts" json:"doubts"`
	ReportsWithErrors uint64 `ch:"reports_with_errors" json:"reports_with_errors"`
}

// ProfileRow holds the main figures of one report, as printed.
type ProfileRow struct {
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	ReportID   string  `ch:"report_id" json:"report_id"`
	Published  Decimal `ch:"published" json:"published"`
	OutcomeSums
	Reconsiderations          Decimal `ch:"reconsiderations" json:"reconsiderations"`
	ReconsiderationsCorrected Decimal `ch:"reconsiderations_corrected" json:"reconsiderations_corrected"`
	SuitsDirect               Decimal `ch:"suits_direct" json:"suits_direct"`
	SuitsDirectCorrected      Decimal `ch:"suits_direct_corrected" json:"suits_direct_corrected"`
	SuitsAfterReview          Decimal `ch:"suits_after_review" json:"suits_after_review"`
	SuitsAfterReviewCorrected Decimal `ch:"suits_after_review_corrected" json:"suits_after_review_corrected"`
	SuitsUnsplit              Decimal `ch:"suits_unsplit" json:"suits_unsplit"`
	// The figures that were taken where forms differ; empty where there is none.
	PublishedKey        string `ch:"published_key" json:"published_key"`
	ReceivedKey         string `ch:"received_key" json:"received_key"`
	ReconsiderationsKey string `ch:"reconsiderations_key" json:"reconsiderations_key"`
	SuitsUnsplitKey     string `ch:"suits_unsplit_key" json:"suits_unsplit_key"`
}
