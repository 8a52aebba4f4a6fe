package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"gongkai/analytics"
	"gongkai/analytics/audit"
	"gongkai/analytics/release"
	"gongkai/disclosure"
)

type auditDrawCommand struct {
	Cells   uint32 `default:"400" placeholder:"N" help:"Cells in all (400): each stratum has its share of them, rounded up. Without an error in 400 the rate is at most 1 %."`
	Least   uint32 `default:"10" placeholder:"N" help:"Least cells of each stratum (10), or all that it has."`
	Release string `placeholder:"NAME" help:"Draw from what this release holds, not from the data as they are."`
	Seed    string `placeholder:"TEXT" help:"Another seed than the digest of the data, or the hash of the release: that it was chosen is told with the result."`
	By      string `placeholder:"WHO" help:"Who draws, which is public (default: the user of this machine)."`

	releases string // their folder, in tests
}

// maxAudited bounds a sample: nobody reads more.
const maxAudited = 100_000

// Run draws a sample and keeps it; the same drawing twice is one audit.
func (c *auditDrawCommand) Run(ctx context.Context, a *app) error {
	if c.Cells == 0 || c.Cells > maxAudited || c.Least > maxAudited {
		return usageError{fmt.Errorf("--cells and --least: want 1 to %d cells", maxAudited)}
	}
	by, err := handedInBy(c.By)
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	drawn := disclosure.Audit{At: a.clock.Now(), By: by, Wanted: c.Cells, Least: c.Least, Seed: strings.TrimSpace(c.Seed)}
	if drawn.Seed != "" {
		drawn.SeedOf = disclosure.SeedGiven
	}
	if err := c.draw(ctx, h, &drawn); err != nil {
		return err
	}
	before, err := h.audits(ctx, drawn.ID())
	if err != nil {
		return err
	}
	if len(before) > 0 {
		fmt.Fprintf(a.out, "%s: this sample was drawn already, by %s, and has %d of %d cells read\n", drawn.ID(), before[0].DrawnBy, before[0].Answered, before[0].Sampled)
		return nil
	}
	if err := h.KeepAudit(ctx, drawn); err != nil {
		return err
	}
	total := uint64(0)
	for _, s := range drawn.Strata {
		total += s.Cells
		fmt.Fprintf(a.out, "%s: %d of %d\n", s.AuditStratum, s.Sampled, s.Cells)
	}
	fmt.Fprintf(a.out, "%s: %d of %d cells, seed %s (%s)\n", drawn.ID(), len(drawn.Cells), total, drawn.Seed, drawn.SeedOf)
	fmt.Fprintf(a.out, "read them: gongkai audit list %s\n", drawn.ID())
	return nil
}

func (c *auditDrawCommand) draw(ctx context.Context, h *home, drawn *disclosure.Audit) error {
	if c.Release == "" {
		return h.drawAudit(ctx, drawn)
	}
	folder := c.releases
	if folder == "" && h.folder != "" {
		folder = filepath.Join(h.folder, releasesFolder)
	}
	dir := c.Release // a folder, or a name
	if release.ValidName(c.Release) == nil && folder != "" {
		dir = filepath.Join(folder, c.Release)
	}
	err := release.DrawAudit(dir, drawn)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no release %s here: name one of gongkai releases, or its folder", c.Release)
	}
	return err
}

// drawAudit draws from the data as they are, which must stay so meanwhile.
func (h *home) drawAudit(ctx context.Context, drawn *disclosure.Audit) error {
	before, err := h.dataState(ctx)
	if err != nil {
		return err
	}
	drawn.Digest, drawn.OldestParser, drawn.NewestParser = before.Digest, before.Oldest, before.Newest
	if drawn.Seed == "" {
		drawn.Seed, drawn.SeedOf = before.Digest, disclosure.SeedOfData
	}
	if err := audit.Draw(ctx, h.DB, drawn); err != nil {
		return err
	}
	after, err := h.dataState(ctx)
	if err == nil && after != before {
		err = errors.New("the data changed while the sample was drawn: draw it again when nothing is crawled or read")
	}
	return err
}

// dataState is which data there are now.
type dataState struct {
	Digest string `ch:"digest"`
	Oldest uint32 `ch:"oldest"`
	Newest uint32 `ch:"newest"`
}

func (h *home) dataState(ctx context.Context) (dataState, error) {
	var rows []dataState
	digest, err := analytics.MeasureSQL("data_digest")
	if err != nil {
		return dataState{}, err
	}
	query := "SELECT digest, (SELECT toUInt32(min(parser_version)) FROM reports) AS oldest, (SELECT toUInt32(max(parser_version)) FROM reports) AS newest FROM (" + digest + ")"
	if err := h.Select(ctx, &rows, query, nil); err != nil {
		return dataState{}, fmt.Errorf("asking for the digest of the data: %w", err)
	}
	return rows[0], nil
}
