package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"gongkai/disclosure"
)

// writeCatalogue writes the catalogues of indicators, of rules and of series where the database has other
// ones. A catalogue is one insert under a generation of its own, so readers see the old or
// the new one whole.
func (db *DB) writeCatalogue(ctx context.Context) error {
	if err := db.replaceCatalogue(ctx, "indicators_history", indicatorColumns, indicatorRows()); err != nil {
		return err
	}
	if err := db.replaceCatalogue(ctx, "rules_history", "id, severity, title_zh, title_en, source, kind, explanation_zh, explanation_en", ruleRows()); err != nil {
		return err
	}
	return db.replaceCatalogue(ctx, "series_catalogue_history", seriesColumns, seriesRows())
}

func (db *DB) replaceCatalogue(ctx context.Context, table, columns string, rows [][]any) error {
	sum := sha256.Sum256(fmt.Append(nil, columns, rows))
	digest := hex.EncodeToString(sum[:])
	var now []struct {
		Generation uint64 `ch:"generation"`
		Digest     string `ch:"digest"`
	}
	query := "SELECT max(generation) AS generation, argMax(digest, h.generation) AS digest FROM " + table + " AS h"
	if err := db.Select(ctx, &now, query, nil); err != nil {
		return fmt.Errorf("reading the catalogue: %w", err)
	}
	if now[0].Digest == digest {
		return nil
	}
	generation := now[0].Generation + 1
	for i, row := range rows {
		rows[i] = append([]any{generation, digest}, row...)
	}
	return db.insert(ctx, table+" (generation, digest, "+columns+")", rows)
}

const indicatorColumns = "ordinal, form, indicator, applicant, label_zh, label_en, unit, section, comparable_with, form_table, row_label, column_label"

// indicatorRows leaves out lines that name a figure again: readers join on form, indicator
// and applicant, and a second line would double their figures.
func indicatorRows() [][]any {
	type key struct {
		form disclosure.Form
		key  disclosure.Key
	}
	seen := map[key]bool{}
	var rows [][]any
	for i, line := range disclosure.Catalogue() {
		k := key{line.Form, line.Key()}
		if seen[k] {
			continue
		}
		seen[k] = true
		rows = append(rows, []any{uint32(i + 1), string(line.Form), line.Indicator, string(line.Applicant), line.LabelZH(), line.LabelEN,
			line.Unit, line.Section, line.ComparableWith, line.Table, line.RowLabel, line.ColumnLabel})
	}
	return rows
}

func ruleRows() [][]any {
	rows := make([][]any, 0, len(disclosure.Rules))
	for _, r := range disclosure.Rules {
		rows = append(rows, []any{r.ID, string(r.Severity), r.TitleZH, r.TitleEN, r.Source, string(r.Kind), r.ExplanationZH, r.ExplanationEN})
	}
	return rows
}

const seriesColumns = "series, form, alternative, unit, formula, grade, break_from, label_zh, label_en, why_zh, why_en, terms"

// seriesRows has a row for each alternative of a formula; what compares in no form has one
// without terms.
func seriesRows() [][]any {
	var rows [][]any
	for _, s := range disclosure.SeriesCatalogue() {
		row := func(alternative int, terms []disclosure.Term) {
			all := make([]map[string]any, 0, len(terms))
			for _, t := range terms {
				all = append(all, map[string]any{"indicator": t.Key.Indicator, "applicant": string(t.Key.Applicant), "sign": int8(t.Sign)})
			}
			rows = append(rows, []any{s.Name, string(s.Form), uint8(alternative), s.Unit, s.Formula, string(s.Grade), uint16(s.BreakFrom), s.LabelZH, s.LabelEN, s.WhyZH, s.WhyEN, all})
		}
		if s.Formula == "" {
			row(0, nil)
		}
		for i, terms := range s.Terms() {
			row(i+1, terms)
		}
	}
	return rows
}
