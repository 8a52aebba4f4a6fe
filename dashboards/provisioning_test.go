package dashboards

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.yaml.in/yaml/v3"
)

func TestProvisioningParses(t *testing.T) {
	var files []string
	for _, pattern := range []string{"prometheus/*.yml", "grafana/provisioning/*/*.yml", "grafana/dashboards/*.json"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no files match %s (%v)", pattern, err)
		}
		files = append(files, found...)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if strings.HasSuffix(f, ".json") {
			err = json.Unmarshal(body, &v)
		} else {
			err = yaml.Unmarshal(body, &v)
		}
		if err != nil || len(v) == 0 {
			t.Errorf("%s: %v, %d keys", f, err, len(v))
		}
	}
}

// elsewhere are metrics that other parts of the program, or Prometheus itself, provide.
var elsewhere = map[string]bool{"gongkai_engine_restarts_total": true}

func TestProvisioningNamesMetricsThatExist(t *testing.T) {
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
	known := map[string]bool{}
	for _, f := range families {
		known[f.GetName()] = true
	}
	name := regexp.MustCompile(`\b(?:gongkai|go|process)_[a-z_]+\b`)
	for _, f := range []string{"prometheus/alerts.yml", "grafana/dashboards/gongkai.json"} {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		names := name.FindAllString(string(body), -1)
		if len(names) == 0 {
			t.Errorf("%s names no metric", f)
		}
		for _, n := range names {
			base := strings.TrimSuffix(strings.TrimSuffix(n, "_bucket"), "_count")
			if !known[n] && !known[base] && !elsewhere[n] {
				t.Errorf("%s: there is no metric %s", f, n)
			}
		}
	}
}
