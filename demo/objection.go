package demo

import "gongkai/disclosure"

// Objection is a case of the sample ledger: who objected to what, when, and what was said of it. All of
// it is invented, and says so.
type Objection struct {
	ReportID string
	Version  int // that is objected to
	Phase    int // after which it is made
	Figure   string
	Finding  string // its rule; neither: what is said of the publication is meant
	Said     Said
	Reply    Said // of the agency
	Decision Said // of the office
	Verdict  disclosure.CaseState
}

// Said is one entry of a case. Without a text nothing was said.
type Said struct {
	DaysAgo  int // from today
	By, Text string
}

// OfPublication reports whether it is about what is said of a publication, which is known once scores are.
func (o Objection) OfPublication() bool { return o.Figure == "" && o.Finding == "" }

// Objections are the sample cases: one that its agency mends in phase 2, one that it has not mended,
// one that does not hold, and one that nobody has decided. Each word is marked as a sample (样例).
func Objections() []Objection {
	const office = "公开办（样例）"
	return []Objection{
		{
			ReportID: "990121-health-2024", Version: 1, Phase: 1, Figure: "proactive_licence_decisions",
			Said:     Said{85, "市民（样例）", "样例：报告所印行政许可处理决定数量，比本县政务服务网公示的少一件。"},
			Reply:    Said{80, "晴岚县卫生健康局（样例）", "样例：经核对，十二月底作出的一件许可漏计，将更正报告并在原址重新公布。"},
			Decision: Said{78, office, "样例：存档页面所印如此，由机关更正。"}, Verdict: disclosure.CaseAgencys,
		},
		{
			ReportID: "990121-housing-2023", Version: 1, Phase: Phases, Finding: "R401",
			Said:     Said{40, "市民（样例）", "样例：行政复议各项结果相加不为零，总计却印作 0。"},
			Reply:    Said{33, "晴岚县住房和城乡建设局（样例）", "样例：总计一栏漏填，正在履行更正程序。"},
			Decision: Said{25, office, "样例：存档页面所印如此，待机关更正。"}, Verdict: disclosure.CaseAgencys,
		},
		{
			ReportID: "990121-hrss-2021", Version: 1, Phase: Phases, Finding: "R403",
			Said:     Said{24, "晴岚县人力资源和社会保障局（样例）", "样例：复议后起诉的四件都是上年受理，不应计入本年总计。"},
			Decision: Said{17, office, "样例：表四的总计是各项结果之和，与案件何年受理无关；疑点成立。"}, Verdict: disclosure.CaseRejected,
		},
		{
			ReportID: "990121-agriculture-2021", Version: 1, Phase: Phases,
			Said: Said{6, "晴岚县农业农村局（样例）", "样例：报告在规定期限内已经上网，页面所印日期是后来改版时的日期。"},
		},
	}
}
