package walk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

// steps writes links as "role address text date", a line each.
func steps(p disclosure.Page) string {
	var b strings.Builder
	for _, l := range p.Links {
		fmt.Fprintf(&b, "%s %s %s", l.Role, strings.TrimPrefix(l.URL, "http://www.a.test"), l.Text)
		if l.Date != nil {
			b.WriteString(" " + l.Date.String())
		}
		b.WriteString("\n")
	}
	return b.String()
}

func next(p disclosure.Page) string {
	var all []string
	for _, r := range p.Next {
		all = append(all, strings.TrimPrefix(r.URL, "http://www.a.test"))
	}
	return strings.Join(all, " ")
}

func page(url string, role disclosure.Role, body string) disclosure.Page {
	source := "<html>" + body + "</html>"
	doc, err := tree.New(source)
	if err != nil {
		panic(err)
	}
	v := New("http://www.a.test"+url, source, doc)
	v.Expected = role
	return Read(v)
}

const crumbs = `<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/gk/">政府信息公开</a></div>`

func TestHomeLeadsToColumns(t *testing.T) {
	p := page("/", disclosure.RoleHome, `<head><title>晴岚县人民政府</title></head><body><div class="nav"><a href="/">首页</a><a href="/gk/">政府信息公开</a><a href="/gk/zn/">政府信息公开指南</a></div>
<ul><li><a href="/news/1.html">县政府召开常务会议</a></li><li><a href="/news/2.html">晴岚县发布2022年政府信息公开工作年度报告</a></li></ul>
<div class="bm"><a href="/bm/czj/">晴岚县财政局</a><a href="http://jyj.a.test/">教育局</a><a href="/xz/ly/">芦汀镇</a><a href="javascript:void(0)">审计局</a><a href="http://www.gov.test/">中国政府网</a></div>
<div class="foot"><a href="/gk/nb/">政府信息公开年报</a></div></body>`)
	want := `list /gk/nb/ 政府信息公开年报
column /gk/ 政府信息公开
column /bm/czj/ 晴岚县财政局
column http://jyj.a.test/ 教育局
column /xz/ly/ 芦汀镇
report /news/2.html 晴岚县发布2022年政府信息公开工作年度报告
`
	if p.Role != disclosure.RoleHome || steps(p) != want {
		t.Errorf("%s\n%s", p.Role, steps(p))
	}
}

func TestHomeThatSendsOn(t *testing.T) {
	p := page("/", disclosure.RoleHome, `<head><meta http-equiv="refresh" content="0; url=/portal/index.html"></head><body></body>`)
	if steps(p) != "column /portal/index.html \n" {
		t.Error(steps(p))
	}
}

// A page that shows the newest reports of a column and leads to more is no list: what it does
// not show is not missing.
func TestMoreOfAColumn(t *testing.T) {
	body := `<title>政府信息公开</title><h3>年报</h3>` + someItems + `<a href="/gk/zfxxgknb/">更多&gt;&gt;</a><a href="/gk/zc/">更多</a>`
	p := page("/gk/", disclosure.RoleColumn, body)
	if p.Role != disclosure.RoleColumn || p.Complete || !strings.HasPrefix(steps(p), "list /gk/zfxxgknb/ \nreport /x/91.html") {
		t.Errorf("%s\n%s", p.Role, steps(p))
	}
	if p := page("/gk/zfxxgknb/", disclosure.RoleColumn, body); p.Role != disclosure.RoleList {
		t.Errorf("the column itself: %s", p.Role)
	}
}

func TestTRSList(t *testing.T) {
	p := page("/gk/nb/", disclosure.RoleList, `<head><meta name="ColumnName" content="政府信息公开年报"></head><body>`+crumbs+`
<div class="left"><ul><li><a href="../zn/">政府信息公开指南</a></li><li><a href="./">政府信息公开年报</a></li><li><a href="./bm/">部门年报</a></li></ul></div>
<ul class="list"><li><a href="./202301/t20230112_401.html" title="晴岚县人民政府2022年政府信息公开工作年度报告">晴岚县人民政府2022年政府信息公开...</a><span>2023-01-12</span></li>
<li><a href="./202206/t20220601_402.html">关于开展公开日活动的通知</a><span>[2022/6/1]</span></li>
<li><a href="./202201/t20220120_403.html">晴岚县2021年政府信息公开工作年度报告</a><span>2022年1月20日</span></li></ul>
<script>createPageHTML(3, 0, "index", "shtml");</script><div class="footer"><a href="/about.html">联系我们</a></div></body>`)
	want := `list /gk/nb/bm/ 部门年报
report /gk/nb/202301/t20230112_401.html 晴岚县人民政府2022年政府信息公开工作年度报告 2023-01-12
report /gk/nb/202206/t20220601_402.html 关于开展公开日活动的通知 2022-06-01
report /gk/nb/202201/t20220120_403.html 晴岚县2021年政府信息公开工作年度报告 2022-01-20
`
	if p.Family != "trs_wcm" || p.Role != disclosure.RoleList || steps(p) != want {
		t.Errorf("%s %s\n%s", p.Family, p.Role, steps(p))
	}
	if next(p) != "/gk/nb/index_1.shtml /gk/nb/index_2.shtml" || !p.Complete {
		t.Errorf("next %s, complete %v", next(p), p.Complete)
	}
}

const someItems = `<ul><li><a href="/x/91.html">晴岚县2022年政府信息公开工作年度报告</a><i>2023-01-12</i></li><li><a href="/x/92.html">晴岚县2021年政府信息公开工作年度报告</a><i>2022-01-12</i></li></ul>`

func TestPaging(t *testing.T) {
	for _, c := range []struct {
		name, url, pager, family, next string
		complete                       bool
	}{
		{"one page", "/nb/list.html", "", "generic", "", true},
		{"TRS count", "/nb/", `<script>var currentPage = 0; var countPage = 3; document.write("<a href=\"index"+"_" + 1 + "."+"htm\">")</script>`, "", "/nb/index_1.htm /nb/index_2.htm", true},
		{"UCAP", "/x/c110021/list.shtml", `<script>createPageHTML('page_div',3, 1,'list','shtml',44);</script>`, "ucap", "/x/c110021/list_2.shtml /x/c110021/list_3.shtml", true},
		{"UCAP links", "/x/c110021/list.shtml", `<UCAPTITLE></UCAPTITLE><a href="list_2.shtml">下一页</a><a href="list_4.shtml">尾页</a>`, "ucap", "/x/c110021/list_2.shtml /x/c110021/list_3.shtml /x/c110021/list_4.shtml", true},
		{"next only", "/nb/?page=1", `<a href="?page=2">下一页 &gt;</a>`, "", "/nb/?page=2", true},
		{"pages that a script loads", "/nb/", `<div ms-controller="list_pagebar"></div>`, "", "", false},
		{"pages that cannot be followed", "/nb/", `<a href="javascript:go(2)">下一页</a> 共 4 页`, "", "", false},
		{"too many", "/nb/", `<script>createPageHTML(90000, 0, "index", "html");</script>`, "", "", false},
	} {
		p := page(c.url, disclosure.RoleList, "<body>"+someItems+c.pager+"</body>")
		if c.family != "" && p.Family != c.family {
			t.Errorf("%s: family %s", c.name, p.Family)
		}
		if c.name == "too many" {
			if len(p.Next) != mostPages || p.Complete {
				t.Errorf("%s: %d, %v", c.name, len(p.Next), p.Complete)
			}
			continue
		}
		if len(p.Next) > 0 && p.Next[0].Probe {
			p.Next = nil // see TestProbes
		}
		if next(p) != c.next || p.Complete != c.complete || len(p.Links) != 2 {
			t.Errorf("%s: next %s, complete %v, links\n%s", c.name, next(p), p.Complete, steps(p))
		}
	}
}

func TestHanwebRecords(t *testing.T) {
	record := func(n int) string {
		return fmt.Sprintf(`<record><![CDATA[<li><a href="/art/2023/1/12/art_7_%d.html" title="晴岚县财政局2022年政府信息公开工作年度报告">晴岚县财政局2022年政...</a><span>2023-01-12</span></li>]]></record>`, n)
	}
	p := page("/col/col7/index.html", disclosure.RoleList, `<head><title>政府信息公开年报</title></head><body>`+crumbs+`<div id="123"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&columnid=7&webname=%E6%99%B4"></a>]]></nextgroup><recordset>`+record(1)+record(2)+
		`</recordset></datastore></script></div><script>$('#123').jpage({perPage:2,totalRecord:130,proxyUrl:'/module/web/jpage/dataproxy.jsp',ajaxParam:{"columnid":"7","unitid":"123","webid":14,"path":"/","webname":"晴岚县"}})</script></body>`)
	if p.Family != "hanweb_jcms" || len(p.Links) != 2 || p.Links[0].Text != "晴岚县财政局2022年政府信息公开工作年度报告" || p.Links[0].Date == nil || len(p.Next) != 1 {
		t.Fatalf("%s %d next %d\n%s", p.Family, len(p.Links), len(p.Next), steps(p))
	}
	r := p.Next[0]
	if r.Method != "POST" || r.Form.Get("unitid") != "123" || r.Form.Get("webname") != "晴岚县" || r.Form.Get("startrecord") != "1" || !strings.Contains(r.URL, "columnid=7") {
		t.Fatalf("%+v", r)
	}
	answer := func(url string, total, from, to int) disclosure.Page {
		var b strings.Builder
		for n := from; n <= to; n++ {
			b.WriteString(record(n))
		}
		return Records(url, fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?><datastore><totalrecord>%d</totalrecord><recordset>%s</recordset></datastore>`, total, b.String()))
	}
	first := answer(r.URL, 130, 1, 100)
	if len(first.Links) != 100 || !first.Complete || len(first.Next) != 1 || first.Role != disclosure.RoleList {
		t.Fatalf("first part: %d links, complete %v, next %d", len(first.Links), first.Complete, len(first.Next))
	}
	if last := answer(first.Next[0].URL, 130, 101, 130); len(last.Links) != 30 || !last.Complete || len(last.Next) != 0 {
		t.Errorf("last part: %d links, complete %v, next %d", len(last.Links), last.Complete, len(last.Next))
	}
	if none := answer(first.Next[0].URL, 130, 1, 0); none.Complete || none.Total != 130 {
		t.Errorf("an answer without records is called complete, of %d", none.Total)
	}
}

// Servers give 10 to 50 records at a time, whatever they are asked for: the walk goes on by the
// records that came, in a way that serves those who heed page and those who heed startrecord.
func TestHanwebServersThatGiveLess(t *testing.T) {
	const most, total = 15, 40
	for _, heeds := range []string{"page", "startrecord"} {
		request := "http://www.a.test/module/web/jpage/dataproxy.jsp?columnid=7&startrecord=1&endrecord=100&perpage=100&page=1"
		seen, asked := map[string]bool{}, 0
		for request != "" && asked < 10 {
			asked++
			u, _ := url.Parse(request)
			number := func(name string) int { n, _ := strconv.Atoi(u.Query().Get(name)); return n }
			size := min(most, number("perpage"))
			from := number("startrecord")
			if heeds == "page" {
				from = (number("page")-1)*size + 1
			}
			var b strings.Builder
			for n := from; n < min(from+size, total+1); n++ {
				fmt.Fprintf(&b, `<record><![CDATA[<a href="/art/2023/1/12/art_7_%d.html">晴岚县财政局2022年政府信息公开工作年度报告</a>]]></record>`, n)
			}
			p := Records(request, fmt.Sprintf(`<datastore><totalrecord>%d</totalrecord><recordset>%s</recordset></datastore>`, total, b.String()))
			if !p.Complete || p.Total != total {
				t.Fatalf("%s: answer %d: complete %v (%s), total %d", heeds, asked, p.Complete, p.Doubt, p.Total)
			}
			for _, l := range p.Links {
				seen[l.URL] = true
			}
			request = ""
			if len(p.Next) > 0 {
				request = p.Next[0].URL
			}
		}
		if len(seen) != total || asked != 3 {
			t.Errorf("%s: %d of %d records with %d requests", heeds, len(seen), total, asked)
		}
	}
	uneven := Records("http://www.a.test/dataproxy.jsp?columnid=7&startrecord=16&endrecord=30&perpage=15&page=2",
		`<datastore><totalrecord>40</totalrecord><recordset>`+strings.Repeat(`<record><![CDATA[<a href="/art/2023/1/12/art_7_1.html">晴岚县财政局2022年政府信息公开工作年度报告</a>]]></record>`, 7)+`</recordset></datastore>`)
	if uneven.Complete || uneven.Doubt == "" {
		t.Error("an answer that breaks off in the middle is called complete")
	}
}

func TestReportPageOffersItsAttachments(t *testing.T) {
	body := `<head><title>` + reportTitle + `</title></head><body>` + crumbs + `<h1>` + reportTitle + `</h1><div id="zoom"><p>全文见附件</p><a href="P02.pdf">` + reportTitle + `.pdf</a><a href="/x.html">上一篇</a><iframe src="/v.html?file=/b.pdf"></iframe><embed src="c.ofd"></div></body>`
	p := page("/gk/nb/t1.html", disclosure.RoleReport, body)
	want := "attachment /gk/nb/P02.pdf " + reportTitle + ".pdf\nattachment /v.html?file=/b.pdf \nattachment /gk/nb/c.ofd \n"
	if p.Role != disclosure.RoleReport || steps(p) != want {
		t.Errorf("%s\n%s", p.Role, steps(p))
	}
	if p := page("/gk/nb/", disclosure.RoleList, body); p.Role != disclosure.RoleReport {
		t.Errorf("a column that is the report itself: %s", p.Role)
	}
}

const reportTitle = "晴岚县财政局2022年政府信息公开工作年度报告"
