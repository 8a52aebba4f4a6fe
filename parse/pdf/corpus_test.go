package pdf

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPublishedReport reads a published report where a collection of them lies beside the
// repository: the numbers in the cells of its tables, one after the other, are those that
// people read from it, and no other.
func TestPublishedReport(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "corpus")
	files, _ := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if len(files) == 0 {
		t.Skip("no collection of published reports beside the repository")
	}
	for _, name := range files {
		want := goldNumbers(t, filepath.Join(folder, "gold", strings.TrimSuffix(filepath.Base(name), ".pdf")+".json"))
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tree, info, err := Read(body, Limits{})
		if err != nil || info.Unmapped > 0 || info.ImageOnly {
			t.Fatalf("%+v %v", info, err)
		}
		var got []string
		for _, td := range all(tree, "td") {
			if s := textOf(td); regexp.MustCompile(`^[\d.]+$`).MatchString(s) {
				got = append(got, s)
			}
			if attrOf(td, "data-box") == "" || attrOf(td, "data-page") == "" || attrOf(td, "data-doubt") != "" {
				t.Errorf("cell %q has no place or is doubtful", textOf(td))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, " "), strings.Join(want, " "))
		}
	}
}

// goldNumbers are the numbers of a report's tables in the order of print.
func goldNumbers(t *testing.T, file string) []string {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Figures []struct {
			Indicator string
			Value     *json.Number
		}
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range gold.Figures {
		inText := strings.HasPrefix(f.Indicator, "narrative_") || f.Indicator == "fees_processing_charged"
		if !inText && f.Value != nil {
			out = append(out, f.Value.String())
		}
	}
	return out
}
