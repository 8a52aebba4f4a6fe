package disclosure

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// AuditStratum is what cells are drawn from separately in an audit: those of one form, family of sites
// and format of documents; "unknown" where one of them is not known.
type AuditStratum struct{ Form, SiteFamily, Format string }

// String writes it as a line of a list.
func (s AuditStratum) String() string { return s.Form + "/" + s.SiteFamily + "/" + s.Format }

// AuditSize is a stratum with how many cells it has, and how many of these were drawn.
type AuditSize struct {
	AuditStratum
	Cells, Sampled uint64
}

// What the seed of an audit was made of.
const (
	SeedOfData    = "data"    // the digest of the data that it was drawn from
	SeedOfRelease = "release" // the SHA-256 of the manifest of the release that it was drawn from
	SeedGiven     = "given"   // somebody's word
)

// Audit is a sample of printed cells, drawn by chance, for a person to read against the archived pages.
type Audit struct {
	At                         time.Time
	By                         string
	Seed, SeedOf               string
	Digest                     string // of the data
	Release                    string // empty where it was drawn from the data as they were
	Wanted, Least              uint32 // cells in all, and of each stratum
	OldestParser, NewestParser uint32
	Strata                     []AuditSize
	Cells                      []AuditCell // in the order in which they were drawn
}

// ID names an audit by what decides its sample: drawn again it has the same name.
func (a Audit) ID() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s\n%d\n%d", a.Seed, a.Digest, a.Release, a.Wanted, a.Least))
	return "a" + hex.EncodeToString(sum[:6])
}

// AuditCell is a cell of the sample with what was read there when it was drawn.
type AuditCell struct {
	AuditStratum
	Draw               string // AuditDraw of it
	ReportID, AgencyID string
	FiscalYear         int
	Key                Key
	SHA256, ReadingID  string
	Printed            string
	State              State
	Value              *Number
	Unit               string
}

// AuditDraw is what cells are drawn by, the least first: hexadecimal SHA-256 of seed, report, indicator and
// applicant, with a line feed between two of them. It depends on nothing else, so anybody can draw again.
func AuditDraw(seed, report string, k Key) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{seed, report, k.Indicator, string(k.Applicant)}, "\n")))
	return hex.EncodeToString(sum[:])
}

// AuditAnswer is what was recorded of a cell of an audit: what a person reads on the page, or that somebody
// was shown what we read.
type AuditAnswer struct {
	AuditID  string
	Position uint32 // of the cell, from 1
	Shown    bool   // nothing was read: our reading was shown
	Text     string // what the person typed
	State    State  // how that is read; unreadable where the person can't read the page
	Value    *Number
	At       time.Time
	By       string
	Reason   string
}

// What comes of holding our reading of a cell against a person's.
const (
	AuditOpen       = "open"       // nobody has read it yet
	AuditUnreadable = "unreadable" // the person can't read it either: nothing is known of our reading
	AuditRight      = "right"      // the same number, or none in the same state
	AuditWrong      = "wrong"      // another number
	AuditMissed     = "missed"     // a number is printed, and we have none
	AuditInvented   = "invented"   // no number is printed, and we have one
	AuditState      = "state"      // neither has a number, and what stands there is something else than we say
)

// AuditErrors are the verdicts that are errors of ours.
var AuditErrors = []string{AuditWrong, AuditMissed, AuditInvented, AuditState}

// AuditVerdict holds our reading against a person's. An unknown is never right: a cell that we call unreadable
// is an error where the person reads it, and says nothing where nobody can.
func AuditVerdict(ours State, value *Number, read State, should *Number) string {
	switch {
	case read == "":
		return AuditOpen
	case read == StateUnreadable:
		return AuditUnreadable
	case value != nil && should != nil:
		if *value == *should {
			return AuditRight
		}
		return AuditWrong
	case should != nil:
		return AuditMissed
	case value != nil:
		return AuditInvented
	case ours == read:
		return AuditRight
	}
	return AuditState
}
