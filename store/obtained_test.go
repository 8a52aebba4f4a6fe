package store

import (
	"fmt"
	"testing"

	"gongkai/disclosure"
)

// What a person brought is no sighting on the site: it says nothing of when a report was published,
// and where the site was seen to have it, that alone counts.
func TestHowReportsWereObtained(t *testing.T) {
	db := fresh(t)
	sighting := func(i int, how, body, moment string) disclosure.Capture {
		c := fetch(t, fmt.Sprint("c", i), fmt.Sprint("http://county.test/", i), body, moment)
		c.SiteID = fmt.Sprint("site", i)
		if how != "crawled" {
			c.Role, c.CrawlID, c.ListURL, c.Status, c.ObtainedBy = disclosure.RoleFile, "", "", 0, "somebody"
		}
		if how == "warc" {
			c.Status = 200
		}
		return c
	}
	cases := []struct {
		name      string
		sightings [][3]string // how, body, moment
		want      string      // obtained, seen_on_site, published_high, days_late_high, first_seen_at, versions
	}{
		{"crawled", [][3]string{{"crawled", "a", "2021-03-01 10:00"}}, "crawled\t1\t2021-01-20\t-11\t2021-03-01\t1"},
		{"brought alone", [][3]string{{"brought", "a", "2021-01-10 10:00"}}, "brought\t0\t\\N\t\\N\t2021-01-10\t1"},
		{"from a web archive", [][3]string{{"warc", "a", "2021-01-10 10:00"}}, "warc\t1\t2021-01-10\t-21\t2021-01-10\t1"},
		{"brought first, crawled later", [][3]string{{"brought", "a", "2021-01-10 10:00"}, {"crawled", "a", "2021-03-01 10:00"}}, "crawled\t1\t2021-01-20\t-11\t2021-03-01\t1"},
		{"a later version brought", [][3]string{{"crawled", "a", "2021-03-01 10:00"}, {"brought", "b", "2021-04-01 10:00"}}, "brought\t1\t2021-01-20\t-11\t2021-03-01\t2"},
	}
	var readings []Reading
	for i, c := range cases {
		for k, s := range c.sightings {
			capture := sighting(i, s[0], s[1], s[2])
			if k > 0 && s[1] == c.sightings[k-1][1] {
				must(t, db.Keep(t.Context(), capture))
				continue
			}
			figures := map[disclosure.Key]int64{}
			if s[1] == "b" { // another content is another version
				figures[disclosure.Key{Indicator: "requests_new", Applicant: disclosure.Total}] = 1
			}
			r := reading(capture, 2020, figures)
			r.Agency.ID = capture.SiteID
			r.Report.AgencyID = &r.Agency.ID
			r.Report.PublishedOn = date(t, "2021-01-20")
			readings = append(readings, r)
		}
	}
	keep(t, db, readings...)
	for i, c := range cases {
		same(t, c.name, text(t, db, fmt.Sprintf("SELECT obtained, seen_on_site, published_high, days_late_high, toDate(first_seen_at), versions FROM reports WHERE agency_id = 'site%d'", i)), c.want+"\n")
	}
	same(t, "captures", text(t, db, "SELECT how, count() FROM captures GROUP BY how ORDER BY how"), "brought\t3\ncrawled\t3\nwarc\t1\n")
}
