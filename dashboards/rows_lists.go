package dashboards

import "time"

// ChangeRow is one thing that differs between two versions of a report.
type ChangeRow struct {
	ReportID      string    `ch:"report_id" json:"report_id"`
	AgencyID      string    `ch:"agency_id" json:"agency_id"`
	Name          string    `ch:"name" json:"name"`
	County        string    `ch:"county" json:"county"`
	FiscalYear    uint16    `ch:"fiscal_year" json:"fiscal_year"`
	Version       int64     `ch:"version" json:"version"` // that came with it
	Kind          string    `ch:"kind" json:"kind"`
	Change        string    `ch:"change" json:"change"`
	Indicator     string    `ch:"indicator" json:"indicator"`
	Applicant     string    `ch:"applicant" json:"applicant"`
	Part          string    `ch:"part" json:"part"`
	FromValue     Decimal   `ch:"from_value" json:"from_value"`
	ToValue       Decimal   `ch:"to_value" json:"to_value"`
	FromText      *string   `ch:"from_text" json:"from_text"`
	ToText        *string   `ch:"to_text" json:"to_text"`
	FromState     string    `ch:"from_state" json:"from_state"`
	ToState       string    `ch:"to_state" json:"to_state"`
	Confidence    float64   `ch:"confidence" json:"confidence"`
	ChangedAfter  time.Time `ch:"changed_after" json:"changed_after"`
	ChangedBy     time.Time `ch:"changed_by" json:"changed_by"`
	ParserVersion int64     `ch:"parser_version" json:"parser_version"`
	Total         uint64    `ch:"total" json:"-"`
}

// GoneRow is a report that was on its site and is not any more, or was not for a time.
type GoneRow struct {
	ReportID   string     `ch:"report_id" json:"report_id"`
	AgencyID   string     `ch:"agency_id" json:"agency_id"`
	Name       string     `ch:"name" json:"name"`
	County     string     `ch:"county" json:"county"`
	FiscalYear *uint16    `ch:"fiscal_year" json:"fiscal_year"`
	URL        string     `ch:"url" json:"url"`
	VanishedOn Day        `ch:"vanished_on" json:"vanished_on"`
	LastSeenAt time.Time  `ch:"last_seen_at" json:"last_seen_at"`
	ReturnedAt *time.Time `ch:"returned_at" json:"returned_at"` // null: it is gone now
	Walks      uint64     `ch:"walks" json:"walks"`
	AnsweredAt *time.Time `ch:"answered_at" json:"answered_at"`
	Answer     string     `ch:"answer" json:"answer"`
	Total      uint64     `ch:"total" json:"-"`
}

// FindingCountRow counts the findings of one rule in one agency's reports.
type FindingCountRow struct {
	AgencyID  string  `ch:"agency_id" json:"agency_id"`
	Name      string  `ch:"name" json:"name"`
	County    string  `ch:"county" json:"county"`
	Rule      string  `ch:"rule" json:"rule"`
	Severity  string  `ch:"severity" json:"severity"`
	Findings  uint64  `ch:"findings" json:"findings"`
	Reports   uint64  `ch:"reports" json:"reports"`
	Printed   uint64  `ch:"printed" json:"printed"` // with blame agency
	FirstYear *uint16 `ch:"first_year" json:"first_year"`
	LastYear  *uint16 `ch:"last_year" json:"last_year"`
	Total     uint64  `ch:"total" json:"-"` // agencies before LIMIT
}

// CopyRow is a pair of reports whose texts are alike.
type CopyRow struct {
	ReportID        string   `ch:"report_id" json:"report_id"`
	AgencyID        string   `ch:"agency_id" json:"agency_id"`
	Name            string   `ch:"name" json:"name"`
	County          string   `ch:"county" json:"county"`
	FiscalYear      uint16   `ch:"fiscal_year" json:"fiscal_year"`
	OtherReportID   string   `ch:"other_report_id" json:"other_report_id"`
	OtherAgencyID   string   `ch:"other_agency_id" json:"other_agency_id"`
	OtherName       string   `ch:"other_name" json:"other_name"`
	OtherCounty     string   `ch:"other_county" json:"other_county"`
	OtherFiscalYear uint16   `ch:"other_fiscal_year" json:"other_fiscal_year"`
	Relation        string   `ch:"relation" json:"relation"`
	Kind            string   `ch:"kind" json:"kind"`
	Jaccard         float64  `ch:"jaccard" json:"jaccard"`
	BaselineLow     *float64 `ch:"baseline_low" json:"baseline_low"`
	BaselineHigh    *float64 `ch:"baseline_high" json:"baseline_high"`
	Passages        uint64   `ch:"passages" json:"passages"`
	Total           uint64   `ch:"total" json:"-"`
}

// ForeignPlaceRow is where a report names a body of another place as its own.
type ForeignPlaceRow struct {
	ReportID   string  `ch:"report_id" json:"report_id"`
	AgencyID   string  `ch:"agency_id" json:"agency_id"`
	Name       string  `ch:"name" json:"name"`
	County     string  `ch:"county" json:"county"`
	FiscalYear *uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Place      string  `ch:"place" json:"place"`
	Code       string  `ch:"code" json:"code"`
	Severity   string  `ch:"severity" json:"severity"`
	Position   uint64  `ch:"position" json:"position"` // code points of the text
	Characters uint64  `ch:"characters" json:"characters"`
	Sentence   string  `ch:"sentence" json:"sentence"`
	Total      uint64  `ch:"total" json:"-"`
}

// SumRow is a report and what a sum over reports takes from it.
type SumRow struct {
	ReportID   string   `ch:"report_id" json:"report_id"`
	AgencyID   string   `ch:"agency_id" json:"agency_id"`
	Name       string   `ch:"name" json:"name"`
	County     string   `ch:"county" json:"county"`
	FiscalYear uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Scope      string   `ch:"scope" json:"scope"`
	Value      Decimal  `ch:"value" json:"value"`
	Counts     uint8    `ch:"counts" json:"counts"`     // 1: in the sum
	Complete   uint8    `ch:"complete" json:"complete"` // 0: the report does not print the total that the sum asks for
	Figures    []string `ch:"figures" json:"figures"`   // keys
	Amounts    []string `ch:"amounts" json:"amounts"`   // their values, empty where not known
	States     []string `ch:"states" json:"states"`
	Sum        Decimal  `ch:"sum" json:"sum"`
	Counted    uint64   `ch:"counted" json:"counted"`
	Total      uint64   `ch:"total" json:"-"`
}

// CheckedRow counts the identities of one report by their results.
type CheckedRow struct {
	ReportID      string `ch:"report_id" json:"report_id"`
	AgencyID      string `ch:"agency_id" json:"agency_id"`
	Name          string `ch:"name" json:"name"`
	County        string `ch:"county" json:"county"`
	FiscalYear    uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Scope         string `ch:"scope" json:"scope"`
	Outcome       string `ch:"outcome" json:"outcome"`
	Pass          int64  `ch:"pass" json:"pass"`
	Fail          int64  `ch:"fail" json:"fail"`
	Doubtful      int64  `ch:"doubtful" json:"doubtful"`
	Vacuous       int64  `ch:"vacuous" json:"vacuous"`
	NotAssessable int64  `ch:"not_assessable" json:"not_assessable"`
	Total         uint64 `ch:"total" json:"-"`
}

// RatioRow is what a government reports beside what its departments and townships report.
type RatioRow struct {
	DivisionCode string   `ch:"division_code" json:"division_code"`
	AgencyID     string   `ch:"agency_id" json:"agency_id"`
	FiscalYear   uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Indicator    string   `ch:"indicator" json:"indicator"`
	ReportID     string   `ch:"report_id" json:"report_id"`
	Scope        string   `ch:"scope" json:"scope"`
	Government   Decimal  `ch:"government" json:"government"`
	Parts        Decimal  `ch:"parts" json:"parts"`
	PartsKnown   uint64   `ch:"parts_known" json:"parts_known"`
	PartsReports uint64   `ch:"parts_reports" json:"parts_reports"`
	Ratio        *float64 `ch:"ratio" json:"ratio"`
}

// RateInputRow is a figure that a share of a report consists of.
type RateInputRow struct {
	Rate      string  `ch:"rate" json:"rate"`
	LabelZH   string  `ch:"label_zh" json:"label_zh"`
	LabelEN   string  `ch:"label_en" json:"label_en"`
	Part      string  `ch:"part" json:"part"` // x or n
	Indicator string  `ch:"indicator" json:"indicator"`
	Applicant string  `ch:"applicant" json:"applicant"`
	Value     Decimal `ch:"value" json:"value"`
	State     string  `ch:"state" json:"state"` // empty where it is not printed
	Rule      string  `ch:"rule" json:"rule"`   // that has to hold for the share to be given
}

// CellRow is a printed cell that could not be read, was read with doubt, or is blank.
type CellRow struct {
	ReportID   string  `ch:"report_id" json:"report_id"`
	AgencyID   string  `ch:"agency_id" json:"agency_id"`
	Name       string  `ch:"name" json:"name"`
	County     string  `ch:"county" json:"county"`
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	Form       string  `ch:"form" json:"form"`
	Indicator  string  `ch:"indicator" json:"indicator"`
	Applicant  string  `ch:"applicant" json:"applicant"`
	Value      Decimal `ch:"value" json:"value"`
	Unit       string  `ch:"unit" json:"unit"`
	State      string  `ch:"state" json:"state"`
	Raw        string  `ch:"raw" json:"raw"`
	Confidence float64 `ch:"confidence" json:"confidence"`
	Total      uint64  `ch:"total" json:"-"`
}
