package dashboards

// LegalRow is what became of the reviews and suits of a fiscal year that were decided one way or
// the other: corrected of decided.
type LegalRow struct {
	FiscalYear           uint16 `ch:"fiscal_year" json:"fiscal_year"`
	ReviewsCorrected     int64  `ch:"reviews_corrected" json:"reviews_corrected"`
	ReviewsDecided       int64  `ch:"reviews_decided" json:"reviews_decided"`
	ReviewsAgencies      uint64 `ch:"reviews_agencies" json:"reviews_agencies"`
	SuitsCorrected       int64  `ch:"suits_corrected" json:"suits_corrected"`
	SuitsDecided         int64  `ch:"suits_decided" json:"suits_decided"`
	SuitsAgencies        uint64 `ch:"suits_agencies" json:"suits_agencies"`
	AfterReviewCorrected int64  `ch:"after_review_corrected" json:"after_review_corrected"` // the same matters as were reviewed: never added
	AfterReviewDecided   int64  `ch:"after_review_decided" json:"after_review_decided"`
	AfterReviewAgencies  uint64 `ch:"after_review_agencies" json:"after_review_agencies"`
	Reports              uint64 `ch:"reports" json:"reports"` // of own offices
}

// QualityRow counts what could not be read or is not said in a fiscal year.
type QualityRow struct {
	FiscalYear uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Reports    uint64 `ch:"reports" json:"reports"`
	Unscoped   uint64 `ch:"unscoped" json:"unscoped"`   // do not say whose figures they count
	PartRead   uint64 `ch:"part_read" json:"part_read"` // could not wholly be read
	Changed    uint64 `ch:"changed" json:"changed"`     // were seen in more than one version
	Cells      uint64 `ch:"cells" json:"cells"`
	Unreadable uint64 `ch:"unreadable" json:"unreadable"`
	Doubtful   uint64 `ch:"doubtful" json:"doubtful"` // read with less than full confidence
	Blank      uint64 `ch:"blank" json:"blank"`
}

// RefusalRow is a reason for which requests were not granted, in a fiscal year and form.
type RefusalRow struct {
	FiscalYear uint16  `ch:"fiscal_year" json:"fiscal_year"`
	Form       string  `ch:"form" json:"form"`
	Indicator  string  `ch:"indicator" json:"indicator"`
	Value      Decimal `ch:"value" json:"value"`
	Known      uint64  `ch:"known" json:"known"` // reports that print it
	Reports    uint64  `ch:"reports" json:"reports"`
	Rated      Decimal `ch:"rated" json:"rated"`       // value over the reports that print the total too
	Outcomes   Decimal `ch:"outcomes" json:"outcomes"` // of the reports that print the reason
}

// ComparedRow is a share of an agency-year beside the median of its peers.
type ComparedRow struct {
	AgencyID  string   `ch:"agency_id" json:"agency_id"`
	Rate      string   `ch:"rate" json:"rate"`
	X         int64    `ch:"x" json:"x"`
	N         int64    `ch:"n" json:"n"`
	Low       float64  `ch:"low" json:"low"`
	High      float64  `ch:"high" json:"high"`
	PeerGroup string   `ch:"peer_group" json:"peer_group"`
	Median    *float64 `ch:"median" json:"median"`
	Peers     int64    `ch:"peers" json:"peers"`
	Flag      string   `ch:"flag" json:"flag"`
	ReportID  *string  `ch:"report_id" json:"report_id"`
}

// AgencyShareRow is a share of an agency.
type AgencyShareRow struct {
	AgencyID  string  `ch:"agency_id"`
	Rate      string  `ch:"name"`
	X         int64   `ch:"x"`
	N         int64   `ch:"n"`
	Low       float64 `ch:"wilson_low"`
	High      float64 `ch:"wilson_high"`
	PeerGroup string  `ch:"peer_group"`
	Flag      string  `ch:"flagged"`
}

// GroupShareRow is what the shares of a peer group are set among.
type GroupShareRow struct {
	Rate      string  `ch:"name"`
	PeerGroup string  `ch:"peer_group"`
	Agencies  uint64  `ch:"agencies"`
	Median    float64 `ch:"median"`
}

// ComparedCountyRow is a share of a county's agencies together beside the median of all counties, if there are several.
type ComparedCountyRow struct {
	County   string    `ch:"county" json:"county"`
	Rate     string    `ch:"rate" json:"rate"`
	X        int64     `ch:"x" json:"x"`
	N        int64     `ch:"n" json:"n"`
	Agencies int64     `ch:"agencies" json:"agencies"`
	Median   *float64  `ch:"median" json:"median"`
	Peers    int64     `ch:"peers" json:"peers"`
	Values   []float64 `ch:"peer_values" json:"peer_values"` // of all counties, in order
}

// CountyShareRow is a share of a county's agencies together.
type CountyShareRow struct {
	County   string `ch:"county"`
	Rate     string `ch:"name"`
	X        int64  `ch:"x"`
	N        int64  `ch:"n"`
	Agencies int64  `ch:"agencies"`
}

// CountyPeersRow is what the shares of counties in a year are set among.
type CountyPeersRow struct {
	Rate   string    `ch:"name"`
	Peers  int64     `ch:"peers"`
	Median float64   `ch:"median"`
	Values []float64 `ch:"peer_values"`
}

// CalendarRow is an expected report of a year with what is known of the day of its publication.
type CalendarRow struct {
	AgencyID         string  `ch:"agency_id" json:"agency_id"`
	Name             string  `ch:"name" json:"name"`
	County           string  `ch:"county" json:"county"`
	Status           string  `ch:"status" json:"status"`
	Reason           string  `ch:"reason" json:"reason"`
	Deadline         Day     `ch:"deadline" json:"deadline"`
	DeadlineAdjusted Day     `ch:"deadline_adjusted" json:"deadline_adjusted"`
	PublishedLow     Day     `ch:"published_low" json:"published_low"` // it was published after this day
	PublishedHigh    Day     `ch:"published_high" json:"published_high"`
	DaysLateLow      *int32  `ch:"days_late_low" json:"days_late_low"`
	DaysLateHigh     *int32  `ch:"days_late_high" json:"days_late_high"`
	ReportID         *string `ch:"report_id" json:"report_id"`
	Total            uint64  `ch:"total" json:"-"`
}

// PeersRow are the values of a peer group in a dimension of a year, in order.
type PeersRow struct {
	Dimension  string    `ch:"dimension"`
	PeerGroup  string    `ch:"peer_group"`
	Peers      []float64 `ch:"peers"` // of very many every n-th
	PeersCount int64     `ch:"peers_count"`
	Median     *float64  `ch:"median"`
}

// RegisterRow is what a register says of an agency.
type RegisterRow struct {
	ValidFrom        Day      `ch:"valid_from" json:"valid_from"`
	ValidTo          Day      `ch:"valid_to" json:"valid_to"`
	Registered       uint8    `ch:"registered" json:"registered"`
	Vertical         uint8    `ch:"vertical" json:"vertical"`
	ParentAgencyID   *string  `json:"-"`
	ParentName       string   `json:"-"` // the id where nobody knows the name
	Predecessors     []string `ch:"predecessors" json:"predecessors"`
	PredecessorNames []string `json:"predecessor_names"` // the id where nobody knows the name
}

// AttentionRow is an agency of which something stands on record, with every single reason, newest first.
type AttentionRow struct {
	AgencyID    string   `ch:"agency_id" json:"agency_id"`
	Name        string   `ch:"name" json:"name"`
	County      string   `ch:"county" json:"county"`
	Years       int64    `ch:"years" json:"years"`   // fiscal years with a reason
	Topics      int64    `ch:"topics" json:"topics"` // of these years, counted each
	ReasonYears []uint16 `ch:"reason_years" json:"reason_years"`
	Kinds       []string `ch:"kinds" json:"kinds"` // late, not_found, errors or band
	ReasonTopic []string `ch:"reason_topics" json:"reason_topics"`
	Details     []string `ch:"details" json:"details"` // days late at least; findings; the band
	ReportIDs   []string `ch:"report_ids" json:"report_ids"`
	Total       uint64   `ch:"total" json:"-"`
}
