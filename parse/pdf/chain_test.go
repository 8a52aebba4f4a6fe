package pdf

import (
	"strings"
	"testing"
)

// TestHeadAtPageBreak has the head of a table alone at the foot of a page: its two cells span
// the columns that only the next page shows. The part there lacks the first column.
func TestHeadAtPageBreak(t *testing.T) {
	f := &file{}
	upper := plan{widths: times(80, 5), heights: []float64{30}, rows: [][]spot{{c("项目"), s("行政复议", 1, 2), s("行政诉讼", 1, 2)}}}
	lower := plan{widths: times(80, 4), heights: times(30, 2), rows: [][]spot{cs("维持", "纠正", "结果", "总计"), cs("1", "2", "3", "4")}}
	upper.draw(f.page(), 60, 780)
	lower.draw(f.page(), 140, 60)
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 1 {
		t.Fatal(render(t, tree))
	}
	var spans []string
	for _, td := range all(tables[0], "td") {
		spans = append(spans, textOf(td)+attrOf(td, "colspan")+attrOf(td, "rowspan"))
	}
	if got, want := strings.Join(spans, "|"), "项目|行政复议2|行政诉讼2|12|维持|纠正|结果|总计|1|2|3|4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
