package letters

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gongkai/disclosure"
)

// timely adds the reports that came late or were not published, as far as that is proved.
func (k *known) timely(ctx context.Context, l *Letter) error {
	for _, c := range k.coverage {
		switch {
		case c.Status == "not_found" || c.Status == "blocked":
			l.Withheld.Unproved++
		case (c.isLate() || c.isAbsent()) && k.contests(c):
			l.Withheld.Disputed++
		case c.isLate():
			l.Items = append(l.Items, k.late(c))
		case c.isAbsent():
			item, err := k.absent(ctx, c)
			if err != nil {
				return err
			}
			l.Items = append(l.Items, item)
		}
	}
	return nil
}

// contests reports whether somebody objects to what is said of a publication, and nobody has decided yet.
func (k *known) contests(c coverageRow) bool {
	return slices.ContainsFunc(k.cases, func(o caseRow) bool {
		return o.Rule == disclosure.CaseTimeliness && o.FiscalYear == c.FiscalYear && disclosure.CaseState(o.State) == disclosure.CaseOpen
	})
}

// isLate reports whether a duty set a day and a walk after it did not have the report yet.
func (c coverageRow) isLate() bool {
	return c.Status == "late" && c.duty() != "" && c.ReportID != nil && *c.ReportID != "" && c.DaysLateLow != nil && *c.DaysLateLow > 0
}

// isAbsent reports whether it is proved that a report that was due was not published.
func (c coverageRow) isAbsent() bool { return c.Status == "not_published" && c.duty() != "" }

func (c coverageRow) duty() string {
	if c.DeadlineBasis == nil {
		return ""
	}
	return dutyOf(*c.DeadlineBasis)
}

// late is a report that a complete walk after its deadline did not have yet.
func (k *known) late(c coverageRow) Item {
	i := Item{Year: int(c.FiscalYear), Name: *c.ReportID + " 公布日期", Topic: "报告公布晚于法定期限", Law: c.duty()}
	i.Statement = fmt.Sprintf("报告应于%s前公布。期限届满后走完你单位的年报栏目时尚无此报告", dayOf(c.Deadline))
	if c.PublishedLow != nil {
		i.Statement += fmt.Sprintf("，公布不早于%s", dayOf(c.PublishedLow))
	}
	if c.PublishedHigh != nil {
		i.Statement += fmt.Sprintf("，不晚于%s", dayOf(c.PublishedHigh))
	}
	i.Statement += "，逾期" + daysLate(c)
	s := k.source(*c.ReportID, "")
	i.Sources = []Source{s, {Title: "走查年报栏目的记录", Evidence: absence(k.agency.AgencyID, c.FiscalYear)}}
	return i
}

// daysLate are the ends of what is known.
func daysLate(c coverageRow) string {
	if c.DaysLateHigh == nil || *c.DaysLateHigh == *c.DaysLateLow {
		word := ""
		if c.DaysLateHigh == nil {
			word = "至少"
		}
		return fmt.Sprintf("%s%d天（遇节假日按顺延计）", word, *c.DaysLateLow)
	}
	return fmt.Sprintf("至少%d天（遇节假日按顺延计）、至多%d天", *c.DaysLateLow, *c.DaysLateHigh)
}

// absent is a report that is proved not to be published.
func (k *known) absent(ctx context.Context, c coverageRow) (Item, error) {
	i := Item{Year: int(c.FiscalYear), Name: fmt.Sprintf("%s-%d 未公布", k.agency.AgencyID, c.FiscalYear), Topic: "未见公布年度报告", Law: c.duty()}
	var walks []walkRow
	if err := k.office.Measures.Select(ctx, &walks, "absence_walks", map[string]any{"agency": k.agency.AgencyID, "year": c.FiscalYear}); err != nil {
		return i, err
	}
	days, first, last := countedDays(walks)
	i.Statement = fmt.Sprintf("报告应于%s前公布。期限届满后有%d日走完你单位的全部年报栏目（%s至%s），栏目中的附件均已查看，都没有此报告；网站自身的站内搜索能查到你单位其他年度的报告，也没有此报告", dayOf(c.Deadline), days, dayOf(first), dayOf(last))
	i.Sources = []Source{{Title: "走查年报栏目和站内搜索的记录", Evidence: absence(k.agency.AgencyID, c.FiscalYear)}}
	return i, nil
}

// countedDays are the days on which nothing stood in the way of seeing a report.
func countedDays(walks []walkRow) (n int, first, last *time.Time) {
	seen := map[time.Time]bool{}
	for _, w := range walks {
		if w.Counts != 1 || seen[w.Day] {
			continue
		}
		seen[w.Day] = true
		day := w.Day
		if first == nil || day.Before(*first) {
			first = &day
		}
		if last == nil || day.After(*last) {
			last = &day
		}
	}
	return len(seen), first, last
}

// absence is the page of what an absence, or a late report, rests on.
func absence(agency string, year uint16) string {
	return fmt.Sprintf("/agencies/%s/absence/%d", agency, year)
}

// dayOf writes a date of the database.
func dayOf(t *time.Time) string {
	if t == nil {
		return "（不详）"
	}
	d, err := disclosure.NewDate(t.Year(), int(t.Month()), t.Day())
	if err != nil {
		return "（不详）"
	}
	return day(d)
}
