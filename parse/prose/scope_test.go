package prose

import (
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

// The preamble says whose figures a government's report counts.
func TestScopeOfGovernments(t *testing.T) {
	for _, c := range []struct {
		text string
		want disclosure.Scope
	}{
		{"本报告由县政府办公室根据全县各乡镇、各部门的年度报告汇总编制。", disclosure.ScopeAggregate},
		{"本报告综合各街道、区直各有关部门的数据编制而成。", disclosure.ScopeAggregate},
		{"本报告汇总了县政府各部门和各乡镇的情况。", disclosure.ScopeAggregate},
		{"所列数据为全县各级行政机关汇总数据。", disclosure.ScopeAggregate},
		{"本报告数据包含县政府部门、乡镇人民政府。", disclosure.ScopeAggregate},
		{"本报告仅反映县政府办公室的政府信息公开情况。", disclosure.ScopeOwnOffice},
		{"所列数据不含各部门和乡镇。", disclosure.ScopeOwnOffice},
		{"数据统计范围为县政府本级。", disclosure.ScopeOwnOffice},
		{"本报告只统计本机关的数据。", disclosure.ScopeOwnOffice},
		{"如有疑问，请与县政府办公室联系。", disclosure.ScopeUnknown},
		{"本报告根据《条例》和省政府对各部门年度报告的要求编制。", disclosure.ScopeUnknown},
		{"根据市政府办公室关于各部门编制年度报告的通知，编制本报告。", disclosure.ScopeUnknown},
		{"本报告由县政府办公室编制。", disclosure.ScopeUnknown},
		{"本报告根据条例编制，如有疑问请与政府办公室联系。", disclosure.ScopeUnknown},
	} {
		lines := tree.Lines(tree.Text(c.text).Flow, nil)
		if got := preambleScope(lines, disclosure.ScopeUnknown); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}
