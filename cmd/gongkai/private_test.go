package main

import (
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse"
)

// TestLinkTextsArePublic: what a list prints beside its links goes into captures, walks and
// unread_links. Persons in it are blackened before the crawler sees it; whose report it is stays.
func TestLinkTextsArePublic(t *testing.T) {
	const list = `<html><head><title>政府信息公开年报</title></head><body><ul>
<li><a href="t20240115_1.html" title="晴岚县民政局2023年政府信息公开工作年度报告">晴岚县民政局2023年政府信息公开…</a><span>2024-01-15</span></li>
<li><a href="t20240116_2.html" title="关于申请人王建国要求公开征地材料的答复（政府信息公开工作年度报告附件）">关于申请人王建国要求公开征地材料的答复（政府信息公开工作年度报告附件）</a><span>2024-01-16</span></li>
<li><a href="t20230115_3.html">晴岚县民政局2022年政府信息公开工作年度报告</a><span>2023-01-15</span></li>
</ul></body></html>`
	r := newPageReader(nil)
	c := disclosure.Capture{SiteID: "qinglan", URL: "http://qinglan.test/nb/", FinalURL: "http://qinglan.test/nb/", Status: 200, ContentType: "text/html; charset=utf-8", Role: disclosure.RoleList, Outcome: disclosure.FetchOK, Body: []byte(list)}
	raw, page := parse.Page(inputOf(c, disclosure.Division{})), r.Page(c)
	if len(page.Links) != len(raw.Links) || len(page.Links) < 2 {
		t.Fatalf("%d links, %d unredacted", len(page.Links), len(raw.Links))
	}
	named, blackened, kept := false, false, false
	for i, l := range page.Links {
		named = named || strings.Contains(raw.Links[i].Text, "王建国")
		blackened = blackened || strings.Contains(l.Text, "申请人███要求")
		kept = kept || l.Text == "晴岚县民政局2023年政府信息公开工作年度报告"
		if strings.Contains(l.Text, "王建国") {
			t.Errorf("a private person is named: %s", l.Text)
		}
	}
	if !named || !blackened || !kept {
		t.Errorf("the list names a person: %t, blackened: %t; the title of a report is whole: %t; %+v", named, blackened, kept, page.Links)
	}
}

// TestParseTextBlackens: the text that --text prints has no private person in it, and each
// character stays where the places of figures say.
func TestParseTextBlackens(t *testing.T) {
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	const said = "申请人王建国的申请已答复，全年收到申请3件。"
	status := run(t.Context(), []string{"parse", "--text", "-"}, streams{strings.NewReader(said), out, errs})
	if want := strings.Replace(said, "王建国", "███", 1) + "\n"; status != exitDone || out.String() != want {
		t.Errorf("status %d, printed %q, want %q; %s", status, out, want, errs)
	}
}
