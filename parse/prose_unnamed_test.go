package parse

import (
	"regexp"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// quoted are the words of finding E114, one a number.
var quoted = regexp.MustCompile(`“[^”]*”`)

// unnamedIn lists what the finding quotes of a text.
func unnamedIn(text string) string {
	var all []string
	for _, f := range textReport(text).Findings {
		if f.Rule == disclosure.RuleUnreadText {
			all = append(all, quoted.FindAllString(f.Message, -1)...)
		}
	}
	return strings.Join(all, "")
}

// What a text says of disclosure and no figure holds is named, and nothing else.
func TestUnreadNumbersAreNamed(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// what was not understood, or is left out on purpose
		{"按期答复村民申请6宗。", "“按期答复村民申请6宗”"},
		{"全年主动公开政府信息2.3万条。", "“全年主动公开政府信息2.3万条”"},
		{"下属各中队公开政府信息120条。", "“下属各中队公开政府信息120条”"},
		{"在县政府网站公开信息70条、局公告栏公开信息20条。", "“局公告栏公开信息20条”"},
		{"处理政府信息公开申请12起，其中书面递交8起、口信4起。", "“处理政府信息公开申请12起”“书面递交8起”“口信4起”"},
		{"微信公众号推送信息76期。", "“微信公众号推送信息76期”"},
		{"科室负责人兼任信息员，共14人。", "“科室负责人兼任信息员，共14人”"},
		{"全年没有因信息公开收费。", "“没有因信息公开收费”"},
		// what is a figure, or says nothing of the year's disclosure
		{"主动公开政府信息58条，其中机构职能类12条，政务动态类46条。", ""},
		{"收到政府信息公开申请5件，比2018年（22件）减少17件，办结率100%。", ""},
		{"2018年收到政府信息公开申请9件。上年答复9件。", ""},
		{"受理低保申请300件，办理建议提案14件，12345热线工单800件。", ""},
		{"举办农技培训6期，培训320人次。", ""},
		{"行政复议1件，其中维持1件。", ""},
		{"未收到政府信息公开申请，没有收费。", ""},
	} {
		if got := unnamedIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// A number that stands in a table of the form needs no name where the text repeats it, and a
// text of very many is named in part, with how many more there are.
func TestUnreadNumbersAreBounded(t *testing.T) {
	r := textReport(strings.Repeat("按期答复村民申请6宗。\n", 33))
	n, last := 0, ""
	for _, f := range r.Findings {
		if f.Rule == disclosure.RuleUnreadText {
			n, last = n+1, f.Message
		}
	}
	if n != 21 || last != "正文另有13句中的数字没有计入指标" {
		t.Errorf("%d findings, the last %q", n, last)
	}
}
