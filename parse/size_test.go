package parse

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/parse/lexicon"
)

// hostile are pages made to cost more than they are long: a head, and what is repeated.
var hostile = []struct{ name, head, unit string }{
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
	{"undeclared", "", "\x00"}, // replaced by text in GB
}

func hostilePage(head, unit string, size int) []byte {
	if unit == "\x00" {
		unit, _ = simplifiedchinese.GB18030.NewEncoder().String("晴岚县收到政府信息公开申请三件")
		return []byte(strings.Repeat(unit, size/len(unit)))
	}
	const top = "<html><body><div id=zoom><h1>晴岚县水利局2022年政府信息公开工作年度报告</h1>"
	return []byte(top + head + strings.Repeat(unit, size/len(unit)))
}

// allocated is what reading a document costs in bytes, whatever the clock says.
func allocated(in Input) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Document(in)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What a page costs grows with its length and no faster, and no byte costs more than mostEach:
// a page of a megabyte stays well below 256 MB at a time.
func TestCostGrowsWithLength(t *testing.T) {
	const small, large, mostEach = 32 << 10, 128 << 10, 1000
	lexicon.Tables() // are made once
	for _, c := range hostile {
		one := allocated(Input{Source: "a.html", Body: hostilePage(c.head, c.unit, small)})
		four := allocated(Input{Source: "a.html", Body: hostilePage(c.head, c.unit, large)})
		if four > 6*one+(1<<20) || four > mostEach*large {
			t.Errorf("%s: %d KB for %d KB, %d KB for %d KB", c.name, one>>10, small>>10, four>>10, large>>10)
		}
	}
}

// BenchmarkSize reads a report with more and more sentences: ns/byte has to stay the same.
func BenchmarkSize(b *testing.B) {
	base := len(wordPage())
	sentence := len(exporters[0].write(wholePage(), 100))/100 - base/100
	for _, size := range []int{64 << 10, 512 << 10, 5 << 20} {
		body := []byte(exporters[0].write(wholePage(), max(0, size-base)/sentence))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				Document(Input{Source: "a.html", Body: body, Division: someCounty})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(body)), "ns/byte")
		})
	}
}
