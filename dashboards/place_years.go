package dashboards

import (
	"context"
	"fmt"
	"reflect"
)

// PlaceYearRow is all that is added up of a place and a fiscal year. A page that shows much of it asks for
// it at once: five questions to the database cost more than what they add up.
type PlaceYearRow struct {
	FiscalYear   uint16 `ch:"fiscal_year"`
	Due          uint64 `ch:"due"`
	Expected     uint64 `ch:"expected"`
	OnTime       uint64 `ch:"on_time"`
	Late         uint64 `ch:"late"`
	Unknown      uint64 `ch:"unknown"`
	Unseen       uint64 `ch:"unseen"`
	NotFound     uint64 `ch:"not_found"`
	Blocked      uint64 `ch:"blocked"`
	NotPublished uint64 `ch:"not_published"`
	NoDeadline   uint64 `ch:"no_deadline"`

	Reports             uint64 `ch:"reports"`
	PartRead            uint64 `ch:"part_read"`
	Changed             uint64 `ch:"changed"`
	OwnReports          uint64 `ch:"own_reports"`
	UnscopedReports     uint64 `ch:"unscoped_reports"`
	ChecksPass          uint64 `ch:"checks_pass"`
	ChecksFail          uint64 `ch:"checks_fail"`
	DoubtfulChecks      uint64 `ch:"doubtful_checks"`
	ChecksVacuous       uint64 `ch:"checks_vacuous"`
	ChecksNotAssessable uint64 `ch:"checks_not_assessable"`
	BrokenReports       uint64 `ch:"broken_reports"`
	Cells               uint64 `ch:"cells"`
	Unreadable          uint64 `ch:"unreadable"`
	Doubtful            uint64 `ch:"doubtful"`
	Blank               uint64 `ch:"blank"`
	Errors              uint64 `ch:"errors"`
	Doubts              uint64 `ch:"doubts"`
	ReportsWithErrors   uint64 `ch:"reports_with_errors"`

	Counted       uint64 `ch:"counted"` // reports that print totals of requests
	Own           uint64 `ch:"own"`
	ReceivedKnown uint64 `ch:"received_known"`
	OutcomesKnown uint64 `ch:"outcomes_known"`
	OutcomeSums
	Rated              uint64  `ch:"rated"`
	RatedOutcomes      Decimal `ch:"rated_outcomes"`
	RatedGiven         Decimal `ch:"rated_given"`
	Aggregates         uint64  `ch:"aggregates"`
	AggregatesReceived Decimal `ch:"aggregates_received"`
	Unscoped           uint64  `ch:"unscoped"`
	UnscopedReceived   Decimal `ch:"unscoped_received"`

	ReviewsCorrected     int64  `ch:"reviews_corrected"`
	ReviewsDecided       int64  `ch:"reviews_decided"`
	ReviewsAgencies      uint64 `ch:"reviews_agencies"`
	SuitsCorrected       int64  `ch:"suits_corrected"`
	SuitsDecided         int64  `ch:"suits_decided"`
	SuitsAgencies        uint64 `ch:"suits_agencies"`
	AfterReviewCorrected int64  `ch:"after_review_corrected"`
	AfterReviewDecided   int64  `ch:"after_review_decided"`
	AfterReviewAgencies  uint64 `ch:"after_review_agencies"`
}

// PlaceSumsRow is a PlaceYearRow as the measure place_years answers it: its whole numbers and its decimals in the order of
// their fields.
type PlaceSumsRow struct {
	FiscalYear uint16   `ch:"fiscal_year"`
	Counts     []int64  `ch:"counts"`
	Amounts    Decimals `ch:"amounts"`
}

// Year tells the members of the lists apart.
func (r PlaceSumsRow) Year() (PlaceYearRow, error) {
	year := PlaceYearRow{FiscalYear: r.FiscalYear}
	counts, amounts := year.fields()
	if len(r.Counts) != len(counts) || len(r.Amounts) != len(amounts) {
		return year, fmt.Errorf("%d counts and %d amounts are added up of %d, not %d and %d: run gongkai score", len(r.Counts), len(r.Amounts), r.FiscalYear, len(counts), len(amounts))
	}
	for i, n := range r.Counts {
		if counts[i].CanInt() {
			counts[i].SetInt(n)
		} else {
			counts[i].SetUint(uint64(n))
		}
	}
	for i, n := range r.Amounts {
		*amounts[i].Addr().Interface().(*Decimal) = n
	}
	return year, nil
}

// fields are those that can be added up, in their order.
func (r *PlaceYearRow) fields() (counts, amounts []reflect.Value) {
	row := reflect.ValueOf(r).Elem()
	for _, f := range reflect.VisibleFields(row.Type()) {
		switch at := row.FieldByIndex(f.Index); {
		case f.Anonymous || f.Name == "FiscalYear":
		case f.Type == reflect.TypeFor[Decimal]():
			amounts = append(amounts, at)
		default:
			counts = append(counts, at)
		}
	}
	return counts, amounts
}

func (s *server) placeYears(ctx context.Context, a among) ([]PlaceYearRow, error) {
	var rows []PlaceSumsRow
	if err := s.Measures.Select(ctx, &rows, "place_years", a.params()); err != nil {
		return nil, err
	}
	var years []PlaceYearRow
	for _, r := range rows {
		year, err := r.Year()
		if err != nil {
			return nil, err
		}
		years = append(years, year)
	}
	return years, nil
}

// timeliness is what the measure of that name answers.
func (r PlaceYearRow) timeliness() TimelinessRow {
	return TimelinessRow{r.FiscalYear, r.Expected, r.OnTime, r.Late, r.Unknown, r.Unseen, r.NotFound, r.Blocked, r.NotPublished, r.NoDeadline}
}

func (r PlaceYearRow) requests() RequestsRow {
	return RequestsRow{FiscalYear: r.FiscalYear, Reports: r.Own, ReceivedKnown: r.ReceivedKnown, OutcomesKnown: r.OutcomesKnown, OutcomeSums: r.OutcomeSums,
		Rated: r.Rated, RatedOutcomes: r.RatedOutcomes, RatedGiven: r.RatedGiven, Aggregates: r.Aggregates, AggregatesReceived: r.AggregatesReceived,
		Unscoped: r.Unscoped, UnscopedReceived: r.UnscopedReceived}
}

func (r PlaceYearRow) identities() IdentitiesRow {
	return IdentitiesRow{r.FiscalYear, r.Reports, int64(r.ChecksPass), int64(r.ChecksFail) - int64(r.DoubtfulChecks), int64(r.DoubtfulChecks), int64(r.ChecksVacuous), int64(r.ChecksNotAssessable), r.BrokenReports}
}

func (r PlaceYearRow) legal() LegalRow {
	return LegalRow{r.FiscalYear, r.ReviewsCorrected, r.ReviewsDecided, r.ReviewsAgencies, r.SuitsCorrected, r.SuitsDecided, r.SuitsAgencies,
		r.AfterReviewCorrected, r.AfterReviewDecided, r.AfterReviewAgencies, r.OwnReports}
}

func (r PlaceYearRow) quality() QualityRow {
	return QualityRow{r.FiscalYear, r.Reports, r.UnscopedReports, r.PartRead, r.Changed, r.Cells, r.Unreadable, r.Doubtful, r.Blank}
}

// Digits of the codes that errors are added up by.
const (
	byCounty   = uint8(6)
	byProvince = uint8(2)
)

// errorsOf are what the measure errors_by_county answers of a place; of a single county it is added up already.
func (s *server) errorsOf(ctx context.Context, a among, digits uint8) ([]ErrorsRow, error) {
	rows := []ErrorsRow{} // nothing is [] in JSON, not null
	if !isCounty(a.County) {
		err := s.Measures.Select(ctx, &rows, "errors_by_county", a.params("digits", digits))
		return rows, err
	}
	years, err := s.placeYears(ctx, a)
	for _, y := range years {
		if y.Reports > 0 {
			rows = append(rows, ErrorsRow{a.County, y.FiscalYear, y.Reports, int64(y.Errors), int64(y.Doubts), y.ReportsWithErrors})
		}
	}
	return rows, err
}

// legalYears are the years that have reports of own offices.
func (s *server) legalYears(ctx context.Context, a among) ([]LegalRow, error) {
	all, err := s.placeYears(ctx, a)
	var rows []LegalRow
	for _, r := range all {
		if r.OwnReports > 0 {
			rows = append(rows, r.legal())
		}
	}
	return rows, err
}

// qualityYears are the years that have reports.
func (s *server) qualityYears(ctx context.Context, a among) ([]QualityRow, error) {
	all, err := s.placeYears(ctx, a)
	var rows []QualityRow
	for _, r := range all {
		if r.Reports > 0 {
			rows = append(rows, r.quality())
		}
	}
	return rows, err
}

// YearRow is a fiscal year of which something is known.
type YearRow struct {
	FiscalYear uint16 `ch:"fiscal_year"`
	Due        uint64 `ch:"due"`
	Found      uint64 `ch:"found"`   // of those that were due
	Reports    uint64 `ch:"reports"` // found, due or not
}

// yearsKnown are the fiscal years of a place, in their order.
type yearsKnown []YearRow

// knownYears asks for the years alone: all that most pages need to be narrowed by one.
func (s *server) knownYears(ctx context.Context, a among) (yearsKnown, error) {
	var rows yearsKnown
	err := s.Measures.Select(ctx, (*[]YearRow)(&rows), "years", a.params())
	return rows, err
}

// years lists every fiscal year from the first to the last that anything is known of: a year
// between them without anything is a gap, and shown as one.
func (k yearsKnown) years() []uint16 {
	var all []uint16
	for _, r := range k {
		all = append(all, r.FiscalYear)
	}
	return span(all)
}

// due is how many reports the law expects of a year.
func (k yearsKnown) due(year uint16) uint64 {
	for _, r := range k {
		if r.FiscalYear == year {
			return r.Due
		}
	}
	return 0
}

// newestYear is the last year that is due and of which any report was found, else the last that
// is due, else the last that has a report.
func (k yearsKnown) newestYear() uint16 {
	var due, reported uint16
	for i := len(k) - 1; i >= 0; i-- {
		switch r := k[i]; {
		case r.Found > 0:
			return r.FiscalYear
		case r.Due > 0 && due == 0:
			due = r.FiscalYear
		case r.Reports > 0 && reported == 0:
			reported = r.FiscalYear
		}
	}
	if due > 0 {
		return due
	}
	return reported
}
