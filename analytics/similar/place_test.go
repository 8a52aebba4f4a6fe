package similar

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

func TestForeignPlaces(t *testing.T) {
	const lichuan = "361022" // 黎川县, of 抚州市
	for _, c := range []struct{ name, text, want string }{
		{"left from elsewhere", "前言。宜宾市旅游局受理政府信息公开申请。", "宜宾市 warning 3+3"},
		{"a government", "由威海市人民政府办公室负责。", "威海市 warning 1+3"},
		{"within the province", "2023年南城县教育局公开信息12条。", "南城县 info 5+3"},
		{"its own, above and below", "黎川县教育局、抚州市教育局和江西省教育厅。", ""},
		{"a place as such", "宜宾市的做法值得一看，产品销往威海市。", ""},
		{"whom it wrote to", "材料报送至宜宾市教育局，向威海市财政局说明，与宜宾市审计局核对。", ""},
		{"below a city", "宜宾市翠屏区教育局发布。", "翠屏区 warning 3+3"},
		{"a person", "王开平市长到场，李宜宾市人民政府代表。", ""},
		{"a law", "落实《宜宾市人民政府信息公开办法》。", ""},
		{"support of another county", "与宜宾市教育局对口支援。", ""},
		{"a visit", "赴威海市人民政府学习。", ""},
		{"a court", "由宜宾市人民政府复议后向法院起诉。", ""},
		{"words that are names", "会同县公安局处理；行政和县教育局；全州县教育局；政府信息县教育局。", ""},
		{"Traditional", "威海市旅遊局發佈。", "威海市 warning 0+3"},
	} {
		if got := placesOf(c.text, lichuan); got != c.want {
			t.Errorf("%s: %s: got %q, want %q", c.name, c.text, got, c.want)
		}
	}
	if got := placesOf("宜宾市旅游局受理申请。", ""); got != "" {
		t.Errorf("without a division: %q", got)
	}
}

func placesOf(text, code string) string {
	var all []string
	for _, p := range ForeignPlaces(text, code) {
		all = append(all, fmt.Sprintf("%s %s %d+%d", p.Name, p.Severity, p.Offset, p.Length))
		if runes := []rune(text); string(runes[p.Offset:p.Offset+p.Length]) != p.Name || !strings.Contains(p.Sentence, p.Name) {
			all = append(all, "but there stands "+string(runes[p.Offset:p.Offset+p.Length]))
		}
	}
	return strings.Join(all, ", ")
}

// No county's own agencies are foreign to it, whatever it and those above it are called.
func TestNobodyIsForeignAtHome(t *testing.T) {
	for _, d := range disclosure.Divisions() {
		names := []string{d.Name}
		for _, a := range disclosure.Ancestors(d.Code) {
			names = append(names, a.Name, a.Name+d.Name)
		}
		if next, ok := disclosure.Successor(d.Code); ok {
			for _, n := range names {
				if got := placesOf(n+"教育局公开信息。", next.Code); got != "" {
					t.Errorf("%s, now %s: %s", d.Name, next.Name, got)
				}
			}
		}
		for _, n := range names {
			if got := placesOf(n+"教育局公开信息。", d.Code); got != "" {
				t.Errorf("%s (%s): %s", d.Name, d.Code, got)
			}
		}
	}
}
