package parse

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// printedTables are tables whose figures stand apart from their labels, each label on its own
// line, so that nobody can tell which belongs to which.
var printedTables = map[string]string{
	"table 2":                    "信息内容 本年制发件数 本年废止件数 现行有效件数 规章 行政规范性文件 信息内容 本年处理决定数量 行政许可 甲 乙 丙",
	"table 2, narrow":            "信息内容 本年制发 本年废止 现行有效 件数 件数 件数 规章 行政规范性文件 信息内容 本年处理决定数量 行政许可 甲 乙 丙",
	"table 2 of 2019":            "信息内容 本年新 制作数量 本年新公开数量 对外公开总数量 上一年项目数量 处理决定数量 采购项目数量 采购总金额 甲",
	"table 3":                    "保护第三方合法权益 属于三类内部事务信息 属于四类过程性信息 属于行政执法案卷 属于行政查询事项 甲 乙",
	"table 4":                    "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉 结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计 甲",
	"table 4, narrow":            "结果 结果 其他 尚未 总 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总 维持 纠正 结果 审结 计 维持 纠正 结果 审结 计 维持 纠正 结果 审结 计 甲",
	"rows of table 3":            "三、收到和处理政府信息公开申请情况 一、本年新收政 甲\u00a081\u00a026\u00a03\u00a07\u00a014\u00a05\u00a0136 5.属于三 乙\u00a01\u00a00\u00a00\u00a02\u00a00\u00a00\u00a03 类内部事 丙\u00a01\u00a00\u00a00\u00a02\u00a00\u00a00\u00a03",
	"statistics":                 "统计指标 单位 主动公开规范性文件数 制发规范性文件总数 政府公报公开政府信息数 政府网站公开政府信息数 当面申请数 传真申请数 网络申请数 信函申请数 申请办结数 按时办结数 延期办结数 甲 乙",
	"statistics, narrow":         "统计 指标 单位 主动公开规范 性文件数 政府公报公开政府 信息数 政府网站公开政府 信息数 当面申 请数 传真申 请数 网络申 请数 信函申 请数 申请办 结数 按时办 结数 延期办 结数 甲",
	"statistics of the province": "项目 单位 主动公开文件数 政府网站公开数 政府公报公开数 当面申请数 网上申请数 对申请的答复数 同意公开答复数 不予公开答复数 甲",
}

func printed(title, table string) Input {
	body := "<html><meta charset=utf-8><h1>" + title + "</h1><p>一、总体情况</p><p>本年度主动公开政府信息41条。收到申请3件，均已答复。</p><p>二、附表</p><p>" + strings.ReplaceAll(printedTables[table], " ", "</p><p>") + "</p><p>三、问题</p><p>解读偏少。</p>"
	return Input{Source: "a.html", Body: []byte(body)}
}

// A table that is printed and gave no figure is the reader's fault and not the agency's: the
// report is partial, of the form that is due or that the table shows, and the table is named.
func TestMissedTables(t *testing.T) {
	titles := map[string]string{
		"2022": "晴岚县统计局2022年政府信息公开工作年度报告", "2020": "晴岚县统计局2020年政府信息公开工作年度报告", "2016": "晴岚县统计局2016年政府信息公开工作年度报告", "no year": "晴岚县统计局政府信息公开工作年度报告",
	}
	for _, c := range []struct {
		table, year string
		form        disclosure.Form
		names       string
	}{
		{"table 2", "2022", disclosure.Form2021, "二、"}, {"table 2, narrow", "2022", disclosure.Form2021, "二、"}, {"table 3", "2022", disclosure.Form2021, "三、"},
		{"rows of table 3", "2022", disclosure.Form2021, "三、"}, {"table 4", "2022", disclosure.Form2021, "四、"}, {"table 4, narrow", "2022", disclosure.Form2021, "四、"},
		{"table 2 of 2019", "2020", disclosure.Form2019, "二、"}, {"table 3", "2020", disclosure.Form2019, "三、"},
		{"table 2", "no year", disclosure.Form2021, "二、"}, {"table 3", "no year", disclosure.Form2019, "三、"},
		{"statistics", "2016", disclosure.Form2014, "统计表"}, {"statistics, narrow", "2016", disclosure.Form2014, "统计表"}, {"statistics", "2022", disclosure.Form2014, "统计表"},
		{"statistics of the province", "2016", disclosure.Form2008, "统计表"}, {"statistics of the province", "2022", disclosure.Form2008, "统计表"},
	} {
		r := Document(printed(titles[c.year], c.table))
		if r.Outcome != disclosure.OutcomePartial || r.Form == nil || *r.Form != c.form {
			t.Errorf("%s of %s: %s, form %v", c.table, c.year, r.Outcome, r.Form)
		}
		named := 0
		for _, f := range r.Findings {
			if f.Rule == disclosure.RuleUnknownLabel && f.Blame == disclosure.BlameParser && strings.Contains(f.Message, c.names) {
				named++
			}
			if f.Rule == disclosure.RuleFormDue || f.Rule == disclosure.RuleTableMissing {
				t.Errorf("%s of %s: %s", c.table, c.year, f.Message)
			}
		}
		if named != 1 {
			t.Errorf("%s of %s is named %d times: %+v", c.table, c.year, named, r.Findings)
		}
	}
}

// Sentences that say as much as a table are none.
func TestNoMissedTables(t *testing.T) {
	for _, text := range []string{
		"收到申请3件，其中自然人2件、商业企业1件、科研机构0件，均予以公开。",
		"行政复议结果维持0件、结果纠正0件、其他结果0件、尚未审结0件；未经复议直接起诉结果维持0件、结果纠正0件、其他结果0件、尚未审结0件；复议后起诉结果维持0件、结果纠正0件、其他结果0件、尚未审结0件。",
		"收到申请总数3件，其中当面申请数0件，传真申请数1件，网络申请数1件，信函申请数1件。申请办结数3件，按时办结数2件，延期办结数1件。",
	} {
		r := Document(Input{Source: "a.html", Body: []byte("<html><meta charset=utf-8><h1>晴岚县统计局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>本年度主动公开政府信息41条。</p><p>" + text + "</p>")})
		due := slices.ContainsFunc(r.Findings, func(f disclosure.Finding) bool { return f.Rule == disclosure.RuleFormDue })
		if r.Outcome != disclosure.OutcomeOK || r.Form == nil || *r.Form != disclosure.Form2008 || !due {
			t.Errorf("%s: %s, %v, %v", text, r.Outcome, r.Form, r.Findings)
		}
	}
}
