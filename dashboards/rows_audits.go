package dashboards

import "time"

// AuditRow is a random sample of cells that persons read against the archived pages.
type AuditRow struct {
	AuditID      string    `ch:"audit_id" json:"audit_id"`
	DrawnAt      time.Time `ch:"drawn_at" json:"drawn_at"`
	DrawnBy      string    `ch:"drawn_by" json:"drawn_by"`
	Seed         string    `ch:"seed" json:"seed"`
	SeedOf       string    `ch:"seed_of" json:"seed_of"` // data, release or given
	Digest       string    `ch:"digest" json:"digest"`   // of the data
	Release      string    `ch:"release" json:"release"` // that it was drawn from; empty where from the data
	Wanted       int64     `ch:"wanted" json:"wanted"`
	Least        int64     `ch:"least" json:"least"`
	OldestParser int64     `ch:"oldest_parser" json:"oldest_parser_version"`
	NewestParser int64     `ch:"newest_parser" json:"newest_parser_version"`
	Cells        uint64    `ch:"cells" json:"cells"` // that it was drawn from
	Sampled      uint64    `ch:"sampled" json:"sampled"`
	Answered     uint64    `ch:"answered" json:"answered"`
	Errors       uint64    `ch:"errors" json:"errors"`
	Unreadable   uint64    `ch:"unreadable" json:"unreadable"` // by the person too: never counted as right
	NotBlind     uint64    `ch:"not_blind" json:"not_blind"`
	Finished     uint8     `ch:"finished" json:"finished"`
	AuditRate
	Total uint64 `ch:"total" json:"-"`
}

// AuditRate is the rate of errors of all cells that were drawn from, with its 95 % interval. What nobody could
// read, or has read yet, is in none of the two and widens the interval.
type AuditRate struct {
	Rate *float64 `ch:"-" json:"rate"` // unknown where nothing can be estimated
	Low  float64  `ch:"-" json:"low"`
	High float64  `ch:"-" json:"high"`
}

// AuditStratumRow is what the cells of one form, family of sites and format of documents came to.
type AuditStratumRow struct {
	AuditID    string `ch:"audit_id" json:"-"`
	Form       string `ch:"form" json:"form"`
	SiteFamily string `ch:"site_family" json:"site_family"`
	Format     string `ch:"format" json:"format"`
	Cells      uint64 `ch:"cells" json:"cells"`
	Sampled    uint64 `ch:"sampled" json:"sampled"`
	Right      uint64 `ch:"right" json:"right"`
	Wrong      uint64 `ch:"wrong" json:"wrong"`
	Missed     uint64 `ch:"missed" json:"missed"`
	Invented   uint64 `ch:"invented" json:"invented"`
	State      uint64 `ch:"state" json:"state"`
	Unreadable uint64 `ch:"unreadable" json:"unreadable"`
	Open       uint64 `ch:"open" json:"open"`
	AuditRate
}

// Errors are the cells that we read wrongly.
func (r AuditStratumRow) Errors() uint64 { return r.Wrong + r.Missed + r.Invented + r.State }

// AuditCellRow is a cell of an audit, as it was read when it was drawn and as a person reads it.
type AuditCellRow struct {
	AuditID    string     `ch:"audit_id" json:"-"`
	Position   uint32     `ch:"position" json:"position"`
	Draw       string     `ch:"draw" json:"draw"`
	ReportID   string     `ch:"report_id" json:"report_id"`
	Indicator  string     `ch:"indicator" json:"indicator"`
	Applicant  string     `ch:"applicant" json:"applicant"`
	AgencyID   string     `ch:"agency_id" json:"agency_id"`
	Name       string     `ch:"name" json:"name"`
	FiscalYear uint16     `ch:"fiscal_year" json:"fiscal_year"`
	Form       string     `ch:"form" json:"form"`
	SiteFamily string     `ch:"site_family" json:"site_family"`
	Format     string     `ch:"format" json:"format"`
	SHA256     string     `ch:"sha256" json:"sha256"`
	Version    int64      `ch:"version" json:"version"` // of the report that has these bytes; 0: none any more
	URL        string     `ch:"url" json:"url"`         // of that version
	Printed    string     `ch:"printed" json:"printed"`
	PrintState string     `ch:"print_state" json:"print_state"`
	Value      Decimal    `ch:"value" json:"value"`
	Unit       string     `ch:"unit" json:"unit"`
	Verdict    string     `ch:"verdict" json:"verdict"`
	ReadText   string     `ch:"read_text" json:"read_text"`
	ReadState  string     `ch:"read_state" json:"read_state"`
	ReadValue  Decimal    `ch:"read_value" json:"read_value"`
	AnsweredAt *time.Time `ch:"answered_at" json:"answered_at"`
	AnsweredBy string     `ch:"answered_by" json:"answered_by"`
	Reason     string     `ch:"reason" json:"reason"`
	Answers    uint64     `ch:"answers" json:"answers"`
	Blind      uint8      `ch:"blind" json:"blind"`
	Total      uint64     `ch:"total" json:"-"`
}
