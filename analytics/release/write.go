package release

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gongkai/disclosure/parcel"
)

// Options say what is released.
type Options struct {
	Name     string
	Number   uint64
	Now      func() time.Time
	Program  string // name and version
	Schema   int
	Previous string                   // folder of the release before; empty for the first
	Hidden   func(sha256 string) bool // whether the figures of a document are hidden since; nil: of none

	// Seals seals what is not sealed yet, writes all seals into a folder, and says which is the newest.
	Seals func(ctx context.Context, dir string) (Seal, error)
	// Package writes the open data package into a folder.
	Package func(ctx context.Context, dir string) error
	// Pages writes what pages are made of, of the same state as the package, into files that create makes, one a
	// table. Nil: the release has no pages of its own.
	Pages func(ctx context.Context, create func(table string) (io.WriteCloser, error)) error

	Key  ed25519.PublicKey
	Sign func(text []byte) []byte
}

// Rights of files while a release is put together, and once it is: it is there to be handed on, and
// not to be written to.
const (
	rights = 0o644
	frozen = 0o444
)

// ErrThere says that there is a release of the name.
var ErrThere = errors.New("there is a release of this name already, and a release is never changed: choose another name")

// Write makes a release in dir, which must not be there. It is there whole or not at all: until it
// has its name it stands beside dir, in a folder whose name begins with a dot.
func Write(ctx context.Context, dir string, o Options) (m Manifest, err error) {
	if err := ValidName(o.Name); err != nil {
		return m, err
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		return m, errors.Join(fmt.Errorf("%s: %w", dir, ErrThere), err)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return m, fmt.Errorf("making the folder of the releases: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), "."+o.Name+"-unfinished-*")
	if err != nil {
		return m, fmt.Errorf("making the folder of the release: %w", err)
	}
	defer os.RemoveAll(work) // nothing is left of it once it has its name
	if m, err = o.fill(ctx, work); err != nil {
		return m, fmt.Errorf("releasing %s: %w", o.Name, err)
	}
	if err := os.Chmod(work, 0o755); err != nil {
		return m, err
	}
	// Renaming onto a folder that came meanwhile fails, as a release is never empty.
	if err := os.Rename(work, dir); err != nil {
		return m, fmt.Errorf("giving the release its name: %w", err)
	}
	return m, nil
}

// fill puts the release together. Seals come first: what the package rests on is sealed by them.
func (o Options) fill(ctx context.Context, work string) (m Manifest, err error) {
	m = Manifest{Format: format, Name: o.Name, Number: o.Number, Program: o.Program, Schema: o.Schema, Key: hex.EncodeToString(o.Key)}
	if m.Seal, err = o.Seals(ctx, filepath.Join(work, SealsFolder)); err != nil {
		return m, err
	}
	m.ReleasedAt = o.Now().UTC().Format(stampLayout)
	if o.Previous != "" {
		before, hash, err := Open(o.Previous)
		if err != nil {
			return m, fmt.Errorf("the release before: %w", err)
		}
		m.Previous = &Previous{before.Name, before.Number, hash}
		if before.ReleasedAt >= m.ReleasedAt {
			return m, fmt.Errorf("the clock stands before the release %s of %s: put it right", before.Name, before.ReleasedAt)
		}
	}
	if err := o.Package(ctx, filepath.Join(work, DataFolder)); err != nil {
		return m, err
	}
	if err := m.describe(filepath.Join(work, DataFolder)); err != nil {
		return m, err
	}
	if o.Pages != nil {
		if err := o.Pages(ctx, func(table string) (io.WriteCloser, error) { return createFrozen(work, table) }); err != nil {
			return m, fmt.Errorf("keeping what its pages are made of: %w", err)
		}
	}
	if err := index(work, work); err != nil {
		return m, fmt.Errorf("indexing the figures: %w", err)
	}
	if o.Previous != "" {
		if m.Changes, err = compare(ctx, o.Previous, work, o); err != nil {
			return m, fmt.Errorf("comparing with the release before: %w", err)
		}
	}
	if m.Audit, err = audited(work, m.Data.Digest); err != nil {
		return m, fmt.Errorf("taking over the audit: %w", err)
	}
	m.Citation = m.citation()
	return m, o.finish(ctx, work, &m)
}

// describe takes over what the descriptor says of the package.
func (m *Manifest) describe(data string) error {
	text, err := os.ReadFile(filepath.Join(data, "datapackage.json"))
	if err != nil {
		return err
	}
	var d struct {
		Data      Data `json:"data_state"`
		Resources []Table
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return fmt.Errorf("reading the descriptor of the package: %w", err)
	}
	m.Data = d.Data
	m.Tables = slices.DeleteFunc(d.Resources, func(t Table) bool { return t.Name == "dictionary" }) // which is none of the database
	return nil
}

// finish writes citation and key, then the manifest over all files, its signature, and the checksums.
func (o Options) finish(ctx context.Context, work string, m *Manifest) error {
	key, err := publicPEM(o.Key)
	if err != nil {
		return err
	}
	for path, text := range map[string][]byte{CitationFile: m.cff(), KeyFile: key} {
		if _, err := parcel.Put(work, path, text, rights); err != nil {
			return err
		}
	}
	if m.Files, err = sums(ctx, work); err != nil {
		return err
	}
	text, err := m.text()
	if err != nil {
		return err
	}
	files := m.listed()
	for _, f := range []struct {
		path string
		text []byte
	}{{ManifestFile, text}, {SignatureFile, o.Sign(text)}} {
		file, err := parcel.Put(work, f.path, f.text, rights)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	if _, err := parcel.Seal(work, files, rights); err != nil {
		return err
	}
	return filepath.WalkDir(work, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return os.Chmod(full, frozen)
	})
}

// sums lists the files of a folder with their checksums, in the order of their names.
func sums(ctx context.Context, dir string) (all []File, err error) {
	err = filepath.WalkDir(dir, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		path, err := filepath.Rel(dir, full)
		if err != nil {
			return err
		}
		f, err := sumOf(ctx, full)
		f.Path = filepath.ToSlash(path)
		all = append(all, f)
		return err
	})
	slices.SortFunc(all, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return all, err
}

func sumOf(ctx context.Context, path string) (f File, err error) {
	file, err := os.Open(path)
	if err != nil {
		return f, err
	}
	defer file.Close()
	sum := sha256.New()
	f.Bytes, err = io.Copy(sum, reader{ctx, file})
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return f, err
}

// reader ends when its context does.
type reader struct {
	ctx context.Context
	io.Reader
}

// Read reads.
func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
