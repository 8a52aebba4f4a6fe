package privacy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

const (
	surnames = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范石廖贾韦付傅邹孟熊秦邱江尹薛闫阎雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤温康施牛樊葛邢倪庄聂章鲁岳翟殷詹欧耿兰焦俞左柳甘祝宁舒阮柯纪梅童凌毕裴霍翁苗張劉陳楊黃趙吳孫馬鄭謝許鄧韓馮蕭葉蘇呂盧鍾陸賈韋鄒龔錢嚴湯溫龍賀顧" +
		"白任方夏金符段洪齐季柏卜桂麦冼邝辛滕乔涂易骆柴庞岑尤喻邬甄褚晏万齊邬龐喬塗駱"
	otherSurnames = "欧上司诸夏皇尉" // the first characters of doubles
	doubles       = "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟"
	// nameCore is a name; a surname may stand apart from a given name of one character.
	nameCore = `((?:` + doubles + `|[` + surnames + `]) {0,3}\p{Han}{1,2}?)`
	nameList = `(` + nameCore + `(?:(?:、|和|与|及)` + nameCore + `){0,9})`
	andOther = `(?:等?(?:(?:\d+|[一二两三四五六七八九十]+)(?:人|名|户|位|余人))?(?:公民|群众|村民|居民|申请人)?|同志|先生|女士)?`

	// What says without such a word that a person asked, or went to court.
	asked  = `(?:向[^,]{1,20}?)?(?:(?:提出|提交|递交|邮寄|寄来|寄送)(?:的|了)?[^,]{0,14}申请|申请(?:公开|获取)|要求公开|的(?:政府)?信息公开申请|(?:书面|当面|网上|网络)申请|来(?:信|电|访|函)(?:申请|要求|反映|咨询))`
	sued   = `(?:诉|不服)\p{Han}[^,]{0,24}?(?:局|政府|委|厅|办|所|镇|乡|街道|中心|大队|机关|部门|公司)`
	letter = `的?(?:书面|政府信息公开|信息公开|公开)?(?:申请|来信|来函|请求|诉讼|起诉|上诉|复议)`
)

// The words for a private person that a name follows.
var (
	roleWords = pattern.AnyOf("申请人", "申请者", "当事人", "举报人", "投诉人", "原告", "起诉人", "上诉人", "第三人", "来信人", "来访人", "上访人", "信访人", "反映人", "委托人", "代理人")
	manyWords = pattern.AnyOf("村民", "居民", "市民", "业主", "户主", "群众", "网民", "农民", "职工")
	roles     = "(?:" + strings.Join(roleWords.All(), "|") + ")"
	many      = "(?:" + strings.Join(manyWords.All(), "|") + ")"
)

var (
	isSurname = runeSet(surnames + otherSurnames)
	afterRole = pattern.MustCompile(roles + `(?:姓名|信息|情况)?(?:为|是|:|\()? {0,3}` + nameCore)
	afterMany = pattern.MustCompile(many + nameCore)
	nextName  = pattern.MustCompile(`^(?:、|和|与|及|以及)` + nameCore)
	byLabel   = pattern.MustCompile(`姓名(?:为|:|是)?` + nameCore + `(?:$|[,、()]|性别|身份证|男|女)`)
	byPerson  = pattern.MustCompile(`(?:^|[,、:(及和与由])` + nameCore + `(?:\(?,?(?:男|女)[,、)]|先生|女士|(?:\(|,)?(?:公民)?身份证)`)
	byAsking  = pattern.MustCompile(`(?:^|[,、:;()>》\d ]|其中|由|收到|受理|答复|回复|告知|人员|号|及|和|与|对|向|给|关于|针对)` + nameList + andOther + `(?:` + asked + `|` + sued + `)`)
	byAnswer  = pattern.MustCompile(`(?:收到|受理|根据|按照|针对|关于|驳回|答复|回复|对)` + nameList + andOther + letter)
)

// What may follow a name. Words of one character stand only where they are no part of names.
var (
	behindMany = pattern.MustCompile(`^(?:向|于20|不服|诉|申请|提出|提起|提交|要求|反映|来信|来电|来访|来函|等|\(|、|对|就|因|的)`)
	behindRole = pattern.MustCompile(`^(?:$|[,、:)<《"\d ]|向|于|诉|等|\(|的|和|与|及|因|就|对|曾|已|未|均|被|将|系|是|在|不服|申请|提出|提起|提交|要求|反映|来信|来电|来访|来函` +
		`|多次|先后|再次|重复|分别|两人|二人|三人|本人|自愿|自行|主动|不同意|不满|认为|表示|同意|质疑|通过|采取|采用|收到|以邮|以信|以书|以网|到|前来|来到|住` +
		`|当面|现场|口头|书面|邮寄|寄来|寄送|提供|申诉|信访|投诉|举报|咨询|致电|拨打|查询|索取|获取|领取|签收|撤回|撤诉|补正|逾期|作出|委托|电话|手机|联系|身份|地址|家住|男,|女,)`)
)

// namesOfPersons finds names that the text gives to private persons. Several may follow one
// word: 申请人马永强、郭凤英.
func namesOfPersons(text string) []tree.Stretch {
	var all []tree.Stretch
	if roleWords.In(text) {
		all = namesBehind(text, afterRole, behindRole)
	}
	if manyWords.In(text) {
		all = append(all, namesBehind(text, afterMany, behindMany)...)
	}
	for _, by := range []struct {
		words *pattern.Words
		re    *pattern.Regexp
	}{{pattern.AnyOf("姓名"), byLabel}, {pattern.AnyOf("男", "女", "先生", "身份证"), byPerson}} {
		if !by.words.In(text) {
			continue
		}
		for _, m := range by.re.FindAllStringSubmatchIndex(text, -1) {
			if isName(text[m[2]:m[3]]) {
				all = append(all, tree.Stretch{From: m[2], To: m[3]})
			}
		}
	}
	if !asks([]rune(text)) {
		return all
	}
	for _, re := range []*pattern.Regexp{byAsking, byAnswer} {
		for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
			all = append(all, namesInList(text, m[2], m[3])...)
		}
	}
	return all
}

// asks: somewhere may stand the name of one who asked or sued.
func asks(text []rune) bool {
	for i, r := range text {
		if isSurname(r) && mayAsk(text, i) {
			return true
		}
	}
	return false
}

// namesBehind finds the names behind the word for a person, each with what may follow it.
func namesBehind(text string, word, follow *pattern.Regexp) []tree.Stretch {
	var all []tree.Stretch
	for _, m := range word.FindAllStringSubmatchIndex(text, -1) {
		for at := m[2]; at >= 0; {
			end := wholeName(text, at, m[3], follow)
			if end < 0 {
				break
			}
			all = append(all, tree.Stretch{From: at, To: end})
			at = -1
			if m = nextName.FindStringSubmatchIndex(text[end:]); m != nil {
				at, m[3] = end+m[2], end+m[3]
			}
		}
	}
	return all
}

// wholeName is where a name ends whose shortest reading ends at short: a character further
// where it then is a name too, -1 where it is none.
func wholeName(text string, at, short int, follow *pattern.Regexp) int {
	_, size := utf8.DecodeRuneInString(text[short:])
	for _, end := range [...]int{short + size, short} {
		if isName(text[at:end]) && (follow.MatchString(text[end:]) || end > short && behindRole.MatchString(text[end:])) {
			return end
		}
	}
	return -1
}

// namesInList parts the names of a list. 和 and the like part names only where both together
// are too long for one.
func namesInList(text string, from, to int) []tree.Stretch {
	var all []tree.Stretch
	for from < to {
		end := to
		if i := strings.Index(text[from:to], "、"); i >= 0 {
			end = from + i
		}
		name := text[from:end]
		if i := strings.IndexAny(name, "和与及"); i > 0 && utf8.RuneCountInString(name) > 4 {
			end = from + i
			name = text[from:end]
		}
		if isName(name) {
			all = append(all, tree.Stretch{From: from, To: end})
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		from = end + size
	}
	return all
}

// likeNames are words that begin like a name.
var likeNames = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`高度 高效 高质 高龄 高新 高校 高于 高级 高中 高考 高速 高铁 高兴 高层 高管 高峰 高频 江西 江苏 江河 江南 江北 江海 严格 严重 严肃 严厉 严禁 施工 施行 施策 程序 程度 温馨 温暖 温度 温州 康复 康养 左右
范围 范本 钱款 钱财 雷同 毕业 毕节 凌晨 章程 顾虑 顾客 顾问 许可 许多 许诺 余款 余额 余下 余人 余名 余件 田地 田间 石材 石料 石油 石化 马上 马路 何种 何时 何地 何以 何处 何人 何为 何事 龙头 史料 史志 付款 付费 付诸
宁愿 宁可 宁夏 宁波 武力 武装 武汉 武警 黄金 黄河 黄山 黄石 林地 林权 林业 林木 林草 甘愿 甘肃 周边 周围 周期 周末 周到 周密 周知 陈述 陈旧 陆续 陆上 曾经 曾于 曾向 曾在 曾多 曾就 曾因 曾以 张贴 谢绝 谢谢 罗列 杜绝 郑重
孙子 焦点 焦作 纪律 纪委 纪检 肖像 董事 温泉 梅州 兰州 唐山 贺信 苏州 徐州 郑州 苗木 祝愿 胡乱 胡同 牛羊 马匹 叶片 毛利 金额 孔洞 邢台 秦岭 熊猫 汤姆 翁婿 童年 方可 方式 方面 方能 方案 方便 方向 方法 方才 方正 任何 任意 任务 任职 任命 任期 金融 金华 金秋 金牌 夏季 夏天 夏收 白天 白色 白银 段落 洪水 洪灾 洪涝 齐全
齐备 季度 季节 桂林 易于 易地 辛苦 辛勤 万元 万件 万条 万人 万余 尤其 鲁莽 殷切 丁字 蔡甸 韶关 沈阳 常州 程控 莫名 莫非`) {
		set[w] = true
	}
	return set
}()

// isName rules out masked names, places and offices, and words that only begin like a name.
func isName(s string) bool {
	if hasOneOf(s, "某", "甲", "乙", "丙") {
		return false
	}
	runes := []rune(strings.ReplaceAll(s, " ", ""))
	n := len(runes)
	if n < 2 || n > 4 || likeNames[string(runes[:2])] || strings.ContainsRune("省市县区镇乡村局办处委院厅所站队部司科社厂店校组会件类条项次户份们者员人", runes[n-1]) {
		return false
	}
	if strings.ContainsAny(s, "的了及与或均未") || strings.ContainsRune("等起申投应胜败撤控因就对被已曾将向", runes[n-1]) {
		return false
	}
	switch string(runes[1:]) {
	case "律师", "老师", "医生", "先生", "女士", "主任", "书记", "局长", "县长", "镇长", "乡长", "科长", "所长", "经理", "同志":
		return false
	}
	for _, r := range runes {
		if r < 0x3400 {
			return false
		}
	}
	return !strings.ContainsRune("可需提申诉请对无等是不要权所", runes[1]) && (n > 2 || !strings.ContainsRune("向应求时", runes[1]))
}

func hasOneOf(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
