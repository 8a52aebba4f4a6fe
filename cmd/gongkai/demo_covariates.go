package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/cmd/gongkai/covariatefile"
	"gongkai/dashboards"
	"gongkai/demo"
	"gongkai/disclosure"
)

// sampleTable is the name of the sample table of outside data.
const sampleTable = "sample-yearbook"

// loadSample loads the made-up table of the sample counties, where it is not there yet.
func (h *home) loadSample(ctx context.Context) error {
	tables, err := h.covariateTables(ctx)
	if err != nil || slices.ContainsFunc(tables, func(t dashboards.CovariateTableRow) bool { return t.Dataset == sampleTable }) {
		return err
	}
	t, err := covariatefile.Read(strings.NewReader(demo.Covariates), sampleTable+".csv", covariatefile.Options{})
	if err != nil {
		return fmt.Errorf("reading the sample table: %w", err)
	}
	now := h.clock.Now()
	t.Name, t.Source, t.Retrieved, t.File, t.At, t.By = sampleTable, demo.CovariatesSource, disclosure.DateOf(now), sampleTable+".csv", now, "gongkai demo"
	t.Resolve()
	return h.KeepCovariate(ctx, t)
}
