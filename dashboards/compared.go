package dashboards

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// compared is what is said of agencies and counties, a column each.
type compared struct {
	Columns []compareColumn
	Rows    []compareRow
}

// isCounty reports whether a column is a county: agencies have longer names.
func isCounty(id string) bool { return len(id) == 6 && countyPattern.MatchString(id) }

// compared reads the columns and what is said of them.
func (s *server) compared(ctx context.Context, l tongue, q chartQuestion) (compared, error) {
	var c compared
	var agencies, counties []string
	for _, id := range q.Agencies {
		column := compareColumn{ID: id, Remove: compareAddress(l, slices.DeleteFunc(slices.Clone(q.Agencies), func(o string) bool { return o == id }), q.Year, q.Rate)}
		if isCounty(id) {
			_, p, err := s.places(ctx, l, id)
			if err != nil {
				return c, err
			}
			column.Name, column.Href, column.Peers = p.Name, placeAddress(l, id, "year", q.Year), l.say("compare.all_counties")
			counties = append(counties, id)
		} else {
			a, err := s.findAgency(ctx, id)
			if err != nil {
				return c, err
			}
			column.Name, column.Href = a.Name, address(l, place("/agencies/", id))
			agencies = append(agencies, id)
		}
		c.Columns = append(c.Columns, column)
	}
	cells, err := s.comparedShares(ctx, l, agencies, counties, q.Year)
	if err != nil {
		return c, err
	}
	for i := range c.Columns {
		if group, ok := cells[[2]string{c.Columns[i].ID, ""}]; ok {
			c.Columns[i].Peers = group.Note
		}
	}
	if err := s.comparedFacts(ctx, l, &c, q.Year); err != nil {
		return c, err
	}
	for _, rate := range rateNames {
		row := compareRow{Rate: rate, Name: l.word("rate", rate)}
		known := false
		for _, column := range c.Columns {
			cell, ok := cells[[2]string{column.ID, rate}]
			known = known || ok
			row.Cells = append(row.Cells, cell)
		}
		if known {
			c.Rows = append(c.Rows, row)
		}
	}
	return c, nil
}

// comparedShares reads the shares, by column and rate; under the rate "" is what the peers are.
func (s *server) comparedShares(ctx context.Context, l tongue, agencies, counties []string, y uint16) (map[[2]string]compareCell, error) {
	cells := map[[2]string]compareCell{}
	rows, err := ComparedAgencies(ctx, s.Measures, agencies, y)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		cell := s.compareCell(l, r.X, r.N, r.Median)
		cell.Href = l.reportOr(r.ReportID, r.AgencyID)
		cells[[2]string{r.AgencyID, r.Rate}] = cell
		if r.PeerGroup != "" {
			cells[[2]string{r.AgencyID, ""}] = compareCell{Note: l.peers(r.PeerGroup)}
		}
	}
	places, err := ComparedCounties(ctx, s.Measures, counties, "", "", y)
	if err != nil {
		return nil, err
	}
	for _, r := range places {
		cell := s.compareCell(l, r.X, r.N, r.Median)
		cell.Href = address(l, "/funnel", "rate", r.Rate, "county", r.County, "year", y)
		cells[[2]string{r.County, r.Rate}] = cell
	}
	return cells, nil
}

// ComparedAgencies are the shares of agencies in a year, by rate and agency. One without peers has no median.
func ComparedAgencies(ctx context.Context, m Measures, agencies []string, year uint16) ([]ComparedRow, error) {
	if len(agencies) == 0 {
		return nil, nil
	}
	var shares []AgencyShareRow
	if err := m.Select(ctx, &shares, "compared", map[string]any{"agencies": agencies, "year": year}); err != nil || len(shares) == 0 {
		return nil, err
	}
	groups := slices.DeleteFunc(eachOnce(shares, func(r AgencyShareRow) string { return r.PeerGroup }), func(group string) bool { return group == "" })
	type share struct{ rate, group string }
	peers := map[share]GroupShareRow{}
	if len(groups) > 0 {
		var rows []GroupShareRow
		if err := m.Select(ctx, &rows, "rate_groups", map[string]any{"groups": groups, "year": year}); err != nil {
			return nil, err
		}
		for _, r := range rows {
			peers[share{r.Rate, r.PeerGroup}] = r
		}
	}
	there, err := reportsThere(ctx, m, eachOnce(shares, func(r AgencyShareRow) string { return reportID(r.AgencyID, year) }))
	if err != nil {
		return nil, err
	}
	var rows []ComparedRow
	for _, r := range shares {
		of := peers[share{r.Rate, r.PeerGroup}]
		row := ComparedRow{r.AgencyID, r.Rate, r.X, r.N, r.Low, r.High, r.PeerGroup, nil, int64(of.Agencies), r.Flag, nil}
		if of.Agencies > 0 {
			row.Median = &of.Median
		}
		if id := reportID(r.AgencyID, year); there[id] {
			row.ReportID = &id
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// ComparedCounties are the shares of counties, of all their agencies or of those of a level and a kind, by rate and county.
func ComparedCounties(ctx context.Context, m Measures, counties []string, level, family string, year uint16) ([]ComparedCountyRow, error) {
	if len(counties) == 0 {
		return nil, nil
	}
	var shares []CountyShareRow
	if err := m.Select(ctx, &shares, "compared_counties", map[string]any{"counties": counties, "level": level, "family": family, "year": year}); err != nil || len(shares) == 0 {
		return nil, err
	}
	var among []CountyPeersRow
	if err := m.Select(ctx, &among, "county_peers", map[string]any{"level": level, "family": family, "year": year}); err != nil {
		return nil, err
	}
	peers := map[string]CountyPeersRow{}
	for _, p := range among {
		peers[p.Rate] = p
	}
	var rows []ComparedCountyRow
	for _, r := range shares {
		of := peers[r.Rate]
		row := ComparedCountyRow{r.County, r.Rate, r.X, r.N, r.Agencies, nil, of.Peers, of.Values}
		if of.Peers > 1 {
			row.Median = &of.Median
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(x, y ComparedCountyRow) int {
		return cmp.Or(strings.Compare(x.Rate, y.Rate), strings.Compare(x.County, y.County))
	})
	return rows, nil
}

// compareCell is a share with its interval against the median. It differs from it only where the median lies
// outside of the interval, and few cases differ from nothing.
func (s *server) compareCell(l tongue, x, n int64, median *float64) compareCell {
	p, _ := s.share(l, x, n)
	if p == nil {
		return compareCell{}
	}
	c := compareCell{Words: l.percent(p.Value), Note: l.say("compare.of", x, n, l.interval(*p.Low, *p.High)), Value: &p.Value, Low: p.Low, High: p.High, Median: median, Small: p.Small}
	if median == nil {
		return c
	}
	switch {
	case p.Small: // one case alone would lie above a median of none
		c.Against = "few"
	case *p.Low > *median:
		c.Against = "higher"
	case *p.High < *median:
		c.Against = "lower"
	default:
		c.Against = "same"
	}
	c.AgainstWords = l.say("against."+c.Against, l.percent(*median))
	return c
}

// comparedFacts adds what is no share of cases: requests that came in, and when the report was there.
func (s *server) comparedFacts(ctx context.Context, l tongue, c *compared, y uint16) error {
	received := compareRow{Name: l.say("tile.requests")}
	published := compareRow{Name: l.say("tile.on_time")}
	for _, column := range c.Columns {
		in, day, err := s.countyFacts(ctx, l, column.ID, y)
		if !isCounty(column.ID) {
			in, day, err = s.agencyFacts(ctx, l, column.ID, y)
		}
		if err != nil {
			return err
		}
		received.Cells = append(received.Cells, in)
		published.Cells = append(published.Cells, day)
	}
	if len(c.Columns) > 0 {
		c.Rows = append(c.Rows, published, received)
	}
	return nil
}

func (s *server) agencyFacts(ctx context.Context, l tongue, id string, y uint16) (received, published compareCell, err error) {
	profile, err := s.profile(ctx, id)
	if err != nil {
		return received, published, err
	}
	for _, r := range profile {
		if r.FiscalYear == y && r.Received.Known() {
			received = compareCell{Words: l.count(r.Received), Href: l.numberCell(r.ReportID, r.ReceivedKey, r.Received).Href}
		}
	}
	coverage, err := s.coverage(ctx, among{}, id, 0) // as the agency itself was found by
	for _, r := range coverage {
		if r.FiscalYear != y {
			continue
		}
		published = compareCell{Words: l.word("status", r.look()), Href: l.reportOr(r.ReportID, id)}
		if r.DaysLateLow != nil || r.DaysLateHigh != nil {
			published.Note = l.days(r.DaysLateLow, r.DaysLateHigh)
		}
	}
	return received, published, err
}

func (s *server) countyFacts(ctx context.Context, l tongue, code string, y uint16) (received, published compareCell, err error) {
	if !isCounty(code) {
		return received, published, nil
	}
	sum, err := s.summarise(ctx, among{County: code})
	if err != nil {
		return received, published, err
	}
	for _, r := range sum.Requests {
		if r.FiscalYear == y && r.Received.Known() {
			received = compareCell{Words: l.count(r.Received), Note: l.say("tile.reports", r.ReceivedKnown, r.Reports), Href: l.total("received", y, among{County: code}, r.Received)}
		}
	}
	for _, r := range sum.onTime() {
		if r.year == y {
			published = s.compareCell(l, r.k, r.n, nil)
			published.Href = l.due("", y, among{County: code})
		}
	}
	return received, published, nil
}
