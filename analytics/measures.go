package analytics

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed measures/*.sql
var measureFiles embed.FS

// Measures runs the SQL of measures/, one file a measure.
type Measures struct {
	db     DB
	parts  parts // of score runs
	groups parts // of their comparisons of texts
	views  unfolding
}

// NewMeasures returns the measures over db.
func NewMeasures(db DB) *Measures { return &Measures{db: db} }

// Select runs measures/<measure>.sql and appends its rows to dst, a pointer to a slice of
// structs with ch tags. The comment at the head of the file names its parameters; each must
// be given, since an absent one would silently widen the question, but for run and part: run is the newest score run
// where it is left out, and part is what the division of the agency or report asked for is a part of in that run.
func (m *Measures) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	query, err := MeasureSQL(measure)
	if err != nil {
		return err
	}
	if query, params, err = m.ofRun(ctx, query, params); err != nil {
		return fmt.Errorf("measuring %s: %w", measure, err)
	}
	query, params = folded(query, params)
	if query, err = m.unfolded(ctx, query); err != nil {
		return fmt.Errorf("measuring %s: %w", measure, err)
	}
	if err := m.pick(params)(ctx, dst, query, params); err != nil {
		return fmt.Errorf("measuring %s: %w", measure, err)
	}
	return nil
}

// shortAnswer is how many rows an answer has at most that is held as a whole.
const shortAnswer = 10_000

// pick is how a question is asked: one that has few rows, or as few as a place has, as a whole where the database has a way for these.
func (m *Measures) pick(params map[string]any) func(ctx context.Context, dst any, query string, params map[string]any) error {
	db, is := m.db.(interface {
		SelectWhole(ctx context.Context, dst any, query string, params map[string]any) error
	})
	if limit, given := params["limit"].(uint32); !is || given && limit > shortAnswer {
		return m.db.Select
	}
	return db.SelectWhole
}

// MeasureSQL returns the text of a measure as a researcher would paste it.
func MeasureSQL(measure string) (string, error) {
	text, err := measureFiles.ReadFile("measures/" + measure + ".sql")
	if err != nil {
		return "", fmt.Errorf("there is no measure %q: %w", measure, err)
	}
	return string(text), nil
}

// MeasureNames lists the measures in alphabetical order.
func MeasureNames() []string {
	var names []string
	files, _ := fs.Glob(measureFiles, "measures/*.sql") // the pattern is constant and well formed
	for _, f := range files {
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(f, "measures/"), ".sql"))
	}
	return names
}
