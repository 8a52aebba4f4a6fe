package dashboards

import (
	"strings"
	"time"
)

// ReportListRow is a report in a list.
type ReportListRow struct {
	ReportID      string    `ch:"report_id" json:"report_id"`
	AgencyID      string    `ch:"agency_id" json:"agency_id"`
	Name          string    `ch:"name" json:"name"`
	County        string    `ch:"county" json:"county"`
	FiscalYear    *uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Form          *string   `ch:"form" json:"form"`
	Scope         string    `ch:"scope" json:"scope"`
	Outcome       string    `ch:"outcome" json:"outcome"`
	Title         *string   `ch:"title" json:"title"`
	URL           string    `ch:"url" json:"url"`
	PublishedLow  Day       `ch:"published_low" json:"published_low"`
	PublishedHigh Day       `ch:"published_high" json:"published_high"`
	Deadline      Day       `ch:"deadline" json:"deadline"`
	DaysLateLow   *int32    `ch:"days_late_low" json:"days_late_low"`
	DaysLateHigh  *int32    `ch:"days_late_high" json:"days_late_high"`
	Version       int64     `ch:"version" json:"version"`
	Versions      int64     `ch:"versions" json:"versions"`
	ParserVersion int64     `ch:"parser_version" json:"parser_version"`
	SHA256        string    `ch:"sha256" json:"sha256"`
	FirstSeenAt   time.Time `ch:"first_seen_at" json:"first_seen_at"`
	LastSeenAt    time.Time `ch:"last_seen_at" json:"last_seen_at"`
	Obtained      string    `ch:"obtained" json:"obtained"`
	SeenOnSite    uint8     `ch:"seen_on_site" json:"seen_on_site"`
	Total         uint64    `ch:"total" json:"-"` // rows before LIMIT
}

// ReportRow is one report and what it says of itself.
type ReportRow struct {
	ReportID            string     `ch:"report_id" json:"report_id"`
	AgencyID            string     `ch:"agency_id" json:"agency_id"`
	Name                string     `ch:"name" json:"name"`
	County              string     `ch:"county" json:"county"`
	Family              string     `ch:"family" json:"family"`
	AgencyAsPrinted     *string    `ch:"agency_as_printed" json:"agency_as_printed"`
	FiscalYear          *uint16    `ch:"fiscal_year" json:"fiscal_year"`
	Form                *string    `ch:"form" json:"form"`
	Scope               string     `ch:"scope" json:"scope"`
	Outcome             string     `ch:"outcome" json:"outcome"`
	Title               *string    `ch:"title" json:"title"`
	URL                 string     `ch:"url" json:"url"`
	PageURL             *string    `json:"page_url"` // the page that announces it, where url is an attachment
	SiteID              string     `ch:"site_id" json:"site_id"`
	IssuedOn            Day        `ch:"issued_on" json:"issued_on"`
	PublishedOn         Day        `ch:"published_on" json:"published_on"`
	PublishedLow        Day        `ch:"published_low" json:"published_low"`
	PublishedHigh       Day        `ch:"published_high" json:"published_high"`
	FirstSeenAt         time.Time  `ch:"first_seen_at" json:"first_seen_at"`
	LastSeenAt          time.Time  `ch:"last_seen_at" json:"last_seen_at"`
	LastConfirmedAt     *time.Time `ch:"last_confirmed_at" json:"last_confirmed_at"` // its server said: not modified
	Deadline            Day        `ch:"deadline" json:"deadline"`
	DeadlineAdjusted    Day        `ch:"deadline_adjusted" json:"deadline_adjusted"`
	DeadlineBasis       *string    `ch:"deadline_basis" json:"deadline_basis"`
	DaysLateLow         *int32     `ch:"days_late_low" json:"days_late_low"`
	DaysLateHigh        *int32     `ch:"days_late_high" json:"days_late_high"`
	IndexNumber         *string    `ch:"index_number" json:"index_number"`
	DocumentNumber      *string    `ch:"document_number" json:"document_number"`
	ContactAddress      *string    `ch:"contact_address" json:"contact_address"`
	ContactPostcode     *string    `ch:"contact_postcode" json:"contact_postcode"`
	ContactPhone        *string    `ch:"contact_phone" json:"contact_phone"`
	Problems            []string   `ch:"problems" json:"problems"`
	Improvements        []string   `ch:"improvements" json:"improvements"`
	Topics              []string   `ch:"topics" json:"topics"`
	TopicArticles       []string   `ch:"topic_articles" json:"topic_articles"`
	Measures            []string   `ch:"measures" json:"measures"`
	Attachments         []string   `ch:"attachments" json:"attachments"`
	ParserVersion       int64      `ch:"parser_version" json:"parser_version"`
	SHA256              string     `ch:"sha256" json:"sha256"`
	ContentType         *string    `ch:"content_type" json:"content_type"`
	Charset             *string    `ch:"charset" json:"charset"`
	Version             int64      `ch:"version" json:"version"`
	Versions            int64      `ch:"versions" json:"versions"`
	ChecksPass          int64      `ch:"checks_pass" json:"checks_pass"`
	ChecksFail          int64      `ch:"checks_fail" json:"checks_fail"`
	ChecksVacuous       int64      `ch:"checks_vacuous" json:"checks_vacuous"`
	ChecksNotAssessable int64      `ch:"checks_not_assessable" json:"checks_not_assessable"`
	CellsChecked        int64      `ch:"cells_checked" json:"cells_checked"`
	CellsWrong          *int64     `ch:"cells_wrong" json:"cells_wrong"` // least number of cells that would have to change; nil where not known
	Obtained            string     `ch:"obtained" json:"obtained"`       // how the version shown was: crawled, warc or brought
	ObtainedBy          *string    `json:"obtained_by"`                  // who brought it; nil where nobody did, or said so
	ObtainedAt          *time.Time `json:"obtained_at"`                  // when they obtained it, as they say
	SeenOnSite          uint8      `ch:"seen_on_site" json:"seen_on_site"`
	TextChecks          string     `ch:"text_checks" json:"text_checks"` // JSON text of disclosure.TextChecks
	Cases               uint64     `ch:"cases" json:"cases"`             // objections to it: /api/v1/cases?report=
	Reviews             uint64     `ch:"reviews" json:"reviews"`         // decisions of persons on what the machine doubts of it: /api/v1/reviews?report=
	TakenAt             *time.Time `ch:"taken_at" json:"taken_down_at"`  // when its document was removed from the archive; nil where it was not
	TakenBy             *string    `ch:"taken_by" json:"taken_down_by"`
	TakenReason         *string    `ch:"taken_reason" json:"taken_down_reason"`
}

// FigureRow is one figure as printed; Value is unknown unless State is number or zero.
type FigureRow struct {
	Indicator  string  `ch:"indicator" json:"indicator"`
	Applicant  string  `ch:"applicant" json:"applicant"`
	Value      Decimal `ch:"value" json:"value"`
	Unit       string  `ch:"unit" json:"unit"`
	State      string  `ch:"state" json:"state"`
	Raw        string  `ch:"raw" json:"raw"`
	Confidence float64 `ch:"confidence" json:"confidence"`
	Evidence   string  `ch:"evidence" json:"evidence"` // JSON text of a disclosure.Place
	Obtained   string  `json:"obtained"`               // how its document was: crawled, warc or brought
}

// FindingRow is one broken rule or doubt.
type FindingRow struct {
	ReportID   string  `ch:"report_id" json:"report_id"`
	AgencyID   string  `ch:"agency_id" json:"agency_id"`
	Name       string  `ch:"name" json:"name"`
	County     string  `ch:"county" json:"county"`
	FiscalYear *uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Rule       string  `ch:"rule" json:"rule"`
	Severity   string  `ch:"severity" json:"severity"`
	Blame      string  `ch:"blame" json:"blame"`
	Message    string  `ch:"message" json:"message"`
	Indicator  string  `ch:"indicator" json:"indicator"`
	Applicant  string  `ch:"applicant" json:"applicant"`
	Expected   Decimal `ch:"expected" json:"expected"`
	Actual     Decimal `ch:"actual" json:"actual"`
	Operands   string  `ch:"operands" json:"operands"` // JSON text
	ReadingID  string  `ch:"reading_id" json:"-"`      // that it was found in
	Total      uint64  `ch:"total" json:"-"`           // rows before LIMIT
}

// OursRow names a finding of which a case was decided to be our error.
type OursRow struct {
	ReadingID string `ch:"reading_id"`
	Rule      string `ch:"rule"`
	Indicator string `ch:"indicator"`
	Applicant string `ch:"applicant"`
}

// ReportVersionRow is one version of a report.
type ReportVersionRow struct {
	Version       int64     `ch:"version" json:"version"`
	URL           string    `ch:"url" json:"url"`
	SHA256        string    `ch:"sha256" json:"sha256"`
	ParserVersion int64     `ch:"parser_version" json:"parser_version"`
	Outcome       string    `ch:"outcome" json:"outcome"`
	FirstSeenAt   time.Time `ch:"first_seen_at" json:"first_seen_at"`
	LastSeenAt    time.Time `ch:"last_seen_at" json:"last_seen_at"`
}

// ReportChangeRow is one thing that differs between two versions of a report.
type ReportChangeRow struct {
	Version       int64     `ch:"version" json:"version"` // that came with it
	Kind          string    `ch:"kind" json:"kind"`
	Change        string    `ch:"change" json:"change"`
	Indicator     string    `ch:"indicator" json:"indicator"`
	Applicant     string    `ch:"applicant" json:"applicant"`
	Part          string    `ch:"part" json:"part"`
	Section       string    `ch:"section" json:"section"`
	Ordinal       int64     `ch:"ordinal" json:"ordinal"`
	FromValue     Decimal   `ch:"from_value" json:"from_value"`
	ToValue       Decimal   `ch:"to_value" json:"to_value"`
	FromText      *string   `ch:"from_text" json:"from_text"`
	ToText        *string   `ch:"to_text" json:"to_text"`
	FromState     string    `ch:"from_state" json:"from_state"`
	ToState       string    `ch:"to_state" json:"to_state"`
	Confidence    float64   `ch:"confidence" json:"confidence"`
	Unit          string    `ch:"unit" json:"unit"`
	FromEvidence  string    `ch:"from_evidence" json:"from_evidence"` // JSON text of a disclosure.Place
	ToEvidence    string    `ch:"to_evidence" json:"to_evidence"`
	ChangedAfter  time.Time `ch:"changed_after" json:"changed_after"`
	ChangedBy     time.Time `ch:"changed_by" json:"changed_by"`
	FromSHA256    string    `ch:"from_sha256" json:"from_sha256"`
	ToSHA256      string    `ch:"to_sha256" json:"to_sha256"`
	ParserVersion int64     `ch:"parser_version" json:"parser_version"`
}

// VanishedRow is one time that a report was not there any more.
type VanishedRow struct {
	VanishedOn Day        `ch:"vanished_on" json:"vanished_on"`
	LastSeenAt time.Time  `ch:"last_seen_at" json:"last_seen_at"`
	ReturnedAt *time.Time `ch:"returned_at" json:"returned_at"` // nil: it is gone now
	Days       []string   `ch:"days" json:"days"`               // of the complete walks that did not name it
	Crawls     []string   `ch:"crawls" json:"crawls"`
	Lists      []string   `ch:"lists" json:"lists"`
	URL        string     `ch:"url" json:"url"`
	CaptureID  string     `ch:"capture_id" json:"capture_id"`
	AnsweredAt *time.Time `ch:"answered_at" json:"answered_at"`
	Answer     string     `ch:"answer" json:"answer"`
}

// CaptureRow is one fetch of a report's address.
type CaptureRow struct {
	FetchedAt   time.Time `ch:"fetched_at" json:"fetched_at"`
	Status      uint16    `ch:"http_status" json:"http_status"`
	Outcome     string    `ch:"outcome" json:"outcome"`
	ContentType string    `ch:"content_type" json:"content_type"`
	SHA256      string    `ch:"sha256" json:"sha256"`
	Bytes       uint64    `ch:"bytes" json:"bytes"`
	How         string    `ch:"how" json:"how"`                 // crawled, warc or brought
	ObtainedBy  string    `ch:"obtained_by" json:"obtained_by"` // who brought it; empty where nobody did, or said so
	PageURL     *string   `ch:"page_url" json:"-"`              // that led to it, where it is an attachment
}

// TakenRow says that a document was taken down.
type TakenRow struct {
	At     time.Time `ch:"taken_at"`
	By     string    `ch:"taken_by"`
	Reason string    `ch:"taken_reason"`
}

// ObtainedRow says who brought the document of a report that was not crawled, and when they obtained it, as they say.
type ObtainedRow struct {
	By *string   `ch:"obtained_by"`
	At time.Time `ch:"obtained_at"`
}

// RuleRow is a rule of the catalogue and how often it is broken now.
type RuleRow struct {
	Rule          string `ch:"rule" json:"rule"`
	Severity      string `ch:"severity" json:"severity"`
	TitleZH       string `ch:"title_zh" json:"title_zh"`
	TitleEN       string `ch:"title_en" json:"title_en"`
	Source        string `ch:"source" json:"source"`
	Kind          string `ch:"kind" json:"kind"`
	ExplanationZH string `ch:"explanation_zh" json:"explanation_zh"`
	ExplanationEN string `ch:"explanation_en" json:"explanation_en"`
	Findings      uint64 `ch:"findings" json:"findings"`
	Reports       uint64 `ch:"reports" json:"reports"`
}

// SiteStateRow is what became of the newest crawl of a site, with what became of all that were asked for.
type SiteStateRow struct {
	SiteID       string `ch:"site_id" json:"site_id"`
	State        string `ch:"state" json:"state"` // never, running, partial or complete
	Total        uint64 `ch:"total" json:"-"`
	Whole        uint64 `ch:"whole" json:"-"`         // of all, those that are complete
	ListsBlocked uint64 `ch:"lists_blocked" json:"-"` // of all
}

// SiteRow is a site and its last crawl.
type SiteRow struct {
	SiteID       string     `ch:"site_id" json:"site_id"`
	Name         string     `ch:"name" json:"name"`
	DivisionCode *string    `ch:"division_code" json:"division_code"`
	DivisionName *string    `ch:"division_name" json:"division_name"`
	URL          string     `ch:"url" json:"url"`
	Notes        string     `ch:"notes" json:"notes"`
	Crawls       uint64     `ch:"crawls" json:"crawls"`
	StartedAt    *time.Time `ch:"started_at" json:"started_at"`
	FinishedAt   *time.Time `ch:"finished_at" json:"finished_at"`
	Complete     uint8      `ch:"complete" json:"complete"`
	Note         string     `ch:"note" json:"note"`
	NoteCodes    []string   `ch:"note_codes" json:"note_codes"`
	NoteArgs     [][]string `ch:"note_args" json:"note_args"`
	Fetches      uint64     `ch:"fetches" json:"fetches"`
	Fetched      uint64     `ch:"fetched" json:"fetched"`
	Blocked      uint64     `ch:"blocked" json:"blocked"`
	Refused      uint64     `ch:"refused" json:"refused"`
	Failed       uint64     `ch:"failed" json:"failed"`
	Reports      uint64     `ch:"reports" json:"reports"`
	LastSuccess  *time.Time `ch:"last_success_at" json:"last_success_at"`
	FailingSince *time.Time `ch:"failing_since" json:"failing_since"`
	Failure      string     `ch:"failure" json:"failure"`
	Links        uint64     `ch:"links" json:"links"`
	LinksBefore  uint64     `ch:"links_before" json:"links_before"`
	Expected     uint64     `ch:"expected" json:"expected"`
	Found        uint64     `ch:"found" json:"found"`
}

// WalkRow is what became of walking one list in the last crawl of its site.
type WalkRow struct {
	SiteID     string    `ch:"site_id" json:"site_id"`
	URL        string    `ch:"url" json:"url"`
	Name       string    `ch:"name" json:"name"`
	State      string    `ch:"state" json:"state"`
	Reason     string    `ch:"reason" json:"reason"`
	ReasonCode string    `ch:"reason_code" json:"reason_code"`
	ReasonArgs []string  `ch:"reason_args" json:"reason_args"`
	Family     string    `ch:"family" json:"family"`
	Pages      uint64    `ch:"pages" json:"pages"`
	Links      uint64    `ch:"links" json:"links"`
	StartedAt  time.Time `ch:"started_at" json:"started_at"`
	FinishedAt time.Time `ch:"finished_at" json:"finished_at"`
}

// TakedownRow is a body that was removed from the archive.
type TakedownRow struct {
	SHA256    string    `ch:"sha256" json:"sha256"`
	TakenAt   time.Time `ch:"taken_at" json:"taken_at"`
	TakenBy   string    `ch:"taken_by" json:"taken_by"`
	Reason    string    `ch:"reason" json:"reason"`
	Texts     uint8     `ch:"texts" json:"texts"`           // 1: its passages were removed, too
	Figures   string    `ch:"figures" json:"figures"`       // keep or hide
	ReportIDs []string  `ch:"report_ids" json:"report_ids"` // of which it is a version that is shown
	URLs      []string  `ch:"urls" json:"urls"`             // at most 10 of the addresses that served it
	Total     uint64    `ch:"total" json:"-"`
}

// HoldRow is a time in which a host is left alone, and who lifted it.
type HoldRow struct {
	Host       string     `ch:"host" json:"host"`
	SiteID     string     `ch:"site_id" json:"site_id"`
	SiteName   string     `ch:"site_name" json:"site_name"` // empty where sites.yaml does not name it
	Since      time.Time  `ch:"since" json:"since"`
	Until      time.Time  `ch:"until" json:"until"`
	Outcome    string     `ch:"outcome" json:"outcome"`
	Failure    string     `ch:"failure" json:"failure"`
	Why        string     `ch:"why" json:"why"`
	WhyCode    string     `ch:"why_code" json:"why_code"`
	WhyArgs    []string   `ch:"why_args" json:"why_args"`
	LiftedAt   *time.Time `ch:"lifted_at" json:"lifted_at"`
	LiftedBy   string     `ch:"lifted_by" json:"lifted_by"`
	LiftReason string     `ch:"lift_reason" json:"lift_reason"`
	Stands     uint8      `ch:"stands" json:"stands"`
}

// passes is when a hold that stands ends.
func (h HoldRow) passes() (at time.Time, ever bool) { return h.Until, h.Stands == 1 }

// ColumnMoveRow is a list of reports that is walked at another address than before.
type ColumnMoveRow struct {
	SiteID   string    `ch:"site_id" json:"site_id"`
	SiteName string    `ch:"site_name" json:"site_name"` // empty where sites.yaml does not name it
	FromURL  string    `ch:"from_url" json:"from_url"`
	ToURL    string    `ch:"to_url" json:"to_url"`
	LeftAt   time.Time `ch:"left_at" json:"left_at"`
	MovedBy  time.Time `ch:"moved_by" json:"moved_by"`
	Reports  uint32    `ch:"reports" json:"reports"`
	Followed uint32    `ch:"followed" json:"followed"`
}

// MaybeSameRow is two bodies that may be one under the names of two times.
type MaybeSameRow struct {
	AgencyID     string `ch:"agency_id" json:"agency_id"`
	Name         string `ch:"name" json:"name"`
	DivisionCode string `ch:"division_code" json:"division_code"`
	DivisionName string `ch:"division_name" json:"division_name"`
	FirstYear    uint16 `ch:"first_year" json:"first_year"`
	LastYear     uint16 `ch:"last_year" json:"last_year"`
	OtherID      string `ch:"other_agency_id" json:"other_agency_id"`
	OtherName    string `ch:"other_name" json:"other_name"`
	OtherFirst   uint16 `ch:"other_first_year" json:"other_first_year"`
	OtherLast    uint16 `ch:"other_last_year" json:"other_last_year"`
	Total        uint64 `ch:"total" json:"total"`
}

// UnresolvedRow is a name that reports bear and that means no agency for certain.
type UnresolvedRow struct {
	AgencyID     string `ch:"agency_id" json:"agency_id"`
	Printed      string `ch:"printed" json:"printed"`
	SiteID       string `ch:"site_id" json:"site_id"`
	SiteName     string `ch:"site_name" json:"site_name"` // empty where sites.yaml does not name it
	DivisionCode string `ch:"division_code" json:"division_code"`
	DivisionName string `ch:"division_name" json:"division_name"`
	Reports      uint64 `ch:"reports" json:"reports"`
	FirstYear    uint16 `ch:"first_year" json:"first_year"`
	LastYear     uint16 `ch:"last_year" json:"last_year"`
	ReportID     string `ch:"report_id" json:"report_id"`
	URL          string `ch:"url" json:"url"`
	Total        uint64 `ch:"total" json:"total"`
}

// Name is what a person has to decide about.
func (r UnresolvedRow) Name() string { return strings.TrimPrefix(r.AgencyID, "unresolved-") }

// UnreadLinkRow is a document that a list names and that is not known as some report.
type UnreadLinkRow struct {
	SiteID       string  `ch:"site_id" json:"site_id"`
	SiteName     string  `ch:"site_name" json:"site_name"` // empty where sites.yaml does not name it
	DivisionCode string  `ch:"division_code" json:"division_code"`
	Title        string  `ch:"title" json:"title"`
	URL          string  `ch:"url" json:"url"`
	ListURL      string  `ch:"list_url" json:"list_url"`
	AgencyID     string  `ch:"agency_id" json:"agency_id"`
	FiscalYear   *uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Reason       string  `ch:"reason" json:"reason"`
	Total        uint64  `ch:"total" json:"total"`
}

// ColumnRow is a column of a public table. What the packages of gongkai export call description_en is comment here.
type ColumnRow struct {
	Table         string `json:"table"`
	Name          string `json:"name"`
	Type          string `json:"type"`    // ClickHouse's own
	Comment       string `json:"comment"` // what it holds, in English
	DescriptionZH string `json:"description_zh"`
	Unit          string `json:"unit"` // of the values; empty where they have none
	UnitZH        string `json:"unit_zh"`
	Source        string `json:"source"` // where the values come from; empty where their table says it
	SourceZH      string `json:"source_zh"`
}
