package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/demo"
	"gongkai/disclosure"
	"gongkai/store"
)

// TestDemoCopiedText: the copied report is found with its passage, from both sides, and nobody
// else is said to share one.
func TestDemoCopiedText(t *testing.T) {
	t.Parallel()
	demoSite(t)
	var want []string
	for _, r := range lastTruth().Reports {
		if r.Fault == demo.FaultCopied {
			other := fmt.Sprintf("%s-%d", r.CopiedFrom, r.FiscalYear)
			want = append(want, r.ID()+" "+other+" county", other+" "+r.ID()+" county")
		}
	}
	slices.Sort(want)
	got := askDemo(t, "SELECT concat(report_id, ' ', other_report_id, ' ', relation) AS pair FROM text_pairs WHERE kind = 'passage' ORDER BY pair FORMAT TSVRaw")
	if len(want) != 2 || got != strings.Join(want, "\n") {
		t.Errorf("shared passages:\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	// A passage holds a problem that the report names, on both sides.
	for _, r := range lastTruth().Reports {
		if r.Fault != demo.FaultCopied {
			continue
		}
		sql := fmt.Sprintf("SELECT countIf(position(text, '%s') > 0 AND position(other_text, '%[1]s') > 0) FROM text_passages WHERE report_id = '%s'", strings.TrimRight(disclosure.FoldText(r.Problems[0]), "。;"), r.ID())
		if got := askDemo(t, sql); got != "1" {
			t.Errorf("%s: %s passages hold its first problem", r.ID(), got)
		}
	}
	if got := askDemo(t, "SELECT countIf(similarity > 0.3 AND report_id NOT IN (SELECT report_id FROM text_pairs WHERE kind = 'passage')), countIf(similarity IS NULL AND reason = '') FROM originality_inputs"); got != "0\t0" {
		t.Errorf("similar without a pair, and unknown without a reason: %s", got)
	}
	if got := askDemo(t, "SELECT count() FROM findings WHERE rule = 'T101'"); got != "0" {
		t.Errorf("foreign places: %s", got)
	}
}

func askDemo(t *testing.T, sql string) string {
	t.Helper()
	out, err := query(t, sharedDemo.dir, sql)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wording makes texts of which no two are alike by chance.
type wording struct{ *rand.Rand }

func (w wording) sentences(n int) string {
	stock := []rune("公开信息目录群众窗口流程答复政策文件网站更新检查办理进度标准结果材料清单归档培训栏目问答渠道反馈审核保密登记台账时限便民回应解读宣传监督考核整改落实推进优化完善梳理汇总编排核对")
	var b strings.Builder
	for range n {
		for range 22 {
			b.WriteRune(stock[w.IntN(len(stock))])
		}
		b.WriteString("。")
	}
	return b.String()
}

const (
	textsPairs  = "SELECT report_id, which, other_report_id, relation, kind, round(jaccard, 3), passages FROM text_pairs ORDER BY ALL"
	textsInputs = "SELECT agency_id, fiscal_year, which, round(similarity, 4), nearest_report_id, residual_characters, own_characters, comparisons, reason FROM originality_inputs ORDER BY ALL"
)

// TestTexts goes through a county's two years: a template, a passage of two, a report that says
// what it said the year before, a first version, a foreign place, a text that is too short.
func TestTexts(t *testing.T) {
	s := newScored(t)
	w := wording{rand.New(rand.NewPCG(7, 8))}
	families := []disclosure.Family{disclosure.FamilyAudit, disclosure.FamilyCivil, disclosure.FamilyEducation, disclosure.FamilyFinance, disclosure.FamilyHealth, disclosure.FamilyTransport}
	template, passage, kept := w.sentences(4), w.sentences(12), w.sentences(12)
	says := func(f disclosure.Family, year int, moment, text string) *store.Reading {
		r := s.report(f, year, "files", "", moment, "")
		r.Report.Sections = []disclosure.Section{{Kind: "overview", Heading: "一、总体情况", Text: text}}
		return r
	}
	for _, year := range []int{2020, 2021} {
		for i, f := range families {
			text := template + w.sentences(5)
			switch {
			case year == 2021 && i < 2:
				text += passage
			case f == disclosure.FamilyFinance:
				text = template + strings.ReplaceAll(kept, "的", "") + fmt.Sprintf("全年公开%d条。", year)
			case year == 2021 && f == disclosure.FamilyHealth:
				text += "宜宾市卫生健康委员会受理申请。"
			case year == 2020 && f == disclosure.FamilyTransport:
				text = "本年无。"
			}
			says(f, year, "2022-03-01", text)
		}
	}
	// The education bureau first published the passage too, and then something of its own.
	says(disclosure.FamilyEducation, 2021, "2022-01-10", template+passage)
	s.score("2022-06-01")
	pairs, inputs := s.tsv(textsPairs), s.tsv(textsInputs)
	want := []string{
		"361022-audit-2021\tcurrent\t361022-civil-2021\tcounty\tpassage",
		"361022-civil-2021\tcurrent\t361022-audit-2021\tcounty\tpassage",
		// With this one three of six are alike: the county's text.
		"361022-education-2021\tfirst\t361022-audit-2021\tcounty\tcommon",
		"361022-education-2021\tfirst\t361022-civil-2021\tcounty\tcommon",
		"361022-finance-2020\tcurrent\t361022-finance-2021\town_later\tpassage\t1\t1",
		"361022-finance-2021\tcurrent\t361022-finance-2020\town_earlier\tpassage\t1\t1",
	}
	var missed []string
	for i, line := range strings.Split(strings.TrimSpace(pairs), "\n") {
		if i >= len(want) || !strings.HasPrefix(line, want[i]) {
			missed = append(missed, line)
		}
	}
	if len(missed) > 0 || strings.Count(pairs, "\n") != len(want) {
		t.Errorf("pairs:\n%s", pairs)
	}
	if got := s.tsv("SELECT text = other_text, position(text, '" + passage[:60] + "') > 0, substringUTF8(r.text, p.offset + 1, p.length) = p.text FROM text_passages AS p INNER JOIN report_texts AS r ON r.report_id = p.report_id WHERE p.report_id = '361022-audit-2021'"); got != "1\t1\t1\n" {
		t.Errorf("the passage, and its place: %q", got)
	}
	if got := s.tsv("SELECT fiscal_year, sum(characters), min(users), max(users), any(reports) FROM text_templates WHERE place = '361022' GROUP BY fiscal_year ORDER BY fiscal_year"); got != "2020\t88\t5\t5\t6\n2021\t88\t6\t6\t6\n" {
		t.Errorf("template: %q", got)
	}
	if got := s.tsv("SELECT report_id, severity, blame, message FROM findings WHERE rule = 'T101'"); got != "361022-health-2021\twarning\tunclear\t正文出现其他地区的机关名称“宜宾市”：宜宾市卫生健康委员会受理申请\n" {
		t.Errorf("foreign places: %q", got)
	}
	if got := s.tsv("SELECT reason FROM originality_inputs WHERE agency_id = '361022-transport' AND fiscal_year = 2020"); got != "too_short\ntoo_short\n" {
		t.Errorf("a short text: %q", got)
	}
	s.textsMeasures()
	s.textsStay(pairs, inputs)
}

// textsMeasures: the measures answer, pair by pair with the passages of both sides.
func (s *scored) textsMeasures() {
	for _, c := range []struct {
		measure, query string
		params         map[string]any
		want           string
	}{
		{"text_templates", "concat(toString(max(users)), ' of ', toString(any(reports)), ' ', toString(sum(characters)))",
			map[string]any{"county": "361022", "year": uint16(2021), "ordinal": uint32(0), "limit": uint32(100), "offset": uint32(0)}, "6 of 6 88"},
		{"report_rewordings", "toString(count())", map[string]any{"report": "361022-audit-2021", "county": "", "level": "", "family": "", "year": uint16(0), "limit": uint32(100), "offset": uint32(0)}, "0"},
	} {
		sql, err := analytics.MeasureSQL(c.measure)
		s.ok(err)
		sql = strings.ReplaceAll(sql, "{run:UInt64}", "(SELECT max(run_id) FROM score_runs)")
		var rows []struct {
			Said string `ch:"said"`
		}
		s.ok(s.Select(s.Context(), &rows, "SELECT toString("+c.query+") AS said FROM (\n"+sql+"\n)", c.params))
		if rows[0].Said != c.want {
			s.Errorf("%s: got %s, want %s", c.measure, rows[0].Said, c.want)
		}
	}
	pairs, err := dashboards.TextPairs(s.Context(), analytics.NewMeasures(s.DB), "361022-audit-2021")
	s.ok(err)
	if len(pairs) != 1 || pairs[0].OtherReportID != "361022-civil-2021" || pairs[0].Kind != "passage" || len(pairs[0].Texts) != 1 || pairs[0].Offsets[0] == 0 || pairs[0].Texts[0] != pairs[0].OtherTexts[0] {
		s.Errorf("pairs: %+v", pairs)
	}
	n := narrow{T: s.T, db: s.DB, rows: map[string]int{}}
	n.texts("361022")
	for _, what := range []string{"text_pairs", "copies", "foreign_places", "text_templates"} {
		if n.rows[what] == 0 {
			s.Errorf("%s: nothing was compared with the views", what)
		}
	}
}

// textsStay: scored again nothing is computed again; computed anew from nothing it is the same;
// reports of another county, and one that nobody can read, change nothing here.
func (s *scored) textsStay(pairs, inputs string) {
	t := s.T
	const computed = "SELECT (SELECT count() FROM text_states), (SELECT count() FROM text_comparisons), (SELECT count() FROM text_unit_templates), (SELECT count() FROM text_baselines)"
	before := s.tsv(computed)
	same := func(what string) {
		t.Helper()
		if got := s.tsv(textsPairs); got != pairs {
			t.Errorf("pairs, %s:\n%swere\n%s", what, got, pairs)
		}
		if got := s.tsv(strings.Replace(textsInputs, " ORDER", " WHERE agency_id NOT IN ('511502-statistics', '361022-water') ORDER", 1)); got != inputs {
			t.Errorf("inputs, %s:\n%swere\n%s", what, got, inputs)
		}
	}
	s.score("2022-06-01")
	same("scored again")
	s.check("foreign places are found once", "SELECT count() FROM findings WHERE rule = 'T101'", "1\n")
	if after := s.tsv(computed); after != before {
		t.Errorf("computed again: %s, had %s", after, before)
	}
	for _, table := range []string{"text_states", "text_comparisons", "text_unit_templates", "text_baselines", "text_groups"} {
		s.ok(s.Exec(t.Context(), "TRUNCATE TABLE "+table, nil))
	}
	s.score("2022-06-01")
	same("from nothing")
	_, err := analytics.ScoreAll(t.Context(), s.DB, noon("2022-06-01"))
	s.ok(err)
	same("all of it again")
	// A new version of the method leaves the rows of the old one behind: they go once they are the larger part.
	s.ok(s.Exec(t.Context(), "INSERT INTO text_unit_templates (unit, unit_digest) SELECT 'old', toString(number) FROM numbers(1000)", nil))
	s.ok(s.Exec(t.Context(), "INSERT INTO text_states (report_id, which, unit_digest, text_key) SELECT 'old', 'current', toString(number), 'old' FROM numbers(1000)", nil))
	s.score("2022-06-01")
	same("swept")
	if got := s.tsv("SELECT (SELECT countIf(report_id = 'old') FROM text_states), (SELECT countIf(unit = 'old') FROM text_unit_templates), (SELECT count() > 0 FROM text_comparisons)"); got != "0\t0\t1\n" {
		t.Errorf("what is stale stays: %q", got)
	}
	far := s.report(disclosure.FamilyStatistics, 2021, "files", "", "2022-03-01", "")
	far.Agency.ID, far.Agency.DivisionCode, far.Agency.CountyCode = "511502-statistics", "511502", "511502"
	far.Report.AgencyID = &far.Agency.ID
	far.Report.Sections = []disclosure.Section{{Kind: "overview", Heading: "一", Text: wording{rand.New(rand.NewPCG(9, 9))}.sentences(20)}}
	unread := s.report(disclosure.FamilyWater, 2021, "files", "", "2022-03-01", "")
	unread.Report.Outcome = disclosure.OutcomeImageOnly
	s.score("2022-06-01")
	same("with a report of another county")
	if got := s.tsv("SELECT reason FROM originality_inputs WHERE agency_id IN ('511502-statistics', '361022-water') AND which = 'current' ORDER BY agency_id"); got != "text_unknown\ntemplate_unknown\n" {
		t.Errorf("a report that nobody can read, and a county of one report: %q", got)
	}
}
