package audit

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

//go:embed *.sql
var files embed.FS

// DB runs SQL on the database that holds the reports; see the interface of the same name in analytics.
type DB interface {
	Select(ctx context.Context, dst any, query string, params map[string]any) error
}

// ErrEmpty says that there is no printed cell to draw.
var ErrEmpty = errors.New("no figure was read yet, so there is nothing to draw: crawl and ingest first")

// errMoved says that a cell that was drawn is not there any more.
var errMoved = errors.New("the data changed while the sample was drawn: draw it again")

// Draw draws the strata and cells of a, by its seed and sizes, from the current figures.
func Draw(ctx context.Context, db DB, a *disclosure.Audit) error {
	frame, err := frameOf(ctx, db, a.Seed, max(a.Wanted, a.Least, 1))
	if err != nil {
		return fmt.Errorf("drawing an audit: %w", err)
	}
	counts := map[disclosure.AuditStratum]uint64{}
	for _, p := range frame {
		counts[p.stratum()] = p.Cells
	}
	if a.Strata = Sizes(counts, a.Wanted, a.Least); len(a.Strata) == 0 {
		return ErrEmpty
	}
	left := map[disclosure.AuditStratum]uint64{}
	for _, s := range a.Strata {
		left[s.AuditStratum] = s.Sampled
	}
	var drawn []Pick
	for _, p := range frame { // in the order of drawing
		if s := p.stratum(); left[s] > 0 {
			left[s]--
			drawn = append(drawn, Pick{s, p.Draw, p.ReportID, disclosure.Key{Indicator: p.Indicator, Applicant: disclosure.Applicant(p.Applicant)}})
		}
	}
	a.Cells, err = cellsOf(ctx, db, drawn)
	return err
}

// framed is a cell that comes early in its stratum.
type framed struct {
	Form       string `ch:"form"`
	SiteFamily string `ch:"site_family"`
	Format     string `ch:"format"`
	Cells      uint64 `ch:"cells"` // of the stratum
	Draw       string `ch:"draw"`
	ReportID   string `ch:"report_id"`
	Indicator  string `ch:"indicator"`
	Applicant  string `ch:"applicant"`
}

func (f framed) stratum() disclosure.AuditStratum {
	return disclosure.AuditStratum{Form: f.Form, SiteFamily: f.SiteFamily, Format: f.Format}
}

func frameOf(ctx context.Context, db DB, seed string, most uint32) (all []framed, err error) {
	var sites []struct {
		ID     string `ch:"site_id"`
		Family string `ch:"family"`
	}
	if err := ask(ctx, db, &sites, "families", nil); err != nil {
		return nil, err
	}
	var types []struct {
		Type string `ch:"content_type"`
	}
	if err := db.Select(ctx, &types, "SELECT DISTINCT toString(content_type) AS content_type FROM reports ORDER BY content_type", nil); err != nil {
		return nil, err
	}
	// What stands first is of none: an empty list has no type to be compared with.
	ids, families, media, formats := []string{"\x00"}, []string{Unknown}, []string{"\x00"}, []string{Unknown}
	for _, s := range sites {
		ids, families = append(ids, s.ID), append(families, s.Family)
	}
	for _, t := range types {
		media, formats = append(media, t.Type), append(formats, Format(t.Type))
	}
	text, err := files.ReadFile("frame.sql")
	if err != nil {
		return nil, err
	}
	query := strings.Replace(string(text), "(MOST)", "("+strconv.FormatUint(uint64(most), 10)+")", 1)
	err = db.Select(ctx, &all, query, map[string]any{"seed": seed, "sites": ids, "families": families, "types": media, "formats": formats})
	return all, err
}

// cellsOf looks up what was read in cells.
func cellsOf(ctx context.Context, db DB, drawn []Pick) (all []disclosure.AuditCell, err error) {
	var reports []string
	for _, p := range drawn {
		reports = append(reports, p.ReportID)
	}
	slices.Sort(reports)
	var rows []struct {
		ReportID   string  `ch:"report_id"`
		Indicator  string  `ch:"indicator"`
		Applicant  string  `ch:"applicant"`
		AgencyID   string  `ch:"agency_id"`
		FiscalYear uint16  `ch:"fiscal_year"`
		SHA256     string  `ch:"sha256"`
		ReadingID  string  `ch:"reading_id"`
		Printed    string  `ch:"printed"`
		State      string  `ch:"state"`
		Value      *string `ch:"value"`
		Unit       string  `ch:"unit"`
	}
	if err := ask(ctx, db, &rows, "cells", map[string]any{"reports": slices.Compact(reports)}); err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, r := range rows {
		at[r.ReportID+"/"+disclosure.Key{Indicator: r.Indicator, Applicant: disclosure.Applicant(r.Applicant)}.String()] = i
	}
	for _, p := range drawn {
		i, there := at[p.ReportID+"/"+p.Key.String()]
		if !there {
			return nil, errMoved
		}
		r := rows[i]
		c := disclosure.AuditCell{AuditStratum: p.AuditStratum, Draw: p.Draw, ReportID: p.ReportID, AgencyID: r.AgencyID, FiscalYear: int(r.FiscalYear), Key: p.Key, SHA256: r.SHA256, ReadingID: r.ReadingID,
			Printed: r.Printed, State: disclosure.State(r.State), Unit: r.Unit}
		if r.Value != nil {
			n, err := disclosure.ParseNumber(*r.Value)
			if err != nil {
				return nil, err
			}
			c.Value = &n
		}
		all = append(all, c)
	}
	return all, nil
}

func ask(ctx context.Context, db DB, dst any, name string, params map[string]any) error {
	text, err := files.ReadFile(name + ".sql")
	if err != nil {
		return err
	}
	return db.Select(ctx, dst, string(text), params)
}
