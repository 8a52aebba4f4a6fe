package parse

import (
	"testing"

	"gongkai/disclosure"
)

// TestOpenBrackets has labels whose bracket is closed on a later line. What stands in it may be
// the guidance of the form, as far as it goes before the figure, or the label of a table beside
// this one: then it is not known whose the figure is.
func TestOpenBrackets(t *testing.T) {
	const head = "云汀县水利局2016年政府信息公开工作年度报告\n一、概述\n本年度主动公开政府信息1842条，收到申请7件。\n附件：政府信息公开情况统计表\n统计指标 单位 统计数\n"
	const rows = "1.当面申请数 件 7\n2.传真申请数 件 1\n3.网络申请数 件 15\n4.信函申请数 件 2\n"
	for _, c := range []struct {
		text, indicator, raw string
	}{
		{rows + "1.专职人员数（不\n信函申请数 件 3 包括政府公报 人 5\n", "staffing_full_time", ""},
		{rows + "1.专职人员数（不 涉及商业秘 件 1\n包括政府公报 密 人 5\n", "staffing_full_time", ""},
		{rows + "1.专职人员数（不包括政府公\n报及政府网站工 人 5\n作人员数）\n", "staffing_full_time", "5"},
		{rows + "（一）主动公开政府信息数（不同渠道和方式公开相 条 1842\n同信息计1条）\n", "published_total", "1842"},
	} {
		got := ""
		for _, f := range Document(Input{Source: "a.txt", Body: []byte(head + c.text)}).Figures {
			if f.Indicator == c.indicator && f.State == disclosure.StateNumber {
				got = f.Raw
			}
		}
		if got != c.raw {
			t.Errorf("%q: %s is %q, want %q", c.text, c.indicator, got, c.raw)
		}
	}
}
