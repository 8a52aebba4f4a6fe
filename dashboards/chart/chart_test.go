package chart

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the drawings anew")

func f(v float64) *float64 { return &v }

func whole(v float64) string {
	if v == math.Trunc(v) {
		return num(v)
	}
	return num(v*100) + "%"
}

func day(n int) *int { return &n }

// samples has a drawing of each kind, with every unknown that it may show.
func samples() []Chart {
	frame := Chart{Title: "七成申请得到了信息 <2024>", Subtitle: "各类结果占办结总数的比例，件", Sentence: "2024 年办结 10 件，其中 \"予以公开\" 7 件。", Source: "来源：年度报告；数据版本 00ff；方法第 1 版"}
	all := map[string]Plot{
		"bars": Bars{Keys: []Key{{Name: "予以公开", Colour: "blue"}, {Name: "不予公开", Colour: "vermillion"}, {Name: "未载明", Colour: "hatch"}}, Share: true, Format: whole,
			Rows: []Bar{{Label: "2022", Parts: []float64{7, 3, 0}, Note: "10", Href: "/?year=2022", Title: []string{"予以公开 7", "不予公开 3", ""}}, {Label: "2023", Gap: "无数据"}, {Label: "2024", Parts: []float64{0, 0, 0}, Note: "0"}, {Label: "2025", Parts: []float64{1, 200, 4}, Note: "205"}}},
		"dots": Dots{Keys: []Key{{Name: "同组中位数", Colour: "ink", Dash: Whole}, {Name: "样本少于 30", Colour: "blue", Shape: Circle, Hollow: true}}, Low: 0, High: 1, Format: whole,
			Rows: []Dot{{Label: "晴岚县民政局", Value: f(0.4), Low: f(0.2), High: f(0.6), Median: f(0.5), Peers: []float64{0.1, 0.5, 0.9}, Note: "4 / 10", Small: true, Href: "/agencies/a", Title: "40%"}, {Label: "晴岚县财政局", Value: f(0.1), Low: f(0.05), High: f(0.2), Outlying: true, Note: "10 / 100"}, {Label: "晴岚县水利局", Gap: "报告未载明"}}},
		"lines": Lines{Years: []int{2018, 2019, 2020, 2021, 2022}, Top: 1, Format: whole, Breaks: []Break{{2019, "格式改变"}},
			Series: []Series{{Key: Key{Name: "行政复议", Colour: "blue", Shape: Circle}, Points: []*Point{{Value: 0.2}, {Value: 0.4, Low: f(0.3), High: f(0.5), Title: "40%"}, {Value: 0.5, Small: true}, nil, {Value: 0}}},
				{Key: Key{Name: "行政诉讼", Colour: "vermillion", Shape: Triangle}, Points: []*Point{nil, nil, {Value: 0.1}, {Value: 0.3, Href: "/reports/x"}, nil}}}},
		"funnel": Funnel{Keys: []Key{{Name: "99.8% 界限", Colour: "muted", Dash: Whole}, {Name: "95% 界限", Colour: "muted", Dash: "3 4"}}, Theta: 0.1, ThetaName: "合计 10%", Top: 0.5, Least: 3, Most: 400, Share: whole, Count: num, Cases: "件数",
			Limits: []Limit{{Whole, []float64{3, 40, 400}, []float64{0.8, 0.3, 0.15}}, {"3 4", []float64{3, 40, 400}, []float64{0, 0.02, 0.07}}},
			Points: []FunnelPoint{{Cases: 3, Share: 0, Small: true, Title: "0 / 3"}, {Cases: 400, Share: 0.3, Outside: true, Title: "120 / 400", Href: "/agencies/b"}, {Cases: 40, Share: 0.9, Other: true}}},
		"scatter": Scatter{Keys: []Key{{Name: "样本少于 30", Colour: "blue", Shape: Circle, Hollow: true}}, X: Axis{Low: 2, High: 800, Log: true, Format: num, Name: "人口（万人）"}, Y: Axis{High: 0.5, Format: whole, Name: "不予公开占办理结果"},
			Points: []ScatterPoint{{X: 2, Y: 0, Small: true, Title: "0 / 3"}, {X: 800, Y: 0.5, Title: "50%", Href: "/counties/1", Name: "晴岚县"}, {X: 40, Y: 0.1, Name: "云汀县"}, {X: 41, Y: 0.1, Name: "霁川县"}}},
		"calendar": Calendar{Keys: []Key{{Name: "按时", Colour: "blue", Shape: Circle}}, From: 0, To: 100, Months: []Day{{0, "1 月"}, {31, "2 月"}}, Shaded: []Stretch{{20, 26, "春节", ""}, {200, 210, "不在图内", ""}},
			Groups: []Due{{Name: "期限 1 月 31 日", Deadline: 30, Spans: []Span{{Low: day(20), High: day(20), Shape: Circle, Colour: "blue", Title: "当日", Href: "/reports/a"}, {Low: day(22), High: day(24), Shape: Circle, Colour: "blue"}, {High: day(50), Shape: Square, Colour: "sky", Hollow: true, Title: "首次见到"}, {Low: day(40), Shape: Triangle, Colour: "vermillion", Title: "尚未见到"}}}}},
	}
	var charts []Chart
	for _, name := range []string{"bars", "dots", "lines", "funnel", "scatter", "calendar"} {
		c := frame
		c.Name, c.Plot = name, all[name]
		charts = append(charts, c)
	}
	return charts
}

// The drawings are compared as they are. After a change that is meant, look at them and write
// them anew: go test ./dashboards/chart -update.
func TestDrawings(t *testing.T) {
	for _, c := range samples() {
		for _, look := range []struct {
			name string
			Look
		}{{"file", Look{Wide, true}}, {"wide", Look{Width: Wide}}, {"narrow", Look{Width: Narrow}}} {
			got := c.SVG(look.Look)
			path := filepath.Join("testdata", c.Name+"-"+look.name+".svg")
			if *update {
				if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || got+"\n" != string(want) {
				t.Errorf("%s is drawn otherwise than %s (%v)", c.Name, path, err)
			}
			hold(t, path, got, look.Look)
		}
	}
}

// TestLanguages: among words of another language Chinese names are marked, and a file says its own.
func TestLanguages(t *testing.T) {
	for _, c := range []struct {
		language, text, file string
		marks                bool
	}{{"en", `<tspan lang="zh-Hans">晴岚县</tspan>`, ` lang="en">`, true}, {"zh-Hans", ">晴岚县<", ` lang="zh-Hans">`, false}, {"", ">晴岚县<", `sans-serif">`, false}} {
		drawn := Chart{Language: c.language, Title: "Population (万人)", Plot: Scatter{X: Axis{Low: 1, High: 2, Format: num, Name: "人口 & more (万人)"}, Y: Axis{High: 1, Format: whole}, Points: []ScatterPoint{{X: 1, Y: 1, Name: "晴岚县"}}}}
		page, file := drawn.SVG(Look{Width: Wide}), drawn.SVG(Look{Width: Wide, File: true})
		if strings.Contains(page, "<tspan") != c.marks || !strings.Contains(page, c.text) || !strings.Contains(file, c.text) || !strings.Contains(file, c.file) {
			t.Errorf("in %q: %s\n%s", c.language, page, file)
		}
		if c.marks && (!strings.Contains(page, `<tspan lang="zh-Hans">人口</tspan> &amp; more (<tspan`) || !strings.Contains(file, `Population (<tspan lang="zh-Hans">万人</tspan>)</text>`) || strings.Contains(page, ` lang="en"`)) {
			t.Errorf("in %q: %s\n%s", c.language, page, file)
		}
		hold(t, c.language, page, Look{Width: Wide})
		hold(t, c.language, file, Look{Width: Wide, File: true})
	}
}

// hold checks what every drawing promises: XML, no style of its own, numbers within the picture.
func hold(t *testing.T, name, svg string, l Look) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if bad := regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|NaN|Inf|<script|fill=""|stroke=""`).FindString(svg); bad != "" {
		t.Errorf("%s holds %q", name, bad)
	}
	if l.File == strings.Contains(svg, "<a ") && l.File {
		t.Errorf("%s: a file leads somewhere", name)
	}
	if l.File != strings.Contains(svg, "<metadata>") || l.File == strings.Contains(svg, "class=") {
		t.Errorf("%s: a page's drawing and a file's are mixed up", name)
	}
	for _, m := range regexp.MustCompile(` (?:x|x1|x2|cx)="(-?[0-9.]+)"`).FindAllStringSubmatch(svg, -1) {
		if v := m[1]; strings.HasPrefix(v, "-") || len(v) > 3 && !strings.Contains(v, ".") {
			t.Errorf("%s: %s lies outside of the drawing", name, m[0])
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	if c := (Chart{Title: "无"}); c.SVG(Look{Width: Wide}) != "" || c.Twice() {
		t.Error("a chart without a plot was drawn")
	}
	many := Chart{Plot: Funnel{Points: make([]FunnelPoint, manyMarks+1)}}
	if many.Twice() {
		t.Error("very many points are drawn twice")
	}
}

func TestUnknownIsNotZero(t *testing.T) {
	zero := Chart{Plot: Lines{Years: []int{2020, 2021}, Top: 1, Format: whole, Series: []Series{{Key: Key{Colour: "blue"}, Points: []*Point{{Value: 0}, {Value: 0}}}}}}
	unknown := zero
	unknown.Plot = Lines{Years: []int{2020, 2021}, Top: 1, Format: whole, Series: []Series{{Key: Key{Colour: "blue"}, Points: []*Point{nil, nil}}}}
	if got := strings.Count(zero.SVG(Look{Width: Wide}), "<circle"); got != 2 {
		t.Errorf("two zeros have %d marks", got)
	}
	if got := strings.Count(unknown.SVG(Look{Width: Wide}), "<circle"); got != 0 {
		t.Errorf("two unknowns have %d marks", got)
	}
}

func TestNothingIsJoinedOverGapsAndBreaks(t *testing.T) {
	joined := func(breaks []Break, points ...*Point) int {
		var years []int
		for i := range points {
			years = append(years, 2018+i)
		}
		svg := Chart{Plot: Lines{Years: years, Top: 1, Format: whole, Breaks: breaks, Series: []Series{{Key: Key{Colour: "green"}, Points: points}}}}.SVG(Look{Width: Wide})
		return strings.Count(svg, `class="l-green"`) // a mark has a fill too
	}
	p := &Point{Value: 0.5}
	if n := joined(nil, p, p, p); n != 2 {
		t.Errorf("three years are joined %d times", n)
	}
	if n := joined(nil, p, nil, p); n != 0 {
		t.Errorf("over a gap: joined %d times", n)
	}
	if n := joined([]Break{{2019, "x"}}, p, p, p); n != 1 {
		t.Errorf("with a break: joined %d times", n)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text string
		want string
	}{
		{"政府信息公开年度报告", "政府信息|公开年度|报告"},
		{"granted in part only", "granted|in part|only"},
		{"unbreakableword", "unbreak|ablewor|d"},
		{"", ""},
	} {
		if got := strings.Join(wrap(c.text, 10, 41), "|"); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	if got := cut("晴岚县自然资源局", 10, 41); got != "晴岚县…" {
		t.Errorf("cut to %q", got)
	}
}
