package pattern

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestWordsOf(t *testing.T) {
	for expression, want := range map[string]string{
		`通知|指南|函$`:                         "函 指南 通知",
		`(?:公布|公开|发布)了?\d+条`:               "公布 公开 发布/条",
		`[\p{Han}]{2,16}?(?:县|区)(?:人民)?政府`: "区人民政府 区政府 县人民政府 县政府",
		`(\d+)件`:              "件",
		`(?i)charset=`:        "",
		`(?:政府)?信息?`:          "信",
		`^20\d\d年度?报告$`:       "年度报告 年报告/20",
		`a*b?`:                "",
		`(?:年度报告|年报|报告)`:      "年报 报告",
		`x(?:12|34)+y`:        "12 34/x/y",
		`[一二三]是`:              "一是 三是 二是",
		`第[^条]{1,4}条`:         "第/条",
		`(?:公布|发布).{2,9}年度报告`: "年度报告/公布 发布",
		`(?:现将|特将).*公开.*公开(?:年报)?。`: "公开。 公开年报。/特将 现将",
		`未.{1,3}收到.*[县市区]`:          "收到/未",
	} {
		var lists []string
		for _, words := range wordsOf(expression) {
			slices.Sort(words)
			lists = append(lists, strings.Join(words, " "))
		}
		if got := strings.Join(lists, "/"); got != want {
			t.Errorf("%s: %q, want %q", expression, got, want)
		}
	}
}

func TestLeading(t *testing.T) {
	for expression, want := range map[string]string{
		`(?:公布|公开)了?\d+条`:              "公布 公开",
		`(?:共|累计)?(?:公开|发布)(?:了|的)*信息`: "共公开了 共公开的 共公开信息 共发布了 共发布的 共发布信息 累计公开了 累计公开的 累计公开信息 累计发布了 累计发布的 累计发布信息 公开了 公开的 公开信息 发布了 发布的 发布信息",
		`^(?:信息)?索引号|^文号`:              "^ 信息索引号 索引号 文号",
		`^(?:未|没有)?`:                   "",
		`(?:了|的)*公开`:                   "了 的 公开",
		`(?:县|区)?.政府`:                  "",
		`\d+件`:                         "0 1 2 3 4 5 6 7 8 9",
		`\p{Han}+件`:                    "",
		`\b公开`:                         "",
		`(?:年度)?报告$|年报`:                "年度报告 报告 年报",
		`(?:报告|报)x`:                    "报告x 报x",
		`(?:报告|报)+`:                    "报",
	} {
		words, _, inside := leading(expression)
		fields := strings.Fields(want)
		slices.Sort(words)
		slices.Sort(fields)
		if want = strings.Join(fields, " "); len(words) > 0 && inside == "" {
			words = append([]string{"^"}, words...)
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%s: %q, want %q", expression, got, want)
		}
	}
}

func TestAnyOf(t *testing.T) {
	words := AnyOf("通知", "通告", "a", "😀b")
	for text, want := range map[string]bool{"": false, "通": false, "通通告": true, "xa": true, "通 知": false, "😀😀b": true, "\xe9\x80": false} {
		if words.In(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
	if !AnyOf("0").In("\xe80\xac") { // broken characters are one byte each
		t.Error("a digit between broken characters is not found")
	}
}

// More words than there are buckets are all found.
func TestManyWords(t *testing.T) {
	var many []string
	for r := rune(0x4E00); r < 0x4E00+2000; r += 3 {
		many = append(many, string([]rune{r, '年'}))
	}
	words := AnyOf(many...)
	for _, w := range many {
		if words.Index("公开"+w) != len("公开") || words.In(w[:3]+"月") {
			t.Fatal(w)
		}
	}
}

func TestEnds(t *testing.T) {
	words := AnyOf("公开", "公", "信息").Plus("年报")
	var ends []int
	for end := range words.Ends("公开信息的年报公示") {
		ends = append(ends, end/3)
	}
	if !slices.Equal(ends, []int{2, 1, 4, 7, 8}) || len(words.All()) != 4 {
		t.Error(ends, words.All())
	}
	for range (*Words)(nil).Ends("公开") {
		t.Error("no words have an end")
	}
}

func TestLists(t *testing.T) {
	lists := ListsOf([][]string{{"申请", "公开"}, {"公开申请"}, nil, {"通知", "通"}})
	for text, want := range map[string]uint64{"": 0, "申": 0, "收到申请": 1, "公开申请": 3, "交通": 8, "通知公开": 9} {
		if got := lists.In(text); got != want {
			t.Errorf("%q: %b, want %b", text, got, want)
		}
	}
}

func BenchmarkAnyOf(b *testing.B) {
	list := strings.Fields("通知 指南 制度 目录 解读 图解 召开 培训 汇总 会议 办法 方案 规定 评议 考核 整改 通报 工作要点 计划 新闻")
	words, text := AnyOf(list...), strings.Repeat("主动公开政府信息三百余条，其中政府网站二百条。", 6)
	b.Run("walk", func(b *testing.B) {
		for b.Loop() {
			if words.In(text) {
				b.Fatal("found")
			}
		}
	})
	b.Run("contains", func(b *testing.B) {
		for b.Loop() {
			if slices.ContainsFunc(list, func(w string) bool { return strings.Contains(text, w) }) {
				b.Fatal("found")
			}
		}
	})
}

// Whatever the expression and the text, the answer is that of package regexp.
func FuzzRegexp(f *testing.F) {
	for _, expression := range []string{`通知|函$`, `(?:公布|公开)了?\d+条`, `(县|区)(?:人民)?政府`, `a*b?`, `(?:(?:年度)?报告)+`, `[a-c]x|y{2,}`, `^$`, `(?s).b`, `\bab\b|c+?d`, `(?:年度)?报告|年`, `年??度|^公开`, `^(?:公开|公布)?了|^x`, `(?:^|。)公开`, `(a|ab)(c|bcd)*`, `(?:公|开)+?(x)?`, `公{0,2}开`, `^公??开?$|^(?:晴|公.*?)县`, `(?:|公)*$`, `[^公]{0,3}开(?:了|$)`, `$^`, ``, `(?i)公A|b`, `0$0\Q`, `00*`, `(?:县|区|市|州)(?:人民)?政府(?:门户|官方)?(?:网站?|平台|信息)`} {
		f.Add(expression, "晴岚县人民政府公开了12条通知年度报告abcxyyd")
	}
	f.Fuzz(func(t *testing.T, expression, text string) {
		plain, err := regexp.Compile(expression)
		if err != nil || len(expression) > 200 {
			return
		}
		for _, manyTries = range []int32{1, 1 << 30} { // with and without an automaton
			sameAnswers(t, plain, expression, text)
		}
	})
}

func sameAnswers(t *testing.T, plain *regexp.Regexp, expression, text string) {
	t.Helper()
	gated := MustCompile(expression)
	for range 2 { // the automaton goes new ways, then known ones
		if want, got := plain.FindAllStringSubmatchIndex(text, -1), gated.FindAllStringSubmatchIndex(text, -1); !slices.EqualFunc(want, got, slices.Equal) {
			t.Fatalf("%q on %q: %v, want %v; words %q", expression, text, got, want, wordsOf(expression))
		}
		if !slices.Equal(plain.FindStringIndex(text), gated.FindStringIndex(text)) || plain.FindString(text) != gated.FindString(text) {
			t.Fatalf("%q on %q: %q, want %q", expression, text, gated.FindString(text), plain.FindString(text))
		}
		if plain.MatchString(text) != gated.MatchString(text) || plain.ReplaceAllString(text, "-") != gated.ReplaceAllString(text, "-") {
			t.Fatalf("%q on %q; words %q", expression, text, wordsOf(expression))
		}
	}
}
