package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gongkai/crawler"
	"gongkai/disclosure"
	"gongkai/store"
)

// ingestCommand reads what was captured; documents from disk come in first, as captures.
type ingestCommand struct {
	Paths      []string  `arg:"" optional:"" name:"path" help:"Files or folders to bring in from disk. Of a folder: HTML, text, PDF, OFD, Word, Excel, RTF, WPS and WARC files; a file that is named is always taken. The documents in a WARC file keep their addresses and times. A document's address is file:FOLDER/NAME, from the folder that is named (or that holds a named file); the same address with other content later is a new version."`
	Files      bool      `help:"Says in a script that paths are meant; paths need no flag."`
	Reparse    bool      `help:"Read everything again, also what this parser version has read."`
	SourceURL  string    `name:"source-url" placeholder:"URL" help:"Where the document was obtained (one file only); it takes the address's place."`
	ObtainedAt time.Time `placeholder:"TIME" help:"When it was obtained, as 2021-03-01T09:00:00+08:00 (default: the file's own time)."`
	By         string    `placeholder:"WHO" help:"Who obtained it."`
	Site       string    `placeholder:"ID" help:"The site of --sites that the documents are from. Of a WARC file only what is on hosts of the site is taken then; without it a document there is the site's on whose host it is, or no site's."`
	sitesFlag

	site      *disclosure.Site
	directory crawler.Directory // of the sites that documents in WARC files may be from
}

// Run brings the paths in, reads what is unread, and computes what follows from it. What
// can't be brought in is named, and the exit status says so; everything else still comes in.
func (c *ingestCommand) Run(ctx context.Context, a *app) error {
	l, err := c.list()
	if err != nil {
		return err
	}
	if len(c.Paths) > 0 && len(l.documents) == 0 && len(l.refused) == 1 {
		return l.refused[0] // no database is needed to say that
	}
	sites, err := c.origin(l)
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.PutSites(ctx, sites); err != nil {
		return err
	}
	ctx = store.Patiently(ctx)
	brought, refused, err := c.bring(ctx, h, a, l)
	if err != nil {
		return err
	}
	n, err := h.ingest(ctx, a, c.Reparse)
	if err != nil {
		return err
	}
	if _, err := h.score(ctx); err != nil {
		return err
	}
	if len(c.Paths) > 0 {
		fmt.Fprintf(a.out, "%d documents brought in%s\n", brought, l.passedOver())
	}
	fmt.Fprintln(a.out, n)
	if refused > 0 {
		return fmt.Errorf("%d files, folders or records could not be brought in: the lines above say why", refused)
	}
	return nil
}

// origin finds the sites that the documents may be from: the one that is named, or, for WARC
// files, all of the sites file, if there is one.
func (c *ingestCommand) origin(l *listing) ([]disclosure.Site, error) {
	warc := slices.ContainsFunc(l.documents, func(d document) bool { return isWARC(d.path) })
	switch {
	case c.Site != "" && len(c.Paths) == 0:
		return nil, usageError{errors.New("--site says where documents from disk are from: name them")}
	case c.Site == "" && !warc:
		return nil, nil
	}
	if _, err := os.Stat(c.Sites); c.Site == "" && c.Sites == defaultSites && errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	sites, err := c.load()
	if err != nil {
		return nil, err
	}
	if c.Site != "" {
		if sites, err = chosen(sites, []string{c.Site}); err != nil {
			return nil, usageError{err}
		}
		c.site = &sites[0]
	}
	c.directory = crawler.NewDirectory(sites)
	return sites, nil
}

// list finds the documents that the paths name.
func (c *ingestCommand) list() (*listing, error) {
	if c.Files && len(c.Paths) == 0 {
		return nil, usageError{errors.New("--files wants paths: gongkai ingest --files reports/")}
	}
	if u, err := url.Parse(c.SourceURL); c.SourceURL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return nil, usageError{fmt.Errorf("--source-url %q: want an address like http://www.example.gov.cn/report.html", c.SourceURL)}
	}
	l, err := listDocuments(c.Paths)
	if err != nil {
		return nil, err
	}
	if n := len(l.documents) + len(l.refused); c.SourceURL != "" && n != 1 {
		return nil, usageError{fmt.Errorf("--source-url is the address of one file, here are %d", n)}
	}
	if c.SourceURL != "" && len(l.documents) == 1 && isWARC(l.documents[0].path) {
		return nil, usageError{errors.New("--source-url is not for a WARC file, whose documents have addresses of their own")}
	}
	return l, nil
}

// bring keeps each document as a capture, and says which could not be. Only an error of the
// database ends it. Bodies are read one at a time: what waits to be written is bounded.
func (c *ingestCommand) bring(ctx context.Context, h *home, a *app, l *listing) (brought, refused int, err error) {
	refuse := func(err error) {
		fmt.Fprintln(a.err, "gongkai:", err)
		refused++
	}
	for _, err := range l.refused {
		refuse(err)
	}
	keep := func(capture disclosure.Capture, err error) error {
		if err != nil {
			refuse(err)
			return ctx.Err()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		brought++
		return h.Keep(ctx, capture)
	}
	for _, d := range l.documents {
		if isWARC(d.path) {
			err = c.unpack(a, d, keep)
		} else {
			err = keep(c.capture(d))
		}
		if err != nil {
			return brought, refused, err
		}
	}
	return brought, refused, h.Flush(ctx)
}

// unpack hands over the documents of a WARC file. Only an error of keep ends it.
func (c *ingestCommand) unpack(a *app, d document, keep func(disclosure.Capture, error) error) error {
	file, err := os.Open(d.path)
	if err != nil {
		return keep(disclosure.Capture{}, fmt.Errorf("%s: %w", d.path, reason(err)))
	}
	defer file.Close()
	var kept error
	passed := passedOver{}
	err = readWARC(file, passed, func(r warcRecord, err error) error {
		site, known := c.directory.Site(r.address)
		if c.site != nil && !known {
			passed["on hosts that are none of the site's"]++
			return nil
		}
		switch {
		case err != nil:
			err = fmt.Errorf("%s: %s: %w", d.path, r.address, err)
		case len(r.body) == 0:
			err = fmt.Errorf("%s: %s is empty: nothing to read", d.path, r.address)
		}
		capture := c.capturing(d, r.body)
		if known {
			capture.SiteID = site.ID
		}
		capture.URL, capture.Status, capture.ContentType = r.address, r.status, r.contentType
		if c.ObtainedAt.IsZero() {
			capture.FetchedAt = r.at
		}
		kept = keep(capture, err)
		return kept
	})
	if err != nil && kept == nil {
		return keep(disclosure.Capture{}, fmt.Errorf("%s %w", d.path, err))
	}
	if len(passed) > 0 && kept == nil {
		fmt.Fprintf(a.out, "%s: records passed over: %s\n", d.path, passed)
	}
	return kept
}

// capture is a document from disk as if it had been crawled.
func (c *ingestCommand) capture(d document) (disclosure.Capture, error) {
	body, err := readDocument(d.path)
	if err != nil {
		return disclosure.Capture{}, err
	}
	if len(body) == 0 {
		return disclosure.Capture{}, fmt.Errorf("%s is empty: nothing to read", d.path)
	}
	info, err := os.Stat(d.path)
	if err != nil {
		return disclosure.Capture{}, err
	}
	capture := c.capturing(d, body)
	capture.URL = cmp.Or(c.SourceURL, d.address)
	if strings.EqualFold(filepath.Ext(d.path), ".txt") {
		capture.ContentType = "text/plain" // the address that it was obtained from may end otherwise
	}
	if c.ObtainedAt.IsZero() {
		capture.FetchedAt = info.ModTime()
	}
	return capture, nil
}

// capturing is a capture of what a file holds, but for its address.
func (c *ingestCommand) capturing(d document, body []byte) disclosure.Capture {
	site := store.SiteFiles
	if c.site != nil {
		site = c.site.ID
	}
	return disclosure.Capture{
		SiteID: site, Role: disclosure.RoleFile, FetchedAt: c.ObtainedAt,
		Outcome: disclosure.FetchOK, ObtainedBy: c.By, Body: body,
		Header: map[string]string{"file": strings.ToValidUTF8(filepath.Base(d.path), "\uFFFD")},
	}
}

// ingested counts what one pass over unread documents did.
type ingested struct {
	reports, figures, findings int
	outcomes                   map[disclosure.Outcome]int // documents
}

// String writes "3 documents read (ok 2, unsupported 1), 2 reports, 240 figures, 1 findings".
func (n ingested) String() string {
	documents := 0
	var parts []string
	for _, outcome := range slices.Sorted(maps.Keys(n.outcomes)) {
		documents += n.outcomes[outcome]
		parts = append(parts, fmt.Sprintf("%s %d", outcome, n.outcomes[outcome]))
	}
	text := fmt.Sprintf("%d documents read", documents)
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, ", ") + ")"
	}
	return fmt.Sprintf("%s, %d reports, %d figures, %d findings", text, n.reports, n.figures, n.findings)
}

func (n *ingested) add(r *store.Reading) {
	n.outcomes[r.Report.Outcome]++
	n.figures += r.Figures()
	n.findings += len(r.Report.Findings)
	if r.Report.Outcome.IsReport() {
		n.reports++
	}
}

// ingest reads every captured document that this parser version has not read, and makes the
// readings current. It may be killed at any point: what has no reading is read next time.
func (h *home) ingest(ctx context.Context, a *app, again bool) (n ingested, err error) {
	defer func() { ended(ctx, h.stages.ingests, err) }()
	n = ingested{outcomes: map[disclosure.Outcome]int{}}
	w := writing{write: func(readings []store.Reading) error {
		if err := h.Write(ctx, readings); err != nil {
			return err
		}
		for _, r := range readings {
			a.logDocument(ctx, &r)
			h.stages.documents.WithLabelValues(string(r.Report.Outcome)).Inc()
		}
		return nil
	}}
	err = h.eachUnread(ctx, again, func(r unwritten) error {
		if r.err != nil {
			return r.err
		}
		n.add(&r.Reading)
		a.tellUnread(&r.Reading)
		return w.add(r.Reading)
	})
	if left := w.end(err == nil); err == nil {
		err = left
	}
	if err != nil {
		return n, err
	}
	if err := h.Refresh(ctx); err != nil {
		return n, err
	}
	return n, h.noteVersion(ctx)
}

// logDocument writes a line for a document whose reading is stored: structured logs have one for each,
// for people it is a detail.
func (a *app) logDocument(ctx context.Context, r *store.Reading) {
	level := slog.LevelDebug
	if a.LogFormat == "json" {
		level = slog.LevelInfo
	}
	a.log.Log(ctx, level, "document read", "site", r.Capture.SiteID, "url", r.Capture.URL, "sha256", r.Report.SHA256, "outcome", r.Report.Outcome,
		"agency", orNull(r.Report.AgencyID), "year", orNull(r.Report.FiscalYear), "figures", r.Figures(), "findings", len(r.Report.Findings), "parser", r.Report.ParserVersion)
}

// orNull is what a pointer points to, for a log line: what is not known is null there.
func orNull[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// tellUnread says of a document that somebody brought in by hand why it is not read as a
// report. It is kept, and a parser that can will read it.
func (a *app) tellUnread(r *store.Reading) {
	if r.Capture.Role != disclosure.RoleFile || r.Report.Outcome.IsReport() {
		return
	}
	why := ""
	for _, f := range r.Report.Findings {
		why = cmp.Or(why, f.Message)
	}
	a.log.Warn("kept, not read as a report", "url", r.Capture.URL, "outcome", r.Report.Outcome, "why", why)
}
