package outcome

import "testing"

// Lines, folded, that say where tables are, and lines on other papers.
func TestAnnexes(t *testing.T) {
	for line, want := range map[string]bool{
		"具体数据详见附件。": true,
		"具体数据详见附件《收到和处理政府信息公开申请情况统计表》。": true,
		"(详见附件1)": true,
		"见附表":     true,
		"具体数据见附件:政府信息公开工作年度报告统计表.xlsx": true,
		"有关情况详见附表。":                   true,
		"附件:1.主动公开政府信息情况表.xls":        true,
		"附件:2016年度政府信息公开情况统计表":        true,
		"政府信息公开情况统计表":                 true,
		"云汀县2016年政府信息公开情况统计表(2016年度)": true,
		"规范性文件清理结果详见附件《规范性文件目录》。":     false,
		"附件:政府信息公开申请表填写说明":            false,
		"联系方式见附件":                     false,
		"按要求填报政府信息公开情况统计表,及时上报。":      false,
		"公开附件、附表等内容12条。":              false,
	} {
		if got := refersToAnnex.MatchString(line) || listsAnnex.MatchString(line) || titlesTable.MatchString(line); got != want {
			t.Errorf("%s: %v, want %v", line, got, want)
		}
	}
}
