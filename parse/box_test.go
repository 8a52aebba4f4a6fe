package parse

import (
	"strings"
	"testing"

	"gongkai/parse/origin"
	"gongkai/parse/tree"
)

// A number that is not printed is not the label in the next row.
func TestEmptyNumbers(t *testing.T) {
	box := `<table><tr><td>索引号</td><td>014320/2015-1</td></tr><tr><td>文号</td><td></td><td>关键词</td><td></td></tr><tr><td>文件下载</td><td>报告.doc</td></tr></table>`
	r := Document(Input{Source: "a", Body: []byte(strings.Replace(wholePage(), `<div id="zoom">`, box+`<div id="zoom">`, 1)), Division: someCounty})
	if text(r.DocumentNumber) != "nil" || text(r.IndexNumber) != "014320/2015-1" {
		t.Errorf("document %s, index %s", text(r.DocumentNumber), text(r.IndexNumber))
	}
}

// The box over a text in the layouts of the families; wherever a value is blank it is nil and
// never the next label's.
func TestBoxes(t *testing.T) {
	const want = "QL01/2023-7|晴政发〔2023〕7号|2023-01-05|2023-01-12|晴岚县财政局"
	for name, box := range map[string]string{
		"labels over values":     `<table><tr><th>索引号</th><th>发布机构</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr><tr><td>QL01/2023-7</td><td>晴岚县财政局</td><td>晴政发〔2023〕7号</td><td>2023-01-05</td><td>2023-01-12</td></tr></table>`,
		"cells":                  `<table><tr><td>索 引 号：</td><td>QL01/2023-7</td><td>发文机构：</td><td>晴岚县财政局</td></tr><tr><td>发文字号：</td><td>晴政发〔2023〕7号</td><td>成文日期：</td><td>2023年1月5日</td></tr><tr><td>发布日期：</td><td>2023年01月12日 16:34</td></tr></table>`,
		"label and value in one": `<table><tr><td><b>索引号:</b>QL01/2023-7</td><td><b>公开机构:</b>晴岚县财政局</td></tr><tr><td><b>文　号:</b>晴政发〔2023〕7号</td><td><b>生成日期:</b>2023/1/5</td></tr><tr><td colspan="2"><b>公开时间:</b>2023/01/12</td></tr></table>`,
		"spans":                  `<div><span>【索引号】</span><span>QL01/2023-7</span></div><div><span>【发布机关】</span><span>晴岚县财政局</span></div><div><span>【文号】</span><span>晴政发〔2023〕7号</span></div><div><span>【发文日期】</span><span>20230105</span></div><div><span>【发布时间】</span><span>20230112</span></div>`,
		"list with labels apart": `<ul><li><label>索引号:</label><p>QL01/2023-7</p></li><li><label>主题分类:</label><p></p></li><li><label>来源:</label><p></p></li><li><label>发文机构:</label><p>晴岚县财政局</p></li><li><label>发文字号:</label><p>晴政发〔2023〕7号</p></li><li><label>成文时间:</label><p>2023-01-05</p></li><li><label>发布日期:</label><p>2023年01月12日 16:34</p></li></ul>`,
		"definitions":            `<dl><dt>索引号</dt><dd>QL01/2023-7</dd><dt>公开责任部门</dt><dd>晴岚县财政局</dd><dt>文号</dt><dd>晴政发﹝2023﹞7号</dd><dt>印发日期</dt><dd>2023.1.5</dd><dt>公开日期</dt><dd>2023.1.12</dd></dl>`,
		"one line":               `<p>索引号:QL01/2023-7 发布单位:晴岚县财政局 文号:晴政发〔2023〕7号 成文日期:2023-01-05 发布日期:2023-01-12 浏览次数:9 字体:[大 中 小]</p>`,
		"no space between":       `<p>日期：2023-01-12来源：县财政局</p><p>索引号：QL01/2023-7</p><p>发布机构：晴岚县财政局</p><p>文号：晴政发〔2023〕7号</p><p>成文日期：2023-01-05</p>`,
		"without colons":         `<p>索引号 QL01/2023-7</p><p>发布机构 晴岚县财政局</p><p>发文字号 晴政发〔2023〕7号</p><p>成文日期 2023-01-05</p><p>发布于 2023-01-12</p>`,
	} {
		page := strings.Replace(wholePage(), `<div id="zoom">`, box+`<div id="zoom">`, 1)
		in := Input{Source: name, Body: []byte(page), Division: someCounty}
		d, _ := tree.New(page)
		lines := tree.Lines(d.Flow, nil)
		publisher := origin.ReadBox(d.Flow, lines, d.Run(tree.Container(d)).Start)[origin.BoxPublisher].Value
		r := Document(in)
		got := strings.Join([]string{text(r.IndexNumber), text(r.DocumentNumber), date(r.IssuedOn), date(r.PublishedOn), publisher}, "|")
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestBylineDates(t *testing.T) {
	for name, c := range map[string]struct{ byline, want, raw string }{
		"alone":          {"2023-01-12", "2023-01-12", "2023-01-12"},
		"before author":  {"2023-01-12 作者：佚名 点击数：", "2023-01-12", "2023-01-12"},
		"in brackets":    {"【2023年1月12日】", "2023-01-12", "2023年1月12日"},
		"with an hour":   {"2023-01-12 09:30 来源：晴岚县财政局", "2023-01-12", "2023-01-12"},
		"label wins":     {"2023-01-11 发布时间：2023-01-12", "2023-01-12", "发布时间：2023-01-12"},
		"full width":     {"发布时间：２０２３－０１－１２", "2023-01-12", "发布时间：２０２３－０１－１２"},
		"impossible day": {"发布时间：2023-02-30", "nil", ""},
		"none":           {"来源：晴岚县财政局", "nil", ""},
	} {
		r := Document(Input{Source: name, Body: []byte(somePage("", someTitle, c.byline, "")), Division: someCounty})
		raw := ""
		if len(r.DateCandidates) > 0 {
			raw = r.DateCandidates[0].Raw
		}
		if date(r.PublishedOn) != c.want || raw != c.raw {
			t.Errorf("%s: %s %q, want %s %q", name, date(r.PublishedOn), raw, c.want, c.raw)
		}
	}
}

func TestSignatureDates(t *testing.T) {
	for end, want := range map[string]string{
		"<p>晴岚县财政局</p><p>2023年1月9日</p>":                     "2023-01-09",
		"<p>晴岚县财政局2023年1月9日</p>":                            "2023-01-09",
		"<p>晴岚县财政局</p><p>二○二三年一月九日</p>":                     "2023-01-09",
		"<p>晴岚县财政局</p><p>二〇二三年十二月三十一日</p>":                  "2023-12-31",
		"<p>晴岚县财政局</p><p>2023.1.9</p>":                      "2023-01-09",
		"<p>晴岚县财政局</p><p>2023 年 1 月 9 日</p><p>（此件公开发布）</p>": "2023-01-09",
		"<p>截至2023年1月9日</p>":                                "nil",
	} {
		page := strings.Replace(somePage("", someTitle, "", ""), "</div></body>", end+"</div></body>", 1)
		r := Document(Input{Source: "s", Body: []byte(page), Division: someCounty})
		if got := date(r.PublishedOn); got != want {
			t.Errorf("%s: %s, want %s", end, got, want)
		}
	}
}

func TestURLDates(t *testing.T) {
	for url, want := range map[string]string{
		"http://a.test/zfxxgknb/202301/t20230112_5.html":            "2023-01-12",
		"http://a.test/art/2023/1/12/art_1_2.html":                  "2023-01-12",
		"http://a.test/zltq/2023-01/12/article_20230112171000.html": "2023-01-12",
		"http://a.test/doc/2023/01/12/117935.shtml":                 "2023-01-12",
		"http://a.test/cms/html/npszf/2023-01-12/1779102018.html":   "2023-01-12",
		"http://a.test/nw12344/20230112/0a1b.html":                  "2023-01-12",
		"http://a.test/c1/202301/0a1b.shtml":                        "",
		"http://a.test/13/45/20231345/x.html":                       "",
	} {
		r := Document(Input{Source: "u", URL: url, Body: []byte(somePage("", someTitle, "", "")), Division: someCounty})
		got := ""
		for _, c := range r.DateCandidates {
			if c.Kind == "url" {
				got = c.Date.String()
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}
