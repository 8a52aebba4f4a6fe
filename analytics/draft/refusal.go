package draft

import (
	"fmt"
	"strconv"

	"gongkai/disclosure"
)

// Refusal is why a draft is not judged: one line for a terminal, and what a page makes its own
// sentence of.
type Refusal struct {
	Why  Why
	Args []string // what the sentence fills in, in the order that Why says
	text string
}

// Why is a reason that a draft is not judged for.
type Why string

// The reasons.
const (
	Unreadable       Why = "unreadable"        // the draft is no report: its outcome
	BeforeUnreadable Why = "before_unreadable" // nor is the report of the year before: its outcome
	YearUnknown      Why = "year_unknown"      // the fiscal year of one of the two is not known
	OtherYear        Why = "other_year"        // the two are not of years that follow each other: the year of the other, the draft's, the one that is wanted
	OtherAgency      Why = "other_agency"      // the two are of two agencies: the other's and the draft's
)

// Error is the line for a terminal.
func (r *Refusal) Error() string { return r.text }

func refuse(why Why, text string, args ...string) *Refusal { return &Refusal{why, args, text} }

func because(r *disclosure.Report) string {
	for _, f := range r.Findings {
		if f.Message != "" {
			return " (" + f.Message + ")"
		}
	}
	return ""
}

// followsOn says why a report is none of the year before; nil where it is.
func followsOn(before, report *disclosure.Report) *Refusal {
	switch {
	case !before.Outcome.IsReport():
		return refuse(BeforeUnreadable, fmt.Sprintf("the report of the year before cannot be read as one: %s%s", before.Outcome, because(before)), string(before.Outcome))
	case before.FiscalYear == nil || report.FiscalYear == nil:
		return refuse(YearUnknown, "two years cannot be compared: the fiscal year of one report is not known")
	case *before.FiscalYear != *report.FiscalYear-1:
		was, is, want := strconv.Itoa(*before.FiscalYear), strconv.Itoa(*report.FiscalYear), strconv.Itoa(*report.FiscalYear-1)
		return refuse(OtherYear, fmt.Sprintf("the report to compare with is of %s, the draft of %s: name that of %s", was, is, want), was, is, want)
	case before.AgencyID != nil && report.AgencyID != nil && *before.AgencyID != *report.AgencyID:
		return refuse(OtherAgency, fmt.Sprintf("the report to compare with is another agency's: %s, and the draft is of %s", *before.AgencyID, *report.AgencyID), *before.AgencyID, *report.AgencyID)
	}
	return nil
}
