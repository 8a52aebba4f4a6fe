package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/store"
)

// frozenFile keeps a table that is frozen.
type frozenFile struct{ bytes.Buffer }

// Close has nothing to close.
func (*frozenFile) Close() error { return nil }

// thawedWithout makes the tables of a release ready that a program made which had not these of now, and looks for their rows.
func (s *scored) thawedWithout(tables ...string) {
	s.Helper()
	files := map[string]*frozenFile{}
	s.ok(s.Freeze(s.Context(), func(table string) (io.WriteCloser, error) {
		files[table] = &frozenFile{}
		return files[table], nil
	}))
	thawed, err := s.Thaw(s.Context(), "release_1", "a release of before", func(table string) (io.ReadCloser, error) {
		if slices.Contains(tables, table) {
			return nil, fs.ErrNotExist
		}
		return io.NopCloser(&files[table].Buffer), nil
	}, func(ctx context.Context, of *store.DB, lacking []string) error {
		if got, want := slices.Sorted(slices.Values(lacking)), slices.Sorted(slices.Values(tables)); !slices.Equal(got, want) {
			s.Errorf("the release lacks %v, want %v", got, want)
		}
		return analytics.AddUp(ctx, of, lacking...)
	})
	s.ok(err)
	defer thawed.Close()
	for _, table := range tables {
		query := "SELECT * FROM " + table + " WHERE run_id = (SELECT max(run_id) FROM score_runs) ORDER BY ALL"
		var got strings.Builder
		s.ok(thawed.Copy(s.Context(), query, "TSV", nil, &got))
		if want := s.tsv(query); got.String() != want || want == "" && table != "reason_sums_history" { // no report here says why it refused
			s.Errorf("%s of a release of before:\n%swant\n%s", table, got.String(), want)
		}
	}
}
