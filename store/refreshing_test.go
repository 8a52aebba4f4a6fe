package store

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

// current is all that Refresh writes, without the numbers that it gives.
func current(t testing.TB, db *DB) string {
	t.Helper()
	var all strings.Builder
	for _, table := range []string{"report_states", "vanished_history", "agencies_history", "column_agencies", "unread_links_history", "agency_lists_history", "list_attachments_history", "column_moves_history"} {
		fmt.Fprintf(&all, "%s\n%s", table, text(t, db, "SELECT * EXCEPT (generation) FROM "+table+" FINAL ORDER BY ALL"))
	}
	return all.String() + text(t, db, "SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = 'current_readings'")
}

// asWhole holds what was made current step by step against what is made current of everything.
func asWhole(t testing.TB, db *DB, after string) {
	t.Helper()
	was := current(t, db)
	must(t, db.RefreshAll(t.Context()))
	same(t, "all anew after "+after, current(t, db), was)
}

// refreshedSites says what the last refresh looked at.
func refreshedSites(t testing.TB, db *DB) string {
	t.Helper()
	return text(t, db, `SELECT arrayStringConcat(arraySort(groupArray(site_id)), ' ') FROM refreshed_sites FINAL
		WHERE generation = (SELECT max(generation) FROM refreshed_sites) AND NOT startsWith(site_id, '*')`)
}

// Only sites of which something is new are looked at, and what is said then is what would be said
// of everything: after additions, changes, reverts, other names, what vanished and what came back.
func TestRefreshOfWhatChanged(t *testing.T) {
	v := &vanishing{T: t, DB: fresh(t)}
	v.sliceCaptures = 35 // so that all anew is done in parts
	less := []string{listA + " walk complete", page19 + " " + listA + " 2019a"}
	less = less[:2:2] // what is appended goes into a copy
	there := append(less, page20+" "+listA+" 2020a")[:3:3]
	other := func(body string, version int, agency disclosure.Agency) { // what a newer parser takes the second report of site b for
		c := fetch(t, "b-2021-06-10", "http://b.test"+page20, "2020a", "2021-06-10 10:30")
		c.SiteID = "b"
		r := v.read(c, body)
		r.Agency, r.Report.AgencyID, r.Report.ParserVersion = agency, &agency.ID, version
		v.readings = append(v.readings, r)
	}
	moved := []string{listB + " walk complete", page19 + " " + listB + " 2019a"}[:2:2]
	says := func(code string, names map[string]string, agencies ...string) {
		c := register.County{Division: disclosure.Division{Code: code}, Source: "test", Names: names}
		for _, name := range agencies {
			c.Agencies = append(c.Agencies, register.Agency{Agency: disclosure.Agency{ID: code + "-" + name, Name: name, DivisionCode: code, CountyCode: code, Level: disclosure.LevelCounty, Family: disclosure.Family(name)}})
		}
		must(t, v.PutRegister(t.Context(), c, "test"))
	}
	steps := []struct {
		name  string
		do    func()
		want  string // the sites that are looked at
		whole bool   // everything is looked at afterwards
	}{
		{"three sites", func() {
			for _, site := range []string{"a", "b", "c"} {
				v.crawl(site, "2021-05-20", there...)
			}
		}, "a b c", false},
		{"an addition, and a walk alone", func() {
			v.crawl("a", "2021-05-21", append(there, "/21 "+listA+" 2021a")...)
			v.crawl("c", "2021-05-22", listB+" walk partial")
		}, "a c", false},
		{"nothing new", func() {}, "a c", false}, // those of the refresh before
		{"a report changes", func() { v.crawl("b", "2021-06-01", append(there, page20+" "+listA+" 2020aa")...) }, "b", false},
		{"and back; a site has a document of another, which is read there", func() {
			v.crawl("b", "2021-06-10", there...)
			v.crawl("c", "2021-06-11", there...)
			c := fetch(t, "c-2021-06-11", "http://a.test/21", "2021aaa", "2021-06-11 10:30")
			c.SiteID = "c"
			must(t, v.Keep(t.Context(), c))
			c.SiteID = "a"
			v.readings = append(v.readings, v.read(c, "2021aaa"))
		}, "a b c", true},
		{"a report turns out to be another year's; one is not named any more", func() {
			other("2021a", 2, disclosure.Agency{ID: "b"})
			v.crawl("a", "2021-06-20", less...)
		}, "a b", false},
		{"and another agency's; and has vanished", func() {
			other("2020a", 3, education())
			v.crawl("a", "2021-07-20", append(less, page20+" - -")...)
			v.crawl("a", "2021-09-01", less...)
		}, "a b", false},
		{"a column has an agency's name, and a document is in doubt; the report is back", func() {
			must(t, v.PutSites(t.Context(), []disclosure.Site{{ID: "b", Name: county.Name, DivisionCode: county.DivisionCode, URL: "http://b.test/"}}))
			v.crawl("b", "2021-06-12", append(there, "/x "+listA+" !")...)
			must(t, v.KeepWalk(t.Context(), disclosure.Walk{SiteID: "b", CrawlID: "b-2021-06-12", URL: "/health/", Name: "黎川县卫生健康委员会", State: "complete", Links: 3,
				StartedAt: at(t, "2021-06-12 10:00"), FinishedAt: at(t, "2021-06-12 11:00")}))
			v.crawl("a", "2021-10-01", there...)
		}, "a b", false},
		{"a register of another county", func() { says("511502", nil, "audit") }, "", true},
		{"a register of the county: its column means another, another site names none of its agencies", func() {
			says(county.DivisionCode, map[string]string{"361022-health": "361022-civil"}, "civil", "education")
		}, "b", true},
		{"it takes that back", func() { says(county.DivisionCode, nil, "education") }, "b", true},
		{"a list moved, without it", func() {
			v.crawl("a", "2021-10-20", moved...)
			v.crawl("a", "2021-11-20", append(moved, page20+" - gone")...)
			v.crawl("a", "2022-01-10", moved...)
		}, "a", true},
	}
	for _, s := range steps {
		s.do()
		v.vanished()
		same(t, s.name+": looked at", refreshedSites(t, v.DB), s.want+"\n")
		if s.whole {
			asWhole(t, v.DB, s.name)
		}
	}
	same(t, "states", text(t, v.DB, "SELECT site_id, fiscal_year, versions, agency_id FROM reports ORDER BY ALL"),
		"a\t2019\t1\ta\na\t2020\t1\ta\na\t2021\t1\ta\nb\t2019\t1\tb\nb\t2020\t1\t361022-education\nb\t2020\t1\tb\nc\t2019\t1\tc\nc\t2020\t1\tc\n")
	same(t, "vanished", text(t, v.DB, "SELECT site_id, answer, toDate(returned_at) FROM vanished_reports ORDER BY last_seen_at"), "a\tnot_found\t2021-10-01\na\tsoft_404\t\\N\n")
	same(t, "agencies", text(t, v.DB, "SELECT agency_id, registered FROM agencies ORDER BY 1"), "361022-education\t1\n361022-health\t0\n511502-audit\t1\na\t0\nb\t0\nc\t0\n")
	same(t, "in doubt", text(t, v.DB, "SELECT url FROM unread_links"), "http://b.test/x\n")
}
