package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Release is a row of releases: the folder that it speaks of is there.
type Release struct {
	Number     uint64    `ch:"number"`
	Name       string    `ch:"name"`
	ReleasedAt time.Time `ch:"released_at"`
	Digest     string    `ch:"digest"`
	Seal       uint64    `ch:"seal"`
	Hash       string    `ch:"manifest_sha256"`
	Manifest   string    `ch:"manifest"`
	Signature  string    `ch:"signature"` // hexadecimal
}

// Releases lists the releases by their number.
func (db *DB) Releases(ctx context.Context) (all []Release, err error) {
	const query = "SELECT number, name, released_at, digest, seal, manifest_sha256, manifest, signature FROM releases ORDER BY number"
	if err := db.Select(ctx, &all, query, nil); err != nil {
		return nil, fmt.Errorf("reading the releases: %w", err)
	}
	return all, nil
}

// KeepRelease keeps a release; its number must be the next.
func (db *DB) KeepRelease(ctx context.Context, r Release) error {
	row := []any{r.Number, r.Name, r.ReleasedAt.UTC(), r.Digest, r.Seal, r.Hash, r.Manifest, r.Signature, time.Now().UTC()}
	return db.insert(ctx, "releases_history (number, name, released_at, digest, seal, manifest_sha256, manifest, signature, kept_at)", [][]any{row})
}

// BusyError says that another process does a job that one at a time may do.
type BusyError struct {
	What    string // what is being made
	Process string // by whom
}

func (e *BusyError) Error() string {
	return fmt.Sprintf("%s are being made by %s: try again when it is done", e.What, e.Process)
}

// Alone runs a job that one process at a time may do; what names it is no name of a site. Where another one does
// it, the error is a BusyError.
func (db *DB) Alone(ctx context.Context, what string, job func(ctx context.Context) error) error {
	held, release, err := db.Lease(ctx, "all "+what)
	var taken *HeldError
	if errors.As(err, &taken) {
		return &BusyError{what, taken.Process}
	}
	if err != nil {
		return err
	}
	defer release()
	return job(held)
}
