package store

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"gongkai/disclosure"
)

// OpenCrawl begins a crawl of a site. A crawl of the site that never finished goes on under
// its own ID, so that what it has captured is not fetched again.
func (db *DB) OpenCrawl(ctx context.Context, siteID string, started time.Time) (disclosure.Crawl, error) {
	open, err := db.opening.crawls.do(ctx, siteID)
	if err != nil {
		return disclosure.Crawl{}, fmt.Errorf("looking for an unfinished crawl of %s: %w", siteID, err)
	}
	if len(open) > 0 {
		return disclosure.Crawl{ID: open[0].ID, SiteID: siteID, StartedAt: open[0].StartedAt}, nil
	}
	// To the millisecond, as it is kept: a resumed crawl must equal the one that was opened.
	started = started.UTC().Truncate(time.Millisecond)
	c := disclosure.Crawl{ID: digest(siteID, started.Format(time.RFC3339Nano)), SiteID: siteID, StartedAt: started}
	// It is there before anything of the crawl is kept. Sites that begin together share a statement.
	return c, db.keepCrawl(ctx, c)
}

// unfinished is the last crawl of a site that has no end.
type unfinished struct {
	Site      string    `ch:"site_id"`
	ID        string    `ch:"crawl_id"`
	StartedAt time.Time `ch:"started_at"`
}

func (db *DB) unfinishedOf(ctx context.Context, sites []string) ([][]unfinished, error) {
	var rows []unfinished
	const query = `SELECT site_id, crawl_id, started_at FROM crawls_history FINAL
		WHERE site_id IN {sites:Array(String)} AND finished_at IS NULL ORDER BY started_at DESC LIMIT 1 BY site_id`
	err := db.Select(ctx, &rows, query, map[string]any{"sites": sites})
	return bySite(sites, rows, func(u unfinished) string { return u.Site }), err
}

// CloseCrawl writes what waits, then the crawl's row: what it says is there is there.
func (db *DB) CloseCrawl(ctx context.Context, c disclosure.Crawl) error {
	defer db.had.end(c.SiteID)
	return db.keepCrawl(ctx, c)
}

func (db *DB) keepCrawl(ctx context.Context, c disclosure.Crawl) error {
	return db.pending.addAndFlush(ctx, func(b *batch) { b.crawls = append(b.crawls, c) })
}

const crawlTarget = "crawls_history (crawl_id, site_id, started_at, finished_at, complete, pages, fetched, note, note_codes, note_args, kept_at)"

func crawlRows(crawls []disclosure.Crawl) [][]any {
	rows := make([][]any, 0, len(crawls))
	for _, c := range crawls {
		var finished *time.Time
		if !c.FinishedAt.IsZero() {
			t := c.FinishedAt.UTC()
			finished = &t
		}
		codes, args := make([]string, 0, len(c.Why)), make([][]string, 0, len(c.Why))
		for _, r := range c.Why {
			codes, args = append(codes, r.Code), append(args, notNil(r.Args))
		}
		rows = append(rows, []any{c.ID, c.SiteID, c.StartedAt.UTC(), finished, flag(c.Complete), uint64(c.Pages), uint64(c.Fetched), c.Note, codes, args, keptAt(len(rows))})
	}
	return rows
}

// notNil is an empty list for none: the driver writes no nil.
func notNil(all []string) []string {
	if all == nil {
		return []string{}
	}
	return all
}

// keptAt is when the i-th row of a batch is kept: of two rows with one key in one batch the
// later must win, so their times differ.
func keptAt(i int) time.Time { return time.Now().UTC().Add(time.Duration(i) * time.Microsecond) }

func flag(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// KeepWalk keeps what became of walking a list. It is written after the captures that were
// kept before it, and waits with them for a moment, as Keep says. The same list in the same
// crawl is one row, and its last walk stands.
func (db *DB) KeepWalk(ctx context.Context, w disclosure.Walk) error {
	return db.pending.add(ctx, func(b *batch) { b.walks = append(b.walks, w) })
}

const walkTarget = "walks_history (site_id, crawl_id, url, name, state, reason, reason_code, reason_args, family, pages, links, started_at, finished_at, kept_at)"

func walkRows(walks []disclosure.Walk) [][]any {
	rows := make([][]any, 0, len(walks))
	for _, w := range walks {
		rows = append(rows, []any{w.SiteID, w.CrawlID, w.URL, w.Name, w.State, w.Reason, w.Why.Code, notNil(w.Why.Args), w.Family, uint64(w.Pages), uint64(w.Links),
			w.StartedAt.UTC(), w.FinishedAt.UTC(), keptAt(len(rows))})
	}
	return rows
}

// Known returns, by address, the last capture of a site that has a body, without the body:
// what a conditional request and a resumed crawl need to know, robots.txt included.
func (db *DB) Known(ctx context.Context, siteID string) (map[string]disclosure.Capture, error) {
	known, err := db.opening.known.do(ctx, siteID)
	if err != nil {
		return nil, fmt.Errorf("reading what is known of %s: %w", siteID, err)
	}
	db.had.begin(siteID, known)
	return known, nil
}

func (db *DB) knownOf(ctx context.Context, sites []string) ([]map[string]disclosure.Capture, error) {
	if err := db.Flush(ctx); err != nil {
		return nil, err
	}
	var rows []captureRow
	query := "SELECT " + captureColumns + ` FROM captures_history FINAL
		WHERE site_id IN {sites:Array(String)} AND sha256 != '' AND outcome IN ('ok', 'not_modified') AND ` + notTakenDown + `
		ORDER BY fetched_at DESC, capture_id LIMIT 1 BY site_id, url`
	if err := db.Select(ctx, &rows, query, map[string]any{"sites": sites}); err != nil {
		return nil, err
	}
	answers := make([]map[string]disclosure.Capture, len(sites))
	for i, captures := range bySite(sites, rows, captureRow.site) {
		answers[i] = make(map[string]disclosure.Capture, len(captures))
		for _, r := range captures {
			answers[i][r.URL] = r.capture()
		}
	}
	return answers, nil
}

const captureColumns = `capture_id, site_id, crawl_id, url, final_url, parent_url, list_url, title, list_date, role, family, fetched_at, http_status,
	outcome, error, failure, content_type, etag, last_modified, header, sha256, bytes, obtained_by`

// captureRow is a row of captures_history as the driver scans it.
type captureRow struct {
	ID           string            `ch:"capture_id"`
	SiteID       string            `ch:"site_id"`
	CrawlID      string            `ch:"crawl_id"`
	URL          string            `ch:"url"`
	FinalURL     string            `ch:"final_url"`
	ParentURL    string            `ch:"parent_url"`
	ListURL      string            `ch:"list_url"`
	Title        string            `ch:"title"`
	ListDate     *time.Time        `ch:"list_date"`
	Role         string            `ch:"role"`
	Family       string            `ch:"family"`
	FetchedAt    time.Time         `ch:"fetched_at"`
	Status       uint16            `ch:"http_status"`
	Outcome      string            `ch:"outcome"`
	Error        string            `ch:"error"`
	Failure      string            `ch:"failure"`
	ContentType  string            `ch:"content_type"`
	ETag         string            `ch:"etag"`
	LastModified string            `ch:"last_modified"`
	Header       map[string]string `ch:"header"`
	SHA256       string            `ch:"sha256"`
	Bytes        uint64            `ch:"bytes"`
	ObtainedBy   string            `ch:"obtained_by"`
}

func (r captureRow) site() string { return r.SiteID }

func (r captureRow) capture() disclosure.Capture {
	header := maps.Clone(r.Header)
	if header == nil {
		header = map[string]string{}
	}
	return disclosure.Capture{ID: r.ID, SiteID: r.SiteID, CrawlID: r.CrawlID, URL: r.URL, FinalURL: r.FinalURL, ParentURL: r.ParentURL,
		ListURL: r.ListURL, Title: r.Title, ListDate: dateOf(r.ListDate), Role: disclosure.Role(r.Role), Family: r.Family, FetchedAt: r.FetchedAt,
		Status: int(r.Status), Outcome: r.Outcome, Error: r.Error, Failure: disclosure.Failure(r.Failure), Header: header, ContentType: r.ContentType, SHA256: r.SHA256,
		Bytes: int64(r.Bytes), ObtainedBy: r.ObtainedBy}
}

// dateOf reads a Nullable(Date) column: midnight UTC is the day itself.
func dateOf(t *time.Time) *disclosure.Date {
	if t == nil {
		return nil
	}
	d, err := disclosure.ParseDate(t.UTC().Format(time.DateOnly))
	if err != nil {
		return nil
	}
	return &d
}

// field finds a header whatever its case.
func field(header map[string]string, name string) string {
	for k, v := range header {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}
