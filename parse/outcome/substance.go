package outcome

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure/pattern"
	"gongkai/parse/origin"
	"gongkai/parse/prose"
	"gongkai/parse/tree"
)

// The words by which texts give themselves away.
var (
	presents   = pattern.MustCompile(`本(?:年度)?(?:报告|年报)|(?:特|现|予以|依法)(?:将|向社会)?[^。]{0,30}(?:公布|公开|报告如下|汇报如下)|编制[^。]{0,40}(?:年度报告|年报)|报告如下|汇报如下|年度报告由[^。]{0,60}(?:组成|构成)`)
	ownVoice   = pattern.MustCompile(`[我本](?:局|县|市|区|镇|乡|办|委|街道|机关|单位|部门|院|中心|旗|州|省|厅|社|站|所|馆|园区|苏木|管委会)|全[县市区镇乡局办委省州旗街]`)
	reporters  = pattern.MustCompile(`记者|据悉|据了解|获悉|(?:^|[,。;:) ])日前|本报讯|讯\)|通讯员|本网讯|近日`)
	newsTitle  = pattern.MustCompile(`(?:公布|发布|出炉|亮相|晒出|上线|新鲜出炉)(?:了|!)?$|^(?:我|全)[县市区省]|(?:人民政府|局|县|市|区|省|办公室)(?:正式|公开|如期|按时|全面|依法)?(?:公布|发布|晒出|出炉)了?(?:20\d\d|[^关]{0,8}政府信息公开)`)
	articles   = pattern.MustCompile(`^第[一二三四五六七八九十百]{1,4}条`)
	addressees = pattern.MustCompile(`^(?:各|市|县|区|省|镇)[^。,]{0,60}(?:单位|部门|机构|办事处|人民政府|乡镇|街道|企业|委办局|直属)[^。,]{0,20}:$`)
	asks       = pattern.MustCompile(`^[【\[]?(?:(?:来信|信件|留言|信访|咨询|提问|诉求|写信|投诉)(?:标题|主题|内容|人|者|时间|日期|编号|类型|类别|单位|对象)|来信|网友提问|提问|问)[】\]]?(?:[:】\]]|$)`)
	answers    = pattern.MustCompile(`^[【\[]?(?:(?:答复|回复|办理)(?:单位|部门|内容|时间|日期|人)?|答)[】\]]?(?:[:】\]]|$)`)
	guideWords = pattern.MustCompile(`申请人(?:应当|可以|填写|须|提出)|《?申请表》?|受理机构|办公时间|公开指南|编排体系|获取方式|填报说明`)
)

// statisticWords are words of rows of statistics that are text.
var statisticWords = pattern.AnyOf("申请数", "申请总数", "答复数", "答复总数", "公开数", "文件数", "信息数", "复议数", "诉讼数", "收到申请")

// substance is what a text shows of itself: how many chapters of a report, whether it presents
// itself as one and speaks for its agency, and whether it reads like another kind of paper.
type substance struct {
	length   int // code points without white space
	spoken   int // of them those of sentences and statistics: boxes and links have neither
	kinds    int // kinds of chapters of the form, other left out
	presents bool
	own      bool
	first    bool // it says 我局 or 本局: not only 全县, as news do too
	period   bool
	news     bool
	letter   bool // somebody asks and is answered
	rules    bool // articles, addressees, instructions: a rule, a notice, a guide
}

func weigh(lines []tree.Line) substance {
	s := substance{period: origin.PeriodYear(lines) != 0}
	kinds := map[string]bool{}
	for _, c := range prose.Sections(lines) {
		if c.Kind != "other" {
			kinds[c.Kind] = true
		}
	}
	s.kinds = len(kinds)
	news, rules, asked, answered := 0, 0, false, false
	for i, l := range lines {
		text := l.Fold.Text
		size := tree.Characters(text)
		s.length += size
		if strings.ContainsAny(text, ",。;") || statisticWords.In(text) {
			s.spoken += size
		}
		s.presents = s.presents || i < 15 && presents.MatchString(text)
		if !s.first {
			voice := ownVoice.FindString(text)
			s.own, s.first = s.own || voice != "", voice != "" && !strings.HasPrefix(voice, "全")
		}
		if i < 8 && reporters.MatchString(text) {
			news++
		}
		if articles.MatchString(text) || i < 6 && addressees.MatchString(text) {
			rules++
		}
		asked, answered = asked || asks.MatchString(text), answered || answers.MatchString(text)
		rules += len(guideWords.FindAllStringIndex(text, 3)) / 2
	}
	s.news = news > 0 && s.kinds < 3
	s.letter = asked && answered && s.kinds < 3
	s.rules = rules >= 2 && s.kinds < 4
	return s
}

// isEmpty reports whether there is too little for a report.
func (s substance) isEmpty() bool {
	return (s.length < LeastReport || s.spoken < leastWords) && s.kinds < 3
}

// isReport reports whether a text without a table of a form and without a report's title
// stands as a report all the same: it must present itself and bring the chapters.
func (s substance) isReport() bool {
	return !s.news && !s.rules && s.kinds >= 3 && (s.presents || s.period) && s.length >= LeastReport
}

// isNarrative reports whether the text below a report's title is that report.
func (s substance) isNarrative(marks int) bool {
	if s.news || s.rules && !s.presents {
		return false
	}
	return s.kinds >= 3 || s.length >= LeastReport && s.spoken >= leastText && marks >= 2
}

// Pages that are no text at all, by the little that they print.
var (
	loginWords  = pattern.MustCompile(`用户登录|账号登录|统一身份认证|请(?:先)?登录|忘记密码|登录超时|用户名`)
	closedWords = pattern.MustCompile(`(?:网站|系统|页面|栏目)(?:正在)?(?:维护|升级|建设|改版|关停|迁移|下线|暂停|关闭)|(?:正在|系统|例行)(?:维护|升级|建设)中|建设中|网站已(?:关停|关闭|迁移)|Service Unavailable|Bad Gateway|Internal Server Error|系统(?:错误|异常|繁忙)|服务器(?:错误|异常|繁忙)|运行时错误`)
	parkedWords = pattern.MustCompile(`(?i)域名(?:出售|转让|停靠|已过期|已到期|可能出售|正在出售)|该域名|购买此域名|domain (?:is|may be) for sale|buy this domain|parked (?:domain|free)|未备案|网站(?:暂时)?(?:无法|不能)访问.{0,12}备案`)
	vulgarWords = pattern.MustCompile(`(?i)博彩|彩票|棋牌|娱乐城|娱乐场|老虎机|百家乐|体育投注|体育平台|真人视讯|赌场|bet365|365bet|成人(?:视频|影院|国产|网站)|国产精品|无码|av在线|亚洲精品|六合彩|时时彩|澳门(?:新葡京|威尼斯|金沙)`)
)

// strange names what a page is that has nothing to do with the site it was found on, "" for
// others.
func strange(d *tree.Document, length int) string {
	text := d.Flow.Text
	switch {
	case utf8.RuneCountInString(text) < mostNotFound && parkedWords.MatchString(text):
		return "域名停放或网站未开通的页面"
	case len(vulgarWords.FindAllStringIndex(text, 4)) >= 4 || length < 400 && len(vulgarWords.FindAllStringIndex(text+d.Title(), 2)) >= 2:
		return "与政府网站无关的页面，可能被篡改"
	case length < 400 && (strings.Contains(d.Title(), "登录") || loginWords.MatchString(text)) && tree.Has(d.Root, inputTags) && hasPassword(d):
		return "登录页"
	case length < 400 && utf8.RuneCountInString(text) < mostNotFound && closedWords.MatchString(text+d.Title()):
		return "网站维护、建设中或出错的页面"
	}
	return ""
}

func hasPassword(d *tree.Document) bool {
	for _, n := range tree.Find(d.Root, inputTags).Nodes {
		if strings.EqualFold(tree.Attr(n, "type"), "password") {
			return true
		}
	}
	return false
}
