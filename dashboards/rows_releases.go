package dashboards

import (
	"fmt"
	"time"
)

// ReleaseRow is what was released under a name.
type ReleaseRow struct {
	Number     uint64    `ch:"number" json:"number"`
	Name       string    `ch:"name" json:"name"`
	ReleasedAt time.Time `ch:"released_at" json:"released_at"`
	Digest     string    `ch:"digest" json:"digest"`
	Seal       uint64    `ch:"seal" json:"seal"`
	Hash       string    `ch:"manifest_sha256" json:"manifest_sha256"`
	Manifest   string    `ch:"manifest" json:"-"`
	Signature  string    `ch:"signature" json:"signature"`

	// How often cells were read wrongly, by the audit of its manifest; unknown where none speaks for its data.
	Audit     *string  `ch:"audit" json:"audit"`
	AuditRate *float64 `ch:"audit_rate" json:"audit_rate"`
	AuditLow  *float64 `ch:"audit_low" json:"audit_low"`
	AuditHigh *float64 `ch:"audit_high" json:"audit_high"`
	Audited   *int64   `ch:"audit_cells" json:"audit_cells"`
	Errors    *int64   `ch:"audit_errors" json:"audit_errors"`
}

// SealRow is a seal of what was captured and walked.
type SealRow struct {
	Seal          uint64    `ch:"seal" json:"seal"`
	SealedAt      time.Time `ch:"sealed_at" json:"sealed_at"`
	FirstRecord   uint64    `ch:"first_record" json:"first_record"`
	Records       uint64    `ch:"records" json:"records"`
	Captures      uint64    `ch:"captures" json:"captures"`
	Walks         uint64    `ch:"walks" json:"walks"`
	CompleteWalks uint64    `ch:"complete_walks" json:"complete_walks"`
	Chain         string    `ch:"chain" json:"chain"`
	Key           string    `ch:"key" json:"key"`
	Hash          string    `ch:"manifest_sha256" json:"manifest_sha256"`
	Signature     string    `ch:"signature" json:"signature"`
	Stamped       uint8     `ch:"stamped" json:"stamped"` // 1: a time stamp service stamped it
	Total         uint64    `ch:"total" json:"-"`
}

// ReleaseManifest is what is signed of a release; doc/proof.md describes it.
type ReleaseManifest struct {
	Format     string           `json:"format"`
	Name       string           `json:"name"`
	Number     uint64           `json:"number"`
	ReleasedAt string           `json:"released_at"`
	Program    string           `json:"program"`
	Schema     int              `json:"schema"`
	Data       ReleasedData     `json:"data"`
	Previous   *ReleasedBefore  `json:"previous"`
	Seal       ReleasedSeal     `json:"seal"`
	Tables     []ReleasedTable  `json:"tables"`
	Changes    *ReleasedChanges `json:"changes"`
	Audit      *ReleasedAudit   `json:"audit,omitempty"` // not there where no finished audit speaks for the data
	Citation   ReleasedCitation `json:"citation"`
	Key        string           `json:"key"`
	Files      []ReleasedFile   `json:"files"` // as they are now, where the release is kept here

	Withdrawals []ReleasedWithdrawal `json:"withdrawals,omitempty"` // beside the manifest: what was taken out of the files since
}

// ReleasedData is the state of the data that was released.
type ReleasedData struct {
	Digest       string  `json:"digest"`
	Newest       string  `json:"newest_capture"`
	Captures     uint64  `json:"captures"`
	Reports      uint64  `json:"reports"`
	OldestParser *uint32 `json:"oldest_parser_version"`
	NewestParser *uint32 `json:"newest_parser_version"`
	Method       *uint32 `json:"method_version"`
	ClickHouse   string  `json:"clickhouse_version"`
}

// Parsers names the versions of the parser that read the reports; empty where there are none.
func (d ReleasedData) Parsers() string {
	switch {
	case d.OldestParser == nil || d.NewestParser == nil:
		return ""
	case *d.OldestParser == *d.NewestParser:
		return fmt.Sprint(*d.NewestParser)
	}
	return fmt.Sprintf("%d–%d", *d.OldestParser, *d.NewestParser)
}

// ReleasedBefore is the release before.
type ReleasedBefore struct {
	Name     string `json:"name"`
	Number   uint64 `json:"number"`
	Manifest string `json:"manifest"`
}

// ReleasedSeal is the newest seal of a release.
type ReleasedSeal struct {
	Seal     uint64 `json:"seal"`
	SealedAt string `json:"sealed_at"`
	Manifest string `json:"manifest"`
	Chain    string `json:"chain"`
	Records  uint64 `json:"records"`
}

// ReleasedTable is a table of a release.
type ReleasedTable struct {
	Name string `json:"name"`
	Rows uint64 `json:"rows"`
}

// ReleasedChanges is what has changed since the release before.
type ReleasedChanges struct {
	Figures   ReleasedCount    `json:"figures"`
	Reread    uint64           `json:"figures_reread"`
	Reports   ReleasedCount    `json:"reports"`
	Scores    ReleasedCount    `json:"scores"`
	Method    bool             `json:"method_changed"`
	OldParser *uint32          `json:"previous_newest_parser_version"`
	Causes    []ReleasedCauses `json:"causes"`
}

// ReleasedCount is what was added, changed and withdrawn.
type ReleasedCount struct {
	Added     uint64 `json:"added"`
	Changed   uint64 `json:"changed"`
	Withdrawn uint64 `json:"withdrawn"`
}

// ReleasedCauses counts the figures that changed for one reason.
type ReleasedCauses struct {
	Cause     string `json:"cause"`
	Added     uint64 `json:"added"`
	Changed   uint64 `json:"changed"`
	Withdrawn uint64 `json:"withdrawn"`
}

// ReleasedCitation is how to cite a release.
type ReleasedCitation struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// ReleasedFile is a file of a release.
type ReleasedFile struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`

	Released  string `json:"released_sha256,omitempty"` // what the manifest says, where rows were withdrawn since
	Withdrawn uint64 `json:"withdrawn,omitempty"`       // rows that were taken out, or emptied
}

// ReleasedFigure is a figure as a release has it: its numbers as texts, as its table prints them.
type ReleasedFigure struct {
	ReportID   string  `json:"report_id"`
	Indicator  string  `json:"indicator"`
	Applicant  string  `json:"applicant"`
	AgencyID   string  `json:"agency_id"`
	FiscalYear string  `json:"fiscal_year"`
	Form       string  `json:"form"`
	Scope      string  `json:"scope"`
	Value      *string `json:"value"`
	Unit       string  `json:"unit"`
	State      string  `json:"state"`
	Raw        string  `json:"raw"`
	Confidence string  `json:"confidence"`
	Evidence   string  `json:"evidence"`
}

// ReleasedAudit is what persons found in a random sample of cells; doc/proof.md describes it.
type ReleasedAudit struct {
	ID           string                 `json:"audit_id"`
	DrawnAt      string                 `json:"drawn_at"`
	Seed         string                 `json:"seed"`
	SeedOf       string                 `json:"seed_of"`
	Digest       string                 `json:"digest"`
	Release      string                 `json:"release"`
	SameData     bool                   `json:"same_data"`
	OldestParser uint64                 `json:"oldest_parser_version"`
	NewestParser uint64                 `json:"newest_parser_version"`
	Cells        uint64                 `json:"cells"`
	Sampled      uint64                 `json:"sampled"`
	AsDrawn      uint64                 `json:"as_drawn"`
	Errors       uint64                 `json:"errors"`
	Wrong        uint64                 `json:"wrong"`
	Missed       uint64                 `json:"missed"`
	Invented     uint64                 `json:"invented"`
	State        uint64                 `json:"state"`
	Unreadable   uint64                 `json:"unreadable"`
	NotBlind     uint64                 `json:"not_blind"`
	Rate         *float64               `json:"rate"`
	Low          float64                `json:"low"`
	High         float64                `json:"high"`
	Strata       []ReleasedAuditStratum `json:"strata"`
}

// ReleasedAuditStratum is what came of the cells of one form, family of sites and format of documents.
type ReleasedAuditStratum struct {
	Form       string   `json:"form"`
	SiteFamily string   `json:"site_family"`
	Format     string   `json:"format"`
	Cells      uint64   `json:"cells"`
	Sampled    uint64   `json:"sampled"`
	Errors     uint64   `json:"errors"`
	Unreadable uint64   `json:"unreadable"`
	Rate       *float64 `json:"rate"`
	Low        float64  `json:"low"`
	High       float64  `json:"high"`
}
