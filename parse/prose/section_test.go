package prose

import (
	"testing"

	"gongkai/parse/tree"
)

// A section's text is what the agency says: without the heading, and without the lines that a
// site puts below a page, whose counters differ from visit to visit.
func TestTextOfASection(t *testing.T) {
	const page = "一、总体情况\n全年公开信息120条。\n访问量达到3万人次，点击量上升。\n打印本年度报告三百份。\n六、其他需要报告的事项\n无。\n浏览次数：17次\n上一篇：2019年年报\n【打印】【关闭】\n"
	want := []string{"全年公开信息120条。\n访问量达到3万人次,点击量上升。\n打印本年度报告三百份。", "无。"}
	sections := Sections(tree.Lines(tree.Text(page).Flow, nil))
	if len(sections) != len(want) {
		t.Fatalf("%d sections, want %d", len(sections), len(want))
	}
	for i, s := range sections {
		if got := s.Report().Text; got != want[i] {
			t.Errorf("section %d: %q, want %q", i, got, want[i])
		}
	}
}
