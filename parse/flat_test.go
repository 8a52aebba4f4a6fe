package parse

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
)

// flatSample is a report of form 2021 as rows of cells, with what each figure says. Its
// identities hold. blank says which cells of table 3 print nothing.
type flatSample struct {
	rows [3][][]string
	want map[string]string
}

func newFlatSample(blank func(row, column int) bool) flatSample {
	s := flatSample{want: map[string]string{}}
	s.rows[0] = [][]string{{"第二十条第（一）项"}, {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"}, {"规章", "0", "2", "3"}, {"行政规范性文件", "4", "0", "61"},
		{"第二十条第（五）项"}, {"信息内容", "本年处理决定数量"}, {"行政许可", "1204"}, {"第二十条第（六）项"}, {"信息内容", "本年处理决定数量"}, {"行政处罚", "8"}, {"行政强制", "0"},
		{"第二十条第（八）项"}, {"信息内容", "本年收费金额（单位：万元）"}, {"行政事业性收费", "10.5"}}
	maps.Copy(s.want, map[string]string{"proactive_rules_made": "0", "proactive_rules_repealed": "2", "proactive_rules_in_force": "3", "proactive_normative_documents_made": "4",
		"proactive_normative_documents_repealed": "0", "proactive_normative_documents_in_force": "61", "proactive_licence_decisions": "1204", "proactive_penalty_decisions": "8", "proactive_coercion_decisions": "0", "proactive_fees_amount": "10.5"})
	s.rows[1] = [][]string{{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况"}, {"自然人", "法人或其他组织", "总计"}, {"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}}
	s.requests(blank)
	results := []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}
	s.rows[2] = [][]string{{"行政复议", "行政诉讼"}, slices.Concat(results, []string{"未经复议直接起诉", "复议后起诉"}), slices.Concat(results, results), strings.Fields("2 1 3 1 7 0 0 0 0 0 13 2 4 0 19")}
	for i, n := range s.rows[2][3] {
		s.want[reviewKeys[i]] = n
	}
	return s
}

// requests fills table 3: outcomes first, the flow follows from them.
func (s *flatSample) requests(blank func(row, column int) bool) {
	counts := map[string][7]int{}
	add := func(indicator string, n [7]int) {
		sum := counts[indicator]
		for i := range n {
			sum[i] += n[i]
		}
		counts[indicator] = sum
	}
	for i, l := range requestLines {
		if !strings.HasPrefix(l.indicator, "outcome_") || l.indicator == "outcome_total" {
			continue
		}
		var n [7]int
		n[i%6] = i % 4
		n[0] += 10 * (i % 2)
		for _, k := range n[:6] {
			n[6] += k
		}
		add(l.indicator, n)
		add("outcome_total", n)
		add("requests_new", n)
	}
	carried := [7]int{1, 0, 2, 0, 0, 0, 3}
	counts["requests_carried_in"], counts["requests_carried_out"] = carried, carried
	for i, l := range requestLines {
		row := []string{l.label}
		switch {
		case l.group != "" && requestLines[i-1].group != l.group:
			row = []string{l.group, l.label}
		case l.indicator == "outcome_granted":
			row = []string{"三、本年度办理结果", l.label}
		}
		for k, n := range counts[l.indicator] {
			key := l.indicator + "." + string(disclosure.Applicants[k])
			if blank != nil && blank(i, k) {
				row, s.want[key] = append(row, ""), "blank"
				continue
			}
			row, s.want[key] = append(row, fmt.Sprint(n)), fmt.Sprint(n)
		}
		s.rows[1] = append(s.rows[1], row)
	}
}

// draw writes a report in which the tables are drawn by a function.
func (s *flatSample) draw(draw func([][]string) string) string {
	return someTitle + "\n\n一、总体情况\n本单位由办公室负责信息公开，及时更新栏目内容，畅通群众获取信息的渠道，公开前均经保密审查，全年没有失泄密情况发生。\n二、主动公开政府信息情况\n" + draw(s.rows[0]) +
		"三、收到和处理政府信息公开申请情况\n" + draw(s.rows[1]) + "四、政府信息公开行政复议、行政诉讼情况\n" + draw(s.rows[2]) +
		"五、存在的主要问题及改进情况\n解读形式还不够丰富，下一步将加强学习。\n六、其他需要报告的事项\n无其他需要报告的事项。\n"
}

func parted2(between, after string) func([][]string) string {
	return func(rows [][]string) string {
		var b strings.Builder
		for _, row := range rows {
			b.WriteString(strings.Join(row, between) + after)
		}
		return strings.TrimRight(b.String(), " ") + "\n"
	}
}

func readFlat(text string) disclosure.Report {
	return Document(Input{Source: "page.txt", Body: []byte(text), ContentType: "text/plain; charset=utf-8", Division: someCounty})
}

// wantFlat checks every figure, and that its place shows what was printed.
func (s *flatSample) wantFlat(t *testing.T, r disclosure.Report, in Input) {
	t.Helper()
	for key, want := range s.want {
		wantFigure(t, r, key, want)
	}
	text, err := Text(in)
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(text)
	for _, f := range r.Figures {
		if s.want[f.Key().String()] == "" && f.State.Known() && !strings.HasPrefix(f.Indicator, "narrative_") {
			t.Errorf("invented %s = %q", f.Key(), f.Raw)
		}
		if p := f.Where.Span; p == nil || string(runes[p.Offset:p.Offset+p.Length]) != f.Raw {
			t.Errorf("%s: %q is not at %+v", f.Key(), f.Raw, p)
		}
	}
}

var wrappedLabels = strings.NewReplacer("三、本年度办理结果", "三\n本\n年\n度\n办\n理\n结\n果", "确认或重新出具", "确认或重\n新出具", "（四）无法提供", "（四）无\n法提供", "自然人", "自 然\n人",
	"无正当理由逾期不补正、行政", "无正当理由逾期不补正、\n行政", "结果维持", "结果\n维持")

func TestFlatText(t *testing.T) {
	wrap := func(draw func([][]string) string) func([][]string) string {
		return func(rows [][]string) string { return wrappedLabels.Replace(draw(rows)) }
	}
	for name, draw := range map[string]func([][]string) string{
		"a cell a line": parted2("\n", "\n"), "tabs": parted2("\t", "\n"), "spaces": parted2("  ", "\n"), "wide spaces": parted2("　", "\n"), "a table a line": parted2(" ", " "),
		"wrapped, a cell a line": wrap(parted2("\n", "\n")), "wrapped, spaces": wrap(parted2(" ", "\n")), "full width": func(rows [][]string) string {
			return strings.NewReplacer("2", "２", "0", "０").Replace(parted2(" ", "\n")(rows))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFlatSample(nil)
			text := s.draw(draw)
			r := readFlat(text)
			if r.Outcome != disclosure.OutcomeOK || r.Form == nil || *r.Form != disclosure.Form2021 || len(r.Findings) > 0 {
				t.Errorf("outcome %s, form %v, findings %+v", r.Outcome, r.Form, r.Findings)
			}
			s.wantFlat(t, r, Input{Body: []byte(text), ContentType: "text/plain; charset=utf-8"})
		})
	}
}

func TestFlatPages(t *testing.T) {
	lines := func(before, after, end string) func([][]string) string {
		return func(rows [][]string) string {
			var b strings.Builder
			for _, row := range rows {
				for _, c := range row {
					b.WriteString(before + c + after)
				}
				b.WriteString(end)
			}
			return b.String()
		}
	}
	for name, draw := range map[string]func([][]string) string{
		"p a cell": lines("<p>", "</p>", ""), "br": lines("", "<br>", ""), "div": lines("<div><span>", "</span></div>", ""), "li": lines("<li>", "</li>", "<br/>"), "p a row": lines("<span>", "&nbsp;&nbsp;</span>", "<br/>"),
		"pre": func(rows [][]string) string { return "<pre>" + parted2("    ", "\n")(rows) + "</pre>" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newFlatSample(nil)
			text := strings.ReplaceAll(s.draw(draw), "\n", "\n<p>")
			page := "<html><head><title>" + someTitle + "</title></head><body><div id=zoom><p>" + text + "</div></body></html>"
			in := Input{Source: "page.html", Body: []byte(page), ContentType: "text/html; charset=utf-8", Division: someCounty}
			s.wantFlat(t, Document(in), in)
		})
	}
}

// Blank cells between tabs are seen; a row from which they vanished is read only where the
// sums of its columns leave no other way.
func TestFlatBlanks(t *testing.T) {
	s := newFlatSample(func(row, column int) bool { return row > 3 && column == row%6 })
	text := s.draw(parted2("\t", "\n"))
	s.wantFlat(t, readFlat(text), Input{Body: []byte(text), ContentType: "text/plain; charset=utf-8"})

	one := newFlatSample(func(row, column int) bool { return row == 5 && column == 3 })
	r := readFlat(one.draw(parted2(" ", "\n")))
	wantFigure(t, r, "outcome_denied_law_forbidden.natural_person", "10")
	wantFigure(t, r, "outcome_denied_law_forbidden.public_interest", "unreadable") // one of four is blank, three are 0
	wantFigure(t, r, "outcome_denied_law_forbidden.total", one.want["outcome_denied_law_forbidden.total"])
	if f, _ := r.Figure(disclosure.Key{Indicator: "outcome_denied_law_forbidden", Applicant: disclosure.Total}); f.Confidence != confidence.Inferred {
		t.Errorf("confidence %v", f.Confidence)
	}
	if len(findings(r, disclosure.RuleInferred)) != 1 {
		t.Errorf("findings %+v", r.Findings)
	}
	two := newFlatSample(func(row, column int) bool { return row == 5 && column > 0 && column < 5 })
	r = readFlat(two.draw(parted2(" ", "\n")))
	for key, want := range two.want {
		wantFigure(t, r, key, want)
	}
	broken := strings.Replace(one.draw(parted2(" ", "\n")), "（七）总计 ", "（七）总计 9", 1)
	wantFigure(t, readFlat(broken), "outcome_denied_law_forbidden.total", "unreadable")
}

// Pipes part cells in several ways; those at the end of a line that stand for the rest of a
// joined cell are none.
func TestFlatPipes(t *testing.T) {
	some := func(row, column int) bool { return row > 3 && (column == row%6 || column == 0 && row%4 == 1) }
	for name, draw := range map[string]func([]string) string{
		"behind each cell":        func(row []string) string { return strings.Join(row, " | ") + " |" },
		"opened and closed":       func(row []string) string { return "| " + strings.Join(row, " | ") + " |" },
		"close together":          func(row []string) string { return "|" + strings.Join(row, "|") + "|" },
		"none at the end":         func(row []string) string { return strings.Join(row, " | ") },
		"joined cells left over":  func(row []string) string { return "| " + strings.Join(row, " | ") + " | |||" },
		"a cell a line":           func(row []string) string { return strings.Join(row, " |\n") + " |\n||" },
		"a pipe a line":           func(row []string) string { return strings.Join(row, "\n|\n") + "\n|\n|||" },
		"a pipe a line, row open": func(row []string) string { return "| " + strings.Join(row, "\n|\n") + "\n|" },
		"joined cells before": func(row []string) string {
			if r := row[0][0]; r >= '1' && r <= '9' && strings.Contains(row[0], ".") {
				return " | | " + strings.Join(row, " | ") + " |"
			}
			return strings.Join(row, " | ") + " |"
		},
		"ruled": func(row []string) string {
			if row[0] == "信息内容" {
				return "| " + strings.Join(row, " | ") + " |\n|---|:--:|--:|"
			}
			return "| " + strings.Join(row, " | ") + " |"
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFlatSample(some)
			text := s.draw(func(rows [][]string) string {
				var b strings.Builder
				for _, row := range rows {
					b.WriteString(draw(row) + "\n")
				}
				return b.String()
			})
			r := readFlat(text)
			if r.Form == nil || *r.Form != disclosure.Form2021 || len(r.Findings) > 0 {
				t.Errorf("form %v, findings %+v", r.Form, r.Findings)
			}
			s.wantFlat(t, r, Input{Body: []byte(text), ContentType: "text/plain; charset=utf-8"})
		})
	}
}

func TestFlatRunTogether(t *testing.T) {
	s := newFlatSample(nil)
	text := strings.Replace(s.draw(parted2(" ", "\n")), "2 1 3 1 7 0 0 0 0 0 13 2 4 0 19", "21317000001324019", 1)
	r := readFlat(text)
	s.wantFlat(t, r, Input{Body: []byte(text), ContentType: "text/plain; charset=utf-8"})
	if f, _ := r.Figure(disclosure.Key{Indicator: "litigation_after_review_total"}); f.Confidence != confidence.Inferred || f.Raw != "19" {
		t.Errorf("read as %+v", f)
	}
	many := readFlat(strings.Replace(text, "21317000001324019", "1115022802113161111013", 1))
	for _, key := range reviewKeys {
		wantFigure(t, many, key, "unreadable")
	}
	if many.Outcome != disclosure.OutcomePartial {
		t.Errorf("outcome %s", many.Outcome)
	}
	rows := strings.Replace(text, "行政规范性文件 4 0 61", "行政规范性文件396442278", 1)
	r = readFlat(rows)
	wantFigure(t, r, "proactive_normative_documents_made", "unreadable")
	wantFigure(t, r, "proactive_rules_in_force", "3")
	wantFigure(t, r, "proactive_licence_decisions", "1204")
	rows = strings.NewReplacer("本年制发件数 本年废止", "本年制发件数 某种件数 本年废止", "规章 0 2 3", "规章 0 2 9 3", "行政规范性文件 4 0 61", "行政规范性文件 4 0 61").Replace(text)
	r = readFlat(rows)
	wantFigure(t, r, "proactive_rules_in_force", "3")
	wantFigure(t, r, "proactive_rules_repealed", "9")
	wantFigure(t, r, "proactive_normative_documents_in_force", "unreadable")
	// Table 3 without anything between cells: its rows and its columns together say enough.
	whole := readFlat(s.draw(parted2("", "\n")))
	for key, want := range s.want {
		indicator, applicant, _ := strings.Cut(key, ".")
		if f, ok := whole.Figure(disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)}); ok && f.Value != nil && f.Value.String() != want {
			t.Errorf("%s = %s, want %s", key, f.Value, want)
		}
	}
}

// Nothing is taken from a text that is no table of a form.
func TestFlatNotATable(t *testing.T) {
	s := newFlatSample(nil)
	whole := s.draw(parted2(" ", "\n"))
	for name, text := range map[string]string{
		"prose":          someTitle + "\n一、总体情况\n全年办结行政许可 396 件，行政处罚 442 件，行政强制 2 件。规章 3 件，行政规范性文件 4 件。本年新收政府信息公开申请数量 5 件，结转下年度继续办理 1 件，予以公开 2 件。行政复议 3 件，结果维持 1 件。\n" + strings.Repeat("二、其他需要报告的事项，公开栏目更新及时。\n", 12),
		"no head, wrong": someTitle + "\n" + strings.Repeat("公开栏目更新及时，做好各项工作。\n", 12) + "行政许可 5\n行政处罚 6\n行政强制 7\n（一）予以公开 1 2 3 4 5 6 7\n（二）部分公开 1 2 3 4 5 6 7\n",
		"columns":        strings.Replace(whole, "商业企业 科研机构", "科研机构 总计 商业企业", 1),
	} {
		r := readFlat(text)
		for _, f := range r.Figures {
			if f.State.Known() && (f.Applicant != disclosure.NoApplicant || name != "columns") && !strings.HasPrefix(f.Indicator, "narrative_") {
				t.Errorf("%s: took %s = %q", name, f.Key(), f.Raw)
			}
		}
	}
}

// The words of the head say which column is which, in whatever order they stand.
func TestFlatColumnOrder(t *testing.T) {
	s := newFlatSample(nil)
	r := readFlat(strings.Replace(s.draw(parted2(" ", "\n")), "商业企业 科研机构", "科研机构 商业企业", 1))
	for key, want := range s.want {
		wantFigure(t, r, strings.NewReplacer("business", "research_institute", "research_institute", "business").Replace(key), want)
	}
	first := newFlatSample(nil)
	for i, row := range first.rows[1][3:] {
		n := len(row)
		first.rows[1][3+i] = slices.Concat(row[:n-7], row[n-1:], row[n-7:n-1])
	}
	r = readFlat(strings.Replace(first.draw(parted2("\t", "\n")), "自然人\t法人或其他组织\t总计", "总计\t自然人\t法人或其他组织", 1))
	for key, want := range s.want {
		wantFigure(t, r, key, want)
	}
}

// A row that nobody knows is named and shifts nothing.
func TestFlatUnknownRow(t *testing.T) {
	s := newFlatSample(nil)
	text := strings.Replace(s.draw(parted2(" ", "\n")), "2.重复申请", "某种新的情形 4 0 0 0 0 0 4\n2.重复申请", 1)
	r := readFlat(text)
	s.wantFlat(t, r, Input{Body: []byte(text), ContentType: "text/plain; charset=utf-8"})
	if got := findings(r, disclosure.RuleUnknownLabel); len(got) != 1 || !strings.Contains(got[0], "某种新的情形") {
		t.Errorf("findings %q", got)
	}
}

func TestFlatStatistics(t *testing.T) {
	for name, between := range map[string]string{"a cell a line": "\n", "tabs": "\t", "spaces": " "} {
		text := nationalTitle + "\n一、概述\n" + strings.Repeat("公开栏目更新及时，做好各项工作。\n", 12) + "统计指标" + between + "单位" + between + "统计数\n" +
			nationalRows(func(label, unit string, n int) string {
				if n == 0 {
					return label + "\n"
				}
				return label + between + unit + between + fmt.Sprint(n) + "\n"
			})
		t.Run(name, func(t *testing.T) { wantNational(t, readFlat(text)) })
	}
}

// The columns of a table of form 2008 run together: rows of zeros are clear, a channel is
// where text and total leave one way, the rest is not read.
// Groups print dashes, blank cells print nothing between two pipes, and the telephone below
// the table is no row of it.
func TestFlatStatisticsPipes(t *testing.T) {
	text := "晴岚县财政局2016年政府信息公开工作年度报告\n一、概述\n统计期限为2016年1月1日至12月31日。\n二、附表\n" +
		"统计指标 | 单位 | 统计数 |\n一、主动公开情况 | —— | —— |\n（一）主动公开政府信息数 | 条 | 41 |\n其中：主动公开规范性文件数 | 条 |  |\n" +
		"（二）通过不同渠道和方式公开政府信息的情况 | —— | —— |\n1．政府公报公开政府信息数 | 条 | |\n2．政府网站公开政府信息数 | 条 | 40 |\n三、依申请公开情况 | —— | —— |\n" +
		"（一）收到申请数 | 件 | 0 |\n1．当面申请数 | 件 | |\n2．传真申请数 | 件 | 0 |\n单位负责人：甲 | 审核人：乙 | 填报人：丙 | 联系电话：55501234 |\n"
	r := readFlat(text)
	for key, want := range map[string]string{"published_total": "41", "published_normative_documents": "blank", "published_channel_gazette": "blank", "published_channel_website": "40",
		"requests_received": "0", "requests_channel_in_person": "blank", "requests_channel_fax": "0"} {
		wantFigure(t, r, key, want)
	}
	if len(findings(r, disclosure.RuleUnknownLabel)) > 0 {
		t.Errorf("findings %+v", r.Findings)
	}
}

func TestFlatLocalRunTogether(t *testing.T) {
	head := localTitle + "\n一、概述\n" + strings.Repeat("公开栏目更新及时，做好各项工作。\n", 12) + "2011年主动公开政府信息518条。\n附件：政府信息公开情况统计表\n"
	text := head + "指标名称计量单位2011年度历年累计主动公开信息数条5182620其中：1.网站公开条51026112.政府公报公开条89受理依申请公开信息总数条37其中：1.当面申请数条002.传真申请数条003.电子邮件申请数条00对申请的答复数条00行政复议数条00行政诉讼数条00"
	r := readFlat(text)
	for key, want := range map[string]string{"narrative_published_total": "518", "narrative_published_channel_website": "510", "narrative_published_channel_gazette": "8",
		"narrative_requests_received": "none", "narrative_requests_channel_in_person": "0", "narrative_requests_channel_email": "0", "narrative_litigation_total": "0"} {
		wantFigure(t, r, key, want)
	}
	if got := findings(r, disclosure.RuleUnreadable); len(got) != 1 || !strings.Contains(got[0], "37") {
		t.Errorf("findings %q", got)
	}
}

// Texts made to cost more than they are long are read all the same.
func TestFlatHostile(t *testing.T) {
	s := newFlatSample(nil)
	table := s.draw(parted2("", "\n"))
	for name, text := range map[string]string{
		"heads": strings.Repeat("自然人 1 结果维持 2 信息内容 3 指标名称 4 ", 20_000), "rows": "自然人 商业企业\n" + strings.Repeat("（一）予以公开 1 2 3 5\n", 20_000), "numerals": "信息内容 " + strings.Repeat("一 ", 200_000),
		"brackets": "信息内容 " + strings.Repeat("（1", 200_000), "one word": "信息内容 " + strings.Repeat("许可", 300_000), "digits": "信息内容 行政许可" + strings.Repeat("12345", 100_000), "spaces": "信息内容 1" + strings.Repeat(" ", 500_000) + "规章 2",
		"puzzles": strings.Repeat(table, 100), "reviews": "结果维持 " + strings.Repeat(strings.Join(s.rows[2][0], " ")+strings.Join(s.rows[2][1], " ")+strings.Join(s.rows[2][2], " ")+" 1115022802113161111013\n", 3000), "units": "指标名称 单位 " + strings.Repeat("申请总数 条 11 22 条 33\n", 20_000),
	} {
		if r := readFlat(someTitle + "\n" + text); r.Outcome == "" {
			t.Errorf("%s: no outcome", name)
		}
	}
}
