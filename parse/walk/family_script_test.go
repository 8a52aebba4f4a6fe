package walk

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

const scriptShell = `<head><title>政府信息公开年报</title></head><body><ul id="list"></ul>%</body>`

// Where a list of TRS with scripts takes its documents from.
func TestTRSScriptShells(t *testing.T) {
	for name, c := range map[string]struct{ script, next string }{
		"a script beside":  {`<script src="./docs.js"></script>`, "/nb/docs.js"},
		"JSON beside":      {`<script>$.getJSON('list_2110.json', show)</script>`, "/nb/list_2110.json"},
		"a search":         {`<script>$.get("/was5/web/search?channelid=2039&templet=docs.jsp&classsql=chnlid%3D17&page=3&prepage=15")</script>`, "/was5/web/search?channelid=2039&classsql=chnlid%3D17&page=1&prepage=15&templet=docs.jsp"},
		"a script of code": {`<script src="/js/list.js"></script>`, ""},
	} {
		p := page("/nb/", disclosure.RoleList, strings.Replace(scriptShell, "%", c.script, 1))
		if next(p) != c.next || p.Complete != (c.next != "") || c.next != "" && (p.Family != "trs_script" || !p.Next[0].First) {
			t.Errorf("%s: %s, complete %v (%s), next %s", name, p.Family, p.Complete, p.Doubt, next(p))
		}
	}
	for name, c := range map[string]struct {
		script   string
		more     string
		complete bool
	}{
		"paged by a script":    {`<script src="docs.js"></script><script>laypage({count: docs.length})</script>`, "", true},
		"paged by the server":  {`<script src="docs.js"></script><script>createPageHTML(3, 0, "index", "html");</script>`, " /nb/index_1.html /nb/index_2.html", true},
		"turned by the server": {`<script src="docs.js"></script><a href="javascript:turn(2)">下一页</a>`, "", false},
	} {
		if p := page("/nb/", disclosure.RoleList, strings.Replace(scriptShell, "%", c.script, 1)); next(p) != "/nb/docs.js"+c.more || p.Complete != c.complete {
			t.Errorf("%s: complete %v (%s), next %s", name, p.Complete, p.Doubt, next(p))
		}
	}
	if p := page("/nb/", disclosure.RoleList, strings.Replace(scriptShell, "%", someItems+`<script src="./data.js"></script>`, 1)); p.Family == "trs_script" || len(p.Next) > 0 {
		t.Errorf("a list that shows its items: %s, next %s", p.Family, next(p))
	}
}

const (
	scriptEntry  = `{"DOCTITLE":"晴岚县财政局2022年政府信息公开工作年度报告","TITLE":"晴岚县财政局2022年政府信...","DOCPUBURL":"http:\/\/www.a.test\/nb\/202301\/t20230112_9.html","DOCRELTIME":"2023-01-12 09:00:00","FILES":[{"n":"a.pdf"}]}`
	scriptOther  = `{title:'关于开展公开日活动的通知',url:'../tz/202301/t20230113_8.html',time:'2023-01-13',meta:{a:{b:1}}}`
	scriptBroken = `{"DOCTITLE":"晴岚县2021年政府信息公开工作年度报告","DOCPUBURL":"","DOCRELTIME":"2022-01-12"}`
)

func TestTRSScriptAnswers(t *testing.T) {
	for _, c := range []struct {
		name, url, text string
		links, next     int
		complete        bool
	}{
		{"a script", "/nb/docs.js", "var docs = [" + scriptEntry + "," + scriptOther + "];", 2, 0, true},
		{"counted", "/nb/docs.js", `{"total":"2","docs":[` + scriptEntry + "," + scriptOther + "]}", 2, 0, true},
		{"markup", "/nb/docs.js", `document.write('<li><a href="./202301/t20230112_9.html" title="晴岚县财政局2022年政府信息公开工作年度报告">晴岚县财政局2022年…</a><span>2023-01-12</span></li>');`, 1, 0, true},
		{"markup of a loop", "/nb/docs.js", `for (i in docs) document.write('<li><a href="' + docs[i].url + '">晴岚县年报</a></li>');` + scriptEntry, 1, 0, false},
		{"an entry without address", "/nb/docs.js", "var docs = [" + scriptEntry + "," + scriptBroken + "];", 1, 0, false},
		{"pages of it", "/nb/docs.js", `{"total":30,"pageCount":15,"docs":[` + scriptEntry + "]}", 1, 0, false},
		{"nothing", "/nb/docs.js", "function show() { return {}; }", 0, 0, false},
		{"an error page", "/nb/docs.js", "<html><title>404</title><p>页面不存在</p></html>", 0, 0, false},
		{"found", "/was5/web/search?channelid=2&page=1&prepage=2", `{"count":"5","py":'###','docs':[` + scriptEntry + "," + scriptOther + "]}", 2, 2, true},
		{"found further", "/was5/web/search?channelid=2&page=2&prepage=2", `{"count":"5","docs":[` + scriptEntry + "," + scriptOther + "]}", 2, 0, true},
		{"found, uncounted", "/was5/web/search?channelid=2&page=1", `{"docs":[` + scriptEntry + "]}", 1, 0, false},
		{"found nothing", "/was5/web/search?channelid=2&page=1", `{"count":"0","docs":[]}`, 0, 0, false},
	} {
		p := answered(t, c.url, "", c.text)
		if p.Family != "trs_script" || len(p.Links) != c.links || len(p.Next) != c.next || p.Complete != c.complete || (p.Doubt == "") != c.complete {
			t.Errorf("%s: %s, complete %v (%s), %d more\n%s", c.name, p.Family, p.Complete, p.Doubt, len(p.Next), steps(p))
		}
		if c.links > 0 && (!strings.HasSuffix(p.Links[0].URL, "202301/t20230112_9.html") || p.Links[0].Text != "晴岚县财政局2022年政府信息公开工作年度报告" || p.Links[0].Date == nil || p.Links[0].Date.String() != "2023-01-12") {
			t.Errorf("%s:\n%s", c.name, steps(p))
		}
	}
}

// A page may hold its list in its own script, and its pager as any page of TRS.
func TestTRSScriptInThePage(t *testing.T) {
	p := page("/nb/", disclosure.RoleList, strings.Replace(scriptShell, "%", "<script>var docs = ["+scriptEntry+","+scriptOther+"]; createPageHTML(2, 0, 'index', 'html');</script>", 1))
	if p.Family != "trs_script" || len(p.Links) != 2 || p.Links[0].Date == nil || !p.Complete || next(p) != "/nb/index_1.html" {
		t.Errorf("%s, complete %v (%s), next %s\n%s", p.Family, p.Complete, p.Doubt, next(p), steps(p))
	}
	if p := page("/nb/", disclosure.RoleList, strings.Replace(scriptShell, "%", "<script>var docs = ["+scriptEntry+","+scriptBroken+"];</script>", 1)); p.Complete {
		t.Error("a list of which an entry can't be read is called complete")
	}
}

func TestHanwebAnnual(t *testing.T) {
	const module = "/module/xxgk/xxgkAnnualReport.jsp"
	const body = `<head><title>政府信息公开年度报告-晴岚县</title></head><body><a href="xxgkAnnualReport.jsp?fbtime=2023&amp;area=1133A">2023年</a><a onclick="go('xxgkAnnualReport.jsp?fbtime=2022&area=1133A')">2022年</a>
<ul><li><a href="xxgkAnnualReport.jsp?fbtime=2023&amp;area=1133A">晴岚县财政局</a></li><li><a onclick="location.href='/module/xxgk/xxgkAnnualReport.jsp?fbtime=2023&area=1133B'">芦汀镇</a></li></ul></body>`
	p := page(module, disclosure.RoleList, body)
	want := ""
	for _, area := range []string{"1133A 晴岚县财政局", "1133B 芦汀镇"} {
		code, name, _ := strings.Cut(area, " ")
		for _, year := range []string{"2023", "2022"} {
			want += "report " + module + "?fbtime=" + year + "&area=" + code + " " + name + year + "年政府信息公开年度报告\n"
		}
	}
	if p.Family != "hanweb_annual" || steps(p) != want || !p.Complete || ReportsIn(p.Links) != 4 {
		t.Errorf("%s, complete %v (%s)\n%s", p.Family, p.Complete, p.Doubt, steps(p))
	}
	if p := page(module+"?fbtime=2022&area=1133A", disclosure.RoleReport, body+"<p>一、总体情况</p>"); p.Role != disclosure.RoleReport || len(p.Links) > 0 {
		t.Errorf("the page of a report: %s\n%s", p.Role, steps(p))
	}
	if p := page(module, disclosure.RoleList, `<title>政府信息公开年度报告</title><div id="tree"></div><script>load("xxgkAnnualReport.jsp?fbtime=2023&area=" + id)</script>`); p.Complete {
		t.Error("a module without agencies is called complete")
	}
}
