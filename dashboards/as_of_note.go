package dashboards

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// asOfNote is what a page says of releases: that it shows one, or which one shows it.
type asOfNote struct {
	Name    string
	Number  uint64
	At      time.Time
	Address string // of the page of now; of a page of now that as of the release
	Now     bool   // it is a page of now
}

// noteOf is the note of a page; nil where there is nothing to say.
func (s *server) noteOf(r *http.Request) *asOfNote {
	if f := s.released; f != nil {
		return &asOfNote{Name: f.Name, Number: f.Number, At: f.ReleasedAt, Address: r.URL.RequestURI()}
	}
	if s.AsOf == nil || !asOfPage(path.Clean(r.URL.Path)) {
		return nil
	}
	rows, err := s.withPages(r.Context())
	if err != nil {
		return nil // the page does without it
	}
	of := subjectOf(r)
	for _, row := range rows {
		there, err := s.standsIn(row.Name, of)
		if err != nil && !errors.Is(err, ErrNotFound) {
			s.Log.WarnContext(r.Context(), "it is not known whether a release has a page", "release", row.Name, "page", r.URL.Path, "error", err)
		}
		if there {
			return &asOfNote{Name: row.Name, Number: row.Number, At: row.ReleasedAt, Address: place("/releases/", row.Name) + r.URL.RequestURI(), Now: true}
		}
	}
	return nil
}

// subject is what a page is about that a release need not have; empty where the page is about nothing of the kind.
type subject struct {
	place, agency, report string
	figure                string // of the report
	version               int64  // of the report; 0: the current one
}

// subjectOf reads it from the address of a page that was found.
func subjectOf(r *http.Request) subject {
	q := r.URL.Query()
	of := subject{place: cmp.Or(r.PathValue("code"), q.Get("county")), agency: r.PathValue("agency"), report: r.PathValue("report")}
	if of.report != "" {
		of.figure = cmp.Or(r.PathValue("key"), q.Get("figure"))
		of.version, _ = strconv.ParseInt(q.Get("version"), 10, 64) // which the page has understood
	}
	return of
}

// standsIn reports whether a release is kept here and has what a page is about: asked are its files, in a tenth of a
// millisecond a table, since the tables that its pages are made of may not be ready.
func (s *server) standsIn(release string, of subject) (bool, error) {
	if !s.keeps(release) {
		return false, nil
	}
	for _, part := range []struct {
		table, name string
		is          func(row map[string]string) bool
	}{
		{"counties", of.place, func(row map[string]string) bool { return within(row["county"], of.place) }},
		{"agencies", of.agency, func(row map[string]string) bool { return row["agency_id"] == of.agency }},
		{"reports", of.report, func(row map[string]string) bool {
			versions, err := strconv.ParseInt(row["versions"], 10, 64)
			return row["report_id"] == of.report && err == nil && of.version <= versions
		}},
	} {
		if part.name == "" {
			continue
		}
		row, err := s.ReleaseRow(release, part.table, part.name)
		if err != nil || row == nil || !part.is(row) {
			return false, err
		}
	}
	if of.figure == "" {
		return true, nil
	}
	figures, err := s.ReleaseFigures(release, of.report)
	return slices.ContainsFunc(figures, func(f ReleasedFigure) bool { return figureKey(f.Indicator, f.Applicant) == of.figure }), err
}

// withPages are the releases, the newest first, that froze what pages are made of.
func (s *server) withPages(ctx context.Context) ([]ReleaseRow, error) {
	var rows []ReleaseRow
	if err := s.Measures.Select(ctx, &rows, "releases", map[string]any{"release": ""}); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(row ReleaseRow) bool { return !s.hasPages(ctx, row) }), nil
}

// hasPages reports whether a release froze what pages are made of; what it has never changes.
func (s *server) hasPages(ctx context.Context, row ReleaseRow) bool {
	if known, is := s.paged.Load(row.Hash); is {
		return known.(bool)
	}
	_, m, err := s.findRelease(ctx, row.Name)
	if err != nil {
		return false
	}
	s.paged.Store(row.Hash, m.paged())
	return m.paged()
}

// paged reports whether pages are among what was frozen.
func (m ReleaseManifest) paged() bool {
	return slices.ContainsFunc(m.Files, func(f ReleasedFile) bool { return strings.HasPrefix(f.Path, "pages/") })
}
