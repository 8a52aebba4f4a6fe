package dashboards

import (
	"context"
	"slices"
)

// overviewAnswer is the overview as JSON.
type overviewAnswer struct {
	Version VersionRow   `json:"data_version"`
	Rates   []rateAnswer `json:"rates"`
	Errors  []ErrorsRow  `json:"errors_by_county"`
	summary
}

// rateAnswer is a share with its cases and its 95 % interval.
type rateAnswer struct {
	Rate       string  `json:"rate"` // on_time, granted_or_partial, identities_hold
	FiscalYear uint16  `json:"fiscal_year"`
	Cases      int64   `json:"k"`
	Of         int64   `json:"n"`
	Low        float64 `json:"low"`
	High       float64 `json:"high"`
}

type agencyAnswer struct {
	Agency   AgencyRow     `json:"agency"`
	Years    []CoverageRow `json:"years"`
	Profile  []ProfileRow  `json:"profile"`
	Findings []FindingRow  `json:"findings"`
}

type reportAnswer struct {
	Report   ReportRow          `json:"report"`
	Figures  []FigureRow        `json:"figures"`
	Findings []FindingRow       `json:"findings"`
	Versions []ReportVersionRow `json:"versions"`
	Changes  []ReportChangeRow  `json:"changes"`
	Vanished []VanishedRow      `json:"vanished"`
	Captures []CaptureRow       `json:"captures"`
	Cases    []CaseRow          `json:"cases"`
	Reviews  []ReviewRow        `json:"reviews"` // what persons decided about what the machine doubts of it
}

// parameters are what addresses of the API may carry.
var parameters = map[string]struct {
	pattern expression
	says    string
}{
	"county":    {countyPattern, "code of a county (GB/T 2260), its first two or four digits for a province or prefecture with what lies in it, or unknown"},
	"year":      {nil, "fiscal year"},
	"agency":    {idPattern, "agency_id"},
	"report":    {idPattern, "report_id"},
	"rule":      {rulePattern, "code of a rule, such as R301"},
	"blame":     {blamePattern, "agency (as printed, read without doubt), parser or unclear"},
	"cells":     {cellsPattern, "unreadable, doubtful or blank; unreadable unless told otherwise"},
	"kind":      {kindPattern, "kind of a change (figure, sentence, title, agency, date, form, outcome, contact, attachment, address) or of a pair of texts (passage, common, unclear)"},
	"release":   {idPattern, "name of a release"},
	"dataset":   {idPattern, "name of a table of the user's own: covariate_tables; where one is shown, the first unless told otherwise"},
	"covariate": {nil, "name of its column, up to 120 bytes"},
	"standing":  {standingPattern, "same, renumbered, merged, split, doubled or unknown: how a code stands to the divisions of today"},
	"state":     {caseStatePattern, "open, confirmed_ours, confirmed_agency, rejected or mended"},
	"sum":       {sumPattern, "a sum over reports: received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other, or an indicator; received unless told otherwise"},
	"severity":  {severityPattern, "error, warning or info"},
	"site":      {idPattern, "site_id"},
	"q":         {nil, "a part of the name; where places are searched, of its sound, or a code of GB/T 2260"},
	"dimension": {dimensionPattern, "timeliness, completeness, consistency, handling, legal, proactive or originality"},
	"level":     {levelPattern, "province, prefecture, county or township"},
	"family":    {familyPattern, "kind of agency, as agencies name it"},
	"band":      {bandPattern, "A to E, or none where an agency cannot be told from its peers or has no value"},
	"which":     {whichPattern, "first or current: the version of the report that was measured"},
	"rate":      {familyPattern, "name of a share: rate_terms; of counties beside a table of the user's own also received"},

	// Weights of a reader's own total.
	"timeliness":   {weightPattern, "weight of timeliness; what is left out weighs nothing, one at least must be above 0"},
	"completeness": {weightPattern, "weight of completeness"},
	"consistency":  {weightPattern, "weight of consistency"},
	"legal":        {weightPattern, "weight of legal soundness"},

	"version": {nil, "number of a version of the report; without it the current one"},
	"limit":   {nil, "most rows, up to 10000; 1000 unless told otherwise, and all in a CSV; the header X-Total-Count has the number of all, Link the address of those that follow"},
	"offset":  {nil, "rows to leave out, in the stable order of the answer"},
	"fields":  {fieldsPattern, "names of the fields that are wanted, in their order, with commas between them; all where it is left out"},
	"format":  {nil, "json or, where the answer is a table, csv (UTF-8 with a byte order mark; text that a spreadsheet would take for a formula starts with an apostrophe)"},
}

// leastQueries are the least that an address must say to be answered, as an example: by its path.
var leastQueries = map[string]string{"/api/v1/weighted-totals": "?consistency=1", "/api/v1/search": "?q=jyj", "/api/v1/releases/{id}/figures": "?report=361022-ecology-2020", "/api/v1/search/texts": "?q=%E5%85%AC%E5%BC%80"}

// endpoints is the table of the API.
func endpoints() []endpoint {
	all := slices.Concat(mainEndpoints(), figureEndpoints(), compareEndpoints(), takeawayEndpoints(), releaseEndpoints(), caseEndpoints(), auditEndpoints(), covariateEndpoints())
	return append(all, asOfEndpoints(all)...)
}

func mainEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/overview", "Timeliness, requests, identities and errors by fiscal year, with rates and their intervals", []string{"county", "level", "family"}, false, overviewAnswer{}, askOverview},
		table[PlaceRow]("/api/v1/counties", "Counties that have agencies", "places"),
		{"/api/v1/agencies", "Agencies by county, level, kind and name", agencyParams, true, []AgencyRow{}, func(ctx context.Context, s *server, q question) (any, error) {
			return Agencies(ctx, s.Measures, only(q.params(), agencyParams))
		}},
		{"/api/v1/agencies/{id}", "An agency: its years, its main figures, its findings", nil, false, agencyAnswer{}, askAgency},
		table[ReportListRow]("/api/v1/reports", "Reports by county, year and agency", "reports", "county", "year", "agency", "limit", "offset"),
		{"/api/v1/reports/{id}", "A report with its figures, findings, versions, what changed between them, when it was gone, and fetches", nil, false, reportAnswer{}, askReport},
		{"/api/v1/reports/{id}/figures", "The figures of a report", nil, true, []FigureRow{}, askFigures},
		{"/api/v1/reports/{id}/changes", "What changed in a report after it was published: figures, sentences, title, dates, version by version", nil, true, []ReportChangeRow{}, askChanges},
		{"/api/v1/reports/{id}/shared-texts", "Other reports whose text is alike, with the passages that both share", nil, true, []TextPairRow{}, askShared},
		{"/api/v1/findings", "Findings by county, year, rule, severity, agency and report", []string{"county", "level", "family", "year", "rule", "severity", "blame", "agency", "report", "limit", "offset"}, true, []FindingRow{}, askFindings},
		table[CoverageRow]("/api/v1/expected-reports", "What was expected of each agency and year, and what was found", "coverage", "county", "level", "family", "agency", "year", "limit", "offset"),
		table[TimelinessRow]("/api/v1/timeliness", "Expected reports by fiscal year and status", "timeliness", "county", "level", "family"),
		table[RequestsRow]("/api/v1/requests", "Requests and outcomes by fiscal year", "requests", "county", "level", "family"),
		table[IdentitiesRow]("/api/v1/identities", "Identities of the form that hold, by fiscal year", "identities", "county", "level", "family"),
		{"/api/v1/errors", "Findings of severity error by county and fiscal year", []string{"county", "level", "family"}, true, []ErrorsRow{}, func(ctx context.Context, s *server, q question) (any, error) {
			return s.errorsOf(ctx, q.among(), byCounty)
		}},
		{"/api/v1/scores", "Dimensions of agency-years among their peers, with intervals and bands", scoreParams, true, []ScoreRow{}, func(ctx context.Context, s *server, q question) (any, error) {
			return s.scores(ctx, only(q.params(), scoreParams))
		}},
		{"/api/v1/weighted-totals", "A reader's own total: the mean of the dimensions of agency-years by the weights in the address", slices.Concat(scored, []string{"county", "level", "family", "which", "year", "limit", "offset"}), true, []TotalRow{}, askTotals},
		{"/api/v1/rates", "Shares of agency-years with intervals and the limits of their funnel", rateParams, true, []RateRow{}, func(ctx context.Context, s *server, q question) (any, error) {
			return s.rates(ctx, only(q.params(), rateParams))
		}},
		table[RuleRow]("/api/v1/rules", "The catalogue of rules", "rules"),
		ofSites[SiteRow]("/api/v1/sites", "Sites and their last crawl", "sites"),
		ofSites[WalkRow]("/api/v1/walks", "Lists of the last crawl of each site", "walks"),
		table[HoldRow]("/api/v1/holds", "Hosts that are or were left alone, and who lifted that", "holds", "site"),
		table[TakedownRow]("/api/v1/takedowns", "Documents that were removed from the archive, by whom and why", "takedowns", "limit", "offset"),
		table[ReviewRow]("/api/v1/reviews", "What persons decided about what the machine doubts, the newest first", "reviews", "report", "limit", "offset"),
		table[ColumnMoveRow]("/api/v1/column-moves", "Lists of reports that are walked at another address than before", "column_moves", "site"),
		table[UnresolvedRow]("/api/v1/unresolved", "Names of agencies that mean none for certain: a person has to say which", "unresolved", "county", "limit", "offset"),
		table[MaybeSameRow]("/api/v1/maybe-same", "Bodies below counties that may be one under the names of two times: a person has to say so", "maybe_same", "county", "limit", "offset"),
		table[UnreadLinkRow]("/api/v1/unread-links", "Documents that lists name and that are not known as some report", "unread_links", "county", "site", "limit", "offset"),
		{"/api/v1/dictionary", "The public tables and their columns, with what each holds, its unit and its source in English and in Chinese", nil, true, []ColumnRow{}, askDictionary},
	}
}

// table is an endpoint whose answer is the rows of one measure.
func table[Row any](path, summary, measure string, params ...string) endpoint {
	return endpoint{path, summary, params, true, []Row{}, func(ctx context.Context, s *server, q question) (any, error) {
		rows := []Row{} // an empty answer is [], not null
		given := q.params()
		given["rule"], given["severity"], given["report"], given["site"] = q.Rule, q.Severity, q.Report, q.Site
		err := s.Measures.Select(ctx, &rows, measure, only(given, params))
		return rows, err
	}}
}

// ofSites is an endpoint whose answer is the rows of one measure of sites, of all or of one.
func ofSites[Row any](path, summary, measure string) endpoint {
	return endpoint{path, summary, []string{"site"}, true, []Row{}, func(ctx context.Context, s *server, q question) (any, error) {
		rows := []Row{} // an empty answer is [], not null
		sites := AllSites
		if q.Site != "" {
			sites = OfSites(q.Site)
		}
		err := s.Measures.Select(ctx, &rows, measure, sites)
		return rows, err
	}}
}

// only keeps the parameters that a measure has: a server refuses others.
func only(given map[string]any, names []string) map[string]any {
	kept := map[string]any{}
	for _, n := range names {
		kept[n] = given[n]
	}
	return kept
}

func askOverview(ctx context.Context, s *server, q question) (any, error) {
	a := overviewAnswer{Rates: []rateAnswer{}}
	var err error
	if a.Version, err = s.currentVersion(ctx); err != nil {
		return nil, err
	}
	if a.summary, err = s.summarise(ctx, q.among()); err != nil {
		return nil, err
	}
	for _, named := range []struct {
		name  string
		rates []rate
	}{{"on_time", a.onTime()}, {"granted_or_partial", a.granted()}, {"identities_hold", a.holds()}} {
		for _, r := range named.rates {
			if r.n > 0 {
				low, high := s.Interval(r.k, r.n)
				a.Rates = append(a.Rates, rateAnswer{named.name, r.year, r.k, r.n, low, high})
			}
		}
	}
	a.Errors, err = s.errorsOf(ctx, q.among(), byCounty)
	return a, err
}

func askAgency(ctx context.Context, s *server, q question) (any, error) {
	var a agencyAnswer
	var err error
	if a.Agency, err = s.findAgency(ctx, q.id); err != nil {
		return nil, err
	}
	if a.Years, err = s.coverage(ctx, among{}, q.id, 0); err != nil {
		return nil, err
	}
	if a.Profile, err = s.profile(ctx, q.id); err != nil {
		return nil, err
	}
	a.Findings, _, err = s.findingsOf(ctx, a.Agency, "", apiLimit)
	return a, err
}

func askReport(ctx context.Context, s *server, q question) (any, error) {
	parts, err := s.reportParts(ctx, q.id)
	return reportAnswer(parts), err
}

func askFigures(ctx context.Context, s *server, q question) (any, error) {
	r, err := s.findReport(ctx, q.id)
	if err != nil {
		return nil, err
	}
	return s.figuresOf(ctx, r)
}

func askChanges(ctx context.Context, s *server, q question) (any, error) {
	rows := []ReportChangeRow{}
	if _, err := s.findReport(ctx, q.id); err != nil {
		return nil, err
	}
	err := s.Measures.Select(ctx, &rows, "report_changes", map[string]any{"report": q.id})
	return rows, err
}
