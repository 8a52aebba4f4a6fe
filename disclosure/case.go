package disclosure

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// CaseState says where an objection stands.
type CaseState string

// The states of a case. The first three after open are decisions of a person; a case is mended where
// the report prints otherwise, or where we read the same print otherwise.
const (
	CaseOpen     CaseState = "open"
	CaseOurs     CaseState = "confirmed_ours"   // we read or judged wrongly: nobody else is blamed
	CaseAgencys  CaseState = "confirmed_agency" // the report is printed like this
	CaseRejected CaseState = "rejected"         // the objection does not hold
	CaseMended   CaseState = "mended"
)

// CaseStates are all of them, in their order.
var CaseStates = []CaseState{CaseOpen, CaseOurs, CaseAgencys, CaseRejected, CaseMended}

// What can be said of a case once it is there.
const (
	CaseReply    = "reply"    // of the agency
	CaseDecision = "decision" // of the office that keeps the cases
)

// CaseTimeliness is the rule of a case about what is said of a publication: that the report is late, say,
// or was not found.
const CaseTimeliness = "timeliness"

// Case is somebody's objection to a figure or, where it has a rule, to a finding. It rests on what is
// printed: Cells keeps the prints of the version that was objected to. One about timeliness rests on the
// status of that moment, which Printed has; where there is no report it has neither bytes nor a version.
type Case struct {
	At                 time.Time
	By, Objection      string
	Evidence           string // address of what it rests on; may be empty
	Due                Date
	ReportID, AgencyID string
	FiscalYear         int
	Version            int
	SHA256             string
	SeenAt             time.Time // first sighting of the version
	Rule               string    // empty where a figure is meant
	Key                Key       // the figure, or the one that the finding speaks of
	Message            string    // of the finding
	Printed            string    // of the figure
	State              State
	Value              *Number
	Cells              []CaseCell
}

// CaseCell is a printed cell that a case is about.
type CaseCell struct {
	ReportID, SHA256 string
	SeenAt           time.Time // first sighting of that version
	Key              Key
	Raw              string
	State            State
}

// ID names a case by the printed cell: report, bytes, and the figure or the rule with its figure; of
// timeliness by the status.
func (c Case) ID() string {
	about := []string{c.ReportID, c.SHA256, c.Rule, c.Key.String()}
	if c.Rule == CaseTimeliness {
		about = append(about, c.Printed)
	}
	sum := sha256.Sum256([]byte(strings.Join(about, "\n")))
	return "c" + hex.EncodeToString(sum[:6])
}

// CaseEvent is what was said of a case. Verdict is that of a decision; Due, where it is not the zero
// date, is the day by which the next step is due.
type CaseEvent struct {
	CaseID, Event string
	At            time.Time
	By, Text      string
	Evidence      string
	Verdict       CaseState
	Due           *Date
}
