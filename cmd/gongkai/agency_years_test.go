package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/store"
	"gongkai/store/engine"
)

// What pages read from agency_years, and from what is added up by county, is what the public tables
// say: testdata/agency_years has the same questions asked of reports, figures, findings, rates and
// expectations. Every way to ask is tried in the long form, each parameter in the short one.
func TestAgencyYearsSayWhatTheTablesSay(t *testing.T) {
	t.Parallel()
	demoSite(t)
	e, err := engine.Attach(t.Context(), sharedDemo.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db, err := store.Open(t.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ask := func(query string, given []string) string {
		t.Helper()
		var out strings.Builder
		if err := db.RawQuery(t.Context(), strings.NewReplacer(given...).Replace(query), "TSVWithNamesAndTypes", &out); err != nil {
			t.Fatalf("%s\n%v", query, err)
		}
		return out.String()
	}
	files, _ := filepath.Glob("testdata/agency_years/*.sql")
	type asking struct {
		county, agency, q, level, family string
		year, offset                     int
	}
	ways := []asking{{}, {county: "990121"}, {level: "township", family: "township", year: 2022}, {county: "99", family: "civil"}, {agency: "990121-civil"}, {q: "民政", year: 2022}, {county: "9901", year: 2021, offset: 7}}
	if os.Getenv("GONGKAI_FULL") != "" {
		ways = append(ways, asking{level: "county"}, asking{county: "99"}, asking{county: "unknown"}, asking{county: "110101"})
	}
	const newestRun = "(SELECT max(run_id) FROM score_runs)"
	rows := map[string]int{}
	for _, file := range files {
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".sql")
		now, err := analytics.MeasureSQL(name)
		if err != nil {
			t.Fatal(err)
		}
		compared := map[string]bool{}
		for _, asked := range ways {
			given := []string{"{county:String}", "'" + asked.county + "'", "{agency:String}", "'" + asked.agency + "'", "{q:String}", "'" + asked.q + "'", "{level:String}", "'" + asked.level + "'", "{family:String}", "'" + asked.family + "'",
				"{digits:UInt8}", "6", "{kind:String}", "''", "{report:String}", "''", "{site:String}", "''", "{counties:Array(String)}", "['990121', '990122']",
				"{run:UInt64}", newestRun, "{year:UInt16}", fmt.Sprintf("toUInt16(%d)", asked.year), "{limit:UInt32}", "10000", "{offset:UInt32}", fmt.Sprint(asked.offset)}
			query := strings.NewReplacer(given...)
			if same := query.Replace(string(before)) + query.Replace(now); compared[same] {
				continue // neither has the parameter that differs
			} else {
				compared[same] = true
			}
			want, got := ask(string(before), given), ask(now, given)
			if got != want {
				t.Errorf("%s of %+v:\n got %.1500s\nwant %.1500s", name, asked, lineApart(got, want), lineApart(want, got))
			}
			rows[name] += strings.Count(got, "\n") - 2
		}
	}
	// What is asked of one agency is what is asked of all, without what only many have.
	for narrow, wide := range map[string][2]string{"agency_reports": {"reports", "report_id, agency_id, fiscal_year, url, published_low, published_high, sha256, last_seen_at"}} {
		given := []string{"{run:UInt64}", newestRun, "{part:UInt64}", "(SELECT made_in FROM score_parts WHERE run_id = " + newestRun + " AND unit = '990121')", "{agency:String}", "'990121-civil'", "{year:UInt16}", "toUInt16(0)", "{county:String}", "''", "{level:String}", "''", "{family:String}", "''", "{limit:UInt32}", "100", "{offset:UInt32}", "0"}
		all, _ := analytics.MeasureSQL(wide[0])
		one, _ := analytics.MeasureSQL(narrow)
		if got, want := ask(one, given), ask("SELECT "+wide[1]+" FROM ("+all+")", given); got != want || strings.Count(got, "\n") < 5 {
			t.Errorf("%s:\n got %.1500s\nwant %.1500s", narrow, lineApart(got, want), lineApart(want, got))
		}
	}
	// A page asks for the versions of a report only where it has several: the one is what the report says,
	// but that a page may have announced an attachment before it was seen itself.
	const alone = `SELECT count() > 20, countIf((h.version, h.url, h.sha256, h.parser_version, h.outcome, h.first_seen_at, h.last_seen_at, h.reading_id) !=
		(r.version, r.url, r.sha256, r.parser_version, r.outcome, r.first_seen_at, r.last_seen_at, r.reading_id))
		FROM reports AS r LEFT JOIN reports_history AS h ON h.report_id = r.report_id WHERE r.versions = 1 AND r.obtained = 'crawled' AND r.url NOT IN (SELECT url FROM captures WHERE role = 'attachment' AND parent_url != '')`
	if got := ask(alone, nil); !strings.HasSuffix(got, "\n1\t0\n") {
		t.Errorf("reports of one version and their history: %s", got)
	}
	for name, n := range rows {
		if n < 2 && name != "places" { // the demo has few counties
			t.Errorf("%s: %d rows were compared", name, n)
		}
	}
}

// lineApart is the names of the columns and the first line that another text has not there.
func lineApart(text, other string) string {
	lines, others := strings.Split(text, "\n"), strings.Split(other, "\n")
	for i, line := range lines {
		if i >= len(others) || others[i] != line {
			return lines[0] + "\n" + line
		}
	}
	return "the same, and less"
}
