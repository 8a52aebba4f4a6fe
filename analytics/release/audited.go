package release

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"gongkai/analytics/audit"
	"gongkai/disclosure"
)

// Audit is what persons found in a random sample of cells: the newest audit that is finished, and of whose
// cells most are in the release as they were drawn. Rates are of all cells that it was drawn from.
type Audit struct {
	ID           string         `json:"audit_id"`
	DrawnAt      string         `json:"drawn_at"`
	Seed         string         `json:"seed"`
	SeedOf       string         `json:"seed_of"` // data, release or given
	Digest       string         `json:"digest"`  // of the data that it was drawn from
	Release      string         `json:"release"` // that it was drawn from; empty where from the data
	SameData     bool           `json:"same_data"`
	OldestParser uint64         `json:"oldest_parser_version"`
	NewestParser uint64         `json:"newest_parser_version"`
	Cells        uint64         `json:"cells"` // that it was drawn from
	Sampled      uint64         `json:"sampled"`
	AsDrawn      uint64         `json:"as_drawn"` // of the sampled: in this release with the same bytes and the same reading
	Errors       uint64         `json:"errors"`
	Wrong        uint64         `json:"wrong"`
	Missed       uint64         `json:"missed"`
	Invented     uint64         `json:"invented"`
	State        uint64         `json:"state"`
	Unreadable   uint64         `json:"unreadable"` // by the person too: never counted as right
	NotBlind     uint64         `json:"not_blind"`  // answered with our reading known
	Rate         *float64       `json:"rate"`       // null where nothing can be estimated
	Low          float64        `json:"low"`
	High         float64        `json:"high"`
	Strata       []AuditStratum `json:"strata"`
}

// AuditStratum is what came of the cells of one form, family of sites and format of documents.
type AuditStratum struct {
	Form       string   `json:"form"`
	SiteFamily string   `json:"site_family"`
	Format     string   `json:"format"`
	Cells      uint64   `json:"cells"`
	Sampled    uint64   `json:"sampled"`
	Errors     uint64   `json:"errors"`
	Unreadable uint64   `json:"unreadable"`
	Rate       *float64 `json:"rate"`
	Low        float64  `json:"low"`
	High       float64  `json:"high"`
}

// audited takes the audit over that speaks for the data of a release; nil where none does.
func audited(dir, digest string) (*Audit, error) {
	all, err := readAudits(dir)
	if errors.Is(err, fs.ErrNotExist) { // a release of before there were audits
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		if !a.finished() {
			continue
		}
		there, err := a.asDrawn(dir)
		if err != nil {
			return nil, err
		}
		if 2*there > uint64(len(a.cells)) {
			s := a.summary(digest)
			s.AsDrawn = there
			return &s, nil
		}
	}
	return nil, nil
}

// sample is an audit as the tables of a release have it.
type sample struct {
	Audit
	wanted, least uint32
	strata        []disclosure.AuditSize
	cells         []sampledCell
}

// sampledCell is one of its cells.
type sampledCell struct {
	disclosure.AuditStratum
	draw, report, sha256 string
	key                  disclosure.Key
	state, value         string
	verdict              string // as it follows
	said                 string // as the table says
	blind                bool
}

// finished reports whether every cell has an answer. The tables were copied one after the other, so that only
// the cells themselves can say it.
func (s *sample) finished() bool {
	return len(s.cells) > 0 && !slices.ContainsFunc(s.cells, func(c sampledCell) bool { return c.verdict == disclosure.AuditOpen })
}

var (
	auditColumns   = []string{"audit_id", "drawn_at", "seed", "seed_of", "digest", "release", "wanted", "least", "oldest_parser", "newest_parser"}
	stratumColumns = []string{"audit_id", "form", "site_family", "format", "cells", "sampled"}
	cellColumns    = []string{"audit_id", "draw", "report_id", "indicator", "applicant", "form", "site_family", "format", "sha256", "print_state", "value", "verdict", "read_state", "read_value", "blind"}
)

// readAudits reads all audits, the newest first; the error is fs.ErrNotExist where there is no such table.
func readAudits(dir string) (all []*sample, err error) {
	named := map[string]*sample{}
	err = each(dir, "audits", auditColumns, func(t *table) error {
		text := func(column string) string { return strings.Clone(t.get(column)) }
		s := &sample{Audit: Audit{ID: text("audit_id"), DrawnAt: text("drawn_at"), Seed: text("seed"), SeedOf: text("seed_of"), Digest: text("digest"), Release: text("release")}}
		var wanted, least uint64
		for column, into := range map[string]*uint64{"wanted": &wanted, "least": &least, "oldest_parser": &s.OldestParser, "newest_parser": &s.NewestParser} {
			if *into, err = strconv.ParseUint(t.get(column), 10, 32); err != nil {
				return fmt.Errorf("audits: %w", err)
			}
		}
		s.wanted, s.least = uint32(wanted), uint32(least)
		named[s.ID] = s
		all = append(all, s)
		return nil
	})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	if err := each(dir, "audit_strata", stratumColumns, func(t *table) error { return named[t.get("audit_id")].addStratum(t) }); err != nil {
		return nil, err
	}
	if err := each(dir, "audit_cells", cellColumns, func(t *table) error { return named[t.get("audit_id")].addCell(t) }); err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b *sample) int { return cmp.Or(cmp.Compare(b.DrawnAt, a.DrawnAt), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

func stratumOf(t *table) disclosure.AuditStratum {
	return disclosure.AuditStratum{Form: strings.Clone(t.get("form")), SiteFamily: strings.Clone(t.get("site_family")), Format: strings.Clone(t.get("format"))}
}

var errNoAudit = errors.New("a row of audit_strata or audit_cells is of no audit")

func (s *sample) addStratum(t *table) (err error) {
	if s == nil {
		return errNoAudit
	}
	size := disclosure.AuditSize{AuditStratum: stratumOf(t)}
	if size.Cells, err = strconv.ParseUint(t.get("cells"), 10, 64); err != nil {
		return fmt.Errorf("audit_strata: %w", err)
	}
	if size.Sampled, err = strconv.ParseUint(t.get("sampled"), 10, 64); err != nil {
		return fmt.Errorf("audit_strata: %w", err)
	}
	s.strata = append(s.strata, size)
	return nil
}

func (s *sample) addCell(t *table) error {
	if s == nil {
		return errNoAudit
	}
	text := func(column string) string { return strings.Clone(t.get(column)) }
	ours, err := numberOf(t.get("value"))
	if err != nil {
		return fmt.Errorf("audit_cells: %w", err)
	}
	read, err := numberOf(t.get("read_value"))
	if err != nil {
		return fmt.Errorf("audit_cells: %w", err)
	}
	s.cells = append(s.cells, sampledCell{AuditStratum: stratumOf(t), draw: text("draw"), report: text("report_id"), sha256: text("sha256"), key: disclosure.Key{Indicator: text("indicator"), Applicant: disclosure.Applicant(text("applicant"))},
		state: text("print_state"), value: text("value"), said: text("verdict"), blind: t.get("blind") == "1",
		verdict: disclosure.AuditVerdict(disclosure.State(t.get("print_state")), ours, disclosure.State(t.get("read_state")), read)})
	return nil
}

// numberOf reads a number of a table; an unknown is empty.
func numberOf(text string) (*disclosure.Number, error) {
	if text == "" {
		return nil, nil
	}
	n, err := disclosure.ParseNumber(text)
	return &n, err
}

// asDrawn counts the cells whose report has the same bytes, and which are read as they were when drawn.
func (s *sample) asDrawn(dir string) (n uint64, err error) {
	look := book{dir: dir}
	for _, c := range s.cells {
		f, err := look.figure(c.report, c.key)
		if err != nil {
			return 0, err
		}
		if f == nil {
			continue
		}
		value := ""
		if f.Value != nil {
			value = *f.Value
		}
		if f.State == c.state && value == c.value && strings.Contains(f.Evidence, c.sha256) {
			n++
		}
	}
	return n, nil
}

// summary says what follows from an audit.
func (s *sample) summary(digest string) Audit {
	a := s.Audit
	a.SameData, a.Sampled, a.Strata = a.Digest == digest && a.Release == "", uint64(len(s.cells)), []AuditStratum{}
	counts := make([]audit.Count, len(s.strata))
	at := map[disclosure.AuditStratum]int{}
	for i, size := range s.strata {
		counts[i].AuditSize, at[size.AuditStratum] = size, i
		a.Cells += size.Cells
	}
	for _, c := range s.cells {
		if i, there := at[c.AuditStratum]; there {
			counts[i].Add(c.verdict)
		}
		a.count(c)
	}
	for _, c := range counts {
		r := audit.RateOf(c)
		a.Strata = append(a.Strata, AuditStratum{c.Form, c.SiteFamily, c.Format, c.Cells, c.Sampled, c.Errors, c.Unreadable, r.P, r.Low, r.High})
	}
	r := audit.RateOf(counts...)
	a.Rate, a.Low, a.High = r.P, r.Low, r.High
	return a
}

func (a *Audit) count(c sampledCell) {
	if !c.blind {
		a.NotBlind++
	}
	for verdict, n := range map[string]*uint64{disclosure.AuditWrong: &a.Wrong, disclosure.AuditMissed: &a.Missed, disclosure.AuditInvented: &a.Invented, disclosure.AuditState: &a.State} {
		if c.verdict == verdict {
			*n++
			a.Errors++
		}
	}
	if c.verdict == disclosure.AuditUnreadable {
		a.Unreadable++
	}
}
