package dashboards

import "strconv"

// barRow is one line of a bar chart: a label, a bar of segments, and what stands behind it.
type barRow struct {
	Label    string
	Year     uint16
	ReportID string
	Empty    bool // nothing is known: a gap, not a bar of zero
	None     bool // known, and there were no cases
	Total    string
	Segments []segment
	Text     string // the bar in words
}

// segment is a part of a bar, in percent of its width.
type segment struct {
	Class string
	X, W  float64
	Title string
}

// part is a named count of a whole.
type part struct {
	class string
	count float64
	title string
}

// stack lays parts side by side over the whole width.
func stack(parts []part) []segment {
	total := 0.0
	for _, p := range parts {
		total += p.count
	}
	var segments []segment
	x := 0.0
	for _, p := range parts {
		if p.count <= 0 || total == 0 {
			continue
		}
		w := 100 * p.count / total
		segments = append(segments, segment{p.class, x, w, p.title})
		x += w
	}
	return segments
}

// row draws parts as a bar with its words.
func (l tongue) row(y uint16, parts []part) barRow {
	r := barRow{Label: strconv.Itoa(int(y)), Year: y, Segments: stack(parts)}
	for _, s := range r.Segments {
		if r.Text != "" {
			r.Text += l.say("join.list")
		}
		r.Text += s.Title
	}
	r.None = len(r.Segments) == 0
	return r
}

func timelinessBars(l tongue, rows []TimelinessRow, years []uint16) []barRow {
	byYear := map[uint16]TimelinessRow{}
	for _, r := range rows {
		byYear[r.FiscalYear] = r
	}
	var bars []barRow
	for _, y := range years {
		r, ok := byYear[y]
		var parts []part
		for _, p := range []struct {
			status string
			n      uint64
		}{{"on_time", r.OnTime}, {"late", r.Late}, {"unknown", r.Unknown}, {"unseen", r.Unseen}, {"not_found", r.NotFound}, {"blocked", r.Blocked}, {"not_published", r.NotPublished}} {
			parts = append(parts, part{"s-" + p.status, float64(p.n), l.say("bar.part", l.word("status", p.status), l.count(p.n))})
		}
		bar := l.row(y, parts)
		bar.Empty = !ok
		bar.Total = l.count(r.Expected)
		bars = append(bars, bar)
	}
	return bars
}

// yearOutcomes are the outcomes of a year, of one report or of many.
type yearOutcomes struct {
	year     uint16
	reportID string
	sums     OutcomeSums
}

func requestOutcomes(rows []RequestsRow) []yearOutcomes {
	var all []yearOutcomes
	for _, r := range rows {
		all = append(all, yearOutcomes{r.FiscalYear, "", r.OutcomeSums})
	}
	return all
}

// outcomeBars draws what became of requests as shares of the printed total. What the total has
// more than its known parts is drawn as not stated, never left out.
func outcomeBars(l tongue, rows []yearOutcomes, years []uint16) []barRow {
	byYear := map[uint16]yearOutcomes{}
	for _, r := range rows {
		byYear[r.year] = r
	}
	var bars []barRow
	for _, y := range years {
		r, ok := byYear[y]
		bar := l.row(y, outcomeParts(l, r.sums))
		bar.Empty = !ok || !r.sums.Outcomes.Known()
		bar.ReportID = r.reportID
		bar.Total = l.count(r.sums.Outcomes)
		bars = append(bars, bar)
	}
	return bars
}

func outcomeParts(l tongue, o OutcomeSums) []part {
	var parts []part
	stated := 0.0
	for _, p := range []struct {
		name string
		n    Decimal
	}{{"granted", o.Granted}, {"partial", o.Partial}, {"denied", o.Denied}, {"unable", o.Unable}, {"not_processed", o.NotProcessed}, {"other", o.Other}} {
		if p.n.Known() {
			parts = append(parts, part{"o-" + p.name, p.n.Float(), l.say("bar.part", l.word("outcome_group", p.name), l.count(p.n))})
			stated += p.n.Float()
		}
	}
	if o.Outcomes.Known() && o.Outcomes.Float() > stated {
		rest := o.Outcomes.Float() - stated
		parts = append(parts, part{"o-unstated", rest, l.say("bar.part", l.word("outcome_group", "unstated"), strconv.FormatFloat(rest, 'f', -1, 64))})
	}
	return parts
}
