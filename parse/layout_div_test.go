package parse

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"gongkai/parse/tree"
)

// Figures of a table that is drawn lead to the element that prints them.
func TestDrawnPlaces(t *testing.T) {
	page := reportPage(someTitle, divs(proactiveSample, "div", `div class="row"`, `div class="col"`), standardRequests(), reviewSample)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	r := readPage(page)
	drawn := 0
	for _, f := range r.Figures {
		if !strings.HasPrefix(f.Indicator, "proactive_") {
			continue
		}
		drawn++
		if found := cascadia.MustCompile(f.Where.Path).MatchAll(root); len(found) != 1 || strings.TrimSpace(tree.TextOf(found[0])) != f.Raw || f.Where.Table != 3 {
			t.Errorf("%s: %+v picks %d elements", f.Key(), *f.Where.Cell, len(found))
		}
	}
	if drawn != 10 {
		t.Errorf("%d figures", drawn)
	}
}

// Prose that uses the words of a table's head is no table.
func TestProseIsNotDrawn(t *testing.T) {
	for name, text := range map[string]string{
		"paragraphs": "<p>自然人申请3件</p><p>商业企业申请2件</p><p>0</p>",
		"divs":       "<div>自然人</div><div>3</div><div>总计</div><div>5</div>",
		"list":       "<ul><li>自然人申请3件</li><li>商业企业申请2件</li></ul>",
		"menu":       "<ul><li><a href=#>信息内容</a></li><li><a href=#>行政许可</a></li><li>12</li></ul>",
	} {
		r := readPage(reportPage(someTitle, text))
		for _, f := range r.Figures {
			if f.Where.Cell != nil {
				t.Errorf("%s: %s = %q", name, f.Key(), f.Raw)
			}
		}
	}
}

// Pages made to cost more than they are long are read all the same.
func TestHostileTables(t *testing.T) {
	for name, part := range map[string]string{
		"marks":        "<div><div>自然人</div><div>行政许可</div></div>",
		"marks alone":  "<div>自然人</div>",
		"nested":       "<div><div>信息内容",
		"spans":        "<div>信息内容" + strings.Repeat("<span></span>", 20) + "</div>",
		"long texts":   "<div><div>信息内容</div><div>" + strings.Repeat("晴岚", 400) + "</div></div>",
		"tables":       "<table><tr><td>自然人</td><td>结果维持</td><td>0</td></tr></table>",
		"empty tables": "<table><tr><td>行政复议<td>行政诉讼</table>",
		"statistics":   "<tr><td>主动公开政府信息数</td><td>条</td><td>3</td></tr>",
	} {
		if name == "statistics" {
			part = "<table>" + strings.Repeat(part, 4) + "</table>"
		}
		body := strings.Repeat(part, 1<<18/len(part))
		if r := readPage(body); r.Outcome == "" {
			t.Errorf("%s: no outcome", name)
		}
	}
}
