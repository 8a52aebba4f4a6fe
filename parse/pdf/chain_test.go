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

// TestRepeatedHead has the head of a table again on the next page: it is no row of the table.
func TestRepeatedHead(t *testing.T) {
	f := &file{}
	head := cs("项目", "本年数", "累计")
	for i, y := range []float64{740, 60} {
		rows := [][]spot{head, cs("甲", "1", "2"), cs("乙", "0", "0")}
		if i == 1 {
			rows = [][]spot{head, cs("丙", "3", "4")}
		}
		plan{widths: times(80, 3), heights: times(20, len(rows)), rows: rows}.draw(f.page(), 60, y)
	}
	tree, _ := mustRead(t, f)
	tables := all(tree, "table")
	if len(tables) != 1 {
		t.Fatal(render(t, tree))
	}
	if got, want := rowsOf(tables[0]), "项目|本年数|累计|\n甲|1|2|\n乙|0|0|\n丙|3|4|\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
