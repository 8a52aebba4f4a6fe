package dashboards

import "time"

// DoubtRow is something that the machine doubts and nobody has decided yet.
type DoubtRow struct {
	Kind       string  `ch:"kind" json:"kind"` // cell, scan or unknown_row
	ReportID   string  `ch:"report_id" json:"report_id"`
	AgencyID   string  `ch:"agency_id" json:"agency_id"`
	Name       string  `ch:"name" json:"name"`
	County     string  `ch:"county" json:"county"`
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	Indicator  string  `ch:"indicator" json:"indicator"`
	Applicant  string  `ch:"applicant" json:"applicant"`
	Printed    string  `ch:"printed" json:"printed"` // of a cell; of a document its title, or what is not known
	State      string  `ch:"state" json:"state"`     // of a cell; of a document what became of reading it
	Value      Decimal `ch:"value" json:"value"`     // as it was read
	Confidence float64 `ch:"confidence" json:"confidence"`
	Proposal   Decimal `ch:"proposal" json:"proposal"` // what the cell would have to be for the sums to hold; unknown where that is not determined
	Findings   int64   `ch:"findings" json:"findings"` // that blame nobody because of it
	Weight     int64   `ch:"weight" json:"weight"`
	Total      uint64  `ch:"total" json:"-"`
}

// ReviewRow is a person's decision on what the machine doubts.
type ReviewRow struct {
	ReportID   string    `ch:"report_id" json:"report_id"`
	Kind       string    `ch:"kind" json:"kind"`
	Indicator  string    `ch:"indicator" json:"indicator"`
	Applicant  string    `ch:"applicant" json:"applicant"`
	SHA256     string    `ch:"sha256" json:"sha256"`
	Printed    string    `ch:"printed" json:"printed"`
	PrintState string    `ch:"print_state" json:"print_state"`
	Value      Decimal   `ch:"value" json:"value"` // as it was read then
	Verdict    string    `ch:"verdict" json:"verdict"`
	ShouldBe   Decimal   `ch:"should_be" json:"should_be"` // what the person reads
	DecidedAt  time.Time `ch:"decided_at" json:"decided_at"`
	DecidedBy  string    `ch:"decided_by" json:"decided_by"`
	Reason     string    `ch:"reason" json:"reason"`
	Evidence   string    `ch:"evidence" json:"evidence"`
	Stands     uint8     `ch:"stands" json:"stands"` // 1: about what the report prints now, and no other followed
	Total      uint64    `ch:"total" json:"-"`
}
