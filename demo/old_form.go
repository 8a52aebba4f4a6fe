package demo

import (
	_ "embed"
	"strings"

	"gongkai/disclosure"
)

// What stands around the statistics in each of the two years.
var (
	//go:embed prose/old_form_2019.txt
	oldForm2019TXT string
	//go:embed prose/old_form_2020.txt
	oldForm2020TXT string
)

// oldRow is a row of the statistics that counties printed before 2014: the year beside all years
// together (历年累计).
type oldRow struct {
	label, unit, indicator string
	before                 int // of all years up to 2018, of which no report is left
	years                  [2]int
}

// oldFormFrom is the first of the two years in which one office still prints them.
const oldFormFrom = 2019

var oldRows = []oldRow{
	{"主动公开信息数", "条", "narrative_published_total", 1662, [2]int{214, 231}},
	{"其中：1.网站公开", "条", "narrative_published_channel_website", 1581, [2]int{209, 226}},
	{"2.政府公报公开", "条", "narrative_published_channel_gazette", 81, [2]int{5, 5}},
	{"受理依申请公开信息总数", "条", "narrative_requests_received", 14, [2]int{3, 4}},
	{"其中：1.当面申请数", "条", "narrative_requests_channel_in_person", 8, [2]int{1, 1}},
	{"2.传真申请数", "条", "narrative_requests_channel_fax", 1, [2]int{0, 0}},
	{"3.电子邮件申请数", "条", "narrative_requests_channel_email", 2, [2]int{0, 1}},
	{"4.网上申请数", "条", "narrative_requests_channel_online", 2, [2]int{2, 2}},
	{"5.信函申请数", "条", "narrative_requests_channel_letter", 1, [2]int{0, 0}},
	{"6.其它形式申请数", "条", "narrative_requests_channel_other", 0, [2]int{0, 0}},
	{"对申请的答复数", "条", "narrative_answer_total", 14, [2]int{3, 4}},
	{"其中：1.同意公开答复数", "条", "narrative_answer_granted", 11, [2]int{2, 3}},
	{"2.同意部分公开答复数", "条", "narrative_answer_partial", 1, [2]int{0, 1}},
	{"3.否决公开答复数", "条", "narrative_answer_denied_all", 2, [2]int{1, 0}},
	{"行政复议数", "件", "narrative_reconsideration_total", 1, [2]int{0, 0}},
	{"行政诉讼数", "件", "narrative_litigation_total", 0, [2]int{0, 0}},
	{"行政申诉数", "件", "narrative_appeals_total", 0, [2]int{0, 0}},
}

// brokenSum is the row whose sum of all years FaultCumulative prints, and by how much it is off.
const (
	brokenSum = "narrative_requests_received"
	sumOff    = 2
)

// hasOldForm reports whether the report prints the statistics of before 2014.
func (r *report) hasOldForm() bool { return r.fault == FaultOldForm || r.fault == FaultCumulative }

// oldFormFacts fills in what the statistics and the text around them state, and nothing else.
func (r *report) oldFormFacts() {
	h, at := habitsOf(r.agency), r.year-oldFormFrom
	r.figures, r.sums = map[disclosure.Key]TruthFigure{}, map[disclosure.Key]TruthFigure{}
	for _, row := range oldRows {
		k, sum := key(row.indicator, ""), row.before
		for _, n := range row.years[:at+1] {
			sum += n
		}
		if r.fault == FaultCumulative && row.indicator == brokenSum {
			sum += sumOff
		}
		r.figures[k] = h.print(k, disclosure.Int(int64(row.years[at])))
		r.sums[k] = h.print(k, disclosure.Int(int64(sum)))
	}
	r.readProblems(oldFormLines(r))
}

// oldFormFindings are what the statistics break, worked out without the program's checks.
func (r *report) oldFormFindings() []TruthFinding {
	all := []TruthFinding{{Rule: disclosure.RuleFormDue}}
	if r.fault != FaultCumulative {
		return all
	}
	for _, row := range oldRows {
		if row.indicator == brokenSum {
			expected := disclosure.Int(int64(row.before + row.years[0] + row.years[1]))
			actual := expected + disclosure.Int(sumOff)
			all = append(all, TruthFinding{disclosure.RuleCumulative, key(brokenSum, ""), &expected, &actual})
		}
	}
	return all
}

// tableMark stands in the text where the statistics stand.
const tableMark = "{统计表}"

func oldFormLines(r *report) []string {
	said := func(indicator string) string { return r.figures[key(indicator, "")].Value.String() }
	fill := strings.NewReplacer("{单位}", r.name, "{年}", itoa(r.year), "{联系}", r.agency.contact(),
		"{公开}", said("narrative_published_total"), "{申请}", said("narrative_requests_received"))
	text := [...]string{oldForm2019TXT, oldForm2020TXT}[r.year-oldFormFrom]
	return strings.Split(strings.TrimSpace(fill.Replace(text)), "\n")
}

func (r *report) oldFormBody(p *page) {
	for _, line := range oldFormLines(r) {
		switch {
		case line == tableMark:
			p.table(r.oldTable())
		case strings.HasPrefix(line, "附表") || strings.ContainsAny(string([]rune(line)[:2]), "、"):
			p.heading(line)
		default:
			p.text(line)
		}
	}
}

func (r *report) oldTable() table {
	t := table{{label("指标名称"), label("计量单位"), label(itoa(r.year) + "年度"), label("历年累计")}}
	for _, row := range oldRows {
		k := key(row.indicator, "")
		t = append(t, []cell{label(row.label), label(row.unit), {text: r.figures[k].Raw, figure: true}, {text: r.sums[k].Raw, figure: true}})
	}
	return t
}
