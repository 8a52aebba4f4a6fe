package release

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Trace follows one figure from its row to the bytes that it was read from, and these to their
// seals: a line a step. bodies are the SHA-256 of the documents that are at hand; where that of the
// report is not among them, the last step says how its bytes are had.
func Trace(dir, reportID, key string, sealed *Sealed, bodies map[string]string) (o Outcome, err error) {
	f, err := find(dir, reportID, key)
	if err != nil {
		return o, err
	}
	value := "unknown"
	if f.Value != nil {
		value = *f.Value + " " + f.Unit
	}
	o.passed("figure: %s of report %s: %s, state %s, printed %q", key, reportID, value, f.State, f.Raw)
	o.passed("cell: %s", f.Evidence)
	var report struct{ url, sha256, parser, agency, year string }
	err = each(dir, "reports", append(slices.Clone(reportColumns), "url", "agency_id", "fiscal_year"), func(t *table) error {
		if t.get("report_id") == reportID {
			report.url, report.sha256, report.parser = strings.Clone(t.get("url")), strings.Clone(t.get("sha256")), strings.Clone(t.get("parser_version"))
			report.agency, report.year = strings.Clone(t.get("agency_id")), strings.Clone(t.get("fiscal_year"))
		}
		return nil
	})
	if err != nil {
		return o, err
	}
	o.passed("report: %s, year %s, read by parser %s from %s", report.agency, report.year, report.parser, report.url)
	if !strings.Contains(f.Evidence, report.sha256) {
		o.wrong("cell: its evidence names other bytes than those of the report")
	}
	return o, o.trace(dir, report.sha256, sealed, bodies)
}

// trace follows the bytes to their captures and seals, the one that was sealed first before the others.
func (o *Outcome) trace(dir, sha256 string, sealed *Sealed, bodies map[string]string) error {
	type step struct {
		position uint64
		line     string
	}
	var steps []step
	err := each(dir, "captures", CaptureColumns, func(t *table) error {
		if t.get("sha256") != sha256 {
			return nil
		}
		at := t.get("site_id") + " " + t.get("capture_id")
		r, there := sealed.captures[at]
		if !there {
			o.wrong("capture: %s was never sealed", at)
		}
		steps = append(steps, step{r.position, fmt.Sprintf("capture: %s of %s, fetched %s, %s%s", at, t.get("url"), t.get("fetched_at"), r.where(), older(t.get("fetched_at"), r.recorded))})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.position, b.position) })
	for _, s := range steps {
		o.passed("%s", s.line)
	}
	if len(steps) == 0 {
		o.wrong("capture: none has the bytes %s", sha256)
	}
	if path, there := bodies[sha256]; there {
		o.passed("bytes: %s has the SHA-256 %s", path, sha256)
	} else if len(bodies) > 0 {
		o.wrong("bytes: none of the given files has the SHA-256 %s", sha256)
	} else {
		o.passed("bytes: SHA-256 %s; a release has no bodies: whoever made it gives them with gongkai warc, and --body FILE holds a copy against it", sha256)
	}
	return nil
}

// older says of a capture that its time of fetching was not recorded then.
func older(fetched, recorded string) string {
	f, err1 := time.Parse(time.RFC3339Nano, fetched)
	r, err2 := time.Parse(time.RFC3339Nano, recorded)
	if err1 != nil || err2 != nil || r.Sub(f) < 48*time.Hour {
		return ""
	}
	return "; it was recorded long after the time that it gives, which nothing here proves"
}

// find looks a figure up by its key, as addresses have it: indicator, or indicator.applicant.
func find(dir, reportID, key string) (Figure, error) {
	all, err := Lookup(dir, reportID)
	if err != nil {
		return Figure{}, err
	}
	if len(all) == 0 {
		return Figure{}, fmt.Errorf("the release has no report %s", reportID)
	}
	var names []string
	for _, f := range all {
		name := f.Indicator
		if f.Applicant != "" {
			name += "." + f.Applicant
		}
		if name == key {
			return f, nil
		}
		names = append(names, name)
	}
	return Figure{}, fmt.Errorf("report %s has no figure %s in this release; it has %s", reportID, key, strings.Join(names, ", "))
}
