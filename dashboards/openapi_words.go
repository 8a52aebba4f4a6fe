package dashboards

import (
	"strings"

	"gongkai/disclosure"
)

// words are the fields whose values are of a closed set, by row and field. What is open stays text:
// families of agencies, reasons, rules. The sample counties are held to these.
var words = map[string][]any{
	"FindingRow.severity":       severityWords,
	"RuleRow.severity":          severityWords,
	"RuleRow.kind":              each(disclosure.KindIdentity, disclosure.KindInequality, disclosure.KindSoft, disclosure.KindText, disclosure.KindYears, disclosure.KindPlausibility, disclosure.KindLocation, disclosure.KindCompleteness, disclosure.KindPersonal, disclosure.KindReading),
	"FindingRow.blame":          each(disclosure.BlameAgency, disclosure.BlameParser, disclosure.BlameUnclear),
	"FindingRow.applicant":      applicantWords,
	"FigureRow.state":           each(disclosure.StateNumber, disclosure.StateZero, disclosure.StateBlank, disclosure.StateDash, disclosure.StateSlash, disclosure.StateTextNA, disclosure.StateUnreadable),
	"FigureRow.applicant":       applicantWords,
	"ReportChangeRow.applicant": applicantWords,
	"ReportChangeRow.change":    each("changed", "added", "removed"),
	"ReportRow.form":            formWords,
	"ReportListRow.form":        formWords,
	"CoverageRow.form":          formWords,
	"ReportRow.scope":           scopeWords,
	"ReportListRow.scope":       scopeWords,
	"CoverageRow.scope":         scopeWords,
	"ReportRow.outcome":         outcomeWords,
	"ReportListRow.outcome":     outcomeWords,
	"ReportVersionRow.outcome":  outcomeWords,
	"CoverageRow.outcome":       outcomeWords,
	"ReportRow.obtained":        obtainedWords,
	"ReportListRow.obtained":    obtainedWords,
	"CaptureRow.how":            obtainedWords,
	"CoverageRow.status":        each("on_time", "late", "unknown", "not_found", "blocked", "not_published", "not_expected"),
	"CaptureRow.outcome":        each("ok", "not_modified", "blocked", "refused", "not_found", "error", "unreachable", "too_large"),
	"SearchRow.outcome":         each(disclosure.SearchOutcomes()...),
	"WalkRow.state":             each("complete", "partial", "blocked", "refused", "unreachable", "error"),
	"AgencyRow.level":           levelWords,
	"ScoreRow.level":            levelWords,
	"ScoreRow.dimension":        each("timeliness", "completeness", "consistency", "handling", "legal", "proactive", "originality"),
	"ScoreRow.which":            whichWords,
	"ScoreRow.band":             each("A", "B", "C", "D", "E"),
	"RateRow.flag":              each("", "inside", "low_95", "high_95", "low_998", "high_998"),
	"TextPairRow.which":         whichWords,
	"TextPairRow.kind":          each("passage", "common", "unclear"),
	"TextPairRow.relation":      each("own_earlier", "own_later", "county", "family"),
	"figureCheck.state":         each("pass", "fail", "vacuous", "not_assessable"),
	"ChangeRow.change":          each("changed", "added", "removed"),
	"FindingCountRow.severity":  severityWords,
	"CopyRow.kind":              each("passage", "common", "unclear"),
	"CopyRow.relation":          each("own_earlier", "own_later", "county", "family"),
	"CaseRow.state":             each(disclosure.CaseStates...),
	"CaseRow.mended_by":         each("", "report", "reading"),
	"AuditRow.seed_of":          each(disclosure.SeedOfData, disclosure.SeedOfRelease, disclosure.SeedGiven),
	"AuditCellRow.verdict":      each(append([]string{disclosure.AuditOpen, disclosure.AuditUnreadable, disclosure.AuditRight}, disclosure.AuditErrors...)...),
	"AuditStratumRow.format":    each("html", "text", "pdf", "word", "sheet", "other", "unknown"),
	"CovariateRow.standing":     each(disclosure.Standings...),
	"CovariateCodeRow.standing": each(disclosure.Standings...),
	"rateAnswer.rate":           each("on_time", "granted_or_partial", "identities_hold"),
}

var (
	severityWords  = each(disclosure.SeverityError, disclosure.SeverityWarning, disclosure.SeverityInfo)
	applicantWords = each(disclosure.NoApplicant, disclosure.NaturalPerson, disclosure.Business, disclosure.ResearchInstitute, disclosure.PublicInterest, disclosure.LegalService, disclosure.OtherOrganisation, disclosure.Total)
	formWords      = each(disclosure.Form2008, disclosure.Form2014, disclosure.Form2019, disclosure.Form2021)
	scopeWords     = each(disclosure.ScopeOwnOffice, disclosure.ScopeAggregate, disclosure.ScopeUnknown)
	outcomeWords   = each(disclosure.OutcomeOK, disclosure.OutcomePartial, disclosure.OutcomeImageOnly, disclosure.OutcomeNotAReport, disclosure.OutcomeBlocked, disclosure.OutcomeSoft404, disclosure.OutcomeUnsupported, disclosure.OutcomeBroken)
	levelWords     = each(disclosure.LevelProvince, disclosure.LevelPrefecture, disclosure.LevelCounty, disclosure.LevelTownship)
	whichWords     = each("first", "current")
)

// parameterWords are the same of parameters.
var parameterWords = map[string][]any{
	"state": each(disclosure.CaseStates...), "standing": each(disclosure.Standings...), "severity": severityWords, "blame": each(disclosure.BlameAgency, disclosure.BlameParser, disclosure.BlameUnclear), "level": levelWords, "which": whichWords,
	"band": each("A", "B", "C", "D", "E", "none"), "format": each("json", "csv"),
}

func each[T ~string](all ...T) []any {
	var list []any
	for _, v := range all {
		list = append(list, string(v))
	}
	return list
}

// obtainedWords are how a document can be obtained.
var obtainedWords = each("crawled", "warc", "brought")

// withWords says that a schema's values are of a closed set; what may be null stays so.
func withWords(schema object, allowed []any) object {
	if allowed == nil {
		return schema
	}
	if kinds, several := schema["type"].([]string); several && strings.Join(kinds, " ") == "string null" {
		allowed = append(append([]any{}, allowed...), nil)
	}
	schema["enum"] = allowed
	return schema
}
