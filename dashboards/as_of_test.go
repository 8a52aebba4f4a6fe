package dashboards

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
)

// asOfSample gives what a release froze, which is what there is now; 2024.9 is not kept, 2023.1 is being made ready.
func (s *service) asOfSample(_ context.Context, release string) (AsOf, error) {
	switch release {
	case "2024.9":
		return AsOf{}, fmt.Errorf("%s: %w", release, ErrNotFound)
	case "2023.1":
		return AsOf{}, ErrNotYet
	}
	return AsOf{Measures: s.measures, Evidence: func(context.Context, string, uint32, []string, string) ([]byte, error) {
		return []byte(evidencePage), nil
	}}, nil
}

// A page as of a release names it, may be kept for ever, stays as it is while what is now changes, and leads to other
// pages as of it.
func TestPagesAsOfARelease(t *testing.T) {
	s := newService(t)
	for address, want := range map[string][]string{
		"/releases/2025.1/reports/990101-civil-2024": {"这是发布版本 2025.1（第 2 次发布", `<a data-now href="/reports/990101-civil-2024">`, `href="/releases/2025.1/agencies/990101-civil"`, `src="/releases/2025.1/reports/990101-civil-2024/evidence"`,
			`href="/api/v1/releases/2025.1/reports/990101-civil-2024/figures?format=csv"`, `href="/method"`, "数据版本 11ee"},
		"/releases/2025.1/reports/990101-civil-2024?lang=en": {"This is the page as of release 2025.1 (number 2", `href="/releases/2025.1/agencies/990101-civil?lang=en"`, `hreflang="zh" href="/releases/2025.1/reports/990101-civil-2024"`},
		"/releases/2025.1/agencies/990101-civil":             {"这是发布版本 2025.1", `href="/releases/2025.1/reports/990101-civil-2024"`},
		"/releases/2025.1/league":                            {"这是发布版本 2025.1", `action="/releases/2025.1/league"`},
		"/releases/2025.1/findings":                          {"这是发布版本 2025.1", `action="/releases/2025.1/findings"`},
		"/releases/2025.1/counties/990101":                   {"这是发布版本 2025.1", `href="/releases/2025.1/agencies/`},
		"/releases/2025.1":                                   {`<a href="/releases/2025.1/league">`},
		"/releases/2025.1?lang=en":                           {`<a href="/releases/2025.1/league?lang=en">`},
		"/releases/2024.9":                                   {"此版本没有保存页面，或本服务没有保存其文件"},
		"/reports/990101-civil-2024":                         {`<a href="/releases/2025.1/reports/990101-civil-2024">发布版本 2025.1 中的此页</a>`},
		"/league?lang=en":                                    {`<a href="/releases/2025.1/league?lang=en">This page as of release 2025.1</a>`},
	} {
		w := s.get(address)
		for _, part := range want {
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), part) {
				t.Errorf("%s: %d, does not say %s", address, w.Code, part)
			}
		}
	}
	for _, address := range []string{"/releases/2025.1/reports/990101-civil-2024", "/api/v1/releases/2025.1/reports/990101-civil-2024", "/api/v1/releases/2025.1/findings?format=csv", "/releases/2025.1/reports/990101-civil-2024/evidence"} {
		first := s.get(address)
		tag := first.Header().Get("ETag")
		if first.Code != http.StatusOK || first.Header().Get("Cache-Control") != forEver || tag == "" {
			t.Errorf("%s: %d, %v", address, first.Code, first.Header())
		}
		if again := s.get(address, "If-None-Match", tag); again.Code != http.StatusNotModified || again.Header().Get("Cache-Control") != forEver {
			t.Errorf("%s, asked again: %d, %v", address, again.Code, again.Header())
		}
	}
}

// What there is not as of a release says which pages there are.
func TestWhatIsNotAsOfARelease(t *testing.T) {
	s := newService(t)
	for address, want := range map[string]struct {
		status int
		says   string
	}{
		"/releases/2025.1/status?lang=en":                   {http.StatusNotFound, "As of a release there are: reports with their figures"},
		"/releases/2025.1/nothing":                          {http.StatusNotFound, "随版本保存的有：报告及其数字"},
		"/api/v1/releases/2025.1/sites":                     {http.StatusNotFound, `"type":"/data#problem-not_as_of"`},
		"/api/v1/releases/2025.1/reports/no-such":           {http.StatusNotFound, `"type":"/data#problem-no_report"`},
		"/releases/2024.9/league?lang=en":                   {http.StatusNotFound, "The pages of release 2024.9 are not kept"},
		"/api/v1/releases/2024.9/scores":                    {http.StatusNotFound, `"type":"/data#problem-no_pages_of_release"`},
		"/releases/2023.1/league?lang=en":                   {http.StatusServiceUnavailable, "are being made ready"},
		"/releases/none/league":                             {http.StatusNotFound, "没有这个发布版本"},
		"/releases/2025.1/reports/990101-civil-2024?year=x": {http.StatusOK, "这是发布版本 2025.1"},
	} {
		w := s.get(address)
		if w.Code != want.status || !strings.Contains(w.Body.String(), want.says) {
			t.Errorf("%s: %d, want %d with %q: %.300s", address, w.Code, want.status, want.says, w.Body)
		}
		if want.status != http.StatusOK && w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %v", address, w.Header())
		}
	}
}

// A page of now leads to the newest release that is kept here and has what the page is about, and to none where none has.
func TestLinkToARelease(t *testing.T) {
	failing := false
	holding := map[string][]string{ // by release, from the newest on
		"2025.1": {"counties 990101", "agencies 990101-civil"},
		"2024.9": {"counties 990101", "agencies 990101-civil", "reports 990101-civil-2024"},
	}
	s := newServiceWith(t, func(c *Config) {
		kept := c.ReleaseFile
		c.ReleaseFile = func(release, path string) (*os.File, error) {
			if release == "2024.9" {
				release = "2025.1" // is kept as that is
			}
			return kept(release, path)
		}
		c.ReleaseFigures = func(_, report string) ([]ReleasedFigure, error) { return releaseFiguresSample("2025.1", report) }
		c.ReleaseRow = func(release, table, from string) (map[string]string, error) {
			if failing {
				return nil, errors.New("the disk fails")
			}
			for _, has := range holding[release] {
				if of, name, _ := strings.Cut(has, " "); of == table && name >= from {
					return map[string]string{"county": name, "agency_id": name, "report_id": name, "versions": "1"}, nil
				}
			}
			return nil, nil
		}
	})
	for address, want := range map[string]string{
		"/reports/990101-civil-2024":                                 "2024.9",
		"/reports/990101-civil-2024?version=1":                       "2024.9",
		"/reports/990101-civil-2024?version=2":                       "",
		"/reports/990101-civil-2024?figure=requests_new.total":       "2024.9",
		"/reports/990101-civil-2024/figures/requests_new.total":      "2024.9",
		"/reports/990101-civil-2024/figures/proactive_rules_made":    "",
		"/agencies/990101-civil":                                     "2025.1",
		"/agencies/990101-gone":                                      "",
		"/counties/990101":                                           "2025.1",
		"/counties/990102":                                           "",
		"/regions/9901":                                              "2025.1",
		"/league":                                                    "2025.1",
		"/league?county=990101":                                      "2025.1",
		"/league?county=990102":                                      "",
		"/league?county=99":                                          "2025.1",
		"/status":                                                    "",
		"/releases/2025.1/reports/990101-civil-2024?figure=no.total": "",
	} {
		w := s.get(address)
		link := ""
		if _, after, is := strings.Cut(w.Body.String(), `<p class="as-of"><a href="`); is {
			link, _, _ = strings.Cut(after, `"`)
		}
		if want != "" {
			want = "/releases/" + want + address
		}
		if link != want {
			t.Errorf("%s (%d) leads to %q, want %q", address, w.Code, link, want)
		}
	}
	failing = true
	if w := s.get("/reports/990101-civil-2024?year=2024"); w.Code != http.StatusOK || strings.Contains(w.Body.String(), `class="as-of"`) {
		t.Errorf("where the files can't be read: %d", w.Code)
	}
}
