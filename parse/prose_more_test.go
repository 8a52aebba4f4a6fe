package parse

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// saidIn lists what a sentence of a report of 2020 says, in the order of the indicators.
func saidIn(text string) string {
	var all []string
	for _, f := range textReport(text).Figures {
		value := "?"
		if f.Value != nil {
			value = f.Value.String()
		}
		all = append(all, strings.TrimPrefix(f.Indicator, "narrative_")+"="+value)
	}
	sort.Strings(all)
	return strings.Join(all, " ")
}

// Every figure of a sentence, and nothing that it does not say.
func TestSaid(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"本年度我局共收到申请3件，其中：予以公开1件，不予公开1件。", "answer_denied_all=1 answer_granted=1 requests_received=3"},
		{"依申请公开工作有序。受理入学申请300件。", ""},
		{"依申请公开工作有序。收到申请3件。", "requests_received=3"},
		{"没有收到要求公开政府信息的申请。", "requests_received=0"},
		{"收到涉及征地的政府信息公开申请4件。", ""},
		{"共收到政府信息公开申请4件，其中2019年结转1件，结转2021年办理2件。", "requests_carried_in=1 requests_carried_out=2 requests_received=4"},
		{"共收到申请公开政府信息事项2件。", "requests_received=2"},
		{"收到2019年政府信息公开申请3件。", ""},
		{"行政复议、行政诉讼情况：无。", "litigation_total=0 reconsideration_total=0"},
		{"2020年我局主动公开信息共计1,000条（其中：政府网站800条，其他200条）。", "published_channel_website=800 published_total=1000"},
		{"被提起行政复议1件，行政诉讼0件。", "litigation_total=0 reconsideration_total=1"},
		{"未制发行政规范性文件。", "normative_documents_made=0"},
		{"全年制作信息100条，其中主动公开政府信息58条，不予公开42条。", "published_total=58"},
		{"本年新收政府信息公开申请数量3433920210108", ""},
		{"尚未审结总计未经复议直接起诉", ""},
		// lists of numbers
		{"因政府信息公开引起的行政复议、行政诉讼、举报投诉分别为3件、5件和2件。", "complaints_total=2 litigation_total=5 reconsideration_total=3"},
		{"收到政府信息公开申请10件，其中当面、网络、信函申请分别为2件、5件和3件。", "requests_channel_in_person=2 requests_channel_letter=3 requests_channel_online=5 requests_received=10"},
		{"行政复议、行政诉讼分别为3件、5件和2件。", ""},
		{"行政复议和行政诉讼各1件。", "litigation_total=1 reconsideration_total=1"},
		{"政府信息公开行政复议、行政诉讼均为零。", "litigation_total=0 reconsideration_total=0"},
		{"因政府信息公开引发的行政复议0件，行政诉讼0件，投诉0件。", "complaints_total=0 litigation_total=0 reconsideration_total=0"},
		{"发生行政复议2件，行政诉讼1件，其中行政复议维持1件、纠正1件。", "litigation_total=1 reconsideration_total=2"},
		{"全年共受理政府信息公开申请26件，其中予以公开12件，部分公开3件，不予公开2件，无法提供8件，结转下年度继续办理1件。",
			"answer_denied_all=2 answer_granted=12 answer_partial=3 requests_carried_out=1 requests_received=26"},
		{"收到政府信息公开申请26件。12件予以公开、3件部分公开、2件不予公开，1件结转至下一年度办理。",
			"answer_denied_all=2 answer_granted=12 answer_partial=3 requests_carried_out=1 requests_received=26"},
		{"予以公开和部分公开政府信息公开申请15件。", ""},
		{"全年主动公开政府信息300条，其中政府网站200条、政府公报10条、政务微博40条、政务微信50条。",
			"published_channel_gazette=10 published_channel_website=200 published_channel_wechat=50 published_channel_weibo=40 published_total=300"},
		{"主动公开政府信息200条，其中政策文件类信息50条，部门预决算类信息20条。", "published_total=200"},
		{"通过政府网站公开信息88条，通过微信公众号发布信息35条。", "published_channel_website=88 published_channel_wechat=35"},
		{"通过政府网站和微信公众号公开信息88条。", "published_total=88"},
		{"主动公开了66条政府信息。", "published_total=66"},
		{"主动公开政府信息的总数为66条。", "published_total=66"},
		{"制发行政规范性文件3件，废止1件。", "normative_documents_made=3"},
		{"全年印发4份规范性文件。", "normative_documents_made=4"},
		{"主动公开规范性文件3件。", ""},
		// words for numbers, brackets, order
		{"收到依申请公开申请（含上年结转2件）5件。", "requests_carried_in=2 requests_received=5"},
		{"本年度共收到政府信息公开申请二十一件，已答复二十件。", "answer_total=20 requests_received=21"},
		{"政府信息公开申请数量为0。", "requests_received=0"},
		{"本年度新收政府信息公开申请：8件。", "requests_received=8"},
		{"共收到申请,总计8件。", ""},
		{"收到公民提出的政府信息公开申请,共计8件。", "requests_received=8"},
		// changes, rounds, ranges, other years
		{"全年收到政府信息公开申请17件，比2019年增加3件，答复16件。", "answer_total=16 requests_received=17"},
		{"政府信息公开申请比上年减少9件。", ""},
		{"收到政府信息公开申请十余件。", ""},
		{"收到政府信息公开申请数十件。", ""},
		{"每月收到政府信息公开申请3至5件。", ""},
		{"收到政府信息公开申请20多件。", ""},
		{"收到政府信息公开申请20件左右。", ""},
		{"收到政府信息公开申请1 2件。", ""},
		{"2019年收到政府信息公开申请12件。", ""},
		{"去年收到政府信息公开申请12件。", ""},
		{"截至2020年12月31日，累计主动公开政府信息900条。", ""},
		{"截至2020年12月31日，本年度累计主动公开政府信息90条。", "published_total=90"},
		{"自2008年以来共主动公开政府信息900条。", ""},
		{"第3次收到政府信息公开申请。", ""},
		// nothing of the body as a whole
		{"县直各部门收到政府信息公开申请9件。", ""},
		{"全年受理行政许可申请300件。", ""},
		{"受理低保申请30件。", ""},
		{"12345热线办结300件。", ""},
		{"受理消费投诉举报35件。", ""},
		{"作为复议机关办理行政复议案件20件。", ""},
		// statements of none
		{"本年度政府信息公开零申请。", "requests_received=0"},
		{"全年依申请公开为零申请。", "requests_received=0"},
		{"本机关2020年未收到公民、法人或者其他组织的政府信息公开申请，没有因政府信息公开被申请行政复议、提起行政诉讼的情况。", "litigation_total=0 reconsideration_total=0 requests_received=0"},
		{"因政府信息公开引发的行政复议、行政诉讼均未发生。", "litigation_total=0 reconsideration_total=0"},
		{"未发生举报投诉、行政复议、行政诉讼等情况。", "complaints_total=0 litigation_total=0 reconsideration_total=0"},
		{"政府信息公开方面未发生举报投诉、行政复议、行政诉讼等情况。", "complaints_total=0 litigation_total=0 reconsideration_total=0"},
		{"未因政府信息公开工作被申请行政复议或者提起行政诉讼。", "litigation_total=0 reconsideration_total=0"},
		{"如未收到政府信息公开申请人的补正材料，将视为放弃申请。", ""},
		{"没有不予公开的政府信息公开申请。", "answer_denied_all=0"},
		{"未收到政府信息公开申请人投诉。", "complaints_total=0"},
		{"2019年未收到政府信息公开申请。", ""},
		{"各乡镇未收到政府信息公开申请。", ""},
		{"未按期答复的政府信息公开申请2件。", ""},
		{"无政府信息公开申请结转下年度。", "requests_carried_out=0"},
		{"未向申请人收取任何费用，政府信息公开全部免费。", "fees_charged=0"},
		{"政府信息公开收取复制费120元。", "fees_charged=120"},
		{"我局从事政府信息公开工作的专职人员1名，兼职人员2名。", "staff_full_time=1 staff_part_time=2"},
		{"我局有2名兼职人员负责政府信息公开。", "staff_part_time=2"},
		{"共有专兼职政府信息公开工作人员5名。", ""},
		{"组织政府信息公开业务培训3次，参训80人次。", "training_courses=3 training_persons=80"},
		{"开展了2场政务公开培训。", "training_courses=2"},
		// contradictions
		{"主动公开政府信息30条。总体上看，全年主动公开政府信息45条。", "published_total=?"},
		{"主动公开政府信息30条。总体上看，全年主动公开政府信息30条。", "published_total=30"},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// Of two statements that contradict each other none is believed, and a finding says so.
func TestContradiction(t *testing.T) {
	r := textReport("主动公开政府信息30条。全年主动公开政府信息45条。")
	for _, f := range r.Findings {
		if f.Rule == disclosure.RuleStatements && f.Indicator == "narrative_published_total" && f.Blame == disclosure.BlameUnclear && f.Expected.String() == "30" && f.Actual.String() == "45" {
			return
		}
	}
	t.Errorf("findings %+v", r.Findings)
}

// The text against itself: percentages and years.
func TestTextAgainstItself(t *testing.T) {
	const year = "|R506 pass 2020 2020 “2020年”" // of the period that the report names
	for _, c := range []struct{ name, text, want, all string }{
		{"right", "全年主动公开政府信息300条，其中网站200条，占66.7%。", "", "R505 pass 66.7 66.7 “200条，占66.7%”" + year},
		{"wrong", "全年主动公开政府信息300条，其中网站200条，占67.9%。", "R505 66.7 67.9", "R505 fail 66.7 67.9 “200条，占67.9%”" + year},
		{"over two sentences", "全年主动公开政府信息300条。其中，网站200条，占50%；微信100条，占33%。", "R505 67 50", "R505 fail 67 50 “200条，占50%”" + year},
		{"another whole", "收到政府信息公开申请30件，办结20件，其中予以公开10件，占50%。", "", "R505 not_assessable unclear_whole “10件，占50%”" + year},
		{"of none", "收到政府信息公开申请0件，其中予以公开0件，占0%。", "", "R505 vacuous 0 0 “0件，占0%”" + year},
		{"rounded", "全年主动公开政府信息300条，其中网站200条，约占60%。", "", year[1:]},
		{"a stale period", "所列数据的统计期限自2019年1月1日起至2019年12月31日止。2020年，我局主动公开政府信息5条。", "R506 2020 2019", "R506 fail 2020 2019 “2019年”"},
		{"years of history", "2020年，我局主动公开政府信息5条。2018年以来逐年增加。", "", year[1:]},
		{"last year only", "2019年，我局公开工作有序开展。2019年，我局召开了会议。", "R506 2020 2019", "R506 fail 2020 2019 “2019年”"},
	} {
		in := textInput(c.text)
		if strings.HasPrefix(c.want, "R506") || c.name == "years of history" {
			in = Input{Source: "report.txt", Division: someCounty, Body: []byte("晴岚县水利局2020年政府信息公开工作年度报告\n" +
				"根据《中华人民共和国政府信息公开条例》编制，由主动公开、依申请公开、行政复议、存在的问题和改进措施组成。\n一、概述\n" + c.text +
				"\n三、存在的主要问题\n" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样。", 5))}
		}
		r := Document(in)
		var got []string
		for _, f := range r.Findings {
			if f.Rule == disclosure.RuleSaidShare || f.Rule == disclosure.RuleSaidYear {
				got = append(got, f.Rule+" "+f.Expected.String()+" "+f.Actual.String())
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if all := textChecks(t, in, r); all != c.all {
			t.Errorf("%s: checks of the text\n got %q\nwant %q", c.name, all, c.all)
		}
	}
}

// textChecks is what the words of a report were held against, with the words.
func textChecks(t *testing.T, in Input, r disclosure.Report) string {
	t.Helper()
	whole, err := Text(in)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range r.TextChecks {
		numbers := c.Reason
		if c.Expected != nil {
			numbers = c.Expected.String() + " " + c.Actual.String()
		}
		all = append(all, fmt.Sprintf("%s %s %s “%s”", c.Rule, c.State, numbers, string([]rune(whole)[c.Where.Offset:c.Where.Offset+c.Where.Length])))
	}
	return strings.Join(all, "|")
}
