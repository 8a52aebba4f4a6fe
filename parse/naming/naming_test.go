package naming

import (
	"testing"

	"gongkai/disclosure"
)

func TestWhatIsCalledWhat(t *testing.T) {
	for name, want := range map[string]struct{ report, column, agency bool }{
		"晴岚县财政局2022年政府信息公开工作年度报告":      {report: true},
		"晴岚县二〇一二年政府信息公开年报":             {report: true},
		"晴岚县卫生和计划生育局2016年政府信息公开年度报告":   {report: true},
		"关于做好2022年政府信息公开工作年度报告编制工作的通知": {},
		"晴岚县财政局2022年政府信息公开指南":          {},
		"晴岚县财政局2022年政府信息公开工作年度报告的建议":   {},
		"晴岚县财政局2022年扶贫资金信息公开年度报告":      {},
		"晴岚县财政局2022年政务公开及资金公开工作年度报告":   {report: true},
		"建议提案办公室2022年政府信息公开年度报告":       {report: true}, "咨询中心2022年政府信息公开年报": {report: true}, "晴岚县水务局22年政府信息公开年报": {report: true},
		"政府信息公开年报": {column: true}, "部门年报": {column: true}, "2022年政府信息公开年报": {report: true, column: true},
		"晴岚县财政局": {agency: true}, "青石镇": {agency: true}, "公开指南": {},
	} {
		folded := disclosure.FoldName(name)
		if IsReport(folded) != want.report || IsColumn(folded) != want.column || Agency.MatchString(folded) != want.agency {
			t.Errorf("%s: report %v, column %v, agency %v", name, IsReport(folded), IsColumn(folded), Agency.MatchString(folded))
		}
	}
}

// The title element has names of site and column around the title of the text.
func TestInTitle(t *testing.T) {
	const own = "晴岚县财政局2020年政府信息公开工作年度报告"
	for title, want := range map[string]string{
		own:              own,
		own + "_晴岚县人民政府": own,
		"晴岚县人民政府 政府信息公开年报 " + own:  own,
		"政府信息公开年报-" + own:          own,
		"晴岚县财政局-2020年政府信息公开工作年度报告": "晴岚县财政局-2020年政府信息公开工作年度报告",
		"通知公告_晴岚县人民政府":             "通知公告",
	} {
		if got := InTitle(title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}
