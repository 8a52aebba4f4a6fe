package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// asked is a worked question of doc/queries.md.
type asked struct {
	title, sql, why string
	columns         []string
}

var (
	questionHead = regexp.MustCompile(`(?m)^### (.+\?)\n`)
	columnsLine  = regexp.MustCompile("(?m)^Columns: ((?:`\\w+`(?:, )?)+)$")
	sqlBlock     = regexp.MustCompile("(?ms)^```sql\n(.*?)^```\n\n(.*?)(?:\n\n#|\\z)")
)

func worked(t *testing.T) (all []asked) {
	t.Helper()
	text := readFile(t, "doc/queries.md")
	heads := questionHead.FindAllStringSubmatchIndex(text, -1)
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0] + 4
		}
		title, body := text[h[2]:h[3]], text[h[1]:end]
		line, block := columnsLine.FindStringSubmatch(body), sqlBlock.FindStringSubmatch(body)
		if line == nil || block == nil || len(block[2]) < 80 {
			t.Errorf("%s: no columns, no query, or not why it is asked that way", title)
			continue
		}
		all = append(all, asked{title, block[1], block[2], strings.Split(strings.ReplaceAll(line[1], "`", ""), ", ")})
	}
	return all
}

// readerSays asks the open door, as a researcher does.
func readerSays(t *testing.T, sql, format string) (status int, body string) {
	t.Helper()
	values := url.Values{"default_format": {format}, "wait_end_of_query": {"1"}}
	response, err := http.Post(sharedDemo.door+"?"+values.Encode(), "text/plain", strings.NewReader(sql))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// row is a row of an answer; numbers are float64, an unknown is nil.
type row map[string]any

func (r row) number(name string) float64 { n, _ := r[name].(float64); return n }

// TestWorkedQueries: every query of doc/queries.md runs as it stands through the read-only
// door, gives the columns that it promises, and numbers that can be true.
func TestWorkedQueries(t *testing.T) {
	demoSite(t)
	questions := worked(t)
	if len(questions) < 20 {
		t.Errorf("only %d questions", len(questions))
	}
	held := map[string]bool{}
	for _, q := range questions {
		status, body := readerSays(t, q.sql, "JSON")
		var answer struct {
			Meta []struct{ Name string }
			Data []row
		}
		if err := json.Unmarshal([]byte(body), &answer); status != http.StatusOK || err != nil {
			t.Errorf("%s: %d %.400s", q.title, status, body)
			continue
		}
		var names []string
		for _, m := range answer.Meta {
			names = append(names, m.Name)
		}
		if !slices.Equal(names, q.columns) {
			t.Errorf("%s: columns %v, promised %v", q.title, names, q.columns)
		}
		if len(answer.Data) == 0 {
			t.Errorf("%s: nothing in the sample counties answers it", q.title)
		}
		for _, r := range answer.Data {
			if why := impossible(r); why != "" {
				t.Errorf("%s: %s in %v", q.title, why, r)
			}
		}
		if hold, found := holds[q.title]; found {
			held[q.title] = true
			if why := hold(answer.Data); why != "" {
				t.Errorf("%s: %s", q.title, why)
			}
		}
	}
	for title := range holds {
		if !held[title] {
			t.Errorf("doc/queries.md does not ask %q any more", title)
		}
	}
}

// impossible says what cannot be: a share outside its interval, more cases than there are.
func impossible(r row) string {
	share, low, high := r["share"], r["low"], r["high"]
	if share != nil && low != nil && high != nil && r["outside"] == nil {
		if r.number("low") > r.number("share") || r.number("share") > r.number("high") || r.number("low") < 0 || r.number("high") > 1 {
			return "an interval without its share"
		}
	}
	if r["value"] != nil && low != nil && high != nil && (r.number("low") > r.number("value") || r.number("value") > r.number("high")) {
		return "an interval without its value"
	}
	if r["days_late_low"] != nil && r["days_late_high"] != nil && r.number("days_late_low") > r.number("days_late_high") {
		return "an interval of days that ends before it begins"
	}
	for _, part := range [][2]string{{"found", "expected"}, {"known", "printed"}, {"printed", "reports"}, {"printed_zero", "known"}, {"granted", "outcomes"}, {"share_low", "share_high"},
		{"carried_out", "to_handle"}, {"corrected", "decided"}, {"with_requests", "found"}, {"requests_own", "requests_all"}} {
		if r[part[0]] != nil && r[part[1]] != nil && r.number(part[0]) > r.number(part[1]) {
			return part[0] + " above " + part[1]
		}
	}
	return ""
}

// holds are what must be true of whole answers, by the question.
var holds = map[string]func(rows []row) string{
	"What became of the requests?": func(rows []row) string {
		for _, r := range rows {
			sum := r.number("granted") + r.number("partial") + r.number("denied") + r.number("unable") + r.number("not_processed") + r.number("other")
			if sum < 0.99999 || sum > 1.00001 { // Decimal shares have six digits
				return fmt.Sprintf("the shares of FY%v add up to %v", r["fiscal_year"], sum)
			}
		}
		return ""
	},
	"On which grounds was disclosure denied?": func(rows []row) string {
		sums := map[any]float64{}
		for _, r := range rows {
			sums[r["fiscal_year"]] += r.number("of_all_denials")
			if r["ground"] == "outcome_denied_admin_query" {
				return "what is no denial is among the denials"
			}
		}
		for year, sum := range sums {
			if sum < 0.9999 || sum > 1.0001 {
				return fmt.Sprintf("the shares of FY%v add up to %v", year, sum)
			}
		}
		return ""
	},
	"What does a share of few cases say?": func(rows []row) string {
		for _, r := range rows {
			if n := r.number("outcomes"); n < 30 && r.number("high")-r.number("low") < 0.2 {
				return fmt.Sprintf("%v cases leave no more doubt than %v to %v", n, r["low"], r["high"])
			}
		}
		return ""
	},
	"Who stands out from the peers?": func(rows []row) string {
		for i, r := range rows {
			outside := r.number("share") < r.number("low") || r.number("share") > r.number("high")
			if outside != (r.number("outside") == 1) {
				return fmt.Sprintf("%v is outside: %v", r["name"], r["outside"])
			}
			if i > 0 && r.number("outcomes") < 5 && r.number("high")-r.number("low") < rows[0].number("high")-rows[0].number("low") {
				return "the limits are not wider where cases are few"
			}
		}
		if len(rows) < 10 || rows[0].number("peers") != float64(len(rows)) {
			return fmt.Sprintf("%d rows for %v peers", len(rows), rows[0]["peers"])
		}
		return ""
	},
	"Which reports were changed after they were published, and how?": func(rows []row) string {
		for _, r := range rows {
			if r["from_value"] == r["to_value"] || r["changed_after"].(string) > r["changed_by"].(string) {
				return fmt.Sprintf("no change: %v", r)
			}
		}
		return ""
	},
	"From which cell of which page does a figure come?": func(rows []row) string {
		for _, r := range rows {
			if len(r["sha256"].(string)) != 64 || !strings.Contains(r["path"].(string), ">") || r.number("row_number") < 1 {
				return fmt.Sprintf("no cell: %v", r)
			}
		}
		return ""
	},
	"Which figures of two forms may stand in one series?": func(rows []row) string {
		for _, r := range rows {
			if r["grade"] != "full" {
				return fmt.Sprintf("the catalogue grades %v of %v as %v", r["figure"], r["form"], r["grade"])
			}
		}
		return ""
	},
}

// TestFunnelLimits: the limits of the worked funnel are those of the binomial distribution, at
// the vectors for a mean of 0.85.
func TestFunnelLimits(t *testing.T) {
	demoSite(t)
	var cdf, low, high string
	for _, q := range worked(t) {
		if q.title == "Who stands out from the peers?" {
			cdf = regexp.MustCompile(`arrayCumSum\(.*?range\(n \+ 1\)\)\)`).FindString(q.sql)
			low = regexp.MustCompile(`\(arrayFirstIndex\(p -> p > 0\.001, cdf\) - 1\) / n`).FindString(q.sql)
			high = regexp.MustCompile(`\(arrayFirstIndex\(p -> p >= 0\.999, cdf\) - 1\) / n`).FindString(q.sql)
		}
	}
	if cdf == "" || low == "" || high == "" {
		t.Fatal("the funnel's limits are written in another way")
	}
	_, got := readerSays(t, "SELECT n, round("+low+", 2), round("+high+", 2) FROM (SELECT n, 0.85 AS theta, "+cdf+" AS cdf FROM (SELECT toUInt32(arrayJoin([5, 20, 100])) AS n)) ORDER BY n", "TSV")
	if want := "5\t0.2\t1\n20\t0.55\t1\n100\t0.73\t0.95\n"; got != want {
		t.Errorf("limits %q, want %q", got, want)
	}
}

// TestRefusedQueries: what doc/queries.md says is refused to readers is refused.
func TestRefusedQueries(t *testing.T) {
	demoSite(t)
	block := regexp.MustCompile("(?ms)^```refused\n(.*?)^```$").FindStringSubmatch(readFile(t, "doc/queries.md"))
	if block == nil || strings.Count(block[1], "\n") < 10 {
		t.Fatal("doc/queries.md does not say what is refused")
	}
	for sql := range strings.Lines(block[1]) {
		if status, body := readerSays(t, strings.TrimSpace(sql), "TSV"); status == http.StatusOK || !strings.Contains(body, "Code: ") {
			t.Errorf("%s: %d %s", sql, status, body)
		}
	}
}

// TestExamples: the examples for Python and R run on the sample counties, where there is such an
// interpreter.
func TestExamples(t *testing.T) {
	demoSite(t)
	for _, c := range []struct {
		program, file string
		want          []string
	}{
		{"python3", "notebook.py", []string{"expected reports found", "granted, 0.", "stands on http", "rules, for example", "refused: Code: 396"}},
		{"Rscript", "notebook.R", []string{"fiscal_year expected found unknown", "share", "low"}},
	} {
		t.Run(c.file, func(t *testing.T) {
			path, err := exec.LookPath(c.program)
			if err != nil {
				t.Skip(err)
			}
			out, err := exec.CommandContext(t.Context(), path, filepath.Join(root, "doc", "examples", c.file), sharedDemo.door).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, want := range c.want {
				if !strings.Contains(string(out), want) {
					t.Errorf("%q is not in what it prints:\n%s", want, out)
				}
			}
		})
	}
}
