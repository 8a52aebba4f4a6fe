package dashboards

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// emptied is a service whose database was just made.
func emptied(t *testing.T, version VersionRow) *service {
	s := newService(t)
	for measure := range s.measures.rows {
		if measure != "data_version" {
			s.measures.rows[measure] = always(nil)
		}
	}
	s.measures.rows["data_version"] = always([]VersionRow{version})
	return s
}

// Every page of a database that was just made says what to do, in both languages, and names no year.
func TestPagesOfAnEmptyDatabase(t *testing.T) {
	s := emptied(t, VersionRow{Digest: "00"})
	todo := map[string]*regexp.Regexp{"zh": regexp.MustCompile("gongkai (demo|crawl|ingest|release|audit draw|covariates load)|查找|查询|方法与局限|没有。|上传尚未公布"), "en": regexp.MustCompile("gongkai (demo|crawl|ingest|release|audit draw|covariates load)|Search|Console|Method and limits|None|Upload an annual report")}
	year := regexp.MustCompile(`(^|[^0-9])(0 年度|year 0|-2 至|years -2)`)
	for _, r := range (&server{Config: Config{Registry: prometheus.NewRegistry()}}).routes() {
		path := strings.TrimSuffix(r.pattern, "{$}")
		if strings.ContainsAny(path, "{.") || strings.HasPrefix(path, "/api") || strings.HasPrefix(path, "/assets") || path == "/metrics" || path == "/data/tables" || path == "/sql" || path == "/healthz" || path == "/readyz" {
			continue
		}
		for lang, want := range todo {
			w := s.get(path + "?lang=" + lang)
			_, body, _ := strings.Cut(w.Body.String(), "<main")
			body, _, _ = strings.Cut(body, "</main>")
			switch {
			case w.Code != http.StatusOK:
				t.Errorf("%s in %s: status %d", path, lang, w.Code)
			case !want.MatchString(body):
				t.Errorf("%s in %s does not say what to do", path, lang)
			case ofReports[strings.TrimPrefix(path, "/")] && (!strings.Contains(body, `id="start"`) || strings.Contains(body, "<form")):
				t.Errorf("%s in %s does not begin at the beginning", path, lang)
			case year.MatchString(body):
				t.Errorf("%s in %s names a year that is none: %s", path, lang, year.FindString(body))
			}
		}
	}
	for _, d := range drawings() {
		for _, file := range []string{"/charts/" + d.name + ".svg", "/charts/" + d.name + ".csv", "/embed/" + d.name} {
			w := s.get(file + "?lang=en")
			if w.Code == http.StatusOK && (year.MatchString(w.Body.String()) || !strings.Contains(w.Body.String(), "There are no reports yet")) {
				t.Errorf("%s does not say that there is nothing: %s", file, w.Body)
			}
		}
	}
	if body := emptied(t, VersionRow{Digest: "00", LastCrawl: &seen}).get("/league?lang=en").Body.String(); !strings.Contains(body, "no report was read yet") {
		t.Error("sites that were visited in vain are not told from none")
	}
}

// A place without reports says so and leads to others; agencies of a register alone are a beginning.
func TestAPlaceWithoutReports(t *testing.T) {
	s := newService(t)
	for _, measure := range []string{"timeliness", "requests", "identities", "legal", "quality"} {
		s.measures.rows[measure] = always(nil)
	}
	for _, address := range []string{"/counties/990101", "/regions/9901", "/league?county=990101", "/timeliness?county=990101", "/refusals?county=990101", "/attention?county=990101", "/total?county=990101&legal=1"} {
		if body := s.get(address).Body.String(); !strings.Contains(body, "也没有已到期应有的报告") || !strings.Contains(body, `id="elsewhere"`) || strings.Contains(body, "0 年度") {
			t.Errorf("%s does not say that nothing is known there", address)
		}
	}
	registered := newService(t)
	registered.measures.rows["data_version"] = always([]VersionRow{{Digest: "00"}})
	if body := registered.get("/agencies").Body.String(); strings.Contains(body, `id="start"`) || !strings.Contains(body, "晴岚县民政局") {
		t.Error("agencies without a report are hidden")
	}
}
