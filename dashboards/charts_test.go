package dashboards

import (
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// chartAddress is an address of a chart in the sample.
func chartAddress(d drawing, prefix, suffix string) string {
	if d.name == "county-peers" {
		return prefix + d.name + suffix + "?county=990101&year=2024"
	}
	if d.name == "compare" {
		return prefix + d.name + suffix + "?agencies=990101-civil,990101&year=2024"
	}
	if slices.Contains(d.params, "agency") && d.name != "refusals" {
		return prefix + d.name + suffix + "?agency=990101-civil"
	}
	return prefix + d.name + suffix + "?year=2024"
}

func TestEveryChartCanBeTakenAway(t *testing.T) {
	s := newService(t)
	for _, d := range drawings() {
		w := s.get(chartAddress(d, "/charts/", ".svg"))
		svg := w.Body.String()
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "image/svg+xml") || w.Header().Get("ETag") == "" {
			t.Errorf("%s: %d %s", d.name, w.Code, w.Header().Get("Content-Type"))
		}
		for decoder := xml.NewDecoder(strings.NewReader(svg)); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", d.name, err)
			}
		}
		for _, want := range []string{"数据版本 00ff", "方法第 3 版", "末次抓取 2026年1月20日", "<title>", "<desc>"} {
			if !strings.Contains(svg, want) {
				t.Errorf("%s as a file does not say %q", d.name, want)
			}
		}
		if !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: policy %s", d.name, w.Header().Get("Content-Security-Policy"))
		}
		if len(strings.Split(svg, "<rect")) < 2 {
			t.Errorf("%s draws nothing", d.name)
		}
		if d.name == "agency-legal" { // the sample has no decided case: that is said, with nothing below
			continue
		}
		tableOf(t, d.name, s.get(chartAddress(d, "/charts/", ".csv")).Body.String())
		embedded(t, d, s)
	}
}

// tableOf reads the table of a chart: lines that say what it is, then rows of one width.
func tableOf(t *testing.T, name, body string) {
	t.Helper()
	body, marked := strings.CutPrefix(body, "\ufeff")
	r := csv.NewReader(strings.NewReader(body))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || !marked || len(rows) < 2 || strings.Count(body, "# ") != 4 || !strings.Contains(body, "数据版本 00ff") {
		t.Errorf("the table of %s: %d rows, %v: %s", name, len(rows), err, body)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.HasPrefix(cell, "=") || cell == "—" {
				t.Errorf("the table of %s has a cell %q", name, cell)
			}
		}
	}
}

// embedded holds what a page of others may frame: it may be framed by anybody, and can do nothing.
func embedded(t *testing.T, d drawing, s *service) {
	t.Helper()
	w := s.get(chartAddress(d, "/embed/", ""))
	policy := w.Header().Get("Content-Security-Policy")
	if w.Code != http.StatusOK || !strings.Contains(policy, "frame-ancestors *") || strings.Contains(policy, "script") {
		t.Errorf("%s embedded: %d with %q", d.name, w.Code, policy)
	}
	body := w.Body.String()
	for _, want := range []string{"<svg", `class="sentence"`, "数据版本 00ff", `rel="noopener"`, "#chart-" + d.name} {
		if !strings.Contains(body, want) {
			t.Errorf("%s embedded lacks %q", d.name, want)
		}
	}
	if strings.Contains(body, "<script") || strings.Contains(body, "<form") {
		t.Errorf("%s embedded brings a script or a form", d.name)
	}
}

func TestChartsThatAreNone(t *testing.T) {
	s := newService(t)
	for address, status := range map[string]int{
		"/charts/nothing.svg": 404, "/charts/legal.png": 404, "/charts/legal": 404, "/embed/nothing": 404,
		"/charts/legal.svg?rate=denied": 400, "/charts/legal.svg?county=%3C": 400, "/charts/funnel.csv?rate=wealth": 400,
		"/charts/agency-days.svg?agency=no-such": 404, "/charts/legal.svg?county=360000": 404, "/regions/35": 404, "/charts/county-peers.svg?county=99": 400, "/compare?agencies=990101-civil,no-such": 404, "/compare?agencies=1,2,3,4,5,6,7": 400, "/compare?agencies=%3Cb%3E": 400, "/compare?rate=wealth": 400, "/compare?agencies=990199,990101": 404, "/regions/9": 404,
	} {
		if w := s.get(address); w.Code != status {
			t.Errorf("%s: %d, want %d", address, w.Code, status)
		}
	}
}

func TestSinceSaysOnlyWhatIntervalsShow(t *testing.T) {
	apart := &server{Config: Config{Interval: func(k, n int64) (float64, float64) {
		v := float64(k) / float64(n)
		return v - 0.05, v + 0.05
	}}}
	for _, c := range []struct {
		before, now int64
		want        string
	}{{50, 70, "since.more"}, {70, 50, "since.less"}, {50, 55, "since.same"}} {
		row := apart.sinceShare(chinese, "tile.on_time", "#x", []rate{{2023, c.before, 100}, {2024, c.now, 100}}, 2024)
		if row.Words != chinese.say(c.want) {
			t.Errorf("from %d to %d: %s", c.before, c.now, row.Words)
		}
	}
	if row := apart.sinceShare(chinese, "tile.on_time", "#x", []rate{{2024, 5, 10}}, 2024); row.Before != "—" || row.Words != chinese.say("since.unknown") {
		t.Errorf("without a year before: %v", row)
	}
}

func TestOnlyAnIntervalTellsFromTheMedian(t *testing.T) {
	s := &server{Config: Config{Interval: func(k, n int64) (float64, float64) {
		v := float64(k) / float64(n)
		return v - 0.1, v + 0.1
	}}}
	median := 0.5
	for x, want := range map[int64]string{30: "lower", 45: "same", 55: "same", 70: "higher"} {
		if got := s.compareCell(chinese, x, 100, &median); got.Against != want {
			t.Errorf("%d of 100 against a half: %q, want %q", x, got.Against, want)
		}
	}
	if got := s.compareCell(chinese, 30, 100, nil); got.Against != "" {
		t.Errorf("without peers: %q", got.Against)
	}
	if got := s.compareCell(chinese, 0, 0, &median); got.Words != "" || got.Value != nil {
		t.Errorf("without cases: %v", got)
	}
}

// TestTooManyToDraw: a calendar of more reports than a chart draws says how many there are, and not that there are none.
func TestTooManyToDraw(t *testing.T) {
	rows := make([]CalendarRow, mostSpans+1)
	rows[0].Total = 31000
	for _, l := range tongues {
		c := l.calendar(rows, 2023, "")
		if c.Title != l.say("draw.calendar.many", uint64(31000), mostSpans) || c.Sentence != c.Title {
			t.Errorf("%s: %q, %q", l, c.Title, c.Sentence)
		}
	}
}
