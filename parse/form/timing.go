package form

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/lexicon"
)

// when says which time the figures of a column, a row or a table are about.
type when int

const (
	whenUnsaid when = iota
	whenThis        // 本年, 本期, 2014年度 where that is the report's year
	whenSum         // 本年累计: the year's figure where no other column is
	whenYear        // a year that is named
	whenBefore      // 上年
	whenEver        // 历年累计
	whenChange      // 同比, 增减
)

// timing is a time that a label names. year is 0 unless when is whenYear.
type timing struct {
	when when
	year int
}

// longestTiming is the longest label that can be a time, in code points.
const longestTiming = 16

var oneYear = pattern.MustCompile(`20[012]\d`)

// timingOf reads a label that says nothing but a time. Labels are as disclosure.Label makes them.
func timingOf(label string) (timing, bool) {
	if label == "" || len(label) > 4*longestTiming || utf8.RuneCountInString(label) > longestTiming {
		return timing{}, false
	}
	if !strings.Contains(label, "20") {
		w, ok := timeWords[label]
		if !ok && strings.Contains(label, "累计") && saysOneOf(label, "以来", "实施后", "施行后", "截至", "截止") {
			return timing{when: whenEver}, true
		}
		return timing{when: w}, ok
	}
	if years := oneYear.FindAllString(label, 2); len(years) == 1 {
		rest := strings.TrimSpace(strings.Replace(label, years[0], "", 1))
		switch {
		case strings.Contains(rest, "累计") && saysOneOf(rest, "截", "底", "末", "以来", "自", "起", "至"):
			return timing{when: whenEver}, true
		case yearWords[rest]:
			n, _ := strconv.Atoi(years[0])
			return timing{whenYear, n}, true
		}
	}
	return timing{}, false
}

// labelYear parts the year from a label of the form, 2021年处理决定数量.
func labelYear(label string) (timing, string, bool) {
	if !strings.HasPrefix(label, "20") || len(label) < 5 {
		return timing{}, "", false
	}
	year, rest := label[:4], strings.TrimPrefix(label[4:], "年")
	n, err := strconv.Atoi(year)
	rest = strings.TrimPrefix(rest, "度")
	if err != nil || lexicon.Tables().ProactiveCols.Exact[rest] == nil {
		return timing{}, "", false
	}
	return timing{whenYear, n}, rest, true
}

// yearWords are what stands beside the year in a label that says a year.
var yearWords = map[string]bool{"": true, "年": true, "年度": true, "年数": true, "年度数": true, "年度数据": true, "年数据": true, "年数量": true, "年度数量": true,
	"年情况": true, "年度情况": true, "年统计数": true, "年度统计数": true, "年合计": true, "年度合计": true, "年度累计": true, "年累计": true, "年全年": true, "年1-12月": true, "年度实际": true}

var timeWords = map[string]when{
	"本年": whenThis, "本年度": whenThis, "本期": whenThis, "本年数": whenThis, "本年度数": whenThis, "本期数": whenThis, "本期实际": whenThis, "本期实际数": whenThis, "本期数量": whenThis, "本期发生数": whenThis, "当年": whenThis, "当年数": whenThis,
	"年度": whenThis, "年度数": whenThis, "今年": whenThis, "本年数量": whenThis, "本年度数量": whenThis, "本年数据": whenThis, "本年度数据": whenThis, "本年实际": whenThis, "全年": whenThis, "全年数": whenThis,
	"本年情况": whenThis, "本年度情况": whenThis, "本年统计数": whenThis, "本年度统计数": whenThis, "报告期": whenThis, "本报告期": whenThis, "年度统计数": whenThis, "年度数据": whenThis,
	"本年新增": whenThis, "本年新增数": whenThis, "本年新增数量": whenThis, "本年度新增": whenThis, "本年度新增数": whenThis, "本年度新增数量": whenThis, "当年新增": whenThis, "当年新增数": whenThis, "当年数量": whenThis, "当年度": whenThis, "年度新增": whenThis, "年度新增数": whenThis,
	"本年合计": whenThis, "本年度合计": whenThis, "本年总数": whenThis, "本年度总数": whenThis, "本年发生数": whenThis, "本年完成": whenThis, "本年完成数": whenThis, "年度合计": whenThis, "年度实际": whenThis, "全年合计": whenThis, "全年总数": whenThis, "全年实际": whenThis, "今年数": whenThis, "本年度实际": whenThis, "本年实际数": whenThis,
	"本年累计": whenSum, "本年度累计": whenSum, "年度累计": whenSum, "本年累计数": whenSum, "全年累计": whenSum, "当年累计": whenSum, "本期累计": whenSum,
	"上年": whenBefore, "上年度": whenBefore, "上一年": whenBefore, "上一年度": whenBefore, "去年": whenBefore, "上年数": whenBefore, "上年度数": whenBefore, "上年同期": whenBefore, "去年同期": whenBefore,
	"上年数据": whenBefore, "上年度数据": whenBefore, "上一年度数据": whenBefore, "同期": whenBefore, "上年同期数": whenBefore, "往年": whenBefore, "上期": whenBefore, "上期数": whenBefore, "去年同期数": whenBefore, "上年统计数": whenBefore,
	"历年累计": whenEver, "累计": whenEver, "累计数": whenEver, "历年累计数": whenEver, "历年": whenEver, "历年总数": whenEver, "历年合计": whenEver, "总累计": whenEver, "累计总数": whenEver, "历史累计": whenEver,
	"累计数量": whenEver, "历年数": whenEver, "条例实施以来累计": whenEver, "条例施行以来累计": whenEver, "历年累计总数": whenEver, "至今累计": whenEver, "合计累计": whenEver,
	"历史累计数": whenEver, "历史累计数据": whenEver, "历史数据": whenEver, "累计数据": whenEver, "历年累计数据": whenEver, "累计总量": whenEver, "历年总量": whenEver, "累计合计": whenEver, "总累计数": whenEver, "历年累计数量": whenEver, "历年统计数": whenEver, "累计统计数": whenEver,
	"同比": whenChange, "增减": whenChange, "同比增减": whenChange, "增幅": whenChange, "增长率": whenChange, "同比增长": whenChange, "比上年增减": whenChange, "较上年增减": whenChange, "变化": whenChange, "增减变化": whenChange,
	"增减率": whenChange, "增减数": whenChange, "同比%": whenChange, "同比变化": whenChange, "占比": whenChange, "比例": whenChange, "百分比": whenChange, "同比增幅": whenChange,
}

var (
	captionYear = pattern.MustCompile(`^[^。;;]*?(20[012]\d)年(?:度)?[^。;]*(?:表|情况|数据|统计|统计数)(?:\([^)]*\))?[:]?$`)
	anyYear     = pattern.MustCompile(`20[012]\d年`)
)

// captionTiming is the year that a caption says, where it says one.
func captionTiming(caption string) timing {
	text := disclosure.FoldName(caption)
	if t, ok := captionWord(text); ok {
		return t
	}
	if m := captionYear.FindStringSubmatch(text); m != nil && len(anyYear.FindAllString(text, 2)) == 1 {
		year, _ := strconv.Atoi(m[1])
		return timing{whenYear, year}
	}
	return timing{}
}

var itemNumber = pattern.MustCompile(`^(?:\([一二三四五六七八九0-9]\)|[0-9][.、])`)

// captionWord reads a caption that is only a word for a time, or ends in one in brackets:
// 上年度情况:, 上年度(对比):, 表三(2021).
func captionWord(text string) (timing, bool) {
	text = strings.TrimSuffix(itemNumber.ReplaceAllString(text, ""), ":")
	words := []string{text}
	if outer, inner, ok := strings.Cut(strings.TrimSuffix(text, ")"), "("); ok && strings.HasSuffix(text, ")") {
		words = append(words, inner, outer)
	}
	for _, word := range words {
		for _, w := range [...]string{word, strings.TrimSuffix(strings.TrimPrefix(word, "附:"), "情况")} {
			if t, ok := timingOf(w); ok && (t.when == whenYear || t.when == whenBefore || t.when == whenThis) {
				return t, true
			}
		}
	}
	return timing{}, false
}

// inside joins what a column or row says with what the table around it says: the narrower
// word counts, and 本年 in a table about a year is that year.
func (t timing) inside(outer timing) timing {
	switch {
	case t.when == whenUnsaid, (t.when == whenThis || t.when == whenSum) && (outer.when == whenYear || outer.when == whenBefore):
		return outer
	case t.when == whenBefore && outer.when == whenYear:
		return timing{whenYear, outer.year - 1}
	}
	return t
}

func saysOneOf(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
