package parse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse"
)

// wordFile writes lines as a DOCX file; one with bars is a row of a table.
func wordFile(t *testing.T, lines ...string) string {
	t.Helper()
	var body strings.Builder
	paragraph := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	for i, l := range lines {
		cells := strings.Split(l, "|")
		if len(cells) == 1 {
			body.WriteString(paragraph(l))
			continue
		}
		if i == 0 || !strings.Contains(lines[i-1], "|") {
			body.WriteString("<w:tbl>")
		}
		body.WriteString("<w:tr>")
		for _, c := range cells {
			body.WriteString("<w:tc>" + paragraph(c) + "</w:tc>")
		}
		body.WriteString("</w:tr>")
		if i+1 == len(lines) || !strings.Contains(lines[i+1], "|") {
			body.WriteString("</w:tbl>")
		}
	}
	const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	return string(zipOf(t, "[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml", "<w:document "+w+"><w:body>"+body.String()+"</w:body></w:document>"))
}

func archiveText(agency string, year int) []string {
	return []string{fmt.Sprintf("%s%d年政府信息公开工作年度报告", agency, year), "一、总体情况",
		"我局坚持以公开为常态，全年主动公开政府信息45条，其中通过政府网站公开45条。", "二、主动公开政府信息情况",
		"五、存在的主要问题及改进情况", "公开的形式不够丰富，解读的渠道还不够多样，下一步将加强解读，逐项改进。"}
}

func archiveTable(agency string, year, made int) []string {
	return []string{fmt.Sprintf("%s%d年政府信息公开工作年度报告", agency, year), "二、主动公开政府信息情况",
		"信息内容|本年制发件数|本年废止件数|现行有效件数", fmt.Sprintf("规章|%d|1|2", made), "行政规范性文件|14|5|36"}
}

// TestArchives: what several files of an archive say of one report is one report, and others'
// reports are named.
func TestArchives(t *testing.T) {
	text, table := archiveText("晴岚县林业局", 2022), archiveTable("晴岚县林业局", 2022, 0)
	page := "<html><head><meta charset=utf-8></head><body><p>" + strings.Join(text, "</p><p>") + "</p></body></html>"
	for name, k := range map[string]struct {
		files   []string
		outcome disclosure.Outcome
		figures int
		others  []string // attachments
		says    string   // rule and a part of the message, "" where nothing is said of the archive
	}{
		"text and tables":      {[]string{"1.正文.docx", wordFile(t, text...), "2.附件.docx", wordFile(t, table...)}, disclosure.OutcomeOK, 8, nil, ""},
		"tables before text":   {[]string{"1.docx", wordFile(t, table...), "2.docx", wordFile(t, text...)}, disclosure.OutcomeOK, 8, nil, ""},
		"tables without names": {[]string{"正文.docx", wordFile(t, text...), "附表.docx", wordFile(t, table[1:]...)}, disclosure.OutcomeOK, 8, nil, ""},
		"the same twice":       {[]string{"a.docx", wordFile(t, append(text, table[1:]...)...), "b.docx", wordFile(t, table...)}, disclosure.OutcomeOK, 8, []string{"b.docx"}, ""},
		"another agency": {[]string{"甲.docx", wordFile(t, append(text, table[1:]...)...), "乙.docx", wordFile(t, archiveTable("晴岚县水利局", 2022, 3)...)},
			disclosure.OutcomeOK, 8, []string{"乙.docx"}, "E101 压缩包另有其他机关或其他年度的报告，其中6个数字未计入：乙.docx"},
		"another year": {[]string{"甲.docx", wordFile(t, text...), "乙.docx", wordFile(t, archiveTable("晴岚县林业局", 2021, 3)...)},
			disclosure.OutcomeOK, 6, []string{"甲.docx"}, "E101 压缩包另有其他机关或其他年度的报告，其中2个数字未计入：甲.docx"},
		"an empty form": {[]string{"正文.docx", wordFile(t, text...), "附表.docx", wordFile(t, "信息内容|本年制发件数|本年废止件数|现行有效件数", "规章| | | ", "行政规范性文件| | | ")},
			disclosure.OutcomeOK, 2, []string{"附表.docx"}, ""},
		"a page beside a file": {[]string{"正文.html", page, "附表.docx", wordFile(t, table...)},
			disclosure.OutcomePartial, 6, []string{"正文.html"}, "E107 压缩包中的“正文.html”是同一报告的一部分，未读取"},
	} {
		r := parse.Document(parse.Input{Source: "a.zip", Body: zipOf(t, k.files...)})
		known := 0
		for _, f := range r.Figures {
			if f.Value != nil {
				known++
			}
		}
		if r.Outcome != k.outcome || known != k.figures || !slices.Equal(r.Attachments, k.others) {
			t.Errorf("%s: %s, %d figures, others %v", name, r.Outcome, known, r.Attachments)
		}
		var said []string
		for _, f := range r.Findings {
			if strings.Contains(f.Message, "压缩包") {
				said = append(said, f.Rule+" "+f.Message)
			}
		}
		if strings.Join(said, "\n") != k.says {
			t.Errorf("%s: %v", name, said)
		}
		if _, err := parse.Evidence(parse.Input{Source: "a.zip", Body: zipOf(t, k.files...)}, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestArchiveOfManyCostlyMembers: an archive is read up to a limit, and what is left is said.
func TestArchiveOfManyCostlyMembers(t *testing.T) {
	rows := make([]string, 8000)
	for i := range rows {
		rows[i] = "规章|0|1|2"
	}
	costly := wordFile(t, append(archiveTable("晴岚县林业局", 2022, 0), rows...)...)
	r := parse.Document(parse.Input{Source: "a.zip", Body: zipOf(t, "a.docx", costly, "b.docx", costly, "c.docx", costly, "d.docx", costly)})
	if !slices.ContainsFunc(r.Findings, func(f disclosure.Finding) bool {
		return strings.Contains(f.Message, "“d.docx”及其后的文件未读取")
	}) {
		t.Errorf("%v", r.Findings)
	}
}
