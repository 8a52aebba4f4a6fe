package parse

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/disclosure"
)

// The identity numbers and cards below are made up; their check digits are right.
func TestRedact(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// names
		{"申请人：王建国，要求公开征地材料。", "申请人：███，要求公开征地材料。"},
		{"申请人李芳向我局提出申请。", "申请人██向我局提出申请。"},
		{"原告欧阳明不服我局答复提起诉讼。", "原告███不服我局答复提起诉讼。"},
		{"村民陈大力反映道路问题。", "村民███反映道路问题。"},
		{"申請人張建國提出的公開申請。", "申請人███提出的公開申請。"},
		{"周小川（男，汉族）来访。", "███（男，汉族）来访。"},
		{"答复了赵敏女士。", "答复了赵敏女士。"},
		{"其中，赵敏女士的申请已答复。", "其中，██女士的申请已答复。"},
		{"刘伟诉我局政府信息公开一案已审结。", "██诉我局政府信息公开一案已审结。"},
		{"申请人张某、李某某、王××的申请已合并办理。", "申请人张某、李某某、王××的申请已合并办理。"},
		{"申请人许可后方可转交，申请人范围、申请人付费的情形另行规定。", "申请人许可后方可转交，申请人范围、申请人付费的情形另行规定。"},
		{"申请人应当提供有效证件，申请人对答复不服的可以申请行政复议。", "申请人应当提供有效证件，申请人对答复不服的可以申请行政复议。"},
		{"居民安全、市民高度关注，村民程序参与。", "居民安全、市民高度关注，村民程序参与。"},
		{"成立以局长王建国为组长的领导小组。", "成立以局长王建国为组长的领导小组。"},
		{"公民、法人和其他组织不服的，可以申请复议。", "公民、法人和其他组织不服的，可以申请复议。"},
		// telephones
		{"申请人电话13812345678。", "申请人电话███████████。"},
		{"联系人为138 1234 5678。", "联系人为█████████████。"},
		{"手机号１３８１２３４５６７８已回访。", "手机号███████████已回访。"},
		{"已回访１３８１２３４５６７８。", "已回访███████████。"},
		{"如有疑问请与局办公室联系，联系电话：13812345678。", "如有疑问请与局办公室联系，联系电话：13812345678。"},
		{"电话：0596-7528789，邮编：344600。", "电话：0596-7528789，邮编：344600。"},
		{"编号20210108123456789。", "编号20210108123456789。"},
		// identity numbers and cards
		{"身份证号11010519491231002X。", "身份证号██████████████████。"},
		{"身份证号110105194912310021。", "身份证号110105194912310021。"},
		{"证件110105491231002。", "证件███████████████。"},
		{"银行卡6222021234567890128退款。", ""},
		{"统一社会信用代码91110105MA0012345X。", "统一社会信用代码91110105MA0012345X。"},
		// homes and plates
		{"家庭住址：晴岚县青石镇东街5号，年龄四十。", "家庭住址：██████████，年龄四十。"},
		{"周小川，男，住晴岚县青石镇东街5号。", "███，男，住██████████。"},
		{"住房保障信息120条，住建领域公开信息30条。", "住房保障信息120条，住建领域公开信息30条。"},
		{"车辆京A·12345违停的处理结果。", "车辆████████违停的处理结果。"},
		{"京A12345678号。", "京A12345678号。"},
		{"地址：晴岚县青石镇东街5号。", "地址：晴岚县青石镇东街5号。"},
	} {
		got, found := Redact(c.text)
		if c.want == "" { // every digit of the card
			c.want = "银行卡" + strings.Repeat("█", 19) + "退款。"
		}
		if got != c.want || found != (c.want != c.text) {
			t.Errorf("%s\n  got  %s (%v)\n  want %s", c.text, got, found, c.want)
		}
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(c.text) {
			t.Errorf("%s: places moved", c.text)
		}
	}
}

const leak = "申请人王建国，身份证号11010519491231002X，手机13812345678"

// Nothing that leaves Document or Evidence prints personal data; a finding says that there was.
func TestPersonalDataStays(t *testing.T) {
	text := "晴岚县水利局2020年政府信息公开工作年度报告\n编制依据为条例，由主动公开、依申请公开、行政复议、存在的问题和改进措施组成。\n一、概述\n收到政府信息公开申请3件，其中" + leak +
		"提出1件。\n（一）加强培训。组织培训，" + leak + "参加了培训。\n三、存在的主要问题\n一是答复不够及时，" + leak + "多次催办。二是公开不够全面。" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样。", 5)
	page := "<html><head><title>" + leak + "</title></head><body><div id=zoom><h1>晴岚县水利局2020年政府信息公开工作年度报告</h1><p>" + strings.ReplaceAll(strings.ReplaceAll(text, "\n", "</p><p>"), "13812345678", "138<b>1234</b>5678") + "</p></div></body></html>"
	for _, in := range []Input{{Source: "a.txt", Division: someCounty, Body: []byte(text)}, {Source: "a.html", Division: someCounty, Body: []byte(page)}} {
		r := Document(in)
		out, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		shown, err := Evidence(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"王建国", "11010519491231002X", "13812345678", "1234</b>"} {
			if strings.Contains(string(out), secret) {
				t.Errorf("%s: the report holds %s", in.Source, secret)
			}
			if strings.Contains(string(shown), secret) {
				t.Errorf("%s: the page shows %s", in.Source, secret)
			}
		}
		found := false
		for _, f := range r.Findings {
			found = found || f.Rule == disclosure.RulePersonal
		}
		if !found || len(r.Problems) == 0 {
			t.Errorf("%s: no finding, or nothing to leak: %+v %q", in.Source, r.Findings, r.Problems)
		}
		if f, ok := r.Figure(disclosure.Key{Indicator: "narrative_requests_received"}); !ok || f.Value.String() != "3" {
			t.Errorf("%s: the figure beside is %+v", in.Source, f)
		}
	}
}

// Marks stand where they stood, and the agency's contact stays.
func TestBlackenedPlacesStay(t *testing.T) {
	body := "<html><body><p>申请人王建国，<span>主动公开政府信息66条</span>，电话0596-7528789。</p></body></html>"
	in := Input{Source: "a.html", Body: []byte(body)}
	shown, err := Evidence(in, []Mark{{ID: "m", Place: disclosure.Place{Span: &disclosure.Span{Offset: 7, Length: 11}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"申请人███，", `>主动公开政府信息66条</mark>`, "0596-7528789"} {
		if !strings.Contains(string(shown), want) {
			t.Errorf("the page has no %q:\n%s", want, shown)
		}
	}
}
