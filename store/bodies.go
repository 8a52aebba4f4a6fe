package store

import (
	"context"
	"errors"
	"fmt"

	"gongkai/disclosure"
)

// ErrNoBody says that a body is not in the archive.
var ErrNoBody = errors.New("no such body in the archive")

// writeBodies writes the bodies that the archive does not have.
func (db *DB) writeBodies(ctx context.Context, rows []disclosure.Capture) error {
	var names []string
	for _, c := range rows {
		if c.Received() {
			names = append(names, c.SHA256)
		}
	}
	if len(names) == 0 {
		return nil
	}
	var there []struct {
		SHA256 string `ch:"sha256"`
	}
	if err := db.Select(ctx, &there, "SELECT DISTINCT sha256 FROM bodies WHERE sha256 IN {names:Array(String)}", map[string]any{"names": names}); err != nil {
		return fmt.Errorf("looking for bodies in the archive: %w", err)
	}
	done := map[string]bool{}
	for _, b := range there {
		done[b.SHA256] = true
	}
	var bodies []disclosure.Capture
	for _, c := range rows {
		if c.Received() && !done[c.SHA256] {
			done[c.SHA256] = true
			bodies = append(bodies, c)
		}
	}
	return db.insertBodies(ctx, bodies)
}

// Body returns a body of the archive; ErrNoBody where it is not there.
func (db *DB) Body(ctx context.Context, sha256 string) ([]byte, error) {
	var rows []struct {
		Body string `ch:"body"`
	}
	if err := db.Select(ctx, &rows, "SELECT body FROM bodies WHERE sha256 = {sha256:String} LIMIT 1", map[string]any{"sha256": sha256}); err != nil {
		return nil, fmt.Errorf("reading body %s: %w", sha256, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("body %s: %w", sha256, ErrNoBody)
	}
	return []byte(rows[0].Body), nil
}
