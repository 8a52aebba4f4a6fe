package release

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gongkai/disclosure"
	"gongkai/disclosure/parcel"
)

// WithdrawOptions say what is withdrawn, and how the tables are written that only ClickHouse reads.
type WithdrawOptions struct {
	Now       func() time.Time
	Program   string // name and version
	Takedowns []disclosure.Takedown

	// Parquet copies a Parquet file but for what goes.
	Parquet func(ctx context.Context, t ParquetTable, from io.Reader, to io.Writer) (Rewritten, error)
	// Pages copies what the pages are made of but for what goes, and counts rows; no file is made of a table that has nothing of it.
	Pages func(ctx context.Context, g Gone, open func(table string) (io.ReadCloser, error), create func(table string) (io.WriteCloser, error)) (map[string]Rewritten, error)

	Key  ed25519.PublicKey
	Sign func(text []byte) []byte

	// effect is told of everything that was just done to the disk, so that a test sees what a run leaves that ends there.
	effect func(what string)
}

// Rewritten counts the rows of a table that was written anew.
type Rewritten struct{ Rows, Withdrawn, Emptied uint64 }

// Withdrawn is what came of it.
type Withdrawn struct {
	Release   string
	Number    uint64 // of the record; 0 where none was written
	Documents int    // that were taken down and of which the release had something
	Files     int    // that were written anew
	Rows      uint64 // that were taken out of them, or emptied
}

// Withdraw takes out of the files of a release what was taken down. Files are first written beside the release, then its record is put
// into it, then each file takes the place of the old one: whoever is killed in between has left either no record, or one
// that the next run makes true. Where nothing is new, nothing changes.
func Withdraw(ctx context.Context, dir string, o WithdrawOptions) (done Withdrawn, err error) {
	m, hash, err := Open(dir)
	if err != nil {
		return done, err
	}
	if o.effect == nil {
		o.effect = func(string) {}
	}
	w := &withdrawer{dir: dir, manifest: m, o: o, staging: filepath.Join(filepath.Dir(filepath.Clean(dir)), "."+m.Name+"-withdrawing"), written: map[string]WithdrawnFile{}}
	done.Release = m.Name
	if w.before, err = readWithdrawals(dir, m, hash, []ed25519.PublicKey{o.Key}); err != nil {
		return done, err
	}
	if len(w.before.wrong) > 0 {
		return done, fmt.Errorf("%s; gongkai verify %s says more: bring back the files of %s/%s from a copy", w.before.wrong[0], m.Name, m.Name, WithdrawalsFolder)
	}
	if err := w.clear(); err != nil {
		return done, err
	}
	defer os.RemoveAll(w.staging)
	if w.documents, err = w.named(); err != nil || len(w.documents) == 0 {
		return done, err
	}
	done.Documents = len(w.documents)
	if err := w.stage(ctx); err != nil {
		return done, fmt.Errorf("withdrawing from release %s: %w", m.Name, err)
	}
	if done.Number, err = w.record(hash); err != nil {
		return done, fmt.Errorf("writing the record of a withdrawal from release %s: %w", m.Name, err)
	}
	for _, f := range w.written {
		done.Files++
		done.Rows += f.Withdrawn + f.Emptied
	}
	return done, w.exchange(hash)
}

// withdrawer is a withdrawal on its way.
type withdrawer struct {
	dir, staging string
	manifest     Manifest
	o            WithdrawOptions
	before       withdrawals
	documents    []WithdrawnDocument
	written      map[string]WithdrawnFile // files that stand in staging and are others than those in the release, by path
}

// clear takes away what a run left that was cut off before its record was there: files beside the release, and a signature of nothing.
func (w *withdrawer) clear() error {
	if err := os.RemoveAll(w.staging); err != nil {
		return err
	}
	folder := filepath.Join(w.dir, WithdrawalsFolder)
	err := os.Remove(filepath.Join(w.dir, filepath.FromSlash(w.before.next()+".sig")))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(w.before.all) == 0 {
		_ = os.Remove(folder) // it stays where something else lies in it, which verify names
	}
	return nil
}

// named are the documents that were taken down and that versions of the release's reports were read from, as its tables and the records
// of earlier withdrawals say: once their rows are gone, only these do. The table of documents is not asked: it names those, too,
// that were hidden already and are no version.
func (w *withdrawer) named() (all []WithdrawnDocument, err error) {
	reports := map[string]map[string]bool{}
	add := func(sha256, report string) {
		if reports[sha256] == nil {
			reports[sha256] = map[string]bool{}
		}
		reports[sha256][report] = true
	}
	known := map[string]bool{}
	for _, t := range w.o.Takedowns {
		known[t.SHA256] = t.Texts || t.Hide
	}
	for _, name := range []string{"reports", "reports_history"} {
		err := each(w.dir, name, []string{"report_id", "sha256"}, func(t *table) error {
			if known[t.get("sha256")] {
				add(strings.Clone(t.get("sha256")), strings.Clone(t.get("report_id")))
			}
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if err := w.changed(func(t *table) {
		if known[t.get("old_sha256")] {
			add(strings.Clone(t.get("old_sha256")), "")
		}
	}); err != nil {
		return nil, err
	}
	for _, d := range w.before.documents() {
		add(d.SHA256, "")
		for _, id := range d.Reports {
			add(d.SHA256, id)
		}
	}
	for _, t := range w.o.Takedowns {
		if len(reports[t.SHA256]) == 0 {
			continue
		}
		d := WithdrawnDocument{SHA256: t.SHA256, TakenAt: t.At.UTC().Format("2006-01-02T15:04:05.000Z"), TakenBy: t.By, Reason: t.Reason, Texts: t.Texts, Figures: "keep"}
		if t.Hide {
			d.Figures = "hide"
		}
		d.Reports = slices.DeleteFunc(slices.Sorted(maps.Keys(reports[t.SHA256])), func(id string) bool { return id == "" })
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b WithdrawnDocument) int { return cmp.Compare(a.SHA256, b.SHA256) })
	return all, nil
}

// changed hands over the rows of what has changed since the release before, where the release says so.
func (w *withdrawer) changed(take func(t *table)) error {
	t, err := openRows(filepath.Join(w.dir, filepath.FromSlash(ChangesFile)), ChangesFile, "old_sha256")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.each(func(t *table) error { take(t); return nil })
}

// stage writes files anew beside the release: all where something was taken down since the last record, else those that are not as it says.
func (w *withdrawer) stage(ctx context.Context) error {
	if err := os.MkdirAll(w.staging, 0o700); err != nil {
		return err
	}
	w.o.effect("the folder beside the release")
	g := goneOf(w.documents)
	files := w.before.now(w.manifest)
	if w.before.same(w.documents) {
		var err error
		if files, err = w.others(ctx, files); err != nil || len(files) == 0 {
			return err
		}
	}
	pages := false
	for _, f := range files {
		table, parquet := tableOf(f.Path)
		var err error
		switch {
		case path.Dir(f.Path) == PagesFolder:
			pages = true
		case table != "" && parquet:
			err = w.parquet(ctx, f.Path, table, g)
		case table != "":
			err = w.csv(ctx, f.Path, withdrawnTables[table], g)
		case f.Path == ChangesFile:
			err = w.csv(ctx, f.Path, ofChanges, g)
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	if pages {
		if err := w.pages(ctx, g); err != nil {
			return err
		}
	}
	return w.describe(ctx)
}

// others are the files that are not what they have to be.
func (w *withdrawer) others(ctx context.Context, files []File) (all []File, err error) {
	for _, f := range files {
		if !withdrawable(f.Path) {
			continue
		}
		there, err := sumOf(ctx, filepath.Join(w.dir, filepath.FromSlash(f.Path)))
		if err != nil {
			return nil, err
		}
		if there.SHA256 != f.SHA256 {
			all = append(all, f)
		}
	}
	return all, nil
}

// csv writes a table anew; where nothing goes it is left as it is.
func (w *withdrawer) csv(ctx context.Context, file string, of withdrawing, g Gone) error {
	in, err := os.Open(filepath.Join(w.dir, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	defer in.Close()
	return w.put(ctx, file, func(out io.Writer) (Rewritten, error) {
		n, err := of.without(g, reader{ctx, in}, out)
		return Rewritten{n.rows, n.withdrawn, n.emptied}, err
	})
}

// put writes a file into staging, and forgets it again where it is as the one in the release.
func (w *withdrawer) put(ctx context.Context, file string, write func(out io.Writer) (Rewritten, error)) error {
	out, err := parcel.Create(w.staging, file, rights)
	if err != nil {
		return err
	}
	w.o.effect("begun " + file)
	n, err := write(out)
	made, closed := out.Close()
	if err = errors.Join(err, closed); err != nil {
		return err
	}
	w.o.effect("written " + file)
	return w.take(ctx, file, File{file, made.Bytes, made.Hash}, n)
}

// take takes a file of staging into account.
func (w *withdrawer) take(ctx context.Context, file string, made File, n Rewritten) error {
	old, err := sumOf(ctx, filepath.Join(w.dir, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	if old.SHA256 == made.SHA256 {
		return os.Remove(filepath.Join(w.staging, filepath.FromSlash(file)))
	}
	w.written[file] = WithdrawnFile{Path: file, OldSHA256: old.SHA256, OldBytes: old.Bytes, SHA256: made.SHA256, Bytes: made.Bytes, Rows: n.Rows, Withdrawn: n.Withdrawn, Emptied: n.Emptied}
	return nil
}

// pages writes what pages are made of anew.
func (w *withdrawer) pages(ctx context.Context, g Gone) error {
	counts, err := w.o.Pages(ctx, g, func(table string) (io.ReadCloser, error) { return OpenFrozen(w.dir, table) }, func(table string) (io.WriteCloser, error) { return createFrozen(w.staging, table) })
	if err != nil {
		return fmt.Errorf("what its pages are made of: %w", err)
	}
	for table, n := range counts {
		file := frozenFile(table)
		made, err := sumOf(ctx, filepath.Join(w.staging, filepath.FromSlash(file)))
		if err != nil {
			return err
		}
		if err := w.take(ctx, file, made, n); err != nil {
			return err
		}
	}
	return nil
}

// record writes what is other than the last record says into a new one, and gives its number: 0 where none is needed, since files only
// become what was recorded already.
func (w *withdrawer) record(manifest string) (uint64, error) {
	record := Withdrawal{Format: withdrawalFormat, Release: w.manifest.Name, Number: uint64(len(w.before.all)) + 1, WithdrawnAt: w.o.Now().UTC().Format(stampLayout), Program: w.o.Program,
		Manifest: manifest, Previous: w.before.head, Documents: w.documents, Key: hex.EncodeToString(w.o.Key), Files: []WithdrawnFile{}}
	for _, f := range w.before.now(w.manifest) {
		if is, there := w.written[f.Path]; there && is.SHA256 != f.SHA256 {
			record.Files = append(record.Files, is)
		}
	}
	if len(record.Files) == 0 {
		return 0, nil
	}
	if problem := w.before.follows(w.manifest, record); problem != "" {
		return 0, errors.New(problem + ": bring back the file that was released, from a copy")
	}
	if record.WithdrawnAt <= w.before.time(w.manifest) {
		return 0, fmt.Errorf("the clock stands before %s, the time of the release or of its last withdrawal: put it right", w.before.time(w.manifest))
	}
	text, err := record.text()
	if err != nil {
		return 0, err
	}
	file := w.before.next()
	if err := os.MkdirAll(filepath.Join(w.dir, WithdrawalsFolder), 0o755); err != nil {
		return 0, err
	}
	if err := synced(w.dir); err != nil { // files must not be other ones after a power failure, and their record gone with its folder
		return 0, err
	}
	w.o.effect("the folder of records")
	for _, f := range []struct {
		path string
		text []byte
	}{{file + ".sig", w.o.Sign(text)}, {file, text}} { // with the record it counts
		if _, err := parcel.Put(w.staging, f.path, f.text, rights); err != nil {
			return 0, err
		}
		if err := w.move(f.path); err != nil {
			return 0, err
		}
	}
	return record.Number, nil
}

// exchange puts the files in the place of the old ones, and the list of checksums last.
func (w *withdrawer) exchange(manifest string) error {
	for _, file := range slices.Sorted(maps.Keys(w.written)) {
		if err := w.move(file); err != nil {
			return err
		}
	}
	now, err := readWithdrawals(w.dir, w.manifest, manifest, []ed25519.PublicKey{w.o.Key})
	if err != nil {
		return err
	}
	want, err := checksumsOf(w.dir, w.manifest, now)
	if err != nil {
		return err
	}
	if there, err := os.ReadFile(filepath.Join(w.dir, parcel.List)); err == nil && string(there) == want {
		return nil
	}
	if _, err := parcel.Put(w.staging, parcel.List, []byte(want), rights); err != nil {
		return err
	}
	return w.move(parcel.List)
}

// move gives a file of staging its place in the release: the old one is there until the new one is.
func (w *withdrawer) move(file string) error {
	from, to := filepath.Join(w.staging, filepath.FromSlash(file)), filepath.Join(w.dir, filepath.FromSlash(file))
	if err := os.Chmod(from, frozen); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	err := synced(filepath.Dir(to))
	w.o.effect("moved " + file)
	return err
}

// synced has the names in a folder outlive a power failure.
func synced(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
