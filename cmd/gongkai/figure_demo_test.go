package main

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"gongkai/disclosure"
)

var (
	numberCell = regexp.MustCompile(`(?s)<td class="num[^"]*"[^>]*>(.*?)</td>`)
	hrefOf     = regexp.MustCompile(`href="([^"#]+)`)
	frameOf    = regexp.MustCompile(`<iframe [^>]*src="([^"#]+)`)
)

// TestDemoNumbersLeadToTheirCells follows numbers of the pages: each leads to a page that is there,
// and a figure's page to the archived document with its cell marked. Of a page one link of each
// kind is followed.
func TestDemoNumbersLeadToTheirCells(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	followed, marked := map[string]int{}, 0
	kind := regexp.MustCompile(`[0-9]+`)
	for _, page := range []string{"/counties/990122?year=2023", "/agencies/990121-gov_office", "/funnel", "/reports?sum=denied&year=2023", "/reports?year=2022", "/changes"} {
		for _, cell := range numberCell.FindAllStringSubmatch(s.page(page), -1) {
			for _, m := range hrefOf.FindAllStringSubmatch(cell[1], -1) {
				link := html.UnescapeString(m[1])
				shape := page + " " + kind.ReplaceAllString(link, "0")
				if strings.HasPrefix(link, "/reports/") {
					shape = page + " " + strings.Join(strings.Split(link, "/")[3:], "/")
				}
				if followed[shape]++; followed[shape] > 1 || strings.HasPrefix(link, "/api/") {
					continue
				}
				body := s.page(link)
				if !strings.Contains(link, "/figures/") {
					continue
				}
				frame := frameOf.FindStringSubmatch(body)
				if frame == nil || !strings.Contains(s.page(html.UnescapeString(frame[1])), "gongkai-mark-selected") {
					t.Errorf("%s leads to %s, where no cell is marked", page, link)
				}
				marked++
			}
		}
	}
	if len(followed) < 30 || marked < 10 {
		t.Errorf("only %d kinds of links and %d figures were followed", len(followed), marked)
	}
}

// TestDemoSumsAreMadeOfTheirReports holds the lists of reports to the sums of the overview.
func TestDemoSumsAreMadeOfTheirReports(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	var sums []map[string]any
	s.read("/api/v1/requests", &sums)
	for _, name := range []string{"received", "carried_in", "carried_out", "outcomes", "granted", "partial", "denied", "unable", "not_processed", "other"} {
		var rows []struct {
			Year   int                `json:"fiscal_year"`
			Value  *disclosure.Number `json:"value"`
			Counts int                `json:"counts"`
		}
		s.read("/api/v1/sum-reports?limit=10000&sum="+name, &rows)
		byYear := map[string]disclosure.Number{}
		for _, r := range rows {
			if r.Counts == 1 {
				byYear[fmt.Sprint(r.Year)] += *r.Value
			}
		}
		for _, sum := range sums {
			year := fmt.Sprint(sum["fiscal_year"])
			if got, want := byYear[year].String(), fmt.Sprint(sum[name]); got != want && !(sum[name] == nil && got == "0") {
				t.Errorf("%s of %s: the reports add up to %s, the overview says %s", name, year, got, want)
			}
		}
	}
}

// TestDemoFigureOfAnEarlierVersion opens what a report printed before it was changed.
func TestDemoFigureOfAnEarlierVersion(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	var changes []struct {
		ReportID  string `json:"report_id"`
		Version   int    `json:"version"`
		Indicator string `json:"indicator"`
		Applicant string `json:"applicant"`
		FromText  string `json:"from_text"`
		ToText    string `json:"to_text"`
	}
	s.read("/api/v1/changes?kind=figure", &changes)
	if len(changes) == 0 {
		t.Fatal("no report of the sample counties has changed")
	}
	mark := regexp.MustCompile(`(?s)gongkai-mark-selected"[^>]*>(.*?)</`)
	tag := regexp.MustCompile(`<[^>]*>`)
	for _, c := range changes {
		key := disclosure.Key{Indicator: c.Indicator, Applicant: disclosure.Applicant(c.Applicant)}.String()
		for version, want := range map[int]string{c.Version - 1: c.FromText, c.Version: c.ToText} {
			body := s.page(fmt.Sprintf("/reports/%s/evidence?figure=%s&version=%d", c.ReportID, key, version))
			found := mark.FindStringSubmatch(body)
			if found == nil || squeeze(tag.ReplaceAllString(found[1], "")) != squeeze(want) && !strings.Contains(squeeze(tag.ReplaceAllString(body[strings.Index(body, "gongkai-mark-selected"):], "")), squeeze(want)) {
				t.Errorf("%s of version %d: “%s” is not what is marked: %v", key, version, want, found)
			}
		}
	}
	if status, _, _ := s.get(fmt.Sprintf("/reports/%s/evidence?version=%d", changes[0].ReportID, changes[0].Version+1)); status != http.StatusNotFound {
		t.Errorf("a version that never was gave %d", status)
	}
}
