package dashboards

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

// releaseRoutes are the addresses of what was released. Whatever has the name of a release in its
// address stays as it is.
func (s *server) releaseRoutes() []route {
	return []route{
		{"/releases", s.page(s.releasesPage)},
		{"/releases/{release}", s.page(s.releasePage)},
		{"/releases/{release}/files/{path...}", http.HandlerFunc(s.releaseFile)},
	}
}

// releaseEndpoints are the same in the API.
func releaseEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/releases", "What was released under a name, the newest first", nil, true, []ReleaseRow{}, askReleases},
		{"/api/v1/releases/{id}", "A release: versions, tables, changes since the one before, citation, and its files with their checksums, below /releases/NAME/files/", nil, false, ReleaseManifest{}, askRelease},
		{"/api/v1/releases/{id}/figures", "The figures of a report as a release has them, for ever the same; the service must keep the release", []string{"report"}, true, []ReleasedFigure{}, askReleasedFigures},
		table[SealRow]("/api/v1/seals", "Seals of what was captured and walked, the newest first; key, signature and hashes are hexadecimal", "seals", "limit", "offset"),
	}
}

func askReleases(ctx context.Context, s *server, _ question) (any, error) {
	rows := []ReleaseRow{}
	err := s.Measures.Select(ctx, &rows, "releases", map[string]any{"release": ""})
	return rows, err
}

func askRelease(ctx context.Context, s *server, q question) (any, error) {
	_, m, err := s.findRelease(ctx, q.id)
	return m, err
}

func askReleasedFigures(ctx context.Context, s *server, q question) (any, error) {
	if q.Report == "" {
		return nil, badRequest("error.parameter", "report")
	}
	row, m, err := s.findRelease(ctx, q.id)
	if err != nil {
		return nil, err
	}
	if s.ReleaseFigures == nil {
		return nil, notFound("error.no_release_here")
	}
	needs(ctx, needNow) // nobody gets it once its document was taken down, not even for the moment that the version of the data is remembered
	if err := s.withdrawnOf(ctx, row, m, q.Report); err != nil {
		return nil, err
	}
	found, err := s.ReleaseFigures(q.id, q.Report)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil, notFound("error.no_release_here")
	case err == nil && len(found) == 0:
		return nil, notFound("error.no_report")
	}
	return found, err
}

// findRelease looks for a release by its name.
func (s *server) findRelease(ctx context.Context, name string) (row ReleaseRow, m ReleaseManifest, err error) {
	var rows []ReleaseRow
	if err := s.Measures.Select(ctx, &rows, "releases", map[string]any{"release": name}); err != nil {
		return row, m, err
	}
	if len(rows) == 0 {
		return row, m, notFound("error.no_release")
	}
	if err := json.Unmarshal([]byte(rows[0].Manifest), &m); err != nil {
		return row, m, fmt.Errorf("reading the manifest of release %s: %w", name, err)
	}
	withdrawn, err := s.withdrawals(name)
	if len(withdrawn) > 0 {
		m.withdrawnFrom(withdrawn)
	}
	return rows[0], m, err
}

// releasesBody is what was released, and the newest seal.
type releasesBody struct {
	Rows  []ReleaseRow
	Seals []SealRow
}

func (s *server) releasesPage(ctx context.Context, _ *http.Request, l tongue) (page, error) {
	var b releasesBody
	if err := s.Measures.Select(ctx, &b.Rows, "releases", map[string]any{"release": ""}); err != nil {
		return page{}, err
	}
	if err := s.Measures.Select(ctx, &b.Seals, "seals", map[string]any{"limit": uint32(1), "offset": uint32(0)}); err != nil {
		return page{}, err
	}
	p := page{view: "releases", title: l.say("releases.title"), lead: l.say("releases.none"), body: b}
	if len(b.Rows) > 0 {
		p.lead = l.say("releases.lead", len(b.Rows), b.Rows[0].Name, l.when(b.Rows[0].ReleasedAt))
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// releaseBody is one release.
type releaseBody struct {
	Row      ReleaseRow
	Manifest ReleaseManifest
	At       time.Time
	SealedAt time.Time
	Kept     bool   // its files are here
	Pages    []pair // the pages as of it to begin with; none where it has none
	Cite     string
	Tables   []releasedTable
	Others   []ReleasedFile // files that are none of a table
}

// releasedTable is a table with its files.
type releasedTable struct {
	ReleasedTable
	Files []ReleasedFile
}

func (s *server) releasePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	name := r.PathValue("release")
	if !idPattern.MatchString(name) {
		return page{}, notFound("error.no_release")
	}
	row, m, err := s.findRelease(ctx, name)
	if err != nil {
		return page{}, err
	}
	b := releaseBody{Row: row, Manifest: m, At: row.ReleasedAt, Cite: m.Citation.ZH, Kept: s.keeps(name)}
	if l == english {
		b.Cite = m.Citation.EN
	}
	b.SealedAt, _ = time.Parse(time.RFC3339Nano, m.Seal.SealedAt) // as the program wrote it
	b.Tables, b.Others = releasedTables(m)
	if b.Kept && m.paged() {
		for _, path := range []string{"/agencies", "/reports", "/expected", "/league", "/findings"} {
			b.Pages = append(b.Pages, pair{address(l, place("/releases/", name)+path), l.say("as_of.page." + path[1:])})
		}
	}
	p := page{view: "release", shows: m.shown(), title: l.say("release.title", m.Name), body: b, lead: l.say("release.lead", m.Number, l.when(row.ReleasedAt), m.Data.Reports, m.Seal.Records)}
	if c := m.Changes; c != nil {
		p.lead += l.say("release.lead_changes", m.Previous.Name, c.Figures.Added, c.Figures.Changed, c.Figures.Withdrawn)
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("releases.title"), address(l, "/releases")}, {Name: m.Name}}
	return p, nil
}

// shown is the state of the data that a release has, for the foot of its page.
func (m ReleaseManifest) shown() *VersionRow {
	v := VersionRow{Digest: m.Data.Digest, Reports: m.Data.Reports}
	if m.Data.NewestParser != nil {
		v.ParserVersion = int64(*m.Data.NewestParser)
	}
	return &v
}

// keeps reports whether the files of a release are here.
func (s *server) keeps(name string) bool {
	if s.ReleaseFile == nil {
		return false
	}
	file, err := s.ReleaseFile(name, "release.json")
	if err != nil {
		return false
	}
	_ = file.Close() // it was only looked for
	return true
}

// releasedTables parts the files of tables from the others; of a table in parts the parts are many.
func releasedTables(m ReleaseManifest) (tables []releasedTable, others []ReleasedFile) {
	at := map[string]int{}
	for _, t := range m.Tables {
		at[t.Name] = len(tables)
		tables = append(tables, releasedTable{ReleasedTable: t})
	}
	for _, f := range m.Files {
		rest, ofTable := strings.CutPrefix(f.Path, "data/csv/")
		if !ofTable {
			rest, ofTable = strings.CutPrefix(f.Path, "data/parquet/")
		}
		name, _, _ := strings.Cut(rest, ".")
		name, _, _ = strings.Cut(name, "/")
		if i, known := at[name]; ofTable && known {
			tables[i].Files = append(tables[i].Files, f)
			continue
		}
		others = append(others, f)
	}
	return tables, others
}

// Ending is what kind of file it is, for the name of a link.
func (f ReleasedFile) Ending() string { return strings.TrimPrefix(path.Ext(f.Path), ".") }

// Short is the beginning of its SHA-256.
func (f ReleasedFile) Short() string { return f.SHA256[:min(16, len(f.SHA256))] }

// releaseKinds are the types of a release's files; all others are bytes.
var releaseKinds = map[string]string{
	".csv": "text/csv; charset=utf-8; header=present", ".json": "application/json; charset=utf-8", ".md": "text/plain; charset=utf-8", ".cff": "text/plain; charset=utf-8", ".pem": "text/plain; charset=utf-8",
	".gz": "application/gzip", ".parquet": "application/vnd.apache.parquet", ".tsr": "application/timestamp-reply",
}

// releaseFile answers with a file of a release as it was released: what has its address never changes, so who has it need not
// ask again, but of a release from which something was withdrawn. While that is done nobody keeps what may be either.
func (s *server) releaseFile(w http.ResponseWriter, r *http.Request) {
	name, file := r.PathValue("release"), r.PathValue("path")
	sum, kept, records, err := s.releasedSum(r.Context(), name, file)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	open(w)
	opened, err := s.ReleaseFile(name, file)
	if errors.Is(err, ErrNotFound) {
		err = notFound("error.no_release_here")
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer opened.Close()
	w.Header().Set("Content-Type", cmp.Or(releaseKinds[path.Ext(file)], "application/octet-stream"))
	if kept == forEver && records > 0 || s.settled(name, records) { // after it was opened: it is of that state
		w.Header().Set("Cache-Control", kept)
		w.Header().Set("ETag", `"`+sum+`"`)
	} else {
		w.Header().Set("Cache-Control", "no-store")
	}
	http.ServeContent(&patient{ResponseWriter: w}, r, "", time.Time{}, opened)
}

// releasedSum is the SHA-256 of a file of a release, as its manifest or the last withdrawal says it, and how long it may be kept, with the
// number of its withdrawals; the manifest and what speaks of it have that of the manifest.
func (s *server) releasedSum(ctx context.Context, name, file string) (sum, kept string, records int, err error) {
	if s.ReleaseFile == nil || !idPattern.MatchString(name) {
		return "", "", 0, notFound("error.no_release_here")
	}
	row, m, err := s.findRelease(ctx, name)
	if err != nil {
		return "", "", 0, err
	}
	kept, records = forEver, len(m.Withdrawals)
	if records > 0 {
		kept = "public, no-cache"
	}
	switch {
	case file == "release.json" || file == "release.json.sig":
		return row.Hash + path.Ext(file), forEver, records, nil
	case file == "SHA256SUMS" && records > 0:
		return fmt.Sprintf("%s-%d", row.Hash, records), kept, records, nil
	case file == "SHA256SUMS":
		return row.Hash, kept, records, nil
	case ofWithdrawal(m.Withdrawals, file):
		return row.Hash + "-" + path.Base(file), kept, records, nil
	}
	i := slices.IndexFunc(m.Files, func(f ReleasedFile) bool { return f.Path == file })
	if i < 0 {
		return "", "", 0, notFound("error.no_page")
	}
	return m.Files[i].SHA256, kept, records, nil
}
