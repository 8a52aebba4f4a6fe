package pattern

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestWordsOf(t *testing.T) {
	for expression, want := range map[string]string{
		`通知|指南|函$`:                         "通知 指南 函",
		`(?:公布|公开|发布)了?\d+条`:               "公布 公开 发布",
		`[\p{Han}]{2,16}?(?:县|区)(?:人民)?政府`: "县人民政府 县政府 区人民政府 区政府",
		`(\d+)件`:         "件",
		`(?i)charset=`:   "",
		`(?:政府)?信息?`:     "信",
		`^20\d\d年度?报告$`:  "年度报告 年报告",
		`a*b?`:           "",
		`(?:年度报告|年报|报告)`: "年报 报告",
		`x(?:12|34)+y`:   "12 34",
		`[一二三]是`:         "一是 二是 三是",
		`第[^条]{1,4}条`:    "第",
	} {
		got := wordsOf(expression)
		slices.Sort(got)
		words := strings.Fields(want)
		slices.Sort(words)
		if !slices.Equal(got, words) {
			t.Errorf("%s: %q, want %q", expression, got, words)
		}
	}
}

// Whatever the expression and the text, the answer is that of package regexp.
func FuzzRegexp(f *testing.F) {
	for _, expression := range []string{`通知|函$`, `(?:公布|公开)了?\d+条`, `(县|区)(?:人民)?政府`, `a*b?`, `(?:(?:年度)?报告)+`, `[a-c]x|y{2,}`, `^$`, `(?s).b`, `\bab\b|c+?d`} {
		f.Add(expression, "晴岚县人民政府公开了12条通知年度报告abcxyyd")
	}
	f.Fuzz(func(t *testing.T, expression, text string) {
		plain, err := regexp.Compile(expression)
		if err != nil || len(expression) > 200 {
			return
		}
		gated := MustCompile(expression)
		if want, got := plain.FindAllStringSubmatchIndex(text, -1), gated.FindAllStringSubmatchIndex(text, -1); len(want) != len(got) {
			t.Fatalf("%q on %q: %v, want %v; words %q", expression, text, got, want, gated.words)
		}
		if plain.MatchString(text) != gated.MatchString(text) || plain.ReplaceAllString(text, "-") != gated.ReplaceAllString(text, "-") {
			t.Fatalf("%q on %q; words %q", expression, text, gated.words)
		}
	})
}
