package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics/draft"
	"gongkai/demo"
	"gongkai/disclosure"
	"gongkai/parse"
)

// Every planted fault of the sample counties that a report shows by itself, or beside that of the
// year before, is found with its cell, and no report in order is told to be broken.
func TestCheckFindsWhatIsPlanted(t *testing.T) {
	t.Parallel()
	d := demo.New()
	truth := map[string]demo.TruthReport{}
	for _, r := range d.Truth(1).Reports {
		truth[r.ID()] = r
	}
	division := map[string]disclosure.Division{}
	for _, s := range d.Sites() {
		division[s.ID] = disclosure.DivisionOfSite(s)
	}
	read := map[string]*disclosure.Report{}
	for address, p := range d.Pages(1) {
		if r, ok := truth[p.ReportID]; ok && r.URL == address && r.Attachment == "" {
			report := parse.Document(parse.Input{Source: address, URL: address, Body: p.Body, ContentType: p.ContentType, Status: p.Status, Division: division[r.SiteID]})
			read[p.ReportID] = &report
		}
	}
	found := map[string]int{}
	for id, report := range read {
		r := truth[id]
		year := r
		year.FiscalYear--
		last := read[year.ID()]
		if last != nil && last.Outcome != report.Outcome {
			last = nil
		}
		o, err := draft.Judge(report, last)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		broken := 0
		for _, want := range r.Findings {
			rule, _ := disclosure.RuleByID(want.Rule)
			if rule.Kind == disclosure.KindYears && last == nil {
				continue
			}
			i := slices.IndexFunc(o.Faults, func(f draft.Fault) bool {
				return f.Rule == want.Rule && f.Indicator == want.Key.Indicator && f.Applicant == want.Key.Applicant
			})
			if i < 0 {
				t.Errorf("%s: %s at %s is not found: %+v", id, want.Rule, want.Key, o.Faults)
				continue
			}
			if o.Faults[i].Severity != disclosure.SeverityInfo {
				broken++
			}
			found[want.Rule]++
			if rule.Kind == disclosure.KindIdentity && !slices.ContainsFunc(o.Faults[i].Cells, func(c draft.Cell) bool {
				return c.Indicator == want.Key.Indicator && c.Applicant == want.Key.Applicant && c.Where != nil && c.Where.Cell != nil && c.Label != c.Indicator
			}) {
				t.Errorf("%s: %s has no cell: %+v", id, want.Rule, o.Faults[i].Cells)
			}
		}
		if got := o.Broken(); got != broken {
			t.Errorf("%s: %d faults, %d were planted: %+v", id, got, broken, o.Faults)
		}
	}
	for _, rule := range []string{disclosure.RuleRequestsFlow, disclosure.RuleOutcomeSum, disclosure.RuleApplicantSum, disclosure.RuleCarryOver, disclosure.RuleCumulative} {
		if found[rule] == 0 {
			t.Errorf("%s was found nowhere; found: %v", rule, found)
		}
	}
}

// The command prints every finding with its cells and fails where something is broken; two years
// are compared, and what is no report of the year before is refused.
func TestCheckCommand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, page string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	page := func(year, new, carriedIn, granted, carriedOut string) string {
		row := func(label string, n string) string {
			return "<tr><td>" + label + "</td><td>" + n + "</td>" + strings.Repeat("<td>0</td>", 5) + "<td>" + n + "</td></tr>"
		}
		return `<html><head><title>黎川县民政局` + year + `年政府信息公开工作年度报告</title></head><body><h1>黎川县民政局` + year + `年政府信息公开工作年度报告</h1>
<p>一、总体情况。` + strings.Repeat("本机关依法公开政府信息。", 20) + `</p><p>三、收到和处理政府信息公开申请情况</p><table>
<tr><td>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr>` +
			row("一、本年新收政府信息公开申请数量", new) + row("二、上年结转政府信息公开申请数量", carriedIn) + row("（一）予以公开", granted) + row("（七）总计", granted) + row("四、结转下年度继续办理", carriedOut) + `</table></body></html>`
	}
	before, good, bad := file("before.html", page("2022", "4", "0", "3", "1")), file("good.html", page("2023", "3", "1", "4", "0")), file("bad.html", page("2023", "30", "2", "4", "0"))

	out, errText, status := gongkai(t, "check", "--before", before, good)
	if strings.Contains(out, "R601") || strings.Contains(out, "R301") || !strings.Contains(out, "与 2022 年度相比") || status == exitUsage {
		t.Errorf("in order: status %d\n%s%s", status, out, errText)
	}
	out, errText, status = gongkai(t, "check", "--before", before, bad)
	for _, want := range []string{"[错误] R301", "一、本年新收政府信息公开申请数量 · 自然人：30（第 1 个表格第 2 行第 2 列）", "R601", "2022 年度 四、结转下年度继续办理 · 总计：1", "[提示] Q101", "4 → 30", "依据："} {
		if !strings.Contains(out, want) {
			t.Errorf("not said: %s", want)
		}
	}
	if status != exitFailed || !strings.Contains(errText, "1 of 1 drafts have something that would be found") || t.Failed() {
		t.Errorf("broken: status %d\n%s%s", status, out, errText)
	}
	out, _, status = gongkai(t, "check", "--json", bad)
	var line opinionLine
	if err := json.Unmarshal([]byte(out), &line); err != nil || status != exitFailed || line.Broken == 0 || line.FiscalYear == nil || *line.FiscalYear != 2023 || len(line.Moved) != 0 || !slices.ContainsFunc(line.Faults, func(f draft.Fault) bool { return f.Rule == "R301" && len(f.Cells) > 2 }) {
		t.Errorf("as JSON: status %d, %v: %s", status, err, out)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--before", before, good, bad}, exitUsage, "name one draft"},
		{[]string{"--before", good, bad}, exitFailed, "is of 2023, the draft of 2023: name that of 2022"},
		{[]string{file("none.html", "<p>通知</p>")}, exitFailed, "cannot be read as a yearly report"},
		{[]string{filepath.Join(dir, "gone.html")}, exitFailed, "gone.html"},
	} {
		if out, errText, status := gongkai(t, append([]string{"check"}, c.args...)...); status != c.status || !strings.Contains(errText, c.says) {
			t.Errorf("%q: status %d: %s%s", c.args, status, out, errText)
		}
	}
}
