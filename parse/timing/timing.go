// Package timing knows the words by which the tables of reports say which time a figure is about:
// the year, the one before, all years so far. It refuses a label that says anything besides a
// time, and a caption that names two years.
package timing

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/lexicon"
)

// When says which time the figures of a column, a row or a table are about.
type When int

// What a label can say of time.
const (
	Unsaid When = iota // nothing
	This               // 本年, 本期, 2014年度 where that is the report's year
	Sum                // 本年累计: the year's figure where no other column is
	Named              // a year that is named
	Before             // 上年
	Ever               // 历年累计
	Change             // 同比, 增减
)

// Said is a time that a label names. Year is 0 unless When is Named.
type Said struct {
	When When
	Year int
}

// Longest is the longest label that can be a time, in code points.
const Longest = 16

// OneYear finds a year from 2000 to 2029 in digits.
var OneYear = pattern.MustCompile(`20[012]\d`)

// Of reads a label that says nothing but a time. Labels are as disclosure.Label makes them.
func Of(label string) (Said, bool) {
	if label == "" || len(label) > 4*Longest || utf8.RuneCountInString(label) > Longest {
		return Said{}, false
	}
	if !strings.Contains(label, "20") {
		w, ok := Words[label]
		if !ok && strings.Contains(label, "累计") && saysOneOf(label, "以来", "实施后", "施行后", "截至", "截止") {
			return Said{When: Ever}, true
		}
		return Said{When: w}, ok
	}
	if years := OneYear.FindAllString(label, 2); len(years) == 1 {
		rest := strings.TrimSpace(strings.Replace(label, years[0], "", 1))
		switch {
		case strings.Contains(rest, "累计") && saysOneOf(rest, "截", "底", "末", "以来", "自", "起", "至"):
			return Said{When: Ever}, true
		case yearWords[rest]:
			n, _ := strconv.Atoi(years[0])
			return Said{Named, n}, true
		}
	}
	return Said{}, false
}

// Until is the year with whose end a label of all years ends (截至2011年底累计), 0 where it names none,
// or one from which they are counted (2008年以来累计).
func Until(label string) int {
	years := OneYear.FindAllString(label, 2)
	if len(years) != 1 || saysOneOf(label, "以来", "自", "起") {
		return 0
	}
	n, _ := strconv.Atoi(years[0])
	return n
}

// SaysAllYears tells a label that can mean nothing but all years (历年累计, 条例实施以来累计) from one
// that may mean the year's months as well: 累计.
func SaysAllYears(label string) bool {
	return OneYear.MatchString(label) || saysOneOf(label, "历", "以来", "至今", "截至", "截止", "施行后", "实施后")
}

// PartYear parts the year from a label of the form, 2021年处理决定数量.
func PartYear(label string) (Said, string, bool) {
	if !strings.HasPrefix(label, "20") || len(label) < 5 {
		return Said{}, "", false
	}
	year, rest := label[:4], strings.TrimPrefix(label[4:], "年")
	n, err := strconv.Atoi(year)
	rest = strings.TrimPrefix(rest, "度")
	if err != nil || lexicon.Tables().ProactiveCols.Exact[rest] == nil {
		return Said{}, "", false
	}
	return Said{Named, n}, rest, true
}

// yearWords are what stands beside the year in a label that says a year.
var yearWords = map[string]bool{"": true, "年": true, "年度": true, "年数": true, "年度数": true, "年度数据": true, "年数据": true, "年数量": true, "年度数量": true,
	"年情况": true, "年度情况": true, "年统计数": true, "年度统计数": true, "年合计": true, "年度合计": true, "年度累计": true, "年累计": true, "年全年": true, "年1-12月": true, "年度实际": true}

// Words are the labels that say a time without naming a year.
var Words = map[string]When{
	"本年": This, "本年度": This, "本期": This, "本年数": This, "本年度数": This, "本期数": This, "本期实际": This, "本期实际数": This, "本期数量": This, "本期发生数": This, "当年": This, "当年数": This,
	"年度": This, "年度数": This, "今年": This, "本年数量": This, "本年度数量": This, "本年数据": This, "本年度数据": This, "本年实际": This, "全年": This, "全年数": This,
	"本年情况": This, "本年度情况": This, "本年统计数": This, "本年度统计数": This, "报告期": This, "本报告期": This, "年度统计数": This, "年度数据": This,
	"本年新增": This, "本年新增数": This, "本年新增数量": This, "本年度新增": This, "本年度新增数": This, "本年度新增数量": This, "当年新增": This, "当年新增数": This, "当年数量": This, "当年度": This, "年度新增": This, "年度新增数": This,
	"本年合计": This, "本年度合计": This, "本年总数": This, "本年度总数": This, "本年发生数": This, "本年完成": This, "本年完成数": This, "年度合计": This, "年度实际": This, "全年合计": This, "全年总数": This, "全年实际": This, "今年数": This, "本年度实际": This, "本年实际数": This,
	"本年累计": Sum, "本年度累计": Sum, "年度累计": Sum, "本年累计数": Sum, "全年累计": Sum, "当年累计": Sum, "本期累计": Sum,
	"上年": Before, "上年度": Before, "上一年": Before, "上一年度": Before, "去年": Before, "上年数": Before, "上年度数": Before, "上年同期": Before, "去年同期": Before,
	"上年数据": Before, "上年度数据": Before, "上一年度数据": Before, "同期": Before, "上年同期数": Before, "往年": Before, "上期": Before, "上期数": Before, "去年同期数": Before, "上年统计数": Before,
	"历年累计": Ever, "累计": Ever, "累计数": Ever, "历年累计数": Ever, "历年": Ever, "历年总数": Ever, "历年合计": Ever, "总累计": Ever, "累计总数": Ever, "历史累计": Ever,
	"累计数量": Ever, "历年数": Ever, "条例实施以来累计": Ever, "条例施行以来累计": Ever, "历年累计总数": Ever, "至今累计": Ever, "合计累计": Ever,
	"历史累计数": Ever, "历史累计数据": Ever, "历史数据": Ever, "累计数据": Ever, "历年累计数据": Ever, "累计总量": Ever, "历年总量": Ever, "累计合计": Ever, "总累计数": Ever, "历年累计数量": Ever, "历年统计数": Ever, "累计统计数": Ever,
	"同比": Change, "增减": Change, "同比增减": Change, "增幅": Change, "增长率": Change, "同比增长": Change, "比上年增减": Change, "较上年增减": Change, "变化": Change, "增减变化": Change,
	"增减率": Change, "增减数": Change, "同比%": Change, "同比变化": Change, "占比": Change, "比例": Change, "百分比": Change, "同比增幅": Change,
}

var (
	captionYear = pattern.MustCompile(`^[^。;;]*?(20[012]\d)年(?:度)?[^。;]*(?:表|情况|数据|统计|统计数)(?:\([^)]*\))?[:]?$`)
	AnyYear     = pattern.MustCompile(`20[012]\d年`) // a year with its word
)

// OfCaption is the year that a caption says, where it says one.
func OfCaption(caption string) Said {
	text := disclosure.FoldName(caption)
	if t, ok := CaptionWord(text); ok {
		return t
	}
	if m := captionYear.FindStringSubmatch(text); m != nil && len(AnyYear.FindAllString(text, 2)) == 1 {
		year, _ := strconv.Atoi(m[1])
		return Said{Named, year}
	}
	return Said{}
}

var itemNumber = pattern.MustCompile(`^(?:\([一二三四五六七八九0-9]\)|[0-9][.、])`)

// CaptionWord reads a caption that is only a word for a time, or ends in one in brackets:
// 上年度情况:, 上年度(对比):, 表三(2021).
func CaptionWord(text string) (Said, bool) {
	text = strings.TrimSuffix(itemNumber.ReplaceAllString(text, ""), ":")
	words := []string{text}
	if outer, inner, ok := strings.Cut(strings.TrimSuffix(text, ")"), "("); ok && strings.HasSuffix(text, ")") {
		words = append(words, inner, outer)
	}
	for _, word := range words {
		for _, w := range [...]string{word, strings.TrimSuffix(strings.TrimPrefix(word, "附:"), "情况")} {
			if t, ok := Of(w); ok && (t.When == Named || t.When == Before || t.When == This) {
				return t, true
			}
		}
	}
	return Said{}, false
}

// Inside joins what a column or row says with what the table around it says: the narrower
// word counts, and 本年 in a table about a year is that year.
func (t Said) Inside(outer Said) Said {
	switch {
	case t.When == Unsaid, (t.When == This || t.When == Sum) && (outer.When == Named || outer.When == Before):
		return outer
	case t.When == Before && outer.When == Named:
		return Said{Named, outer.Year - 1}
	}
	return t
}

func saysOneOf(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
