package parse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/parse/privacy"
)

// FuzzProse holds any sentence against what must be true of all: no panic, every figure of
// the text has a value only in a state that carries one, its print stands inside its place,
// and blackening moves nothing.
func FuzzProse(f *testing.F) {
	for _, s := range []string{
		"收到政府信息公开申请10件，其中当面、网络、信函申请分别为2件、5件和3件。",
		"因政府信息公开引起的行政复议、行政诉讼、举报投诉分别为3件、5件和2件。",
		"主动公开政府信息1,300条（其中：网站800条），占61.5%。", "行政复议(0件)、行政诉讼均无。", "申请人王建国，电话13812345678，住青石镇东街5号。",
		"（含上年结转2件）5件", "收到）5件", "共,:(3件", "分别为", "未", "零", "占3%", "2019年2020年，0", "一是甲。最后，乙。首先丙",
		"每户补助5千元，收取复印费2万3千元、约2.5千元。", "3百元7千件，2千余条9亿千元",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || len(s) > 4000 || strings.ContainsAny(s, "\r\x00") {
			t.Skip()
		}
		redacted, _ := privacy.Redact(s)
		if utf8.RuneCountInString(redacted) != utf8.RuneCountInString(s) {
			t.Errorf("blackening moved places: %q", redacted)
		}
		r := textReport(s)
		for _, figure := range r.Figures {
			if figure.State.Known() != (figure.Value != nil) {
				t.Errorf("%s is %s with value %v", figure.Indicator, figure.State, figure.Value)
			}
			if figure.Where.Span == nil || figure.Where.Length <= 0 {
				t.Errorf("%s has no place", figure.Indicator)
			}
		}
	})
}
