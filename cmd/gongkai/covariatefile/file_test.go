package covariatefile

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

const good = "区划代码,地区,年份,常住人口（万人）,GDP\n361022,黎川县,2020年,\"1,234.5\",-3e2\n\n361023000000,南丰县,2020,, 0 \n"

// told writes what was read, in one line a value.
func told(c disclosure.Covariate) string {
	var b strings.Builder
	for _, v := range c.Values {
		fmt.Fprintf(&b, "%d %s %s %d %s %q %v\n", v.Line, v.Code, v.Place, v.Year, v.Column, v.Raw, v.Value)
	}
	for _, k := range c.Columns {
		fmt.Fprintf(&b, "%s in %s: %d, %d empty\n", k.Name, k.Unit, k.Values, k.Empty)
	}
	return b.String()
}

const want = `2 361022 黎川县 2020 常住人口 "1,234.5" 1234.5
2 361022 黎川县 2020 GDP "-3e2" -300
4 361023 南丰县 2020 GDP "0" 0
常住人口 in 万人: 1, 1 empty
GDP in 亿元: 2, 0 empty
`

// A file says the same in every form in which it may be written; an empty cell is no value, and a zero is one.
func TestRead(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(good)
	if err != nil {
		t.Fatal(err)
	}
	units := map[string]string{"GDP": "亿元"}
	for name, c := range map[string]struct {
		text string
		o    Options
	}{
		"plain":        {good, Options{}},
		"mark":         {"\ufeff" + good, Options{}},
		"mark, said":   {"\ufeff" + good, Options{Charset: "utf-8"}},
		"CRLF":         {strings.ReplaceAll(good, "\n", "\r\n"), Options{}},
		"GB18030":      {gb, Options{Charset: "gb18030"}},
		"GB18030 mark": {string(markGB18030) + gb, Options{}},
		"named":        {good, Options{Code: "区划代码", Year: "年份", Place: "地区"}},
		"more columns": {strings.Replace(good, "GDP", "GDP,注", 1), Options{Leave: []string{"注"}}},
	} {
		c.o.Units = map[string]string{"GDP": units["GDP"]}
		if name == "more columns" {
			c.text = strings.NewReplacer("-3e2\n", "-3e2,见附注\n", " 0 \n", "0,\n").Replace(c.text)
		}
		got, err := Read(strings.NewReader(c.text), "f.csv", c.o)
		if err != nil || told(got) != want || got.Lines != 2 || len(got.SHA256) != 64 {
			t.Errorf("%s: %v, %d lines\n%s", name, err, got.Lines, told(got))
		}
	}
}

func TestYearOfAllLines(t *testing.T) {
	for text, year := range map[string]int{"2020": 2020, "2020年度": 2020, "": 0} {
		got, err := Read(strings.NewReader("code,a(人)\n361022,1\n"), "f.csv", Options{Year: text})
		if err != nil || got.Values[0].Year != year {
			t.Errorf("%q: %v %v", text, got.Values, err)
		}
	}
}

// Everything that is wrong is said at once, with line and column.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		o    Options
		says []string
	}{
		"empty":           {"", Options{}, []string{"f.csv: the file is empty"}},
		"blank":           {"\n ,\n", Options{}, []string{"the file is empty"}},
		"semicolons":      {"code;a(1)\n361022;1\n", Options{}, []string{"f.csv:1: there is one column: cells are parted by commas"}},
		"no code":         {"a(1),b(1)\n1,2\n", Options{}, []string{"f.csv:1: no column has codes"}},
		"no such code":    {"code,b(1)\n1,2\n", Options{Code: "x"}, []string{`no column "x" (--code); there are code, b(1)`}},
		"two codes":       {"code,代码,b(1)\n1,2,3\n", Options{}, []string{"f.csv:1: column 2 (代码): may be meant as well as column 1 (code): say which with --code"}},
		"no unit":         {"code,人口\n361022,1\n", Options{}, []string{"f.csv:1: column 2 (人口): has no unit", "--unit 人口=人"}},
		"no numbers":      {"code,year\n361022,2020\n", Options{}, []string{"no column has numbers"}},
		"no name":         {"code,,b(1)\n361022,1,2\n", Options{}, []string{"f.csv:1: column 2 (): has no name"}},
		"same name":       {"code,b(1),b(1)\n361022,1,2\n", Options{}, []string{"f.csv:1: column 3 (b(1)): has the name of column 2"}},
		"same column":     {"code,b(1),b（2）\n361022,1,2\n", Options{}, []string{"column 3 (b（2）): there is a column b before it"}},
		"unit of nothing": {"code,b(1)\n361022,1\n", Options{Units: map[string]string{"c": "1"}}, []string{`no column of numbers "c" (--unit)`}},
		"leave nothing":   {"code,b(1)\n361022,1\n", Options{Leave: []string{"c"}}, []string{`no column "c" (--leave)`}},
		"GBK":             {"code,b(1)\n361022,\xc4\xe3\n", Options{}, []string{"f.csv: line 2 is not UTF-8", "--charset gb18030"}},
		"not GB18030":     {"code,b(1)\n361022,\xff\xff\n", Options{Charset: "gb18030"}, []string{"f.csv: line 2 is not GB18030"}},
		"UTF-16":          {"c\x00o\x00d\x00e\x00", Options{}, []string{"line 1 is not UTF-8"}},
		"a quote":         {"code,b(1)\n361022,\"1\n", Options{}, []string{"f.csv:2: character 11: ", "quotes"}},
		"nothing":         {"code,b(1)\n361022,\n", Options{}, []string{"no line has a number"}},
		"lines": {"code,year,b(1)\n361022,2020\n36102,2020,1\n361022100000,2020,1\n361022.0,2020,1\n,2020,1\n361022,20,1\n361022,2020,…\n361022000,2020,1\n361023,2020,0x10\n361024,2020,1e999\n361025,2020,12%\n361026,2020,NaN\n361027,2020,\"1,23\"\n", Options{}, []string{
			"f.csv:2: 2 cells, but 3 columns", `f.csv:3: column 1 (code): "36102" has 5 digits`, `f.csv:4: column 1 (code): "361022100000" is below a county`, `f.csv:5: column 1 (code): "361022.0" is no code`, "f.csv:6: column 1 (code): is empty",
			`f.csv:7: column 2 (year): "20" is no year`, `f.csv:8: column 3 (b(1)): "…" is no number: leave the cell empty`, "f.csv:9: column 1 (code): 361022 is in line 8 already", "f.csv:10: column 3", "f.csv:11: column 3", "f.csv:12: column 3", "f.csv:13: column 3", "f.csv:14: column 3"}},
		"many": {"code,b(1)\n" + strings.Repeat("x,1\n", mostErrors+5), Options{}, []string{"f.csv:31: column 1", "f.csv: 5 more errors"}},
	} {
		_, err := Read(strings.NewReader(c.text), "f.csv", c.o)
		if err == nil {
			t.Errorf("%s passed", name)
			continue
		}
		for _, says := range c.says {
			if !strings.Contains(err.Error(), says) {
				t.Errorf("%s does not say %q: %v", name, says, err)
			}
		}
		if n := strings.Count(err.Error(), "\n"); n > mostErrors {
			t.Errorf("%s: %d lines of errors", name, n)
		}
	}
}
