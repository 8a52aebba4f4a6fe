package disclosure

import (
	_ "embed"
	"strings"
)

// Rule is an entry of the catalogue of rules: what a finding's code means.
type Rule struct {
	ID            string
	Severity      Severity
	Kind          RuleKind
	TitleZH       string
	TitleEN       string
	Source        string // the article, the form or the paper that it rests on; [K] where nobody has checked that yet
	ExplanationZH string
	ExplanationEN string
}

// RuleKind says what sort of thing a rule is.
type RuleKind string

// The kinds of rules.
const (
	KindIdentity     RuleKind = "identity"     // a sum of the form
	KindInequality   RuleKind = "inequality"   // a bound that the form's words set
	KindSoft         RuleKind = "soft"         // what is usual: a hint, nobody's fault
	KindText         RuleKind = "text"         // the text against the tables, the year and the place
	KindYears        RuleKind = "years"        // two years of one agency
	KindPlausibility RuleKind = "plausibility" // what is odd: a hint, nobody's fault
	KindLocation     RuleKind = "location"     // which cells would have to change
	KindCompleteness RuleKind = "completeness" // what is missing
	KindPersonal     RuleKind = "personal"     // personal data
	KindReading      RuleKind = "reading"      // doubts about our own reading
)

// OfForm reports whether a rule of this kind is a sum or a bound of the form: what counts as a
// check of a report.
func (k RuleKind) OfForm() bool { return k == KindIdentity || k == KindInequality }

// The codes of the rules. R1xx are sums of the statistics of 2008, R2xx of those of 2014 (R21x
// bounds, R22x table 2 of 2019), R3xx and R4xx of tables 3 and 4, R5xx the text against the
// tables, R6xx two years, C… completeness, E… doubts about our own reading, L… which cells would
// have to change, P… personal data, T… texts
// compared with each other and with their place. Plausibility is Q: Q101–Q110 are rules P1–P10 of the
// literature, whose own numbers would be taken for those of personal data.
const (
	RuleLocalChannels   = "R101" // statistics of 2008: requests = sum of their channels
	RuleLocalAnswers    = "R102" // answers = granted + partial + refused
	RuleLocalRefusals   = "R103" // refused = sum of the reasons
	RuleChannelSum      = "R201" // statistics of 2014: requests = sum of four channels
	RuleClosedSum       = "R202" // closed = on time + after extension
	RuleAnswerSum       = "R203" // answers = sum of eight kinds
	RuleRefusalSum      = "R204" // refused = sum of six reasons
	RuleDecidedReviews  = "R205" // 行政复议 = its three results
	RuleDecidedSuits    = "R206" // 行政诉讼 = its three results
	RuleStaffSum        = "R207" // staff = full time + part time
	RuleNormativePart   = "R211" // normative documents ≤ all that was published
	RuleLeaderPart      = "R212" // with the leader ≤ all
	RuleChannelPart     = "R213" // one channel ≤ all that was published
	RuleChannelsWhole   = "R214" // all channels ≥ all that was published
	RuleNormativeMade   = "R215" // normative documents published ≤ made, usually
	RuleAnswersClosed   = "R216" // answers ≤ closed, usually
	RuleNewOfAll        = "R221" // table 2 of 2019: newly published ≤ all published, usually
	RuleNewOfMade       = "R222" // newly published ≤ newly made, usually
	RuleRequestsFlow    = "R301" // new + carried in = total + carried out, per column
	RuleOutcomeSum      = "R302" // total = sum of the outcomes, per column
	RuleApplicantSum    = "R303" // total column = sum of the six applicants, per row
	RuleCounts          = "R304" // counts are whole and not negative
	RuleReviewSum       = "R401" // 行政复议: total = its four results
	RuleDirectSuitSum   = "R402" // 未经复议直接起诉
	RuleReviewedSuitSum = "R403" // 复议后起诉
	RuleSaidRequests    = "R501" // requests that the text says = new, or new + carried in, of the table
	RuleSaidAnswers     = "R502" // answers that the text says = the table's total
	RuleSaidCarry       = "R503" // carried in and out that the text says = the table's
	RuleSaidReviews     = "R504" // reviews and suits that the text says = the table's totals
	RuleSaidShare       = "R505" // a percentage of the text = its part divided by its whole
	RuleSaidYear        = "R506" // the years of the text = the fiscal year
	RuleCarryOver       = "R601" // carried out of one year = carried into the next, per column

	RuleFormDue       = "C101" // the form due for the year was not used
	RuleTableMissing  = "C102" // a table of the form is not there
	RuleAttachment    = "C103" // the report is announced as an attachment or picture that was not read
	RuleUnknownLabel  = "E101" // a row or column of a known table has a label that is not known
	RuleUnreadable    = "E102" // a cell prints something that could not be read
	RuleAgencyUnclear = "E103" // the agency could not be told with certainty
	RuleYearUnclear   = "E104" // the fiscal year could not be told with certainty
	RuleNotReadable   = "E105" // the document could not be read as a report; the outcome says why
	RuleCutShort      = "E107" // a limit or damage ended the reading before the document did
	RuleDuplicateCell = "E106" // two cells claim the same figure with different prints
	RuleStatements    = "E111" // two sentences say the same figure differently; neither is believed
	RuleSaidTwice     = "E112" // table and text say the same figure differently; the table's is kept
	RuleRecognised    = "E113" // the text of a page was recognised in its picture by a machine
	RuleUnreadText    = "E114" // a sentence says a number about disclosure that no figure holds
	RulePersonal      = "P101" // the document prints personal data, which is kept out of everything public
	RuleInferred      = "E108" // cells that are not parted on the page, read by the sums of the form
	RuleTwoReadings   = "E109" // the grid of a table and its text read differently

	RuleCells        = "L101" // the least cells that would have to change; why they are wrong is not known
	RuleLeftOut      = "L102" // … a row or column was left out of the total
	RuleDigits       = "L103" // … digits exchanged, or a slip of one digit
	RuleFactor       = "L104" // … off by a power of ten
	RuleCarryMissing = "L105" // … what was carried over is missing
	RuleEmptyTotal   = "L106" // … a total left at zero
	RuleCellsUnknown = "L109" // the search ended before the least cells were known

	// Between years and agencies.
	RuleItems           = "R602" // items of the year before + change = what the next report says of the year before
	RuleStock           = "R603" // published or in force before + added - repealed = now
	RuleCumulative      = "R604" // 历年累计 of the year before + the year = 历年累计
	RuleGovernmentRatio = "R701" // a county's aggregate counts no less than its departments and townships
	RuleJump            = "Q101" // a count five times or a fifth of the year before's
	RuleRepeatedFigures = "Q102" // the figures of the year before
	RuleSharedFigures   = "Q103" // the figures of another agency of the county
	RulePower           = "Q106" // what the agency has no power to do
	RuleFeesUnit        = "Q107" // fees ten thousand times those of other years

	RuleNoRequests  = "Q104" // no requests, but the text or table 4 tells of some
	RuleAfterReview = "Q105" // suits after review ≤ the reviews of three years
	RuleShifted     = "Q108" // the identities hold only with two neighbouring columns exchanged
	RuleCopiedTotal = "Q109" // the total column is a copy of another
	RulePowerOfTen  = "Q110" // text and table differ by a power of ten

	RuleForeignPlace = "T101" // the text names a body of another county or city as if it were its own
)

//go:embed rules.tsv
var rulesTSV string

// Rules is the catalogue, in order of ID.
var Rules = readRules(rulesTSV)

func readRules(tsv string) []Rule {
	var all []Rule
	for line := range strings.Lines(tsv[strings.IndexByte(tsv, '\n')+1:]) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		all = append(all, Rule{c[0], Severity(c[1]), RuleKind(c[2]), c[3], c[4], c[5], c[6], c[7]})
	}
	return all
}

// RuleByID returns the rule, and whether the catalogue has it.
func RuleByID(id string) (Rule, bool) {
	i, ok := ruleIndex[id]
	if !ok {
		return Rule{}, false
	}
	return Rules[i], true
}

var ruleIndex = func() map[string]int {
	index := make(map[string]int, len(Rules))
	for i := range Rules {
		index[Rules[i].ID] = i
	}
	return index
}()
