package dashboards

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"gongkai/dashboards/chart"
)

// agencyDrawings are the charts of one agency over its years.
func agencyDrawings() []drawing {
	agency, year := []string{"agency"}, []string{"agency", "year"}
	return []drawing{
		{"agency-days", agency, agencyAddress, ofAgency(drawAgencyDays)},
		{"agency-requests", agency, agencyAddress, ofAgency(drawAgencyRequests)},
		{"agency-outcomes", agency, agencyAddress, ofAgency(drawAgencyOutcomes)},
		{"agency-legal", agency, agencyAddress, ofAgency(drawAgencyLegal)},
		{"agency-peers", year, agencyAddress, ofAgency(drawAgencyPeers)},
	}
}

type agencyDraw func(ctx context.Context, s *server, l tongue, a AgencyRow, q chartQuestion) (chart.Chart, error)

// ofAgency finds the agency that a chart is of.
func ofAgency(draw agencyDraw) func(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	return func(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
		a, err := s.findAgency(ctx, q.Agency)
		if err != nil {
			return chart.Chart{}, err
		}
		c, err := draw(ctx, s, l, a, q)
		c.Source = s.source(ctx, l)
		return c, err
	}
}

// drawAgencyDays draws the day of each report against its deadline, in days.
func drawAgencyDays(ctx context.Context, s *server, l tongue, a AgencyRow, _ chartQuestion) (chart.Chart, error) {
	coverage, err := s.coverage(ctx, among{}, a.AgencyID, 0)
	if err != nil {
		return chart.Chart{}, err
	}
	return l.agencyDays(a, coverage), nil
}

func (l tongue) agencyDays(a AgencyRow, coverage []CoverageRow) chart.Chart {
	c := chart.Chart{Title: l.say("draw.agency_days"), Subtitle: l.say("draw.agency_days.subtitle"), Sentence: agencyLead(l, a, coverage)}
	c.Table.Columns = []string{l.say("agency.year"), l.say("agency.status"), l.say("draw.calendar.days"), l.say("agency.deadline")}
	p := chart.Calendar{From: -30, To: 30}
	for _, m := range calendarMarks {
		p.Keys = append(p.Keys, chart.Key{Name: l.word("status", m.status), Colour: m.colour, Shape: m.shape, Hollow: m.status == "unknown"})
	}
	for _, r := range coverage {
		for _, n := range []*int32{r.DaysLateLow, r.DaysLateHigh} {
			if n != nil {
				p.From, p.To = min(p.From, max(int(*n)-2, -farDays)), max(p.To, min(int(*n)+2, farDays))
			}
		}
	}
	for n := -90; n <= farDays; n += 30 {
		if n >= p.From && n <= p.To {
			p.Months = append(p.Months, chart.Day{At: n, Name: l.say("draw.agency_days.tick", n)})
		}
	}
	for _, r := range slices.Backward(coverage) {
		year := strconv.Itoa(int(r.FiscalYear))
		href := l.reportOr(r.ReportID, r.AgencyID)
		c.Table.Rows = append(c.Table.Rows, chart.Row{Href: href, Cells: []string{year, l.word("status", r.look()), l.days(r.DaysLateLow, r.DaysLateHigh), known1(r.Deadline.String())}})
		g := chart.Due{Name: year + " " + l.word("status", r.look())}
		if r.DaysLateLow != nil || r.DaysLateHigh != nil {
			g.Spans = []chart.Span{l.daysSpan(r, p, href)}
		}
		p.Groups = append(p.Groups, g)
	}
	if len(p.Groups) > 0 {
		c.Plot = p
	}
	return c
}

// daysSpan is a report by its days after the deadline. What lies outside of the drawing is open.
func (l tongue) daysSpan(r CoverageRow, p chart.Calendar, href string) chart.Span {
	within := func(n *int32) *int {
		if n == nil || int(*n) < p.From || int(*n) > p.To {
			return nil
		}
		v := int(*n)
		return &v
	}
	m := calendarMarks[len(calendarMarks)-1]
	for _, known := range calendarMarks {
		if known.status == r.Status {
			m = known
		}
	}
	return chart.Span{Low: within(r.DaysLateLow), High: within(r.DaysLateHigh), Shape: m.shape, Colour: m.colour, Hollow: m.status == "unknown", Href: href, Title: l.days(r.DaysLateLow, r.DaysLateHigh)}
}

// drawAgencyRequests draws how many requests came in and how many were carried into the next year.
func drawAgencyRequests(ctx context.Context, s *server, l tongue, a AgencyRow, _ chartQuestion) (chart.Chart, error) {
	rows, err := s.profile(ctx, a.AgencyID)
	if err != nil {
		return chart.Chart{}, err
	}
	var known []uint16
	byYear := map[uint16]ProfileRow{}
	for _, r := range rows {
		known = append(known, r.FiscalYear)
		byYear[r.FiscalYear] = r
	}
	c := chart.Chart{Title: l.say("draw.agency_requests.none"), Subtitle: l.say("draw.agency_requests.subtitle"), Sentence: l.say("draw.agency_requests.none")}
	c.Table.Columns = []string{l.say("agency.year"), l.say("requests.received"), l.say("requests.carried_out")}
	p := chart.Lines{Top: 4, Format: l.plain, Breaks: []chart.Break{{Year: 2019, Words: l.say("break.form")}}, Height: 140,
		Series: []chart.Series{{Key: chart.Key{Name: l.say("requests.received"), Colour: "blue", Shape: chart.Circle}}, {Key: chart.Key{Name: l.say("requests.carried_out"), Colour: "orange", Shape: chart.Square}}}}
	var last *ProfileRow
	for _, y := range span(known) {
		r := byYear[y]
		href := address(l, place("/reports/", r.ReportID))
		p.Years = append(p.Years, int(y))
		row := chart.Row{Href: href, Cells: []string{strconv.Itoa(int(y))}, Links: []string{"", l.numberCell(r.ReportID, r.ReceivedKey, r.Received).Href, l.numberCell(r.ReportID, "requests_carried_out.total", r.CarriedOut).Href}}
		for i, n := range []Decimal{r.Received, r.CarriedOut} {
			var pt *chart.Point
			if n.Known() {
				pt = &chart.Point{Value: n.Float(), Href: href, Title: strconv.Itoa(int(y)) + " " + p.Series[i].Name + " " + l.count(n)}
				p.Top = max(p.Top, upTo(pt.Value))
				if i == 0 {
					last = &r
				}
			}
			p.Series[i].Points = append(p.Series[i].Points, pt)
			row.Cells = append(row.Cells, l.count(n))
		}
		c.Table.Rows = append(c.Table.Rows, row)
	}
	if last != nil {
		c.Plot = p
		c.Title = l.say("draw.agency_requests", strconv.Itoa(int(last.FiscalYear)), l.count(last.Received))
		c.Sentence = c.Title
	}
	return c, nil
}

// upTo is a round number of four equal steps that is not less.
func upTo(v float64) float64 {
	for step := 1.0; ; step *= 10 {
		for _, m := range [...]float64{4, 8, 20} {
			if v <= m*step {
				return m * step
			}
		}
	}
}

// drawAgencyOutcomes draws what became of the requests of each year.
func drawAgencyOutcomes(ctx context.Context, s *server, l tongue, a AgencyRow, _ chartQuestion) (chart.Chart, error) {
	rows, err := s.profile(ctx, a.AgencyID)
	if err != nil {
		return chart.Chart{}, err
	}
	var years []outcomeYear
	var known []uint16
	for _, r := range rows {
		known = append(known, r.FiscalYear)
		link := func(sum string, v Decimal) string { return l.numberCell(r.ReportID, outcomeFigure(r, sum), v).Href }
		years = append(years, outcomeYear{r.FiscalYear, address(l, place("/reports/", r.ReportID)), l.say("league.report"), r.OutcomeSums, link})
	}
	c := l.outcomes(years, span(known))
	c.Title, c.Sentence = l.say("draw.agency_outcomes.none"), l.say("draw.agency_outcomes.none")
	for _, r := range slices.Backward(rows) {
		k, okK := r.Granted.Plus(r.Partial).Whole()
		n, okN := r.Outcomes.Whole()
		if p, words := s.share(l, k, n); okK && okN && p != nil && k <= n {
			c.Title = l.say("draw.agency_outcomes", strconv.Itoa(int(r.FiscalYear)), words)
			c.Sentence = c.Title
			break
		}
	}
	return c, nil
}

// outcomeFigure is the figure that a sum of outcomes is in one report; of what is a sum there too, all its rows.
func outcomeFigure(r ProfileRow, sum string) string {
	switch sum {
	case "received":
		return r.ReceivedKey // another figure on older forms
	case "carried_in", "carried_out":
		return "requests_" + sum + ".total"
	case "outcomes":
		return "outcome_total.total"
	case "granted", "partial":
		return "outcome_" + sum + ".total"
	}
	return "outcome_" + sum + "*"
}

// drawAgencyLegal draws its reviews and suits.
func drawAgencyLegal(ctx context.Context, s *server, l tongue, a AgencyRow, _ chartQuestion) (chart.Chart, error) {
	var rates []RateRow
	err := s.Measures.Select(ctx, &rates, "agency_rates", map[string]any{"agency": a.AgencyID})
	if err != nil {
		return chart.Chart{}, err
	}
	var rows []LegalRow
	for _, r := range rates {
		i := slices.IndexFunc(rows, func(o LegalRow) bool { return o.FiscalYear == r.FiscalYear })
		if i < 0 {
			i, rows = len(rows), append(rows, LegalRow{FiscalYear: r.FiscalYear, Reports: 1})
		}
		switch r.Rate {
		case "corrected_reviews":
			rows[i].ReviewsCorrected, rows[i].ReviewsDecided, rows[i].ReviewsAgencies = r.X, r.N, 1
		case "corrected_suits":
			rows[i].SuitsCorrected, rows[i].SuitsDecided, rows[i].SuitsAgencies = r.X, r.N, 1
		case "corrected_after_review":
			rows[i].AfterReviewCorrected, rows[i].AfterReviewDecided, rows[i].AfterReviewAgencies = r.X, r.N, 1
		}
	}
	slices.SortFunc(rows, func(a, b LegalRow) int { return cmp.Compare(a.FiscalYear, b.FiscalYear) })
	return s.legal(l, rows, newestLegal(rows), a.Name), nil
}

// newestLegal is the last year with a decided case, 0 where there is none.
func newestLegal(rows []LegalRow) uint16 {
	for _, r := range slices.Backward(rows) {
		if r.ReviewsDecided+r.SuitsDecided+r.AfterReviewDecided > 0 {
			return r.FiscalYear
		}
	}
	return 0
}

// drawAgencyPeers draws the dimensions of a year as strips of the peers with the agency among them.
func drawAgencyPeers(ctx context.Context, s *server, l tongue, a AgencyRow, q chartQuestion) (chart.Chart, error) {
	y := q.Year
	if y == 0 && a.LastYear != nil {
		y = *a.LastYear
	}
	var rows []ScoreRow
	if err := s.Measures.Select(ctx, &rows, "agency_scores", map[string]any{"agency": a.AgencyID}); err != nil {
		return chart.Chart{}, err
	}
	var groups []PeersRow // of the year, whoever asks
	if err := s.Measures.Select(ctx, &groups, "peers", map[string]any{"year": y}); err != nil {
		return chart.Chart{}, err
	}
	year := strconv.Itoa(int(y))
	c := chart.Chart{Title: l.say("draw.agency_peers.none", year), Sentence: l.say("draw.agency_peers.none", year), Subtitle: l.say("draw.agency_peers.subtitle")}
	c.Table.Columns = []string{l.say("league.dimension"), l.say("league.value"), l.say("funnel.interval"), l.say("league.band"), l.say("compare.median"), l.say("compare.peers"), l.say("league.peers")}
	p := chart.Dots{High: 1, Format: func(v float64) string { return strconv.FormatFloat(v, 'g', 2, 64) },
		Keys: []chart.Key{{Name: a.Name, Colour: "blue", Shape: chart.Circle}, {Name: l.say("compare.peers_each"), Colour: "grey", Dash: chart.Whole}, {Name: l.say("compare.median"), Colour: "ink", Dash: chart.Whole}, {Name: l.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}}}
	valued := 0
	for _, name := range scored {
		i := slices.IndexFunc(rows, func(r ScoreRow) bool { return r.FiscalYear == y && r.Dimension == name })
		if i < 0 {
			continue
		}
		dot, cells := l.peerDot(rows[i], peersOf(groups, rows[i]))
		p.Rows = append(p.Rows, dot)
		c.Table.Rows = append(c.Table.Rows, chart.Row{Href: address(l, "/league", "dimension", name, "year", y), Cells: cells})
		if dot.Value != nil {
			valued++
		}
	}
	if len(p.Rows) > 0 {
		c.Plot = p
		c.Title = l.say("draw.agency_peers", year, valued)
		c.Sentence = l.say("draw.agency_peers.sentence", year, a.Name, valued)
	}
	return c, nil
}

// peersOf are those whom a value is compared with; none where there are too few.
func peersOf(groups []PeersRow, r ScoreRow) PeersRow {
	i := slices.IndexFunc(groups, func(g PeersRow) bool { return g.Dimension == r.Dimension && g.PeerGroup == r.PeerGroup })
	if i < 0 {
		return PeersRow{}
	}
	return groups[i]
}

func (l tongue) peerDot(r ScoreRow, peers PeersRow) (chart.Dot, []string) {
	v := l.scores([]ScoreRow{r})[0]
	d := chart.Dot{Label: l.word("dimension", r.Dimension), Value: r.Value, Low: r.Low, High: r.High, Peers: peers.Peers, Median: peers.Median, Small: v.Small, Gap: l.word("score_reason", cmp.Or(r.Reason, "none")), Title: v.Words}
	value, interval, band, median := "—", "—", "—", "—"
	if r.Value != nil {
		d.Note = l.say("league.same")
		if r.Band != nil {
			d.Note, band = l.word("band", *r.Band), *r.Band
		}
		value = strconv.FormatFloat(*r.Value, 'f', 3, 64)
	}
	if r.Low != nil && r.High != nil {
		interval = strconv.FormatFloat(*r.Low, 'f', 3, 64) + "–" + strconv.FormatFloat(*r.High, 'f', 3, 64)
	}
	if peers.Median != nil {
		median = strconv.FormatFloat(*peers.Median, 'f', 3, 64)
	}
	return d, []string{d.Label, value, interval, band, median, l.count(peers.PeersCount), v.Peers}
}
