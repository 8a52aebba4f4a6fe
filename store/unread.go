package store

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"gongkai/disclosure"
)

// Document is a captured document to be read: the capture that brought it first, with its
// body, and the division of the site it was found on (zero where that is not known).
type Document struct {
	Capture  disclosure.Capture
	Division disclosure.Division
}

// Documents come in batches that fit into memory with their bodies.
const (
	pageDocuments  = 40_000 // looked up at a time: each look goes through all captures
	pageFirst      = 1000   // nothing can be read before they are there
	batchDocuments = 256
	firstDocuments = 32 // nothing can be read before the first batch is there
	batchBytes     = 16 << 20
)

// Unread hands every captured document (in the roles report, attachment and file, each body
// of each address once) that parserVersion has not read to read, in batches, and those of which
// a register has come to say something else; with all set all that it has read. The order is that of the bodies in the
// archive, so that of many each is unpacked once; a run that is killed and started again goes on where
// readings are missing. An error of read ends the iteration.
func (db *DB) Unread(ctx context.Context, parserVersion int, all bool, read func([]Document) error) error {
	if err := db.Flush(ctx); err != nil {
		return err
	}
	divisions, err := db.siteDivisions(ctx)
	if err != nil {
		return err
	}
	again, err := db.outdated(ctx, divisions)
	if err != nil {
		return err
	}
	// While a batch is read the bodies of the next are fetched: of two batches there are bodies at a time.
	group, ctx := errgroup.WithContext(ctx)
	batches := make(chan []Document)
	group.Go(func() error {
		defer close(batches)
		return db.fetchUnread(ctx, parserVersion, all, again, divisions, batches)
	})
	group.Go(func() error {
		for batch := range batches {
			if err := read(batch); err != nil {
				return err
			}
		}
		return nil
	})
	return group.Wait()
}

// fetchUnread sends what is to be read, batch by batch. While bodies are fetched the next documents are looked up.
func (db *DB) fetchUnread(ctx context.Context, parserVersion int, all bool, again []string, divisions map[string]disclosure.Division, batches chan<- []Document) error {
	group, ctx := errgroup.WithContext(ctx)
	pages := make(chan []captureRow)
	group.Go(func() error {
		defer close(pages)
		return db.lookUpUnread(ctx, parserVersion, all, again, pages)
	})
	group.Go(func() error {
		most, unread := firstDocuments, 0
		for page := range pages {
			if unread += len(page); unread >= db.veryMany && !db.loading.Load() {
				if err := db.beginLoading(ctx); err != nil {
					return err
				}
			}
			for rest := page; len(rest) > 0; {
				n := batchSize(rest, most)
				most = min(2*most, batchDocuments)
				batch, err := db.documents(ctx, rest[:n], divisions)
				if err != nil {
					return err
				}
				if err := sent(ctx, batches, batch); err != nil {
					return err
				}
				rest = rest[n:]
			}
		}
		return nil
	})
	return group.Wait()
}

// lookUpUnread sends the keys of what is to be read, page by page.
func (db *DB) lookUpUnread(ctx context.Context, parserVersion int, all bool, again []string, pages chan<- []captureRow) error {
	after := captureRow{}
	for limit := pageFirst; ; limit = pageDocuments {
		page, err := db.unreadPage(ctx, parserVersion, all, again, after, limit)
		if err != nil || len(page) == 0 {
			return err
		}
		after = page[len(page)-1]
		if err := sent(ctx, pages, page); err != nil {
			return err
		}
	}
}

// sent sends through a channel, unless ctx ends before.
func sent[T any](ctx context.Context, to chan<- T, item T) error {
	select {
	case to <- item:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// unreadPage looks up the next documents by their keys. argMin takes the first capture, so
// that the facts about a document never depend on when it is read.
func (db *DB) unreadPage(ctx context.Context, parserVersion int, all bool, again []string, after captureRow, limit int) ([]captureRow, error) {
	const query = `SELECT ` + captureColumns + ` FROM captures_history FINAL
		WHERE ` + isDocument + `
			AND (sha256, url) > ({sha256:String}, {url:String})
			AND ({all:Bool} OR url IN {again:Array(String)} OR (url, sha256) NOT IN (SELECT url, sha256 FROM readings WHERE parser_version = {version:UInt32}))
		ORDER BY sha256, url, fetched_at, capture_id LIMIT 1 BY sha256, url LIMIT {limit:UInt32}`
	var page []captureRow
	params := map[string]any{"url": after.URL, "sha256": after.SHA256, "all": all, "again": append([]string{}, again...), "version": parserVersion, "limit": limit}
	if err := db.Select(ctx, &page, query, params); err != nil {
		return nil, fmt.Errorf("looking for unread documents: %w", err)
	}
	return page, nil
}

// isDocument holds of a capture that is to be read.
const isDocument = "role IN ('report', 'attachment', 'file') AND outcome IN ('ok', 'not_modified') AND sha256 != '' AND " + notTakenDown

// CountUnread counts the documents that Unread would hand over for not having been read.
func (db *DB) CountUnread(ctx context.Context, parserVersion int) (uint64, error) {
	var rows []struct {
		N uint64 `ch:"n"`
	}
	const query = `SELECT uniqExact(url, sha256) AS n FROM captures_history FINAL
		WHERE ` + isDocument + ` AND (url, sha256) NOT IN (SELECT url, sha256 FROM readings WHERE parser_version = {version:UInt32})`
	if err := db.Select(ctx, &rows, query, map[string]any{"version": parserVersion}); err != nil {
		return 0, fmt.Errorf("counting unread documents: %w", err)
	}
	return rows[0].N, nil
}

// batchSize is how many documents fit into a batch, most at most.
func batchSize(rows []captureRow, most int) int {
	bytes := uint64(0)
	for i, r := range rows {
		bytes += r.Bytes
		if i > 0 && (bytes > batchBytes || i == most) {
			return i
		}
	}
	return len(rows)
}

// documents are captures with their bodies.
func (db *DB) documents(ctx context.Context, rows []captureRow, divisions map[string]disclosure.Division) ([]Document, error) {
	names := make([]string, 0, len(rows))
	for _, r := range rows {
		names = append(names, r.SHA256)
	}
	bodies, err := db.bodiesOf(ctx, names)
	if err != nil {
		return nil, fmt.Errorf("reading bodies: %w", err)
	}
	batch := make([]Document, 0, len(rows))
	for _, r := range rows {
		body, ok := bodies[r.SHA256]
		if !ok {
			return nil, fmt.Errorf("%s: body %s: %w; restore it from a backup", r.URL, r.SHA256, ErrNoBody)
		}
		d := Document{Capture: r.capture(), Division: divisions[r.SiteID]}
		d.Capture.Body = body
		batch = append(batch, d)
	}
	return batch, nil
}
