package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics/export"
	"gongkai/analytics/release"
	"gongkai/dashboards"
	"gongkai/store"
	"gongkai/store/seal"
)

// releasesFolder is where releases are kept, in the data folder.
const releasesFolder = "releases"

// releaseCommand freezes what is public under a name; without one it lists what was released.
type releaseCommand struct {
	Name    string `arg:"" optional:"" help:"Name of the release, such as 2026.1; without one those that there are are listed."`
	To      string `placeholder:"DIR" help:"The folder that holds the releases, each in one of its own (default releases in the data folder)."`
	Parquet bool   `default:"true" negatable:"" help:"Write the tables as Parquet, too; --no-parquet leaves them as CSV alone."`
	Pages   bool   `default:"true" negatable:"" help:"Keep what the pages as of the release are made of; without it (--no-pages) it has none."`
	sealFlags

	tables []string // those that are released; empty: all, as ever but in tests
}

// Run makes the release whole or not at all.
func (c *releaseCommand) Run(ctx context.Context, a *app) error {
	if err := c.valid(); err != nil {
		return err
	}
	if !a.hasData() {
		return errors.New("there is nothing to release yet: name the data folder with --data, or crawl and ingest first")
	}
	if c.Name != "" {
		if err := release.ValidName(c.Name); err != nil {
			return usageError{err}
		}
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	if c.Name == "" {
		return errors.Join(a.listReleases(ctx, h), h.close())
	}
	m, err := c.release(store.Patiently(ctx), a, h)
	if err = errors.Join(err, h.close()); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "release %s, number %d: tables %d, reports %d, seal %d, files %d, digest %s\n", m.Name, m.Number, len(m.Tables), m.Data.Reports, m.Seal.Seal, len(m.Files), m.Data.Digest)
	printChanges(a, m)
	printAudit(a, m)
	fmt.Fprintf(a.out, "cite: %s\n", m.Citation.ZH)
	return nil
}

func printChanges(a *app, m release.Manifest) {
	if c := m.Changes; c != nil {
		fmt.Fprintf(a.out, "since %s: figures added %d, changed %d, withdrawn %d; scores added %d, changed %d, withdrawn %d\n", m.Previous.Name,
			c.Figures.Added, c.Figures.Changed, c.Figures.Withdrawn, c.Scores.Added, c.Scores.Changed, c.Scores.Withdrawn)
	}
}

// printAudit says how often cells are read wrongly, or that nobody knows.
func printAudit(a *app, m release.Manifest) {
	if s := m.Audit; s != nil {
		fmt.Fprintf(a.out, "audit %s: %d errors in %d of %d cells, rate %s\n", s.ID, s.Errors, s.Sampled, s.Cells, rateText(dashboards.AuditRate{Rate: s.Rate, Low: s.Low, High: s.High}))
		return
	}
	fmt.Fprintln(a.out, "audit: none that is finished speaks for these data, so the rate of our errors is not known; gongkai audit draw makes one for the next")
}

// listReleases prints a line a release.
func (a *app) listReleases(ctx context.Context, h *home) error {
	all, err := h.Releases(ctx)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(a.out, "nothing was released yet: gongkai release NAME makes the first")
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "NUMBER\tNAME\tRELEASED (UTC)\tDIGEST\tSEAL\tMANIFEST")
	for _, r := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%s\n", r.Number, r.Name, r.ReleasedAt.UTC().Format(time.DateTime), r.Digest, r.Seal, r.Hash)
	}
	return w.Flush()
}

// release makes one, while nobody else does.
func (c *releaseCommand) release(ctx context.Context, a *app, h *home) (m release.Manifest, err error) {
	if c.To == "" && h.folder == "" {
		return m, usageError{errors.New("with --clickhouse there is no data folder to keep releases in: name a folder with --to")}
	}
	key, err := c.keyOf(ctx, a, h)
	if err != nil {
		return m, err
	}
	err = h.Alone(ctx, "releases", func(ctx context.Context) (err error) {
		m, err = c.releaseAlone(ctx, a, h, key)
		return err
	})
	return m, err
}

func (c *releaseCommand) releaseAlone(ctx context.Context, a *app, h *home, key seal.Key) (m release.Manifest, err error) {
	folder := cmp.Or(c.To, filepath.Join(h.folder, releasesFolder))
	dir := filepath.Join(folder, c.Name)
	all, err := h.Releases(ctx)
	if err != nil {
		return m, err
	}
	o := release.Options{Name: c.Name, Number: uint64(len(all)) + 1, Now: h.clock.Now, Program: "gongkai " + programVersion(), Key: key.Public(), Sign: key.Sign}
	for _, r := range all {
		if strings.EqualFold(r.Name, c.Name) {
			return m, fmt.Errorf("%s, number %d of %s: %w", r.Name, r.Number, r.ReleasedAt.UTC().Format(time.DateOnly), release.ErrThere)
		}
		o.Previous = filepath.Join(folder, r.Name)
	}
	if left, hash, err := release.Open(dir); err == nil { // a run was killed before it could say that it is there
		return left, c.adopt(ctx, h, dir, left, hash, o)
	}
	if _, err := os.Stat(o.Previous); o.Previous != "" && errors.Is(err, fs.ErrNotExist) {
		return m, fmt.Errorf("the release before is not there (%s), and without it nobody can say what has changed since: put its folder there, or name the folder of all releases with --to", o.Previous)
	}
	if o.Schema, _, err = h.SchemaState(ctx); err != nil {
		return m, err
	}
	taken, err := h.Takedowns(ctx)
	if err != nil {
		return m, err
	}
	hidden := map[string]bool{}
	for _, t := range taken {
		hidden[t.SHA256] = t.Hide
	}
	o.Hidden = func(sha256 string) bool { return hidden[sha256] }
	o.Seals = func(ctx context.Context, dir string) (release.Seal, error) { return c.seals(ctx, a, h, key, dir) }
	digest := ""
	o.Package = func(ctx context.Context, dir string) error {
		made, err := export.Write(ctx, h.DB, dir, export.Options{Program: o.Program, Tables: c.tables, Formats: c.formats(),
			Copied: func(table string, rows uint64) { a.log.Info("table copied", "table", table, "rows", rows) }})
		digest = made.Digest
		return err
	}
	if c.Pages {
		o.Pages = func(ctx context.Context, create func(table string) (io.WriteCloser, error)) error {
			return h.freeze(ctx, digest, create)
		}
	}
	if m, err = release.Write(ctx, dir, o); err != nil {
		return m, err
	}
	return m, h.keepRelease(ctx, dir, m)
}

// formats are those of the tables: CSV always, since releases are compared and looked up by it.
func (c *releaseCommand) formats() []string {
	if c.Parquet {
		return []string{export.CSV, export.Parquet}
	}
	return []string{export.CSV}
}

// seals seals what is not sealed yet and writes all seals.
func (c *releaseCommand) seals(ctx context.Context, a *app, h *home, key seal.Key, dir string) (s release.Seal, err error) {
	made, err := h.seal(ctx, a, c.sealFlags, key, true)
	if err != nil {
		return s, err
	}
	if made.Manifest.Seal == 0 {
		return s, errors.New("nothing was captured yet, so there is nothing to release")
	}
	if made.Unstamped != nil {
		a.log.Warn("the newest seal has no time stamp", "why", made.Unstamped)
	}
	if _, err := seal.Write(ctx, h.DB, dir); err != nil {
		return s, err
	}
	return release.Seal{Seal: made.Manifest.Seal, SealedAt: made.SealedAt, Manifest: made.Hash(), Chain: made.Chain, Records: made.FirstRecord + made.Records - 1}, h.writeSeals(ctx, "")
}

// adopt takes up a release that is whole and whose row is missing.
func (c *releaseCommand) adopt(ctx context.Context, h *home, dir string, m release.Manifest, hash string, o release.Options) error {
	if m.Number != o.Number || m.Name != o.Name {
		return fmt.Errorf("%s: %w", dir, release.ErrThere)
	}
	found, _, err := verifyRelease(ctx, dir, seal.Check{})
	if err != nil || len(found.Wrong) > 0 {
		return errors.Join(fmt.Errorf("%s was left by a run that was killed, and is not whole (gongkai verify %s says why): move it away", dir, dir), err)
	}
	return h.keepRelease(ctx, dir, m)
}

// keepRelease writes the row of a release: from then on pages show it.
func (h *home) keepRelease(ctx context.Context, dir string, m release.Manifest) error {
	text, err := release.Text(dir)
	if err != nil {
		return err
	}
	signature, err := os.ReadFile(filepath.Join(dir, release.SignatureFile))
	if err != nil {
		return err
	}
	_, hash, err := release.Open(dir)
	if err != nil {
		return err
	}
	at, err := time.Parse(time.RFC3339Nano, m.ReleasedAt)
	if err != nil {
		return err
	}
	return h.KeepRelease(ctx, store.Release{Number: m.Number, Name: m.Name, ReleasedAt: at, Digest: m.Data.Digest, Seal: m.Seal.Seal, Hash: hash, Manifest: string(text), Signature: hex.EncodeToString(signature)})
}
