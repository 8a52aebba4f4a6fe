package prose

import (
	"math/bits"
	"strings"

	"gongkai/disclosure/pattern"
)

// proseRule says by which words a figure is named. Patterns match folded text without white
// space: before ends the words before the number, or lead ends them and behind starts those
// after it (收到 3件 政府信息公开申请).
type proseRule struct {
	indicator string
	keywords  []string // words of which every naming has one
	before    *pattern.Regexp
	lead      *pattern.Regexp
	behind    *pattern.Regexp
	units     string          // |件|起|: only with one of these units
	about     *pattern.Words  // of which the words, or those around them, must speak
	foreign   *pattern.Words  // words of sentences about other business
	never     *pattern.Words  // words in the naming that make it something else
	whole     bool            // not where the naming speaks of a part of the body
	noChannel bool            // less sure where the clause names a channel
	everyone  bool            // not where it speaks of some kinds of applicants only
	lastYear  bool            // the figure is about what the year before left
	plain     *pattern.Regexp // a naming that needs no other words
	carries   bool            // the naming names the year before or after
	listed    bool            // only in a list of parts: 其中网站60条
	bare      *pattern.Regexp // the naming where only the words around say what it is about
	near      bool            // the sentence itself, the one before or the heading must speak of what it is about
	zero      bool            // only where there was none
	asks      bool            // not in sentences about publication only
	beside    *pattern.Words  // only in a sentence that tells of requests and has one of these words too
	asked     bool            // also below a heading of disclosure, where the sentence tells who asked
	answers   bool            // of requests that the line has told
	titled    []string        // only right below, or behind, a title with one of these words
	named     bool            // the sentence, or the text shortly before, must speak of requests
}

// The parts of patterns.
const (
	sums     = `[,"]?(?:的)?(?:总数量|数量|总数|总量|总条数|件数|条数|信息数|数|量)?(?:共计|共有|总计|合计|累计|达到|均|各|共|达|为|有|是|计|了|:|\()*$`
	allKinds = `(?:了|[我本](?:局|镇|乡|街道|委|办|单位|部门)|各类|各项|非涉密|政府|政务|税收|涉税|环境|警务|有关|相关|工作|全文|主动|依法|重点|新增|的|各类\p{Han}{2,4}?|[^,;\d]{2,60}?等(?:各类|各项|各方面))*`
	// timeAndBody is what a clause may name before what was done: 2012年我局共.
	timeAndBody = `(?:20\d\d年度?|全年|本年度?|年内|今年|当年|今年以来|[我本全](?:[县区市州旗镇乡街局委办院厅校]|街道|单位|机关|部门|系统|中心)|共|总共|,)*`
	received    = `(?:收到|受理|接到|新收|新增|接收|收件|共收)(?:到|的|了)*`
	// siteOf is a web site, of the place or of the body: 在永泰县政府门户网站专栏.
	siteOf = `(?:通过|在|利用|以|依托)?(?:[^,、:()\d各在于到向本我全镇乡]{2,6}[省市县区州旗镇乡])?(?:省|州|县|市|区|镇|本局|我局|本校|我校|学校|[局厅委办院]|单位|部门|税务|人民|政府|信息公开|门户|官方|公众)*(?:网站|信息公开网|门户网|政府网|信息网|校园网|网页)(?:"[^"]*")?(?:(?:乡镇|部门|街道|单位)?子站|政府信息公开|信息公开|专栏|专区|上|中)*`
	// listedAs may begin a list of ways: 公开渠道包括网站60条.
	listedAs  = `即?(?:(?:(?:主动)?公开|发布)(?:的)?(?:渠道|方式|形式|途径|载体)(?:包括|有|为|是)?)?`
	joining   = `(?:、|和|及|或|以及|与)`
	countless = "|件|条|份|宗|起|例|项|个|篇|次|件次|条次||"
)

// names finds the rule's words around a number: what stands before them, and they. before and
// behind say where one of the rule's keywords stands.
func (rule *proseRule) names(label, tail string, before, behind bool) (head, match string, ok bool) {
	if before && rule.before != nil {
		if m := rule.before.FindStringIndex(label); m != nil {
			return label[:m[0]], label[m[0]:], true
		}
	}
	if rule.lead == nil || !behind || pattern.HasOnePrefix(tail, "、", "和", "及") {
		return "", "", false
	}
	m, words := rule.lead.FindStringIndex(label), rule.behind.FindString(tail)
	if m == nil || words == "" {
		return "", "", false
	}
	words = strings.Replace(words, "因涉及", "因", 1) // 及 joins nothing there
	return label[:m[0]], label[m[0]:] + words, true
}

var (
	aboutRequests     = pattern.AnyOf("信息公开申请", "依申请公开", "公开申请", "申请公开", "公开零申请", "公开政府信息的申请", "公开信息的申请", "提供信息的申请", "提供政府信息的申请", "收到和处理", "予以公开", "不予公开", "部分公开")
	aboutDisclose     = pattern.AnyOf("信息公开", "政务公开", "依申请公开", "公开信息", "公开政府信息", "主动公开", "提供政府信息")
	aboutWays         = aboutDisclose.Plus("公开渠道", "公开方式", "公开形式", "公开途径", "公开载体", "公开平台")
	aboutWayPosts     = aboutWays.Plus("发布", "推送")
	aboutStaff        = aboutDisclose.Plus("申请受理点", "公共查阅点", "公开受理点", "公开查阅点")
	aboutCourses      = aboutDisclose.Plus("《条例》", "政府信息", "公共查阅点")
	aboutRequestsFees = aboutDisclose.Plus("检索", "复制")
	aboutComplaints   = pattern.AnyOf("信息公开", "政务公开", "依申请公开")
	aboutReviews      = pattern.AnyOf("信息公开", "政务公开", "依申请公开", "公开申请", "公开工作", "复议", "诉讼")
	byChannel         = pattern.AnyOf("当面", "传真", "信函", "网上", "网络", "在线", "邮件", "邮寄", "邮箱", "线上", "线下", "平台", "现场", "复议", "诉讼", "投诉", "举报", "审批", "许可", "信访", "咨询", "不予", "部分", "撤回", "补正", "未", "办结", "答复")
	notAnswers        = pattern.AnyOf("延期", "逾期", "未", "投诉", "建议", "提案", "审批", "复议", "诉讼", "来信", "留言", "咨询", "信访", "热线", "12345")
	otherBusiness     = pattern.AnyOf("审批", "许可", "建议", "提案", "信访", "热线", "12345", "来信", "留言", "咨询", "补贴", "登记", "救助", "仲裁", "公租房", "低保")
	websites          = []string{"网站", "公开网", "门户网", "政府网", "信息网", "政务网", "校园网", "网页", "网上公开"}
	requestTitles     = []string{"依申请公开", "申请公开", "公开申请"}
	carryWords        = []string{"结转", "接转", "转结", "转入", "转至", "转下"}
	jointChannels     = pattern.AnyOf("微信", "微博", "公众号", "公报", "抖音", "新媒体", "等渠道", "等方式", "等形式", "等平台", "等途径", "等载体", "等多种", "共公开", "共主动公开")
)

func anyBut(all *pattern.Words, not ...string) *pattern.Words {
	var left []string
	for _, w := range all.All() {
		if !containsAny(w, not...) {
			left = append(left, w)
		}
	}
	return pattern.AnyOf(left...)
}

// answer is a rule for a kind of answer: 予以公开12件, 12件予以公开.
func answer(indicator string, keywords []string, kind string, never []string) proseRule {
	return proseRule{indicator: indicator, keywords: keywords, before: pattern.MustCompile(kind + `(?:的|答复|申请|总|类|")*` + sums), lead: pattern.MustCompile(`^[^,]{0,12}$`),
		behind: pattern.MustCompile(`^(?:因[^,件\d]{2,24}?)?(?:申请|政府信息公开申请|答复|答复为|依法|已|均|全部|都|为|属于|因|的|")*` + kind), about: aboutRequests, answers: true, never: pattern.AnyOf(never...), foreign: pattern.AnyOf("制作", "或者获取", "或获取", "、获取", "和获取", "生成", "属性", "拟稿", "保密审查"), whole: true, units: countless}
}

// channel is a rule for a way in which requests came: 其中当面申请2件, 网上5件.
func channel(indicator string, keywords []string, words string, never []string) proseRule {
	return proseRule{indicator: indicator, keywords: keywords, before: pattern.MustCompile(`(?:` + words + `)(?:提交|提出|递交|收到|接收|寄送|方式|渠道|形式|受理|的|政府信息公开|信息公开)*(?:公开申请|申请)?(?:形式|方式)?` + sums), lead: pattern.MustCompile(`^(?:收到|受理|有)?$`),
		behind: pattern.MustCompile(`^(?:为|通过|是)?(?:` + words + `)(?:提交|提出|递交|方式|的)*申请`), about: aboutRequests, never: pattern.AnyOf(append(never, joiningNames...)...), whole: true, asks: true, units: countless}
}

// consults is a rule for a way in which people asked about disclosure.
func consults(indicator string, keywords []string, words string) proseRule {
	return proseRule{indicator: indicator, keywords: keywords, before: pattern.MustCompile(`(?:` + words + `)` + sums), about: aboutDisclose, near: true, asked: true, units: "|人次|次|件|条|个||",
		foreign: pattern.AnyOf("涉税", "办税", "服务厅", "业务咨询", "12345", "热线", "12366"), never: anyBut(pattern.AnyOf(joiningNames...), "答复")}
}

var joiningNames = []string{"、", "和", "及", "复议", "诉讼", "答复", "公开信息", "发布"}

// bareRequest: 收到申请 with nothing that says what was asked for. Other requests (入学申请)
// are none about information, whatever the sentence before speaks of.
var bareRequest = pattern.MustCompile(received + `(?:各类|群众|公民|社会公众|公众|法人|其他组织|或者|并办理|并答复|和|或|及|、|的|提出|书面|有效)*(?:\d+(?:件|条|份|宗)|一件)?(?:各类|的|有效)*申请|零申请|(?:无|没有)人(?:提出|提交)?申请`)

// proseRules in the order in which a number's words are tried: a number is one figure.
var proseRules = []proseRule{
	{indicator: "narrative_published_fulltext", keywords: []string{"全文电子化"}, before: pattern.MustCompile(`全文电子化(?:的)?(?:主动公开)?(?:政府)?信息` + sums), units: countless},
	{indicator: "narrative_published_fulltext", keywords: []string{"全文电子化"}, units: "|条|", about: aboutDisclose, near: true, before: pattern.MustCompile(`^全文电子化(?:的)?(?:共|为|有)?$`)},
	{indicator: "narrative_published_service", keywords: []string{"服务类信息"}, before: pattern.MustCompile(`提供服务类信息` + sums), units: countless},
	{indicator: "narrative_published_channel_website", keywords: websites, whole: true, units: countless, never: jointChannels, before: pattern.MustCompile(
		`(?:政府|门户|官方)*(?:网站|信息公开网|门户网|政府网|信息网|政务网|校园网|网页)(?:\([^)]*\))?[^,、]{0,16}?(?:主动公开|公开|发布|公布)` + allKinds + `(?:信息|文件)` + sums)},
	{indicator: "narrative_published_channel_gazette", keywords: []string{"公报"}, whole: true, units: countless, never: pattern.AnyOf("网站", "微信", "微博"), before: pattern.MustCompile(
		`(?:政府)?公报[^,]{0,12}?(?:主动公开|公开|发布|刊登|刊发|登载)` + allKinds + `(?:信息|文件)` + sums)},
	{indicator: "narrative_published_channel_weibo", keywords: []string{"微博"}, whole: true, units: countless, never: pattern.AnyOf("网站", "微信", "公众号", "公报"), before: pattern.MustCompile(
		`微博[^,]{0,12}?(?:主动公开|公开|发布|推送)` + allKinds + `(?:信息|消息)?` + sums)},
	{indicator: "narrative_published_channel_wechat", keywords: []string{"微信", "公众号"}, whole: true, units: countless, never: pattern.AnyOf("网站", "微博", "公报", "微信群"), before: pattern.MustCompile(
		`(?:微信公众号|政务微信|微信|公众号)[^,]{0,12}?(?:主动公开|公开|发布|推送)` + allKinds + `(?:信息|消息)?` + sums)},
	{indicator: "narrative_published_channel_website", keywords: websites, listed: true, units: "|条|条次|件|", about: aboutWays, before: pattern.MustCompile(`^` + listedAs + siteOf + `(?:主动)?(?:公开|发布|公布)?` + sums)},
	{indicator: "narrative_published_channel_website", keywords: websites, whole: true, units: "|条|条次|", about: aboutDisclose, never: jointChannels, before: pattern.MustCompile(`^(?:\d[.、]|\(\d\))?` + timeAndBody + `(?:已)?` + siteOf + `(?:主动)?(?:(?:公开|发布|公布)|(?:公开|发布|公布|更新)(?:了|各类|各项)*(?:政府|政务)(?:公开)?信息)` + sums)},
	{indicator: "narrative_published_channel_website", keywords: []string{"网上公开"}, listed: true, units: "|条|条次|件|", about: aboutWays, foreign: pattern.AnyOf("微信", "微博", "公众号", "新媒体", "抖音", "客户端", "申请"), before: pattern.MustCompile(`^` + listedAs + `网上公开(?:政府|政务)?(?:信息)?` + sums)},
	{indicator: "narrative_published_channel_gazette", keywords: []string{"公报"}, listed: true, units: "|条|", about: aboutWays, before: pattern.MustCompile(`^` + listedAs + `(?:通过|在|利用|省|州|县|市|区|人民|政府)*(?:《\p{Han}{2,10})?公报》?(?:主动)?(?:公开|发布|刊登|刊发)?` + sums)},
	{indicator: "narrative_published_channel_weibo", keywords: []string{"微博"}, listed: true, units: "|条|", about: aboutWayPosts, before: pattern.MustCompile(`^` + listedAs + `(?:通过|在|利用|官方|政务|"[^"]*")*微博(?:平台)?(?:"[^"]*")?` + sums)},
	{indicator: "narrative_published_channel_wechat", keywords: []string{"微信", "公众号"}, listed: true, units: "|条|", about: aboutWayPosts, before: pattern.MustCompile(`^` + listedAs + `(?:通过|在|利用|官方|政务|"[^"]*")*(?:微信公众平台|微信公众号|微信|公众号)(?:平台)?(?:"[^"]*")?` + sums)},
	{indicator: "narrative_published_total", keywords: []string{"公开", "发布"}, whole: true, noChannel: true, units: countless, before: pattern.MustCompile(
		`(?:^|[)、.])主动公开(?:政府信息|信息)?(?:情况)?:(?:共)?$|(?:共|累计)?(?:(?:主动公开|公开)` + allKinds + `信息(?:、(?:工作)?动态)?(?:\d{1,2}大?类)?|发布(?:了|各类|各项|主动公开|公开|的)*政府信息)` + sums + `|(?:政府|政务)?(?:信息公开|政务公开)(?:网站?|平台|专栏|栏目|专区)[^,、]{0,8}?发布` + allKinds + `信息` + sums + `|(?:共|累计)?主动公开(?:共计|共|了)*$|主动公开(?:的)?(?:数量|总数|总量|件数|条数|数|:20\d\d年度?|:全年)` + sums + `|(?:政府|政务)?信息(?:的)?主动公开(?:的)?(?:总)?(?:数|量)` + sums + `|^(?:其中)?(?:20\d\d年度?|本年度?|全年|今年|当年)+(?:新增|共计|合计|总计|共|累计)*公开(?:了|共)*$|^` + timeAndBody + `(?:政府)?信息公开(?:的)?(?:总)?(?:数量|总数|件数|条数|信息数)(?:为|有|是|共|计|:)+$`),
		lead: pattern.MustCompile(`(?:共|累计)?(?:主动公开|公开)(?:了|共计|共|各类)*$`), behind: pattern.MustCompile(`^(?:各类|政府|政务|有关|相关|的)*信息(?:$|[^公])`),
		never: pattern.AnyOf("依申请", "不予", "全文电子化", "信息公开目录", "目录类", "收到", "受理", "制度", "网站发布", "其他", "应主动", "应当主动", "应公开"), foreign: pattern.AnyOf("制发公文", "公文类")},
	{indicator: "narrative_published_total", keywords: []string{"公开", "发布", "公布"}, whole: true, noChannel: true, units: "|条|条次|", titled: []string{"主动公开"}, before: pattern.MustCompile(`^(?:20\d\d年度?|今年以来|年初以来|全年|本年度?|[我本全][县区市镇乡局委办]|共|,)*(?:公开|发布|公布)(?:了|各类|各种|政府|政务|工作)*信息` + sums + `|^` + timeAndBody + `(?:共计?|合计|总计)公开(?:了)?$`), never: pattern.AnyOf("网站", "微信", "微博")},
	{indicator: "narrative_published_total", keywords: []string{"发布"}, whole: true, noChannel: true, units: "|条|条次|", about: pattern.AnyOf("信息公开", "政务公开"), before: pattern.MustCompile(`^` + timeAndBody + `共(?:公开|发布)(?:了|各类|各种|各项|政府|政务|工作)*信息` + sums), never: pattern.AnyOf("网站", "微信", "微博")},
	{indicator: "narrative_published_total", keywords: []string{"新增"}, units: "|条|条次|", about: pattern.AnyOf("公开信息", "公开政府信息"), near: true, before: pattern.MustCompile(`^(?:20\d\d年度?|当年|本年度?|今年)(?:共)?新增$`)},
	{indicator: "narrative_published_total", keywords: []string{"新增"}, units: "|条|条次|", titled: []string{"主动公开"}, foreign: pattern.AnyOf("栏目", "网站", "网页", "账号", "设施"), before: pattern.MustCompile(`^(?:20\d\d年度?|当年|本年度?|今年|全年)(?:共)?新增$`)},
	{indicator: "narrative_published_total", keywords: []string{"公开"}, units: "|条|条次|", before: pattern.MustCompile(`^(?:主动)?公开(?:总量|总数|总条数):(?:共)?$`)},
	{indicator: "narrative_normative_documents_made", keywords: []string{"规范性文件"}, whole: true, units: "|件|份|个|部|项|条|篇|", before: pattern.MustCompile(
		`(?:制发|制定|制作|出台|印发|新增|制定出台|新制发|新制定|制定印发)(?:了|的)?(?:行政)?规范性文件` + sums), lead: pattern.MustCompile(`(?:制发|制定|出台|印发|新制发|新制定|制定印发)(?:了)?(?:共)?$`), behind: pattern.MustCompile(`^(?:行政)?规范性文件`)},
	{indicator: "narrative_site_visits", keywords: []string{"访问", "点击", "浏览"}, units: "|人次|次|", before: pattern.MustCompile(`(?:专栏|网站|平台|网页|栏目)[^,]{0,14}?(?:访问|点击|浏览)(?:人)?(?:次)?` + sums)},

	{indicator: "narrative_site_visits", keywords: []string{"访问量", "点击量", "浏览量"}, near: true, units: "|人次|次|", about: pattern.AnyOf("网站", "门户网", "专栏", "网页"), foreign: pattern.AnyOf("微信", "微博", "公众号", "新媒体", "抖音", "视频", "APP", "客户端", "小程序"), before: pattern.MustCompile(`^(?:20\d\d年度?|全年|本年度?|年|页面|网页|总|独立)*(?:访问量|点击量|浏览量)` + sums)},

	{indicator: "narrative_on_request_catalogue", keywords: []string{"目录"}, units: countless, before: pattern.MustCompile(`依申请公开(?:的)?(?:政府)?(?:信息)?目录` + sums)},
	consults("narrative_visitors_on_site", []string{"现场", "接待", "当面", "来访", "来人"}, `当面(?:受理|接待|咨询)+|现场(?:接待|咨询|查询|查阅)(?:查阅|咨询)?(?:政府信息|人员|人数|群众|来访|查阅者|查阅人员)*|接待(?:现场|来访|来人)(?:查阅|咨询|查询|群众|人员)*|来访接待|来[访人]咨询|接待查[阅询](?:群众|人员|公众)*|(?:接受)?(?:群众|公众)当面查询`),
	consults("narrative_consult_online", []string{"网上咨询", "网络咨询", "网站咨询", "答复咨询", "留言咨询"}, `(?:网上|网络|网站)(?:答复|留言)?咨询`),
	consults("narrative_consult_phone", []string{"电话", "来电"}, `(?:电话|来电)(?:咨询|查询)(?:政府信息)?(?:接听)?|咨询电话(?:接听)?|接听(?:群众|公众)?(?:咨询)?(?:来电|电话)`),

	{indicator: "narrative_requests_carried_in", keywords: carryWords, lastYear: true, carries: true, units: countless, before: pattern.MustCompile(
		`(?:上年度?|上一年度?|去年|20\d\d年度?)(?:结转|转结|转入|接转)(?:的|办理|至本年度|至今年|政府信息公开|信息公开|申请)*` + sums + `|结转(?:了)?(?:上年度?|上一年度?|去年)(?:的|政府信息公开|信息公开|申请)*` + sums),
		lead: pattern.MustCompile(`^(?:有|其中)?$|^(?:有|其中|包括|含)?(?:上年度?|上一年度?|去年)(?:的|有)?$`), behind: pattern.MustCompile(`^(?:为|系|是)(?:上年度?|上一年度?|20\d\d年度?)(?:结转|转结)|^(?:申请)?(?:结转|转结|转入|转至)(?:至|到)?(?:本年度?|今年|当年)(?:继续)?(?:办理|处理|答复)?$`)},
	{indicator: "narrative_requests_carried_out", keywords: carryWords, carries: true, units: countless, before: pattern.MustCompile(
		`(?:(?:结转|转结|转入|转至)(?:至|到)?(?:下一?年度?|次年度?|20\d\d年度?)|转下一?年度?)(?:继续)?(?:办理|处理|答复)?(?:的|申请)*` + sums), lead: pattern.MustCompile(`^[^,]{0,6}$`),
		behind: pattern.MustCompile(`^(?:申请|政府信息公开申请|的|已|将|需|按规定)*(?:结转|转结|转入|转至)(?:至|到)?(?:下一?年|次年|20\d\d年)`)},
	{indicator: "narrative_requests_carried_out", keywords: []string{"正在办理"}, about: aboutRequests, asks: true, units: "|件|宗|份|", foreign: otherBusiness, before: pattern.MustCompile(`^(?:另有|尚有|还有)?正在办理(?:中)?(?:的)?$`), lead: pattern.MustCompile(`^(?:另有|尚有|还有|另)?$`), behind: pattern.MustCompile(`^(?:申请)?正在办理(?:中)?$`)},
	channel("narrative_requests_channel_in_person", []string{"当面", "现场"}, `当面|现场`, nil),
	channel("narrative_requests_channel_fax", []string{"传真"}, `传真`, []string{"信函", "邮件"}),
	channel("narrative_requests_channel_email", []string{"邮件", "邮箱"}, `电子邮件|电子邮箱|邮件`, []string{"信函", "传真", "网"}),
	channel("narrative_requests_channel_online", []string{"网", "在线", "线上"}, `网上|网络|在线|线上|网站|网络平台|申请公开平台|依申请公开平台|互联网`, []string{"邮件", "信函"}),
	channel("narrative_requests_channel_letter", []string{"信函", "信件", "邮寄", "邮政"}, `信函|信件|邮寄|邮政`, []string{"传真", "邮件", "当面"}),
	channel("narrative_requests_channel_other", []string{"其他", "其它"}, `(?:其他|其它)(?:形式|方式|途径|渠道)`, []string{"告知", "获取", "查询", "处理"}),
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, about: aboutRequests, whole: true, everyone: true, units: countless, before: pattern.MustCompile(
		received + `[^,\d]{0,40}?申请(?:书|表|事项|件|公开)?` + sums +
			`|` + received + `[^,\d]{0,10}?(?:依申请公开|申请公开)(?:政府信息|信息)?(?:办件|事项|件|数)?` + sums +
			`|^(?:20\d\d年度?|全年|本年度?|年内|今年|[我本全](?:机关|单位|部门|街道|中心|县|区|市|镇|乡|局|委|办|院)|共|的)*(?:政府)?(?:信息公开|依申请公开|公开)(?:政府信息)?申请(?:受理|接收|收到)?` + sums +
			`|依申请公开(?:件|申请)?(?:收件|受理|收到|接收)` + sums + ``),
		lead: pattern.MustCompile(received + `(?:各类|共计|共)*$|^(?:20\d\d年度?|全年|本年度?|[我本全][县区市镇乡局委办]|,)*共?有$`), behind: pattern.MustCompile(`^(?:次|的)?[^,]{0,24}?(?:信息公开申请|公开申请|申请公开|依申请公开|申请)`), never: byChannel.Plus("涉及"), bare: bareRequest},
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, about: aboutRequests, units: "|件|条|份|宗|起||", before: pattern.MustCompile(`(?:^|[.)、])` + timeAndBody + `申请(?:的)?(?:总数量|数量|总数|件数|总量)(?:共计|共|为|是|有|:)*$`), foreign: otherAsking},
	{indicator: "narrative_requests_received", keywords: []string{"新收", "新增", "新受理"}, about: aboutRequests.Plus("其他组织的申请"), whole: true, units: "|件|条|份|宗|起|", before: pattern.MustCompile(`(?:^|[.)、])(?:本年度?|今年|当年|年内|全年|20\d\d年度?)*新(?:收|增|受理)(?:到)?$`)},
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, about: aboutRequests, units: "|件|条|份|宗|", foreign: otherAsking, before: pattern.MustCompile(`^` + timeAndBody + `向[我本](?:局|镇|乡|街道|委|办|县|市|区|单位|机关)提出(?:政府信息公开|信息公开|公开)?(?:的)?申请(?:的)?(?:有|共|为|:)*$|^` + timeAndBody + `接受(?:政府信息公开|信息公开|公开)?申请(?:共|:)?$`)},
	{indicator: "narrative_requests_received", keywords: []string{"条例"}, units: "|件|条|份|宗|", before: pattern.MustCompile(`^(?:全年|本年度?|共)*(?:按照?|依据|根据|依照)《(?:政府信息公开)?条例》(?:规定)?提出的(?:公开)?申请(?:有|共|为)*$`)},
	{indicator: "narrative_requests_received", keywords: []string{"依申请公开"}, units: "|件|份|宗|", before: pattern.MustCompile(`^` + timeAndBody + `依申请公开(?:政府)?信息受理(?:数量|总数|件数|数)(?:为|共|是|:)+$`)},
	{indicator: "narrative_requests_received", keywords: []string{"收"}, units: "|件|份|宗|", titled: []string{"公开申请", "申请公开"}, before: pattern.MustCompile(`^收$`)},
	{indicator: "narrative_answer_total", keywords: []string{"结"}, units: "|件|份|宗|", beside: pattern.AnyOf(":收"), before: pattern.MustCompile(`^结$`)},
	{indicator: "narrative_requests_received", keywords: []string{"申请公开"}, units: "|件|份|宗|起||", before: pattern.MustCompile(`(?:^|[.、)])(?:依)?申请公开(?:信息)?(?:数量|总数|件数|申请|情况|数)?:(?:20\d\d年度?|全年|本年度?)?` + sums), never: byChannel},
	{indicator: "narrative_requests_received", keywords: []string{"依申请公开"}, units: "|件|份|宗|起|", before: pattern.MustCompile(`(?:^|[,.、)])(?:20\d\d年度?|全年|本年度?)?依申请公开(?:政府信息)?(?:的)?(?:申请)?(?:数量|总数|件数)(?:为|共|:)+$`), never: byChannel},
	{indicator: "narrative_requests_received", keywords: []string{"受理", "收到", "接到"}, named: true, units: "|件|份|宗|起|", before: pattern.MustCompile(`^` + timeAndBody + `(?:受理|收到|接到)(?:共|数为)?$`), titled: append([]string{"申请情况"}, requestTitles...), never: byChannel},
	{indicator: "narrative_requests_received", keywords: []string{"依申请公开"}, about: aboutRequests, whole: true, zero: true, units: countless, before: pattern.MustCompile(`依申请公开(?:的)?(?:政府)?(?:信息)?(?:申请|事项|案件|件|情况)*` + sums), never: byChannel.Plus("作为", "属于", "纳入", "目录"), foreign: pattern.AnyOf("制作", "生成")},
	{indicator: "narrative_requests_received", keywords: []string{"申请公开"}, zero: true, units: "|件|条|份|宗|", before: pattern.MustCompile(`^申请公开$`)},
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, about: pattern.AnyOf("当面申请", "网上申请", "网络申请", "信函申请"), units: "|件|条|份|宗|", foreign: otherAsking, before: pattern.MustCompile(`^` + timeAndBody + `申请(?:共|为|有|:)*$`)},
	{indicator: "narrative_requests_received", keywords: []string{"申请情况"}, zero: true, units: "|件|条|份|宗||", before: pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、)?(?:收到)?申请情况:$`)},
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, units: "|件|份|宗|", titled: requestTitles, foreign: otherAsking.Plus(carryWords...).Plus("上年", "去年", "其中20"), before: pattern.MustCompile(`^` + timeAndBody + `办理(?:(?:政府信息公开|信息公开|公开)?申请|依申请公开(?:申请|事项)?)$`)},
	{indicator: "narrative_requests_received", keywords: []string{"申请"}, units: "|人次|", titled: requestTitles, foreign: otherBusiness.Plus("法人申请", "企业申请", "组织申请", "单位申请"), before: pattern.MustCompile(`^` + timeAndBody + `(?:收到|受理|接到)(?:公民|法人|其他组织|群众|、|和|及|或|的|提出)*(?:政府信息公开|信息公开|公开)?申请$`)},
	answer("narrative_answer_granted", []string{"予以公开", "同意公开", "准予公开", "全部公开"}, `(?:予以公开|同意公开|准予公开|全部公开)`, []string{"不予以", "不同意", "部分", "和", "及", "或", "、", "维持"}),
	{indicator: "narrative_answer_granted", keywords: []string{"公开"}, whole: true, units: "|件|份|宗|起|", before: pattern.MustCompile(`^公开$`), lead: pattern.MustCompile(`^$`), behind: pattern.MustCompile(`^公开$`), beside: pattern.AnyOf("不予公开", "不存在", "部分公开", "不属于", "补正", "非本")},
	answer("narrative_answer_partial", []string{"部分公开"}, `(?:予以|同意)?部分公开`, []string{"和", "及", "或", "、", "维持"}),
	answer("narrative_answer_denied_all", []string{"不予公开", "不同意公开", "否决公开", "免予公开", "免于公开", "不予以公开", "不公开"}, `(?:不予公开|不同意公开|否决公开|免[予于]公开|不予以公开|不公开)`, []string{"和", "及", "或", "、", "维持"}),
	answer("narrative_answer_denied_not_exist", []string{"不存在"}, `(?:信息)?不存在(?:告知申请人)?`, []string{"和", "及", "或", "、"}),
	answer("narrative_answer_denied_not_held", []string{"不属于本", "不属本", "非本", "不属于我", "非我"}, `(?:不属于?|非)(?:本机关|本部门|本行政机关|本单位|[我本](?:局|厅|委|办|镇|乡|院|街道|中心)|我(?:机关|部门|单位))(?:(?:公开)?(?:职责权限|职责|职权|权限|管辖)范围|职责权限|公开范围|公开|掌握|政府信息|信息)?(?:(?:并|,)?告知[^,\d]{0,24})?`, []string{"和", "及", "或", "、"}),
	answer("narrative_answer_denied_not_held", []string{"掌握"}, `(?:非(?:本机关|本部门|本局|我局)|(?:本机关|本部门|本局|我局)?不)掌握`, []string{"和", "及", "或", "、"}),
	answer("narrative_answer_denied_not_gov_info", []string{"政府信息"}, `(?:不属于|不是|非)(?:《条例》|《规定》|条例|《政府信息公开条例》)?(?:所指|规定)?(?:的)?"?政府信息"?(?:的|数)?(?:答复)?`, []string{"公开", "和", "及", "或", "、"}),
	answer("narrative_answer_denied_unclear", []string{"不明确"}, `(?:(?:申请)?内容不明确|补正后(?:申请)?(?:内容)?仍不明确)(?:告知(?:申请人)?(?:补正|补充|更改补充|更改、补充))?`, []string{"和", "及", "或", "、"}),
	{indicator: "narrative_answer_total", named: true, answers: true, keywords: []string{"答复", "办结", "回复"}, about: aboutRequests, whole: true, units: "|件|条|份|宗|起|件次|次|项||", foreign: otherBusiness.Plus("投诉"), never: notAnswers, before: pattern.MustCompile(
		`(?:办结(?:并)?答复|答复|办结|回复)(?:了|完毕|政府信息公开|信息公开|依申请公开|公开信息|公开|的|申请|事项|件|各类)*` + sums), lead: pattern.MustCompile(`(?:答复|办结|回复)(?:了)?(?:共计|共)*$|^(?:其余|其他)?$`), behind: pattern.MustCompile(`^(?:政府)?(?:信息公开|依申请公开|公开)?申请|^(?:均|都|全部|依法|按规定|按时|按期)*已?(?:均|都|全部|依法|按规定|按时|按期)*(?:在|于)?(?:法定|规定)?(?:的)?(?:时限|期限|时间)?(?:之)?内?(?:予以)?(?:答复|办结|回复)`)},

	{indicator: "fees_processing_notices", keywords: []string{"收费通知"}, units: "|件|份|次||", before: pattern.MustCompile(`收费通知(?:书)?(?:的)?` + sums), lead: pattern.MustCompile(`(?:发出|制发|出具|下达)$`), behind: pattern.MustCompile(`^(?:信息处理费)?收费通知`)},
	{indicator: "fees_processing_notices", keywords: []string{"收费通知"}, units: "|件|份|", about: pattern.AnyOf("信息处理费"), lead: pattern.MustCompile(`^$`), behind: pattern.MustCompile(`^(?:信息处理费)?收费通知(?:书)?$`)},
	{indicator: "fees_processing_notified_amount", keywords: []string{"总金额", "金额"}, units: "|元|万元|", about: pattern.AnyOf("收费通知"), never: pattern.AnyOf("实际"), before: pattern.MustCompile(`^(?:收费通知|通知|涉及|收费|的)*(?:总)?金额` + sums)},
	{indicator: "fees_processing_charged", keywords: []string{"信息处理费", "实际收取"}, units: "|元|万元|", never: pattern.AnyOf("通知", "应收", "规定"), before: pattern.MustCompile(
		`信息处理费(?:的)?(?:实际收取|收取|收费)?(?:的)?(?:总)?(?:金额)?` + sums + `|实际收取(?:的)?(?:总)?(?:金额)?` + sums)},
	{indicator: "narrative_fees_waived", near: true, keywords: []string{"减免", "免除", "免收"}, about: aboutRequestsFees, units: "|元|万元|", before: pattern.MustCompile(`(?:减免|免除|免收)(?:[^,\d]{0,8}?费用)?(?:收费|费用|申请人|检索|复制|邮寄|成本|费|等|、|的)*(?:金额)?` + sums)},
	{indicator: "narrative_fees_charged", keywords: []string{"收费"}, units: "|元|万元||", before: pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、|\(?[一二三四五六七八九十\d]\)|\d[.、])?(?:依申请公开|政府信息公开)?收费(?:金额|数额|情况|总额)?:(?:全年|本年度)?(?:共)?$`)},
	{indicator: "narrative_fees_charged", keywords: []string{"费用"}, zero: true, units: "|元|", before: pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、|\(?[一二三四五六七八九十\d]\)|\d[.、])?(?:收取)?费用(?:情况)?:(?:全年|本年度)?(?:共)?$`)},
	{indicator: "narrative_fees_charged", near: true, keywords: []string{"收取费用"}, about: pattern.AnyOf("复印费", "检索费", "复制费", "邮寄费"), units: "|元|", before: pattern.MustCompile(`^(?:[一二三四五六七八九十]{1,2}、)?(?:全年|本年度?|共|,)*收取费用(?:共)?$`)},
	{indicator: "narrative_fees_charged", near: true, zero: true, keywords: []string{"收费", "收取费用"}, plain: pattern.MustCompile(`^(?:20\d\d年度?|全年|本年度?|共|,)*(?:收费|收取费用)(?:金额|总额|数额)?:?$`), about: aboutFees, units: "||元|", never: pattern.AnyOf("减免", "通知", "处理费", "事业性", "行政性"), before: pattern.MustCompile(`(?:收费|收取费用)(?:金额|总额|数额)?` + sums)},
	{indicator: "narrative_fees_waived", near: true, zero: true, keywords: []string{"减免"}, plain: pattern.MustCompile(`^减免(?:费用|收费|金额)?:?$`), about: aboutFees, units: "||元|", before: pattern.MustCompile(`^减免(?:费用|收费|金额)?` + sums)},
	{indicator: "narrative_fees_charged", near: true, keywords: []string{"收取", "收费"}, about: aboutFees, units: "|元|万元|", never: pattern.AnyOf("减免", "通知", "处理费", "资源费", "事业性", "行政性", "排污", "服务费"), before: pattern.MustCompile(
		`(?:收取|收费)(?:[^,\d]{0,24}?(?:费用|费|金额|检索费|复制费))?` + sums)},

	{indicator: "narrative_fees_charged", keywords: []string{"检索", "复制", "复印"}, units: "|元|", never: pattern.AnyOf("减免", "免收", "通知", "档案", "处理费"), before: pattern.MustCompile(`^(?:按标准|按规定|20\d\d年度?|全年|本年度?|[我本全][县区市镇乡局委办院]|共|实际|累计|,)*(?:收取|收费)(?:政府)?(?:信息)?(?:检索费?|复制费?|复印费?|邮寄费?|邮递费?|、|和|及|等)+(?:费用|成本费|工本费|费)?` + sums)},

	{indicator: "narrative_staff_full_time", keywords: []string{"专职", "全职"}, about: aboutStaff, units: "|名|人|位|", foreign: pattern.AnyOf("招聘", "招录"), never: pattern.AnyOf("兼职", "专兼", "专(", "专、兼"), plain: pattern.MustCompile(`^(?:20\d\d年度?|[全我本](?:局|办|镇|乡|街道|街|委|中心|单位)|街道|目前|现|共|有|配备|配有|安排|确定|指定|明确|专门|了|设|,)*专职(?:工作|信息)?人员`), before: pattern.MustCompile(`(?:专职|全职)(?:工作|管理|信息)?(?:人员|工作人员|信息员|联络员)?` + sums), lead: pattern.MustCompile(`^[^,]{0,24}$`), behind: pattern.MustCompile(`^(?:同志|人员|干部|工作人员)*(?:为)?(?:专职|全职)(?:工作|信息|管理)?(?:人员)?`)},
	{indicator: "narrative_staff_part_time", keywords: []string{"兼职", "兼任"}, about: aboutStaff, units: "|名|人|位|", foreign: pattern.AnyOf("招聘", "招录"), never: pattern.AnyOf("专职", "专兼", "专(", "专、兼"), plain: pattern.MustCompile(`^(?:20\d\d年度?|[全我本](?:局|办|镇|乡|街道|街|委|中心|单位)|街道|目前|现|共|有|配备|配有|安排|确定|指定|明确|专门|了|设|,)*兼职(?:工作|信息)?人员`), before: pattern.MustCompile(`兼职(?:工作|管理|信息)?(?:人员|工作人员|信息员|联络员)?` + sums), lead: pattern.MustCompile(`^[^,]{0,24}$`), behind: pattern.MustCompile(`^(?:同志|人员|干部|工作人员)*(?:为)?兼职(?:工作|信息|管理)?(?:人员)?|^(?:同志|人员|干部|工作人员)*兼任(?:政府)?(?:信息公开|政务公开)(?:工作)?(?:人员|联络员|信息员|工作)`)},
	{indicator: "narrative_training_persons", near: true, keywords: []string{"培训"}, about: aboutDisclose, whole: true, units: "|人次|", before: pattern.MustCompile(`培训[^,\d]{0,16}?` + sums)},
	{indicator: "narrative_training_persons", near: true, keywords: []string{"参训", "受训", "培训"}, about: aboutDisclose, whole: true, units: "|人次|人|名|", before: pattern.MustCompile(`(?:参训|受训|(?:参加|接受)培训|培训)(?:工作人员|人员|人数|干部|学员|人次)*` + sums)},
	{indicator: "narrative_training_courses", near: true, keywords: []string{"培训"}, about: aboutCourses, whole: true, units: "|场次|次|期|场|", never: pattern.AnyOf("参加"), before: pattern.MustCompile(
		`(?:举办|组织|开展|召开|^办)[^,\d]{0,24}?培训(?:班|会|活动|讲座)?` + sums + `|^培训班(?:举)?办了$|[)、]培训$|^(?:业务|专题|政务公开|政府信息公开|信息公开|各类)*培训(?:班|会)` + sums + `|^(?:20\d\d年度?|全年|本年度?|共)*培训(?:信息员|联络员|工作人员|人员|干部)?(?:共)?$|^` + timeAndBody + `(?:先后|自己|自行|自|共)*(?:举|开)?办[^,\d]{0,24}?培训(?:班|会|活动|讲座)?` + sums + `|^` + timeAndBody + `(?:政府信息公开|政务公开|信息公开|业务|专题|工作|知识|、|和|及|《条例》)+培训(?:班|会|活动)?` + sums), lead: pattern.MustCompile(`(?:举办|组织|开展|召开)[^,\d]{0,14}?$|^(?:先后|分|共|年初、年中|上半年、下半年)+$`), behind: pattern.MustCompile(`^(?:举办|组织|开展|召开)?[^,\d]{0,16}?培训`)},
}

// unitRules are the rules that a number with a unit can belong to.
type unitRules struct {
	rules    []*proseRule
	keywords *pattern.Lists // of each rule
}

// naming tries the rules whose words name a number, in order, until one takes it.
func (u unitRules) naming(label, tail string, take func(rule *proseRule, head, match string) bool) bool {
	if u.keywords == nil {
		return false
	}
	before, behind := u.keywords.In(label), u.keywords.In(tail)
	for left := before | behind; left != 0; left &= left - 1 {
		i := bits.TrailingZeros64(left)
		if head, match, ok := u.rules[i].names(label, tail, before>>i&1 > 0, behind>>i&1 > 0); ok && take(u.rules[i], head, match) {
			return true
		}
	}
	return false
}

var rulesByUnit = func() map[string]unitRules {
	index := map[string]unitRules{}
	for _, unit := range append([]string{""}, mentionUnits...) {
		var of unitRules
		var keywords [][]string
		for i := range proseRules {
			if rule := &proseRules[i]; strings.Contains(rule.units, "|"+unit+"|") {
				of.rules, keywords = append(of.rules, rule), append(keywords, rule.keywords)
			}
		}
		of.keywords = pattern.ListsOf(keywords)
		index[unit] = of
	}
	return index
}()

// proseOrder lists the indicators that sentences say, each once.
var proseOrder = func() []string {
	var all []string
	seen := map[string]bool{}
	for _, r := range proseRules {
		if !seen[r.indicator] {
			seen[r.indicator] = true
			all = append(all, r.indicator)
		}
	}
	return append(all, "narrative_reconsideration_total", "narrative_litigation_total", "narrative_complaints_total", "narrative_appeals_total")
}()
