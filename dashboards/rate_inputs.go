package dashboards

import (
	"context"
	"net/http"
	"slices"

	"gongkai/disclosure"
)

// rateBody is a share of one report with the figures that it consists of.
type rateBody struct {
	Report ReportRow
	Rate   string
	Parts  []ratePart // x, then n
}

type ratePart struct {
	Part  string
	Sum   Decimal // not known where a figure is not
	Terms []operandView
}

// ratePage shows which figures stand behind x of n.
func (s *server) ratePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	rep, err := s.findReport(ctx, r.PathValue("report"))
	if err != nil {
		return page{}, err
	}
	b := rateBody{Report: rep, Rate: r.PathValue("rate")}
	if !slices.Contains(rateNames, b.Rate) {
		return page{}, notFound("error.no_page")
	}
	var rows []RateInputRow
	if err := s.Measures.Select(ctx, &rows, "rate_inputs", map[string]any{"report": rep.ReportID, "rate": b.Rate}); err != nil {
		return page{}, err
	}
	b.Parts = l.rateParts(rep, rows)
	p := page{view: "rate", title: l.say("rate_inputs.title", l.word("rate", b.Rate), rep.Name, yearText(rep.FiscalYear)), body: b, lead: l.say("rate_inputs.none")}
	if len(b.Parts) == 2 {
		p.lead = l.say("rate_inputs.lead", l.count(b.Parts[0].Sum), l.count(b.Parts[1].Sum))
	}
	a, err := s.reportAgency(ctx, rep)
	if err != nil {
		return page{}, err
	}
	p.crumbs, err = s.agencyCrumbs(ctx, l, a)
	p.crumbs = append(p.crumbs, crumb{a.Name, address(l, place("/agencies/", a.AgencyID))}, crumb{yearText(rep.FiscalYear), address(l, place("/reports/", rep.ReportID))}, crumb{Name: l.word("rate", b.Rate)})
	return p, err
}

// rateParts adds the figures of both parts up, x first.
func (l tongue) rateParts(rep ReportRow, rows []RateInputRow) []ratePart {
	var parts []ratePart
	for _, name := range []string{"x", "n"} {
		zero := disclosure.Int(0)
		part := ratePart{Part: name, Sum: Decimal{&zero}}
		for _, r := range rows {
			if r.Part != name {
				continue
			}
			part.Sum = part.Sum.Plus(r.Value)
			part.Terms = append(part.Terms, operandView{Report: rep.ReportID, Key: figureKey(r.Indicator, r.Applicant), Label: l.indicator(str(rep.Form), r.Indicator, r.Applicant), Sign: "+", Value: r.Value, State: r.State})
		}
		if part.Terms != nil {
			parts = append(parts, part)
		}
	}
	return parts
}

func askRates(ctx context.Context, s *server, q question) (any, error) {
	rows := []RateInputRow{}
	if _, err := s.findReport(ctx, q.id); err != nil {
		return nil, err
	}
	err := s.Measures.Select(ctx, &rows, "rate_inputs", map[string]any{"report": q.id, "rate": q.Rate})
	return rows, err
}
