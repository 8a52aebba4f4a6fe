package store

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

var (
	newTotal = disclosure.Key{Indicator: "requests_new", Applicant: disclosure.Total}
	inTotal  = disclosure.Key{Indicator: "requests_carried_in", Applicant: disclosure.Total}
	outTotal = disclosure.Key{Indicator: "requests_carried_out", Applicant: disclosure.Total}
)

type figures = map[disclosure.Key]int64

func unread(t *testing.T, db *DB, version int, all bool) map[string]Document {
	t.Helper()
	found := map[string]Document{}
	must(t, db.Unread(t.Context(), version, all, func(batch []Document) error {
		for _, d := range batch {
			key := d.Capture.URL + " " + string(d.Capture.Body)
			if _, twice := found[key]; twice {
				t.Errorf("%s comes twice", key)
			}
			found[key] = d
		}
		return nil
	}))
	return found
}

func TestUnreadDocuments(t *testing.T) {
	db := fresh(t)
	must(t, db.PutSites(t.Context(), []disclosure.Site{county}))
	first := fetch(t, "c1", "http://county.test/a", "a1", "2021-02-01 10:00")
	first.Title, first.ListDate = "first", date(t, "2021-01-20")
	second := fetch(t, "c2", "http://county.test/a", "a1", "2021-03-01 10:00")
	second.Title = "second"
	changed := fetch(t, "c3", "http://county.test/a", "a2", "2021-04-01 10:00")
	list := fetch(t, "c1", listURL, "list", "2021-02-01 10:00")
	list.Role = disclosure.RoleList
	blocked := fetch(t, "c1", "http://county.test/b", "challenge", "2021-02-01 10:00")
	blocked.Outcome = disclosure.FetchBlocked
	attachment := fetch(t, "c1", "http://county.test/a.pdf", "pdf", "2021-02-01 10:00")
	attachment.Role = disclosure.RoleAttachment
	file := disclosure.Capture{URL: "file:x", Role: disclosure.RoleFile, Outcome: disclosure.FetchOK, FetchedAt: at(t, "2021-02-01 10:00"), Body: []byte("x")}
	for _, c := range []disclosure.Capture{second, first, changed, list, blocked, attachment, file} {
		must(t, db.Keep(t.Context(), c))
	}
	found := unread(t, db, 1, false)
	want := []string{"file:x x", "http://county.test/a a1", "http://county.test/a a2", "http://county.test/a.pdf pdf"}
	if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, want) {
		t.Fatalf("unread: %q, want %q", got, want)
	}
	d := found[want[1]]
	if d.Capture.Title != "first" || d.Capture.ListDate == nil || d.Capture.ListDate.String() != "2021-01-20" || d.Division.Code != "361022" || d.Capture.Header["ETag"] == "" {
		t.Errorf("the facts are not those of the first capture: %+v", d)
	}
	if found[want[0]].Division != (disclosure.Division{}) {
		t.Error("a file from disk has a division")
	}

	must(t, db.Write(t.Context(), []Reading{reading(d.Capture, 2020, nil)}))
	if got := unread(t, db, 1, false); len(got) != 3 {
		t.Errorf("after one was read: %q", slices.Sorted(maps.Keys(got)))
	}
	if got := unread(t, db, 2, false); len(got) != 4 {
		t.Errorf("for a newer parser: %d", len(got))
	}
	if got := unread(t, db, 1, true); len(got) != 4 {
		t.Errorf("all: %d", len(got))
	}
	stop := errors.New("stop")
	if err := db.Unread(t.Context(), 1, true, func([]Document) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("an error of the reader: %v", err)
	}
}

// More documents than a page and a batch hold come once each.
func TestUnreadInPages(t *testing.T) {
	db := fresh(t)
	const n = pageDocuments + 2*batchDocuments + 3
	for i := range n {
		must(t, db.Keep(t.Context(), fetch(t, "c", fmt.Sprintf("http://county.test/%d", i%(n-5)), fmt.Sprint(i), "2021-02-01 10:00")))
	}
	if got := len(unread(t, db, 1, false)); got != n-5 {
		t.Errorf("%d documents, want %d", got, n-5)
	}
}

func TestReportOfAReading(t *testing.T) {
	db := fresh(t)
	c := fetch(t, "c1", "http://county.test/a", "body", "2021-02-01 10:00")
	r := reading(c, 2020, figures{newTotal: 5, inTotal: -1})
	p := &r.Report
	p.IndexNumber, p.IssuedOn, p.PublishedOn = pointer("LC-1"), date(t, "2021-01-08"), date(t, "2021-01-10")
	p.Contact = &disclosure.Contact{Phone: pointer("0794-1")}
	p.Problems, p.Sections = []string{"一"}, []disclosure.Section{{Kind: "overview", Heading: "一、总体情况", Characters: 8}}
	p.Topics, p.Measures = []disclosure.Topic{{Name: "政策", Article: "20(1)"}}, []disclosure.Measure{{Kind: "training", Raw: "培训"}}
	p.DateCandidates = []disclosure.DateCandidate{{Kind: "box", Date: *date(t, "1066-01-01"), Raw: "1066"}}
	p.Findings = []disclosure.Finding{{Rule: disclosure.RuleRequestsFlow, Severity: disclosure.SeverityError, Blame: disclosure.BlameAgency, Message: "不等", Indicator: "outcome_total",
		Applicant: disclosure.Total, Expected: pointer(disclosure.Int(5)), Actual: pointer(disclosure.Int(-7)), Operands: []disclosure.Operand{{Indicator: "requests_new", Sign: 1}}}}
	keep(t, db, r)
	same(t, "report", text(t, db, "SELECT report_id, agency_id, fiscal_year, form, scope, url, site_id, issued_on, published_on, outcome, parser_version, version, versions, "+
		"deadline, deadline_adjusted, deadline_basis, index_number, contact_phone, problems, sections, topics, measures, figures, charset FROM reports"),
		"361022-education-2020\t361022-education\t2020\t2019\town_office\thttp://county.test/a\tcounty\t2021-01-08\t2021-01-10\tok\t1\t1\t1\t"+
			"2021-01-31\t2021-02-01\tart49_dept\tLC-1\t0794-1\t['一']\t[('overview','一、总体情况',8)]\t[('政策','20(1)')]\t[('training','培训')]\t2\tutf-8\n")
	same(t, "figures", text(t, db, "SELECT report_id, division_code, indicator, applicant, value, unit, state, raw, confidence, JSONExtractString(evidence, 'path'), JSONExtractInt(evidence, 'row'), JSONExtractString(evidence, 'sha256') = (SELECT sha256 FROM reports) FROM figures ORDER BY indicator"),
		"361022-education-2020\t361022\trequests_carried_in\ttotal\t\\N\t件\tblank\t\t1\thtml>body>table\t2\t1\n"+
			"361022-education-2020\t361022\trequests_new\ttotal\t5\t件\tnumber\t5\t1\thtml>body>table\t2\t1\n")
	same(t, "findings", text(t, db, "SELECT report_id, rule, severity, blame, message, expected, actual, indicator, applicant, operands FROM findings"),
		"361022-education-2020\tR301\terror\tagency\t不等\t5\t-7\toutcome_total\ttotal\t"+`[{"indicator":"requests_new","applicant":"","sign":1,"value":null,"state":""}]`+"\n")
	same(t, "agency", text(t, db, "SELECT agency_id, name, division_code, county_code, level, family, parent_agency_id FROM agencies"),
		"361022-education\t黎川县教育局\t361022\t361022\tcounty\teducation\t\\N\n")
	same(t, "deadlines", text(t, db, "SELECT deadline_basis, deadline FROM deadlines WHERE fiscal_year IN (2018, 2020) ORDER BY fiscal_year"),
		"old_art31\t2019-03-31\nart49_dept\t2021-01-31\n")
}

// To another machine rows go packed, to this one they do not.
func TestWriteToAnotherMachine(t *testing.T) {
	for address, distant := range map[string]bool{"http://127.0.0.1:8123": false, "http://[::1]:8123": false, "http://localhost:8123": false,
		"http://10.0.0.7:8123": true, "https://clickhouse.example.gov.cn": true} {
		target, err := url.Parse(address)
		must(t, err)
		if (Config{}).distant(target) != distant {
			t.Errorf("%s counts as distant: %v", address, !distant)
		}
	}
	db := fresh(t)
	db.distant = true
	r := reading(fetch(t, "c1", "http://county.test/a", "body", "2021-02-01 10:00"), 2020, figures{newTotal: 5, inTotal: -1})
	r.Report.Findings = []disclosure.Finding{{Rule: disclosure.RuleRequestsFlow, Severity: disclosure.SeverityError, Blame: disclosure.BlameAgency, Message: "不等", Actual: pointer(disclosure.Int(-7))}}
	keep(t, db, r)
	same(t, "figures", text(t, db, "SELECT indicator, value, state FROM figures ORDER BY indicator"), "requests_carried_in\t\\N\tblank\nrequests_new\t5\tnumber\n")
	same(t, "findings", text(t, db, "SELECT rule, message, expected, actual FROM findings"), "R301\t不等\t\\N\t-7\n")
	if body, err := db.Body(t.Context(), r.Report.SHA256); err != nil || string(body) != "body" {
		t.Errorf("%q %v", body, err)
	}
}

// What is no report, or has no year, or no certain agency.
func TestDocumentsThatAreNoReports(t *testing.T) {
	db := fresh(t)
	var all []Reading
	for i, spoil := range []func(*Reading){
		func(r *Reading) {
			r.Report.Outcome, r.Report.AgencyID, r.Agency = disclosure.OutcomeNotAReport, nil, disclosure.Agency{}
		},
		func(r *Reading) { r.Report.FiscalYear = nil },
		func(r *Reading) {
			r.Agency = disclosure.Agency{}
			r.Report.AgencyID, r.Report.Agency, r.Report.AgencyAsPrinted = pointer("unresolved-某局"), pointer("某局"), nil
			r.Report.DivisionCode, r.Report.AgencyFamily = nil, pointer(disclosure.FamilyOther)
		},
	} {
		r := reading(fetch(t, "c1", fmt.Sprintf("http://county.test/%d", i), fmt.Sprint(i), "2021-02-01 10:00"), 2020, figures{newTotal: 1})
		spoil(&r)
		all = append(all, r)
	}
	keep(t, db, all...)
	same(t, "reports", text(t, db, "SELECT report_id, division_code, deadline, deadline_basis FROM reports"), "unresolved-某局-2020\t\\N\t\\N\tnone\n")
	same(t, "documents", text(t, db, "SELECT url, outcome, report_id, fiscal_year FROM documents ORDER BY url"),
		"http://county.test/0\tnot_a_report\t\\N\t2020\nhttp://county.test/1\tok\t\\N\t\\N\nhttp://county.test/2\tok\tunresolved-某局-2020\t2020\n")
	same(t, "figures", text(t, db, "SELECT DISTINCT report_id FROM figures"), "unresolved-某局-2020\n")
}

func TestFigureKeepsItsStateNotAStrayValue(t *testing.T) {
	db := fresh(t)
	r := reading(fetch(t, "c1", "http://county.test/a", "body", "2021-02-01 10:00"), 2020, figures{newTotal: 5})
	r.Report.Figures[0].State = disclosure.StateUnreadable
	r.Report.Figures = append(r.Report.Figures, r.Report.Figures[0]) // and the same figure twice
	keep(t, db, r)
	same(t, "figure", text(t, db, "SELECT value, state FROM figures"), "\\N\tunreadable\n")
}

func rowsOf(t *testing.T, db *DB, tables string) string {
	t.Helper()
	var all strings.Builder
	for table := range strings.FieldsSeq(tables) {
		all.WriteString(table + "\n" + text(t, db, "SELECT * FROM "+table+" ORDER BY ALL"))
	}
	return all.String()
}

const readerTables = "reports reports_history figures figures_additive figures_history cumulative_figures cumulative_figures_history findings findings_history agencies deadlines captures sites crawls walks documents"

func TestWritingTwiceChangesNothing(t *testing.T) {
	db := fresh(t)
	a := reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, figures{newTotal: 5})
	b := reading(fetch(t, "c1", "http://county.test/b", "b", "2021-02-01 10:00"), 2021, figures{newTotal: 6})
	keep(t, db, a, b)
	before := rowsOf(t, db, readerTables)
	keep(t, db, a, b)
	keep(t, db, b, a, a)
	same(t, "tables", rowsOf(t, db, readerTables), before)
	same(t, "rows below", text(t, db, "SELECT (SELECT count() FROM readings), (SELECT count() FROM reading_figures)"), "2\t2\n")
}

// A write that dies before its last step leaves nothing that anybody sees, and the next one
// does all of it.
func TestWriteKilledBeforeItsLastStep(t *testing.T) {
	db := fresh(t)
	r := reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, figures{newTotal: 5})
	must(t, db.Keep(t.Context(), r.Capture))
	r.complete(registers{})
	figures := newFigureColumns(r.Figures())
	figures.add(&r, "killed")
	must(t, figures.insert(t.Context(), db))
	must(t, db.Refresh(t.Context()))
	same(t, "nothing yet", text(t, db, "SELECT (SELECT count() FROM reports), (SELECT count() FROM figures), (SELECT count() FROM figures_history)"), "0\t0\t0\n")
	if len(unread(t, db, 1, false)) != 1 {
		t.Error("the document counts as read")
	}
	keep(t, db, r)
	same(t, "figures", text(t, db, "SELECT value FROM figures"), "5\n")
	same(t, "history", text(t, db, "SELECT value FROM figures_history"), "5\n")
}

// What a report prints of all years stands in a table of its own, beside the figure of the year that it never
// is; another one is another version of the report, and none changes no version that there is.
func TestCumulativeFigures(t *testing.T) {
	db := fresh(t)
	published := disclosure.Key{Indicator: "narrative_published_total"}
	capture := fetch(t, "c1", "http://county.test/a", "a", "2013-02-01 10:00")
	plain := reading(capture, 2012, figures{published: 5})
	r := reading(capture, 2012, figures{published: 5, {Indicator: "narrative_requests_received"}: 1})
	hash := func(n int64) string {
		r := reading(capture, 2012, figures{published: 5})
		r.Report.Figures[0].Cumulative = &disclosure.Cumulative{Value: pointer(disclosure.Int(n)), State: disclosure.StateNumber, Raw: fmt.Sprint(n), Confidence: 0.9}
		return contentHash(&r.Report)
	}
	if hash(9) == contentHash(&plain.Report) || hash(9) == hash(10) {
		t.Error("versions of a report do not differ by what it prints of all years")
	}
	where := disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 4, Path: "html>body>table td"}}
	r.Report.Figures[0].Cumulative = &disclosure.Cumulative{Value: pointer(disclosure.Int(9)), State: disclosure.StateNumber, Raw: "9", Confidence: 0.9, Where: where}
	r.Report.Figures[1].Cumulative = &disclosure.Cumulative{Value: pointer(disclosure.Int(7)), State: disclosure.StateBlank, Confidence: 1, Where: where} // a blank has no value, whatever the reader left
	keep(t, db, r)
	same(t, "figures", text(t, db, "SELECT indicator, value FROM figures ORDER BY 1"), "narrative_published_total\t5\nnarrative_requests_received\t1\n")
	const columns = "report_id, fiscal_year, indicator, value, unit, state, raw, confidence, JSONExtractString(evidence, 'sha256') = sha256, JSONExtractInt(evidence, 'column')"
	want := "361022-education-2012\t2012\tnarrative_published_total\t9\t件\tnumber\t9\t0.9\t1\t4\n361022-education-2012\t2012\tnarrative_requests_received\t\\N\t件\tblank\t\t1\t1\t4\n"
	same(t, "of all years", text(t, db, "SELECT "+columns+" FROM cumulative_figures_history ORDER BY indicator"), want)
	same(t, "of the current version", text(t, db, "SELECT indicator, value FROM cumulative_figures ORDER BY 1"), "narrative_published_total\t9\nnarrative_requests_received\t\\N\n")

	newer := plain // a newer parser reads no such column
	newer.Report.ParserVersion = 2
	keep(t, db, newer)
	same(t, "read again", text(t, db, "SELECT (SELECT count() FROM cumulative_figures), (SELECT count() FROM cumulative_figures_history)"), "0\t2\n")
}
