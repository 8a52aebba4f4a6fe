package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

func sighting(t *testing.T, db *DB, crawl, url, sha256, moment string) {
	t.Helper()
	c := fetch(t, crawl, url, "", moment)
	c.Outcome, c.Status, c.SHA256 = disclosure.FetchNotModified, 304, sha256
	must(t, db.Keep(t.Context(), c))
	must(t, db.Refresh(t.Context()))
}

// A newer parser's reading takes the place of the whole one before, and what it no longer
// finds leaves nothing behind.
func TestReparseReplacesEverything(t *testing.T) {
	db := fresh(t)
	c := fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00")
	old := reading(c, 2020, figures{newTotal: 5, inTotal: 1})
	old.Report.Findings = []disclosure.Finding{{Rule: "R301"}, {Rule: "R302"}}
	keep(t, db, old)
	for _, version := range []int{1, 2} { // the same version again, after its tables were improved, and a newer one
		now := reading(c, 2020, figures{newTotal: int64(6 + version), outTotal: 2})
		now.Report.ParserVersion = version
		now.Report.Findings = []disclosure.Finding{{Rule: "R303"}}
		now.Report.Cells = disclosure.CellCount{Checked: 40 + version, Wrong: map[int]*int{1: nil, 2: pointer(3)}[version]}
		now.Report.TextChecks = []disclosure.TextCheck{{Rule: "R505", State: disclosure.CheckPass, Expected: pointer(disclosure.Int(50)), Actual: pointer(disclosure.Int(50)), Where: &disclosure.Span{Offset: version, Length: 7}}}
		must(t, db.Write(t.Context(), []Reading{now}))
		same(t, "before Refresh the last state stands whole", text(t, db, "SELECT (SELECT count() FROM figures), (SELECT groupArray(rule) FROM (SELECT rule FROM findings ORDER BY rule))"),
			map[int]string{1: "2\t['R301','R302']\n", 2: "2\t['R303']\n"}[version])
		must(t, db.Refresh(t.Context()))
		same(t, "figures", text(t, db, "SELECT indicator, value FROM figures ORDER BY indicator"), fmt.Sprintf("requests_carried_out\t2\nrequests_new\t%d\n", 6+version))
		same(t, "findings", text(t, db, "SELECT rule FROM findings"), "R303\n")
		same(t, "report", text(t, db, "SELECT parser_version, version, versions FROM reports"), fmt.Sprintf("%d\t1\t1\n", version))
		same(t, "text checks", text(t, db, "SELECT text_checks FROM reports"), fmt.Sprintf(`[{"rule":"R505","state":"pass","indicator":"","expected":50,"actual":50,"where":{"offset":%d,"length":7}}]`+"\n", version))
		same(t, "cells", text(t, db, "SELECT cells_checked, cells_wrong FROM reports"), map[int]string{1: "41\t\\N\n", 2: "42\t3\n"}[version])
	}
	// An older program that is still running does not bring its reading back.
	old.Report.ParserVersion, old.Report.Title = 1, pointer("x")
	keep(t, db, old)
	same(t, "still the newest", text(t, db, "SELECT parser_version FROM reports"), "2\n")
	same(t, "history", text(t, db, "SELECT parser_version, count() FROM figures_history GROUP BY 1 ORDER BY 1"), "1\t6\n2\t2\n")
}

func TestReportThatMovesToAnotherAgency(t *testing.T) {
	db := fresh(t)
	c := fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00")
	keep(t, db, reading(c, 2020, figures{newTotal: 5}))
	moved := reading(c, 2020, figures{newTotal: 5})
	moved.Agency = disclosure.Agency{ID: "361022-health", Name: "黎川县卫生健康委员会", DivisionCode: "361022", Family: disclosure.FamilyHealth, Level: disclosure.LevelCounty}
	moved.Report.AgencyID, moved.Report.ParserVersion = &moved.Agency.ID, 2
	keep(t, db, moved)
	for _, table := range []string{"reports", "figures", "figures_additive", "agencies"} {
		same(t, table, text(t, db, "SELECT DISTINCT agency_id FROM "+table), "361022-health\n")
	}
	same(t, "reports_history", text(t, db, "SELECT report_id FROM reports_history"), "361022-health-2020\n")
	keep(t, db, reading(c, 2020, figures{newTotal: 5})) // written by the old parser: changes nothing
	same(t, "reports", text(t, db, "SELECT report_id FROM reports"), "361022-health-2020\n")

	back := reading(c, 2020, figures{newTotal: 5})
	back.Report.ParserVersion = 3
	keep(t, db, back)
	same(t, "and back", text(t, db, "SELECT report_id FROM reports"), "361022-education-2020\n")
	gone := reading(c, 2020, nil)
	gone.Report.Outcome, gone.Report.AgencyID, gone.Agency, gone.Report.ParserVersion = disclosure.OutcomeNotAReport, nil, disclosure.Agency{}, 4
	keep(t, db, gone)
	same(t, "no report at all", text(t, db, "SELECT (SELECT count() FROM reports), (SELECT count() FROM figures), (SELECT count() FROM agencies)"), "0\t0\t0\n")
}

func TestVersions(t *testing.T) {
	db := fresh(t)
	const url = "http://county.test/a"
	one := reading(fetch(t, "c1", url, "one", "2021-02-01 10:00"), 2020, figures{newTotal: 1})
	keep(t, db, one)
	counted := reading(fetch(t, "c2", url, "one, seen by 17", "2021-03-01 10:00"), 2020, figures{newTotal: 1})
	keep(t, db, counted) // another body with the same content: a counter of visits
	same(t, "a counter", text(t, db, "SELECT version, versions, first_seen_at, last_seen_at FROM reports"), "1\t1\t2021-02-01 02:00:00.000\t2021-03-01 02:00:00.000\n")
	sum := strings.TrimSpace(text(t, db, "SELECT sha256 FROM captures WHERE crawl_id = 'c2'"))
	sighting(t, db, "c3", url, sum, "2021-04-01 10:00")
	same(t, "not modified", text(t, db, "SELECT version, versions, last_seen_at FROM reports"), "1\t1\t2021-04-01 02:00:00.000\n")

	two := reading(fetch(t, "c4", url, "two", "2021-05-01 10:00"), 2020, figures{newTotal: 2})
	keep(t, db, two)
	same(t, "changed", text(t, db, "SELECT version, versions, first_seen_at, last_seen_at, (SELECT groupArray(value) FROM figures) FROM reports"),
		"2\t2\t2021-02-01 02:00:00.000\t2021-05-01 02:00:00.000\t[2]\n")
	sighting(t, db, "c5", url, one.Report.SHA256, "2021-06-01 10:00")
	same(t, "and back", text(t, db, "SELECT version, versions, last_seen_at, (SELECT groupArray(value) FROM figures) FROM reports"), "3\t3\t2021-06-01 02:00:00.000\t[1]\n")
	same(t, "history", text(t, db, "SELECT version, versions, toDate(first_seen_at), toDate(last_seen_at), sha256 = '"+two.Report.SHA256+"' FROM reports_history ORDER BY version"),
		"1\t3\t2021-02-01\t2021-04-01\t0\n2\t3\t2021-05-01\t2021-05-01\t1\n3\t3\t2021-06-01\t2021-06-01\t0\n")
	same(t, "figures of the versions", text(t, db, "SELECT h.version, f.value FROM reports_history AS h INNER JOIN figures_history AS f ON f.reading_id = h.reading_id ORDER BY 1"), "1\t1\n2\t2\n3\t1\n")
}

// A report stands at several addresses: a mirror and an attachment are no versions of it, an
// address that took the place of another is.
func TestAddressesOfAReport(t *testing.T) {
	attachment := func(r Reading) Reading { r.Capture.Role = disclosure.RoleAttachment; return r }
	partial := func(r Reading) Reading { r.Report.Outcome = disclosure.OutcomePartial; return r }
	for _, c := range []struct {
		name     string
		readings func(t *testing.T) []Reading
		want     string
	}{
		{"mirror", func(t *testing.T) []Reading {
			return []Reading{reading(fetch(t, "c1", "http://county.test/m", "m", "2021-02-01 10:00"), 2020, figures{newTotal: 1}),
				reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:05"), 2020, figures{newTotal: 1, inTotal: 1})}
		}, "http://county.test/a\t1\t2\t2021-02-01 02:00:00.000\n"},
		{"page and attachment", func(t *testing.T) []Reading {
			return []Reading{partial(reading(fetch(t, "c1", "http://county.test/p", "p", "2021-02-01 10:00"), 2020, nil)),
				attachment(reading(fetch(t, "c1", "http://county.test/t", "t", "2021-02-01 10:05"), 2020, figures{newTotal: 1}))}
		}, "http://county.test/t\t1\t1\t2021-02-01 02:00:00.000\n"},
		{"moved and changed", func(t *testing.T) []Reading {
			return []Reading{reading(fetch(t, "c1", "http://county.test/old", "old", "2021-02-01 10:00"), 2020, figures{newTotal: 1, inTotal: 1}),
				reading(fetch(t, "c2", "http://county.test/new", "new", "2021-03-01 10:00"), 2020, figures{newTotal: 2})}
		}, "http://county.test/new\t2\t1\t2021-02-01 02:00:00.000\n"},
		{"moved unchanged", func(t *testing.T) []Reading {
			return []Reading{reading(fetch(t, "c1", "http://county.test/old", "old", "2021-02-01 10:00"), 2020, figures{newTotal: 1}),
				reading(fetch(t, "c2", "http://county.test/new", "new", "2021-03-01 10:00"), 2020, figures{newTotal: 1})}
		}, "http://county.test/old\t1\t1\t2021-02-01 02:00:00.000\n"},
		{"address shows another year", func(t *testing.T) []Reading {
			return []Reading{reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, figures{newTotal: 1}),
				reading(fetch(t, "c2", "http://county.test/a", "b", "2022-01-20 10:00"), 2021, figures{newTotal: 2})}
		}, "http://county.test/a\t1\t1\t2021-02-01 02:00:00.000\nhttp://county.test/a\t1\t1\t2022-01-20 02:00:00.000\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := fresh(t)
			keep(t, db, c.readings(t)...)
			same(t, "report", text(t, db, "SELECT url, versions, figures, first_seen_at FROM reports ORDER BY fiscal_year"), c.want)
		})
	}
}

// announced is a page that only announces a file, and the file, which holds the report.
func announced(t *testing.T) (page, file Reading) {
	page = reading(fetch(t, "c1", "http://county.test/p", "p", "2021-02-01 10:00"), 2020, nil)
	page.Report.Outcome, page.Report.Form = disclosure.OutcomePartial, nil
	page.Report.Figures = []disclosure.Figure{{Indicator: "narrative_published_total", Unit: "条", State: disclosure.StateNumber, Value: pointer(disclosure.Int(7)), Raw: "7", Confidence: 1,
		Where: disclosure.Place{Span: &disclosure.Span{Offset: 1, Length: 1}}}}
	page.Report.IndexNumber, page.Report.DocumentNumber = pointer("A-1"), pointer("教字〔2021〕2号")
	page.Report.IssuedOn, page.Report.PublishedOn = date(t, "2021-01-18"), date(t, "2021-01-20")
	page.Report.DateCandidates = []disclosure.DateCandidate{{Kind: "box", Date: *date(t, "2021-01-20"), Raw: "2021-01-20"}, {Kind: "list", Date: *date(t, "2021-01-20"), Raw: "2021-01-20"}}
	page.Report.Contact = &disclosure.Contact{Address: pointer("东街1号"), Phone: pointer("0900-1")}
	page.Report.Problems = []string{"a problem of the page"}
	page.Report.Findings = []disclosure.Finding{{Rule: "C103"}}
	c := fetch(t, "c1", "http://county.test/p.pdf", "f", "2021-02-01 10:05")
	c.Role, c.ParentURL = disclosure.RoleAttachment, page.Capture.URL
	file = reading(c, 2020, figures{newTotal: 1, inTotal: 2})
	file.Report.PublishedOn = date(t, "2021-01-12")
	file.Report.DateCandidates = []disclosure.DateCandidate{{Kind: "text", Date: *date(t, "2021-01-12"), Raw: "2021年1月12日"}, {Kind: "list", Date: *date(t, "2021-01-20"), Raw: "2021-01-20"}}
	file.Report.Findings = []disclosure.Finding{{Rule: "R301"}}
	return page, file
}

// What only the page prints is kept when the figures come from its attachment; figures and
// findings are the attachment's alone, and the two are one report.
func TestAttachmentKeepsWhatItsPageSays(t *testing.T) {
	const said = "SELECT url, index_number, document_number, issued_on, published_on, contact_address, contact_postcode, contact_phone FROM reports"
	db := fresh(t)
	page, file := announced(t)
	keep(t, db, page, file)
	same(t, "of the page", text(t, db, said), "http://county.test/p.pdf\tA-1\t教字〔2021〕2号\t2021-01-18\t2021-01-20\t东街1号\t\\N\t0900-1\n")
	same(t, "dates, each claim once", text(t, db, "SELECT JSONExtract(date_candidates, 'Array(Tuple(kind String, date String))') FROM reports"),
		"[('text','2021-01-12'),('list','2021-01-20'),('box','2021-01-20')]\n")
	same(t, "one report", text(t, db, `SELECT (SELECT count() FROM reports), (SELECT count() FROM reports_history), (SELECT groupArray(problems) FROM reports),
		(SELECT groupArray(rule) FROM findings), (SELECT groupArray(indicator) FROM (SELECT indicator FROM figures ORDER BY 1))`),
		"1\t1\t[[]]\t['R301']\t['requests_carried_in','requests_new']\n")
	same(t, "two documents of it", text(t, db, "SELECT role, report_id FROM documents ORDER BY role"), "attachment\t361022-education-2020\nreport\t361022-education-2020\n")

	// The file's own word comes first, and a contact is one document's.
	file.Report.IndexNumber, file.Report.IssuedOn, file.Report.Contact = pointer("B-2"), date(t, "2021-01-12"), &disclosure.Contact{Postcode: pointer("344600")}
	file.Report.ParserVersion = 2
	keep(t, db, file)
	same(t, "of the file", text(t, db, said), "http://county.test/p.pdf\tB-2\t教字〔2021〕2号\t2021-01-12\t2021-01-20\t\\N\t344600\t\\N\n")

	// The page is read better: that shows without a new reading of the file.
	page.Report.DocumentNumber, page.Report.ParserVersion = pointer("教字〔2021〕3号"), 2
	keep(t, db, page)
	same(t, "page read again", text(t, db, "SELECT document_number, versions FROM reports"), "教字〔2021〕3号\t1\n")
}

// Nothing is taken from a page that is another report or that only names the list.
func TestAttachmentOfAnotherPage(t *testing.T) {
	for name, change := range map[string]func(page, file *Reading){
		"another year":       func(page, _ *Reading) { page.Report.FiscalYear = pointer(2019) },
		"another page":       func(_, file *Reading) { file.Capture.ParentURL = "http://county.test/other" },
		"a report beside it": func(_, file *Reading) { file.Capture.Role = disclosure.RoleReport },
	} {
		t.Run(name, func(t *testing.T) {
			db := fresh(t)
			page, file := announced(t)
			change(&page, &file)
			keep(t, db, page, file)
			same(t, "of the file alone", text(t, db, "SELECT index_number, issued_on, published_on, contact_address FROM reports WHERE fiscal_year = 2020"), "\\N\t\\N\t2021-01-12\t\\N\n")
		})
	}
}

// The days between which a report was published: what was seen, and what is claimed.
func TestPublicationInterval(t *testing.T) {
	// FY2020 of a department: due 2021-01-31, a Sunday; with the working day after it 2021-02-01.
	db := fresh(t)
	cases := []struct {
		name  string
		walks []string // "crawl moment state"
		seen  string
		claim string
		want  string // published_low published_high days_late_low days_late_high
	}{
		{name: "never seen absent", seen: "2021-03-01 10:00", want: `\N 2021-03-01 \N 29`},
		{name: "claimed in time", seen: "2021-03-01 10:00", claim: "2021-01-20", want: `\N 2021-01-20 \N -11`},
		{name: "the day is China's", seen: "2021-02-01 00:30", want: `\N 2021-02-01 \N 1`},
		{name: "absent after the deadline", walks: []string{"c0 2021-02-10 09:00 complete"}, seen: "2021-03-01 10:00", want: `2021-02-10 2021-03-01 9 29`},
		{name: "the last walk before counts", walks: []string{"c- 2021-01-10 09:00 complete", "c0 2021-02-10 09:00 complete"}, seen: "2021-03-01 10:00", want: `2021-02-10 2021-03-01 9 29`},
		{name: "an incomplete walk says nothing", walks: []string{"c0 2021-02-10 09:00 partial"}, seen: "2021-03-01 10:00", want: `\N 2021-03-01 \N 29`},
		{name: "a walk that found nothing says nothing", walks: []string{"c- 2021-01-10 09:00 complete", "c0 2021-02-10 09:00 complete empty"}, seen: "2021-03-01 10:00", want: `2021-01-10 2021-03-01 -22 29`},
		{name: "a walk of the crawl that found it says nothing", walks: []string{"c1 2021-02-28 09:00 complete"}, seen: "2021-03-01 10:00", want: `\N 2021-03-01 \N 29`},
		{name: "a claim that the walk contradicts", walks: []string{"c0 2021-02-10 09:00 complete"}, seen: "2021-03-01 10:00", claim: "2021-01-20", want: `2021-02-10 2021-03-01 9 29`},
		{name: "a claim within the interval", walks: []string{"c0 2021-01-10 09:00 complete"}, seen: "2021-03-01 10:00", claim: "2021-02-03", want: `2021-01-10 2021-02-03 -22 3`},
		{name: "a claim after the sighting", seen: "2021-03-01 10:00", claim: "2021-04-01", want: `\N 2021-03-01 \N 29`},
		{name: "a claim before the year began", seen: "2021-03-01 10:00", claim: "2012-01-20", want: `\N 2021-03-01 \N 29`},
		{name: "a walk afterwards says nothing", walks: []string{"c2 2021-04-01 09:00 complete"}, seen: "2021-03-01 10:00", want: `\N 2021-03-01 \N 29`},
	}
	var readings []Reading
	for i, c := range cases {
		site := fmt.Sprint("site", i) // each case has lists and crawls of its own
		for _, w := range c.walks {
			parts := strings.SplitN(w, " ", 4)
			begun := at(t, parts[1]+" "+parts[2])
			must(t, db.KeepWalk(t.Context(), disclosure.Walk{SiteID: site, CrawlID: site + parts[0], URL: listURL, State: strings.TrimSuffix(parts[3], " empty"), Links: linksOf(parts[3]), StartedAt: begun, FinishedAt: begun.Add(time.Minute)}))
		}
		capture := fetch(t, site+"c1", "http://county.test/"+site, "a", c.seen)
		capture.SiteID = site
		r := reading(capture, 2020, nil)
		r.Agency.ID = site
		r.Report.AgencyID = &r.Agency.ID
		if c.claim != "" {
			r.Report.PublishedOn = date(t, c.claim)
		}
		readings = append(readings, r)
	}
	keep(t, db, readings...)
	for i, c := range cases {
		same(t, c.name, text(t, db, fmt.Sprintf("SELECT published_low, published_high, days_late_low, days_late_high FROM reports WHERE agency_id = 'site%d'", i)), strings.ReplaceAll(c.want, " ", "\t")+"\n")
	}
}

// linksOf is how many documents a walk of a test names.
func linksOf(state string) int {
	if strings.HasSuffix(state, " empty") {
		return 0
	}
	return 12
}

// A document that a list named and that could not be had was there: the walk between says
// nothing about its publication.
func TestNamedIsNotAbsent(t *testing.T) {
	db := fresh(t)
	lost := fetch(t, "c1", "http://county.test/a", "", "2021-02-01 10:00")
	lost.Outcome, lost.Status = disclosure.FetchUnreachable, 0
	must(t, db.Keep(t.Context(), lost))
	walk(t, db, "c0", "2021-01-05 10:00", disclosure.WalkComplete)
	walk(t, db, "c2", "2021-02-20 10:00", disclosure.WalkComplete)
	keep(t, db, reading(fetch(t, "c3", "http://county.test/a", "a", "2021-03-01 10:00"), 2020, nil))
	same(t, "low", text(t, db, "SELECT published_low, published_high FROM reports"), "2021-01-05\t2021-03-01\n")
}

// A crawl that was killed and went on days later began when it began.
func TestResumedCrawlBeganBefore(t *testing.T) {
	db := fresh(t)
	crawl, err := db.OpenCrawl(t.Context(), county.ID, at(t, "2021-02-01 10:00"))
	must(t, err)
	walk(t, db, "c0", "2021-01-05 10:00", disclosure.WalkComplete)
	walk(t, db, "other", "2021-02-20 10:00", disclosure.WalkComplete)
	keep(t, db, reading(fetch(t, crawl.ID, "http://county.test/a", "a", "2021-03-01 10:00"), 2020, nil))
	same(t, "low", text(t, db, "SELECT published_low FROM reports"), "2021-01-05\n")
}

// Columns that are named after agencies make these known, reports or not.
func TestAgenciesOfColumns(t *testing.T) {
	db := fresh(t)
	must(t, db.PutSites(t.Context(), []disclosure.Site{county}))
	for i, name := range []string{"县审计局", "黎川县财政局", "政府信息公开年报", "县审计局"} {
		must(t, db.KeepWalk(t.Context(), disclosure.Walk{SiteID: county.ID, CrawlID: "c1", URL: fmt.Sprint(listURL, i), Name: name, State: disclosure.WalkComplete, Links: 1,
			StartedAt: at(t, "2021-02-01 10:00"), FinishedAt: at(t, "2021-02-01 10:01")}))
	}
	must(t, db.Refresh(t.Context()))
	same(t, "agencies", text(t, db, "SELECT agency_id, name FROM agencies ORDER BY agency_id"), "361022-audit\t黎川县审计局\n361022-finance\t黎川县财政局\n")
	same(t, "walks", text(t, db, "SELECT name, agency_id FROM walks ORDER BY url"), "县审计局\t361022-audit\n黎川县财政局\t361022-finance\n政府信息公开年报\t\n县审计局\t361022-audit\n")
}

// Documents in doubt: named by a list, and not known whose they are.
func TestUnreadLinks(t *testing.T) {
	db := fresh(t)
	must(t, db.PutSites(t.Context(), []disclosure.Site{county}))
	var readings []Reading
	for i, c := range []struct{ title, fetched, read string }{
		{"黎川县审计局2020年政府信息公开工作年度报告", disclosure.FetchUnreachable, ""},
		{"年度报告", disclosure.FetchRefused, ""},
		{"gone", disclosure.FetchNotFound, ""},
		{"2021年度报告", disclosure.FetchOK, "unsupported"},
		{"notice", disclosure.FetchOK, "not_a_report"},
		{"fine", disclosure.FetchOK, "ok"},
		{"no year", disclosure.FetchOK, "no year"},
	} {
		capture := fetch(t, "c1", fmt.Sprint("http://county.test/", i), "", "2021-02-01 10:00")
		capture.Title, capture.Outcome = c.title, c.fetched
		if c.fetched == disclosure.FetchOK {
			capture.Body = []byte(c.title)
			r := reading(capture, 2020, nil)
			switch c.read {
			case "ok":
			case "no year":
				r.Report.FiscalYear = nil
			default:
				r.Report.Outcome, r.Report.AgencyID, r.Agency, r.Report.FiscalYear = disclosure.Outcome(c.read), nil, disclosure.Agency{}, nil
			}
			readings = append(readings, r)
		}
		must(t, db.Keep(t.Context(), capture))
	}
	attachment := fetch(t, "c1", "http://county.test/5.pdf", "pdf", "2021-02-01 10:00")
	attachment.Role, attachment.ParentURL = disclosure.RoleAttachment, "http://county.test/5"
	must(t, db.Keep(t.Context(), attachment))
	keep(t, db, readings...)
	const query = "SELECT url, agency_id, fiscal_year, reason FROM unread_links ORDER BY url"
	want := "http://county.test/0\t361022-audit\t2020\tunreachable\nhttp://county.test/1\t\t\\N\trefused\nhttp://county.test/3\t\t2021\tunsupported\nhttp://county.test/6\t361022-education\t\\N\tok\n"
	same(t, "in doubt", text(t, db, query), want)
	must(t, db.Refresh(t.Context()))
	same(t, "rows below", text(t, db, "SELECT count() FROM unread_links_history"), "4\n")
	keep(t, db, reading(fetch(t, "c2", "http://county.test/1", "now", "2021-03-01 10:00"), 2019, nil))
	same(t, "one less", text(t, db, query), strings.Replace(want, "http://county.test/1\t\t\\N\trefused\n", "", 1))
}

// Whatever is written again, in whatever order, readers see the same, and nothing twice.
func TestRandomRepeats(t *testing.T) {
	db := fresh(t)
	must(t, db.PutSites(t.Context(), []disclosure.Site{county}))
	var readings []Reading
	for i := range 12 {
		url := fmt.Sprintf("http://county.test/%d", i%5)
		moment := at(t, "2021-02-01 10:00").AddDate(0, i, 0).Format("2006-01-02 15:04")
		r := reading(fetch(t, fmt.Sprint("c", i), url, fmt.Sprint("body", i%7), moment), 2019+i%5, figures{newTotal: int64(i % 7), inTotal: -1})
		r.Report.Findings = []disclosure.Finding{{Rule: "R301"}}
		readings = append(readings, r)
	}
	keep(t, db, readings...)
	walk(t, db, "c0", "2021-01-05 10:00", disclosure.WalkComplete)
	must(t, db.Refresh(t.Context()))
	before := rowsOf(t, db, readerTables)
	random := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		r := readings[random.IntN(len(readings))]
		switch random.IntN(5) {
		case 0:
			must(t, db.Keep(t.Context(), r.Capture))
		case 1:
			// In the order in which they were captured: of two readings of one document the
			// later is newer.
			must(t, db.Write(t.Context(), readings))
		case 2:
			walk(t, db, "c0", "2021-01-05 10:00", disclosure.WalkComplete)
		case 3:
			must(t, db.PutSites(t.Context(), []disclosure.Site{county}))
		case 4:
			must(t, db.Refresh(t.Context()))
		}
	}
	must(t, db.Refresh(t.Context()))
	same(t, "tables", rowsOf(t, db, readerTables), before)
	same(t, "doubles", text(t, db, "SELECT count() - uniqExact(report_id, indicator, applicant) FROM figures"), "0\n")
}
