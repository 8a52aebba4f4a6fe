package main

import (
	"testing"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// Whoever writes something that a page shows gives the data another mark; what is made current or
// scored another settled one; the digest follows what the data says, not when it was written.
func TestVersionFollowsTheData(t *testing.T) {
	s := newScored(t)
	ask := func() dashboards.VersionRow {
		var rows []dashboards.VersionRow
		s.ok(analytics.NewMeasures(s.DB).Select(t.Context(), &rows, "data_version", nil))
		return rows[0]
	}
	last := ask()
	report := func(day, figure string) {
		s.report(disclosure.FamilyAudit, 2020, "county", mainList, day, "", figure)
		s.ok(s.Flush(t.Context()))
	}
	run := func(query string) func() { return func() { s.ok(s.Exec(t.Context(), query, nil)) } }
	for _, step := range []struct {
		name                  string
		do                    func()
		mark, settled, digest bool // whether they change
	}{
		{"a crawl and a capture", func() { report("2021-01-20", "requests_new total 3") }, true, false, false},
		{"nothing", func() {}, false, false, false},
		{"score", func() { s.score("2021-06-01") }, true, true, true},
		{"score of the same", func() { s.score("2021-06-01") }, true, true, false},
		{"noted again", func() { s.ok(analytics.NoteVersion(t.Context(), s.DB)) }, false, false, false},
		{"a merge", run("OPTIMIZE TABLE report_states FINAL"), false, false, false},
		{"a change of the report", func() { report("2021-03-01", "requests_new total 4"); s.ok(s.Write(t.Context(), s.readings)) }, true, false, false},
		{"that is made current", func() { s.ok(s.Refresh(t.Context())) }, true, true, false},
		{"and noted", func() { s.ok(analytics.NoteVersion(t.Context(), s.DB)) }, true, false, true},
		{"a site", func() {
			s.ok(s.PutSites(t.Context(), []disclosure.Site{{ID: "county", Name: "黎川县", DivisionCode: "361022", URL: "http://county.test/"}}))
		}, true, true, false},
		{"a register", run("INSERT INTO registers_history (division_code, registered_at, content) VALUES ('361022', now64(3), '{}')"), true, true, false},
		{"a hold", run("INSERT INTO holds_history (host, since) VALUES ('county.test', now64(3))"), true, false, false},
	} {
		step.do()
		now := ask()
		if now.Mark != last.Mark != step.mark || now.Settled != last.Settled != step.settled || now.Digest != last.Digest != step.digest {
			t.Errorf("%s: from %+v to %+v; want changes of mark %t, settled %t, digest %t", step.name, last, now, step.mark, step.settled, step.digest)
		}
		last = now
	}
}
