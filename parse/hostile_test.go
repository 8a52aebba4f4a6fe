package parse

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// hostile are pages made to cost more than they are long.
var hostile = []hostilePage{
	{"nested blocks", "", "<div>"}, {"nested inline", "", "<b><p>"}, {"nested tables", "", "<table><tr><td>"}, {"open tags", "", "<td"}, {"less than", "", "<"},
	{"one cell", "<table><tr><td>", "收到政府信息公开申请三件"}, {"one cell of digits", "<table><tr><td>", "123 "}, {"one line", "<p>", "收到政府信息公开申请3件，其中"},
	{"labels", "<p>", "新收政府信息公开申请数量结转下年度继续办理"}, {"labels in lines", "", "<p>新收政府信息公开申请数量</p><p>0</p>"}, {"labels in rows", "<p>", "予以公开|0|0|0|0|0|0|0<br>"},
	{"digits", "<p>", "1234567890"}, {"digits apart", "<p>", "1 2 3 4 5 "}, {"lines of digits", "", "<p>1</p>"}, {"enumerators", "<p>", "一是二是"}, {"headings", "", "<p>（一）一、1.</p>"},
	{"spans", "", "<table><tr><td colspan=1000 rowspan=9999>1</table>"}, {"tall spans", "<table>", "<tr><td rowspan=0>1<td colspan=2>2"}, {"brackets", "<p>", "（(【[《「"}, {"entities", "<p>", "&#25910;&nbsp;&amp;"},
	{"styles", "", `<p style="color:red">收</p>`}, {"scripts", "", "<script>var a='收到政府信息公开申请3件';</script>"}, {"a script of pages", "<script>var a=\"", "<p>收到政府信息公开申请3件</p>"},
	{"hidden fields", "", "<input type=hidden value='&lt;p&gt;收到政府信息公开申请3件&lt;/p&gt;'>"}, {"Traditional", "<p>", "收到政府資訊公開申請三件，行政復議零件。"}, {"list items", "<ul>", "<li>收到政府信息公开申请3件</li>"},
	{"small tables", "", "<table><tr><td>行政复议</td><td>3</td></tr></table>"}, {"cells of the form", "<table>", "<tr><td>予以公开</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>"},
	{"near labels", "<table>", "<tr><td>申请人无正当理由逾期不补正行政机关不在处理其政府信息公开伸请</td><td>0</td><td>0</td></tr>"}, {"titles", "", "<h1>晴岚县某局2022年政府信息公开工作年度报告</h1>"},
	{"dates", "<p>", "2022-1-12 "}, {"dates of publication", "", "<p>发布日期：2022年1月12日</p>"}, {"telephones", "<p>", "联系电话：13812345678，"}, {"telephones of persons", "<p>", "申请人张建国手机13812345678，"},
	{"pairs of numbers", "<p>", "13812345678 13812345678 "}, {"names", "<p>", "申请人张建国"}, {"homes", "<p>", "住址在"}, {"wrapped lines", "<p>", "全年公开，甲、<br>"}, {"commas", "<p>", "，<br>"}, {"half sentences", "<p>", "收到申请3件；"},
	{"drawn rows", "", "<div><div>予以公开</div><div>0</div><div>0</div></div>"}, {"drawn cells", "<div>", "<div>0</div>"}, {"breaks", "<p>", "3<br>"}, {"blank spans", "<p>", "<span> </span>"}, {"links", "<ul>", "<li><a href='1.html'>晴岚县水利局2022年政府信息公开工作年度报告</a></li>"},
	{"sentences of numbers", "<p>", strings.Repeat("（收到申请3件", 280) + "。"}, {"sentences of no", "<p>", strings.Repeat("无", 1900) + "。"}, {"shares of the sentence before", "<p>", strings.Repeat("3件，", 800) + "。其中" + strings.Repeat("3件占3%，", 400) + "。"},
	{"answers to all", "<p>", "收到申请5件，" + strings.Repeat("均已答复，", 380) + "。"}, {"lists of names", "<p>", strings.Repeat("甲、乙分别3件、", 270) + "。"}, {"parts of more", "<p>", "其中全系统收到申请9件!"}, {"beginnings of a report", "<p>晴岚县水利局2022年政府信息公开工作年度报告…", "收到3件…。"},
	{"merged chapters", "", "<p>一、总体情况主动公开信息。二、主动公开政府信息情况公开信息。三、收到和处理政府信息公开申请情况。" + strings.Repeat("县", 150) + "</p>"}, {"chapters", "", "<p>一、总体情况。</p><p>二、主动公开政府信息情况。</p>"}, {"counties", "<p>" + strings.Repeat("本县", 2000) + "</p>", "<p>全县工作</p>"},
	{"a rule a class", "", "<style>.h%d{display:none}</style><p class=h%d>收</p>"}, {"rules of a class", "<style>.x{display:none}</style>", "<style>.x.h%d{display:block}</style><p class=x>收</p>"}, {"tabs", "", "<div class=tab id=t%d style='display:none'>收到3件。</div>"},
	{"boxed tables", "<table><tr><td>", "<div><table><tr><td>3</td></tr></table></div>"}, {"labels of suits", "<table><tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr><tr><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>", "<tr><td>行政诉讼</td></tr>"},
	{"unknown rows", "<table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>", "<tr><td>某某数%d</td><td>件</td><td>3</td></tr>"}, {"a row of cells", "<table><tr>", "<td>%d</td>"}, {"rows of two", "<table>", "<tr><td>予以公开</td><td>%d</td></tr>"}, {"one item", "<ul><li>", "<b>收</b>"}, {"terms", "<dl>", "<dt>收到申请</dt><dd>%d</dd>"},
	{"stars", "<p>", "*"}, {"chapters beside a text", strings.Repeat("<div><p>六、其他。本年度公开情况良好。</p>", 400), "<p>一、总体情况良好。</p>"}, {"stacked rows", "<table>", "<tr><td>予以公开<br>部分公开</td><td>0<br>0</td></tr>"}, {"titles in titles", strings.Repeat("<div class=title>", 400), "收到申请3件。"},
	{"marks before a document", "<a href='?", "a=b&"}, {"blocks of attachments", "", "<div class=attach></div><a href=%d.pdf>x</a>"}, {"heads", "", "<base href=%d><meta name=m%d content=c><title>晴岚县</title>"}, {"a long attribute", "<p class='", "a "}, {"text as it is", "<pre>", "予以公开  0  0  0  0  0  0  0\n"},
	{"roots", "", "<html a%d=1><body b%d='>'>"},
	{"undeclared", "", "\x00"}, // replaced by text in GB
}

// hostilePage is a head, and what is repeated behind it; %d stands for a number that grows.
type hostilePage struct{ name, head, unit string }

func (p hostilePage) page(size int) []byte {
	n := max(size/len(p.unit), 1)
	if p.unit == "\x00" {
		unit, _ := simplifiedchinese.GB18030.NewEncoder().String("晴岚县收到政府信息公开申请三件")
		return []byte(strings.Repeat(unit, size/len(unit)))
	}
	var b strings.Builder
	b.WriteString("<html><body><div id=zoom><h1>晴岚县水利局2022年政府信息公开工作年度报告</h1>" + p.head)
	for i := range n {
		b.WriteString(strings.ReplaceAll(p.unit, "%d", strconv.Itoa(i)))
	}
	return []byte(b.String())
}
