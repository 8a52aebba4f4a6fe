package office

import "testing"

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		code  string
		value float64
		want  string
	}{
		{"General", 12, "12"}, {"GENERAL", 12, "12"}, {"G/通用格式", 12, "12"}, {`GENERAL"件"`, 12, "12件"}, {"General", -0.5, "-0.5"}, {"General", 123456789012, "123456789012"}, {"General", 1e20, "1E+20"}, {"General", 0, "0"},
		{"0", 2.5, "3"}, {"0.00", 1.005, "1.01"}, {"0.00", -1234.5, "-1234.50"}, {"0.00", -0.001, "0.00"}, {"#,##0", 1234567, "1,234,567"}, {"#,##0", 12, "12"},
		{"#,##0.00", 1234.5, "1,234.50"}, {"0%", 0.125, "13%"}, {"0.0%", 1, "100.0%"}, {"#", 0, ""}, {"0.##", 1.5, "1.5"}, {"0.##", 1, "1"}, {"000", 7, "007"},
		{`0"件"`, 12, "12件"}, {`0.00,,"百万"`, 12345678, "12.35百万"}, {`0!.0,"万"`, 12345, "1.2万"}, {"0.00E+00", 12345, "1.23E+04"}, {"000-0000", 1234567, "123-4567"},
		{"0;(0)", -5, "(5)"}, {"0;-0;\"-\"", 0, "-"}, {"[>=10000]0.0,\"千\";0", 12345, "12.3千"}, {"[>=10000]0.0,\"千\";0", 99, "99"}, {";;;", 5, ""},
		{"[Red]0_);[Red](0)", 3, "3"}, {`_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, -1234, "-1,234"}, {`_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, 0, "-"},
		{"[$¥-804]#,##0.00", 5, "¥5.00"}, {"[DBNum1][$-804]General", 123, "一百二十三"}, {"[DBNum1][$-804]General", 12, "一十二"}, {"[DBNum2][$-804]General", 105, "壹佰零伍"},
		{"yyyy-mm-dd", 44204, "2021-01-08"}, {`yyyy"年"m"月"d"日"`, 44204, "2021年1月8日"}, {`[DBNum1][$-804]yyyy"年"m"月"d"日"`, 44550, "二〇二一年十二月二十日"},
		{"h:mm:ss", 0.5, "12:00:00"}, {"mm:ss", 0.5 + 61.0/86400, "01:01"}, {"上午/下午h:mm", 0.75, "下午6:00"}, {"[h]:mm", 1.5, "36:00"}, {"mm:ss.0", 1.5 / 86400, "00:01.5"},
		{"m/d/yy h:mm", 44204.999999, "1/9/21 0:00"}, {"aaaa", 44204, "星期五"}, {"yyyy/m/d", 1, "1900/1/1"}, {"yyyy/m/d", 61, "1900/3/1"}, {"yyyy/m/d", -3, "-3"}, {"mmm-yy", 44204, "Jan-21"},
		{"@", 1234, "1234"}, {"@", 12.5, "12.5"}, {"0;@", -3, "-3"}, {"0;0;;@", 5, "5"},
		{"", 5, "5"}, {`"`, 5, ""}, {"[", 5, "5"}, {"\\", 5, "5"},
	} {
		f := newFormats()
		f.codes[200] = c.code
		if got := f.show(200, c.value); got != c.want {
			t.Errorf("%q of %v: %q, want %q", c.code, c.value, got, c.want)
		}
	}
}

func TestNumerals(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"chineseCounting", 10, "十"}, {"chineseCounting", 11, "十一"}, {"chineseCounting", 20, "二十"}, {"chineseCounting", 101, "一百〇一"},
		{"chineseCountingThousand", 101, "一百零一"}, {"chineseCountingThousand", 110, "一百一十"}, {"chineseCountingThousand", 1001, "一千零一"}, {"chineseCountingThousand", 10010, "一万零一十"},
		{"ideographDigital", 10, "一〇"}, {"chineseLegalSimplified", 12, "拾贰"}, {"upperLetter", 27, "AA"}, {"lowerRoman", 14, "xiv"}, {"decimalEnclosedCircle", 3, "③"},
		{"decimalEnclosedCircle", 30, "30"}, {"ideographTraditional", 3, "丙"}, {"decimalFullWidth", 12, "１２"}, {"decimalZero", 3, "03"}, {"none", 3, ""}, {"new", 3, "3"}, {"upperRoman", 0, "0"},
	} {
		if got := numeral(c.format, c.n); got != c.want {
			t.Errorf("%s of %d: %s, want %s", c.format, c.n, got, c.want)
		}
	}
}
