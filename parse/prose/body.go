package prose

import (
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// What tells whether a number is that of the whole body, of a part of it or of another one.

// ownBody weighs the body that the words before a figure name: 0 for another than the
// report's own, less than 1 for one that may be.
func (r *proseReader) ownBody(head string) float64 {
	name := strings.TrimRight(head, "新共累计已")
	for _, verb := range [...]string{"受理", "收到", "接到", "承办", "代理"} {
		name = strings.TrimRight(strings.TrimSuffix(name, verb), "新共累计已")
	}
	for _, more := range [...]string{"同期", "本级", "机关"} {
		name = strings.TrimSuffix(name, more)
	}
	if wholeBody(name) || !endsWithOne(name, "办", "办公室", "局", "委", "委员会", "政府", "镇", "乡", "街道", "中心", "业站", "工作站", "管理站", "监测站", "服务站", "管理所", "派出所", "工商所", "司法所", "财政所", "林场", "农场", "分局", "大队", "支队", "厅", "处", "医院", "学院", "学校", "大学") || endsWithOne(name, "我局", "本局", "我办", "本办", "我委", "本委", "我镇", "本镇", "我乡", "本乡", "我中心", "本中心", "我街道", "本街道", "县政府", "区政府", "市政府", "镇政府", "乡政府", "区管委", "大厅") {
		return 1
	}
	if governmentAndOffice.MatchString(name) {
		if !r.isBureau() && r.sameLevel(name) {
			return 1
		}
		return 0
	}
	name = name[strings.LastIndexAny(name, ",、:(")+1:]
	if wayLeads.In(name) {
		return 1 // a way, no body
	}
	for _, cut := range [...]string{"年度", "年", "全年", "的", "由", "间"} {
		if i := strings.LastIndex(name, cut); i >= 0 {
			name = name[i+len(cut):]
		}
	}
	switch name {
	case "学校", "医院", "学院":
		return 1 // what such a body calls itself
	}
	if len(r.own) == 0 {
		return 0.9
	}
	if levelOffice.MatchString(name) && r.sameLevel(name) && r.isBureau() {
		return 1
	}
	runes := []rune(name)
	tail := string(runes[max(0, len(runes)-3):])
	best := 0.0
	for _, own := range r.own {
		switch {
		case strings.Contains(own, name), strings.Contains(name, own):
			return 1
		case isShortOf(name, own):
			best = 0.9
		case strings.HasSuffix(own, tail), strings.HasSuffix(own, "人民政府") && endsWithOne(name, "县政府办公室", "区政府办公室", "市政府办公室", "县政府办", "区政府办", "市政府办", "我办", "本办"):
			best = 0.9
		}
	}
	return best
}

// governmentAndOffice is what a government, with the office that writes for it, calls itself: 市政府及市府办.
var governmentAndOffice = pattern.MustCompile(`^` + timeAndBody + `(?:以|由)?[省市县区州旗](?:人民)?政府(?:、|和|及|与|以及)[省市县区州旗]?(?:人民)?(?:政府|府)?办(?:公室)?$`)

// levelOffice is what a bureau calls itself by its level: 省厅, 市局.
var levelOffice = pattern.MustCompile(`^[省市县区州旗](?:厅|局|委)$`)

// hasPart: the words before a figure's name speak of a part of the body or of the information.
func hasPart(head string) bool {
	return partKinds.In(ofAllDisclosure.Replace(head)) || strings.HasSuffix(head, "类") && !endsWithOne(head, "各类", "信息公开类", "政务公开类") || hasPartOfBody(head)
}

// ofAllDisclosure takes words of all disclosure off that else name a part of it: 政府信息公开方面.
var ofAllDisclosure = strings.NewReplacer("信息公开方面", "", "政务公开方面", "", "主动公开方面", "", "依申请公开方面", "")

func hasPartOfBody(head string) bool {
	if partBodies.In(head) || eachWords.In(head) || endsWithEach(head) {
		return true
	}
	i := strings.Index(head, "部门")
	return i >= 0 && !endsWithOne(head[:i], "我", "本", "在", "通过")
}

// otherScope: the clause speaks of more or of less than the report as a whole counts.
func (r *proseReader) otherScope(clause string) bool {
	switch r.scope {
	case disclosure.ScopeOwnOffice:
		return containsAny(clause, "全县", "全市", "全区", "全省", "各级", "各部门")
	case disclosure.ScopeAggregate:
		return containsAny(clause, "本级", "办公室", "政府办")
	}
	return false
}

// someApplicants: 公民、法人和其他组织 are all there can be, 自然人 or 企业 alone are not.
func someApplicants(words string) bool {
	persons := containsAny(words, "自然人", "公民", "个人")
	bodies := containsAny(words, "法人", "企业", "组织")
	return bodies && !persons || strings.Contains(words, "自然人") && !bodies
}

// otherApplicants are those of another kind, told right behind a number: 公民申请1件,法人申请2件.
var otherApplicants = pattern.MustCompile(`^[、,;和及](?:企业|法人|其他组织|组织|单位)[^,;\d]{0,10}申请\d`)

// wholeBody: 全镇, 我局, 本街道.
func wholeBody(name string) bool {
	for _, kind := range [...]string{"县", "区", "市", "镇", "乡", "街道", "局", "委", "办", "中心", "系统", "单位", "厅", "处", "院", "校"} {
		if head, ok := strings.CutSuffix(name, kind); ok && endsWithOne(head, "全", "我", "本") {
			return true
		}
	}
	return false
}

// namesOffice: the words name an office, of which a part of a list speaks: 其中县政府办公室收到.
func namesOffice(words string) bool {
	words = bracketed.ReplaceAllString(strings.TrimRight(words, "新共累计已"), "")
	if wayLeads.In(words) {
		return false
	}
	return !wholeBody(words) && endsWithOne(words, "政府", "办公室", "政府办", "局", "委", "委员会", "机关", "本级", "部门", "中心", "乡镇", "街道")
}

// endsWithEach: 各学校, 各分局, but not 各级 or 各类.
func endsWithEach(head string) bool {
	i := strings.LastIndex(head, "各")
	if i < 0 {
		return false
	}
	kind := head[i+len("各"):]
	n := utf8.RuneCountInString(strings.TrimRight(kind, "新共累计已"))
	return n >= 1 && n <= 3 && !pattern.HasOnePrefix(kind, "级", "类", "项", "种", "方", "界")
}

// isShortOf: a short name has the characters of the whole one in their order: 国税局, 国家税务局.
func isShortOf(short, whole string) bool {
	if short == "" || utf8.RuneCountInString(short) < 3 {
		return false
	}
	for _, r := range short {
		i := strings.IndexRune(whole, r)
		if i < 0 {
			return false
		}
		whole = whole[i+utf8.RuneLen(r):]
	}
	return true
}
