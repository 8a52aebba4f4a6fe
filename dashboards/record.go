package dashboards

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
)

// attentionYear is what became of an agency's report.
type attentionYear struct {
	AgencyID    string `ch:"agency_id"`
	Name        string `ch:"name"`
	County      string `ch:"county"`
	FiscalYear  uint16 `ch:"fiscal_year"`
	Status      string `ch:"status"`
	DaysLateLow *int32 `ch:"days_late_low"`
	Errors      int64  `ch:"errors"`
	ReportID    string `ch:"report_id"` // empty: none
}

// attentionBands are the bands of an agency-year, empty where there is none.
type attentionBands struct {
	AgencyID     string `ch:"agency_id"`
	FiscalYear   uint16 `ch:"fiscal_year"`
	Timeliness   string `ch:"timeliness"`
	Completeness string `ch:"completeness"`
	Consistency  string `ch:"consistency"`
	Legal        string `ch:"legal"`
}

// record is one reason that stands on record.
type record struct {
	year                        uint16
	kind, topic, detail, report string
}

// onRecord reads the agencies of which most stands on record, and why. A release of before a score run wrote the reasons has
// but their number: they are looked up.
func (s *server) onRecord(ctx context.Context, params map[string]any) ([]AttentionRow, error) {
	all := []AttentionRow{}
	if err := s.Measures.Select(ctx, &all, "attention", params); err != nil {
		return nil, err
	}
	bare := slices.DeleteFunc(slices.Clone(all), func(r AttentionRow) bool { return len(r.ReasonYears) > 0 })
	looked := map[string]AttentionRow{}
	for some := range slices.Chunk(bare, mostAsked) {
		agencies := eachOnce(some, func(r AttentionRow) string { return r.AgencyID })
		var years []attentionYear
		if err := s.Measures.Select(ctx, &years, "attention_years", map[string]any{"agencies": agencies, "counties": eachOnce(some, func(r AttentionRow) string { return r.County }), "year": params["year"]}); err != nil {
			return nil, err
		}
		var bands []attentionBands
		if err := s.Measures.Select(ctx, &bands, "attention_bands", map[string]any{"agencies": agencies, "year": params["year"]}); err != nil {
			return nil, err
		}
		maps.Copy(looked, recordsOf(years, bands))
	}
	for i, r := range all {
		if of, bare := looked[r.AgencyID]; bare {
			of.Total = r.Total
			all[i] = of
		}
	}
	return all, nil
}

// recordsOf puts together what stands on record of each agency, the newest first.
func recordsOf(years []attentionYear, bands []attentionBands) map[string]AttentionRow {
	banded := map[agencyYearKey]attentionBands{}
	for _, b := range bands {
		banded[agencyYearKey{b.AgencyID, b.FiscalYear}] = b
	}
	rows, records := map[string]AttentionRow{}, map[string][]record{}
	for _, y := range years {
		some, topics := y.records(banded[agencyYearKey{y.AgencyID, y.FiscalYear}])
		if len(some) == 0 {
			continue
		}
		r := rows[y.AgencyID]
		r.AgencyID, r.Name, r.County = y.AgencyID, y.Name, y.County
		r.Years++
		r.Topics += int64(topics)
		rows[y.AgencyID], records[y.AgencyID] = r, append(records[y.AgencyID], some...)
	}
	for id, some := range records {
		slices.SortFunc(some, func(a, b record) int {
			return cmp.Or(cmp.Compare(b.year, a.year), cmp.Compare(b.kind, a.kind), cmp.Compare(b.topic, a.topic), cmp.Compare(b.detail, a.detail), cmp.Compare(b.report, a.report))
		})
		r := rows[id]
		for _, x := range some {
			r.ReasonYears, r.Kinds, r.ReasonTopic = append(r.ReasonYears, x.year), append(r.Kinds, x.kind), append(r.ReasonTopic, x.topic)
			r.Details, r.ReportIDs = append(r.Details, x.detail), append(r.ReportIDs, x.report)
		}
		rows[id] = r
	}
	return rows
}

// records are the reasons of a year, and how many topics they are of.
func (y attentionYear) records(b attentionBands) (all []record, topics int) {
	seen := map[string]bool{}
	add := func(kind, topic, detail string) {
		all, seen[topic] = append(all, record{y.FiscalYear, kind, topic, detail, y.ReportID}), true
	}
	if y.Status == "late" || y.Status == "not_found" {
		days := ""
		if y.DaysLateLow != nil {
			days = strconv.Itoa(int(*y.DaysLateLow))
		}
		add(y.Status, "timeliness", days)
	}
	if y.Errors > 0 {
		add("errors", "consistency", strconv.FormatInt(y.Errors, 10))
	}
	for _, of := range [][2]string{{"timeliness", b.Timeliness}, {"completeness", b.Completeness}, {"consistency", b.Consistency}, {"legal", b.Legal}} {
		if of[1] == "D" || of[1] == "E" {
			add("band", of[0], of[1])
		}
	}
	return all, len(seen)
}
