package dashboards

import "time"

// CaseRow is an objection to a figure, a finding or what is said of a publication, with reply, decision and what came of it.
type CaseRow struct {
	CaseID     string   `ch:"case_id" json:"case_id"`
	State      string   `ch:"state" json:"state"`
	Verdict    string   `ch:"verdict" json:"verdict"` // the last decision; empty where there is none
	ReportID   string   `ch:"report_id" json:"report_id"`
	AgencyID   string   `ch:"agency_id" json:"agency_id"`
	Name       string   `ch:"name" json:"name"`
	County     string   `ch:"county" json:"county"`
	FiscalYear uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Version    int64    `ch:"version" json:"version"` // that was objected to
	SHA256     string   `ch:"sha256" json:"sha256"`
	Rule       string   `ch:"rule" json:"rule"` // of a finding; timeliness: what is said of the publication is meant; empty where a figure is
	Indicator  string   `ch:"indicator" json:"indicator"`
	Applicant  string   `ch:"applicant" json:"applicant"`
	Message    string   `ch:"message" json:"message"`
	Printed    string   `ch:"printed" json:"printed"`
	PrintState string   `ch:"print_state" json:"print_state"`
	Value      Decimal  `ch:"value" json:"value"`
	Cells      []string `ch:"cells" json:"cells"`   // report and figure of each cell that it is about
	Prints     []string `ch:"prints" json:"prints"` // what each of them printed then

	OpenedOn         Day    `ch:"opened_on" json:"opened_on"`
	OpenedBy         string `ch:"opened_by" json:"opened_by"`
	Objection        string `ch:"objection" json:"objection"`
	Evidence         string `ch:"evidence" json:"evidence"`
	DueOn            Day    `ch:"due_on" json:"due_on"`
	Reply            string `ch:"reply" json:"reply"` // the last one
	RepliedBy        string `ch:"replied_by" json:"replied_by"`
	RepliedOn        Day    `ch:"replied_on" json:"replied_on"`
	ReplyEvidence    string `ch:"reply_evidence" json:"reply_evidence"`
	Replies          uint64 `ch:"replies" json:"replies"`
	DecidedOn        Day    `ch:"decided_on" json:"decided_on"`
	DecidedBy        string `ch:"decided_by" json:"decided_by"`
	Reason           string `ch:"reason" json:"reason"`
	DecisionEvidence string `ch:"decision_evidence" json:"decision_evidence"`

	ReprintedIn    *int64     `ch:"reprinted_in" json:"reprinted_in"` // the version that first prints the cells as they are now, where that is otherwise
	MendedBy       string     `ch:"mended_by" json:"mended_by"`       // report or reading; empty where it is not mended
	MendedOn       Day        `ch:"mended_on" json:"mended_on"`
	MendedAfter    *time.Time `ch:"mended_after" json:"mended_after"` // last sighting of the version before
	MendedReportID *string    `ch:"mended_report_id" json:"mended_report_id"`
	MendedSHA256   *string    `ch:"mended_sha256" json:"mended_sha256"`
	Days           *int64     `ch:"days" json:"days"` // from the objection until it was mended
	Total          uint64     `ch:"total" json:"-"`
}

// CaseEventRow is one thing that was said of a case.
type CaseEventRow struct {
	Event      string    `ch:"event" json:"event"` // objection, reply or decision
	SaidAt     time.Time `ch:"said_at" json:"said_at"`
	SaidBy     string    `ch:"said_by" json:"said_by"`
	Text       string    `ch:"text" json:"text"`
	Evidence   string    `ch:"evidence" json:"evidence"`
	Verdict    string    `ch:"verdict" json:"verdict"`
	DueOn      Day       `ch:"due_on" json:"due_on"`
	RecordedAt time.Time `ch:"recorded_at" json:"recorded_at"`
	CaseID     string    `ch:"case_id" json:"case_id"`
}

// CaseStateRow counts the cases of a state.
type CaseStateRow struct {
	State string   `ch:"state" json:"state"`
	Cases uint64   `ch:"cases" json:"cases"`
	Days  *float64 `ch:"days" json:"days"` // the median until they were mended
}
