package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gongkai/analytics/export"
	"gongkai/analytics/release"
	"gongkai/store"
)

// takedownsWithdrawCommand takes what was taken down out of the files of releases that were made before.
type takedownsWithdrawCommand struct {
	Release []string `arg:"" optional:"" help:"Names of releases (default all whose folders are kept here)."`
	From    string   `placeholder:"DIR" help:"The folder that holds the releases, each in one of its own (default releases in the data folder)."`
	SealKey string   `placeholder:"FILE" help:"The key that signs what was withdrawn, that of seals and releases (default seal.key in the data folder)."`
}

// Run rewrites the files of each release, and says what went.
func (c *takedownsWithdrawCommand) Run(ctx context.Context, a *app) error {
	for _, name := range c.Release {
		if err := release.ValidName(name); err != nil {
			return usageError{err}
		}
	}
	if !a.hasData() {
		return errors.New("there is nothing to withdraw from: name the data folder with --data")
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	ctx = store.Patiently(ctx)
	err = h.Alone(ctx, "releases", func(ctx context.Context) error { return c.withdraw(ctx, a, h) })
	return errors.Join(err, h.close())
}

func (c *takedownsWithdrawCommand) withdraw(ctx context.Context, a *app, h *home) error {
	folder := cmp.Or(c.From, filepath.Join(h.folder, releasesFolder))
	if c.From == "" && h.folder == "" {
		return usageError{errors.New("with --clickhouse there is no data folder that keeps releases: name the folder with --from")}
	}
	taken, err := h.Takedowns(ctx)
	if err != nil {
		return err
	}
	names, err := c.names(ctx, a, h, folder)
	if err != nil || len(names) == 0 {
		return err
	}
	if err := h.ClearScratch(ctx); err != nil {
		return err
	}
	key, err := sealFlags{SealKey: c.SealKey}.keyOf(ctx, a, h)
	if err != nil {
		return err
	}
	for _, name := range names {
		done, err := h.withdraw(ctx, filepath.Join(folder, name), release.WithdrawOptions{Now: h.clock.Now, Program: "gongkai " + programVersion(), Takedowns: taken, Key: key.Public(), Sign: key.Sign})
		if err != nil {
			return err
		}
		fmt.Fprintln(a.out, saidOfWithdrawal(name, done))
		said, err := h.forgetPages(ctx, filepath.Join(folder, name))
		if err != nil {
			return fmt.Errorf("emptying the database of the pages of release %s: %w", name, err)
		}
		if said != "" {
			fmt.Fprintln(a.out, "release "+name+": "+said)
		}
	}
	return nil
}

// forgetPages empties the database of the pages of a release, where it was made from files as they were before something was withdrawn
// from them: whoever never asks for these pages again would leave it there.
func (h *home) forgetPages(ctx context.Context, dir string) (said string, err error) {
	m, hash, err := release.Open(dir)
	if err != nil {
		return "", err
	}
	state, err := release.State(dir, hash)
	if err != nil || state == hash {
		return "", err // nothing was withdrawn
	}
	forgotten, err := h.Forget(ctx, pagesOf(m), madeFrom(m, state))
	var busy *store.BusyError
	switch {
	case errors.As(err, &busy):
		return "its pages are just being made ready, perhaps from files as they were before: withdraw again when they are", nil
	case forgotten:
		return "what its pages were made of is forgotten, and is made anew when they are asked for", err
	}
	return "", err
}

func saidOfWithdrawal(name string, done release.Withdrawn) string {
	switch {
	case done.Documents == 0:
		return "release " + name + ": it has nothing that was taken down"
	case done.Files == 0:
		return "release " + name + ": nothing new is to be withdrawn"
	case done.Number == 0:
		return fmt.Sprintf("release %s: files %d were not as its last withdrawal says, and are now", name, done.Files)
	}
	return fmt.Sprintf("release %s, withdrawal %d: documents %d, files written anew %d, rows taken out or emptied %d", name, done.Number, done.Documents, done.Files, done.Rows)
}

// names are the releases that are meant: without any, those whose folders are here.
func (c *takedownsWithdrawCommand) names(ctx context.Context, a *app, h *home, folder string) (all []string, err error) {
	if len(c.Release) > 0 {
		return c.Release, nil
	}
	released, err := h.Releases(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range released {
		if _, err := os.Stat(filepath.Join(folder, r.Name, release.ManifestFile)); err == nil {
			all = append(all, r.Name)
		}
	}
	if len(all) == 0 {
		fmt.Fprintln(a.out, "no release is kept here")
	}
	return all, nil
}

// withdraw withdraws from one release, and has the engine write what only it reads.
func (h *home) withdraw(ctx context.Context, dir string, o release.WithdrawOptions) (done release.Withdrawn, err error) {
	o.Parquet = func(ctx context.Context, t release.ParquetTable, from io.Reader, to io.Writer) (n release.Rewritten, err error) {
		f := store.Filtered{Order: t.Key, Goes: t.Goes, Sets: t.Sets}
		for _, c := range t.Columns {
			column := store.FilteredColumn{Name: c.Name, Type: c.Type, Empty: c.Empty}
			if c.EmptyList {
				column.To = "'[]'"
			}
			f.Columns = append(f.Columns, column)
		}
		err = h.Scratch(ctx, false, func(ctx context.Context, scratch *store.DB) error {
			made, err := scratch.Filter(ctx, f, export.ParquetSettings(), from, to)
			n = release.Rewritten(made)
			return err
		})
		return n, err
	}
	o.Pages = func(ctx context.Context, g release.Gone, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (map[string]release.Rewritten, error) {
		all := map[string]release.Rewritten{}
		err := h.Scratch(ctx, true, func(ctx context.Context, scratch *store.DB) error {
			made, err := scratch.Refreeze(ctx, store.Gone{Hidden: g.Hidden, Texts: g.Texts}, open, create)
			for table, n := range made {
				all[table] = release.Rewritten(n)
			}
			return err
		})
		return all, err
	}
	return release.Withdraw(ctx, dir, o)
}
