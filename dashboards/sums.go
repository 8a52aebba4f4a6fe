package dashboards

import (
	"cmp"
	"context"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// A sumOver says which figures of each report a sum over reports takes, as the measure requests does.
type sumOver struct {
	indicators []string
	mode       string // first: that is known; all: added up
	fallback   string // taken where no other one is known
	needs      string // reports without it are not in the sum
}

var sumPattern = regexp.MustCompile(`^[a-z0-9_]{1,80}$`)

// sumsOver are the sums of the overview by name, or of one indicator by its own; others are none.
func sumsOver(name string) (sumOver, bool) {
	one := func(indicator, needs string) sumOver { return sumOver{[]string{indicator}, "first", "", needs} }
	const total = "outcome_total"
	switch name {
	case "", "received":
		return sumOver{[]string{"requests_new", "requests_received", "narrative_requests_received"}, "first", "", ""}, true
	case "carried_in", "carried_out":
		return one("requests_"+name, ""), true
	case "outcomes":
		return one(total, ""), true
	case "granted", "partial":
		return one("outcome_"+name, total), true
	case "denied", "unable", "not_processed":
		return sumOver{stemmed("outcome_" + name + "_"), "all", "", total}, true
	case "other":
		return sumOver{append(stemmed("outcome_other_"), "outcome_other"), "all", "outcome_other", total}, true
	}
	return one(name, ""), disclosure.LinesOf(name) != nil
}

// stemmed are the indicators of the catalogue that begin alike.
func stemmed(stem string) []string {
	var names []string
	for _, i := range disclosure.Catalogue() {
		if strings.HasPrefix(i.Indicator, stem) && !slices.Contains(names, i.Indicator) {
			names = append(names, i.Indicator)
		}
	}
	return names
}

// sumReports reads the reports of a sum.
func (s *server) sumReports(ctx context.Context, name string, params map[string]any) ([]SumRow, error) {
	of, ok := sumsOver(name)
	if !ok {
		return nil, badRequest("error.parameter", "sum")
	}
	params["every"] = append(slices.Clone(of.indicators), of.needs)
	params["indicators"], params["mode"], params["fallback"], params["needs"] = of.indicators, of.mode, of.fallback, of.needs
	params["sum"], params["bit"] = "", uint16(0)
	if at := slices.Index(sumsOfRun, cmp.Or(name, "received")); at >= 0 && params["agency"] == "" {
		params["sum"], params["bit"] = sumsOfRun[at], uint16(1)<<at
	}
	rows := []SumRow{}
	err := s.Measures.Select(ctx, &rows, "sum_reports", params)
	return rows, err
}

// sumsOfRun are the sums that a score run has of every report, in the order of the bits of agency_years_history.printed.
var sumsOfRun = []string{"received", "carried_in", "carried_out", "outcomes", "granted", "partial", "denied", "unable", "not_processed", "other"}

// sumLabel names a sum as the tables of the overview do.
func (l tongue) sumLabel(name string) string {
	switch name {
	case "received", "carried_in", "carried_out":
		return l.say("requests." + name)
	case "outcomes":
		return l.say("requests.total")
	}
	if lines := disclosure.LinesOf(name); lines != nil {
		for _, form := range []disclosure.Form{disclosure.Form2021, disclosure.Form2019, disclosure.Form2014, disclosure.Form2008} {
			for _, applicant := range []disclosure.Applicant{disclosure.Total, disclosure.NoApplicant} {
				if lines.Of(form, applicant) != nil {
					return l.indicator(string(form), name, string(applicant))
				}
			}
		}
	}
	return l.word("outcome_group", name)
}

// sumBody is the list of the reports that a number of many reports is made of.
type sumBody struct {
	listFilter
	Sum     string // name of a sum, or empty: the identities
	Agency  string // whose reports alone are listed; empty: all
	Label   string
	Rows    []sumReport
	Checked []CheckedRow
	Rate    string // name of a share, or empty
	Shares  []RateRow
	stretch
}

// sumReport is a report with links to the figures that the sum takes from it.
type sumReport struct {
	SumRow
	Parts []sumPart
	Zeros int
}

type sumPart struct {
	Label, Key string
	Amount     Decimal
	State      string
}

// reportsPage lists reports with their figures: what a sum of the overview is made of.
func (s *server) reportsPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := sumBody{listFilter: f}
	if b.Sum, err = param(r.URL.Query(), "sum", sumPattern); err != nil {
		return page{}, err
	}
	if b.Agency, err = param(r.URL.Query(), "agency", idPattern); err != nil {
		return page{}, err
	}
	if b.Rate, err = param(r.URL.Query(), "rate", familyPattern); err != nil {
		return page{}, err
	}
	if b.Rate != "" && !slices.Contains(rateNames, b.Rate) {
		return page{}, badRequest("error.parameter", "rate")
	}
	p := page{view: "reports", county: f.County, year: f.Year}
	turn := func(offset uint32) string {
		return address(l, "/reports", f.pairs("sum", b.Sum, "rate", b.Rate, "agency", b.Agency, "year", f.Year, "offset", offset)...)
	}
	years := l.say("sum.all_years")
	if f.Year > 0 {
		years = l.say("sum.year", strconv.Itoa(int(f.Year)))
	}
	switch {
	case b.Rate != "" && b.Sum == "":
		p.lead, err = s.ratedReports(ctx, l, &b, years, turn)
	case b.Sum == "":
		p.lead, err = s.checkedReports(ctx, l, &b, years, turn)
	default:
		p.lead, err = s.summedReports(ctx, l, &b, years, turn)
	}
	p.title, p.body = l.say("sum.title"), b
	if b.Label != "" {
		p.title = l.say("sum.title_of", b.Label)
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, err
}

func (s *server) summedReports(ctx context.Context, l tongue, b *sumBody, years string, turn func(uint32) string) (string, error) {
	params := b.ofBodies()
	params["agency"] = b.Agency
	rows, err := s.sumReports(ctx, b.Sum, params)
	if err != nil {
		return "", err
	}
	b.Label = l.sumLabel(b.Sum)
	for _, row := range rows {
		b.Rows = append(b.Rows, l.sumReport(row))
	}
	if len(rows) == 0 {
		return l.say("sum.none", years, l.whereOf(b.listFilter), b.Label), nil
	}
	b.stretch = stretchOf(b.Offset, len(rows), rows[0].Total, turn)
	return l.say("sum.lead", years, l.whereOf(b.listFilter), b.Label, l.count(rows[0].Sum), rows[0].Counted, rows[0].Total-rows[0].Counted), nil
}

func (l tongue) sumReport(row SumRow) sumReport {
	v := sumReport{SumRow: row}
	form := string(disclosure.FormDue(int(row.FiscalYear)))
	for i, key := range row.Figures {
		part := sumPart{Key: key, Label: l.indicator(form, keyOf(key).Indicator, string(keyOf(key).Applicant)), State: row.States[i]}
		if n, err := disclosure.ParseNumber(row.Amounts[i]); err == nil {
			part.Amount = Decimal{&n}
		}
		if len(row.Figures) > 1 && part.Amount.Known() && *part.Amount.Number == 0 {
			v.Zeros++
			continue
		}
		v.Parts = append(v.Parts, part)
	}
	return v
}

func (s *server) checkedReports(ctx context.Context, l tongue, b *sumBody, years string, turn func(uint32) string) (string, error) {
	if err := s.Measures.Select(ctx, &b.Checked, "sum_checks", b.ofBodies()); err != nil {
		return "", err
	}
	total := uint64(0)
	if len(b.Checked) > 0 {
		total = b.Checked[0].Total
	}
	b.stretch = stretchOf(b.Offset, len(b.Checked), total, turn)
	return l.say("sum.lead_checks", years, l.whereOf(b.listFilter), total), nil
}

// ratedReports are those for which a share is given, with its cases.
func (s *server) ratedReports(ctx context.Context, l tongue, b *sumBody, years string, turn func(uint32) string) (string, error) {
	b.Label = l.word("rate", b.Rate)
	params := b.ofBodies()
	params["rate"], params["agency"] = b.Rate, b.Agency
	var err error
	if b.Shares, err = s.rates(ctx, params); err != nil {
		return "", err
	}
	total := uint64(0)
	if len(b.Shares) > 0 {
		total = b.Shares[0].Total
	}
	b.stretch = stretchOf(b.Offset, len(b.Shares), total, turn)
	return l.say("sum.lead_rate", years, l.whereOf(b.listFilter), b.Label, total), nil
}

func askSum(ctx context.Context, s *server, q question) (any, error) {
	return s.sumReports(ctx, q.Sum, q.among().params("agency", q.Agency, "year", q.Year, "limit", q.Limit, "offset", q.Offset))
}
