package prose

import (
	"strings"

	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// What was charged for information, and for whom it was waived. Offices charge for a great deal else.

// neutralFee is what may be charged for information, and who pays it.
var neutralFee = pattern.MustCompile(`^(?:20\d\d年度?|全年|全[省市县区州镇乡局]|全系统|本年度?|年度|年内|今年|当年|[我本](?:局|办|委|镇|乡|街道|中心|县|市|区|单位|机关|部门)|共|实际|累计|依法|按规定|按标准|向|对|为|申请人|当事人|低保户|困难户|困难群众|特困人员|残疾人|五保户|贫困户|农村|城镇|城乡|困难|群众|家庭|名|户|收取|收费|免收|减免|免除|检索|复制|复印|打印|邮寄|邮递|快递|工本|成本|资料|材料|图纸|档案|等|、|和|及|了|的|各项|各类|有关|相关|费用|费|总|总额|数额|金额|合计|总计|共计|为|是|达|计|有|:|元|,|其中|情况|项目)*$`)

// otherFee: the clause names what was charged for, and that is no information: 停车收费.
func otherFee(head, match string) bool {
	words := unnumbered(head + match)
	return !containsAny(words, "公开", "信息", "申请") && !neutralFee.MatchString(words)
}

// needy are those for whom an office waives whatever it charges.
var needy = pattern.AnyOf("低保户", "困难", "残疾人", "五保户", "贫困户", "特困", "群众", "家庭")

// feeTitled is the title of what is charged and waived for information.
var feeTitled = pattern.MustCompile(`^` + lineNumber + `(?:政府信息公开|信息公开|依申请公开|公开)?(?:的)?(?:收费|费用)(?:及|和|与|、)?(?:收取|减免)?(?:收费|费用)?(?:的)?(?:情况)?$`)

// ofFees: the sentence itself, or the title over it, tells of fees for information.
func (s *Sentence) ofFees() bool {
	return informationFees.In(s.text) || feeChapter.In(s.heading) || feeChapter.In(s.title)
}

var informationFees = pattern.AnyOf("检索", "复制", "复印", "邮寄费", "依申请", "信息公开申请", "公开申请")

// oneMoreFee is a second amount that is charged beside the first.
var oneMoreFee = pattern.MustCompile(`^(?:、|,|和|及)([^,、\d]{0,8})费(?:用)?(?:为|共)?\d`)

// feeParts are what the parts of a fee are called, and feePart those of a fee for information.
var (
	feeParts = pattern.MustCompile(`([^,、;:\d]*)费(?:用)?(?:为|共)?\d`)
	feePart  = pattern.AnyOf("检索", "复制", "复印", "打印", "邮寄", "邮递", "邮资", "快递", "工本", "成本", "资料", "光盘", "材料")
)

// addsUp: the number is one of several that make up what was charged or waived.
func addsUp(text string, m *mention) bool {
	if more := oneMoreFee.FindStringSubmatch(text[m.to:]); more != nil && !containsAny(more[1], "减", "免", "退", "其中", "历年", "累计") {
		return true
	}
	for _, part := range feeParts.FindAllStringSubmatch(text[m.to:], -1) {
		if strings.Contains(text[m.to:], "其中") && !feePart.In(part[1]) && !containsAny(part[1], "减", "免", "退", "历年", "累计") {
			return true // 其中检疫费2000元
		}
	}
	return strings.Contains(text[:m.from], "减收") && strings.Contains(text[:m.from], ",免收")
}

// Statements of none that are about fees, and more than one clause of them.
var (
	// neitherFee says that nothing was charged nor waived: 收费与减免均为零.
	neitherFee = pattern.MustCompile(`^` + lineNumber + `(?:` + feeSubject + `(?:未|没有)收取(?:过)?(?:任何|一切|相关)*费用,)?` + feeSubject + `收费(?:金额|数额|情况)?(?:与|和|及|、)(?:费用|收费)?减免(?:收费|费用|金额|情况)?(?:均|都|皆|全部)?(?:为|是)?(?:零|0元?|无|没有)$`)
	// notACent says that all was free: 一律免费,未收取分文.
	notACent = pattern.MustCompile(`^` + lineNumber + `(?:` + feeSubject + `(?:一律|全部|均|都)?免费(?:提供)?,)?` + feeSubject + `(?:未|没有)收取(?:过)?(?:申请人)?(?:分文|一分钱|一分一厘)$`)
	// noneOfAll says that there was no fee beside reviews and suits: 无收费,无复议,无诉讼.
	noneOfAll = pattern.MustCompile(`^` + lineNumber + feeSubject + `(?:(?:,|、)?(?:也|亦)?(?:无|没有|未发生|零)(?:政府信息公开|信息公开)?(?:申请|收费|减免|收费减免|收费及减免|行政复议|复议|行政诉讼|诉讼|复议诉讼|申诉|投诉)(?:情况)?)+$`)
	// nothingCharged is a clause of nothing else, which the fee for processing is about where the rules on it are named.
	nothingCharged = pattern.MustCompile(`(?:^|,)` + feeSubject + `(?:未|没有)(?:实际)?(?:向申请人)?收取(?:过)?(?:任何|一切|相关)*费用$`)
)

// feeSubject is who did not charge, and when.
const feeSubject = `(?:故|所以|因此|20\d\d年度?|全年|本年度?|年内|今年|我(?:局|办|委|镇|乡|街道|县|市|区|中心|单位|机关)|本(?:局|办|委|镇|乡|街道|县|市|区|中心|单位|机关|部门)|共)*`

var feeWords = pattern.AnyOf("费", "分文", "一分")

// noFees reads statements that there were no fees.
func (r *proseReader) noFees(s *Sentence) {
	if !feeWords.In(s.text) || r.otherYear(s.text) {
		return
	}
	place := tree.Run{Start: 0, End: len(s.text)}
	titled := feeChapter.In(s.heading) || feeChapter.In(s.title)
	if titled && neitherFee.MatchString(s.text) {
		r.sayNone("narrative_fees_charged", nil, s, place)
		r.sayNone("narrative_fees_waived", nil, s, place)
	}
	if titled && notACent.MatchString(s.text) || strings.Contains(s.text, "收费") && containsAny(s.text, "复议", "诉讼") && noneOfAll.MatchString(s.text) {
		r.sayNone("narrative_fees_charged", nil, s, place)
	}
	if strings.Contains(s.text, "信息处理费管理办法") && nothingCharged.MatchString(s.text) {
		r.sayNone("fees_processing_charged", nil, s, place)
	}
}
