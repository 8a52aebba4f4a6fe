package release

import (
	"context"
	"crypto/ed25519"
	"encoding/csv"
	"errors"
	"strings"

	"gongkai/disclosure/parcel"
)

// Changes counts what differs from the release before. Reread are figures that say the same, of
// which something beside the print is another, such as how sure the reading is.
type Changes struct {
	Figures   Count    `json:"figures"`
	Reread    uint64   `json:"figures_reread"`
	Reports   Count    `json:"reports"`
	Scores    Count    `json:"scores"`
	Method    bool     `json:"method_changed"` // scores are made by another version of the method
	OldParser *uint32  `json:"previous_newest_parser_version"`
	Causes    []Causes `json:"causes"` // of figures that were added, changed or withdrawn, by why
}

// Count is what was added, changed and withdrawn.
type Count struct {
	Added     uint64 `json:"added"`
	Changed   uint64 `json:"changed"`
	Withdrawn uint64 `json:"withdrawn"`
}

// Causes counts the figures of one cause.
type Causes struct {
	Cause string `json:"cause"`
	Count
}

// The causes of a change, as far as the two releases tell.
const (
	CauseNewReport = "new_report"        // the release before had no such report
	CauseGone      = "report_withdrawn"  // this one has none
	CauseBack      = "withdrawn_before"  // what the release before had of the report was withdrawn from it: nobody can say what it was
	CauseAgency    = "agency"            // the agency's document is another one, read by the same parser
	CauseReading   = "reading"           // the same document, read by another version of the parser
	CauseEither    = "agency_or_reading" // both are others: report_changes tells where one parser has read both
	CauseUnclear   = "unclear"           // neither: what was said of agencies, or of the document, has changed
)

var causes = []string{CauseNewReport, CauseGone, CauseBack, CauseAgency, CauseReading, CauseEither, CauseUnclear}

// version is what a report of a release was read from.
type version struct{ sha256, parser string }

func (v version) why(now version) string {
	switch {
	case v.sha256 != now.sha256 && v.parser != now.parser:
		return CauseEither
	case v.sha256 != now.sha256:
		return CauseAgency
	case v.parser != now.parser:
		return CauseReading
	}
	return CauseUnclear
}

var reportColumns = []string{"report_id", "sha256", "parser_version"}

// versions are those of all reports of a release.
func versions(dir string) (map[string]version, error) {
	all := map[string]version{}
	err := each(dir, "reports", reportColumns, func(t *table) error {
		all[strings.Clone(t.get("report_id"))] = version{strings.Clone(t.get("sha256")), strings.Clone(t.get("parser_version"))}
		return nil
	})
	return all, err
}

// compare writes what differs from the release before. Withdrawals from that one may have been signed with our key.
func compare(ctx context.Context, before, now string, o Options) (*Changes, error) {
	old, hash, err := Open(before)
	if err != nil {
		return nil, err
	}
	gone, err := readWithdrawals(before, old, hash, []ed25519.PublicKey{o.Key})
	if err != nil {
		return nil, err
	}
	c := comparison{ctx: ctx, byCause: map[string]*Count{}, gone: gone, hidden: o.Hidden}
	c.OldParser = old.Data.NewestParser
	if c.before, err = versions(before); err == nil {
		c.now, err = versions(now)
	}
	if err != nil {
		return nil, err
	}
	c.reports()
	out, err := parcel.Create(now, ChangesFile, rights)
	if err != nil {
		return nil, err
	}
	c.out = csv.NewWriter(out)
	c.out.UseCRLF = true
	_ = c.out.Write(changeColumns) // an error of it comes with Flush
	err = c.walk(before, now, figureTable, c.figure)
	c.out.Flush()
	_, closed := out.Close()
	if err = errors.Join(err, c.out.Error(), closed); err != nil {
		return nil, err
	}
	if err := c.walk(before, now, scoreTable, c.score); err != nil {
		return nil, err
	}
	for _, cause := range causes {
		if n := c.byCause[cause]; n != nil {
			c.Causes = append(c.Causes, Causes{cause, *n})
		}
	}
	return &c.Changes, nil
}

// comparison is of two releases.
type comparison struct {
	Changes
	ctx         context.Context
	before, now map[string]version
	byCause     map[string]*Count
	gone        withdrawals // from the release before
	hidden      func(sha256 string) bool
	out         *csv.Writer
}

func (c *comparison) reports() {
	for id, now := range c.now {
		before, there := c.before[id]
		switch {
		case !there:
			c.Reports.Added++
		case before.sha256 != now.sha256:
			c.Reports.Changed++
		}
	}
	for id := range c.before {
		if _, there := c.now[id]; !there {
			c.Reports.Withdrawn++
		}
	}
}

// keyed is a table whose rows stand in the order of these columns, compared as bytes.
type keyed struct {
	name string
	key  []string
	says []string // what a row says: where these are the same it has not changed
}

var (
	figureTable = keyed{"figures", []string{"report_id", "indicator", "applicant"}, []string{"value", "unit", "state", "raw"}}
	scoreTable  = keyed{"scores", []string{"agency_id", "fiscal_year", "dimension", "which"}, []string{"value", "low", "high", "band", "reason", "method_version"}}

	changeColumns = []string{"report_id", "indicator", "applicant", "agency_id", "fiscal_year", "change", "cause", "old_value", "old_state", "old_raw", "new_value", "new_state", "new_raw",
		"old_sha256", "new_sha256", "old_parser_version", "new_parser_version"}
)

func (k keyed) compare(a, b *table) int {
	for _, column := range k.key {
		if n := strings.Compare(a.get(column), b.get(column)); n != 0 {
			return n
		}
	}
	return 0
}

func (k keyed) same(a, b *table) bool {
	for _, column := range k.says {
		if a.get(column) != b.get(column) {
			return false
		}
	}
	return true
}

// walk goes through both tables side by side; one of the two rows is nil where the other has no
// counterpart.
func (c *comparison) walk(before, now string, k keyed, take func(before, now *table, same bool) error) error {
	old, err := openTable(before, k.name, append(k.key, k.says...)...)
	if err != nil {
		return err
	}
	defer old.close()
	new, err := openTable(now, k.name, append(k.key, k.says...)...)
	if err != nil {
		return err
	}
	defer new.close()
	moreOld, err1 := old.next()
	moreNew, err2 := new.next()
	for (moreOld || moreNew) && err1 == nil && err2 == nil {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		order := 0
		switch {
		case !moreOld:
			order = 1
		case !moreNew:
			order = -1
		default:
			order = k.compare(old, new)
		}
		switch {
		case order < 0:
			err = take(old, nil, false)
		case order > 0:
			err = take(nil, new, false)
		default:
			err = take(old, new, k.same(old, new))
		}
		if err != nil {
			return err
		}
		if order <= 0 {
			moreOld, err1 = old.next()
		}
		if order >= 0 {
			moreNew, err2 = new.next()
		}
	}
	return errors.Join(err1, err2)
}

func (c *comparison) figure(before, now *table, same bool) error {
	if same {
		if !equal(before.row, now.row) {
			c.Reread++
		}
		return nil
	}
	any := now
	if any == nil {
		any = before
	}
	id := any.get("report_id")
	old, had := c.before[id]
	new, has := c.now[id]
	cause := old.why(new)
	switch _, gone := c.gone.of(id); {
	case !had && gone:
		cause = CauseBack
	case !had:
		cause = CauseNewReport
	case !has:
		cause = CauseGone
	}
	n := c.byCause[cause]
	if n == nil {
		n = &Count{}
		c.byCause[cause] = n
	}
	change := c.Figures.add(before, now)
	n.add(before, now)
	if c.hidden != nil && c.hidden(old.sha256) {
		before = nil // it is counted, and what it was is said no more
	}
	row := []string{id, any.get("indicator"), any.get("applicant"), any.get("agency_id"), any.get("fiscal_year"), change, cause}
	row = append(append(row, said(before)...), said(now)...)
	return c.out.Write(append(row, old.sha256, new.sha256, old.parser, new.parser))
}

func said(t *table) []string {
	if t == nil {
		return []string{"", "", ""}
	}
	return []string{t.get("value"), t.get("state"), t.get("raw")}
}

func (c *comparison) score(before, now *table, same bool) error {
	if !same {
		c.Scores.add(before, now)
	}
	if before != nil && now != nil && before.get("method_version") != now.get("method_version") {
		c.Method = true
	}
	return nil
}

// add counts a row of one release, or a changed one of both, and says the word for it.
func (n *Count) add(before, now *table) string {
	switch {
	case before == nil:
		n.Added++
		return "added"
	case now == nil:
		n.Withdrawn++
		return "withdrawn"
	}
	n.Changed++
	return "changed"
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
