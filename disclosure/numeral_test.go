package disclosure

import "testing"

func TestParseChineseNumeral(t *testing.T) {
	for in, want := range map[string]int{
		"三": 3, "〇": 0, "零": 0, "十": 10, "十二": 12, "二十": 20, "二十一": 21, "廿一": 21, "卅": 30, "廿": 20, "一百廿五": 125,
		"一百": 100, "一百零五": 105, "一百一十二": 112, "一百十二": 112, "一千零五": 1005, "一千零五十": 1050, "二千零一十九": 2019,
		"二〇二〇": 2020, "二○一二": 2012, "二0一二": 2012, "二零一九": 2019, "两千": 2000,
		"壹佰贰拾叁": 123, "一万": 10000, "三万五千": 35000, "十二万零三十": 120030, "一亿零五": 100000005, "貳拾": 20, "一萬": 10000,
	} {
		if got, ok := ParseChineseNumeral(in); !ok || got != want {
			t.Errorf("ParseChineseNumeral(%q) = %d, %v, want %d", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "2020", "0", "二十余", "三百五", "一万五", "百", "千", "万", "十十", "一百百", "一一十", "二十零", "一百零", "几十", "十万万", "五百万亿亿", "一二三四五六七八九十一二", "二十廿", "半", "二亿三亿"} {
		if got, ok := ParseChineseNumeral(in); ok {
			t.Errorf("ParseChineseNumeral(%q) = %d, want no numeral", in, got)
		}
	}
}

func FuzzParseChineseNumeral(f *testing.F) {
	for _, s := range []string{"一百零五", "二〇二〇", "廿", "零十", "一万零零五"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, ok := ParseChineseNumeral(s); n < 0 || (!ok && n != 0) {
			t.Errorf("ParseChineseNumeral(%q) = %d, %v", s, n, ok)
		}
	})
}
