package parse

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// sumsOf lists what a report prints of all years: "requests_received=9 (0.9)", the confidence where
// it is not whole, a state in place of no number, sorted.
func sumsOf(r disclosure.Report) string {
	var all []string
	for _, f := range r.Figures {
		c := f.Cumulative
		if c == nil {
			continue
		}
		said := string(c.State)
		if c.Value != nil {
			said = c.Value.String()
		}
		if c.Confidence < 1 {
			said += fmt.Sprintf(" (%g)", c.Confidence)
		}
		all = append(all, strings.TrimPrefix(f.Indicator, "narrative_")+"="+said)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// localRows are rows of a local form: L the label, U the unit, Y the year, E all years.
func localRows(format string) string {
	var b strings.Builder
	for _, row := range []string{"主动公开信息数,条,425,1516", "其中：1.网站公开,条,418,1509", "2.政府公报公开,条,7,7", "受理依申请公开信息总数,条,3,9",
		"其中：1.当面申请数,条,3,,", "对申请的答复数,条,3,-", "行政复议数,件,0,1", "政府信息公开的收费情况,万元,0.5,2"} {
		c := strings.Split(row, ",")
		b.WriteString(strings.NewReplacer("L", c[0], "U", c[1], "Y", c[2], "E", c[3]).Replace(format))
	}
	return b.String()
}

const (
	localYears   = "answer_total=3 fees_charged=5000 published_channel_gazette=7 published_channel_website=418 published_total=425 reconsideration_total=0 requests_channel_in_person=3 requests_received=3"
	localSums    = "answer_total=dash fees_charged=20000 published_channel_gazette=7 published_channel_website=1509 published_total=1516 reconsideration_total=1 requests_channel_in_person=blank requests_received=9"
	localLoosely = "answer_total=dash (0.9) fees_charged=20000 (0.9) published_channel_gazette=7 (0.9) published_channel_website=1509 (0.9) published_total=1516 (0.9) reconsideration_total=1 (0.9) requests_channel_in_person=blank (0.9) requests_received=9 (0.9)"
)

// localOnce are those that the text of the table, read by itself, does not show.
var localOnce = strings.ReplaceAll(localLoosely, "(0.9)", "(0.95)")

func yearsOf(r disclosure.Report) string {
	var all []string
	for _, f := range r.Figures {
		if f.Value != nil {
			all = append(all, strings.TrimPrefix(f.Indicator, "narrative_")+"="+f.Value.String())
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// The column of all years in tables, wherever it stands, and columns that only look like it. Whatever
// it prints, the year's figures stay the same.
func TestCumulativeColumn(t *testing.T) {
	head := func(columns ...string) string {
		return "<tr><td>指标名称</td><td>计量单位</td><td>" + strings.Join(columns, "</td><td>") + "</td></tr>"
	}
	const row = "<tr><td>L</td><td>U</td><td>Y</td><td>E</td></tr>"
	for name, c := range map[string]struct{ table, want string }{
		"behind the year":       {head("2011年度", "历年累计") + localRows(row), localSums},
		"before the year":       {head("历年累计", "本年数") + localRows("<tr><td>L</td><td>U</td><td>E</td><td>Y</td></tr>"), localSums},
		"since the Regulation":  {head("2011年度", "条例实施以来累计") + localRows(row), localSums},
		"up to the year":        {head("2011年度", "截至2011年底累计") + localRows(row), localOnce},
		"up to another year":    {head("2011年度", "截至2010年底累计") + localRows(row), ""},
		"since a year":          {head("2011年度", "2008年以来累计") + localRows(row), localOnce},
		"a word that is vague":  {head("本年", "累计") + localRows(row), localLoosely},
		"vague beside a period": {head("本期实际", "累计") + localRows(row), ""},
		"plain beside a period": {head("本期实际", "历年累计") + localRows(row), localSums},
		"two of them":           {head("2011年度", "历年累计", "累计") + localRows("<tr><td>L</td><td>U</td><td>Y</td><td>E</td><td>E</td></tr>"), ""},
		"beside two years":      {head("2010年度", "2011年度", "历年累计") + localRows("<tr><td>L</td><td>U</td><td>1</td><td>Y</td><td>E</td></tr>"), localOnce},
		"the year before":       {head("2011年度", "上年度") + localRows(row), ""},
		"the year's sum":        {head("2011年度", "本年累计") + localRows("<tr><td>L</td><td>U</td><td>Y</td><td>Y</td></tr>"), ""},
		"no such column":        {head("2011年度") + localRows("<tr><td>L</td><td>U</td><td>Y</td></tr>"), ""},
		"codes":                 {"<tr><td>指标名称</td><td>代码</td><td>计量单位</td><td>2011年度</td><td>历年累计</td></tr>" + localRows("<tr><td>L</td><td>1010</td><td>U</td><td>Y</td><td>E</td></tr>"), localSums},
		"a cell of two rows": {strings.NewReplacer("<td>1509</td>", "<td rowspan=2>1509</td>", "<td>7</td><td>7</td>", "<td>7</td>").Replace(head("2011年度", "历年累计") + localRows(row)),
			strings.NewReplacer("published_channel_gazette=7 ", "", "published_channel_website=1509 ", "").Replace(localSums)},
		"no number": {strings.Replace(head("2011年度", "历年累计")+localRows(row), "<td>1516</td>", "<td>一千余</td>", 1), strings.Replace(localSums, "published_total=1516", "published_total=unreadable (0)", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			r := readPage(localPage("<table>" + c.table + "</table>"))
			if got := sumsOf(r); got != c.want {
				t.Errorf("all years:\n%s\nwant\n%s", got, c.want)
			}
			if got := yearsOf(r); got != localYears {
				t.Errorf("the year:\n%s\nwant\n%s", got, localYears)
			}
		})
	}
}

// Two tables that print a row with other sums of all years: of the year's figure both are sure.
func TestCumulativeTwice(t *testing.T) {
	table := "<table><tr><td>指标名称</td><td>计量单位</td><td>2011年度</td><td>历年累计</td></tr>" + localRows("<tr><td>L</td><td>U</td><td>Y</td><td>E</td></tr>") + "</table>"
	r := readPage(localPage(table + "<p>附表</p>" + strings.Replace(table, "<td>1516</td>", "<td>1561</td>", 1)))
	if got := sumsOf(r); got != strings.Replace(localSums, " published_total=1516", "", 1) || yearsOf(r) != localYears {
		t.Errorf("%s\n%s", got, yearsOf(r))
	}
}

// In text that was a table the columns have to be parted, by something or by the sums of the form.
func TestCumulativeFlat(t *testing.T) {
	head := localTitle + "\n一、概述\n" + strings.Repeat("公开栏目更新及时，做好各项工作。\n", 12) + "2011年主动公开政府信息518条。\n附件：政府信息公开情况统计表\n"
	rows := []string{"主动公开信息数 条 518 2620", "其中：1.网站公开 条 510 2611", "2.政府公报公开 条 8 9", "受理依申请公开信息总数 条 3 7", "其中：1.当面申请数 条 0 0", "对申请的答复数 条 0 0", "行政复议数 件 0 0", "行政诉讼数 件 0 0"}
	const spaced = "answer_total=0 (0.95) litigation_total=0 (0.95) published_channel_gazette=9 (0.95) published_channel_website=2611 (0.95) published_total=2620 (0.95) reconsideration_total=0 (0.95) requests_channel_in_person=0 (0.95) requests_received=7 (0.95)"
	for name, c := range map[string]struct{ text, want string }{
		"lines":  {"指标名称 计量单位 2011年度 历年累计\n" + strings.Join(rows, "\n"), spaced},
		"a line": {"指标名称 计量单位 2011年度 历年累计 " + strings.Join(rows, " "), spaced},
		// 518|2620 is 510|2611 + 8|9, and the text says 518; nothing parts 37.
		"run together": {strings.NewReplacer(" ", "", "\n", "").Replace("指标名称计量单位2011年度历年累计" + strings.Join(rows, "")),
			"answer_total=0 (0.6) litigation_total=0 (0.6) published_channel_gazette=9 (0.6) published_channel_website=2611 (0.6) published_total=2620 (0.6) reconsideration_total=0 (0.6) requests_channel_in_person=0 (0.6)"},
		"a number is missing": {"指标名称 计量单位 2011年度 历年累计\n" + strings.Replace(strings.Join(rows, "\n"), "8 9", "8", 1), strings.Replace(spaced, "published_channel_gazette=9 (0.95) ", "", 1)},
	} {
		r := readFlat(head + c.text)
		if got := sumsOf(r); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
		in := Input{Source: "page.txt", Body: []byte(head + c.text), ContentType: "text/plain; charset=utf-8", Division: someCounty}
		text, err := Text(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Figures {
			if s := f.Cumulative; s != nil {
				if at := s.Where.Span; string([]rune(text)[at.Offset:at.Offset+at.Length]) != s.Raw {
					t.Errorf("%s: %s stands elsewhere than %+v", name, f.Indicator, at)
				}
			}
		}
	}
}

// A line of a list that says both.
func TestCumulativeProse(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"——公开信息：本年度84条，历年累计231条。\n——网站公开：本年度70条，历年累计188条。", "published_channel_website=188 published_total=231"},
		{"——公开信息：本年度84条，历年累计为231条。", "published_total=231"},
		{"——公开信息：本年度84条，历年累计约231条。", ""},
		{"——公开信息：本年度84条，历年累计231件。", ""}, // counts something else
		{"我局新增主动公开政府信息67条，累计402条。", ""},
	} {
		page := localTitle + "\n一、概述\n" + strings.Repeat("公开栏目更新及时，做好各项工作。\n", 12) + c.text
		if got := sumsOf(readFlat(page)); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestPublishedSums reads published reports, where a collection of them lies beside the repository.
func TestPublishedSums(t *testing.T) {
	folder := filepath.Join("..", "..", "shared", "corpus")
	for name, want := range map[string]string{
		"10-pingtan-county-fy2011-table.html": "published_channel_gazette=7 published_channel_website=1509 published_total=1516",
		"10-pingtan-county-fy2011.txt":        "published_channel_gazette=7 (0.6) published_channel_website=1509 (0.6) published_total=1516 (0.6)",
		"16-pingtan-zone-fy2014.txt":          "published_channel_website=78967 (0.95) published_total=78967 (0.95)",
		"18-pingtan-zone-fy2016.txt":          "published_channel_website=85376 (0.6) published_total=85376 (0.6)",
	} {
		body, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Skip("no collection of published reports beside the repository")
		}
		if got := sumsOf(Document(Input{Source: name, Body: body})); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
