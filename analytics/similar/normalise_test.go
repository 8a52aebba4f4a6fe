package similar

import (
	"strings"
	"testing"
)

func TestNormalise(t *testing.T) {
	own := OwnNames([]string{"晴岚县水利局"}, []string{"晴岚县", "岩州市"})
	for _, c := range []struct{ name, text, want string }{
		{"marks and spaces", "公开 及时，内容“准确”。", "公开及时内容准确|"},
		{"numbers", "全年公开１２０条，培训三次、二十余人，占32.5％，共3万元。", "全年公开#条培训#次#人占#共#元|"},
		{"a date", "2023年12月31日止", "#年#月#日止"},
		{"words with numerals", "统一管理，进一步加强，一是完善。", "统一管理进一步加强一是完善|"},
		{"places and agencies", "晴岚县水利局会同宜宾市教育局，县财政局参加。", "@会同@@参加|"},
		{"its own names", "我局与水利局、晴岚各单位，本机关。", "@与@@各单位@|"},
		{"people", "由局长张三任组长，李小四同志负责，联系人████。", "由局长@任组长@同志负责联系人@|"},
		{"law and articles", "落实《中华人民共和国政府信息公开条例》第五十条第(一)项，规定“县级以上人民政府部门应当公布报告”后改进。", "落实|规定|后改进|"},
		{"a word in quotation marks", "推行“最多跑一次”改革。", "推行最多跑#次改革|"},
		{"what the form asks", "根据条例要求编制本报告。统计期限为2023年1月1日至12月31日。如有疑问请联系我局。窗口延时。", "窗口延时|"},
		{"Traditional, addresses", "網站 www.example.test/a 更新", "网站@更新"},
		{"breaks", "。。！\n\n甲乙", "甲乙"},
	} {
		if got := string(Normalise(c.text, own).Runes); got != strings.ReplaceAll(c.want, "@@", "@") {
			t.Errorf("%s: %q became %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// Every character of the normal form says where it stands in the text.
func TestPlacesInTheText(t *testing.T) {
	text := "前言\ufeff。晴嵐縣(qíng)全年公開１２３條，好。"
	n := Normalise(text, OwnNames(nil, []string{"晴岚县"}))
	if got := string(n.Runes); got != "前言|@全年公开#条好|" {
		t.Fatalf("%q", got)
	}
	points := []rune(text)
	var back []string
	for i := range n.Runes {
		back = append(back, string(points[n.From[i]:n.To[i]]))
	}
	if got := strings.Join(back, " "); got != "前 言 。 晴嵐縣 全 年 公 開 １２３ 條 好 。" {
		t.Errorf("back in the text: %q", got)
	}
}

func FuzzNormalise(f *testing.F) {
	f.Add("晴岚县水利局2023年公开《条例》第五条“甲乙丙丁戊己庚辛壬癸”三次。")
	f.Add("第第第《《“\"\"█a@b.c/\xff李同志")
	f.Fuzz(func(t *testing.T, text string) {
		n := Normalise(text, nil)
		if len(n.From) != len(n.Runes) || len(n.To) != len(n.Runes) {
			t.Fatal("a character without a place")
		}
		last := int32(0)
		for i := range n.Runes {
			if n.From[i] < last || n.To[i] <= n.From[i] || int(n.To[i]) > len([]rune(text)) {
				t.Fatalf("character %d of %q stands at %d to %d", i, string(n.Runes), n.From[i], n.To[i])
			}
			last = n.To[i]
		}
		for _, p := range Passages(n, n, none, none) {
			if p.LengthA <= 0 || p.LengthB <= 0 {
				t.Fatalf("an empty passage: %+v", p)
			}
		}
	})
}
