package dashboards

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.yaml.in/yaml/v3"
)

// readYAML reads a file into v and refuses keys that v does not have.
func readYAML(t *testing.T, path string, v any) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(body))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// alertRules is the part of Prometheus' rule files that is used here.
type alertRules struct {
	Groups []struct {
		Name  string
		Rules []struct {
			Alert, Expr, For    string
			Labels, Annotations map[string]string
		}
	}
}

// alertTests is the part of promtool's unit tests that is looked at here; promtool reads the rest.
type alertTests struct {
	Tests []struct {
		Rules []struct {
			Alert  string `yaml:"alertname"`
			Expect []any  `yaml:"exp_alerts"`
		} `yaml:"alert_rule_test"`
	}
}

var alertTestFiles = []string{"prometheus/alerts_test.yml", "prometheus/alerts_sites_test.yml", "prometheus/alerts_clickhouse_test.yml"}

// TestEveryAlertIsTested: each alert says how bad it is and what to do, and has a unit test
// where it fires and one where it does not. promtool runs them.
func TestEveryAlertIsTested(t *testing.T) {
	var rules alertRules
	readYAML(t, "prometheus/alerts.yml", &rules)
	var tests alertTests
	for _, file := range alertTestFiles {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var more alertTests
		if err := yaml.Unmarshal(body, &more); err != nil {
			t.Fatal(err)
		}
		tests.Tests = append(tests.Tests, more.Tests...)
	}
	fires, silent := map[string]bool{}, map[string]bool{}
	for _, test := range tests.Tests {
		for _, r := range test.Rules {
			fires[r.Alert] = fires[r.Alert] || len(r.Expect) > 0
			silent[r.Alert] = silent[r.Alert] || len(r.Expect) == 0
		}
	}
	alerts := 0
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			alerts++
			if !fires[r.Alert] || !silent[r.Alert] {
				t.Errorf("%s is not tested: fires %t, does not fire %t", r.Alert, fires[r.Alert], silent[r.Alert])
			}
			if !slices.Contains([]string{"critical", "warning"}, r.Labels["severity"]) || r.Annotations["summary"] == "" || r.Annotations["action"] == "" {
				t.Errorf("%s wants a severity, a summary and an action", r.Alert)
			}
		}
	}
	if alerts == 0 {
		t.Error("there are no alerts")
	}
}

// grafanaDashboard is what the charts of a dashboard have to say right.
type grafanaDashboard struct {
	UID, Title string
	Panels     []struct {
		ID          int
		Title, Type string
		Datasource  source
		GridPos     struct{ X, Y, W, H int }
		Targets     []struct {
			Expr       string
			RawSQL     string `json:"rawSql"`
			Datasource source
		}
	}
}

type source struct{ Type, UID string }

// TestGrafanaPanels: every panel asks a data source that is provisioned, and no two lie on
// one another. Whether Prometheus understands what they ask is tested with the program.
func TestGrafanaPanels(t *testing.T) {
	provisioned := map[source]bool{}
	for _, name := range []string{"prometheus", "clickhouse"} {
		var sources struct {
			APIVersion  int `yaml:"apiVersion"`
			Datasources []struct {
				Name, UID, Type, Access, URL string
				IsDefault                    bool `yaml:"isDefault"`
				Editable                     bool
				JSONData                     map[string]any `yaml:"jsonData"`
			}
		}
		readYAML(t, "grafana/provisioning/datasources/"+name+".yml", &sources)
		for _, s := range sources.Datasources {
			provisioned[source{s.Type, s.UID}] = true
		}
	}
	files, err := filepath.Glob("grafana/dashboards/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no dashboards (%v)", err)
	}
	uids := map[string]string{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var d grafanaDashboard
		if err := json.Unmarshal(body, &d); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if d.UID == "" || d.Title == "" || uids[d.UID] != "" || len(d.Panels) == 0 {
			t.Errorf("%s: uid %q (also in %q), title %q, %d panels", file, d.UID, uids[d.UID], d.Title, len(d.Panels))
		}
		uids[d.UID] = file
		checkPanels(t, d, provisioned)
	}
}

func checkPanels(t *testing.T, d grafanaDashboard, provisioned map[source]bool) {
	t.Helper()
	ids := map[int]bool{}
	for i, p := range d.Panels {
		if p.ID == 0 || ids[p.ID] || p.Title == "" || p.Type == "" || (len(p.Targets) == 0) != (p.Type == "row") {
			t.Errorf("panel %d %q: an id of its own, a title, a type and something to ask are wanted", p.ID, p.Title)
		}
		ids[p.ID] = true
		for _, target := range p.Targets {
			if !provisioned[target.Datasource] || target.Datasource != p.Datasource || target.Expr+target.RawSQL == "" {
				t.Errorf("panel %q asks %+v %q: not provisioned, or nothing asked", p.Title, target.Datasource, target.Expr+target.RawSQL)
			}
		}
		g := p.GridPos
		if g.W <= 0 || g.H <= 0 || g.X < 0 || g.Y < 0 || g.X+g.W > 24 {
			t.Errorf("panel %q lies outside of the 24 columns: %+v", p.Title, g)
		}
		for _, q := range d.Panels[:i] {
			if o := q.GridPos; g.X < o.X+o.W && o.X < g.X+g.W && g.Y < o.Y+o.H && o.Y < g.Y+g.H {
				t.Errorf("panels %q and %q lie on one another", p.Title, q.Title)
			}
		}
	}
}

// TestGrafanaFindsDashboards: the provider reads the folder that docker-compose.yml mounts;
// cmd/gongkai tests the mount itself.
func TestGrafanaFindsDashboards(t *testing.T) {
	var providers struct {
		APIVersion int `yaml:"apiVersion"`
		Providers  []struct {
			Name, Type      string
			DisableDeletion bool `yaml:"disableDeletion"`
			Options         struct{ Path string }
		}
	}
	readYAML(t, "grafana/provisioning/dashboards/gongkai.yml", &providers)
	if len(providers.Providers) != 1 || providers.Providers[0].Type != "file" || !filepath.IsAbs(providers.Providers[0].Options.Path) {
		t.Errorf("want one provider of files under an absolute path: %+v", providers)
	}
}

// metricTypes are the families of the service after it answered a request, by name.
func metricTypes(t *testing.T) map[string]string {
	t.Helper()
	registry := prometheus.NewRegistry()
	m, err := newMetrics(registry, "1")
	if err != nil {
		t.Fatal(err)
	}
	m.requests.WithLabelValues("/", "GET", "200").Observe(1)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]string{}
	for _, f := range families {
		types[f.GetName()] = f.GetType().String()
	}
	return types
}

// elsewhere are metrics that other parts of the program provide; cmd/gongkai tests that they do.
var elsewhere = map[string]string{
	"gongkai_engine_restarts_total": "COUNTER", "gongkai_crawler_captures_total": "COUNTER", "gongkai_ingest_documents_total": "COUNTER", "gongkai_crawl_season": "GAUGE",
	"gongkai_ingest_runs_total": "COUNTER", "gongkai_score_runs_total": "COUNTER", "gongkai_crawl_lag_seconds": "GAUGE", "gongkai_crawl_processes_died": "GAUGE",
	"gongkai_site_fresh_timestamp_seconds": "GAUGE", "gongkai_site_failing": "GAUGE", "gongkai_site_blocked": "GAUGE", "gongkai_site_report_links": "GAUGE",
	"gongkai_store_flush_failures_total": "COUNTER", "gongkai_store_rows_total": "COUNTER", "gongkai_store_silent_seconds": "GAUGE",
	"gongkai_store_flush_seconds": "HISTOGRAM", "gongkai_clickhouse_memory_bytes": "GAUGE", "gongkai_clickhouse_data_bytes": "GAUGE",
	"gongkai_clickhouse_disk_free_bytes": "GAUGE", "gongkai_clickhouse_disk_bytes": "GAUGE", "gongkai_clickhouse_partition_parts_max": "GAUGE",
	"gongkai_clickhouse_merges": "GAUGE", "gongkai_clickhouse_mutations": "GAUGE", "gongkai_clickhouse_queries": "GAUGE",
	"gongkai_clickhouse_replicas_readonly": "GAUGE", "gongkai_clickhouse_replica_delay_seconds": "GAUGE",
	"gongkai_site_report_links_before": "GAUGE", "gongkai_site_reports_found": "GAUGE", "gongkai_site_reports_expected": "GAUGE",
}

// TestProvisioningNamesMetricsThatExist looks at the names, and that rates are only asked of
// what counts, and quantiles only of histograms.
func TestProvisioningNamesMetricsThatExist(t *testing.T) {
	types := metricTypes(t)
	for name, kind := range elsewhere {
		types[name] = kind
	}
	name := regexp.MustCompile(`(\w+\()?\b((?:gongkai|go|process)_[a-z_]+)\b`)
	for _, f := range []string{"prometheus/alerts.yml", "grafana/dashboards/gongkai.json"} {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		uses := name.FindAllStringSubmatch(string(body), -1)
		if len(uses) == 0 {
			t.Errorf("%s names no metric", f)
		}
		for _, use := range uses {
			n, kind := use[2], types[use[2]]
			for _, part := range []string{"_bucket", "_count", "_sum"} {
				if base, ok := strings.CutSuffix(n, part); ok && types[base] == "HISTOGRAM" {
					kind = "COUNTER"
				}
			}
			rated := use[1] == "rate(" || use[1] == "increase("
			switch {
			case kind == "":
				t.Errorf("%s: there is no metric %s", f, n)
			case rated && kind != "COUNTER":
				t.Errorf("%s: %s%s of a %s", f, use[1], n, kind)
			}
		}
	}
}

// TestMetricNames holds our own names to the conventions: base units at the end, _total for
// what counts, _info for what only carries labels.
func TestMetricNames(t *testing.T) {
	endings := map[string][]string{
		"COUNTER":   {"_total"},
		"HISTOGRAM": {"_seconds", "_bytes"},
		"GAUGE":     {"_info", "_seconds", "_bytes", "_ratio"},
	}
	ours := 0
	for name, kind := range metricTypes(t) {
		if !strings.HasPrefix(name, "gongkai_") {
			continue
		}
		ours++
		if !slices.ContainsFunc(endings[kind], func(e string) bool { return strings.HasSuffix(name, e) }) {
			t.Errorf("the %s %s does not end with one of %v", kind, name, endings[kind])
		}
	}
	if ours < 2 {
		t.Errorf("only %d metrics of ours", ours)
	}
}

// promtool skips at a desk without Prometheus' tool, and fails where it was promised.
func promtool(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("promtool")
	switch {
	case err == nil:
	case os.Getenv("GONGKAI_REQUIRE_PROMTOOL") != "":
		t.Fatal(err)
	default:
		t.Skip("promtool is not installed; it comes with Debian's package prometheus (apt-get install prometheus)")
	}
	return path
}

// TestPromtool has Prometheus' own tool look at everything that is meant for it.
func TestPromtool(t *testing.T) {
	tool := promtool(t)
	s := newService(t)
	for _, path := range []string{"/", "/nowhere", "/healthz"} {
		s.get(path)
	}
	metrics := s.get("/metrics").Body.String()
	if !strings.Contains(metrics, `gongkai_http_request_duration_seconds_count{code="404"`) {
		t.Errorf("/metrics does not show the requests:\n%s", metrics)
	}
	for _, c := range []struct {
		args []string
		in   io.Reader
	}{
		{args: []string{"check", "config", "prometheus/prometheus.yml"}},
		{args: []string{"check", "rules", "prometheus/alerts.yml"}},
		{args: append([]string{"test", "rules"}, alertTestFiles...)},
		{args: []string{"check", "metrics"}, in: strings.NewReader(metrics)},
	} {
		t.Run(strings.Join(c.args[:2], " "), func(t *testing.T) {
			command := exec.CommandContext(t.Context(), tool, c.args...)
			command.Stdin = c.in
			if out, err := command.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
