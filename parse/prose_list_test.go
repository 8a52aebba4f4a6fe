package parse

import (
	"strings"
	"testing"
)

// Figures that a title, a list or the words before it name, and beside them what only looks like one.
func TestNamedByItsList(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// published
		{"二、主动公开方面。共公开93条，其中价格政策37条、收费目录56条。", "published_total=93"},
		{"二、处罚公示方面。共公开93条。", ""},
		{"二、主动公开情况\n在重点领域方面，共公开93条。", ""},
		{"村务公开方面公开信息93条。", ""},
		{"二、主动公开方面。共公开处罚93条。", ""},
		{"一季度公开41条，二季度公开35条，三季度公开52条，四季度公开49条，全年合计公开177条。", "published_total=177"},
		{"一季度公开41条，二季度公开35条，合计公开76条。", ""},
		{"我局新增主动公开政府信息67条，全文电子化67条，累计402条。", "published_fulltext=67 published_total=67"},
		{"档案全文电子化67条。", ""},
		{"（1）信息公开数量：第一季度21条，第二季度34条，全年共55条。", "published_total=55"},
		{"（1）案件数量：第一季度21条，第二季度34条，全年共55条。", ""},
		{"主动公开政府信息量（包括网站、报纸、公告栏）为131条。", "published_total=131"},
		{"二、主动公开情况\n公布信息94条。其中：政府信息公开门户网站发布71条，微博、微信发布23条。", "published_channel_website=71 published_total=94"},
		// requests
		{"二、依申请公开情况\n今年共受理2件，均已按期答复。", "answer_total=2 requests_received=2"},
		{"二、信访情况\n今年共受理2件，均已按期答复。", ""},
		{"二、依申请公开。办理申请2件，1件予以公开，1件不予公开。", "answer_denied_all=1 answer_granted=1 requests_received=2"},
		{"二、依申请公开。办理申请3件，其中上年结转1件。", "requests_carried_in=1"},
		{"二、依申请公开。办理许可申请2件。", ""},
		{"二、入学申请情况。办理申请2件。", ""},
		{"二、依申请公开\n年内收到2件咨询、1件申请。", "requests_received=1"},
		{"二、窗口服务\n年内收到2件咨询、1件申请。", ""},
		{"二、依申请公开\n2020年共受理公民申请1人次，内容为查询科技项目立项情况。", "requests_received=1"},
		{"二、依申请公开\n收到公民申请1件，法人申请2件。", ""},
		{"二、依申请公开\n共受理公民申请1人次，法人申请2件。", ""},
		{"二、依申请公开\n全年办理依申请公开3件，均按时答复。", "answer_total=3 requests_received=3"},
		{"二、依申请公开\n办理申请3件，其中2019年受理1件。", ""},
		{"二、依申请公开。2020年没有人提出申请。", "requests_received=0"},
		{"二、许可。2020年没有人提出申请。", ""},
		{"二、救助\n2020年共受理公民申请1人次。", ""},
		{"二、依申请方面。尚未有公民、法人或其他组织向我局提出申请。", "requests_received=0"},
		{"二、许可方面。尚未有公民、法人或其他组织向我局提出申请。", ""},
		{"二、2020年，本局未受理政府信息公开申请。2019年受理的1件申请已于当年办结。", "requests_received=0"},
		{"二、2019年，本局未受理政府信息公开申请。", ""},
		// answers
		{"收到申请38件，全部按时答复，答复数38件：公开19件；部分公开3件；不予公开2件；不属于本机关公开8件；信息不存在6件。",
			"answer_denied_all=2 answer_denied_not_exist=6 answer_denied_not_held=8 answer_granted=19 answer_partial=3 answer_total=38 requests_received=38"},
		{"二是依申请公开。受理申请3件：公开3件。", "answer_granted=3 requests_received=3"},
		{"受理许可申请3件：公开3件。", ""},
		{"收到政府信息公开申请3件。其中公开2件，部分公开1件。", "answer_granted=2 answer_partial=1 requests_received=3"},
		{"收到政府信息公开申请9件，全部答复，其中公开8件，不予公开1件。处罚决定书5件，全部办结，其中公开3件，信息不存在2件。",
			"answer_denied_all=1 answer_denied_not_exist=2 answer_granted=8 answer_total=9 requests_received=9"},
		{"收到政府信息公开申请6件，均为当面申请。全部答复，其中公开5件，不予公开1件。", "answer_denied_all=1 answer_granted=5 answer_total=6 requests_channel_in_person=6 requests_received=6"},
		{"收到政府信息公开申请17件，已答复16件。已答复的申请中，公开11件、不予公开2件、告知不属本机关3件。",
			"answer_denied_all=2 answer_denied_not_held=3 answer_granted=11 answer_total=16 requests_received=17"},
		{"收到政府信息公开申请17件。印发的文件中，公开11件、送审2件。", "requests_received=17"},
		{"三、依申请公开\n收到政府信息公开申请3件。\n在3件已经答复的申请中：“同意公开”2件；“非政府信息”1件；“信息不存在”0件。",
			"answer_denied_not_exist=0 answer_denied_not_gov_info=1 answer_granted=2 answer_total=3 requests_received=3"},
		{"收到政府信息公开申请3件。在3件延期答复的申请中，同意公开2件。", "answer_granted=2 requests_received=3"},
		{"二、依申请公开情况。共接到申请23件，其中：信函9件。\n已办结的22件中：", "answer_total=22 requests_channel_letter=9 requests_received=23"},
		{"二、信访情况。共接到来信23件。\n已办结的22件中：", ""},
		{"二、依申请公开\n全年收到2件咨询。", ""},
		{"三、依申请公开\n新收到政府信息公开申请112件。\n至年末，办结答复114件，尚有3件在法定期限内办理，转入2021年。", "answer_total=114 requests_carried_out=3 requests_received=112"},
		{"收到政府信息公开申请9件。已答复9件，其中同意公开7件，因申请内容不明确告知补正1件，因信息不存在告知申请人1件。",
			"answer_denied_not_exist=1 answer_denied_unclear=1 answer_granted=7 answer_total=9 requests_received=9"},
		{"答复政府信息公开申请30件，其中公开26件，信息不存在2件，补正后仍不明确2件。", "answer_denied_not_exist=2 answer_denied_unclear=2 answer_granted=26 answer_total=30"},
		{"收到申请5件。答复5件：主动公开范围告知获取途径2件，同意公开3件。", "answer_granted=3 answer_total=5 requests_received=5"},
		{"制作或者获取信息5件，同意公开3件。", ""},
		{"答复政府信息公开申请8件，其中同意公开的6件，非《规定》所指政府信息的2件。", "answer_denied_not_gov_info=2 answer_granted=6 answer_total=8"},
		{"收到政府信息公开申请6件，已答复6件：主动公开3件，同意公开2件，不予公开1件。", "answer_denied_all=1 answer_granted=2 answer_total=6 requests_received=6"},
		{"二、依申请公开\n截至年底，在5件已答复的申请中，公开3件，部分公开2件。", "answer_granted=3 answer_partial=2 answer_total=5"},
		{"收到公开申请5件，比上年增加3件。答复情况：公开4件、不予公开1件。", "answer_denied_all=1 answer_granted=4 requests_received=5"},
		// carried out
		{"收到政府信息公开申请17件，已答复16件，另有1件按照《条例》规定延期答复，结转至2021年。", "answer_total=16 requests_carried_out=1 requests_received=17"},
		{"收到政府信息公开申请17件，已答复16件，另有1件由县政府转来，结转至2022年。", "answer_total=16 requests_received=17"},
		{"收到政府信息公开申请88件，结转5件至2021年。", "requests_carried_out=5 requests_received=88"},
		{"结转资金5件至2021年。", ""},
		{"收到政府信息公开申请3件。受理来信143件。另有4件尚在办理期限内，转下年度办理。", "requests_received=3"},
		{"公开电话受理来信143件，办结139件。另有4件尚在办理期限内，转下年度办理。", ""},
		{"收到政府信息公开申请143件。另有4件尚在办理期限内，转下年度办理。", "requests_carried_out=4 requests_received=143"},
		{"收到政府信息公开申请143件。另有4件行政复议尚在办理期限内，转下年度办理。", "requests_received=143"},
		// ways
		{"主动公开政府信息97条，其中学校网站61条，微信公众平台“晴岚”24条，校内公示栏12条。", "published_channel_website=61 published_channel_wechat=24 published_total=97"},
		{"全年公开各类信息206条，其中门户网站88条，“晴岚水利”微信公众号118条。", "published_channel_website=88 published_channel_wechat=118 published_total=206"},
		{"二、渠道多样。政府网站89条，镇便民服务大厅LED屏31条，村级公示栏57条。", "published_channel_website=89"},
		{"二、工单来源。政府网站89条，镇便民服务大厅31条，村级公示栏57条。", ""},
		{"主动公开政府信息2950条，去年同期2788条。晴岚县政府门户网站2100条，“晴岚水利”微博420条，“晴岚水利”微信430条。",
			"published_channel_website=2100 published_channel_wechat=430 published_channel_weibo=420 published_total=2950"},
		{"全年主动公开信息157条，公告欠费企业14户。县水利局微博60条，政府网站97条。", "published_channel_website=97 published_channel_weibo=60 published_total=157"},
		{"全年主动公开信息157条，公告欠费企业14户。县教育局微博60条，政府网站97条。", "published_channel_website=97 published_total=157"},
		{"主动公开政府信息9860条，比2019年8112条增长21.5%。政府公报公开120条、政府网站公开9102条、政务微博公开900条、政务微信公开1210条。",
			"published_channel_gazette=120 published_channel_website=9102 published_channel_wechat=1210 published_channel_weibo=900 published_total=9860"},
		{"主动公开政府信息52条，全部为网上公开，即政府网站公开52条。", "published_channel_website=52 published_total=52"},
		{"2020年新增的信息中，通过晴岚县政府门户网站公开的有198条。", "published_channel_website=198"},
		{"2020年新增的信息中，通过微信公众号公开的有20条，通过县政府网站公开的有80条。", "published_channel_website=80 published_channel_wechat=20"},
		{"上年公开信息206条，其中门户网站88条，微信公众号118条。", ""},
		{"主动公开信息206条，比上年增加9条，其中门户网站88条。", "published_channel_website=88 published_total=206"},
		{"2020年处罚的企业中，通过晴岚县政府门户网站公开的有198条。", ""},
		{"开通“晴岚在线”微信公众号，发布信息76条；县政府网站公开信息134条。", "published_channel_website=134 published_channel_wechat=76"},
		{"开通企业服务热线，发布信息76条。", ""},
		{"2020年通过晴岚县政府信息公开网公布信息164条，通过短信平台发布水情3万余条。", "published_channel_website=164"},
		{"——公开信息：本年度84条，历年累计231条。\n——网站公开：本年度70条，历年累计188条。", "published_channel_website=70 published_total=84"},
		{"《晴岚政报》出刊4期，刊登政府信息61条。", "published_channel_gazette=61"},
		{"全年编印《晴岚县人民政府公报》6期，刊登文件47件。", "published_channel_gazette=47"},
		{"全年编印《晴岚县统计公报》6期，走访企业47件。", ""},
		{"《晴岚日报》出刊4期，刊登政府信息61条。", ""},
		{"1、主动公开情况\n（1）新增公开信息21条；\n（2）历年累计公开176条；\n（3）其中政府网站公开21条，政府公报0条。", "published_channel_gazette=0 published_channel_website=21 published_total=21"},
		// reviews, complaints, queries
		{"二、政府信息公开方面的行政复议0件、行政诉讼0件、行政申诉0件。不服行政处罚的行政复议2件。", "appeals_total=0 litigation_total=0 reconsideration_total=0"},
		{"二、行政处罚方面的行政复议3件、行政诉讼1件。", ""},
		{"5、复议、诉讼和申诉\n行政复议0件；行政诉讼0件；行政申诉0件。", "appeals_total=0 litigation_total=0 reconsideration_total=0"},
		{"行政复议0件；行政诉讼0件；举报2件（均不属实）。", "complaints_total=2 litigation_total=0 reconsideration_total=0"},
		{"检查企业20家；举报2件。", ""},
		{"行政复议0件；行政诉讼0件；价格举报30件。", "litigation_total=0 reconsideration_total=0"},
		{"行政复议0件；行政诉讼0件；受理投诉30件。", "litigation_total=0 reconsideration_total=0"},
		{"亦未因信息公开发生复议诉讼。", "litigation_total=0 reconsideration_total=0"},
		{"亦未因土地征收发生纠纷。", ""},
		{"政府信息公开咨询：接待230人次，电话410人次。", "consult_phone=410 visitors_on_site=230"},
		{"医保咨询：接待230人次，电话410人次。", ""},
		{"受理消费者投诉40件；行政申诉0件。", ""},
		{"行政处罚复议3件；行政申诉0件。", ""},
		{"二、复议、诉讼和投诉。复议8件、诉讼6件、投诉2件。", "complaints_total=2 litigation_total=6 reconsideration_total=8"},
		{"二、12345热线。投诉2件。", ""},
		{"二、其他情况\n无行政复议和行政诉讼；未接到举报；参加县政务公开培训1次。", "complaints_total=0 litigation_total=0 reconsideration_total=0"},
		{"二、食品安全\n未接到举报；检查企业20家。", ""},
		{"二、其他情况\n行政处罚复议3件；未接到举报。", ""},
		{"监督保障方面：开展专项督查2次，受理信息公开方面投诉1件，已办结。", "complaints_total=1"},
		{"监督保障方面：开展专项督查2次，受理食品方面投诉1件，已办结。", ""},
		{"三、投诉举报情况\n局纪检部门受理群众来信来访29件次，其中涉及政府信息公开的0件。", "complaints_total=0"},
		{"三、接访情况\n受理群众来信来访29件次，其中涉及政府信息公开的0件。", ""},
		{"接受政府信息公开咨询118人次，其中电话咨询101人次，来访咨询17人次。", "consult_phone=101 visitors_on_site=17"},
		{"三、咨询情况\n公开办接受现场咨询65人次，电话咨询118人次，网上留言咨询7人次。", "consult_online=7 consult_phone=118 visitors_on_site=65"},
		{"三、依申请公开、咨询\n收到申请0份。无人现场咨询，接听咨询电话5次。", "consult_phone=5 requests_received=0 visitors_on_site=0"},
		{"三、医保咨询\n无人现场咨询，接听咨询电话5次。", ""},
		{"接待群众来访402人次，其中咨询低保等政策260人次；咨询政府信息公开事宜的3人次（均为现场）。", "visitors_on_site=3"},
		{"接待群众来访402人次，其中咨询低保政策的260人次（均为现场）。", ""},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}

// The Regulation came into force on 1 May 2008: what is said of the time since then in a report of 2008 is of its year.
func TestSinceRegulation(t *testing.T) {
	for _, c := range []struct{ year, text, want string }{
		{"2008", "自5月1日以来，我局共主动公开政府信息71条。", "71"},
		{"2008", "自2008年5月1日《条例》施行以来，我局共主动公开政府信息71条。", "71"},
		{"2008", "自2003年以来，我局共主动公开政府信息71条。", ""},
		{"2008", "自3月1日以来，我局共主动公开政府信息71条。", ""},
		{"2010", "自2008年5月1日《条例》施行以来，我局共主动公开政府信息71条。", ""},
		{"2010", "自5月1日以来，我局共主动公开政府信息71条。", ""},
	} {
		r := Document(Input{Source: "report.txt", Division: someCounty, Body: []byte("晴岚县水利局" + c.year + "年政府信息公开工作年度报告\n" +
			"根据《中华人民共和国政府信息公开条例》编制本报告，本报告由主动公开、依申请公开、行政复议、存在的问题和改进措施组成。\n一、概述\n" + c.text +
			"\n三、存在的主要问题\n" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样。", 5))})
		got := ""
		for _, f := range r.Figures {
			if f.Indicator == "narrative_published_total" && f.Value != nil {
				got = f.Value.String()
			}
		}
		if got != c.want {
			t.Errorf("%s %s: got %q want %q", c.year, c.text, got, c.want)
		}
	}
}
