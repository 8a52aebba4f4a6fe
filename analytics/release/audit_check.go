package release

import (
	"errors"
	"io/fs"
	"reflect"
	"slices"

	"gongkai/analytics/audit"
	"gongkai/disclosure"
)

// audits holds the audit of the manifest against the tables, each sample against its seed, and each verdict
// against what was read. Where a sample was drawn from the very data of the release, it is drawn again.
func audits(dir string, _ *Sealed, o *Outcome) error {
	all, err := readAudits(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && o.Manifest.Audit == nil:
		return nil // a release of before there were audits
	case err != nil:
		return err
	}
	before := len(o.Wrong)
	for _, s := range all {
		s.check(o)
		if s.Release == "" && s.Digest == o.Manifest.Data.Digest && len(goneOf(o.withdrawn.documents()).Hidden) == 0 { // without the figures that went it can't be drawn
			if err := s.redraw(dir, o); err != nil {
				return err
			}
		}
	}
	follows, err := audited(dir, o.Manifest.Data.Digest)
	if err != nil {
		return err
	}
	follows = o.withoutGone(all, follows)
	if !reflect.DeepEqual(follows, o.Manifest.Audit) {
		o.wrong("audit: the manifest does not say what follows from the tables")
	}
	switch a := o.Manifest.Audit; {
	case len(o.Wrong) > before:
	case a != nil && a.Rate != nil:
		o.passed("audit: %s, %d errors in %d cells of %d, %.2f %% (%.2f to %.2f %%), as its answers say", a.ID, a.Errors, a.Sampled, a.Cells, 100**a.Rate, 100*a.Low, 100*a.High)
	case a != nil:
		o.passed("audit: %s, %d errors in %d cells of %d; no rate can be estimated", a.ID, a.Errors, a.Sampled, a.Cells)
	default:
		o.passed("audit: none speaks for these data")
	}
	return nil
}

// check holds the cells of a sample against its seed, its strata and the answers.
func (s *sample) check(o *Outcome) {
	drawn := map[disclosure.AuditStratum]uint64{}
	for _, c := range s.cells {
		drawn[c.AuditStratum]++
		if c.draw != disclosure.AuditDraw(s.Seed, c.report, c.key) {
			o.wrong("audit: %s %s of audit %s is not drawn by its seed", c.report, c.key, s.ID)
		}
		if c.said != c.verdict {
			o.wrong("audit: %s %s of audit %s is called %s, and is %s by what was read", c.report, c.key, s.ID, c.said, c.verdict)
		}
	}
	counts := map[disclosure.AuditStratum]uint64{}
	for _, size := range s.strata {
		counts[size.AuditStratum] = size.Cells
		if drawn[size.AuditStratum] != size.Sampled {
			o.wrong("audit: of stratum %s of audit %s there are %d cells, %d were drawn", size, s.ID, drawn[size.AuditStratum], size.Sampled)
		}
		delete(drawn, size.AuditStratum)
	}
	for stratum := range drawn {
		o.wrong("audit: %s has cells of the stratum %s, which it was not drawn from", s.ID, stratum)
	}
	for i, size := range audit.Sizes(counts, s.wanted, s.least) {
		if i >= len(s.strata) || s.sizeOf(size.AuditStratum) != size.Sampled {
			o.wrong("audit: of stratum %s of audit %s %d cells were drawn, and by its sizes it is %d", size.AuditStratum, s.ID, s.sizeOf(size.AuditStratum), size.Sampled)
		}
	}
}

func (s *sample) sizeOf(of disclosure.AuditStratum) uint64 {
	for _, size := range s.strata {
		if size.AuditStratum == of {
			return size.Sampled
		}
	}
	return 0
}

// redraw draws the sample from the figures of the release.
func (s *sample) redraw(dir string, o *Outcome) error {
	d := audit.NewDrawing(s.Seed, s.wanted, s.least)
	if err := frame(dir, d.Add); err != nil {
		return err
	}
	_, picks := d.Sample()
	there := map[string]bool{}
	for _, c := range s.cells {
		there[c.draw] = true
	}
	for _, p := range picks {
		if !there[p.Draw] {
			o.wrong("audit: %s %s should have been drawn by the seed of audit %s, and was not", p.ReportID, p.Key, s.ID)
			return nil
		}
	}
	if len(picks) != len(s.cells) {
		o.wrong("audit: %s has %d cells, and its seed draws %d", s.ID, len(s.cells), len(picks))
	}
	return nil
}

// withoutGone is what follows where figures were withdrawn: the audit of the manifest is the same, and of its cells as many more may
// have been as they were drawn as are of reports that went.
func (o *Outcome) withoutGone(all []*sample, follows *Audit) *Audit {
	hidden, said := goneOf(o.withdrawn.documents()).Hidden, o.Manifest.Audit
	if len(hidden) == 0 || said == nil {
		return follows
	}
	for _, s := range all {
		if s.ID != said.ID {
			continue
		}
		gone := uint64(0)
		for _, c := range s.cells {
			if slices.Contains(hidden, c.report) {
				gone++
			}
		}
		a := s.summary(o.Manifest.Data.Digest)
		if follows != nil && follows.ID == said.ID {
			a.AsDrawn = follows.AsDrawn
		}
		if a.AsDrawn <= said.AsDrawn && said.AsDrawn <= a.AsDrawn+gone || follows == nil && said.AsDrawn <= uint64(len(s.cells)) {
			a.AsDrawn = said.AsDrawn
		}
		return &a
	}
	return follows
}
