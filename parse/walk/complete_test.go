package walk

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// listed is a column page with n reports and what stands below them.
func listed(n int, below string) string {
	var b strings.Builder
	b.WriteString(`<head><title>政府信息公开年报</title></head><body><ul class="list">`)
	for i := range n {
		fmt.Fprintf(&b, `<li><a href="/r%d.html">晴岚县财政局%d年政府信息公开工作年度报告</a><span>%d-01-15</span></li>`, i, 2010+i, 2011+i)
	}
	return b.String() + "</ul>" + below + "</body>"
}

// Completeness is earned: whoever is called late or missing is so by lists that are complete.
func TestComplete(t *testing.T) {
	const column = `<head><title>政府信息公开年报</title></head>`
	for _, c := range []struct {
		name, url, body string
		next            string
		doubt           string // "" for complete
	}{
		{"one page", "/l/", listed(5, ""), "", ""},
		{"one report", "/l/", listed(1, ""), "", ""},
		{"shell", "/l/", column + `<body><div id="app"></div><script src="/static/app.3f2.js"></script></body>`, "", "without a script"},
		{"gkmlpt shell", "/l/", column + `<body><div id="app"></div><script>window._CONFIG={SID:662021,TREE:[]}</script></body>`, "", "without a script"},
		{"soft 404", "/l/", `<head><title>404</title></head><body><p>您访问的页面不存在或已删除</p></body>`, "", "not there"},
		{"soft 404 under the column's title", "/l/", column + `<body><p>抱歉，您访问的页面不存在！</p></body>`, "", "not there"},
		{"soft 404 that offers news", "/l/", column + `<body><p>对不起，您要访问的页面不存在。</p><div class="x"><a href="/news/2.html">晴岚县发布2022年政府信息公开工作年度报告</a></div></body>`, "", "not there"},
		{"database", "/l/", column + `<body><p>数据库连接失败</p></body>`, "", "error"},
		{"nothing", "/l/", column + `<body><p>暂无内容</p></body>`, "", "names no document"},
		{"menu only", "/l/", column + `<body><div class="menu"><a href="/l/bm/">部门年报</a></div><p>暂无内容</p></body>`, "", "names no document"},
		{"foreign frame", "/l/", column + `<body><iframe src="http://b.test/list.html"></iframe></body>`, "", ""}, // the crawler knows whose host it is,
		{"own frame", "/l/", column + `<body><iframe src="/l/list.html"></iframe></body>`, "", ""},
		{"lists below", "/l/", column + `<body><a href="/l/2022/">2022年政府信息公开年报</a><a href="/l/2021/">2021年政府信息公开年报</a></body>`, "", ""},
		{"lists elsewhere", "/c14/list.shtml", column + `<body><ul><li><a href="/c23/list.shtml">2023年政府信息公开年报</a></li><li><a href="/c22/list.shtml">2022年政府信息公开年报</a></li><li><a href="/c21/list.shtml">2021年政府信息公开年报</a></li></ul></body>`, "", ""},
		{"lists of departments", "/bm/", `<head><title>部门信息公开</title></head><body><ul><li><a href="/jyj/nb/">晴岚县教育局</a></li><li><a href="/czj/nb/">晴岚县财政局</a></li><li><a href="/mzj/nb/">晴岚县民政局</a></li></ul></body>`, "", ""},
		{"home page in the list's place", "/l/", `<head><title>晴岚县人民政府</title></head><body><ul><li><a href="/jyj/nb/">晴岚县教育局</a></li><li><a href="/czj/nb/">晴岚县财政局</a></li><li><a href="/mzj/nb/">晴岚县民政局</a></li></ul></body>`, "", "names no document"},
		{"an empty list beside two others", "/c14/list.shtml", column + `<body><a href="/c23/list.shtml">2023年政府信息公开年报</a><a href="/c22/list.shtml">2022年政府信息公开年报</a><p>暂无内容</p></body>`, "", "names no document"},
		{"mixed with other papers", "/l/", listed(4, `<li><a href="/n1.html">关于做好防汛工作的通知</a><span>2020-01-15</span></li>`), "", ""},

		{"next by script", "/l/", listed(5, `<a href="javascript:goPage(2)">下一页</a><a href="javascript:goPage(9)">尾页</a>`), "", "only a script"},
		{"next by script below a menu", "/l/", listed(5, `<div class="nav"><a href="/">首页</a></div><a href="javascript:goPage(2)">下一页</a>`), "", "only a script"},
		{"next by onclick", "/l/", listed(5, `<span onclick="turn(2)">下一页</span>`), "", "only a script"},
		{"next by a handler around it", "/l/", listed(5, `<div onclick="turn(2)"><b>下一页</b></div>`), "", "only a script"},
		{"next without address", "/l/", listed(5, `<a href="javascript:;" class="next">下一页</a>`), "", "without addresses"},
		{"next as a button", "/l/", listed(5, `<input type="button" value="下一页">`), "", "without addresses"},
		{"next as a picture", "/l/", listed(5, `<a href="javascript:next()"><img alt="下一页"></a>`), "", "only a script"},
		{"more by script", "/l/", listed(5, `<div class="more" onclick="load()">加载更多</div>`), "", "only a script"},
		{"postback", "/l/", listed(5, `<form><input type=hidden name=__VIEWSTATE value=x></form><a href="javascript:__doPostBack('p','2')">2</a><a href="javascript:__doPostBack('p','3')">...</a>`), "", "only a script"},
		{"numbers without address", "/l/", listed(5, `<div class="page"><span>1</span><a href="javascript:;">2</a></div>`), "", "only a script"},
		{"choice of pages", "/l/", listed(5, `<select onchange="go(this.value)"><option>1</option><option>2</option></select>`), "", "choice of pages"},
		{"pages printed", "/l/", listed(5, `<p>共 4 页</p>`), "", "prints 4 pages"},
		{"pages counted by a script", "/l/", listed(5, `<script>var totalPage = 4;</script>`), "", "counts 4 pages"},
		{"pages counted in a field", "/l/", listed(5, `<input type="hidden" id="pageCount" value="4">`), "", "counts 4 pages"},
		{"place for a pager below a full page", "/l/", listed(15, `<div id="pagination"></div>`), "", "a place for a pager"},
		{"place for a pager below few", "/l/", listed(3, `<div id="pagination"></div>`), "", ""},
		{"pages of a document", "/l/", listed(5, `<li><a href="/x.html">晴岚县政务公开目录样本及使用指南（共4页）</a><i>2020-01-01</i></li>`), "", ""},
		{"pager of an unknown script", "/l/", listed(5, `<script>createPageHTML(total);</script>`), "", "a script may load"},

		{"switched off", "/l/", listed(5, `<span class="disabled">上一页</span><a href="javascript:;" class="disabled">下一页</a>`), "", ""},
		{"plain words", "/l/", listed(5, `<div class="page">首页 上一页 下一页 尾页</div>`), "", ""},
		{"one page printed", "/l/", listed(5, `<a href="javascript:goPage(1)">下一页</a> 共1页`), "", ""},
		{"last page printed", "/l/", listed(5, `第4页/共4页 <a href="javascript:goPage(4)">下一页</a> 4/4页`), "", ""},
		{"all that is counted is here", "/l/", listed(5, `<a href="javascript:goPage(1)">下一页</a> 共 5 条`), "", ""},
		{"links only lead back", "/l/index_3.html", listed(5, `<a href="index_2.html">上一页</a><a href="javascript:;">下一页</a> 共4页`), "", ""},
		{"leads to itself", "/l/index_3.html", listed(5, `<a href="index_2.html">上一页</a><a href="index_3.html">下一页</a>`), "", ""},

		{"next", "/l/", listed(5, `<a href="?page=2">下一页</a>`), "/l/?page=2", ""},
		{"next and last", "/l/", listed(5, `<a href="index_1.html">下页</a><a href="index_3.html">末页</a>`), "/l/index_1.html /l/index_2.html /l/index_3.html", ""},
		{"counting down", "/l/nb.htm", listed(5, `<a href="nb/2.htm">下页</a> <a href="nb/1.htm">尾页</a>`), "/l/nb/2.htm", ""},
		{"numbers", "/l/", listed(5, `<div class="page">共 48 条 <span>1</span> <a href="index_1.html">2</a><a href="index_2.html">3</a></div>`), "/l/index_1.html", ""},
		{"numbers without the first", "/l/", listed(5, `<div class="page">共 48 条 <a href="index_1.html">2</a><a href="index_2.html">3</a></div>`), "/l/index_1.html", ""},
		{"numbers in the middle", "/l/index_1.html", listed(5, `<div class="page"><a href="index.html">1</a><b>2</b><a href="index_2.html">3</a><a href="index_9.html">10</a></div>`), "/l/index_2.html", ""},
		{"numbers at the end", "/l/index_2.html", listed(5, `<div class="page"><a href="index.html">1</a><a href="index_1.html">2</a><b>3</b></div>`), "", ""},
		{"numbers of rows beside a pager", "/l/", listed(5, `<table><tr><td>1</td><td>x</td></tr><tr><td>9</td><td>y</td></tr></table><div class="page"><span>1</span><a href="index_1.html">2</a></div>`), "/l/index_1.html", ""},
		{"back by link, on by script", "/l/index_2.html", listed(5, `<div><a href="index_1.html">上一页</a><a href="javascript:go(3)">下一页</a></div>`), "", "only a script"},
		{"back by link, on to nothing", "/l/index_2.html", listed(5, `<div><a href="index_1.html">上一页</a><a href="javascript:alert('已经是最后一页')">下一页</a></div>`), "", ""},
		{"the newest, more by script", "/l/", listed(5, `<div><a href="javascript:more(3)">更多</a></div>`), "", "only a script"},
		{"a menu that opens", "/l/", listed(5, `<div><a href="javascript:;">更多</a></div>`), "", ""},
		{"a button that a script waits at", "/l/", listed(5, `<div class="bottom" id="more">加载更多</div>`), "", "without addresses"},
		{"one pager above and below", "/l/", listed(5, `<div><a href="?a=2">下一页</a></div><div><a href="?a=2">下一页</a></div>`), "/l/?a=2", ""},
		{"years as tabs", "/l/", listed(5, `<ul><li onclick="tab(0)">2024年</li><li onclick="tab(1)">2023年</li></ul>`), "", "years that only a script"},
		{"a year in a form", "/l/", listed(5, `<select><option>2024年</option><option>2023年</option></select>`), "", ""},
		{"a calendar", "/l/", listed(5, calendar()), "", "more numbers"},
		{"way back to the home page", "/l/", listed(5, `<a href="/">上一页</a><a href="javascript:go(2)">下一页</a>`), "", "only a script"},
		{"pager in an element that listens", "/l/", listed(5, `<div onclick="turn(event)"><p>`+strings.Repeat("说明文字", 20)+`</p><i>下一页</i></div>`), "", "only a script"},
		{"many controls", "/l/", listed(5, strings.Repeat("<i>1</i>", 500)), "", "more parts"},
	} {
		p := page(c.url, disclosure.RoleList, c.body)
		if len(p.Next) > 0 && p.Next[0].Probe != (c.doubt != "") {
			t.Errorf("%s: doubt %q, and it is guessed at %s", c.name, p.Doubt, next(p))
		} else if c.doubt != "" {
			p.Next = nil
		}
		if p.Role != disclosure.RoleList || next(p) != c.next || p.Complete != (c.doubt == "") || !strings.Contains(p.Doubt, c.doubt) || c.doubt == "" && p.Doubt != "" {
			t.Errorf("%s: %s, next %q, complete %v, doubt %q", c.name, p.Role, next(p), p.Complete, p.Doubt)
		}
	}
}

// Of two pagers one is followed, for what it leads to, and the list is not called complete.
func TestTwoPagers(t *testing.T) {
	p := page("/l/", disclosure.RoleList, listed(5, `<div><a href="?a=2">下一页</a></div><div><a href="?b=2">下一页</a></div>`))
	if next(p) != "/l/?a=2" || p.Complete || p.Doubt != "it has more than one pager" {
		t.Errorf("next %s, complete %v (%s)", next(p), p.Complete, p.Doubt)
	}
}

func calendar() string {
	var b strings.Builder
	for i := range 31 {
		fmt.Fprintf(&b, `<a href="?day=%d">%d</a>`, i+1, i+1)
	}
	return "<div>" + b.String() + "</div>"
}

func TestTotal(t *testing.T) {
	for below, want := range map[string]int{"共 48 条": 48, "共有12条记录": 12, "总记录数：7": 7, "<p>共检索到 3 条</p>": 3, `<div>共 <b>22</b> 条记录 每页 <b>15</b> 条 第 <b>1</b>/2 页 <a href="x">首页</a></div>`: 22, "<li><a href=y>主动公开目录（共12项）</a></li>": 0, "": 0,
		"<p>县政府今年共收到意见建议若干，其中共48条被采纳，占全部意见建议的一半以上，相关部门对每一条意见建议都认真研究，并在规定期限内向提出意见建议的公民和单位作出了书面答复，得到了群众的好评</p>": 0} {
		if p := page("/l/", disclosure.RoleList, listed(2, below)); p.Total != want {
			t.Errorf("%s: %d, want %d", below, p.Total, want)
		}
	}
}

func TestReportsIn(t *testing.T) {
	p := page("/l/", disclosure.RoleList, listed(2, `<li><a href="/n.html">关于防汛工作的通知</a><i>2020-01-01</i></li><li><a href="/c.html">晴岚县财政局2009年政府信息公开...</a><i>2010-01-01</i></li>
<div class="sidebar"><a href="/s.html">晴岚县2008年政府信息公开工作年度报告</a></div>`))
	if n := ReportsIn(p.Links); n != 3 || len(p.Links) != 5 {
		t.Errorf("%d of\n%s", n, steps(p))
	}
}

// The order of the guesses is that in which sites mostly name their second page.
func TestProbes(t *testing.T) {
	const turned = `<a href="javascript:go(2)">下一页</a>`
	for url, want := range map[string]string{
		"/l/":            "/l/index_1.html /l/index_2.html /l/2.html /l/?page=2",
		"/l/index.htm":   "/l/index_1.htm /l/index_2.htm /l/2.htm /l/index.htm?page=2",
		"/l/list.shtml":  "/l/index_1.shtml /l/index_2.shtml /l/list_1.shtml /l/list_2.shtml /l/2.shtml /l/list.shtml?page=2",
		"/l.aspx?cid=3":  "/l.aspx?cid=3&page=2",
		"/l/list_2.html": "/l/list_3.html", "/l/9.html": "/l/10.html", "/l/?cid=3&page=4": "/l/?cid=3&page=5",
	} {
		if p := page(url, disclosure.RoleList, listed(5, turned)); next(p) != want || p.Complete || !p.Next[0].Probe {
			t.Errorf("%s: %s", url, next(p))
		}
	}
	for name, p := range map[string]disclosure.Page{
		"complete":    page("/l/", disclosure.RoleList, listed(5, "")),
		"no list":     page("/l/", disclosure.RoleList, listed(0, turned)),
		"a real link": page("/l/", disclosure.RoleList, listed(5, `<a href="index_1.html">下一页</a>`)),
	} {
		if len(p.Next) > 0 && p.Next[0].Probe {
			t.Errorf("%s: guessed at %s", name, next(p))
		}
	}
}
