package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"time"

	"gongkai/disclosure"
)

// SiteFiles is the site of documents that were brought in from disk.
const SiteFiles = disclosure.SiteFiles

// Keep keeps a capture. It waits in memory for a moment, so that several are written
// together; Flush, CloseCrawl, Close and whatever reads captures write them at once. An error
// may be that of captures that were kept before. The same ID is one row, whatever happens, and the last capture
// with it stands: whoever gives IDs says by them what may replace what. A file from disk is
// one row for the same address and content, and its first sighting stands. ID, SHA256 and
// Bytes are filled in where they are missing; a capture of a file without a site belongs to
// SiteFiles. A capture's File is closed once it is written.
func (db *DB) Keep(ctx context.Context, c disclosure.Capture) error {
	complete(&c)
	if c.Outcome == disclosure.FetchNotModified && c.SHA256 == "" {
		return fmt.Errorf("keeping %s: an answer of not modified must name the body that it speaks of", c.URL)
	}
	return db.pending.add(ctx, func(b *batch) {
		b.captures = append(b.captures, c)
		b.bytes += int(sizeOf(c))
	})
}

func complete(c *disclosure.Capture) {
	if c.SHA256 == "" && len(c.Body) > 0 {
		sum := sha256.Sum256(c.Body)
		c.SHA256 = hex.EncodeToString(sum[:])
	}
	if c.Bytes == 0 {
		c.Bytes = int64(len(c.Body))
	}
	if c.SiteID == "" && c.Role == disclosure.RoleFile {
		c.SiteID = SiteFiles
	}
	if c.ID == "" {
		c.ID = CaptureID(*c)
	}
}

// CaptureID is what makes a capture without an ID the same one again: site, address, crawl
// and role; for a file from disk, which no crawl fetched, its content takes the crawl's place.
func CaptureID(c disclosure.Capture) string {
	visit := c.CrawlID
	if c.Role == disclosure.RoleFile {
		visit = c.SHA256
	}
	return digest(c.SiteID, c.URL, visit, string(c.Role))
}

// digest is a short name for a few texts: the first 8 bytes of their SHA-256.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// withoutLaterFiles leaves out files that are in the archive since an earlier day: the first
// sighting is the evidence, and bringing a folder in twice must change nothing.
func (db *DB) withoutLaterFiles(ctx context.Context, rows []disclosure.Capture) ([]disclosure.Capture, error) {
	var ids []string
	for _, c := range rows {
		if c.Role == disclosure.RoleFile {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return rows, nil
	}
	var known []struct {
		ID        string    `ch:"capture_id"`
		FetchedAt time.Time `ch:"fetched_at"`
	}
	const query = "SELECT capture_id, fetched_at FROM captures_history FINAL WHERE capture_id IN {ids:Array(String)} AND role = 'file'"
	if err := db.Select(ctx, &known, query, map[string]any{"ids": ids}); err != nil {
		return nil, fmt.Errorf("looking for files in the archive: %w", err)
	}
	first := map[string]time.Time{}
	for _, k := range known {
		first[k.ID] = k.FetchedAt
	}
	var kept []disclosure.Capture
	for _, c := range rows {
		seen, ok := first[c.ID]
		if c.Role == disclosure.RoleFile && ok && !c.FetchedAt.Truncate(time.Millisecond).Before(seen) {
			continue
		}
		if c.Role == disclosure.RoleFile {
			first[c.ID] = c.FetchedAt.Truncate(time.Millisecond)
		}
		kept = append(kept, c)
	}
	return kept, nil
}

const captureTarget = `captures_history (capture_id, site_id, crawl_id, url, final_url, parent_url, list_url, title, list_date, role, family,
	fetched_at, http_status, outcome, error, failure, content_type, charset, etag, last_modified, header, sha256, bytes, obtained_by, kept_at)`

func captureRows(captures []disclosure.Capture) [][]any {
	rows := make([][]any, 0, len(captures))
	for _, c := range captures {
		header := c.Header
		if header == nil {
			header = map[string]string{}
		}
		rows = append(rows, []any{c.ID, c.SiteID, c.CrawlID, c.URL, c.FinalURL, c.ParentURL, c.ListURL, c.Title, day(c.ListDate), string(c.Role), c.Family,
			c.FetchedAt.UTC(), uint16(c.Status), c.Outcome, c.Error, string(c.Failure), c.ContentType, charsetOf(c.ContentType), field(header, "etag"), field(header, "last-modified"),
			header, c.SHA256, uint64(c.Bytes), c.ObtainedBy, keptAt(len(rows))})
	}
	return rows
}

// charsetOf is the charset that a Content-Type names.
func charsetOf(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}
