package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// textReport wraps sentences as a plain narrative of 2020.
func textReport(sentences string) disclosure.Report { return Document(textInput(sentences)) }

func textInput(sentences string) Input {
	return Input{Source: "report.txt", Division: someCounty, Body: []byte("晴岚县水利局2020年政府信息公开工作年度报告\n" +
		"根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为2020年1月1日至12月31日，本报告由主动公开、依申请公开、行政复议、存在的问题和改进措施组成。\n一、概述\n" + sentences +
		"\n三、存在的主要问题\n" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样。", 5))}
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ text, indicator, want string }{
		{"2020年，我局主动公开政府信息312条。", "narrative_published_total", "312"},
		{"全年累计主动公开各类政府信息1,312条。", "narrative_published_total", "1312"},
		{"2020年制作信息90条，其中主动公开政府信息41条。", "narrative_published_total", "41"},
		{"2011年制发公文90件，其中主动公开41件。", "narrative_published_total", "none"},
		{"通过政府网站共公开信息88条。", "narrative_published_total", "88"},
		{"通过政府网站公开信息88条。", "narrative_published_total", "88"},
		{"通过政府网站公开信息88条。", "narrative_published_channel_website", "88"},
		{"各乡镇主动公开政府信息88条。", "narrative_published_total", "none"},
		{"自条例施行以来累计主动公开政府信息9000条。", "narrative_published_total", "none"},
		{"截至目前历年主动公开政府信息9000条。", "narrative_published_total", "none"},
		{"2019年主动公开政府信息77条，2020年主动公开政府信息80条。", "narrative_published_total", "80"},
		{"主动公开政府信息260余条。", "narrative_published_total", "none"},
		{"主动公开政府信息约260条。", "narrative_published_total", "none"},
		{"主动公开政府信息1.2万条。", "narrative_published_total", "none"},
		{"主动公开政府信息三十二条。", "narrative_published_total", "32"},
		{"全年收到政府信息公开申请17件，比上年增加3件。", "narrative_requests_received", "17"},
		{"共收到3件政府信息公开申请，均已答复。", "narrative_requests_received", "3"},
		{"受理依申请公开信息申请一件。", "narrative_requests_received", "1"},
		{"我局没有收到政府信息公开申请。", "narrative_requests_received", "0"},
		{"未收到公民、法人和其他组织提出的政府信息公开申请。", "narrative_requests_received", "0"},
		{"未收到企业提出的政府信息公开申请。", "narrative_requests_received", "none"},
		{"全年未收到当面申请和信函申请。", "narrative_requests_received", "none"},
		{"未收到有关政府信息公开行政复议的申请。", "narrative_requests_received", "none"},
		{"未收到有关政府信息公开行政复议的申请。", "narrative_reconsideration_total", "0"},
		{"今年受理审批事项117件，办结171件。", "narrative_answer_total", "none"},
		{"全年未发生政府信息公开申请。今年受理审批事项117件，办结171件。", "narrative_answer_total", "none"},
		{"收到政府信息公开申请5件，办结4件，结转下年度1件。", "narrative_answer_total", "4"},
		{"收到政府信息公开申请5件，办结4件，结转下年度1件。", "narrative_requests_carried_out", "1"},
		{"上年结转2件，新收到政府信息公开申请5件。", "narrative_requests_carried_in", "2"},
		{"发生行政复议2件，其中维持1件。", "narrative_reconsideration_total", "2"},
		{"因政府信息公开引起的行政复议0件、行政诉讼0件。", "narrative_litigation_total", "0"},
		{"行政复议和行政诉讼均为0件。", "narrative_reconsideration_total", "0"},
		{"行政复议、行政诉讼共3件。", "narrative_litigation_total", "none"},
		{"未发生行政诉讼被败诉的情况。", "narrative_litigation_total", "none"},
		{"未经行政复议直接起诉。", "narrative_reconsideration_total", "none"},
		{"未发生因政府信息公开引起的投诉、行政复议和行政诉讼。", "narrative_litigation_total", "0"},
		{"未发生因政府信息公开引起的投诉、行政复议和行政诉讼。", "narrative_complaints_total", "0"},
		{"政府信息公开工作有专职人员2名、兼职人员3名。", "narrative_staff_part_time", "3"},
		{"举办政府信息公开培训班2期，培训120人次。", "narrative_training_courses", "2"},
		{"举办政府信息公开培训班2期，培训120人次。", "narrative_training_persons", "120"},
		{"政府信息公开专栏访问量达69598人次。", "narrative_site_visits", "69598"},
	} {
		r := textReport(c.text)
		if r.Outcome != disclosure.OutcomeOK {
			t.Fatalf("outcome %s: %+v", r.Outcome, r.Findings)
		}
		f, ok := r.Figure(disclosure.Key{Indicator: c.indicator})
		got := "none"
		if ok && f.Value != nil {
			got = f.Value.String()
		}
		if got != c.want {
			t.Errorf("%s: %s = %s (%q), want %s", c.text, c.indicator, got, f.Raw, c.want)
		}
	}
}

// A span counts code points of what Text prints, whatever folding drops on the way.
func TestSpansCountTextsCodePoints(t *testing.T) {
	body := "<html><body><div id=zoom><h1>2020年晴嵐縣水利局政府信息公開(kāi)工作年度報(bào)告</h1><p>依申請公開和行政復(fù)議、主動公開的情況如下。" +
		"我局<b>未收到</b>過(guò)公開(kāi)\n申請(qǐng)。通過政府門戶網(wǎng)站共公開(kāi)信息<span>2</span><span>25</span>條。</p><p>" + strings.Repeat("存在的問題是解讀不多，改進措施是多配圖表。", 10) + "</p></div></body></html>"
	in := Input{Source: "a.html", Body: []byte(body), Division: someCounty}
	text, err := Text(in)
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(text)
	r := Document(in)
	wantFigure(t, r, "narrative_published_total", "225")
	for key, want := range map[string]string{"narrative_requests_received": "未收到過(guò)公開(kāi) 申請", "narrative_published_total": "共公開(kāi)信息225條"} {
		f, ok := r.Figure(disclosure.Key{Indicator: key})
		if !ok {
			t.Errorf("%s is missing", key)
			continue
		}
		if got := string(runes[f.Where.Offset : f.Where.Offset+f.Where.Length]); got != want {
			t.Errorf("%s stands at %q, want %q", key, got, want)
		}
	}
}

// A kind of information is named without the count that is printed with it.
func TestTopicsWithCounts(t *testing.T) {
	var names []string
	for _, topic := range textReport("我局主动公开政府信息的主要类别有：机构职能类信息20条、规划计划类信息3条、行政许可类信息28条。").Topics {
		names = append(names, topic.Name)
	}
	if got := strings.Join(names, "|"); got != "机构职能|规划计划|行政许可" {
		t.Errorf("topics %s", got)
	}
}

func TestTopicsAndMeasures(t *testing.T) {
	r := textReport("我局主动公开政府信息30条，公开的内容包括机构职能、政策法规（政策文件、解读）、财政预决算、双随机、一公开等各项内容。\n（一）加强组织领导，成立领导小组。\n（二）每条信息先审后发。\n组织全局人员参加政务公开培训。\n四、改进措施\n下一步将建立责任追究制度。")
	var topics, measures []string
	for _, topic := range r.Topics {
		topics = append(topics, topic.Name+" "+topic.Article)
	}
	for _, m := range r.Measures {
		measures = append(measures, m.Kind)
	}
	if got := strings.Join(topics, "|"); got != "机构职能 20(2)|政策法规 20(1)|财政预决算 20(7)|双随机一公开 20(6)" {
		t.Errorf("topics %s", got)
	}
	if got := strings.Join(measures, "|"); got != "leadership|review_before_publication|training" {
		t.Errorf("measures %s", got)
	}
}
