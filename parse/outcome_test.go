package parse

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// Pages that are no report, each in several shapes, and what is said of them. None of them
// gives a figure.
func TestNoReports(t *testing.T) {
	page := func(title, content string) string {
		return `<html><head><title>` + title + `</title></head><body><div class="nav"><a href="/">首页</a></div><h1>` + title + `</h1><div id="zoom">` + content + `</div></body></html>`
	}
	news := "<p>近日，晴岚县人民政府对外公布了2022年政府信息公开工作年度报告。记者获悉，2022年全县主动公开政府信息4512条，收到政府信息公开申请37件，行政复议2件。</p><p>报告指出，存在的问题是解读偏少，将加以改进。全县将继续推进主动公开和依申请公开。</p><p>（记者 林一）</p>"
	guide := "<p>为方便公民获取政府信息，编制本指南。</p><p>一、主动公开</p><p>公开的内容见目录。</p><p>二、依申请公开</p><p>申请人应当填写申请表，受理机构的办公时间为工作日。</p><p>申请人可以当面提出。受理机构自收到之日起答复。</p><p>三、监督方式</p><p>公民可以申请行政复议。年度报告每年公布。</p>"
	notice := "<p>各乡镇人民政府、县政府各部门：</p><p>为做好2022年政府信息公开年度报告编制工作，现通知如下。</p><p>一、总体情况</p><p>按格式填写。</p><p>二、主动公开情况</p><p>按格式填写。</p>"
	emptyForm := strings.NewReplacer("<td>0</td>", "<td></td>", "<td>4</td>", "<td></td>", "<td>33</td>", "<td></td>").Replace(proactiveTable2021)
	links := `<ul><li><a href="a.html">晴岚县2020年政府信息公开工作年度报告</a><span>2021-01-20</span></li><li><a href="b.html">晴岚县财政局2021年政府信息公开年报</a><span>2022-01-20</span></li></ul>`
	letter := "<p>来信内容：请告知贵局2022年度收到政府信息公开申请的件数。</p><p>答复内容：2022年，我局共收到政府信息公开申请14件，其中予以公开9件。</p>"
	results := `<p>为您检索到相关内容36项</p>` + strings.Repeat(`<p><a href="x.html">晴岚县水务局2022年政府信息公开工作年度报告</a></p><p>2022年，我局共主动公开政府信息71条，收到政府信息公开申请2件，未发生行政复议……</p><p>2023-01-11</p>`, 3)
	years := `<p><a href="a.html">2019年</a> <a href="b.html">2020年</a> <a href="c.html">2021年</a></p>`
	for _, c := range []struct {
		name, body string
		want       disclosure.Outcome
		says       string
	}{
		{"letter named by its question", page("关于晴岚县水务局2022年政府信息公开年报中数字的疑问", letter), disclosure.OutcomeNotAReport, "标题"},
		{"letter that proposes", page("关于补发2022年政府信息公开工作年度报告的建议", letter), disclosure.OutcomeNotAReport, "标题"},
		{"letter to a mailbox", page("镇长信箱：晴岚县芦汀镇2022年政府信息公开工作年度报告", "<p>您好，2022年，我镇共收到政府信息公开申请14件。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"letter that was answered", page("【已办结】晴岚县水务局2022年政府信息公开年报", "<p>您好，2022年，我局共收到政府信息公开申请14件。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"letter of a citizen", page("市民咨询晴岚县水务局2022年政府信息公开年报", "<p>您好，2022年，我局共收到政府信息公开申请14件。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"letter that requests", page("请公开晴岚县水务局2022年政府信息公开年报", "<p>您好，2022年，我局共收到政府信息公开申请14件。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"reply", page("关于2022年政府信息公开年报有关问题的回复", "<p>您好，2022年，我局共收到政府信息公开申请14件。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"letter named by the report", page("晴岚县水务局2022年政府信息公开工作年度报告", letter), disclosure.OutcomeNotAReport, "答复"},
		{"letter in a table", page("局长信箱", "<table><tr><td>来信标题</td><td>咨询水务局2022年政府信息公开年度报告</td></tr><tr><td>来信时间</td><td>2023-03-09</td></tr><tr><td>答复内容</td><td>晴岚县水务局2022年收到政府信息公开申请14件。</td></tr></table>"), disclosure.OutcomeNotAReport, "答复"},
		{"question and answer", page("晴岚县水务局2022年政府信息公开工作年度报告", "<p>问：去年收到多少申请？</p><p>答：2022年，我局共收到政府信息公开申请14件。</p>"), disclosure.OutcomeNotAReport, "答复"},
		{"results of a search", page("全站检索：政府信息公开工作年度报告", results), disclosure.OutcomeNotAReport, "标题"},
		{"beginnings of reports", page("政府信息公开工作年度报告", results), disclosure.OutcomeNotAReport, "列表"},
		{"collection", page("晴岚县政府信息公开工作年度报告汇编（2019—2021年）", years), disclosure.OutcomeNotAReport, "标题"},
		{"list of years", page("晴岚县人民政府2019—2021年政府信息公开工作年度报告", years), disclosure.OutcomeNotAReport, "列表"},
		{"marks of its own", page("晴岚县水务局2022年政务公开工作自评报告", "<p>2022年，我局主动公开政府信息71条，收到申请2件，自评97分。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"of a court", page("晴岚县人民法院2022年审判公开工作年度报告", "<p>2022年，本院收到信息公开申请3件，公开裁判文书811份。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"of decisions", page("晴岚县2022年度行政决策公开年度报告", "<p>2022年，全县公开决策事项9项。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"of projects", page("晴岚县水务局2022年重大建设项目批准和实施领域信息公开年度报告", "<p>一、总体情况。2022年，主动公开信息71条。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"news", page("晴岚县公布2022年政府信息公开工作年度报告", news), disclosure.OutcomeNotAReport, "新闻"},
		{"news, title of the report", page("晴岚县2022年政府信息公开工作年度报告出炉", news), disclosure.OutcomeNotAReport, "新闻"},
		{"our county", page("我县发布2022年度政府信息公开工作年度报告", strings.ReplaceAll(news, "记者获悉，", "")), disclosure.OutcomeNotAReport, "新闻"},
		{"explained", page("《晴岚县2022年政府信息公开工作年度报告》解读", news), disclosure.OutcomeNotAReport, "标题"},
		{"in pictures", page("一图读懂晴岚县2022年政府信息公开工作年度报告", `<img src="W020230101.jpg">`), disclosure.OutcomeNotAReport, "标题"},
		{"guide", page("晴岚县财政局政府信息公开指南", guide), disclosure.OutcomeNotAReport, "标题"},
		{"guide without a title", page("", guide), disclosure.OutcomeNotAReport, ""},
		{"notice", page("关于编制2022年政府信息公开工作年度报告的通知", notice), disclosure.OutcomeNotAReport, "标题"},
		{"circular", page("关于全县2022年政府信息公开工作年度报告检查情况的通报", "<p>全县共有41个单位发布报告，收到申请120件，其中两个单位逾期。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"notice with the empty form", page("关于印发政府信息公开工作年度报告格式的通知", notice+emptyForm), disclosure.OutcomeNotAReport, "标题"},
		{"rules", page("晴岚县政府信息公开年度报告制度", "<p>第一条 为规范年度报告工作，制定本制度。</p><p>第二条 本制度适用于各部门。</p><p>第三条 年度报告包括主动公开、依申请公开、行政复议、存在的问题。</p>"), disclosure.OutcomeNotAReport, "标题"},
		{"work programme", page("2023年政务公开工作要点", guide), disclosure.OutcomeNotAReport, "标题"},
		{"form to apply", page("政府信息公开申请表", "<table><tr><td>姓名</td><td></td></tr></table>"), disclosure.OutcomeNotAReport, "标题"},
		{"catalogue", page("晴岚县政府信息公开目录", guide), disclosure.OutcomeNotAReport, "标题"},
		{"rule of law", page("晴岚县2022年法治政府建设年度报告", news), disclosure.OutcomeNotAReport, "标题"},
		{"accounts", page("晴岚县财政局2022年部门决算公开报告", "<table><tr><td>收入</td><td>12</td></tr></table>"+news), disclosure.OutcomeNotAReport, "标题"},
		{"yearly sheet of the site", page("政府网站工作年度报表（2022年度）", "<table><tr><td>网站名称</td><td>晴岚县人民政府</td></tr><tr><td>信息发布</td><td>总数</td><td>1204</td></tr><tr><td>政务动态信息更新量</td><td>900</td></tr></table>"), disclosure.OutcomeNotAReport, "标题"},
		{"half a year", page("晴岚县2022年上半年政府信息公开工作报告", news), disclosure.OutcomeNotAReport, "标题"},
		{"figures alone", page("晴岚县财政局2016年政府信息公开情况统计表", "<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr><tr><td>一、主动公开情况</td><td>—</td><td>—</td></tr><tr><td>（一）主动公开政府信息数</td><td>条</td><td>12</td></tr></table>"), disclosure.OutcomeNotAReport, "统计表"},
		{"short list", page("政府信息公开年报", links), disclosure.OutcomeNotAReport, "列表"},
		{"one-item list", page("政府信息公开年报", links[:strings.Index(links, "<li><a href=\"b")]+"</ul>"), disclosure.OutcomeNotAReport, "列表"},
		{"soft 404", page("提示信息", "<p>抱歉，您访问的页面找不到了，可能已被删除。</p>"), disclosure.OutcomeSoft404, "不存在"},
		{"soft 404 by number", page("404 Not Found", "<p>nginx</p>"), disclosure.OutcomeSoft404, "不存在"},
		{"login", `<html><head><title>用户登录</title></head><body><form>用户名<input name="u">密码<input type="password"></form></body></html>`, disclosure.OutcomeNotAReport, "登录"},
		{"maintenance", page("系统提示", "<p>网站正在升级改造，请稍后访问。</p>"), disclosure.OutcomeNotAReport, "维护"},
		{"parked", page("qinglan.test", "<p>该域名可能出售，buy this domain</p>"), disclosure.OutcomeNotAReport, "域名"},
		{"hijacked", page("晴岚县财政局2022年政府信息公开工作年度报告", "<p>澳门威尼斯娱乐城，百家乐，老虎机，体育投注，真人视讯。</p>"), disclosure.OutcomeNotAReport, "篡改"},
		{"shell", `<html><head><title>政府信息公开</title></head><body><div id="app"></div><script>$.get("/api/article/detail?id=77", show)</script></body></html>`, disclosure.OutcomeNotAReport, "http://a.test/api/article/detail?id=77"},
		{"shell of an app", `<html><head><title>信息公开平台</title></head><body><div id="app">加载中</div><script src="/app.js"></script></body></html>`, disclosure.OutcomeNotAReport, "脚本"},
		{"titled shell", page(someTitle, `<script>$.ajax({type:"post",url:"/module/data/content.do?id=9",success:show})</script>`), disclosure.OutcomePartial, "http://a.test/module/data/content.do?id=9"},
		{"proxy", page("公开年报", `<script>var url='/module/web/jpage/dataproxy.jsp?columnid=7'</script>`), disclosure.OutcomeNotAReport, "dataproxy.jsp?columnid=7"},
		{"the title alone", page(someTitle, ""), disclosure.OutcomePartial, "没有正文"},
	} {
		r := Document(Input{Source: c.name, Body: []byte(c.body), URL: "http://a.test/b/c.html", Division: someCounty})
		message := ""
		if len(r.Findings) > 0 {
			message = r.Findings[0].Message
		}
		if r.Outcome != c.want || !strings.Contains(message, c.says) || len(r.Figures) > 0 {
			t.Errorf("%s: %s %q, %d figures; want %s %q", c.name, r.Outcome, message, len(r.Figures), c.want, c.says)
		}
	}
}

// Reports whose look is that of other pages.
func TestStillReports(t *testing.T) {
	short := somePage("", "晴岚县芦汀镇2018年政府信息公开工作年度报告", "", "")
	for name, page := range map[string]string{
		"a short text with all chapters":   short,
		"title of a site only":             somePage("晴岚县人民政府", "政务公开", "", "<p>现公布芦汀镇2018年政府信息公开工作年度报告，统计期限为2018年1月1日至12月31日。</p><p>"+strings.Repeat("镇政府做好公开工作。", 12)+"</p>"),
		"speaks of a journalist":           strings.Replace(short, "按要求公开", "按要求公开，接待记者采访3次", 1),
		"speaks of a page that is missing": strings.Replace(short, "按要求公开", "清理找不到的页面404个", 1),
		"published in its title":           somePage("", "关于公布晴岚县芦汀镇2018年政府信息公开工作年度报告的公告", "", ""),
		"with a plan":                      somePage("", "晴岚县芦汀镇2018年政府信息公开工作报告及2019年工作计划", "", ""),
		"speaks of letters":                strings.Replace(short, "按要求公开", "办理县长信箱来信，来信内容均已答复", 1),
		"of an office for projects":        strings.ReplaceAll(short, "芦汀镇", "重大项目建设办公室"),
		"of two matters":                   strings.ReplaceAll(short, "政府信息公开工作年度报告", "政府信息公开及重点领域信息公开工作年度报告"),
		"annexed to a notice":              strings.Replace(wholePage(), "<h1>"+someTitle, "<h1>关于公布"+someTitle+"的通知", 1),
	} {
		r := Document(Input{Source: name, Body: []byte(page), URL: "http://a.test/b/c.html", Division: someCounty})
		if r.Outcome != disclosure.OutcomeOK {
			t.Errorf("%s: %s %+v", name, r.Outcome, r.Findings)
		}
	}
}

// Documents that only a viewer or a script shows are attachments.
func TestScriptedDocuments(t *testing.T) {
	for name, content := range map[string]string{
		"viewer":      `<iframe src="/pdfjs/web/viewer.html?file=/a/b.pdf"></iframe>`,
		"OFD reader":  `<iframe src="/ofd/reader?file=/a/b.ofd"></iframe>`,
		"script":      `<div id="pdf"></div><script>PDFObject.embed("/a/b.pdf", "#pdf");</script>`,
		"JSON":        `<script>var file = {"url":"\/a\/b.pdf","name":"x"};</script>`,
		"button":      `<a href="javascript:void(0)" onclick="openFile('/a/b.pdf')">查看</a>`,
		"embed":       `<embed src="/a/b.pdf">`,
		"object":      `<object data="/a/b.pdf"></object>`,
		"hidden":      `<input type="hidden" id="url" value="/a/b.pdf">`,
		"pdf.js":      `<script>var v = "/plugins/pdf.js?file=/a/b.pdf&x=1"</script>`,
		"viewer, two": `<iframe src="/pdfjs/web/viewer.html?file=/a/b.pdf"></iframe><script>var u = "/a/b.pdf"</script>`,
	} {
		r := Document(Input{Source: name, Body: []byte(`<html><h1>` + someTitle + `</h1><div id="zoom">` + content + `</div></html>`), URL: "http://a.test/x/y.html", Division: someCounty})
		if r.Outcome != disclosure.OutcomePartial || len(r.Attachments) == 0 || !strings.Contains(strings.Join(r.Attachments, " "), "/a/b.") {
			t.Errorf("%s: %s %v", name, r.Outcome, r.Attachments)
		}
	}
}

// Pictures of pages are named by their addresses.
func TestPicturesAreListed(t *testing.T) {
	r := Document(Input{Source: "p", Body: []byte(`<html><h1>` + someTitle + `</h1><div id="zoom"><img src="W01.jpg"><img src="W02.jpg"><img src="/i/share.png"></div></html>`), URL: "http://a.test/x/y.html", Division: someCounty})
	if m := r.Findings[len(r.Findings)-1].Message; r.Outcome != disclosure.OutcomeImageOnly || !strings.Contains(m, "http://a.test/x/W01.jpg http://a.test/x/W02.jpg") || strings.Contains(m, "share") {
		t.Errorf("%s %q", r.Outcome, m)
	}
}

// A table of a form most of whose cells could not be read leaves the report in part unread;
// one of them, or cells that print nothing, do not.
func TestMostlyUnread(t *testing.T) {
	marks := func(n int) string { return strings.Replace(wholePage(), "<td>0</td>", "<td>■■</td>", n) }
	statistics := func(label string) string {
		rows := ""
		for i := range 10 {
			rows += fmt.Sprintf("<tr><td>%s</td><td>件</td><td>%d</td></tr>", strings.Replace(label, "#", strconv.Itoa(i+1), 1), i+2)
		}
		return somePage("", "晴岚县水务局2016年政府信息公开工作年度报告", "", "<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr><tr><td>一、主动公开情况</td><td></td><td></td></tr><tr><td>（一）主动公开政府信息数</td><td>条</td><td>31</td></tr><tr><td>2.政府网站公开政府信息数</td><td>条</td><td>27</td></tr>"+rows+"</table>")
	}
	goneOn := ""
	for _, label := range []string{"（三）申请答复数", "1.属于已主动公开范围数", "2.同意公开答复数", "3.同意部分公开答复数", "4.不同意公开答复数", "5.不属于本行政机关公开数", "6.申请信息不存在数", "7.告知作出更改补充数"} {
		goneOn += "<tr><td>" + label + "</td><td>件</td><td>3</td><td>4</td><td>8</td></tr>"
	}
	glued := "<p>指标名称　计量单位　2011年度　历年累计</p>"
	for i, label := range []string{"主动公开信息数", "新增的行政规范性文件数", "现场接待人数", "网上咨询数", "咨询电话接听数", "申请总数", "当面申请数", "传真申请数", "信函申请数", "对申请的答复总数"} {
		glued += fmt.Sprintf("<p>%s　条　%d%d</p>", label, 31+i, 412+3*i)
	}
	for name, c := range map[string]struct {
		page string
		want disclosure.Outcome
	}{
		"every cell":            {marks(-1), disclosure.OutcomePartial},
		"a few cells":           {marks(3), disclosure.OutcomeOK},
		"blanks":                {strings.ReplaceAll(wholePage(), "<td>0</td>", "<td></td>"), disclosure.OutcomeOK},
		"rows that are unknown": {statistics("第#类事项办理数"), disclosure.OutcomePartial},
		"a table that goes on":  {strings.Replace(statistics(""), "</table>", "</table><table>"+goneOn+"</table>", 1), disclosure.OutcomePartial},
		"columns run together":  {somePage("", "晴岚县水务局2011年政府信息公开工作年度报告", "", glued), disclosure.OutcomePartial},
	} {
		r := Document(Input{Source: name, Body: []byte(c.page), URL: "http://a.test/b/c.html", Division: someCounty})
		if r.Outcome != c.want || len(r.Findings) == 0 && c.want == disclosure.OutcomePartial {
			t.Errorf("%s: %s %+v; want %s", name, r.Outcome, r.Findings, c.want)
		}
	}
}
