package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// paintPlan is what the script that measures pages in a browser is told.
type paintPlan struct {
	Base       string   `json:"base"`
	Executable string   `json:"executable"`
	Addresses  []string `json:"addresses"`
	Slowdown   int      `json:"slowdown"` // how many times slower the processor is made
	Times      int      `json:"times"`
}

// BenchmarkPaint opens pages with charts of the sample counties in Chromium, the processor four times
// slower, on a desk and on a phone, and prints the first contentful paint (median and worst) and the worst layout
// shift as the browser accounts for them. Each opening is a fresh context, so nothing is remembered by the browser.
func BenchmarkPaint(b *testing.B) {
	executable, node := needBrowser(b)
	p := start(b, "serve", "--no-crawl", "--data", sampleData(b), "--listen", "127.0.0.1:0", "--log-level", "error")
	address, err := p.out.await(b.Context(), "dashboards: ")
	if err != nil {
		b.Fatalf("%v\n%s", err, p.err.String())
	}
	plan := paintPlan{Base: strings.TrimSuffix(address, "/"), Executable: executable, Slowdown: 4, Times: 3,
		Addresses: []string{"/", "/counties/990121?year=2024", "/agencies/990121-housing", "/timeliness?year=2024", "/funnel", "/refusals", "/reports/990121-housing-2023"}}
	told, err := json.Marshal(plan)
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.CommandContext(b.Context(), node, filepath.Join("testdata", "browser", "paint.mjs"))
	dir := b.TempDir()
	cmd.Env = append(os.Environ(), "TMPDIR="+dir, "HOME="+dir)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(told)), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	type key struct {
		width   int
		address string
	}
	var all, order = map[key][]float64{}, []key{}
	var paints []float64
	shift := 0.0
	for lines := bufio.NewScanner(strings.NewReader(string(out))); lines.Scan(); {
		var seen struct {
			Width        int
			Address      string
			Paint, Shift float64
		}
		if err := json.Unmarshal(lines.Bytes(), &seen); err != nil {
			b.Fatal(err)
		}
		k := key{seen.Width, seen.Address}
		if all[k] == nil {
			order = append(order, k)
		}
		all[k] = append(all[k], seen.Paint)
		paints = append(paints, seen.Paint)
		shift = max(shift, seen.Shift)
	}
	if len(order) != 2*len(plan.Addresses) {
		b.Fatalf("%d pages of %d were measured", len(order), 2*len(plan.Addresses))
	}
	for _, k := range order {
		b.Logf("%4d px %-32s first contentful paint %4.0f ms, at worst %4.0f ms", k.width, k.address, middle(all[k]), slices.Max(all[k]))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(middle(paints), "paint-median-ms")
	b.ReportMetric(slices.Max(paints), "paint-worst-ms")
	b.ReportMetric(shift, "layout-shift-worst")
}

// middle is the median.
func middle(all []float64) float64 {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
