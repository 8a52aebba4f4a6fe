package parse

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// What was charged and waived, and fees for something else.
func TestFees(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"（三）收费情况。共收取费用35.6元，其中检索费14元、复印费9.6元、邮寄费12元；减免费用无。", "fees_charged=35.6 fees_waived=0"},
		{"（三）收费情况。共收取检索费14元、复印费9.6元。", ""},
		{"（三）停车场。共收取费用35.6元，其中停车费14元、洗车费9.6元；优惠费用无。", ""},
		{"（三）收费情况：本年度收费0元，减免0元，历年累计收费0元。", "fees_charged=0 fees_waived=0"},
		{"（三）收费情况：历年累计收费20元，减免5元。", ""},
		{"各单位依申请提供政府信息共收取复印费、邮寄费74元，对1名农村低保户减免12元。", "fees_charged=74 fees_waived=12"},
		{"公开政府信息有序。全年收取水费7400元，对1名农村低保户减免12元。", ""},
		{"二、收费\n共收取检索费、复制费86元，为残疾人等困难群众减免24元，涉及2人。", "fees_charged=86 fees_waived=24"},
		{"公开低保信息30条。为残疾人等困难群众减免24元。", ""},
		{"二、收费情况\n没有收取任何费用，故收费与减免均为零。", "fees_charged=0 fees_waived=0"},
		{"（三）收费情况。共收取费用3500元，其中检疫费2000元、检测费1500元。", ""},
		{"二、收费\n除农机检测外，收费与减免均为零。", ""},
		{"（三）收费情况。对残疾人、低保户等困难群众共减免12元。", "fees_waived=12"},
		{"（三）事业性收费情况。对残疾人、低保户等困难群众共减免12元。", ""},
		{"（三）收费情况。对残疾人、低保户等困难群众共减免学费12元。", ""},
		{"二、停车管理\n停车场收费与减免均为零。", ""},
		{"二、收费\n一律免费，未收取分文。", "fees_charged=0"},
		{"二、收费\n法律援助一律免费，未收取分文。", ""},
		{"二、阅览\n一律免费，未收取分文。", ""},
		{"5.无收费，无复议，无诉讼。", "fees_charged=0 litigation_total=0 reconsideration_total=0"},
		{"5.停车无收费，无拥堵。", ""},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// The fee for processing, which the form of 2021 asks for.
func TestProcessingFees(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"依据《政府信息公开信息处理费管理办法》，本机关未收取费用。", "fees_processing_charged=0"},
		{"依据《政府信息公开信息处理费管理办法》，停车场未收取费用。", ""},
		{"依据《停车场管理办法》，本机关未收取费用。", ""},
		{"全年收取信息处理费700元，2件收费通知，通知总金额900元。", "fees_processing_charged=700 fees_processing_notices=2 fees_processing_notified_amount=900"},
		{"逾期未按2件收费通知要求缴纳。", ""},
	} {
		page := strings.Replace(reportPage(someTitle, proactiveSample, standardRequests(), reviewSample), "本年度没有收取信息处理费。", c.text, 1)
		if got := saidOf(readPage(page), "fees_"); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// Who made the documents: a government and its office are one body, and not a bureau's.
func TestDocumentsOfGovernment(t *testing.T) {
	for _, c := range []struct{ agency, text, want string }{
		{"晴岚市人民政府", "市政府及市府办制发行政规范性文件18件，解读率100%。", "narrative_normative_documents_made=18"},
		{"晴岚市人民政府", "县政府及县府办制发行政规范性文件18件。", ""},
		{"晴岚市人民政府", "市政府及市财政局制发行政规范性文件18件。", ""},
		{"晴岚市水利局", "市政府及市府办制发行政规范性文件18件。", ""},
	} {
		if got := saidBy(c.agency, c.text, "narrative_normative_"); got != c.want {
			t.Errorf("%s: %s\n  got  %s\n  want %s", c.agency, c.text, got, c.want)
		}
	}
}

// saidBy lists those figures of a sentence of an agency's report whose names begin so.
func saidBy(agency, text, prefix string) string {
	return saidOf(Document(Input{Source: "report.txt", Division: someCounty, Body: []byte(agency + "2020年政府信息公开工作年度报告\n" +
		"根据《中华人民共和国政府信息公开条例》编制本报告，统计期限为2020年1月1日至12月31日。\n一、概述\n" + text +
		"\n二、存在的主要问题\n" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样。", 5))}), prefix)
}

func saidOf(r disclosure.Report, prefix string) string {
	var said []string
	for _, f := range r.Figures {
		if strings.HasPrefix(f.Indicator, prefix) && f.Value != nil {
			said = append(said, f.Indicator+"="+f.Value.String())
		}
	}
	slices.Sort(said)
	return strings.Join(said, " ")
}
