package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gongkai/disclosure"
)

// covariatesAtOnce bounds the values that one request writes.
const covariatesAtOnce = 100_000

// KeepCovariate keeps a table of a user's own. Its own row comes last, so that it is there whole or not at all; from
// then on it counts instead of the one that had its name.
func (db *DB) KeepCovariate(ctx context.Context, c disclosure.Covariate) error {
	id := c.ID()
	const values = "covariates_history (load_id, covariate, line, code, place, year, raw, value, division_code, division_name, standing)"
	for some := range slices.Chunk(c.Values, covariatesAtOnce) {
		rows := make([][]any, 0, len(some))
		for _, v := range some {
			var year *uint16
			if v.Year != 0 {
				y := uint16(v.Year)
				year = &y
			}
			rows = append(rows, []any{id, v.Column, uint32(v.Line), v.Code, v.Place, year, v.Raw, v.Value, v.Division.Code, v.Division.Name, string(v.Standing)})
		}
		if err := db.insert(ctx, values, rows); err != nil {
			return fmt.Errorf("keeping the values of a table: %w", err)
		}
	}
	return db.keepLoad(ctx, id, c, false)
}

// RemoveCovariate takes a table of that name away: nothing shows it from now on. What was loaded stays in the history.
func (db *DB) RemoveCovariate(ctx context.Context, c disclosure.Covariate) error {
	return db.keepLoad(ctx, c.ID(), c, true)
}

func (db *DB) keepLoad(ctx context.Context, id string, c disclosure.Covariate, removed bool) error {
	columns := make([]map[string]any, 0, len(c.Columns))
	for _, k := range c.Columns {
		columns = append(columns, map[string]any{"name": k.Name, "unit": k.Unit, "cells": uint64(k.Values), "empty": uint64(k.Empty)})
	}
	row := []any{id, c.Name, flag(removed), c.Source, c.Retrieved.Time(), c.File, c.SHA256, uint32(c.Lines), columns, c.At.UTC(), c.By, time.Now().UTC()}
	const target = "covariate_loads_history (load_id, dataset, removed, source, retrieved_on, file_name, sha256, lines, columns, loaded_at, loaded_by, kept_at)"
	if err := db.insert(ctx, target, [][]any{row}); err != nil {
		return fmt.Errorf("keeping the load of a table: %w", err)
	}
	return nil
}
