package parse

import "regexp"

// proseRule says in which sentences a figure is said. Patterns match folded text without
// white space; the group n is the number, the group unit its unit.
type proseRule struct {
	indicator string
	keyword   string // a word that every sentence has in which the figure can be
	context   *regexp.Regexp
	numbers   []*regexp.Regexp
	zeros     []*regexp.Regexp // statements that there was none
	foreign   *regexp.Regexp   // words of sentences about other business
	never     *regexp.Regexp   // words in the clause or the match that make it something else
	notBefore *regexp.Regexp   // words before a match that make its number one of two things
	notAfter  *regexp.Regexp   // words behind a statement of none that narrow it
	whole     bool             // not where the clause speaks of a part of the body
	noChannel bool             // less sure where the clause names a channel
	everyone  bool             // not where it speaks of some kinds of applicants only
	lastYear  bool             // the figure is about what the year before left
}

// The parts of patterns.
const (
	num    = `(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千两]{1,7})`
	pieces = `(?P<unit>余?多?(?:件次|件|条|份|宗|起|例|项|个|篇|次))`
	sums   = `(?:数量|总数|总量|数|量)?(?:共计|共有|总计|合计|达到|共|达|为|有|是|约)*:?`
	none   = `(?:未|没有|无)(?:收到|接到|受理|发生|产生|出现|引发|接收到|接受|发现|涉及)?(?:过|到)?`
	filler = `[^。;,]`
)

func patterns(all ...string) []*regexp.Regexp {
	var compiled []*regexp.Regexp
	for _, p := range all {
		compiled = append(compiled, regexp.MustCompile(p))
	}
	return compiled
}

var (
	aboutRequests = regexp.MustCompile(`信息公开申请|依申请公开|公开申请|申请公开|收到和处理`)
	aboutDisclose = regexp.MustCompile(`信息公开|政务公开|依申请公开`)
	byChannel     = regexp.MustCompile(`当面|传真|信函|网上|网络|在线|邮件|邮寄|线上|线下|平台申请|复议|诉讼|投诉|举报|审批|信访|咨询|不予|部分|撤回|补正`)
	andReview     = regexp.MustCompile(`复议(?:案件)?(?:、|和|及|或|以及|与)(?:提起)?$`)
	otherBusiness = regexp.MustCompile(`审批|许可|建议|提案|信访|热线|12345|来信|留言|咨询|投诉`)
	lostOnly      = regexp.MustCompile(`^(?:案件|案|申请|的)?(?:被|中|纠|撤|败|后|决定)|^复议|^诉讼|^行政复议`)
)

// proseRules in the order of the catalogue.
var proseRules = []proseRule{
	{indicator: "narrative_published_total", keyword: "信息", whole: true, noChannel: true, numbers: patterns(
		`(?:共|累计)?(?:主动公开|公开)(?:了)?(?:各类|各项|政府|政务|环境|有关|相关|工作|全文|的)*信息`+sums+num+pieces,
		`(?:共|累计)?发布(?:了)?(?:各类|各项|主动公开|公开|的)*政府信息`+sums+num+pieces,
		`(?:主动公开|公开)(?:各类|政府)*信息(?:的)?(?:数量|总数)`+sums+num+pieces),
		never: regexp.MustCompile(`依申请|不予|全文电子化|目录`)},
	{indicator: "narrative_published_channel_website", keyword: "网站", whole: true, numbers: patterns(
		`(?:政府|门户|官方)*网站` + filler + `{0,16}?(?:主动公开|公开|发布)(?:各类|政府|政务|相关|有关)*(?:信息|文件)` + sums + num + pieces),
		never: regexp.MustCompile(`共公开|共发布|共主动公开|微信|微博|公众号`)},
	{indicator: "narrative_published_channel_gazette", keyword: "公报", whole: true, numbers: patterns(
		`(?:政府)?公报` + filler + `{0,12}?(?:公开|发布|刊登|刊发)(?:各类|政府|政务)*(?:信息|文件)` + sums + num + pieces), never: regexp.MustCompile(`网站`)},
	{indicator: "narrative_published_channel_weibo", keyword: "微博", whole: true, numbers: patterns(
		`微博` + filler + `{0,12}?(?:公开|发布)(?:各类|政府|政务)*(?:信息|消息)?` + sums + num + pieces), never: regexp.MustCompile(`微信|网站`)},
	{indicator: "narrative_published_channel_wechat", keyword: "信", whole: true, numbers: patterns(
		`(?:微信公众号|政务微信|微信|公众号)` + filler + `{0,12}?(?:公开|发布|推送)(?:各类|政府|政务)*(?:信息|消息)?` + sums + num + pieces), never: regexp.MustCompile(`微博|网站`)},
	{indicator: "narrative_normative_documents_made", keyword: "规范性文件", whole: true, numbers: patterns(
		`(?:制发|制定|出台|印发|制定出台|新制发|新制定)(?:了)?(?:行政)?规范性文件` + sums + num + pieces)},
	{indicator: "narrative_site_visits", keyword: "量", numbers: patterns(
		`(?:专栏|网站|平台|网页)` + filler + `{0,14}?(?:访问量|点击量|浏览量)(?:共计|达到|共|达|为)*` + num + `(?P<unit>人次|次)`)},
	{indicator: "narrative_requests_received", keyword: "申请", context: aboutRequests, whole: true, everyone: true, numbers: patterns(
		`(?:收到|受理|接到|新收|接收)(?:到|的|了)*[^。;,\d]{0,26}?申请(?:书|表|事项|件)?`+sums+num+pieces,
		`(?:收到|受理|接到|新收|接收)(?:到|的|了)*(?:各类)?`+num+pieces+`[^。;,\d]{0,18}?申请`,
		`(?:收到|受理|接到|新收)[^。;,\d]{0,10}?依申请公开(?:政府信息|信息|事项)?`+sums+num+pieces,
		`(?:信息公开|依申请公开)申请`+sums+`(?P<n>0|零)(?P<unit>件|条|份|宗|次)`),
		zeros: patterns(
			`(?:未|没有)(?:收到|接到|受理|发生|接收到|产生)(?:过|到)?[^。;,]{0,26}?申请`,
			`(?:没有|无)(?:公民|法人|群众|申请人|任何|单位|个人)`+filler+`{0,26}?申请`,
			`无(?:政府信息公开|信息公开|依申请公开|公开)申请`, `零申请`),
		never: byChannel, notAfter: lostOnly},
	{indicator: "narrative_requests_carried_in", keyword: "结转", lastYear: true, numbers: patterns(
		`(?:上年度?|上一年度?|去年)结转(?:政府信息公开|的|申请)*` + sums + num + pieces)},
	{indicator: "narrative_requests_carried_out", keyword: "结转", numbers: patterns(
		`结转(?:至|到)?(?:下年度|下一年度|下一年|下年|次年|20\d\d年度?)(?:继续)?(?:办理|处理|答复)?(?:的|申请)*` + sums + num + pieces)},
	{indicator: "narrative_answer_total", keyword: "件", context: aboutRequests, whole: true, numbers: patterns(
		`(?:答复|办结|回复)(?:了)?(?:政府信息公开|依申请公开)?(?:申请)?` + sums + num + pieces),
		foreign: otherBusiness, never: regexp.MustCompile(`按时|按期|延期|未|投诉|建议|提案|审批|复议|诉讼|来信|留言|咨询|事项|信访|热线|12345|其中`)},
	{indicator: "narrative_answer_granted", keyword: "公开", context: aboutRequests, whole: true, numbers: patterns(
		`(?:予以公开|同意公开)(?:的|答复)*` + sums + num + pieces), never: regexp.MustCompile(`不予以公开|不同意公开|部分`)},
	{indicator: "narrative_answer_partial", keyword: "部分公开", context: aboutRequests, whole: true, numbers: patterns(
		`(?:予以)?部分公开(?:的|答复)*` + sums + num + pieces)},
	{indicator: "narrative_answer_denied_all", keyword: "不予公开", context: aboutRequests, whole: true, numbers: patterns(
		`不予公开(?:的|答复)*` + sums + num + pieces)},
	{indicator: "narrative_reconsideration_total", keyword: "行政复议", whole: true, numbers: patterns(
		`行政复议(?:案件|申请|案|事项|请求)?`+sums+num+pieces,
		`(?:发生|收到|受理|引发|产生|新增)`+`[^。;,\d]{0,14}?`+num+pieces+`[^。;,\d、]{0,14}?行政复议`,
		`行政复议(?:、|和|及|或|以及|与)(?:提起)?行政诉讼(?:案件)?(?:均|都|各)?`+sums+`(?P<n>0|零)(?P<unit>件|起|宗|例)`),
		zeros: patterns(none + `[^。;,]{0,40}?行政复议`), never: regexp.MustCompile(`维持|纠正|撤销|未经|败诉`), notAfter: lostOnly},
	{indicator: "narrative_litigation_total", keyword: "行政诉讼", whole: true, numbers: patterns(
		`行政诉讼(?:案件|案|事项)?`+sums+num+pieces,
		`(?:发生|收到|受理|引发|产生|新增)`+`[^。;,\d]{0,14}?`+num+pieces+`[^。;,\d、]{0,14}?行政诉讼`,
		`行政复议(?:、|和|及|或|以及|与)(?:提起)?行政诉讼(?:案件)?(?:均|都|各)?`+sums+`(?P<n>0|零)(?P<unit>件|起|宗|例)`),
		zeros: patterns(none + `[^。;,]{0,50}?行政诉讼`), notBefore: andReview, never: regexp.MustCompile(`维持|纠正|撤销|败诉|未经`), notAfter: lostOnly},
	{indicator: "narrative_complaints_total", keyword: "投诉", context: aboutDisclose, whole: true, numbers: patterns(
		`(?:信息公开|政务公开)(?:工作)?(?:的)?(?:举报投诉|投诉举报|举报、投诉|投诉)` + sums + num + pieces),
		zeros: patterns(none + `[^。;,]{0,30}?(?:信息公开|政务公开)[^。;,]{0,16}?投诉`), notAfter: lostOnly},
	{indicator: "narrative_fees_charged", keyword: "收", context: aboutDisclose, numbers: patterns(
		`(?:收取|收费)(?:[^。;,\d]{0,10}?(?:费用|金额|检索费|复制费))` + sums + num + `(?P<unit>万元|元)`),
		zeros: patterns(`(?:未|没有)(?:向[^。;,]{0,12})?(?:收取|产生|发生)(?:过)?(?:任何|相关|有关|检索、复制、邮寄等)*(?:的)?费用`), never: regexp.MustCompile(`减免`)},
	{indicator: "fees_processing_charged", keyword: "信息处理费", numbers: patterns(
		`(?:收取|征收)(?:的|政府信息公开)*信息处理费`+sums+`(?:金额)?`+sums+num+`(?P<unit>万元|元)`,
		`信息处理费(?:的)?(?:实际收取|收取|收费)?(?:的)?(?:总)?金额`+sums+num+`(?P<unit>万元|元)`,
		`信息处理费`+sums+num+`(?P<unit>万元|元)`,
		`实际收取(?:的)?(?:总)?金额`+sums+num+`(?P<unit>万元|元)`),
		zeros: patterns(`(?:未|没有|无)(?:实际)?(?:收取|产生|发生|涉及|征收)(?:过|任何)*(?:政府信息公开)?信息处理费`, `信息处理费(?:未|没有)(?:收取|发生|产生)`),
		never: regexp.MustCompile(`通知|应收|管理办法》?规定[^,]*应`)},
	{indicator: "fees_processing_notices", keyword: "收费通知", numbers: patterns(
		`收费通知(?:书)?(?:的)?(?:件数|数量|份数)?` + sums + num + pieces), zeros: patterns(`(?:未|没有)(?:发出|制发|出具)(?:过|任何)*(?:信息处理费)?收费通知`)},
	{indicator: "fees_processing_notified_amount", keyword: "收费通知", numbers: patterns(
		`收费通知` + filler + `{0,16}?,?(?:通知)?(?:收费)?(?:的)?总金额` + sums + num + `(?P<unit>万元|元)`), never: regexp.MustCompile(`实际`)},
	{indicator: "narrative_staff_full_time", keyword: "专职", context: aboutDisclose, numbers: patterns(
		`专职(?:工作)?人员(?:共|有|为)*`+num+`(?P<unit>名|人)`, num+`(?P<unit>名|人)(?:为)?专职`), never: regexp.MustCompile(`专兼职|专(?:\(|、)兼`)},
	{indicator: "narrative_staff_part_time", keyword: "兼职", context: aboutDisclose, numbers: patterns(
		`兼职(?:工作)?人员(?:共|有|为)*`+num+`(?P<unit>名|人)`, num+`(?P<unit>名|人)(?:为)?兼职`), never: regexp.MustCompile(`专兼职|专(?:\(|、)兼`)},
	{indicator: "narrative_training_courses", keyword: "培训", context: aboutDisclose, whole: true, numbers: patterns(
		`(?:举办|组织|开展|召开|组织开展)`+`[^。;,\d]{0,24}?培训(?:班|会|活动)?(?:共|共计)*`+num+`(?P<unit>场次|次|期|场)`,
		`(?:举办|组织|开展|召开|组织开展)(?:了)?`+`[^。;,\d]{0,14}?`+num+`(?P<unit>场次|次|期|场)[^。;,\d]{0,14}?培训`), never: regexp.MustCompile(`参加`)},
	{indicator: "narrative_training_persons", keyword: "培训", context: aboutDisclose, whole: true, numbers: patterns(
		`(?:接受)?培训(?:人员|人数|干部|工作人员|各类人员)?(?:共计|达到|共|达|为)*`+num+`(?P<unit>人次)`,
		`培训[^。;\d]{0,16}?`+num+`(?P<unit>人次)`)},
}
