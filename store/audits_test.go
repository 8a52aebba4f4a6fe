package store

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// The verdict that researchers read in the view is the one of disclosure.AuditVerdict, for every state that we and
// that a person can read; of two answers the later counts, and all stay.
func TestAuditVerdicts(t *testing.T) {
	db := fresh(t)
	type side struct {
		state disclosure.State
		value *disclosure.Number
	}
	sides := []side{{disclosure.StateNumber, pointer(disclosure.Int(7))}, {disclosure.StateNumber, pointer(disclosure.Int(8))}, {disclosure.StateZero, pointer(disclosure.Int(0))}, {disclosure.StateBlank, nil},
		{disclosure.StateDash, nil}, {disclosure.StateSlash, nil}, {disclosure.StateTextNA, nil}, {disclosure.StateUnreadable, nil}, {"", nil}}
	html := disclosure.AuditStratum{Form: "2021", SiteFamily: "trs", Format: "html"}
	a := disclosure.Audit{At: at(t, "2021-03-01 10:00"), By: "the office", Seed: "s", SeedOf: disclosure.SeedGiven, Digest: "d", Wanted: 72, Least: 1}
	var answers []disclosure.AuditAnswer
	var want []string
	count := map[string]int{}
	for _, ours := range sides[:8] {
		for _, read := range sides {
			n := uint32(len(a.Cells) + 1)
			a.Cells = append(a.Cells, disclosure.AuditCell{AuditStratum: html, ReportID: fmt.Sprint("r", n), Key: newTotal, State: ours.state, Value: ours.value})
			verdict := disclosure.AuditVerdict(ours.state, ours.value, read.state, read.value)
			want = append(want, fmt.Sprintf("%d\t%s\n", n, verdict))
			count[verdict]++
			if read.state != "" {
				answers = append(answers, disclosure.AuditAnswer{AuditID: a.ID(), Position: n, State: read.state, Value: read.value, At: a.At, By: "a reader"})
			}
		}
	}
	a.Strata = []disclosure.AuditSize{{AuditStratum: html, Cells: 1000, Sampled: uint64(len(a.Cells))}}
	must(t, db.KeepAudit(t.Context(), a))
	must(t, db.KeepAuditAnswers(t.Context(), answers))
	same(t, "verdicts", text(t, db, "SELECT position, verdict FROM audit_cells ORDER BY position"), strings.Join(want, ""))
	same(t, "strata", text(t, db, "SELECT cells, sampled, right, wrong, missed, invented, state, unreadable, open FROM audit_strata"), fmt.Sprintf("1000\t72\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n",
		count["right"], count["wrong"], count["missed"], count["invented"], count["state"], count["unreadable"], count["open"]))
	must(t, db.KeepAudit(t.Context(), a)) // the same again is one
	same(t, "the audit", text(t, db, "SELECT cells, sampled, answered, errors, unreadable, not_blind, finished FROM audits"), fmt.Sprintf("1000\t72\t64\t%d\t8\t0\t0\n", count["wrong"]+count["missed"]+count["invented"]+count["state"]))
	// The first is right, was shown, and is answered otherwise then: that is not blind.
	again := answers[:1]
	again[0].Shown = true
	must(t, db.KeepAuditAnswers(t.Context(), again))
	same(t, "shown", text(t, db, "SELECT verdict, blind, answers FROM audit_cells WHERE position = 1"), "right\t1\t1\n")
	again[0].Shown, again[0].Value = false, pointer(disclosure.Int(9))
	must(t, db.KeepAuditAnswers(t.Context(), again))
	same(t, "answered again", text(t, db, "SELECT verdict, blind, answers FROM audit_cells WHERE position = 1"), "wrong\t0\t2\n")
	same(t, "all answers", text(t, db, "SELECT read_value, blind FROM audit_answers WHERE position = 1 ORDER BY recorded_at"), "7\t1\n9\t0\n")
	// Cells of a drawing that was cut off are nobody's.
	cut := a
	cut.Seed = "other"
	must(t, db.insert(t.Context(), "audit_cells_history (audit_id, position)", [][]any{{cut.ID(), uint32(1)}}))
	same(t, "cut off", text(t, db, "SELECT count() FROM audit_cells WHERE audit_id = '"+cut.ID()+"'"), "0\n")
}
