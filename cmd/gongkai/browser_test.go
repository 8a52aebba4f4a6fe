package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongkai/demo"
	"gongkai/disclosure"
	"gongkai/letters/browser"
)

// browserPlan is what the scripts of testdata/browser are told. They find the rest by reading
// the pages, as people do.
type browserPlan struct {
	Base        string          `json:"base"`        // the sample counties' dashboards
	Hostile     string          `json:"hostile"`     // dashboards whose only report wants to run and load things
	Reviewer    string          `json:"reviewer"`    // who may sign in at hostile
	Password    string          `json:"password"`    // with this
	Cell        string          `json:"cell"`        // a figure of the hostile report
	Bait        string          `json:"bait"`        // serves the hostile page as it is, and hopes to be asked for more
	Executable  string          `json:"executable"`  // the browser
	Screenshots string          `json:"screenshots"` // a folder, or empty for none
	Reports     []browserReport `json:"reports"`     // one of each site and form, the first is walked to from the overview
	Drafts      []browserDraft  `json:"drafts"`      // files to be tried before they are published
	Whole       bool            `json:"whole"`       // every report with and without script; else each in one of both ways
}

// browserDraft is a draft with what has to be found in it.
type browserDraft struct {
	File   string `json:"file"`
	Agency string `json:"agency"`
	Rule   string `json:"rule"`
}

// browserReport is a report with what is printed in some of its places.
type browserReport struct {
	ID         string          `json:"id"`
	AgencyID   string          `json:"agency_id"`
	Agency     string          `json:"agency"`
	CountyName string          `json:"county_name"`
	Year       int             `json:"year"`
	Figures    []browserFigure `json:"figures"`
}

type browserFigure struct {
	Key   string `json:"key"`
	Raw   string `json:"raw"`
	Prose bool   `json:"prose"` // the mark is a stretch of text that holds Raw
}

// browserCheck is one line of what the scripts answer.
type browserCheck struct {
	Name         string   `json:"name"`
	Faults       []string `json:"faults"`
	Milliseconds int      `json:"milliseconds"`
	Done         int      `json:"done"` // the last line: how many checks there were
}

// TestBrowser walks the dashboards of the sample counties with a real browser. What is walked
// and looked at is in testdata/browser, one file a subject.
func TestBrowser(t *testing.T) {
	executable, node := needBrowser(t)
	t.Parallel()
	s := demoSite(t)
	plan := browserPlan{Base: s.base, Executable: executable, Reviewer: "市公开办", Password: reviewerPassword, Cell: "narrative_published_total", Reports: browserReports(), Drafts: draftFiles(t), Whole: longForm()}
	plan.Hostile, plan.Bait = hostileSite(t)
	if dir := os.Getenv("GONGKAI_SCREENSHOTS"); dir != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		plan.Screenshots, _ = filepath.Abs(dir)
	}
	for _, check := range runBrowser(t, node, plan) {
		t.Run(check.Name, func(t *testing.T) {
			t.Logf("%d ms", check.Milliseconds)
			for _, fault := range check.Faults {
				t.Error(fault)
			}
		})
	}
}

// needBrowser returns the browser and Node.js. A desk without them skips, .ci/run never does.
func needBrowser(t testing.TB) (executable, node string) {
	t.Helper()
	missing := t.Skip
	if os.Getenv("GONGKAI_REQUIRE_BROWSER") != "" {
		missing = t.Fatal
	}
	executable, err := browser.Find("")
	if err != nil {
		missing(err)
	}
	node, err = exec.LookPath("node")
	if err != nil {
		missing("no Node.js: install node, 20 or newer")
	}
	if _, err := os.Stat(filepath.Join("..", "..", "node_modules", "playwright-core")); err != nil {
		missing("playwright-core is not there: run npm ci in the repository's folder")
	}
	return executable, node
}

// runBrowser runs the scripts and returns their checks. The browser's profile and all else it
// writes is in the test's own folder.
func runBrowser(t *testing.T, node string, plan browserPlan) []browserCheck {
	t.Helper()
	told, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cmd := exec.CommandContext(ctx, node, filepath.Join("testdata", "browser", "run.mjs"))
	dir := t.TempDir()
	cmd.Env = append(os.Environ(), "TMPDIR="+dir, "HOME="+dir)
	cmd.Stdin = strings.NewReader(string(told))
	errs := &lockedBuffer{}
	cmd.Stderr = errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var checks []browserCheck
	done := -1
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var check browserCheck
		if err := json.Unmarshal(lines.Bytes(), &check); err != nil {
			t.Errorf("not a check: %s", lines.Text())
			continue
		}
		if check.Name == "" {
			done = check.Done
			continue
		}
		checks = append(checks, check)
	}
	if err := cmd.Wait(); err != nil || done != len(checks) {
		t.Errorf("the scripts ended with %v after %d of %d checks\n%s", err, len(checks), done, errs)
	}
	return checks
}

// browserReports picks a report of each site and form, and the one without tables. First comes
// one whose sums do not hold, which its page shows as well.
func browserReports() []browserReport {
	var all []browserReport
	seen := map[string]bool{}
	truth := lastTruth()
	pick := func(wanted func(demo.TruthReport) bool) {
		for _, r := range truth.Reports {
			kind := r.SiteID + string(r.Form)
			if !seen[kind] && len(r.Figures) > 0 && wanted(r) {
				seen[kind] = true
				all = append(all, browserReportOf(r))
			}
		}
	}
	pick(func(r demo.TruthReport) bool { return r.Fault == demo.FaultFlow })
	pick(func(r demo.TruthReport) bool { return r.Fault == demo.FaultNarrative })
	pick(func(demo.TruthReport) bool { return true })
	return all
}

// browserReportOf takes the figures of a report that are chosen in the browser: corners of the
// tables, which are far apart on the page; of a report without tables, all.
func browserReportOf(r demo.TruthReport) browserReport {
	b := browserReport{ID: r.ID(), AgencyID: r.AgencyID, Agency: r.Agency, Year: r.FiscalYear}
	county, _, _ := strings.Cut(r.Agency, "县")
	b.CountyName = county + "县"
	add := func(k disclosure.Key, f demo.TruthFigure) {
		b.Figures = append(b.Figures, browserFigure{Key: k.String(), Raw: squeeze(f.Raw), Prose: f.Prose})
	}
	for _, name := range []string{"requests_new.total", "requests_carried_out.total", "proactive_rules_in_force", "proactive_penalty_decisions", "reconsideration_total", "outcome_total.natural_person"} {
		indicator, applicant, _ := strings.Cut(name, ".")
		k := disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)}
		if f, ok := r.Figures[k]; ok {
			add(k, f)
		}
	}
	for _, k := range sortedKeys(r.Figures) {
		if f := r.Figures[k]; f.Prose && (r.Fault == demo.FaultNarrative || len(b.Figures) < 6) {
			add(k, f)
		}
	}
	return b
}

// hostileSite brings a page in that uses every way of HTML to run, load and lead away, and
// serves its dashboards. bait serves the same page as it was written: control.html shows that
// the tricks work where nobody prevents them, what caught.html and the archived copy ask for is
// a fault.
func hostileSite(t *testing.T) (base, bait string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("testdata", "browser", "hostile.html"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name := strings.Trim(r.URL.Path, "/"); {
		case name == "control.html", name == "caught.html":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, strings.ReplaceAll(string(page), "BAIT", "http://"+r.Host+"/"+strings.TrimSuffix(name, ".html")))
		case strings.HasPrefix(name, "caught/"):
			t.Errorf("the archived page of a hostile report asked for %s", r.URL.Path)
		default:
			w.WriteHeader(http.StatusNoContent) // the page that leads itself away stays where it is
		}
	}))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	file := filepath.Join(dir, "hostile.html")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(page), "BAIT", server.URL+"/caught")), 0o600); err != nil {
		t.Fatal(err)
	}
	data := newData(t, dir)
	out, errText, status := gongkai(t, "ingest", "--data", data, "--files", "--source-url", "http://www.county.test/nb.html", "--log-level", "error", file)
	if status != exitDone || !strings.Contains(out, "1 reports") {
		t.Fatalf("the hostile page was not read as a report: status %d: %s%s", status, out, errText)
	}
	makeReviewer(t, data, "市公开办", reviewerPassword)
	p := start(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "error")
	base, err = p.out.await(t.Context(), "dashboards: ")
	if err != nil {
		t.Fatal(err)
	}
	twoAudits(t, data)
	return strings.TrimSuffix(base, "/"), server.URL
}

// twoAudits makes one that is finished, with a cell that was read otherwise and one that nobody can read, and one
// whose cells all wait, beside a service whose engine they use.
func twoAudits(t *testing.T, data string) {
	t.Helper()
	audit := func(args ...string) string {
		var out lockedBuffer
		if status := run(t.Context(), append([]string{"audit", "--data", data}, args...), streams{strings.NewReader(""), &out, &out}); status != exitDone {
			t.Fatalf("audit %q: status %d, %s", args, status, &out)
		}
		return out.String()
	}
	draw := []string{"draw", "--least", "1", "--by", "市公开办"}
	id := regexp.MustCompile(`(?m)^(a[0-9a-f]{12}): 2 of `).FindStringSubmatch(audit(append(draw, "--cells", "2", "--seed", "read")...))
	if id == nil {
		t.Fatal("no audit was drawn")
	}
	audit("answer", id[1], "1", "--read", "99", "--by", "市公开办")
	audit("answer", id[1], "2", "--unreadable", "--by", "市公开办")
	audit(append(draw, "--cells", "4", "--seed", "open")...)
}
