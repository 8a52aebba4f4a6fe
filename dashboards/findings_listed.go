package dashboards

import (
	"context"
	"maps"
	"slices"
)

// A list of findings is asked for in parts: how many there are of each severity, year and rule says how long it is and of
// which of them a page is, and only these are put in order; what their agencies are called is looked up. The measure findings
// says the same at once.

// heldFindings is how many findings there are of a severity, a year and a rule.
type heldFindings struct {
	Severity   string `ch:"severity"`
	FiscalYear uint16 `ch:"fiscal_year"`
	Rule       string `ch:"rule"`
	Findings   uint64 `ch:"findings"`
}

// findings returns the findings and how many there are without the limit.
func (s *server) findings(ctx context.Context, f findingFilter) ([]FindingRow, uint64, error) {
	rows := []FindingRow{}
	whose, known, err := s.whose(ctx, f.among())
	if err != nil || whose == nil {
		return rows, 0, err
	}
	asked := with(whose, "blame", f.Blame, "agency", f.Agency, "report", f.Report)
	var held []heldFindings
	if err := s.Measures.Select(ctx, &held, "findings_held", with(asked, "year", f.Year, "rule", f.Rule, "severity", f.Severity)); err != nil {
		return rows, 0, err
	}
	within, total := heldWithin(held, f.Limit, f.Offset)
	if within == nil {
		return rows, total, nil
	}
	if f.Offset+f.Limit > mostAsked { // far behind, the whole list is asked for
		err := s.Measures.Select(ctx, &rows, "findings", f.among().params("year", f.Year, "rule", f.Rule, "severity", f.Severity, "blame", f.Blame,
			"agency", f.Agency, "report", f.Report, "limit", f.Limit, "offset", f.Offset))
		return rows, total, err
	}
	if rows, err = s.findingsWithin(ctx, with(asked, within...)); err != nil {
		return rows, 0, err
	}
	if err := s.excuse(ctx, rows); err != nil {
		return rows, 0, err
	}
	if known, err = s.bodiesNamed(ctx, known, eachOnce(rows, func(r FindingRow) string { return r.AgencyID })); err != nil {
		return rows, 0, err
	}
	for i, r := range rows {
		rows[i].Name, rows[i].County, rows[i].Total = known[r.AgencyID].Name, known[r.AgencyID].County, total
	}
	return rows, total, nil
}

// firstRow is the report of a finding.
type firstRow struct {
	ReportID string `ch:"report_id"`
}

// findingsWithin are the rows of a page, which is some of the first findings of these severities, years and rules: of few
// reports, whose names say the order but for that within a report.
func (s *server) findingsWithin(ctx context.Context, asked map[string]any) ([]FindingRow, error) {
	rows := []FindingRow{}
	var first []firstRow
	ofPlace := only(asked, []string{"county", "level", "family", "agencies", "from", "to", "agency", "report", "blame", "severities", "years", "rules", "most"})
	if err := s.Measures.Select(ctx, &first, "findings_first", ofPlace); err != nil || len(first) == 0 {
		return rows, err
	}
	reports := eachOnce(first, func(r firstRow) string { return r.ReportID })
	ofReports := only(asked, []string{"blame", "severities", "years", "rules", "limit", "offset"})
	err := s.Measures.Select(ctx, &rows, "findings_within", with(ofReports, "reports", reports, "from", slices.Min(reports), "to", slices.Max(reports)))
	return rows, err
}

// heldWithin says of which severities, years and rules a page is and where it begins among the findings of these, and how many
// there are in all. It is nil where the page is empty.
func heldWithin(held []heldFindings, limit, offset uint32) (within []any, total uint64) {
	severities, years, rules := []string{}, []uint16{}, []string{}
	first := -1
	for i, h := range held {
		if total < uint64(offset)+uint64(limit) && total+h.Findings > uint64(offset) {
			if first < 0 {
				first = i
			}
			severities, years, rules = append(severities, h.Severity), append(years, h.FiscalYear), append(rules, h.Rule)
		}
		total += h.Findings
	}
	if first < 0 {
		return nil, total
	}
	// Others of these severities, years and rules stand before them, too.
	for _, h := range held[:first] {
		if !slices.Contains(severities, h.Severity) || !slices.Contains(years, h.FiscalYear) || !slices.Contains(rules, h.Rule) {
			offset -= uint32(h.Findings)
		}
	}
	return []any{"severities", unique(severities), "years", unique(years), "rules", unique(rules), "most", offset + limit, "limit", limit, "offset", offset}, total
}

func unique[T ~string | ~uint16](of []T) []T {
	slices.Sort(of)
	return slices.Compact(of)
}

// whose is which agencies are asked for, as the measures of findings are told, and what is known of them: the agencies of a
// county are few, and named; nil where there is none.
func (s *server) whose(ctx context.Context, a among) (map[string]any, map[string]BodyRow, error) {
	asked := a.params("from", "", "to", "", "agencies", []string{})
	if len(a.County) < 6 || a.County == "unknown" {
		return asked, nil, nil
	}
	var rows []BodyRow
	if err := s.Measures.Select(ctx, &rows, "bodies_of", a.params()); err != nil || len(rows) == 0 {
		return nil, nil, err
	}
	if len(rows) > mostAsked {
		return asked, nil, nil
	}
	known, named := map[string]BodyRow{}, make([]string, len(rows))
	for i, r := range rows {
		known[r.AgencyID], named[i] = r, r.AgencyID
	}
	return among{}.params(namedBodies(named)...), known, nil
}

// namedBodies names agencies, and the first and the last report that they can have: reports lie in the order of their names.
func namedBodies(agencies []string) []any {
	to := ""
	for _, id := range agencies {
		to = max(to, reportID(id, 9999))
	}
	return []any{"from", slices.Min(agencies), "to", to, "agencies", agencies}
}

// with is parameters and more of them.
func with(params map[string]any, more ...any) map[string]any {
	all := maps.Clone(params)
	for i := 0; i+1 < len(more); i += 2 {
		all[more[i].(string)] = more[i+1]
	}
	return all
}

// bodiesNamed adds what agencies are called to what is known of some. Who is not known is of county unknown.
func (s *server) bodiesNamed(ctx context.Context, known map[string]BodyRow, agencies []string) (map[string]BodyRow, error) {
	all := maps.Clone(known)
	if all == nil {
		all = map[string]BodyRow{}
	}
	agencies = slices.DeleteFunc(agencies, func(id string) bool { _, is := all[id]; return is })
	bodies, err := bodiesOf(ctx, s.Measures, agencies)
	maps.Copy(all, bodies)
	return all, err
}

func askFindings(ctx context.Context, s *server, q question) (any, error) {
	rows, _, err := s.findings(ctx, q.findingFilter)
	return rows, err
}
