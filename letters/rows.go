package letters

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// Measures runs measures by name, as analytics.Measures does.
type Measures interface {
	Select(ctx context.Context, dst any, measure string, params map[string]any) error
}

// decimal is a number that may be unknown.
type decimal struct{ *disclosure.Number }

// Scan reads NULL, or anything that prints itself as a plain decimal.
func (d *decimal) Scan(v any) error {
	d.Number = nil
	if v == nil {
		return nil
	}
	n, err := disclosure.ParseNumber(fmt.Sprint(v))
	if err != nil {
		return fmt.Errorf("reading a decimal: %w", err)
	}
	d.Number = &n
	return nil
}

// String writes the number; unknown is the empty string.
func (d decimal) String() string {
	if d.Number == nil {
		return ""
	}
	return d.Number.String()
}

// findingRow is a row of the measures findings_of and findings.
type findingRow struct {
	ReportID   string  `ch:"report_id"`
	AgencyID   string  `ch:"agency_id"`
	Name       string  `ch:"name"`
	County     string  `ch:"county"`
	FiscalYear *uint16 `ch:"fiscal_year"`
	Rule       string  `ch:"rule"`
	Severity   string  `ch:"severity"`
	Blame      string  `ch:"blame"`
	Message    string  `ch:"message"`
	Indicator  string  `ch:"indicator"`
	Applicant  string  `ch:"applicant"`
	Expected   decimal `ch:"expected"`
	Actual     decimal `ch:"actual"`
	Operands   string  `ch:"operands"` // JSON text of []disclosure.Operand
	Total      uint64  `ch:"total"`
}

func (f findingRow) key() disclosure.Key {
	return disclosure.Key{Indicator: f.Indicator, Applicant: disclosure.Applicant(f.Applicant)}
}

func (f findingRow) year() int {
	if f.FiscalYear == nil {
		return 0
	}
	return int(*f.FiscalYear)
}

// operands are the figures that take part.
func (f findingRow) operands() (all []disclosure.Operand, err error) {
	if f.Operands == "" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(f.Operands), &all); err != nil {
		return nil, fmt.Errorf("reading the operands of %s in %s: %w", f.Rule, f.ReportID, err)
	}
	return all, nil
}

// name is what an objection calls the finding: its rule and its figure.
func (f findingRow) name() string {
	if key := f.key().String(); key != "" {
		return f.Rule + ":" + key
	}
	return f.Rule
}

// figureRow is a row of the measure report_figures.
type figureRow struct {
	Indicator  string  `ch:"indicator"`
	Applicant  string  `ch:"applicant"`
	Value      decimal `ch:"value"`
	Unit       string  `ch:"unit"`
	State      string  `ch:"state"`
	Raw        string  `ch:"raw"`
	Confidence float64 `ch:"confidence"`
	Evidence   string  `ch:"evidence"` // JSON text of a disclosure.Place
}

func (f figureRow) key() disclosure.Key {
	return disclosure.Key{Indicator: f.Indicator, Applicant: disclosure.Applicant(f.Applicant)}
}

// reportRow is a row of the measure letter_reports.
type reportRow struct {
	ReportID    string    `ch:"report_id"`
	FiscalYear  uint16    `ch:"fiscal_year"`
	Form        string    `ch:"form"`
	Title       string    `ch:"title"`
	URL         string    `ch:"url"`
	SHA256      string    `ch:"sha256"`
	Version     int64     `ch:"version"`
	Versions    int64     `ch:"versions"`
	Obtained    string    `ch:"obtained"`
	FirstSeenAt time.Time `ch:"first_seen_at"`
	LastSeenAt  time.Time `ch:"last_seen_at"`
}

// coverageRow is a row of the measures coverage and agency_coverage, which has empty texts where the other has NULL.
type coverageRow struct {
	AgencyID      string     `ch:"agency_id"`
	Name          string     `ch:"name"`
	County        string     `ch:"county"`
	Family        *string    `ch:"family"`
	FiscalYear    uint16     `ch:"fiscal_year"`
	Status        string     `ch:"status"`
	Deadline      *time.Time `ch:"deadline"`
	DeadlineBasis *string    `ch:"deadline_basis"`
	PublishedLow  *time.Time `ch:"published_low"`
	PublishedHigh *time.Time `ch:"published_high"`
	DaysLateLow   *int32     `ch:"days_late_low"`
	DaysLateHigh  *int32     `ch:"days_late_high"`
	Reason        *string    `ch:"reason"`
	ReportID      *string    `ch:"report_id"`
	Outcome       *string    `ch:"outcome"`
	Form          *string    `ch:"form"`
	Scope         *string    `ch:"scope"`
	Versions      *int64     `ch:"versions"`
	Errors        *int64     `ch:"errors"`
	Doubts        *int64     `ch:"doubts"`
	Total         uint64     `ch:"total"`
}

// walkRow is a row of the measure absence_walks.
type walkRow struct {
	SiteID   string    `ch:"site_id"`
	Site     string    `ch:"site_name"`
	CrawlID  string    `ch:"crawl_id"`
	Day      time.Time `ch:"day"`
	Lists    uint64    `ch:"lists"`
	Complete uint64    `ch:"complete"`
	Counts   uint8     `ch:"counts"`
}

// caseRow is a row of the measure letter_cases.
type caseRow struct {
	CaseID     string     `ch:"case_id"`
	State      string     `ch:"state"`
	ReportID   string     `ch:"report_id"`
	AgencyID   string     `ch:"agency_id"`
	Name       string     `ch:"name"`
	County     string     `ch:"county"`
	FiscalYear uint16     `ch:"fiscal_year"`
	Rule       string     `ch:"rule"`
	Indicator  string     `ch:"indicator"`
	Applicant  string     `ch:"applicant"`
	Printed    string     `ch:"printed"`
	SHA256     string     `ch:"sha256"`
	OpenedOn   time.Time  `ch:"opened_on"`
	OpenedBy   string     `ch:"opened_by"`
	Objection  string     `ch:"objection"`
	DueOn      time.Time  `ch:"due_on"`
	Reply      string     `ch:"reply"`
	RepliedOn  *time.Time `ch:"replied_on"`
	Verdict    string     `ch:"verdict"`
	DecidedOn  *time.Time `ch:"decided_on"`
	Reason     string     `ch:"reason"`
	MendedOn   *time.Time `ch:"mended_on"`
	Days       *int64     `ch:"days"`
}

// agencyRow is a row of the measure agency_names.
type agencyRow struct {
	AgencyID string `ch:"agency_id"`
	Name     string `ch:"name"`
	County   string `ch:"county"`
}
