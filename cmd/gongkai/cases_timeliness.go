package main

import (
	"context"
	"fmt"
	"strconv"

	"gongkai/disclosure"
)

// publication is what the newest score run says of a report that the law expects.
type publication struct {
	AgencyID   string  `ch:"agency_id"`
	FiscalYear uint16  `ch:"fiscal_year"`
	Status     string  `ch:"status"`
	Low        *int32  `ch:"low"` // days late
	High       *int32  `ch:"high"`
	Deadline   *string `ch:"deadline"`
}

// aimAtPublication notes what is said of the publication of a report, which need not be there.
func (h *home) aimAtPublication(ctx context.Context, k *disclosure.Case) error {
	var rows []publication
	const query = `SELECT e.agency_id AS agency_id, e.fiscal_year AS fiscal_year, toString(e.status) AS status, e.days_late_low AS low, e.days_late_high AS high,
		toString(coalesce(e.deadline_adjusted, e.deadline)) AS deadline
		FROM expected_reports AS e WHERE concat(e.agency_id, '-', toString(e.fiscal_year)) = {report:String}`
	if err := h.Select(ctx, &rows, query, map[string]any{"report": k.ReportID}); err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("nothing is said of the publication of %q: gongkai sql \"SELECT * FROM expected_reports\" lists of what something is, by agency and year", k.ReportID)
	}
	p := rows[0]
	k.AgencyID, k.FiscalYear, k.Rule, k.Printed, k.Message, k.SeenAt = p.AgencyID, int(p.FiscalYear), disclosure.CaseTimeliness, p.Status, p.words(), k.At
	known, err := h.printed(ctx, k.ReportID)
	if err != nil || known.SHA256 == "" {
		return err
	}
	k.Version, k.SHA256, k.SeenAt = int(known.Version), known.SHA256, known.SeenAt
	return nil
}

// words say it in Chinese, as messages of findings are.
func (p publication) words() string {
	said := map[string]string{"on_time": "按时公布", "late": "逾期公布", "not_found": "未找到报告", "not_published": "未公布报告", "blocked": "网站拦截，无从得知", "unknown": "早晚不详"}[p.Status]
	if p.Status == "late" && p.Low != nil {
		said += "，至少晚 " + strconv.Itoa(int(*p.Low)) + " 天"
	}
	if p.Status == "late" && p.High != nil {
		said += "，至多晚 " + strconv.Itoa(int(*p.High)) + " 天"
	}
	if p.Deadline != nil {
		said += "（规定期限 " + *p.Deadline + "）"
	}
	return said
}
