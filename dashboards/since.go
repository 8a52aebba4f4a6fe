package dashboards

// sinceRow says how a figure of a place stands against the year before.
type sinceRow struct {
	Name, Anchor, Before, Now, Words string
	Source                           string // what the numbers are made of, as tileSource takes it
}

// since compares a year with the one before. A share has moved where the intervals of both years do not touch;
// a count is only shown, since other agencies may report it.
func (s *server) since(l tongue, sum summary, y uint16) []sinceRow {
	if len(sum.Timeliness)+len(sum.Requests) == 0 {
		return nil
	}
	rows := []sinceRow{
		s.sinceShare(l, "tile.on_time", "#timeliness", sum.onTime(), y),
		s.sinceShare(l, "tile.granted", "#requests", sum.granted(), y),
		s.sinceShare(l, "since.sound", "#errors", sum.sound(), y),
	}
	count := func(name, anchor string, of func(y uint16) string) {
		rows = append(rows, sinceRow{Name: l.say(name), Anchor: anchor, Before: of(y - 1), Now: of(y), Words: l.say("since.count")})
	}
	count("since.found", "#coverage", func(y uint16) string {
		for _, r := range sum.Timeliness {
			if r.FiscalYear == y {
				return l.say("number.of", r.OnTime+r.Late+r.Unknown, r.Expected)
			}
		}
		return "—"
	})
	count("tile.requests", "#requests", func(y uint16) string {
		for _, r := range sum.Requests {
			if r.FiscalYear == y && r.Received.Known() {
				return l.say("since.received", l.count(r.Received), r.ReceivedKnown, r.Reports)
			}
		}
		return "—"
	})
	for i, source := range []string{"/expected", "/reports?granted", "/reports", "/expected", "/reports?received"} {
		rows[i].Source = source
	}
	return rows
}

// sound is the share of reports without a sum that does not hold: sums of one report break together, so
// the report is the unit.
func (sum summary) sound() []rate {
	var rates []rate
	for _, r := range sum.Identities {
		rates = append(rates, rate{r.FiscalYear, int64(r.Reports - min(r.Reports, r.BrokenReports)), int64(r.Reports)})
	}
	return rates
}

func (s *server) sinceShare(l tongue, name, anchor string, rates []rate, y uint16) sinceRow {
	row := sinceRow{Name: l.say(name), Anchor: anchor, Before: "—", Now: "—", Words: l.say("since.unknown")}
	var before, now rate
	for _, r := range rates {
		switch r.year {
		case y - 1:
			before = r
		case y:
			now = r
		}
	}
	pb, wb := s.share(l, before.k, before.n)
	pn, wn := s.share(l, now.k, now.n)
	row.Before, row.Now = wb, wn
	if pb == nil || pn == nil {
		return row
	}
	switch {
	case *pn.Low > *pb.High:
		row.Words = l.say("since.more")
	case *pn.High < *pb.Low:
		row.Words = l.say("since.less")
	default:
		row.Words = l.say("since.same")
	}
	return row
}
