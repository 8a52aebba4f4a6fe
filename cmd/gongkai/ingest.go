package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/disclosure"
	"gongkai/parse"
	"gongkai/store"
)

// ingestCommand reads what was captured; documents from disk come in first, as captures.
type ingestCommand struct {
	Paths      []string  `arg:"" optional:"" name:"path" help:"Files or folders to bring in from disk (HTML, text)."`
	Files      bool      `help:"Says in a script that paths are meant; paths need no flag."`
	Reparse    bool      `help:"Read everything again, also what this parser version has read."`
	SourceURL  string    `name:"source-url" placeholder:"URL" help:"Where the document was obtained (one file only)."`
	ObtainedAt time.Time `placeholder:"TIME" help:"When it was obtained, as 2021-03-01T09:00:00+08:00 (default: the file's own time)."`
	By         string    `placeholder:"WHO" help:"Who obtained it."`
}

// Run brings the paths in, reads what is unread, and computes what follows from it.
func (c *ingestCommand) Run(ctx context.Context, a *app) error {
	files, err := c.list()
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	brought, refused := c.bring(ctx, h, a, files)
	if err := ctx.Err(); err != nil {
		return err
	}
	n, err := h.ingest(ctx, a, c.Reparse)
	if err != nil {
		return err
	}
	if _, err := h.score(ctx); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%d files brought in, %s\n", brought, n)
	if refused > 0 {
		return fmt.Errorf("%d of %d files could not be brought in", refused, len(files))
	}
	return nil
}

// documentTypes are the endings that a folder is searched for; a file that is named itself
// is always taken.
var documentTypes = map[string]bool{".html": true, ".htm": true, ".shtml": true, ".txt": true}

// list expands folders. What a folder holds besides documents is passed over; hidden files too.
func (c *ingestCommand) list() ([]string, error) {
	if c.Files && len(c.Paths) == 0 {
		return nil, usageError{errors.New("--files wants paths: gongkai ingest --files reports/")}
	}
	var files []string
	for _, root := range c.Paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case path != root && strings.HasPrefix(d.Name(), "."):
				if d.IsDir() {
					return filepath.SkipDir
				}
			case !d.IsDir() && (path == root || documentTypes[strings.ToLower(filepath.Ext(path))]):
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if c.SourceURL != "" && len(files) != 1 {
		return nil, usageError{fmt.Errorf("--source-url is the address of one file, here are %d", len(files))}
	}
	return files, nil
}

// bring keeps each file as a capture. One that can't be read is named; the others still come in.
func (c *ingestCommand) bring(ctx context.Context, h *home, a *app, files []string) (brought, refused int) {
	for _, path := range files {
		if err := c.bringOne(ctx, h, path); err != nil {
			fmt.Fprintln(a.err, "gongkai:", err)
			refused++
			continue
		}
		brought++
	}
	if err := h.Flush(ctx); err != nil {
		fmt.Fprintln(a.err, "gongkai:", err)
		return 0, len(files)
	}
	return brought, refused
}

func (c *ingestCommand) bringOne(ctx context.Context, h *home, path string) error {
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(body) == 0 {
		return fmt.Errorf("%s is empty: nothing to read", path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	capture := disclosure.Capture{
		SiteID: store.SiteFiles, URL: c.SourceURL, Role: disclosure.RoleFile, FetchedAt: info.ModTime(),
		Outcome: disclosure.FetchOK, ObtainedBy: c.By, Body: body, Header: map[string]string{"file": filepath.Base(path)},
	}
	if capture.URL == "" {
		capture.URL = "file:" + filepath.Base(path)
	}
	if !c.ObtainedAt.IsZero() {
		capture.FetchedAt = c.ObtainedAt
	}
	return h.Keep(ctx, capture)
}

// ingested counts what one pass over unread documents did.
type ingested struct{ documents, reports, figures, findings int }

func (n ingested) String() string {
	return fmt.Sprintf("%d documents read, %d reports, %d figures, %d findings", n.documents, n.reports, n.figures, n.findings)
}

// ingest reads every captured document that this parser version has not read, and makes the
// readings current. It may be killed at any point: what has no reading is read next time.
func (h *home) ingest(ctx context.Context, a *app, again bool) (ingested, error) {
	var n ingested
	err := h.Unread(ctx, parserVersion, again, func(batch []store.Document) error {
		readings := make([]store.Reading, 0, len(batch))
		for _, d := range batch {
			r := read(d)
			n.documents++
			n.figures += len(r.Report.Figures)
			n.findings += len(r.Report.Findings)
			if r.Report.Outcome.IsReport() {
				n.reports++
			}
			readings = append(readings, r)
		}
		a.log.Debug("read", "documents", n.documents)
		return h.Write(ctx, readings)
	})
	if err != nil {
		return n, err
	}
	return n, h.Refresh(ctx)
}

// read makes a reading of a captured document.
func read(d store.Document) store.Reading {
	report := parse.Document(inputOf(d.Capture, d.Division))
	return store.Reading{Capture: d.Capture, Report: report, Division: d.Division}
}
