package dashboards

import "time"

// FigureVersionRow is one figure in one version of a report; State is empty where that version does
// not print it.
type FigureVersionRow struct {
	Version       int64     `ch:"version" json:"version"`
	URL           string    `ch:"url" json:"url"`
	SHA256        string    `ch:"sha256" json:"sha256"`
	ParserVersion int64     `ch:"parser_version" json:"parser_version"`
	FirstSeenAt   time.Time `ch:"first_seen_at" json:"first_seen_at"`
	LastSeenAt    time.Time `ch:"last_seen_at" json:"last_seen_at"`
	Value         Decimal   `ch:"value" json:"value"`
	Unit          string    `ch:"unit" json:"unit"`
	State         string    `ch:"state" json:"state"`
	Raw           string    `ch:"raw" json:"raw"`
	Confidence    float64   `ch:"confidence" json:"confidence"`
	Evidence      string    `ch:"evidence" json:"evidence"` // JSON text of a disclosure.Place
}

// AgencyFigureRow is one figure of one of an agency's reports.
type AgencyFigureRow struct {
	ReportID   string  `ch:"report_id" json:"report_id"`
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	Form       string  `ch:"form" json:"form"`
	Scope      string  `ch:"scope" json:"scope"`
	Indicator  string  `ch:"indicator" json:"indicator"`
	Applicant  string  `ch:"applicant" json:"applicant"`
	Value      Decimal `ch:"value" json:"value"`
	Unit       string  `ch:"unit" json:"unit"`
	State      string  `ch:"state" json:"state"`
	Raw        string  `ch:"raw" json:"raw"`
	Confidence float64 `ch:"confidence" json:"confidence"`
}

// CumulativeRow is what one of an agency's reports prints of all years together in one row.
type CumulativeRow struct {
	ReportID   string  `ch:"report_id" json:"report_id"`
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	Value      Decimal `ch:"value" json:"value"` // of all years, never of the year
	Unit       string  `ch:"unit" json:"unit"`
	State      string  `ch:"state" json:"state"`
	Raw        string  `ch:"raw" json:"raw"`
	Confidence float64 `ch:"confidence" json:"confidence"`
	Evidence   string  `ch:"evidence" json:"evidence"` // JSON text of a disclosure.Place
}

// AcrossRow counts what one rule between years and agencies said of one report.
type AcrossRow struct {
	ReportID      string   `ch:"report_id" json:"report_id"`
	FiscalYear    uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Rule          string   `ch:"rule" json:"rule"`
	Pass          int64    `ch:"pass" json:"pass"`
	Fail          int64    `ch:"fail" json:"fail"`
	Vacuous       int64    `ch:"vacuous" json:"vacuous"`
	NotAssessable int64    `ch:"not_assessable" json:"not_assessable"`
	Reasons       []string `ch:"reasons" json:"reasons"`
}

// SeriesRow is a figure of one year that is followed over the forms.
type SeriesRow struct {
	Series     string  `ch:"series" json:"series"`
	LabelZH    string  `ch:"label_zh" json:"label_zh"`
	LabelEN    string  `ch:"label_en" json:"label_en"`
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	ReportID   string  `ch:"report_id" json:"report_id"`
	Form       string  `ch:"form" json:"form"`
	Scope      string  `ch:"scope" json:"scope"`
	Value      Decimal `ch:"value" json:"value"`
	Unit       string  `ch:"unit" json:"unit"`
	Grade      string  `ch:"grade" json:"grade"`
	Segment    uint16  `ch:"segment" json:"segment"` // values compare only within one
	Note       string  `ch:"note" json:"note"`       // why the value is missing, else what does not compare
	NoteZH     string  `ch:"note_zh" json:"note_zh"`
	Confidence float64 `ch:"confidence" json:"confidence"`
	Formula    string  `ch:"formula" json:"formula"`
}
