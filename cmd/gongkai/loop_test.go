package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/demo"
	"gongkai/disclosure"
)

// loopReport is the report of the sample counties that its agency changes: a cell of it has a remark beside
// its number, so that the machine doubts it, and reads its row in one way only.
const (
	loopReport = "990121-health-2024"
	loopLate   = "990121-civil-2022" // comes late, in phase 2
	loopFigure = "outcome_total.total"
	loopDoubt  = "requests_new.natural_person"
)

// few are some agencies of the county that changes: its government, and those of loopReport and loopLate.
var few = demo.Part("990121-gov_office", "990121-health", "990121-civil")

// sample runs gongkai demo over these, up to a phase.
func (s *scored) sample(phases int) {
	s.Helper()
	var out lockedBuffer
	a, err := newApp(&globals{Data: s.dir, LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), &out, &out})
	s.ok(err)
	s.ok((&demoCommand{Once: true, Phases: phases, samples: few}).Run(s.Context(), a))
	if !strings.HasPrefix(out.String(), "sites 1, ") {
		s.Fatalf("demo --phases %d: %s", phases, out.String())
	}
}

// printedIn is what the page of a figure prints in a phase.
func printedIn(phase int, key string) string {
	reports := few.Truth(phase).Reports
	i := slices.IndexFunc(reports, func(r demo.TruthReport) bool { return r.ID() == loopReport })
	return reports[i].Figures[keyCalled(key)].Raw
}

// queue is what the machine doubts, without its columns.
func (s *scored) queue() string {
	s.Helper()
	return strings.Join(strings.Fields(s.done("review", "--kind", "cell")), " ")
}

// lookedThrough has a person decide on the one doubtful cell, on its page; whatever reads the same print again,
// nobody is asked again.
func (s *scored) lookedThrough(pages site) {
	s.Helper()
	line := fmt.Sprintf("1 cell %s %s %q as 2, confidence 0.9, 0 findings wait - /reports/%s/figures/%s", loopReport, loopDoubt, printedIn(1, loopDoubt), loopReport, loopDoubt)
	if out := s.queue(); !strings.Contains(out, line) {
		s.Fatalf("the doubt %q is not in the queue: %s", line, out)
	}
	pages.decides(loopReport, loopDoubt, "right", "括注只说明渠道")
	s.done("ingest", "--reparse")
	if out := s.queue(); strings.Contains(out, loopDoubt) {
		s.Errorf("what was decided is asked again of the same print: %s", out)
	}
	if out := s.done("review", "decisions", "--report", loopReport); !strings.Contains(out, "  yes  ") || !strings.Contains(out, "  市公开办  "+loopReport+"  cell "+loopDoubt+"  ") || !strings.Contains(out, "right") || !strings.Contains(out, "括注只说明渠道") || strings.Count(out, "\n") != 2 {
		s.Errorf("the decision after everything was read again:\n%s", out)
	}
}

// answers are the bodies of addresses that must be there.
func (s site) answers(addresses ...string) (all []string) {
	s.t.Helper()
	for _, address := range addresses {
		all = append(all, s.page(address))
	}
	return all
}

// firstRelease are addresses that have the name of the first release.
var firstRelease = []string{
	"/releases/2026.1", "/releases/2026.1?lang=en", "/api/v1/releases/2026.1", "/api/v1/releases/2026.1/figures?report=" + loopReport, "/api/v1/releases/2026.1/figures?format=csv&report=" + loopReport,
	"/releases/2026.1/files/release.json", "/releases/2026.1/files/data/csv/figures.csv",
	"/releases/2026.1/reports/" + loopReport, "/releases/2026.1/reports/" + loopReport + "?lang=en", "/releases/2026.1/reports/" + loopReport + "/figures/" + loopFigure, "/releases/2026.1/reports/" + loopReport + "/evidence?figure=" + loopFigure,
	"/releases/2026.1/agencies/990121-health", "/releases/2026.1/counties/990121", "/releases/2026.1/league", "/releases/2026.1/findings?lang=en", "/releases/2026.1/expected",
	"/api/v1/releases/2026.1/reports/" + loopReport, "/api/v1/releases/2026.1/scores?format=csv", "/api/v1/releases/2026.1/findings",
}

// asNow looks that a page as of a release, before anything is done after it, is that of now: but for what it says of the
// release, and of when the last crawl ended.
func (s site) asNow(addresses ...string) {
	s.t.Helper()
	aside := regexp.MustCompile(`(?m)^ *<(aside class="as-of-release"|p class="as-of").*$`)
	footer := regexp.MustCompile(`( · 最近一次抓取结束于|末次抓取) [^<，]*(，|</p>)|"last_crawl":("[^"]*"|null)`)
	plain := func(page string) string {
		page = strings.NewReplacer("/api/v1/releases/2026.1/", "/api/v1/", "/releases/2026.1/", "/").Replace(page)
		return strings.ReplaceAll(footer.ReplaceAllString(aside.ReplaceAllString(page, ""), ""), "</footer>", "")
	}
	for _, address := range addresses {
		rest, api := strings.CutPrefix(address, "/api/v1")
		of := "/releases/2026.1" + rest
		if api {
			of = "/api/v1" + of
		}
		frozen, now := plain(s.page(of)), plain(s.page(address))
		f, n := strings.Split(frozen, "\n"), strings.Split(now, "\n")
		for i := range min(len(f), len(n)) {
			if strings.Contains(f[i], "<p>数据版本 ") {
				continue
			}
			if f[i] != n[i] {
				s.t.Errorf("%s says as of the release otherwise than now, line %d:\n%s\n%s", address, i, f[i], n[i])
				break
			}
		}
		if len(f) != len(n) {
			s.t.Errorf("%s has %d lines as of the release and %d now", address, len(f), len(n))
		}
	}
}

// TestLoop plays the whole loop on the county that changes, by the commands that a user types: what the
// machine doubts is decided, a release is made, somebody objects, the agency answers, its report changes and
// is crawled, the case closes by itself, the next release says so, and the first answers byte for byte as it did.
func TestLoop(t *testing.T) {
	needEngine(t)
	t.Parallel()
	s := &scored{T: t, dir: engineIn(t)}
	s.sample(1)
	s.account("市公开办")
	pages := serveFolder(t, s.dir)
	s.lookedThrough(pages)
	tables := []string{"agencies", "captures", "cases", "counties", "figures", "reports", "reviews", "scores", "walks"}
	s.released(releaseCommand{Name: "2026.1", tables: tables, Pages: true})
	pages.asNow("/reports/"+loopReport, "/reports/"+loopReport+"/figures/"+loopFigure, "/agencies/990121-health", "/counties/990121", "/league", "/findings", "/reports", "/cells",
		"/agencies", "/attention", "/expected", "/findings/matrix", "/api/v1/scores", "/api/v1/sum-reports", "/api/v1/overview", "/api/v1/rates", "/api/v1/agencies", "/api/v1/attention", "/api/v1/counties", "/api/v1/errors")
	released, frozen := filepath.Join(s.dir, releasesFolder, "2026.1"), pages.answers(firstRelease...)
	before := tree(t, released)
	was, is := printedIn(1, loopFigure), printedIn(2, loopFigure)
	if !strings.Contains(frozen[3], `"raw":"`+was+`"`) || was == is {
		t.Fatalf("the first release does not have %q: %s", was, frozen[3])
	}

	opened := disclosure.DateOf(time.Now()).AddDays(-80)
	name := s.opened(loopReport, "--figure", loopFigure, "--objection", "窗口另收三件未计入", "--by", "市民", "--on", opened.String())
	s.done("cases", "reply", name, "--text", "漏计属实，将更正报告", "--by", "晴岚县卫生健康局", "--evidence", "https://www.example.gov.cn/reply", "--on", opened.AddDays(4).String())
	if out := s.done("cases"); !strings.Contains(out, name+"  open ") {
		t.Errorf("before the agency has mended anything: %s", out)
	}

	absent := s.opened(loopLate, "--timeliness", "--objection", "栏目中找不到这份报告", "--by", "市民", "--on", opened.String())

	s.sample(2)
	if out := s.done("cases", "show", absent); !strings.Contains(out, "mended, timeliness of "+loopLate) || !strings.Contains(out, "it said: 未找到报告（规定期限 2023-") || !strings.Contains(out, "mended on ") {
		t.Errorf("the report that was not there has come: %s", out)
	}
	if out := s.queue(); !strings.Contains(out, fmt.Sprintf("%s %s %q as 5,", loopReport, loopDoubt, printedIn(2, loopDoubt))) {
		t.Errorf("the cell is printed otherwise, and nobody is asked: %s", out)
	}
	if out := s.releaseSome("2026.2", tables...); !strings.Contains(out, "since 2026.1: figures added ") {
		t.Errorf("the second release: %s", out)
	}
	second := filepath.Join(s.dir, releasesFolder, "2026.2")
	change := fmt.Sprintf("%s %s changed agency %s %s", loopReport, loopFigure, was, is)
	if changes := changesOf(t, second); !slices.Contains(changes, change) {
		t.Errorf("no change %q among %d: %.600q", change, len(changes), changes)
	}
	if ledger, err := os.ReadFile(filepath.Join(second, "data", "csv", "cases.csv")); err != nil || !strings.Contains(string(ledger), `"`+name+`","mended","","`+loopReport+`"`) {
		t.Errorf("the ledger of the second release: %v\n%s", err, ledger)
	}
	if out := s.done("verify", "2026.1", "--figure", loopReport+"/"+loopFigure); !strings.Contains(out, "printed \""+was+"\"") {
		t.Errorf("the first release, checked: %s", out)
	}
	if out := s.done("verify", "2026.2", "--figure", loopReport+"/"+loopFigure); !strings.Contains(out, "printed \""+is+"\"") || !strings.Contains(out, "release before: 2026.1, number 1, is the one") {
		t.Errorf("the second release, checked: %s", out)
	}
	if after := tree(t, released); !slices.Equal(after, before) {
		t.Error("the folder of the first release is not what it was")
	}
	pages.mended(name, opened)
	pages.toldOnPages(name, was, is)
	if page := frozen[7]; !strings.Contains(page, "这是发布版本 2026.1（第 1 次发布") || !strings.Contains(page, `data-raw="`+was+`"`) {
		t.Errorf("the report as of the first release: %.600s", page)
	}
	for i, now := range pages.answers(firstRelease...) {
		if now != frozen[i] {
			t.Errorf("%s answers otherwise than before:\n%s\n%s", firstRelease[i], frozen[i], now)
		}
	}
}

// mended looks that a case has closed by itself, on the day of the crawl that saw the report change.
func (s site) mended(name string, opened disclosure.Date) {
	s.t.Helper()
	var one struct {
		Case caseAnswer `json:"case"`
	}
	s.read("/api/v1/cases/"+name, &one)
	c := one.Case
	on, err := disclosure.ParseDate(c.MendedOn)
	if err != nil || c.State != "mended" || c.Verdict != "" || c.MendedBy != "report" || c.Reply != "漏计属实，将更正报告" || c.Replied != opened.AddDays(4).String() || c.Days == nil || *c.Days != on.DaysSince(opened) || on.Before(opened.AddDays(17)) || opened.AddDays(18).Before(on) {
		s.t.Errorf("the case: %+v, %v", c, err)
	}
	if page := s.page("/ledger?state=mended"); !strings.Contains(page, "/ledger/"+name) || !strings.Contains(page, "漏计属实，将更正报告") {
		s.t.Error("the ledger does not have the mended case")
	}
}

// toldOnPages looks that the figure's page has its new value, the case and the decision of the person who
// looked; and that the sample cases of the demo stand in the ledger, each marked as one.
func (s site) toldOnPages(name, was, is string) {
	s.t.Helper()
	for address, want := range map[string][]string{
		"/reports/" + loopReport + "/figures/" + loopFigure: {"“" + is + "”", `<section id="cases">`, "/ledger/" + name, "窗口另收三件未计入", "https://www.example.gov.cn/reply"},
		"/reports/" + loopReport + "/figures/" + loopDoubt:  {`<section id="reviews">`, "括注只说明渠道", "市公开办", "本决定不再适用", printedIn(1, loopDoubt)},
		"/reports/" + loopReport:                            {`<section id="reviews">`, "括注只说明渠道", "样例：经核对"},
		"/releases/2026.2":                                  {"机关换了文件", "自 2026.1 以来"},
	} {
		page := s.page(address)
		for _, w := range want {
			if !strings.Contains(page, w) {
				s.t.Errorf("%s does not say %q", address, w)
			}
		}
	}
	var figure struct {
		Figure  struct{ Raw string }
		Reviews []struct {
			Verdict string
			Stands  int
		}
	}
	s.read("/api/v1/reports/"+loopReport+"/figures/"+loopDoubt, &figure)
	if len(figure.Reviews) != 1 || figure.Reviews[0].Verdict != "right" || figure.Reviews[0].Stands != 0 || figure.Figure.Raw != printedIn(2, loopDoubt) {
		s.t.Errorf("the figure that was looked at, was %s: %+v", was, figure)
	}
	if status, _, _ := s.get("/api/v1/releases/2026.1/figures?report=990121-civil-2022"); status != http.StatusNotFound {
		s.t.Errorf("a report that came after the release answers %d in it", status)
	}
}
