package walk

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// posts are the requests of a page, as address, body.
func posts(p disclosure.Page) string {
	var b strings.Builder
	for _, r := range p.Next {
		fmt.Fprintf(&b, "%s %s %s%s\n", r.Method, strings.TrimPrefix(r.URL, "http://www.a.test"), r.Form.Encode(), r.JSON)
	}
	return b.String()
}

const searchColumn = `<head><title>政府信息公开年报</title></head><body><div id="div680"></div><script>
$.ajax({type:'post',url:"/module/xxgk/search.jsp",data:{infotypeId:'B0110',jdid:'3',area:'LCX0008',divid:'div680',vc_title:'',currpage:1,texttype:'0',fbtime:'-1'}});</script></body>`

func TestHanwebSearch(t *testing.T) {
	p := page("/col/col2456/index.html", disclosure.RoleList, searchColumn)
	if p.Family != "hanweb_xxgk" || len(p.Next) != 1 || !p.Next[0].First || !p.Complete {
		t.Fatalf("%s, complete %v (%s), next %s", p.Family, p.Complete, p.Doubt, posts(p))
	}
	form := p.Next[0].Form
	if p.Next[0].Method != "POST" || form.Get("infotypeId") != "B0110" || form.Get("jdid") != "3" || form.Get("area") != "LCX0008" || form.Get("divid") != "div680" || form.Get("currpage") != "1" {
		t.Errorf("asked: %v", form)
	}
	if p := page("/col/col2456/index.html", disclosure.RoleList, strings.Replace(searchColumn, "B0110", "", 1)); p.Complete || len(p.Next) > 0 || p.Doubt == "" {
		t.Errorf("a search of all columns: complete %v (%s), next %s", p.Complete, p.Doubt, posts(p))
	}

	found := someItems + `<div><a onclick="search(2)">下一页</a>&nbsp;共3页&nbsp;第1页</div>`
	address := strings.TrimPrefix(p.Next[0].URL, "http://www.a.test")
	p = page(address, disclosure.RoleList, found)
	if len(p.Next) != 2 || !p.Complete || p.Next[0].Form.Get("currpage") != "2" || p.Next[1].Form.Get("currpage") != "3" || p.Next[1].Form.Get("infotypeId") != "B0110" || len(p.Links) != 2 {
		t.Errorf("first page: complete %v (%s), next %s", p.Complete, p.Doubt, posts(p))
	}
	if p := page(strings.Replace(address, "currpage=1", "currpage=3", 1), disclosure.RoleList, found); len(p.Next) != 0 || !p.Complete {
		t.Errorf("last page: complete %v (%s), next %s", p.Complete, p.Doubt, posts(p))
	}
	if p := page(address, disclosure.RoleList, someItems+`<div><a onclick="search(2)">下一页</a></div>`); p.Complete {
		t.Error("a search that does not say how many pages there are is called complete")
	}
	if p := page(address, disclosure.RoleList, `<p>没有找到相关信息</p>`); p.Complete {
		t.Error("a search that found nothing is called complete")
	}
}

func TestHanwebJPaaS(t *testing.T) {
	const unit = `<script url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{'parseType':'bulidstatic','webId':'2945','tplSetId':'quS','pageType':'column','tagId':'%s','editType':'null','pageId':'14'}"></script>`
	column := `<head><title>政府信息公开年报</title></head><body>` + fmt.Sprintf(unit, "导航") + fmt.Sprintf(unit, "信息列表") + `</body>`
	p := page("/zwgk/nb/index.html", disclosure.RoleList, column)
	if p.Family != "hanweb_jpaas" || len(p.Next) != 1 || !p.Next[0].First || !p.Complete {
		t.Fatalf("%s, complete %v (%s), next %s", p.Family, p.Complete, p.Doubt, posts(p))
	}
	asked, _ := url.Parse(p.Next[0].URL)
	if q := asked.Query(); q.Get("tagId") != "信息列表" || q.Get("parseType") != "bulidstatic" || q.Get("paramJson") != `{"pageNo":1,"pageSize":15}` || q.Get("pageId") != "14" {
		t.Errorf("asked: %v", q)
	}
	address := strings.TrimPrefix(p.Next[0].URL, "http://www.a.test")
	html := strings.NewReplacer(`"`, `\"`).Replace(someItems)
	for _, c := range []struct {
		name, pager string
		next        int
		complete    bool
	}{
		{"attributes", `<div class=\"pagination\" rows=\"2\" count=\"5\" pageNo=\"1\"></div>`, 2, true},
		{"query", `<div queryData=\"{'rows':'2','count':'3','pageNo':'1'}\"></div>`, 1, true},
		{"all", `<div class=\"pagination\" rows=\"15\" count=\"2\"></div>`, 0, true},
		{"uncounted", ``, 0, false},
		{"counted wrongly", `<div rows=\"2\" count=\"1\"></div>`, 0, false},
		{"no numbers", `<div class=\"pagination\" rows=\"\" count=\"\"></div>`, 0, false},
	} {
		p := answered(t, address, "", `{"success":true,"data":{"html":"`+html+c.pager+`"}}`)
		if p.Family != "hanweb_jpaas" || len(p.Links) != 2 || len(p.Next) != c.next || p.Complete != c.complete || p.Links[0].Date == nil {
			t.Errorf("%s: %d links, complete %v (%s), next %s", c.name, len(p.Links), p.Complete, p.Doubt, posts(p))
		}
		if len(p.Next) > 0 && !strings.Contains(p.Next[0].URL, url.QueryEscape(`{"pageNo":2,"pageSize":2}`)) {
			t.Errorf("%s: %s", c.name, posts(p))
		}
	}
	if p := answered(t, address, "", `{"success":false,"data":null}`); p.Complete || p.Doubt == "" {
		t.Error("an answer of nothing is called complete")
	}
	second := strings.Replace(address, url.QueryEscape(`"pageNo":1`), url.QueryEscape(`"pageNo":2`), 1)
	if p := answered(t, second, "", `{"data":{"html":"`+html+`<div rows=\"2\" count=\"5\"></div>"}}`); !p.Complete || len(p.Next) != 0 || p.Total != 5 {
		t.Errorf("second page: complete %v (%s), next %s", p.Complete, p.Doubt, posts(p))
	}
}

func TestVSBCountsDown(t *testing.T) {
	const items = `<div id="vsb_content"></div>` + someItems
	for _, c := range []struct {
		name, url, pager, next string
		complete               bool
	}{
		{"first", "/xx/nb.htm", `<a href="nb/3.htm">下页</a><a href="nb/1.htm">尾页</a>`, "/xx/nb/3.htm /xx/nb/2.htm /xx/nb/1.htm", true},
		{"in the middle", "/xx/nb/3.htm", `<a href="../nb.htm">首页</a><a href="../nb.htm">上页</a><a href="2.htm">下页</a><a href="1.htm">尾页</a>`, "/xx/nb/2.htm /xx/nb/1.htm", true},
		{"last", "/xx/nb/1.htm", `<a href="../nb.htm">首页</a><a href="2.htm">上页</a>`, "", true},
		{"one page", "/xx/nb.htm", ``, "", true},
		{"counting up", "/xx/nb.htm", `<a href="nb/2.htm">下页</a><a href="nb/9.htm">尾页</a>`, "/xx/nb/2.htm", true},
		{"elsewhere", "/xx/nb.htm", `<a href="/yy/3.htm">下页</a>`, "/yy/3.htm", true},
	} {
		p := page(c.url, disclosure.RoleList, "<body>"+items+c.pager+"</body>")
		if p.Family != "vsb" || next(p) != c.next || p.Complete != c.complete {
			t.Errorf("%s: %s, next %s, complete %v (%s)", c.name, p.Family, next(p), p.Complete, p.Doubt)
		}
	}
}

func TestEpoint(t *testing.T) {
	const shell = `<head><title>政府信息公开年报</title><script src="/js/webBuilderCommon.js?v=3"></script></head><body><div id="list"></div></body>`
	const site = `var siteInfo = {"projectName":"/EWB-FRONT","siteGuid":"bc6e816e"};`
	const first = `POST /EWB-FRONT/rest/lightfrontaction/getgovinfolist {"deptcode":"02","categorynum":"003005","siteGuid":"bc6e816e","pageIndex":0,"pageSize":20}` + "\n"
	p := page("/dynamic/zwgk/govInfoPub.html?categorynum=003005&deptcode=02", disclosure.RoleList, shell)
	if p.Family != "epoint" || !p.Complete || next(p) != "/js/webBuilderCommon.js?categorynum=003005&deptcode=02" {
		t.Fatalf("%s, complete %v (%s), next %s", p.Family, p.Complete, p.Doubt, next(p))
	}
	if p := answered(t, next(p), "", site); posts(p) != first || !p.Complete || !p.Next[0].First {
		t.Errorf("script: complete %v (%s), next %s", p.Complete, p.Doubt, posts(p))
	}
	if p := answered(t, next(p), "", `var other = {};`); p.Complete || p.Doubt == "" {
		t.Error("a script that says nothing is called complete")
	}
	if p := page("/dynamic/zwgk/govInfoPub.html?categorynum=003005&deptcode=02", disclosure.RoleList, shell+"<script>"+site+"</script>"); posts(p) != first || !p.Complete {
		t.Errorf("in the page: complete %v (%s), next %s", p.Complete, p.Doubt, posts(p))
	}
	if p := page("/dynamic/zwgk/govInfoPub.html", disclosure.RoleList, shell); p.Complete || len(p.Next) > 0 {
		t.Errorf("without a column: complete %v, next %s", p.Complete, posts(p))
	}

	const data = `{"custom":{"data":[{"title":"晴岚县财政局2022年政府信息公开工作年度报告","infourl":"/zfxxgk/003005/20230112/a.html","infodate":"2023-01-12"},{"title":"关于开展公开日活动的通知","infourl":"/b.html","infodate":""}],"total":%s}}`
	body := func(page int) string {
		return fmt.Sprintf(`{"deptcode":"02","categorynum":"003005","siteGuid":"bc6e816e","pageIndex":%d,"pageSize":20}`, page)
	}
	const address = "/EWB-FRONT/rest/lightfrontaction/getgovinfolist"
	for _, c := range []struct {
		name, asked, total string
		next               int
		complete           bool
	}{
		{"all", body(0), `2`, 0, true},
		{"three pages", body(0), `5`, 2, true},
		{"in quotes", body(0), `"3"`, 1, true},
		{"second page", body(1), `5`, 0, true},
		{"uncounted", body(0), `null`, 0, false},
		{"unknown question", ``, `5`, 0, false},
	} {
		p := answered(t, address, c.asked, fmt.Sprintf(data, c.total))
		if len(p.Links) != 2 || p.Links[0].Date == nil || len(p.Next) != c.next || p.Complete != c.complete {
			t.Errorf("%s: %d links, complete %v (%s), next %s", c.name, len(p.Links), p.Complete, p.Doubt, posts(p))
		}
		if len(p.Next) > 0 && p.Next[0].JSON != strings.Replace(body(1), `"pageSize":20`, `"pageSize":2`, 1) {
			t.Errorf("%s: %s", c.name, posts(p))
		}
	}
	if p := answered(t, address, body(0), `{"custom":{"data":[],"total":0}}`); p.Complete {
		t.Error("an answer of nothing is called complete")
	}
}

func TestTrueCMS(t *testing.T) {
	const column = `<head><title>政府信息公开年报</title></head><body><script>$('#page').jpage({totalRecord:130,groupSize:3,perPage:20,proxyUrl:'http://www.a.test/truecms/messageController/getMessage.do',ajaxParam:{columnId:'754f'}});</script></body>`
	p := page("/nb/nb.html", disclosure.RoleList, column)
	const first = "/truecms/messageController/getMessage.do?columnId=754f&endrecord=20&perpage=20&startrecord=1"
	if p.Family != "hanweb_truecms" || next(p) != first || !p.Complete || !p.Next[0].First {
		t.Fatalf("%s, complete %v (%s), next %s", p.Family, p.Complete, p.Doubt, next(p))
	}
	if p := page("/nb/nb.html", disclosure.RoleList, strings.Replace(column, "'754f'", "''", 1)); p.Complete {
		t.Error("a list without a column is called complete")
	}
	const records = `<record><![CDATA[<li><a href='/nb/content/1.html'>晴岚县财政局2022年政府信息公开工作年度报告</a><span>2023-01-12</span></li>]]></record>`
	for _, c := range []struct {
		name, text, next string
		complete         bool
	}{
		{"json", `{"result":"<datastore><totalrecord>1</totalrecord><recordset>` + records + `</recordset></datastore>"}`, "", true},
		{"jsonp", `cb({"result":"<datastore><totalrecord>1</totalrecord><recordset>` + records + `</recordset></datastore>"});`, "", true},
		{"more than it counts", `{"result":"<datastore><totalrecord>1</totalrecord><recordset>` + records + records + `</recordset></datastore>"}`, "", false},
		{"fewer than asked for", `{"result":"<datastore><totalrecord>2</totalrecord><recordset>` + records + `</recordset></datastore>"}`, "/truecms/messageController/getMessage.do?columnId=754f&endrecord=2&perpage=1&startrecord=2", true},
		{"uncounted", `{"result":"<datastore><recordset>` + records + `</recordset></datastore>"}`, "", false},
		{"nothing", `{"result":""}`, "", false},
	} {
		if p := answered(t, first, "", c.text); p.Family != "hanweb_truecms" || next(p) != c.next || p.Complete != c.complete || p.Complete && (len(p.Links) != 1 || p.Links[0].Date == nil) {
			t.Errorf("%s: complete %v (%s), next %s\n%s", c.name, p.Complete, p.Doubt, next(p), steps(p))
		}
	}
}

func TestASPNet(t *testing.T) {
	form := func(pager string) string {
		return `<body><form method="post" action="./l.aspx?cid=9"><input type="hidden" name="__VIEWSTATE" value="/wEP=="><input name="kw" type="text"><input type="submit" name="btn" value="搜索">` + someItems + pager + `</form></body>`
	}
	for _, c := range []struct {
		name, body, next string
		complete         bool
	}{
		{"next", form(`<a href="javascript:__doPostBack('P1','3')">下一页</a><a href="javascript:__doPostBack('P1','9')">尾页</a>`), "__EVENTARGUMENT=3&__EVENTTARGET=P1&__VIEWSTATE=%2FwEP%3D%3D&kw=", true},
		{"numbers", form(`<table><tr><td><a href="javascript:__doPostBack('g','Page$1')">1</a></td><td><span>2</span></td><td><a href="javascript:__doPostBack('g','Page$3')">3</a></td></tr></table>`), "__EVENTARGUMENT=Page%243&__EVENTTARGET=g&__VIEWSTATE=%2FwEP%3D%3D&kw=", true},
		{"first ten", form(`<table><tr><td><span>1</span></td><td><a href="javascript:__doPostBack('g','Page$2')">2</a></td></tr></table>`), "__EVENTARGUMENT=Page%242&__EVENTTARGET=g&__VIEWSTATE=%2FwEP%3D%3D&kw=", true},
		{"end of ten", form(`<table><tr><td><a href="javascript:__doPostBack('g','Page$1')">...</a></td><td><a href="javascript:__doPostBack('g','Page$19')">19</a></td><td><span>20</span></td><td><a href="javascript:__doPostBack('g','Page$21')">...</a></td></tr></table>`), "__EVENTARGUMENT=Page%2421&__EVENTTARGET=g&__VIEWSTATE=%2FwEP%3D%3D&kw=", true},
		{"end of all", form(`<table><tr><td><a href="javascript:__doPostBack('g','Page$10')">...</a></td><td><a href="javascript:__doPostBack('g','Page$19')">19</a></td><td><span>20</span></td></tr></table>`), "", true},
		{"last", form(`<a href="javascript:__doPostBack('P1','1')">首页</a><a href="javascript:__doPostBack('P1','1')">上一页</a>`), "", true},
		{"one page", form(``), "", true},
		{"outside a form", strings.ReplaceAll(form(`<a href="javascript:__doPostBack('P1','2')">下一页</a>`), "form", "div"), "", false},
	} {
		p := page("/x/l.aspx?cid=9", disclosure.RoleList, c.body)
		if len(p.Next) > 0 && p.Next[0].Probe {
			p.Next = nil
		}
		want := ""
		if c.next != "" {
			want = "POST /x/l.aspx?cid=9 " + c.next + "\n"
		}
		if p.Family != "aspnet" || posts(p) != want || p.Complete != c.complete {
			t.Errorf("%s: %s, complete %v (%s), next %s", c.name, p.Family, p.Complete, p.Doubt, posts(p))
		}
	}
}

func TestNanfangAndLonsun(t *testing.T) {
	for _, c := range []struct {
		name, url, pager, family, next string
		complete                       bool
	}{
		{"nanfang", "/nb/index.html", `<a href="content/post_109143.html">x</a><a href="index_2.html">下一页</a><a href="index_4.html">尾页</a>`, "nanfang", "/nb/index_2.html /nb/index_3.html /nb/index_4.html", true},
		{"lonsun", "/openness/public/column/6605221?type=3", `<script>Ls.pagination("#p", go, { currPage: 1, pageCount: 3 });</script>`, "lonsun", "/openness/public/column/6605221?pageIndex=2&type=3 /openness/public/column/6605221?pageIndex=3&type=3", true},
		{"lonsun further", "/openness/public/column/6605221?pageIndex=2&type=3", `<script>Ls.pagination("#p", go, { currPage: 2, pageCount: 3 });</script>`, "lonsun", "", true},
		{"lonsun uncounted", "/openness/public/column/6605221?type=3", `<a href="javascript:go(2)">下一页</a>`, "lonsun", "", false},
	} {
		p := page(c.url, disclosure.RoleList, "<body>"+someItems+c.pager+"</body>")
		if len(p.Next) > 0 && p.Next[0].Probe {
			p.Next = nil
		}
		if p.Family != c.family || next(p) != c.next || p.Complete != c.complete {
			t.Errorf("%s: %s, next %s, complete %v (%s)", c.name, p.Family, next(p), p.Complete, p.Doubt)
		}
	}
	typed := page("/czj/1/", disclosure.RoleColumn, `<head><title>晴岚县财政局</title><meta name="ColumnName" content="财政局"><meta name="ColumnType" content="信息公开年报"></head><body><ul><li><a href="/a.html">2022年报告</a><i>2023-01-12</i></li></ul></body>`)
	if typed.Family != "lonsun" || typed.Role != disclosure.RoleList {
		t.Errorf("a column by its type: %s, %s", typed.Family, typed.Role)
	}
}

func TestUCAPSearch(t *testing.T) {
	const shell = `<head><title>政府信息公开年报</title><meta name="channelid" content="754f6db5d29446d5b25cda3a86d102cd"></head><body><ul id="list"></ul><script>%s</script></body>`
	const first = "/common/search/754f6db5d29446d5b25cda3a86d102cd?_isAgg=true&_isJson=true&_pageSize=15&_template=index&page=1"
	for name, c := range map[string]struct{ script, next string }{
		"in the address": {`$.get("/common/search/754f6db5d29446d5b25cda3a86d102cd?_isAgg=true&_isJson=true&_pageSize=15&_template=index&page=" + n)`, first},
		"in meta":        {`$.get("/common/search/" + channelId + "?_isAgg=true&_isJson=true&_pageSize=15&page=" + n)`, first},
		"no size":        {`$.get('/common/search/' + channelId + '?_isAgg=true&_isJson=true&page=' + n)`, strings.Replace(first, "=15", "=20", 1)},
	} {
		p := page("/xx/c110014/list.shtml", disclosure.RoleList, fmt.Sprintf(shell, c.script))
		if p.Family != "ucap" || next(p) != c.next || !p.Complete || !p.Next[0].First {
			t.Errorf("%s: %s, complete %v (%s), next %s", name, p.Family, p.Complete, p.Doubt, next(p))
		}
	}
	if p := page("/xx/c110014/list.shtml", disclosure.RoleList, strings.Replace(fmt.Sprintf(shell, `$.get("/common/search/" + channelId + "?_isJson=true")`), "channelid", "channel", 1)); p.Complete || len(p.Next) > 0 {
		t.Errorf("without a channel: complete %v, next %s", p.Complete, next(p))
	}
	const found = `{"code":200,"data":{"page":1,"rows":15,"total":%s,"results":[{"title":"<em>晴岚县</em>2022年政府信息公开工作年度报告","url":"//www.a.test/xx/c1.shtml","publishedTimeStr":"2023-01-12 09:00:00"},{"title":"晴岚县2021年政府信息公开工作年度报告","url":"/xx/c2.shtml","publishedTimeStr":""}]}}`
	for _, c := range []struct {
		name, page, total string
		next              int
		complete          bool
	}{
		{"all", "1", "2", 0, true}, {"three pages", "1", "5", 2, true}, {"second page", "2", "5", 0, true},
		{"uncounted", "1", "null", 0, false}, {"counted wrongly", "1", "1", 0, false}, {"endless", "1", "999999", 199, false},
	} {
		p := answered(t, strings.Replace(first, "page=1", "page="+c.page, 1), "", fmt.Sprintf(found, c.total))
		if len(p.Links) != 2 || p.Links[0].URL != "http://www.a.test/xx/c1.shtml" || !strings.HasPrefix(p.Links[0].Text, "晴岚县2022年") || p.Links[0].Date == nil || len(p.Next) != c.next || p.Complete != c.complete {
			t.Errorf("%s: complete %v (%s), %d more\n%s", c.name, p.Complete, p.Doubt, len(p.Next), steps(p))
		}
	}
}
