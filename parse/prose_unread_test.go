package parse

import "testing"

// Ways of saying a figure that leave no doubt, and beside them what only looks like one.
func TestPlainlySaid(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"全年收到依申请公开办件14件，均依法按时办结。", "answer_total=14 requests_received=14"},
		{"收到政府信息公开申请7件，结转上年3件，共办理10件。", "requests_carried_in=3 requests_received=7"},
		{"收到政府信息公开申请5件，分别为网络申请3件、信函申请2件。", "requests_channel_letter=2 requests_channel_online=3 requests_received=5"},
		{"收到政府信息公开申请8件，分别为3件和5件。", "requests_received=8"},
		{"全年收到申请9件。按申请方式分：网上提交7件，信函2件。按办理结果分：公开5件，不予公开1件，信息不存在3件。",
			"answer_denied_all=1 answer_denied_not_exist=3 answer_granted=5 requests_channel_letter=2 requests_channel_online=7 requests_received=9"},
		{"全年受理信息公开申请13件，未引起复议诉讼。", "litigation_total=0 reconsideration_total=0 requests_received=13"},
		{"未经复议诉讼。", ""},
		{"全年收取检索、复制费用64元。", "fees_charged=64"},
		{"全年收取档案检索、复制费用64元。", ""},
		{"全年答复申请15件，其中延期答复2件。", "answer_total=15"},
		{"全年答复许可申请15件。", ""},
		{"全年答复申请15件，群众来信3件。", ""},
		{"公开信息总数比去年的315条增加了27条，达到342条。", "published_total=342"},
		{"网站栏目比去年的315个增加了27个，达到342个。", ""},
		{"收到政府信息公开申请比上年的19件增加4件，增长21%，达到23件。", "requests_received=23"},
		{"主动公开政府信息73条（其中网站公开60条，公开栏13条），接待咨询26人次。", "published_channel_website=60 published_total=73"},
		{"全年办理政府信息公开行政复议案件5件，均为维持；行政诉讼案件2件，均为胜诉。", "litigation_total=2 reconsideration_total=5"},
		{"全年办理政府信息公开行政复议案件5件，均为维持。", ""},
		{"申请受理：无。\n收费：无。\n复议诉讼：无。", "fees_charged=0 litigation_total=0 reconsideration_total=0 requests_received=0"},
		{"许可申请受理：无。\n停车收费：无。", ""},
		{"二、群众查询。接受群众当面查询85人次；接听咨询电话170次。", "consult_phone=170 visitors_on_site=85"},
		{"二、户籍查询。接受群众当面查询85人次；接听咨询电话170次。", ""},
		{"公开政府信息402条；按渠道分：门户网站301条，微信平台101条。", "published_channel_website=301 published_channel_wechat=101 published_total=402"},
		{"收到因信息公开提起的行政复议1起；未发生行政诉讼。其他环境行政复议2起、行政诉讼3起不涉及信息公开。", "litigation_total=0 reconsideration_total=1"},
		{"行政复议2起，均与信息公开有关。", "reconsideration_total=2"},
		{"全年印发文件134份，其中主动公开19份，不予公开115份。", ""},
		{"主动公开政府信息392条。发文110份，其中标注主动公开64份。", "published_total=392"},
		{"通过县政府网站公开信息732条；政务微信“晴岚发布”推送365期，公开信息146条。", "published_channel_website=732 published_channel_wechat=146"},
		{"收到政府信息公开申请76件，办结75件，其中予以公开49件，部分公开4件；其他答复22件。", "answer_granted=49 answer_partial=4 answer_total=75 requests_received=76"},
		{"本年度收到申请41件，去年为52件。依山市水利局本级同期收到申请133件。", "requests_received=41"},
		{"亦未因土地征收发生复议诉讼。", ""},
		{"行政处罚无复议、无诉讼。", ""},
		{"二、行政处罚复议、诉讼和投诉\n行政复议2件，行政诉讼1件，投诉3件。", ""},
		{"二、复议、诉讼和投诉\n行政复议2件，行政诉讼1件，投诉3件。", "complaints_total=3 litigation_total=1 reconsideration_total=2"},
		{"亦未因信息公开发生复议诉讼。", "litigation_total=0 reconsideration_total=0"},
		{"上年度相应指标为：主动公开295条，收到申请9件，行政诉讼1件，收费20元。", ""},
		{"二、与上年度对比\n主动公开政府信息295条，收到政府信息公开申请9件。", ""},
		{"三、价格举报\n12358价格举报电话受理举报投诉67件。", ""},
		{"三、投诉举报\n12331接到投诉举报2217件。", ""},
		{"三、复议诉讼和申诉\n教师申诉3件。", ""},
		{"三、复议诉讼和申诉\n收到有关申诉0件。", "appeals_total=0"},
		{"全年发文126件，其中属性为主动公开31件、依申请公开80件、不公开15件。", ""},
		{"印发文件100件，主动公开40件，不予公开60件。", ""},
		{"六、培训\n培训新型职业农民350人，举办培训班7期。", ""},
		{"病案复印3842份，收取复印费15368元，与信息公开申请无关。", ""},
		{"收到公开申请8件，均已答复，其中公开7件，不公开1件。", "answer_denied_all=1 answer_granted=7 answer_total=8 requests_received=8"},
	} {
		if got := saidIn(c.text); got != c.want {
			t.Errorf("%s\n  got  %s\n  want %s", c.text, got, c.want)
		}
	}
}
