package disclosure

import "time"

// The kinds of what the machine doubts and a person can decide.
const (
	ReviewCell       = "cell"        // one figure
	ReviewScan       = "scan"        // a document that is a picture, or of which a part could not be read
	ReviewUnknownRow = "unknown_row" // a table with rows that are not known
)

// What a person can say of it.
const (
	ReviewRight = "right" // it was read as it is printed
	ReviewWrong = "wrong" // it was not, and is our error: nobody is blamed for what counts it
)

// Review is a person's decision on what the machine doubts: a cell by its print, a document by its bytes.
type Review struct {
	ReportID, AgencyID string
	FiscalYear         int
	SHA256             string
	Kind               string
	Key                Key    // of a cell
	Printed            string // of a cell, as it was read
	State              State
	Value              *Number
	Verdict            string
	ShouldBe           *Number // what the person reads, nil where not said
	At                 time.Time
	By, Reason         string
	Evidence           string // address; may be empty
}
