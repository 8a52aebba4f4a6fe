package letters

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/letters/paper"
)

// textOf is all that stands in a letter, a line a paragraph or row.
func textOf(d *paper.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(block.Text)
		if block.Table != nil {
			for _, row := range slices.Concat(block.Table.Head, block.Table.Rows) {
				for _, c := range row {
					b.WriteString(c.Text + "\t")
				}
				b.WriteString("\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func terms(t *testing.T) Terms {
	t.Helper()
	dated, err := disclosure.ParseDate("2026-01-05")
	if err != nil {
		t.Fatal(err)
	}
	return Terms{Dated: dated, Base: "https://gk.example.gov.cn"}
}

func letterOf(t *testing.T, m fakeMeasures) *Letter {
	t.Helper()
	l, err := Office{Measures: m}.Letter(t.Context(), agency, 0)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestLetter: a finding is told with its figures as printed, what they would have to be, the rule, the article,
// the document and where each can be looked up.
func TestLetter(t *testing.T) {
	m := example()
	l := letterOf(t, m)
	text := textOf(l.Document(terms(t)))
	for _, want := range []string{
		"关于某县民政局\n政府信息公开工作年度报告有关问题的函", "某县民政局：", "对你单位2023年度报告作了核对", "所见1项情况",
		"一、2023年度：行政复议各结果之和应等于总计", "按各项计算为 4，表中所印为 0。",
		"表四\t行政复议\t总计\t0 件\t4\t第2个表格第4行第5列", "表四\t行政复议\t结果维持\t3 件\t\t第2个表格第4行第1列",
		"核对规则：R401", "规则出处：统一格式表四", "国务院令第711号）第五十条第一款第（三）项", "可能原因：须改动的最少单元格：总计未填",
		"事项编号：990101-civil-2023 R401:reconsideration_total", "https://gk.example.gov.cn/reports/990101-civil-2023/figures/reconsideration_total",
		"http://www.example.gov.cn/r.html", "SHA-256：ab12", "首次 2024-01-30 10:00:00", "没有因读取存疑", "＿＿＿＿年＿＿月＿＿日前核实", "https://gk.example.gov.cn/method#object",
		"（发文机关署名）", "2026年1月5日", "所列事项一览表", "1\t2023\tR401\t行政复议各结果之和应等于总计\t表四“行政复议 · 总计”\t4\t0",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
	given := terms(t)
	reply, _ := disclosure.ParseDate("2026-02-06")
	given.From, given.Reply, given.Base = "某市政务公开办公室", &reply, ""
	text = textOf(l.Document(given))
	for _, want := range []string{"某市政务公开办公室", "请于2026年2月6日前", "数据平台 /reports/990101-civil-2023/figures/reconsideration_total"} {
		if !strings.Contains(text, want) {
			t.Errorf("with terms it does not say %q", want)
		}
	}
	if strings.Contains(text, "＿") || strings.Contains(text, "（发文机关署名）") {
		t.Error("room is left for what was given")
	}
}

// TestNobodyIsBlamedInDoubt: what is doubted, unclear, ours, a hint or objected to is in no letter, and counted.
func TestNobodyIsBlamedInDoubt(t *testing.T) {
	objected := caseRow{CaseID: "c1", ReportID: report, AgencyID: agency, FiscalYear: 2023, Indicator: "reconsideration_total", OpenedOn: *on("2024-03-01"), DueOn: *on("2024-03-31"), State: "open"}
	hint, undated := sums("agency"), sums("agency")
	hint.Severity, undated.FiscalYear = "info", nil
	for _, c := range []struct {
		name     string
		findings []findingRow
		cases    []caseRow
		items    int
		withheld Withheld
		says     string
	}{
		{"read without doubt", []findingRow{sums("agency")}, nil, 1, Withheld{}, "没有因读取存疑"},
		{"doubted", []findingRow{sums("unclear"), sums("parser")}, nil, 0, Withheld{Doubted: 2}, "2项因读取存疑"},
		{"of a year that is not certain", []findingRow{undated}, nil, 0, Withheld{Doubted: 1}, "1项因读取存疑"},
		{"a hint", []findingRow{hint}, nil, 0, Withheld{}, ""},
		{"objected to, undecided", []findingRow{sums("agency")}, []caseRow{objected}, 0, Withheld{Disputed: 1}, "1项已有异议而尚未决定"},
		{"a figure that takes part objected to", []findingRow{sums("agency")}, []caseRow{{CaseID: "c3", ReportID: report, Indicator: "reconsideration_upheld", State: "open"}}, 0, Withheld{Disputed: 1}, "1项已有异议"},
		{"another rule of the figure objected to", []findingRow{sums("agency")}, []caseRow{{CaseID: "c4", ReportID: report, Rule: "R304", Indicator: "reconsideration_total", State: "open"}}, 1, Withheld{}, ""},
		{"another figure objected to", []findingRow{sums("agency")}, []caseRow{{CaseID: "c2", ReportID: report, Indicator: "requests_new", Applicant: "total", State: "open"}}, 1, Withheld{}, ""},
		{"decided to be as printed", []findingRow{sums("agency")}, []caseRow{{CaseID: "c1", ReportID: report, Rule: "R401", Indicator: "reconsideration_total", State: "confirmed_agency", OpenedOn: *on("2024-03-01"), Reply: "将予更正。", RepliedOn: on("2024-03-05"), Reason: "存档页面如此", DecidedOn: on("2024-03-09")}}, 1, Withheld{},
			"已有异议：2024年3月1日对此提出的异议（c1）：报告所印如此。2024年3月5日答复：将予更正。2024年3月9日决定，理由：存档页面如此。"},
	} {
		m := example()
		m["findings_of"] = c.findings
		m["letter_cases"] = c.cases
		l := letterOf(t, m)
		if len(l.Items) != c.items || l.Withheld != c.withheld {
			t.Errorf("%s: %d items, withheld %+v", c.name, len(l.Items), l.Withheld)
		}
		if text := textOf(l.Document(terms(t))); !strings.Contains(text, c.says) {
			t.Errorf("%s: it does not say %q:\n%s", c.name, c.says, text)
		}
	}
}

// TestOnlyWhatIsProvedIsLate: late and absent are told only where walks prove it and a law sets a day.
func TestOnlyWhatIsProvedIsLate(t *testing.T) {
	m := example()
	m["findings_of"] = []findingRow{}
	late := coverageRow{AgencyID: agency, FiscalYear: 2023, Status: "late", Deadline: on("2024-01-31"), DeadlineBasis: ptr("art49_dept"), PublishedLow: on("2024-02-20"), PublishedHigh: on("2024-03-02"), DaysLateLow: ptr[int32](20), DaysLateHigh: ptr[int32](31), ReportID: ptr(report)}
	unlawful, unsure := late, late
	unlawful.DeadlineBasis = ptr("none")
	unsure.DaysLateLow = nil
	m["agency_coverage"] = []coverageRow{late, unlawful, unsure, {FiscalYear: 2022, Status: "not_found", DeadlineBasis: ptr("art49_dept")}, {FiscalYear: 2020, Status: "blocked"}, {FiscalYear: 2019, Status: "unknown"},
		{FiscalYear: 2021, Status: "not_published", Deadline: on("2022-01-31"), DeadlineBasis: ptr("art49_dept"), ReportID: ptr("")}, {FiscalYear: 2018, Status: "not_published", DeadlineBasis: ptr("")}}
	m["absence_walks"] = []walkRow{{Day: *on("2022-05-02"), Counts: 1}, {Day: *on("2022-02-01"), Counts: 1}, {Day: *on("2022-02-01"), Counts: 1}, {Day: *on("2022-01-01")}, {Day: *on("2022-07-01"), Counts: 1}}
	l := letterOf(t, m)
	if len(l.Items) != 2 || l.Items[0].Year != 2023 || l.Items[1].Year != 2021 || l.Withheld.Unproved != 2 {
		t.Fatalf("%+v, %+v", l.Items, l.Withheld)
	}
	text := textOf(l.Document(terms(t)))
	for _, want := range []string{"2021、2023年度报告", "应于2024年1月31日前公布", "公布不早于2024年2月20日，不晚于2024年3月2日，逾期至少20天（遇节假日按顺延计）、至多31天", "第四十九条（县级以上人民政府部门",
		"有3日走完你单位的全部年报栏目（2022年2月1日至2022年7月1日）", "/agencies/990101-civil/absence/2021", "另有2个年度的报告未能查见"} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
}

// TestALateReportThatIsDisputed: while somebody objects to what is said of a publication, nobody is told of it.
func TestALateReportThatIsDisputed(t *testing.T) {
	for state, items := range map[string]int{"open": 0, "confirmed_agency": 1, "rejected": 1} {
		m := example()
		m["findings_of"] = []findingRow{}
		m["agency_coverage"] = []coverageRow{{AgencyID: agency, FiscalYear: 2023, Status: "late", Deadline: on("2024-01-31"), DeadlineBasis: ptr("art49_dept"), DaysLateLow: ptr[int32](20), ReportID: ptr(report)}}
		m["letter_cases"] = []caseRow{{CaseID: "c3", ReportID: report, AgencyID: agency, FiscalYear: 2023, Rule: disclosure.CaseTimeliness, Printed: "late", State: state}}
		if l := letterOf(t, m); len(l.Items) != items || l.Withheld.Disputed != 1-items {
			t.Errorf("%s: %d items, withheld %+v", state, len(l.Items), l.Withheld)
		}
	}
}

// TestHostileTexts: what a page prints rearranges nothing.
func TestHostileTexts(t *testing.T) {
	m := example()
	m["agency_names"] = []agencyRow{{AgencyID: agency, Name: "某县\n<b>局</b>\u202e"}}
	figures := m["report_figures"].([]figureRow)
	figures[2].Raw = "0\n\u202e<script>"
	text := textOf(letterOf(t, m).Document(terms(t)))
	if strings.Contains(text, "\u202e") || !strings.Contains(text, "某县 <b>局</b>：") || !strings.Contains(text, "\t0 <script>\t") {
		t.Errorf("%q", text)
	}
}

// TestShow: the marked cell is asked for with those that take part; what can't be shown is said, what fails ends it.
func TestShow(t *testing.T) {
	var asked []disclosure.Key
	o := Office{Measures: example(), Show: func(_ context.Context, of string, chosen disclosure.Key, noted []disclosure.Key) (*paper.Picture, *paper.Table, error) {
		if of != report || chosen.Indicator != "reconsideration_total" {
			t.Errorf("asked for %s of %s", chosen, of)
		}
		asked = noted
		return &paper.Picture{Width: 10, Height: 10}, nil, nil
	}}
	l, err := o.Letter(t.Context(), agency, 2023)
	if err != nil || len(asked) != 3 || l.Items[0].Picture == nil || !strings.Contains(l.Items[0].Picture.Says, "表四“行政复议 · 总计”，所印为0") {
		t.Fatalf("%v, %v, %+v", err, asked, l)
	}
	if text := textOf(l.Document(terms(t))); !strings.Contains(text, "存档页面（2023年度报告），红框") || strings.Contains(text, "灰带") {
		t.Errorf("below the picture: %s", text)
	}
	l.Items[0].Picture.Cut = true
	l.Items[0].Sources[0].URL, l.Items[0].Sources[0].Obtained = "file:x/%E6%8A%A5%E5%91%8A.pdf", "brought"
	text := textOf(l.Document(terms(t)))
	for _, want := range []string{"原件为PDF文件，此处按其内容重排），红框为所指单元格，浅色为参与计算的单元格；灰带处有省略", "file:x/报告.pdf（文件由他人提交", "取得时间：首次"} {
		if !strings.Contains(text, want) {
			t.Errorf("of a file that was brought it does not say %q: %s", want, text)
		}
	}
	o.Show = func(context.Context, string, disclosure.Key, []disclosure.Key) (*paper.Picture, *paper.Table, error) {
		return nil, nil, &Unshown{"存档文件已下架"}
	}
	if l, err = o.Letter(t.Context(), agency, 2023); err != nil || !strings.Contains(textOf(l.Document(terms(t))), "所指单元格无法附图：存档文件已下架") {
		t.Errorf("a document that was taken down: %v", err)
	}
	down := errors.New("the engine is down")
	o.Show = func(context.Context, string, disclosure.Key, []disclosure.Key) (*paper.Picture, *paper.Table, error) {
		return nil, nil, down
	}
	if _, err = o.Letter(t.Context(), agency, 2023); !errors.Is(err, down) {
		t.Errorf("an error of the engine: %v", err)
	}
	if l, err = (Office{Measures: example()}).Letter(t.Context(), agency, 2020); err != nil || len(l.Items) > 0 {
		t.Errorf("another year: %v, %+v", err, l)
	}
}

func TestErrors(t *testing.T) {
	m := example()
	m["agency_names"] = []agencyRow{}
	if _, err := (Office{Measures: m}).Letter(t.Context(), agency, 0); !errors.Is(err, ErrUnknown) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := (Office{Measures: m}).Letter(t.Context(), "unresolved-某局", 0); !errors.Is(err, ErrUnsure) {
		t.Errorf("a name that means nobody for certain: %v", err)
	}
	for measure := range example() {
		m := example()
		m["agency_coverage"] = []coverageRow{{FiscalYear: 2021, Status: "not_published", DeadlineBasis: ptr("art49_dept")}}
		down := errors.New("down")
		m[measure] = down
		if _, err := (Office{Measures: m}).Letter(t.Context(), agency, 0); !errors.Is(err, down) {
			t.Errorf("%s fails: %v", measure, err)
		}
	}
	m = example()
	bad := sums("agency")
	bad.Operands = "{"
	m["findings_of"] = []findingRow{bad}
	if _, err := (Office{Measures: m}).Letter(t.Context(), agency, 0); err == nil || !strings.Contains(err.Error(), "operands of R401") {
		t.Errorf("operands that are none: %v", err)
	}
}

// TestManyCells: of a sum with many terms those of zero are counted, not listed.
func TestManyCells(t *testing.T) {
	m := example()
	f := sums("agency")
	operands, figures := []string{}, m["report_figures"].([]figureRow)
	for _, name := range []string{"reconsideration_upheld", "reconsideration_corrected", "outcome_granted", "outcome_partial", "outcome_other_misc", "requests_new", "reconsideration_total"} {
		operands = append(operands, `{"indicator":"`+name+`"}`)
		if strings.HasPrefix(name, "outcome") || strings.HasPrefix(name, "requests") {
			figures = append(figures, figureRow{Indicator: name, Value: of(0), State: "zero", Raw: "0"})
		}
	}
	f.Operands = "[" + strings.Join(operands, ",") + "]"
	m["findings_of"], m["report_figures"] = []findingRow{f}, figures
	i := letterOf(t, m).Items[0]
	if i.Zeros != 4 || len(i.Cells) != 3 {
		t.Errorf("%d zeros folded, %d cells: %+v", i.Zeros, len(i.Cells), i.Cells)
	}
}

func TestNumeral(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 100: "100"} {
		got := numeral(n)
		if back, ok := disclosure.ParseChineseNumeral(got); got != want || n < 100 && (!ok || back != n) {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}

// TestEveryRuleHasItsLaw: a rule that can blame an agency names an article in each year, and a source without marks of ours.
func TestEveryRuleHasItsLaw(t *testing.T) {
	for _, r := range disclosure.Rules {
		if strings.Contains(sourceOf(r), "[K]") || strings.Contains(sourceOf(r), "—") {
			t.Errorf("%s: its source is %q", r.ID, sourceOf(r))
		}
		for year, want := range map[int]string{2018: "第492号", 2019: "第711号"} {
			if got := articleOf(year, r.Kind, "表三"); !strings.Contains(got, want) {
				t.Errorf("%s in %d: %s", r.ID, year, got)
			}
		}
	}
}
