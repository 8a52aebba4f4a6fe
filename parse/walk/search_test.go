package walk

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

func searchView(t *testing.T, body string) *View {
	t.Helper()
	source := `<html><head><title>黎川县人民政府</title></head><body>` + body + `</body></html>`
	doc, err := tree.New(source)
	if err != nil {
		t.Fatal(err)
	}
	return New("http://a.gov.cn/index.html", source, doc)
}

// Which forms are the search of a site, and what they send.
func TestSearchForms(t *testing.T) {
	const was = `<form name="searchform" action="/was5/web/search" method="get"><input type="hidden" name="channelid" value="221078"><input type="text" name="searchword" value="请输入关键字"><input type="submit" value="搜索"></form>`
	for name, c := range map[string]struct {
		body string
		want *disclosure.SearchForm
	}{
		"TRS WAS": {was, &disclosure.SearchForm{URL: "http://a.gov.cn/was5/web/search", Field: "searchword", Fixed: url.Values{"channelid": {"221078"}}}},
		"Hanweb jsearch, with choices": {`<form action="http://a.gov.cn/jsearchfront/search.do?x=1"><input name=websiteid type=hidden value=361022000000000><select name="pos"><option value="">全部</option><option value="title" selected>标题</option></select>
			<input type=radio name=sort value=1><input type=radio name=sort value=2 checked><input name=q placeholder="站内搜索"><button>搜</button></form>`,
			&disclosure.SearchForm{URL: "http://a.gov.cn/jsearchfront/search.do", Field: "q", Fixed: url.Values{"websiteid": {"361022000000000"}, "pos": {"title"}, "sort": {"2"}}}},
		"named by its button only": {`<form action="s.aspx"><input type="text" name="a1"><input type="image" alt="搜索" src="s.gif"></form>`,
			&disclosure.SearchForm{URL: "http://a.gov.cn/s.aspx", Field: "a1", Fixed: url.Values{}}},
		"a form that checks itself":        {strings.Replace(was, `method="get"`, `onsubmit="return check(this)"`, 1), &disclosure.SearchForm{URL: "http://a.gov.cn/was5/web/search", Field: "searchword", Fixed: url.Values{"channelid": {"221078"}}}},
		"two, the first asked by a script": {`<form action="javascript:go()"><input name="keyword"></form>` + was, &disclosure.SearchForm{URL: "http://a.gov.cn/was5/web/search", Field: "searchword", Fixed: url.Values{"channelid": {"221078"}}}},
		"sent by a script":                 {strings.Replace(was, `method="get"`, `onsubmit="go(); return false;"`, 1), &disclosure.SearchForm{Field: "searchword", Bar: disclosure.SearchScript}},
		"sent by POST":                     {strings.Replace(was, `"get"`, `"POST"`, 1), &disclosure.SearchForm{Field: "searchword", Bar: disclosure.SearchScript}},
		"without a place":                  {`<form><input name="searchWord"><a onclick="s()">搜索</a></form>`, &disclosure.SearchForm{Field: "searchWord", Bar: disclosure.SearchScript}},
		"a field without a form":           {`<div><input type="text" id="searchKey"><img onclick="s()" src="s.png"></div>`, &disclosure.SearchForm{Bar: disclosure.SearchScript}},
		"with a captcha":                   {strings.Replace(was, `<input type="submit"`, `<input name="yzm"><input type="submit"`, 1), &disclosure.SearchForm{Field: "searchword", Bar: disclosure.SearchCaptcha}},
		"logging in":                       {`<form action="/login"><input name="username"><input type="password" name="p"></form>`, nil},
		"a letter by its number":           {`<form action="/xj/search.jsp" method="get">信件编号<input name="search"><input type="submit" value="查询"></form>`, nil},
		"more than words":                  {`<form action="/s"><input name="title"><input name="begin"><input name="end"><input type="submit" value="检索"></form>`, nil},
		"something else":                   {`<form action="/page"><input name="pageNo"><input type="submit" value="跳转"></form>`, nil},
		"nothing":                          {`<p>站内搜索</p>`, nil},
	} {
		got := searchView(t, c.body).searchForm()
		switch {
		case (got == nil) != (c.want == nil):
			t.Errorf("%s: %+v", name, got)
		case got == nil:
		case got.Bar != c.want.Bar, got.URL != c.want.URL, got.Field != c.want.Field, c.want.Fixed != nil && !reflect.DeepEqual(got.Fixed, c.want.Fixed):
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	for charset, want := range map[string]string{"gb18030": "gb18030", "utf-8": "utf-8", "": "utf-8"} {
		v := searchView(t, was)
		if v.Charset = charset; v.searchForm().Charset != want {
			t.Errorf("a form of a page in %q is sent in %s", charset, v.searchForm().Charset)
		}
	}
}

// What an answer says of its results. What is understood of none of these proves nothing.
func TestSearchAnswers(t *testing.T) {
	const items = `<ul><li><a href="/czj/202201/t1.html">黎川县财政局<em>2021</em>年政府信息公开工作年度报告</a><p>本机关无法提供的政府信息没有相关内容</p></li>
		<li><a href="/news/1.html">黎川县召开政府信息公开工作推进会</a></li></ul>`
	for name, c := range map[string]struct {
		body    string
		want    disclosure.SearchAnswer
		links   int
		reports int
	}{
		"a count":                      {`<p>为您找到相关结果约 <b>2</b> 个</p>` + items, disclosure.SearchAnswer{Total: 2}, 2, 1},
		"another":                      {`<p>共检索到符合条件的信息2条</p>` + items, disclosure.SearchAnswer{Total: 2}, 2, 1},
		"many":                         {`<p>共找到 1,234 条结果</p>` + items + `<a href="?page=2">下一页</a>`, disclosure.SearchAnswer{Total: 1234, More: true}, 2, 1},
		"a pager that a script turns":  {`<p>共找到 2 条结果</p>` + items + `<a href="javascript:go(2)">下一页</a>`, disclosure.SearchAnswer{Total: 2, More: true}, 2, 1},
		"more than shown":              {`<p>共找到 12 条结果</p>` + items, disclosure.SearchAnswer{Total: 12, More: true}, 2, 1},
		"none":                         {`<p>抱歉，没有找到与“黎川县水利局2021年政府信息公开工作年度报告”相关的结果</p>`, disclosure.SearchAnswer{Empty: true}, 0, 0},
		"none, counted":                {`<p>共找到 0 条结果</p>`, disclosure.SearchAnswer{Empty: true}, 0, 0},
		"none, in other words":         {`<div>未检索到符合条件的信息</div>`, disclosure.SearchAnswer{Empty: true}, 0, 0},
		"no data":                      {`<div>暂无相关数据</div>`, disclosure.SearchAnswer{Empty: true}, 0, 0},
		"results that nobody counts":   {items, disclosure.SearchAnswer{}, 2, 1},
		"a shell that a script fills":  {`<div id="result"></div><script src="/s.js"></script>`, disclosure.SearchAnswer{}, 0, 0},
		"an error":                     {`<p>系统繁忙，请稍后再试</p>`, disclosure.SearchAnswer{}, 0, 0},
		"a captcha":                    {`<form action="/v"><input name="captcha" placeholder="请输入验证码"></form>`, disclosure.SearchAnswer{Captcha: true}, 0, 0},
		"a count beside the word none": {`<p>没有找到您要的？共找到 2 条结果</p>` + items, disclosure.SearchAnswer{Total: 2}, 2, 1},
	} {
		v := searchView(t, c.body)
		v.Expected = disclosure.RoleSearch
		page := Read(v)
		reports := 0
		for _, l := range page.Links {
			if l.Role == disclosure.RoleReport {
				reports++
			}
		}
		if page.Role != disclosure.RoleSearch || page.Found == nil || *page.Found != c.want || len(page.Links) != c.links || reports != c.reports {
			t.Errorf("%s: %+v, %d links, %d reports: %+v", name, page.Found, len(page.Links), reports, page.Links)
		}
	}
}
