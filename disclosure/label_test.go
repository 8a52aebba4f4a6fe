package disclosure

import (
	"strings"
	"testing"
	"unicode"
)

func TestLabel(t *testing.T) {
	for in, want := range map[string]string{
		"（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "部分公开",
		"(二)部分公开（区分处理的,只计这一":           "部分公开",
		"3.危及“三安全一稳定”":                 "危及三安全一稳定",
		"3．危及\"三安全一稳定\"":               "危及三安全一稳定",
		"三、本\n年度办\n理结果":                "本年度办理结果",
		"三、（一）予以公开":                    "予以公开",
		"（六）其他处理":                      "其他处理",
		"① 其他":                         "其他",
		"⒊其他":                          "其他",
		"4.无正当理由大量反复 申请":               "无正当理由大量反复申请",
		"1、申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请": "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
		"上一年项目数量 (指2019年事项数)":               "上一年项目数量",
		"规章(设区的市、自治州人民政府应提供相关数据)":           "规章",
		"本年收费金额（单位：万元）":                     "本年收费金额",
		"第二十条 第（八）项":                        "第二十条第(八)项",
		"第二十条第(一)项":                         "第二十条第(一)项",
		"（7）免予公开范围3数":                       "免予公开范围3数",
		"其中：1.政府网站":                         "政府网站",
		"其中:主动公开规范性文件数":                     "主动公开规范性文件数",
		"其中":                                "其中",
		"不是《条例》所指政府信息":                      "不是条例所指政府信息",
		"一、總體情況":                            "总体情况",
		"1 总体情况":                            "总体情况",
		"第一部分 概述":                           "概述",
		"三是收到和处理政府信息公开申请情况":                 "收到和处理政府信息公开申请情况",
		"三安全一稳定":                            "三安全一稳定",
		"2019年新增":                           "2019年新增",
		"1.2019年新增":                         "2019年新增",
		"2.5万元":                             "2.5万元",
		"12":                                "12",
		"3.":                                "3.",
		"（指本年）":                             "(指本年)",
		"-":                                 "-",
		"：":                                 ":",
		" \u00a0 ":                          "",
		"商业\n企业":                            "商业企业",
		"本年增/减":                             "本年增/减",
		"三)不予公开":                            "不予公开",
		"（三）不\n予公开":                         "不予公开",
	} {
		if got := Label(in); got != want {
			t.Errorf("Label(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLabelNumber(t *testing.T) {
	for in, want := range map[string]int{"三、（一）予以公开": 1, "（十一）其它原因": 11, "其中:4.网上": 4, "总计": 0, "⑦属于行政执法案卷": 7, "第三章 申请": 3, "3.": 0} {
		if got, _ := LabelNumber(in); got != want {
			t.Errorf("LabelNumber(%q) = %d, want %d", in, got, want)
		}
	}
}

// Labels may lose what does not tell rows apart, never what does: within a table two
// indicators stay two.
func TestLabelKeepsRowsApart(t *testing.T) {
	path := func(s string) string {
		var parts []string
		for p := range strings.SplitSeq(s, "/") {
			parts = append(parts, Label(p))
		}
		return strings.Join(parts, "/")
	}
	seen := map[string]Indicator{}
	for _, i := range Catalogue() {
		key := strings.Join([]string{string(i.Form), i.Table, path(i.Section), Label(i.RowLabel), path(i.ColumnLabel)}, "|")
		if other, ok := seen[key]; ok && other.Key() != i.Key() {
			t.Errorf("%s: both %s and %s", key, other.Key(), i.Key())
		}
		seen[key] = i
		if i.RowLabel == "" || Label(i.RowLabel) == "" {
			t.Errorf("no label: %+v", i)
		}
		if got := Label(Label(i.RowLabel)); got != Label(i.RowLabel) {
			t.Errorf("Label twice of %q: %q", i.RowLabel, got)
		}
	}
}

func FuzzLabel(f *testing.F) {
	for _, s := range []string{"（一）（", "其中:1.", "第一", "(((", "一、一、一", "①②", "1 总体", "1\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, label := LabelNumber(s)
		if n < 0 || strings.ContainsFunc(label, unicode.IsSpace) || len(label) > 4*len(s)+8 {
			t.Errorf("LabelNumber(%q) = %d, %q", s, n, label)
		}
		if label == "" && dropMarks(FoldName(s)) != "" {
			t.Errorf("Label(%q) is empty", s)
		}
	})
}
