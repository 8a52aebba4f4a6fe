package walk

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// answered reads an answer, and its links as steps writes them.
func answered(t *testing.T, url, asked, text string) disclosure.Page {
	t.Helper()
	p, ok := Answer("http://www.a.test"+url, asked, text)
	if !ok {
		t.Fatalf("no answer: %s", text)
	}
	return p
}

const gkmlptShell = `<head><title>晴岚县人民政府政府信息公开平台</title></head><body><div id="app"></div><script>window._CONFIG = { APP_URL: "http:\/\/www.a.test\/czj", SID: '662021',
TREE: [{"id":1,"name":"政策","children":[{"id":2,"name":"规范性文件"}]},{"id":720,"name":"\u653f\u5e9c\u4fe1\u606f\u516c\u5f00\u5e74\u62a5","post_count":3,"children":[{"id":721,"name":"2022年政府信息公开年报"}]}], DETAIL: null };</script></body>`

func TestGkmlpt(t *testing.T) {
	want := "list /czj/gkmlpt/api/all/720?page=1&sid=662021 政府信息公开年报\nlist /czj/gkmlpt/api/all/721?page=1&sid=662021 2022年政府信息公开年报\n"
	for _, role := range []disclosure.Role{disclosure.RoleColumn, disclosure.RoleList} {
		p := page("/czj/gkmlpt/annualreport", role, gkmlptShell)
		if p.Family != "gkmlpt" || steps(p) != want || p.Role != role || p.Complete != (role == disclosure.RoleList) {
			t.Errorf("%s: %s, complete %v (%s)\n%s", role, p.Family, p.Complete, p.Doubt, steps(p))
		}
	}
	if p := page("/czj/gkmlpt/index", disclosure.RoleList, strings.Replace(gkmlptShell, `"children":[{"id":721`, `"children":[{"id":`, 1)); p.Complete || len(p.Links) > 0 {
		t.Errorf("a tree that can't be read: complete %v\n%s", p.Complete, steps(p))
	}

	article := `{"id":7,"title":"晴岚县财政局2022年政府信息公开工作年度报告","url":"http:\/\/www.a.test\/czj\/gkmlpt\/content\/2\/2155\/post_2155421.html","date":1673487000,"created_at":"2024-05-01 10:00:00"}`
	other := `{"id":8,"title":"关于开展公开日活动的通知","url":"/czj/gkmlpt/content/2/2155/post_2155422.html","created_at":"2022-06-01 10:00:00"}`
	const first = "/czj/gkmlpt/api/all/720?page=1&sid=662021"
	for _, c := range []struct {
		name, url, text string
		links, total    int
		next            string
		complete        bool
	}{
		{"all", first, `{"articles":[` + article + `,` + other + `],"total":2,"classify":{"name":"政府信息公开年报","post_count":2}}`, 2, 2, "", true},
		{"three pages", first, `{"articles":[` + article + `,` + other + `],"total":5}`, 2, 5, "/czj/gkmlpt/api/all/720?page=2&sid=662021 /czj/gkmlpt/api/all/720?page=3&sid=662021", true},
		{"counted by the column only", first, `{"articles":[` + article + `,` + other + `],"classify":{"post_count":3}}`, 2, 3, "/czj/gkmlpt/api/all/720?page=2&sid=662021", true},
		{"second page", "/czj/gkmlpt/api/all/720?page=2&sid=662021", `{"articles":[` + article + `],"total":3}`, 1, 3, "", true},
		{"not counted", first, `{"articles":[` + article + `]}`, 1, 0, "", false},
		{"nothing", first, `{"articles":[],"total":0}`, 0, 0, "", false},
		{"an error", first, `{"error":"系统繁忙"}`, 0, 0, "", false},
		{"other types", first, `{"articles":{"0":1},"total":"5"}`, 0, 0, "", false},
		{"without address", first, `{"articles":[` + article + `,{"title":"x"}],"total":2}`, 1, 2, "", false},
	} {
		p := answered(t, c.url, "", c.text)
		if p.Role != disclosure.RoleList || p.Family != "gkmlpt" || len(p.Links) != c.links || p.Total != c.total || next(p) != c.next || p.Complete != c.complete || p.Complete == (p.Doubt != "") {
			t.Errorf("%s: total %d, next %s, complete %v (%s)\n%s", c.name, p.Total, next(p), p.Complete, p.Doubt, steps(p))
		}
	}
	p := answered(t, first, "", `{"articles":[`+article+`,`+other+`],"total":2}`)
	if want := "report /czj/gkmlpt/content/2/2155/post_2155421.html 晴岚县财政局2022年政府信息公开工作年度报告 2023-01-12\nreport /czj/gkmlpt/content/2/2155/post_2155422.html 关于开展公开日活动的通知 2022-06-01\n"; steps(p) != want {
		t.Error(steps(p))
	}
}

func TestNoAnswer(t *testing.T) {
	for _, c := range [][2]string{
		{"/czj/gkmlpt/api/all/720?page=1", `<html><body>系统繁忙</body></html>`},
		{"/czj/gkmlpt/api/all/720?page=1", `{"articles":[`},
		{"/czj/gkmlpt/api/all/720?page=1", ``},
		{"/czj/list.html", `{"articles":[]}`},
	} {
		if _, ok := Answer("http://www.a.test"+c[0], "", c[1]); ok {
			t.Errorf("%s: %q is taken for an answer", c[0], c[1])
		}
	}
}
