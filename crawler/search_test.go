package crawler

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

const searchTest = "http://a.test/was5/web/search"

// searchedWorld has crawled a.test once: its list names the reports of 2019, 2020 and 2022, and that of 2021
// is sought. answer is what its search answers to words; "" is an error.
func searchedWorld(t *testing.T, home string, answer func(words string) string) *world {
	t.Helper()
	w := newWorld(t)
	pages := map[string]string{"/": home, "/l": "role list\ncomplete\n", "/new": "role report", "/else": "role report"}
	for _, year := range []string{"2019", "2020", "2022"} {
		pages["/l"] += "link report /" + year + " " + titleOf(year) + "\n"
		pages["/"+year] = "role report"
	}
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if r.URL.Path == "/was5/web/search" {
			if page = answer(r.URL.Query().Get("searchword")); page == "" {
				http.Error(rw, "no", http.StatusInternalServerError)
				return
			}
			ok = r.URL.Query().Get("channelid") == "7"
		}
		if r.URL.Path == "/robots.txt" && strings.Contains(home, "forbidden") {
			page, ok = "User-agent: *\nDisallow: /was5/\n", true
		}
		if !ok {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, page)
	})
	w.crawl(inLichuan)
	if len(w.archive.searches) != 0 {
		t.Errorf("a first crawl searches: %+v", w.archive.searches)
	}
	_, agency, _ := disclosure.AgencyFromTitle(titleOf("2021"), disclosure.DivisionOfSite(disclosure.Site{DivisionCode: "361022"}))
	w.archive.sought = []disclosure.Sought{{AgencyID: agency.ID, Agency: "黎川县水利局", FiscalYear: 2021}}
	for _, year := range []int{2019, 2020, 2022} {
		s := disclosure.Sought{AgencyID: agency.ID, Agency: "黎川县水利局", FiscalYear: year}
		w.archive.there = append(w.archive.there, disclosure.Shown{Sought: s, URL: fmt.Sprint("http://a.test/", year), Newest: year == 2022})
	}
	w.mu.Lock()
	w.log = nil
	w.mu.Unlock()
	return w
}

func inLichuan(s *disclosure.Site) { s.DivisionCode = "361022" }

func titleOf(year string) string {
	return "黎川县水利局" + year + "年政府信息公开工作年度报告"
}

func result(address, year string) string { return "\nlink report " + address + " " + titleOf(year) }

// What the search of a site says of a report that no list names. It is believed only where it
// found the report of 2020 right before.
func TestSearch(t *testing.T) {
	const form = "role home\nlink list /l 年报\nsearch " + searchTest + " searchword"
	all := "found 3" + result("/2019", "2019") + result("/2020", "2020") + result("/2022", "2022")
	by := func(known, sought string) func(string) string {
		return func(words string) string {
			if strings.Contains(words, "2020") {
				return known
			}
			return sought
		}
	}
	many := "found 90 more" + result("/2020", "2020") + result("/2019", "2019")
	for name, c := range map[string]struct {
		home    string
		answer  func(string) string
		outcome string
		asked   int // questions that the site gets
		fetched string
	}{
		"it finds nothing":                       {form, by(all, "found 0 empty"), disclosure.SearchNothing, 2, ""},
		"it finds others":                        {form, by(all, "found 2"+result("/2022", "2022")+result("/2019", "2019")), disclosure.SearchOthers, 2, ""},
		"it finds it":                            {form, by(all, all+result("/new", "2021")), disclosure.SearchFound, 2, "/new"},
		"it finds it elsewhere":                  {form, by(all, all+result("http://b.test/new", "2021")), disclosure.SearchFound, 2, ""},
		"a report of no agency":                  {form, by(all, all+"\nlink report /else 2021年政府信息公开工作年度报告"), disclosure.SearchUnclear, 2, "/else"},
		"a new report of another agency":         {form, by(all, "found 1\nlink report /else 黎川县财政局2021年政府信息公开工作年度报告"), disclosure.SearchOthers, 2, ""},
		"a report that was read, of no agency":   {form, by(all, "found 1\nlink report /2022 2021年政府信息公开工作年度报告"), disclosure.SearchOthers, 2, ""},
		"it never finds anything":                {form, by("found 0 empty", "found 0 empty"), disclosure.SearchControl, 1, ""},
		"it always says so, and finds":           {form, by(all+"\nfound 0 empty", "found 0 empty"), disclosure.SearchUnread, 2, ""},
		"it heeds no words":                      {form, by(all, all), disclosure.SearchSame, 2, ""},
		"it shows news":                          {form, by("found 1\nlink column /news 县领导调研重点项目建设", "found 0 empty"), disclosure.SearchControl, 1, ""},
		"it goes on, and fits best first":        {form, by(many, "found 80 more"+result("/2022", "2022")), disclosure.SearchOthers, 2, ""},
		"it goes on, by date":                    {form, by("found 90 more"+result("/2022", "2022")+result("/2020", "2020"), "found 80 more"+result("/2022", "2022")), disclosure.SearchMore, 2, ""},
		"it goes on, and nothing told the order": {form, by(all, "found 80 more"+result("/2022", "2022")), disclosure.SearchMore, 2, ""},
		"a page that says nothing":               {form, by(all, "role search"), disclosure.SearchUnread, 2, ""},
		"a page without a count":                 {form, by(all, "found 0"+result("/2022", "2022")), disclosure.SearchUnread, 2, ""},
		"a captcha":                              {form, by("found 0 captcha", ""), disclosure.SearchCaptcha, 1, ""},
		"a captcha afterwards":                   {form, by(all, "found 0 captcha"), disclosure.SearchCaptcha, 2, ""},
		"an error":                               {form, by("", ""), disclosure.SearchFailed, 3, ""}, // asked again, as any page is
		"an error afterwards":                    {form, by(all, ""), disclosure.SearchFailed, 4, ""},
		"a challenge":                            {form, by("challenge blocked_waf", ""), disclosure.SearchBlocked, 1, ""},
		"robots.txt":                             {form + "\nforbidden", by(all, all), disclosure.SearchRefused, 0, ""},
		"a script":                               {form + " script", by(all, all), disclosure.SearchScript, 0, ""},
		"no form":                                {"role home\nlink list /l 年报", by(all, all), disclosure.SearchNoForm, 0, ""},
		"a host of others":                       {"role home\nlink list /l 年报\nsearch http://search.test/s searchword", by(all, all), disclosure.SearchElsewhere, 0, ""},
		"a second form that can be asked":        {strings.Replace(form, "role home\n", "role home\nsearch x x script\n", 1), by(all, "found 0 empty"), disclosure.SearchNothing, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := searchedWorld(t, c.home, c.answer)
			crawl := w.crawl(inLichuan)
			if len(w.archive.searches) != 1 {
				t.Fatalf("%d searches: %+v", len(w.archive.searches), w.archive.searches)
			}
			s := w.archive.searches[0]
			if s.Outcome != c.outcome || s.FiscalYear != 2021 || s.CrawlID != crawl.ID || s.ControlURL != "http://a.test/2020" || s.AskedAt.IsZero() {
				t.Errorf("%+v, want %s", s, c.outcome)
			}
			if (s.Control != "") != (c.asked > 0 || c.outcome == disclosure.SearchRefused) {
				t.Errorf("the control's capture is %q", s.Control)
			}
			if got := w.archive.captures[s.CaptureID]; s.CaptureID != "" && (got.Role != disclosure.RoleSearch || got.URL != s.URL || got.Title != titleOf("2021")) {
				t.Errorf("the capture: %+v", got)
			}
			asked, fetched := 0, ""
			for _, line := range w.lines("a.test") {
				if strings.HasPrefix(line, "GET /was5/") {
					asked++
				}
				if strings.HasPrefix(line, "GET /new") || strings.HasPrefix(line, "GET /else") {
					fetched += line[4:]
				}
			}
			if asked != c.asked || fetched != c.fetched {
				t.Errorf("%d questions, fetched %q:\n%s", asked, fetched, strings.Join(w.lines("a.test"), "\n"))
			}
			if !crawl.Complete && c.outcome != disclosure.SearchBlocked {
				t.Errorf("the search makes the crawl incomplete: %s", crawl.Note)
			}
		})
	}
}

// A site gets few questions in one crawl, however much is sought; what a list names by now is not
// asked for, nor what nothing could prove.
func TestSearchIsSparing(t *testing.T) {
	w := searchedWorld(t, "role home\nlink list /l 年报\nsearch "+searchTest+" searchword", func(words string) string {
		if strings.Contains(words, "2020") {
			return "found 1" + result("/2020", "2020")
		}
		return "found 0 empty"
	})
	first := w.archive.sought[0]
	for year := 2000; year < 2019; year++ {
		w.archive.sought = append(w.archive.sought, disclosure.Sought{AgencyID: first.AgencyID, Agency: first.Agency, FiscalYear: year})
	}
	named, unknown := first, disclosure.Sought{AgencyID: "other", Agency: "黎川县财政局", FiscalYear: 2021}
	named.FiscalYear = 2022
	w.archive.sought = append([]disclosure.Sought{named, unknown}, w.archive.sought...)
	w.crawl(inLichuan)
	asked := 0
	for _, line := range w.lines("a.test") {
		if strings.HasPrefix(line, "GET /was5/") {
			asked++
		}
	}
	outcomes := map[string]int{}
	for _, s := range w.archive.searches {
		outcomes[s.Outcome]++
	}
	if asked != mostQuestions || outcomes[disclosure.SearchNothing] != mostQuestions-1 || outcomes[disclosure.SearchNoControl] != 1 || len(outcomes) != 2 {
		t.Errorf("%d questions, %v", asked, outcomes)
	}
	lines := w.lines("a.test")
	if i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "GET /was5/") }); i < len(lines)-mostQuestions {
		t.Errorf("the search is not asked last:\n%s", strings.Join(lines, "\n"))
	}
}

// A form of a page in GB is sent in GB, as browsers do.
func TestFormIsSentInItsCharset(t *testing.T) {
	for charset, want := range map[string]string{"gb18030": "%B9%AB%BF%AA", "utf-8": "%E5%85%AC%E5%BC%80"} {
		f := offered{SearchForm: disclosure.SearchForm{URL: "http://a.test/s", Field: "q", Charset: charset, Fixed: url.Values{"site": {"公开"}}}}
		if got := f.address("公开"); got != "http://a.test/s?q="+want+"&site="+want {
			t.Errorf("%s: %s", charset, got)
		}
	}
}
