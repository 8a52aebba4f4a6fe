package store

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// vanishing is a database in which crawls of a site are written down, not made. Every case has a
// site and an agency of its own, so that all of them share one database.
type vanishing struct {
	*testing.T
	*DB
	readings []Reading
	crawls   [][]any
}

// crawl is a crawl of a site on a day. Its steps are "LIST walk state [empty]" for a list, and
// "URL LIST body" for a report that the list names, with "-" for one that is not found and "!" for
// one that can't be reached; a LIST of "-" is an address that nobody named.
func (v *vanishing) crawl(site, day string, steps ...string) {
	v.Helper()
	began := at(v.T, day+" 10:00")
	id := site + "-" + day
	for _, s := range steps {
		f := strings.Fields(s)
		if f[1] == "walk" {
			links := 5
			if len(f) > 3 {
				links = 0
			}
			must(v.T, v.KeepWalk(v.Context(), disclosure.Walk{SiteID: site, CrawlID: id, URL: f[0], Name: "年报", State: f[2], Links: links, StartedAt: began, FinishedAt: at(v.T, day+" 11:00")}))
			continue
		}
		got := fetch(v.T, id, "http://"+site+".test"+f[0], f[2], day+" 10:30")
		got.SiteID, got.ListURL, got.ParentURL = site, f[1], f[1]
		if f[1] == "-" {
			got.ListURL, got.ParentURL = "", ""
		}
		switch f[2] {
		case "-":
			got.Outcome, got.Status, got.Body = disclosure.FetchNotFound, 404, nil
		case "!":
			got.Outcome, got.Status, got.Body = disclosure.FetchUnreachable, 0, nil
		}
		must(v.T, v.Keep(v.Context(), got))
		if got.Body != nil {
			v.readings = append(v.readings, v.read(got, f[2]))
		}
	}
	v.crawls = append(v.crawls, []any{id, site, began, at(v.T, day+" 12:00"), uint8(1), began})
}

// read makes "2020a" a report on 2020, and "gone" and "other" pages that are none.
func (v *vanishing) read(c disclosure.Capture, body string) Reading {
	if outcome, no := map[string]disclosure.Outcome{"gone": disclosure.OutcomeSoft404, "other": disclosure.OutcomeNotAReport}[body]; no {
		r := reading(c, 2020, nil)
		r.Report.AgencyID, r.Report.FiscalYear, r.Agency, r.Report.Outcome = nil, nil, disclosure.Agency{}, outcome
		return r
	}
	year := map[string]int{"2019": 2019, "2020": 2020, "2021": 2021}[body[:4]]
	r := reading(c, year, figures{newTotal: int64(len(body))})
	r.Agency.ID = c.SiteID
	r.Report.AgencyID = &r.Agency.ID
	return r
}

// vanished says what the database makes of it, by site.
func (v *vanishing) vanished() map[string]string {
	v.Helper()
	must(v.T, v.Write(v.Context(), v.readings))
	must(v.T, v.insert(v.Context(), "crawls_history (crawl_id, site_id, started_at, finished_at, complete, kept_at)", v.crawls))
	v.readings, v.crawls = nil, nil
	must(v.T, v.Refresh(v.Context()))
	said := map[string]string{}
	for line := range strings.Lines(text(v.T, v.DB, "SELECT site_id, right(report_id, 4), vanished_on, toDate(returned_at), answer, length(walks) FROM vanished_reports ORDER BY site_id, last_seen_at")) {
		site, rest, _ := strings.Cut(line, "\t")
		said[site] += rest
	}
	return said
}

const (
	listA, listB   = "/a/", "/b/"
	page19, page20 = "/19", "/20"
)

// A report is gone only where repeated complete walks over two months say so, and its address.
func TestVanished(t *testing.T) {
	there := []string{listA + " walk complete", page19 + " " + listA + " 2019a", page20 + " " + listA + " 2020a"}
	less := []string{listA + " walk complete", page19 + " " + listA + " 2019a"}
	asked := func(answer string) []string { return append([]string{page20 + " - " + answer}, less...) }
	with := func(steps ...string) []string { return append(steps, page19+" "+listA+" 2019a") }
	type crawl struct {
		day   string
		steps []string
	}
	const gone = "2020\t2021-09-01\t\\N\tnot_found\t3\n"
	cases := []struct {
		name   string
		crawls []crawl
		want   string
	}{
		{"three walks over two months, and not found", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", less}}, gone},
		{"three walks within two months", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-08-01", less}}, ""},
		{"two walks over two months", []crawl{{"2021-06-20", less}, {"2021-09-01", asked("-")}}, ""},
		{"nobody asked for the address", []crawl{{"2021-06-20", less}, {"2021-07-20", less}, {"2021-09-01", less}}, ""},
		{"the address can't be reached", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("!")}, {"2021-09-01", less}}, ""},
		{"another page at the address", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("gone")}, {"2021-09-01", less}}, strings.Replace(gone, "not_found", "soft_404", 1)},
		{"another report at the address", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("2021a")}, {"2021-09-01", less}}, strings.Replace(gone, "not_found", "other_report", 1)},
		{"still there, in no list", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("2020a")}, {"2021-09-01", less}}, ""},
		{"a walk that broke off does not count", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", with(listA + " walk partial")}}, ""},
		{"nor one that was blocked", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", []string{listA + " walk blocked"}}}, ""},
		{"nor one that found nothing", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", []string{listA + " walk complete empty"}}}, ""},
		{"nor one beside a new list that broke off", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", append([]string{listB + " walk partial"}, less...)}}, ""},
		{"a list that names it and can't fetch it names it", []crawl{{"2021-06-20", less}, {"2021-07-20", append([]string{page20 + " " + listA + " !"}, less...)}, {"2021-08-20", asked("-")}, {"2021-09-01", less}}, ""},
		{"the list moved and names it", []crawl{{"2021-06-20", []string{listB + " walk complete", page19 + " " + listB + " 2019a", page20 + "x " + listB + " 2020a"}}, {"2021-07-20", []string{listB + " walk complete", page19 + " " + listB + " 2019a", page20 + "x " + listB + " 2020a", page20 + " - -"}},
			{"2021-09-01", []string{listB + " walk complete", page19 + " " + listB + " 2019a", page20 + "x " + listB + " 2020a"}}}, ""},
		{"the list moved without it", []crawl{{"2021-06-20", []string{listB + " walk complete", page19 + " " + listB + " 2019a"}}, {"2021-07-20", []string{listB + " walk complete", page19 + " " + listB + " 2019a", page20 + " - -"}},
			{"2021-09-01", []string{listB + " walk complete", page19 + " " + listB + " 2019a"}}}, gone},
		{"the list is gone and no other took its place", []crawl{{"2021-06-20", []string{page20 + " - -"}}, {"2021-07-20", []string{page20 + " - -"}}, {"2021-09-01", []string{page20 + " - -"}}}, ""},
		{"and it came back", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", less}, {"2021-10-01", there}}, "2020\t2021-09-01\t2021-10-01\tnot_found\t3\n"},
		{"and vanished again", []crawl{{"2021-06-20", less}, {"2021-07-20", asked("-")}, {"2021-09-01", less}, {"2021-10-01", there}, {"2021-11-01", asked("-")}, {"2021-12-01", less}, {"2022-02-01", less}},
			"2020\t2021-09-01\t2021-10-01\tnot_found\t3\n2020\t2022-02-01\t\\N\tnot_found\t3\n"},
	}
	v := &vanishing{T: t, DB: fresh(t)}
	site := func(i int) string { return fmt.Sprintf("site%02d", i) }
	for i, c := range cases {
		v.crawl(site(i), "2021-05-20", there...)
		for _, k := range c.crawls[:min(3, len(c.crawls))] {
			v.crawl(site(i), k.day, k.steps...)
		}
	}
	got := v.vanished()
	for n := 3; n < 7; n++ { // what comes later is told from what was known before
		more := false
		for i, c := range cases {
			if n < len(c.crawls) {
				v.crawl(site(i), c.crawls[n].day, c.crawls[n].steps...)
				more = true
			}
		}
		if more {
			got = v.vanished()
		}
	}
	again := v.vanished()
	for i, c := range cases {
		same(t, c.name, got[site(i)], c.want)
		same(t, c.name+", looked at twice", again[site(i)], c.want)
	}
	same(t, "a vanished report stays a report", text(t, v.DB, "SELECT count() FROM reports WHERE fiscal_year = 2020"), fmt.Sprintf("%d\n", len(cases)))
}
