package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"gongkai/store"
	"gongkai/store/backup"
)

// backupCommand keeps everything that the database holds.
type backupCommand struct {
	Dir string `arg:"" help:"The folder to make; it must not be there yet, or be empty."`
}

// Run copies every table, also while others write. It migrates nothing: a backup is what one makes
// before a new version.
func (c *backupCommand) Run(ctx context.Context, a *app) error {
	if !a.hasData() {
		return errors.New("there is no data to keep yet: name its folder with --data")
	}
	h, err := a.open(ctx, embedded{withoutMigration: true})
	if err != nil {
		return err
	}
	ctx = store.Patiently(ctx)
	watch, end := a.watchCopy("kept")
	m, err := backup.Write(ctx, h.DB, c.Dir, backup.Options{Program: "gongkai " + programVersion(), Parser: parserVersion, Watch: watch})
	end()
	if err = errors.Join(err, h.close()); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: schema %d, tables %d, rows %d, bytes %d\n", c.Dir, len(m.Schema), len(m.Tables), m.Rows(), m.Bytes())
	return nil
}

// restoreCommand brings a backup back.
type restoreCommand struct {
	Dir string `arg:"" help:"The folder that gongkai backup made."`
}

// Run reads the whole backup before it touches the data folder, which has to be empty.
func (c *restoreCommand) Run(ctx context.Context, a *app) error {
	b, err := backup.Open(ctx, c.Dir, func(path string) { a.log.Debug("file checked", "file", path) })
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{withoutMigration: true})
	if err != nil {
		return err
	}
	ctx = store.Patiently(ctx)
	watch, end := a.watchCopy("restored")
	err = b.Restore(ctx, h.DB, watch)
	end()
	if errors.Is(err, store.ErrNotEmpty) {
		err = a.occupied()
	}
	if err = errors.Join(err, h.close()); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: schema %d, tables %d, rows %d, all as they were kept %s\n", c.Dir, len(b.Schema), len(b.Tables), b.Rows(), b.TakenAt.Format(time.RFC3339))
	if i := slices.IndexFunc(b.Tables, func(t backup.Table) bool { return t.Name == "seals_history" && t.Rows > 0 }); i >= 0 {
		where := "as " + filepath.Join(cmp.Or(a.Data, "data"), "seal.key")
		if a.ClickHouse != "" {
			where = "and name it with --seal-key"
		}
		fmt.Fprintf(a.out, "the key of its seals is in no backup: put it back %s; until then nothing is sealed or released\n", where)
	}
	return nil
}

// occupied says where a backup can't go, and what to do.
func (a *app) occupied() error {
	if a.ClickHouse != "" {
		return errors.New("the database of --clickhouse holds tables already, nothing was restored: name one that is not there yet, as in http://user@host:8123/gongkai_restored")
	}
	return fmt.Errorf("the data folder %s holds data already, nothing was restored: name a new one with --data, or move this one away", cmp.Or(a.Data, "data"))
}

// watchCopy shows how far a copy of all tables is: a bar on a terminal, log lines elsewhere.
func (a *app) watchCopy(done string) (w backup.Watch, end func()) {
	if file, ok := a.err.(*os.File); ok && isTerminal(file) {
		all := mpb.New(mpb.WithOutput(file), mpb.WithRefreshRate(200*time.Millisecond))
		bar := all.AddBar(0, mpb.PrependDecorators(decor.Name(done+" ")), mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.CountersKibiByte("% .1f of % .1f")))
		return backup.Watch{
			Begun: func(total uint64) { bar.SetTotal(int64(total), false) },
			Moved: bar.IncrBy,
		}, func() { bar.Abort(true); all.Wait() }
	}
	var moved, total uint64
	said := time.Now()
	return backup.Watch{
		Begun: func(n uint64) { total = n },
		Moved: func(n int) {
			moved += uint64(n)
			if now := time.Now(); now.Sub(said) >= logEvery {
				said = now
				a.log.Info("copy goes on", "bytes", moved, "of", total)
			}
		},
		Table: func(t store.Table) {
			if t.Rows > 0 {
				a.log.Info("table "+done, "table", t.Name, "rows", t.Rows)
			}
		},
	}, func() {}
}
