package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// root is the repository, seen from this package.
const root = "../.."

// needTool skips at a desk without one of Prometheus' programs, and fails where they were promised.
func needTool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
	case os.Getenv("GONGKAI_REQUIRE_PROMTOOL") != "":
		t.Fatal(err)
	default:
		t.Skip(name + " is not installed; it comes with Debian's package prometheus (apt-get install prometheus)")
	}
	return path
}

// readYAML reads a YAML or JSON file of the repository into v.
func readYAML(t *testing.T, path string, v any) {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(root, path))
	if err == nil {
		err = yaml.Unmarshal(body, v)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// question is a PromQL expression that an alert or a panel asks.
type question struct{ from, expr string }

const (
	alertsFile = "dashboards/prometheus/alerts.yml"
	panelsFile = "dashboards/grafana/dashboards/gongkai.json"
)

// questions finds every "expr" in a file, however deep.
func questions(t *testing.T, file string) (found []question) {
	t.Helper()
	var tree any
	readYAML(t, file, &tree)
	var walk func(node any)
	walk = func(node any) {
		switch n := node.(type) {
		case []any:
			for _, v := range n {
				walk(v)
			}
		case map[string]any:
			if expr, ok := n["expr"].(string); ok {
				found = append(found, question{file, expr})
			}
			for _, v := range n {
				walk(v)
			}
		}
	}
	walk(tree)
	if len(found) < 4 {
		t.Fatalf("%s asks only %d questions", file, len(found))
	}
	return found
}

// metricsOf gets the metrics of the running program after it answered requests of each kind.
func metricsOf(s site) string {
	s.t.Helper()
	s.page("/")
	s.page("/readyz")
	s.get("/nowhere")
	return s.page("/metrics")
}

// TestMetricsOfTheProgram: every metric that alerts and panels name is there, from the whole
// program, and Prometheus' own tool finds nothing to say about any.
func TestMetricsOfTheProgram(t *testing.T) {
	metrics := metricsOf(demoSite(t))
	name := regexp.MustCompile(`\b(?:gongkai|go|process)_[a-z_]+\b`)
	for _, q := range append(questions(t, alertsFile), questions(t, panelsFile)...) {
		for _, n := range name.FindAllString(q.expr, -1) {
			if !regexp.MustCompile(`(?m)^` + n + `[ {]`).MatchString(metrics) {
				t.Errorf("%s asks for %s, which /metrics does not have", q.from, n)
			}
		}
	}
	counter := regexp.MustCompile(`(?m)^# TYPE (gongkai_\S+) counter$`)
	for _, m := range counter.FindAllStringSubmatch(metrics, -1) {
		if !strings.HasSuffix(m[1], "_total") {
			t.Errorf("the counter %s does not end with _total", m[1])
		}
	}
	check := exec.CommandContext(t.Context(), needTool(t, "promtool"), "check", "metrics")
	check.Stdin = strings.NewReader(metrics)
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("promtool check metrics: %v\n%s", err, out)
	}
}

// TestPrometheusAnswersEveryQuestion lets a real Prometheus scrape the running program with
// the configuration that is deployed, and asks it what alerts and panels ask.
func TestPrometheusAnswersEveryQuestion(t *testing.T) {
	tool := needTool(t, "prometheus")
	s := demoSite(t)
	metricsOf(s)
	target, err := url.Parse(s.base)
	if err != nil {
		t.Fatal(err)
	}
	scrapes := make(chan struct{}, 64)
	forward := httputil.NewSingleHostReverseProxy(target)
	watched := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/metrics" {
			select {
			case scrapes <- struct{}{}:
			default:
			}
		}
		forward.ServeHTTP(w, r)
	}))
	defer watched.Close()
	bounded, stop := context.WithTimeout(t.Context(), 2*time.Minute) // it takes seconds; a hang must end
	defer stop()
	ctx, cancel := context.WithCancelCause(bounded)
	defer cancel(nil)
	base := startPrometheus(ctx, cancel, t, tool, strings.TrimPrefix(watched.URL, "http://"))
	// A target is scraped again only after what it said is stored: with the third scrape
	// there are two samples of everything, which is what a rate needs.
	for range 3 {
		select {
		case <-scrapes:
		case <-ctx.Done():
			t.Fatalf("Prometheus does not scrape: %v", context.Cause(ctx))
		}
	}
	if series := ask(t, base, `up{job="gongkai"} == 1`); len(series) != 1 {
		t.Errorf("Prometheus does not see the program: %s", series)
	}
	for _, q := range questions(t, panelsFile) {
		if len(ask(t, base, q.expr)) == 0 {
			t.Errorf("a panel shows nothing: %s", q.expr)
		}
	}
	for _, q := range questions(t, alertsFile) {
		ask(t, base, q.expr)
	}
}

// startPrometheus starts it on the deployed configuration, but for the target's address and
// the pace, and gives the address that it chose, which its log tells. Where it ends too soon,
// the rest of its log is the cause that ctx is cancelled with.
func startPrometheus(ctx context.Context, ended context.CancelCauseFunc, t *testing.T, tool, target string) string {
	t.Helper()
	var config map[string]any
	readYAML(t, "dashboards/prometheus/prometheus.yml", &config)
	config["global"] = map[string]any{"scrape_interval": "200ms", "scrape_timeout": "200ms", "evaluation_interval": "200ms"}
	job := config["scrape_configs"].([]any)[0].(map[string]any)
	job["static_configs"] = []any{map[string]any{"targets": []string{target}}}
	body, err := yaml.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	alerts, err := os.ReadFile(filepath.Join(root, alertsFile))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{"prometheus.yml": body, "alerts.yml": alerts} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(ctx, tool, "--config.file="+filepath.Join(dir, "prometheus.yml"), "--storage.tsdb.path="+filepath.Join(dir, "data"), "--web.listen-address=127.0.0.1:0")
	log, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	address := listeningAddress(t, log)
	go func() { // it must never wait for a reader of its log
		rest, err := io.ReadAll(log)
		ended(fmt.Errorf("it ended (%v): %s", err, rest))
	}()
	return "http://" + address
}

// listeningAddress reads Prometheus' log up to the line that names the port. A version that
// tells no port can't be asked.
func listeningAddress(t *testing.T, log io.Reader) string {
	t.Helper()
	address := regexp.MustCompile(`msg="Listening on".* address=(127\.0\.0\.1:[1-9][0-9]*)`)
	lines := bufio.NewScanner(log)
	var said strings.Builder
	for lines.Scan() {
		if m := address.FindStringSubmatch(lines.Text()); m != nil {
			return m[1]
		}
		said.WriteString(lines.Text() + "\n")
	}
	if strings.Contains(said.String(), "Server is ready") && os.Getenv("GONGKAI_REQUIRE_PROMTOOL") == "" {
		t.Skip("this version of Prometheus does not say on which port it listens")
	}
	t.Fatalf("Prometheus did not start, or named no port:\n%s", said.String())
	return ""
}

// ask gives the series that answer an expression.
func ask(t *testing.T, base, expr string) []json.RawMessage {
	t.Helper()
	r, err := http.Get(base + "/api/v1/query?query=" + url.QueryEscape(expr))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var answer struct {
		Status, Error string
		Warnings      []string
		Data          struct{ Result []json.RawMessage }
	}
	if err := json.NewDecoder(r.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if answer.Status != "success" || len(answer.Warnings) > 0 {
		t.Errorf("%s: %s %v", expr, answer.Error, answer.Warnings)
	}
	return answer.Data.Result
}
