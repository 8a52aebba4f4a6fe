package release

import (
	"fmt"
	"strings"

	"gongkai/analytics/audit"
	"gongkai/disclosure"
)

// frame hands over every printed cell of a release with its stratum, as analytics/audit does of the database.
func frame(dir string, add func(s disclosure.AuditStratum, report string, k disclosure.Key)) error {
	families, err := siteFamilies(dir)
	if err != nil {
		return err
	}
	type origin struct{ family, format string }
	origins := map[string]origin{}
	err = each(dir, "reports", []string{"report_id", "site_id", "content_type"}, func(t *table) error {
		o := origin{audit.Unknown, audit.Format(t.get("content_type"))}
		if f, there := families[t.get("site_id")]; there {
			o.family = f
		}
		origins[strings.Clone(t.get("report_id"))] = o
		return nil
	})
	if err != nil {
		return err
	}
	return each(dir, "figures", figureColumns, func(t *table) error {
		id := strings.Clone(t.get("report_id"))
		o, there := origins[id]
		if !there {
			o = origin{audit.Unknown, audit.Unknown}
		}
		form := strings.Clone(t.get("form"))
		if form == "" {
			form = audit.Unknown
		}
		add(disclosure.AuditStratum{Form: form, SiteFamily: o.family, Format: o.format}, id, disclosure.Key{Indicator: strings.Clone(t.get("indicator")), Applicant: disclosure.Applicant(strings.Clone(t.get("applicant")))})
		return nil
	})
}

// siteFamilies is the CMS family of each site: that of most lists that were walked on it, of as many the last
// by name.
func siteFamilies(dir string) (map[string]string, error) {
	lists := map[[2]string]int{}
	err := each(dir, "walks", []string{"site_id", "family"}, func(t *table) error {
		if t.get("family") != "" {
			lists[[2]string{strings.Clone(t.get("site_id")), strings.Clone(t.get("family"))}]++
		}
		return nil
	})
	most := map[string]string{}
	for at, n := range lists {
		if best, there := most[at[0]]; !there || n > lists[[2]string{at[0], best}] || n == lists[[2]string{at[0], best}] && at[1] > best {
			most[at[0]] = at[1]
		}
	}
	return most, err
}

// DrawAudit draws the strata and cells of a, by its sizes, from what a release holds. Seed, digest, release and
// versions of the parser are those of the release; a seed that is given stays.
func DrawAudit(dir string, a *disclosure.Audit) error {
	m, hash, err := Open(dir)
	if err != nil {
		return err
	}
	a.Release, a.Digest = m.Name, m.Data.Digest
	if a.Seed == "" {
		a.Seed, a.SeedOf = hash, disclosure.SeedOfRelease
	}
	if m.Data.OldestParser != nil && m.Data.NewestParser != nil {
		a.OldestParser, a.NewestParser = *m.Data.OldestParser, *m.Data.NewestParser
	}
	d := audit.NewDrawing(a.Seed, a.Wanted, a.Least)
	if err := frame(dir, d.Add); err != nil {
		return fmt.Errorf("drawing from release %s: %w", m.Name, err)
	}
	strata, drawn := d.Sample()
	if len(strata) == 0 {
		return audit.ErrEmpty
	}
	a.Strata = strata
	a.Cells, err = cellsDrawn(dir, drawn)
	return err
}

// cellsDrawn looks up what a release has of cells.
func cellsDrawn(dir string, drawn []audit.Pick) (all []disclosure.AuditCell, err error) {
	type bytes struct{ sha256, reading string }
	read := map[string]bytes{}
	err = each(dir, "reports", []string{"report_id", "sha256", "reading_id"}, func(t *table) error {
		read[strings.Clone(t.get("report_id"))] = bytes{strings.Clone(t.get("sha256")), strings.Clone(t.get("reading_id"))}
		return nil
	})
	if err != nil {
		return nil, err
	}
	look := book{dir: dir}
	for _, p := range drawn {
		f, err := look.figure(p.ReportID, p.Key)
		if err == nil && f == nil {
			err = fmt.Errorf("the index of the figures does not lead to %s of report %s", p.Key, p.ReportID)
		}
		if err != nil {
			return nil, err
		}
		c := disclosure.AuditCell{AuditStratum: p.AuditStratum, Draw: p.Draw, ReportID: p.ReportID, AgencyID: f.AgencyID, Key: p.Key, SHA256: read[p.ReportID].sha256, ReadingID: read[p.ReportID].reading,
			Printed: f.Raw, State: disclosure.State(f.State), Unit: f.Unit}
		if _, err := fmt.Sscan(f.FiscalYear, &c.FiscalYear); err != nil {
			return nil, fmt.Errorf("the year of report %s: %w", p.ReportID, err)
		}
		if f.Value != nil {
			if c.Value, err = numberOf(*f.Value); err != nil {
				return nil, err
			}
		}
		all = append(all, c)
	}
	return all, nil
}
