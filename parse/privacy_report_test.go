package parse

import (
	"encoding/json"
	"strings"
	"testing"

	"gongkai/disclosure"
)

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

// A full name that one sentence gives to an applicant is hidden in all others, in the title of
// the page and in the links too.
func TestRedactEverywhere(t *testing.T) {
	body := `<html><head><title>吴俊杰案</title></head><body><p>申请人吴俊杰要求公开征地批文。</p><p>吴俊杰已领取答复书，<a href="x" title="吴俊杰申请表">吴俊杰申请表</a>。</p></body></html>`
	page := evidence(t, Input{Source: "a.html", Body: []byte(body)}, nil)
	if strings.Contains(page, "俊杰") || !strings.Contains(page, "███已领取答复书") {
		t.Error(page)
	}
}
