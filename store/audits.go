package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// KeepAudit keeps a sample with its cells. Its own row comes last, so that an audit is there whole or not
// at all; the same one twice is one.
func (db *DB) KeepAudit(ctx context.Context, a disclosure.Audit) error {
	id := a.ID()
	rows := make([][]any, 0, len(a.Cells))
	for i, c := range a.Cells {
		rows = append(rows, []any{id, uint32(i + 1), c.Draw, c.ReportID, c.Key.Indicator, string(c.Key.Applicant), c.AgencyID, uint16(c.FiscalYear), c.Form, c.SiteFamily, c.Format,
			c.SHA256, c.ReadingID, c.Printed, string(c.State), number(c.Value), c.Unit})
	}
	const cells = "audit_cells_history (audit_id, position, draw, report_id, indicator, applicant, agency_id, fiscal_year, form, site_family, format, sha256, reading_id, printed, print_state, value, unit)"
	if err := db.insert(ctx, cells, rows); err != nil {
		return fmt.Errorf("keeping the cells of an audit: %w", err)
	}
	strata := make([]map[string]any, 0, len(a.Strata))
	for _, s := range a.Strata {
		strata = append(strata, map[string]any{"form": s.Form, "site_family": s.SiteFamily, "format": s.Format, "cells": s.Cells, "sampled": s.Sampled})
	}
	row := []any{id, a.At.UTC(), a.By, a.Seed, a.SeedOf, a.Digest, a.Release, a.Wanted, a.Least, a.OldestParser, a.NewestParser, strata, time.Now().UTC()}
	const target = "audits_history (audit_id, drawn_at, drawn_by, seed, seed_of, digest, release, wanted, least, oldest_parser, newest_parser, strata, kept_at)"
	if err := db.insert(ctx, target, [][]any{row}); err != nil {
		return fmt.Errorf("keeping an audit: %w", err)
	}
	return nil
}

// KeepAuditAnswers keeps what persons read in cells of audits. Of two answers on a cell the later counts.
func (db *DB) KeepAuditAnswers(ctx context.Context, all []disclosure.AuditAnswer) error {
	now := time.Now().UTC()
	rows := make([][]any, 0, len(all))
	for _, a := range all {
		shown := uint8(0)
		if a.Shown {
			shown = 1
		}
		rows = append(rows, []any{a.AuditID, a.Position, shown, a.Text, string(a.State), number(a.Value), a.At.UTC(), a.By, a.Reason, now})
	}
	const target = "audit_answers_history (audit_id, position, shown, read_text, read_state, read_value, said_at, said_by, reason, kept_at)"
	if err := db.insert(ctx, target, rows); err != nil {
		return fmt.Errorf("keeping what was read: %w", err)
	}
	return nil
}
