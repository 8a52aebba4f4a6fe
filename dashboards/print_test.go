package dashboards

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// Printed in grey, the colours of a chart differ in lightness; those that lie side by side in a bar differ most.
func TestPrintInGrey(t *testing.T) {
	css, err := os.ReadFile("assets/style/90_print.css")
	if err != nil {
		t.Fatal(err)
	}
	grey := map[string]float64{"paper": 255}
	for _, m := range regexp.MustCompile(`--(blue|sky|vermillion|orange|purple|grey): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});`).FindAllStringSubmatch(string(css), -1) {
		of := func(hex string) float64 { v, _ := strconv.ParseUint(hex, 16, 8); return float64(v) }
		grey[m[1]] = 0.299*of(m[2]) + 0.587*of(m[3]) + 0.114*of(m[4])
	}
	if len(grey) != 7 {
		t.Fatalf("colours of paper: %v", grey)
	}
	levels := []float64{}
	for _, v := range grey {
		levels = append(levels, v)
	}
	slices.Sort(levels)
	for i := range levels[1:] {
		if levels[i+1]-levels[i] < 20 {
			t.Errorf("two colours are alike in grey: %v", grey)
		}
	}
	beside := func(a, b string) {
		va, known := grey[a]
		vb, both := grey[b]
		if known && both && math.Abs(va-vb) < 40 {
			t.Errorf("%s beside %s: %.0f and %.0f", a, b, va, vb)
		}
	}
	for i := range outcomeKeys[1:] {
		beside(outcomeKeys[i].colour, outcomeKeys[i+1].colour)
	}
	for i := range statusKeys[1:] {
		beside(statusKeys[i].colour, statusKeys[i+1].colour)
	}
}
