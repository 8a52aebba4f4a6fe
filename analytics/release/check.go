package release

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/disclosure/parcel"
)

// Outcome is what was found: one line for each thing that holds, and for each that does not.
type Outcome struct {
	Manifest Manifest
	Passed   []string
	Wrong    []string

	withdrawn  withdrawals
	unfinished bool // the last withdrawal is not in all files yet
}

func (o *Outcome) wrong(format string, args ...any) {
	o.Wrong = append(o.Wrong, fmt.Sprintf(format, args...))
}
func (o *Outcome) passed(format string, args ...any) {
	o.Passed = append(o.Passed, fmt.Sprintf(format, args...))
}

// Check holds the folder of a release against its manifest, the manifest against its signature, and
// the tables against each other and against what was sealed. keys are those whose signature counts;
// none: the one that lies in the folder. The error is of a folder that can't be read at all.
func Check(ctx context.Context, dir string, keys []ed25519.PublicKey, sealed *Sealed) (o Outcome, err error) {
	text, err := Text(dir)
	if err != nil {
		return o, fmt.Errorf("%s is no release: %w", dir, err)
	}
	if o.Manifest, err = Parse(text); err != nil {
		o.wrong("manifest: %v", err)
		return o, nil
	}
	signature(dir, text, keys, &o)
	if o.withdrawn, err = readWithdrawals(dir, o.Manifest, hashOf(text), keys); err != nil {
		return o, err
	}
	o.Wrong = append(o.Wrong, o.withdrawn.wrong...)
	if err := files(ctx, dir, &o); err != nil {
		return o, err
	}
	name(dir, &o)
	before(dir, &o)
	head(sealed, &o)
	steps := []func(string, *Sealed, *Outcome) error{rows, withdrawnFrom, evidence, captures, walks, audits}
	if o.unfinished { // of two states at once
		steps = nil
	}
	for _, step := range steps {
		if err := errors.Join(step(dir, sealed, &o), ctx.Err()); err != nil {
			if ctx.Err() != nil {
				return o, err
			}
			o.wrong("tables: %v", err)
		}
	}
	return o, nil
}

// signature holds the manifest against its signature.
func signature(dir string, text []byte, keys []ed25519.PublicKey, o *Outcome) {
	signature, err := os.ReadFile(filepath.Join(dir, SignatureFile))
	if err != nil {
		o.wrong("signature: it is missing")
		return
	}
	key, err := hex.DecodeString(o.Manifest.Key)
	if err != nil || len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, text, signature) {
		o.wrong("signature: it is not of this manifest, which was changed after it was signed")
		return
	}
	if len(keys) > 0 && !slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return k.Equal(ed25519.PublicKey(key)) }) {
		o.wrong("signature: it was made with another key (%s)", o.Manifest.Key)
		return
	}
	pem, err := publicPEM(key)
	there, missing := os.ReadFile(filepath.Join(dir, KeyFile))
	if err != nil || missing != nil || string(pem) != string(there) {
		o.wrong("signature: %s is not the key that the manifest was signed with", KeyFile)
		return
	}
	o.passed("signature: the manifest is signed")
}

// files holds every file against the manifest, or against the last withdrawal from it, and the list of checksums too.
func files(ctx context.Context, dir string, o *Outcome) error {
	before := len(o.Wrong)
	want := map[string]File{}
	for _, f := range append(o.withdrawn.now(o.Manifest), o.withdrawn.files...) {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			o.wrong("files: the manifest names %q, which is outside", f.Path)
		}
		want[f.Path] = f
	}
	there, err := sums(ctx, dir)
	if err != nil {
		return err
	}
	var bytes int64
	for _, f := range there {
		w, known := want[f.Path]
		delete(want, f.Path)
		bytes += f.Bytes
		switch {
		case f.Path == parcel.List || f.Path == ManifestFile || f.Path == SignatureFile:
		case f.Path == o.withdrawn.next()+".sig" && len(o.withdrawn.wrong) == 0:
			o.wrong("files: %s is the signature of a withdrawal that was cut off before anything was withdrawn: gongkai takedowns withdraw %s begins it anew", f.Path, o.Manifest.Name)
		case !known:
			o.wrong("files: %s is not one of the release", f.Path)
		case f.SHA256 != w.SHA256:
			o.changed(f, w)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(want)) {
		o.wrong("files: %s is missing", path)
	}
	checksums(dir, o)
	if len(o.Wrong) == before {
		o.passed("files: %d, %d bytes, each as the manifest%s", len(there), bytes, o.withdrawn.say())
	}
	return nil
}

// changed says of a file that is not what it has to be whether it is what it was before something was withdrawn from it.
func (o *Outcome) changed(f, want File) {
	for i, s := range o.withdrawn.states(o.Manifest, f.Path) {
		if s.SHA256 == f.SHA256 {
			o.wrong("files: %s is as it was before a withdrawal (state %d): what was taken down is in it again, or still; gongkai takedowns withdraw %s takes it out", f.Path, i, o.Manifest.Name)
			return
		}
	}
	if f.Bytes < want.Bytes {
		o.wrong("files: %s has changed or was cut off: %d of %d bytes are there", f.Path, f.Bytes, want.Bytes)
		return
	}
	o.wrong("files: %s has changed", f.Path)
}

// checksums holds the list that sha256sum reads against the manifest and what was withdrawn.
func checksums(dir string, o *Outcome) {
	text, err := os.ReadFile(filepath.Join(dir, parcel.List))
	if errors.Is(err, fs.ErrNotExist) {
		o.wrong("files: the list of checksums is missing")
		return
	}
	if want, err := checksumsOf(dir, o.Manifest, o.withdrawn); err != nil || want == string(text) {
		return
	}
	for n := range o.withdrawn.all { // of a run that was cut off, perhaps behind another one
		if was, err := checksumsOf(dir, o.Manifest, o.withdrawn.first(n)); err == nil && was == string(text) {
			o.unfinished = true
			o.wrong("withdrawal: %d is not finished, and tables are not looked at before: it was cut off, or is just being made; gongkai takedowns withdraw %s finishes it", len(o.withdrawn.all), o.Manifest.Name)
			return
		}
	}
	o.wrong("files: the list of checksums was changed: it does not say what the manifest does")
}

// name holds the name of the folder against that of the release: whoever renames it passes one off
// as another.
func name(dir string, o *Outcome) {
	full, err := filepath.Abs(dir)
	if err == nil && filepath.Base(full) != o.Manifest.Name {
		o.wrong("name: the folder is called %s, and it is the release %s, number %d", filepath.Base(full), o.Manifest.Name, o.Manifest.Number)
		return
	}
	o.passed("name: %s, number %d, released %s", o.Manifest.Name, o.Manifest.Number, o.Manifest.ReleasedAt)
}

// before looks at the release before, where its folder lies beside this one.
func before(dir string, o *Outcome) {
	p := o.Manifest.Previous
	if p == nil {
		if o.Manifest.Number != 1 {
			o.wrong("number: it is number %d and names no release before", o.Manifest.Number)
		}
		return
	}
	if o.Manifest.Number != p.Number+1 {
		o.wrong("number: it is number %d, and the release before is number %d", o.Manifest.Number, p.Number)
	}
	_, hash, err := Open(filepath.Join(filepath.Dir(filepath.Clean(dir)), p.Name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		o.passed("release before: %s, number %d, is not here, so not looked at", p.Name, p.Number)
	case err != nil || hash != p.Manifest:
		o.wrong("release before: %s is not the one that this release follows", p.Name)
	default:
		o.passed("release before: %s, number %d, is the one that it follows", p.Name, p.Number)
	}
}

// head holds the newest seal against the manifest.
func head(sealed *Sealed, o *Outcome) {
	if sealed.Head != o.Manifest.Seal.Manifest {
		o.wrong("seals: the newest one here is not seal %d, with which it was released", o.Manifest.Seal.Seal)
		return
	}
	if o.Manifest.ReleasedAt < o.Manifest.Seal.SealedAt {
		o.wrong("released: it is dated back: %s is before its newest seal, %s", o.Manifest.ReleasedAt, o.Manifest.Seal.SealedAt)
		return
	}
	o.passed("seals: the newest is seal %d of %s, as released", o.Manifest.Seal.Seal, o.Manifest.Seal.SealedAt)
}

// rows counts the rows of every table that has a CSV file.
func rows(dir string, _ *Sealed, o *Outcome) error {
	total, tables := uint64(0), 0
	for _, t := range o.Manifest.Tables {
		n := uint64(0)
		if err := each(dir, t.Name, nil, func(*table) error { n++; return nil }); err != nil {
			return err
		}
		switch left, is := o.withdrawn.rows(DataFolder + "/csv/" + t.Name + ".csv"); {
		case is && (n != left || left > t.Rows):
			o.wrong("rows: %s has %d, %d were released and %d left by the last withdrawal", t.Name, n, t.Rows, left)
		case !is && n != t.Rows:
			o.wrong("rows: %s has %d, %d were released", t.Name, n, t.Rows)
		}
		total += n
		tables++
	}
	o.passed("rows: %d in %d tables", total, tables)
	return nil
}

// evidence follows every figure to its report, and every report to a capture of its bytes.
func evidence(dir string, _ *Sealed, o *Outcome) error {
	before := len(o.Wrong)
	fetched := map[string]bool{}
	err := each(dir, "captures", []string{"sha256"}, func(t *table) error {
		fetched[strings.Clone(t.get("sha256"))] = true
		return nil
	})
	if err != nil {
		return err
	}
	reports := map[string]bool{}
	err = each(dir, "reports", reportColumns, func(t *table) error {
		reports[strings.Clone(t.get("report_id"))] = true
		if !fetched[t.get("sha256")] && len(o.Wrong) < before+mostSaid {
			o.wrong("evidence: no capture has the bytes of report %s", t.get("report_id"))
		}
		return nil
	})
	if err != nil {
		return err
	}
	n := 0
	err = each(dir, "figures", figureColumns, func(t *table) error {
		n++
		if !reports[t.get("report_id")] && len(o.Wrong) < before+mostSaid {
			o.wrong("evidence: figure %s of report %s has no report", t.get("indicator"), t.get("report_id"))
		}
		return nil
	})
	if err == nil && len(o.Wrong) == before {
		o.passed("evidence: %d figures of %d reports, each with a capture of its bytes", n, len(reports))
	}
	return err
}

func captures(dir string, sealed *Sealed, o *Outcome) error {
	return sealed.holds(dir, "captures", CaptureColumns, CaptureColumns[:2], sealed.captures, o)
}

func walks(dir string, sealed *Sealed, o *Outcome) error {
	return sealed.holds(dir, "walks", WalkColumns, WalkColumns[:3], sealed.walks, o)
}
