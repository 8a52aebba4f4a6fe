package demo

// Fault names what was planted on purpose in a report, or what keeps it from being seen.
type Fault string

// The planted faults. Everything else in the sample counties is in order.
const (
	FaultNone           Fault = ""
	FaultLate           Fault = "late"             // published between the two crawls, years after its deadline, with an earlier date printed
	FaultLateClaim      Fault = "late_claim"       // prints a date after its deadline: a claim, no evidence
	FaultMissing        Fault = "missing"          // never published
	FaultChanged        Fault = "changed"          // other figures at the same address in phase 2; a remark in a cell in both
	FaultVanished       Fault = "vanished"         // taken down before phase 3: in no list, and not found
	FaultFlow           Fault = "flow"             // R301: new + carried in ≠ total + carried out
	FaultOutcomeSum     Fault = "outcome_sum"      // R302: the outcomes do not add up to their total
	FaultApplicantSum   Fault = "applicant_sum"    // R303: the applicants do not add up to the total column
	FaultReviewSum      Fault = "review_sum"       // R401: reconsideration has results and a total of 0
	FaultDirectSum      Fault = "direct_sum"       // R402: direct suits
	FaultReviewedSum    Fault = "reviewed_sum"     // R403: suits after review
	FaultCarryOver      Fault = "carry_over"       // R601: carried in ≠ what the year before carried out
	FaultCopied         Fault = "copied"           // the text of another agency with the names exchanged
	FaultBlank          Fault = "blank"            // zeros of table 3 are left blank, totals are printed
	FaultNarrative      Fault = "narrative"        // no tables at all, Traditional characters with readings
	FaultOldForm        Fault = "old_form"         // the statistics of before 2014, with a column of all years together
	FaultCumulative     Fault = "cumulative"       // the same, and R604: one sum of all years is not the one before + the year
	FaultAttachmentPDF  Fault = "attachment_pdf"   // the page only announces a PDF, which holds the report
	FaultAttachmentDOCX Fault = "attachment_docx"  // the page only announces a DOCX, which holds the report
	FaultAttachmentZIP  Fault = "attachment_zip"   // the page only announces a ZIP with the report in a DOCX
	FaultAttachmentScan Fault = "attachment_scan"  // the page only announces a PDF of pictures: nobody can read it
	FaultRefused        Fault = "refused"          // in a folder that robots.txt forbids
	FaultBlocked        Fault = "blocked"          // on a host that answers 412 with a challenge
	FaultSingleOther    Fault = "single_other_row" // form 2021 with the one row 其他处理 of form 2019: odd, not wrong
)

// at names a report: agency and fiscal year.
type at struct {
	agencyID string
	year     int
}

// planted says which report carries which fault. The agencies that are refused or blocked
// are so in every year.
var planted = map[at]Fault{
	{"990121-civil", 2022}:           FaultLate,
	{"990121-agriculture", 2021}:     FaultLateClaim,
	{"990121-water", 2021}:           FaultMissing,
	{"990121-health", 2024}:          FaultChanged,
	{"990121-justice", 2020}:         FaultVanished,
	{"990121-housing", 2023}:         FaultReviewSum,
	{"990121-hrss", 2021}:            FaultReviewedSum,
	{"990121-finance", 2020}:         FaultAttachmentPDF,
	{"990122-audit", 2021}:           FaultAttachmentScan,
	{"990123-water", 2020}:           FaultAttachmentZIP,
	{"990122-market", 2020}:          FaultOutcomeSum,
	{"990122-transport", 2022}:       FaultDirectSum,
	{"990122-finance", 2023}:         FaultCarryOver,
	{"990122-township-雁汀乡", 2022}:    FaultBlank,
	{"990122-ecology", 2020}:         FaultNarrative,
	{"990122-culture_tourism", 2019}: FaultOldForm,
	{"990122-culture_tourism", 2020}: FaultCumulative,
	{"990123-education", 2022}:       FaultFlow,
	{"990123-agriculture", 2023}:     FaultApplicantSum,
	{"990123-veterans", 2023}:        FaultCopied,
	{"990123-township-石垚镇", 2021}:    FaultAttachmentDOCX,
	{"990123-urban_mgmt", 2021}:      FaultSingleOther,
	{"990123-urban_mgmt", 2022}:      FaultSingleOther,
	{"990122-township-鹭洲镇", 2023}:    FaultSingleOther,
}

// copiedFrom is the agency whose FY2023 text FaultCopied repeats.
const copiedFrom = "990123-statistics"

func faultOf(a *agency, year int) Fault {
	switch a.id {
	case "990121-police":
		return FaultRefused
	case "990122-natural_resources":
		return FaultBlocked
	}
	return planted[at{a.id, year}]
}
