package dashboards

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/disclosure"
)

// Measures answers the questions that pages and the API ask.
type Measures interface {
	// Select appends the rows of the named measure to dst, a pointer to a slice of structs
	// whose fields carry the columns' names in their ch tags.
	Select(ctx context.Context, dst any, measure string, params map[string]any) error
}

// ErrNotFound is what Config.Evidence returns where a report or its archived document is not there.
var ErrNotFound = errors.New("not found")

// ErrNotYet is what Config.AsOf returns while it makes a release ready.
var ErrNotYet = errors.New("not ready yet")

// AsOf is what the pages as of a release are made of: Config's Measures and Evidence, of what the release holds.
type AsOf struct {
	Measures Measures
	State    string // of the files that it was made of: another one once something was withdrawn from them
	Evidence func(ctx context.Context, reportID string, version uint32, marks []string, selected string) ([]byte, error)
	// TakenDown gives what was taken down until now of the documents that versions of its reports were read from, by report.
	TakenDown func(ctx context.Context) (map[string][]disclosure.Takedown, error)
}

// TakenDown is what Config.Evidence returns where somebody decided that a document is not kept.
type TakenDown struct {
	At         time.Time
	By, Reason string
}

// Error names the decision.
func (t *TakenDown) Error() string { return "taken down by " + t.By + ": " + t.Reason }

// Config is what the dashboards need from the rest of the program. Measures, Evidence, Interval,
// AuditRate and Ready are required.
type Config struct {
	Measures Measures
	// Evidence returns the archived document of a version of a report as harmless UTF-8 HTML; version
	// 0 is the current one. Each of marks, or of all figures where there are none,
	// is a figure's key ("requests_new.total") whose place is to be marked by an element with
	// that id, so that an address ending in #requests_new.total scrolls to it; the selected one
	// stands out. It returns ErrNotFound where there is no such document, a *TakenDown where it was removed.
	Evidence func(ctx context.Context, reportID string, version uint32, marks []string, selected string) ([]byte, error)
	// Interval returns the 95 % interval of a proportion of k in n.
	Interval func(k, n int64) (low, high float64)
	// RankCorrelation returns the rank correlation of two numbers, false where there is none. Nil: none is given.
	RankCorrelation func(x, y []float64) (float64, bool)
	// AuditRate estimates from the strata of an audit how often cells are read wrongly, with its 95 % interval.
	AuditRate func(strata []AuditStratumRow) AuditRate
	// Ready fails while the database does not answer or its schema is not current.
	Ready func(ctx context.Context) error
	// NextCrawl says when this service will crawl a site; nil, or false, where it will not.
	NextCrawl func(site string) (at time.Time, ok bool)
	Limits    Limits // of one client
	// CountedTexts is how many reports with a word a search counts before it says that there are more, where only their texts
	// tell whether they have it; 1,000 where it is 0.
	CountedTexts uint64
	// Query runs one query of somebody on the web, with no more rights than any reader has, and
	// writes ClickHouse's JSONCompact; a *QueryError is the query's own fault. Nil: there is no
	// console.
	Query func(ctx context.Context, sql string, w io.Writer) error
	// Tables describes the public tables, in alphabetical order. Nil: pages do not describe them.
	Tables func(ctx context.Context) ([]PublicTable, error)
	// Table writes a whole public table as csv (no mark, an unknown is empty) or parquet. It returns
	// ErrNotFound where there is none of that name, a *QueryError where it is too large for that.
	// Nil: tables are not given as a whole.
	Table func(ctx context.Context, name, format string, w io.Writer) error
	// Check says what would be found in a draft of a report, and keeps nothing of it; a *DraftRefusal is
	// for whoever sent it. It may take long, and ends early only where ctx ends before reading began.
	// Nil: drafts are not tried.
	Check func(ctx context.Context, d Draft) (*Opinion, error)
	// Desk is where persons who are signed in decide what the machine doubts. Nil: nobody signs in, and
	// there are no addresses for it.
	Desk *Desk
	// ReleaseFile opens a file of a release that is kept here; path is below its folder. It returns
	// ErrNotFound where it is not. Nil: no release is kept here, and their files are not given.
	ReleaseFile func(release, path string) (*os.File, error)
	// ReleaseFigures gives the figures of a report as a release that is kept here has them, none where
	// it has no such report. Nil: as ReleaseFile.
	ReleaseFigures func(release, reportID string) ([]ReleasedFigure, error)
	// ReleaseRow gives the first row of a public table whose first column, a text, is not before from, as a release that
	// is kept here has it; nil where all are before. Wanted where AsOf is, as ReleaseFigures.
	ReleaseRow func(release, table, from string) (map[string]string, error)
	// AsOf gives what the pages as of a release are made of; the same as long as the program runs, also where it is asked
	// at the same time. It returns ErrNotFound where the release is not kept here, or has no such pages, and ErrNotYet
	// while it is made ready. Nil: there are no such pages.
	AsOf func(ctx context.Context, release string) (AsOf, error)
	// TakedownsState names all that was taken down until now: another name as soon as anything more was; empty where nothing
	// was. It is asked for each answer as of a release. Wanted where AsOf is.
	TakedownsState func(ctx context.Context) (string, error)
	// Prepare has what nearly every page needs asked before anybody waits for it.
	Prepare bool
	// Examples are worked queries for the console.
	Examples []Example
	// Registry gets the metrics and is what /metrics shows; nil makes one.
	Registry *prometheus.Registry
	Method   int    // version of the method of scores and shares
	Version  string // of the program, as `gongkai version` prints it
	Log      *slog.Logger
}
