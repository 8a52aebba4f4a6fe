package prose

import (
	"strings"

	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// A chapter speaks for the words that its sentences leave out: 四、收费情况。未收取任何费用.

var (
	// feeChapter are words of headings over what was charged for disclosure.
	feeChapter = pattern.AnyOf("收费", "费用")
	aboutFees  = aboutDisclose.Plus("申请公开", "公开申请", "上述申请", "以上申请", "所有申请", "依申请提供")
	// neutralSubject is the beginning of a clause that names no business of its own.
	neutralSubject = pattern.MustCompile(`^(?:\d{4}年度?|在?收费方面|全年|本年度?|年内|年度|今年|当年|报告期内|截至|目前|[我本全各][县区市州旗镇乡局委办]|全街道|本街道|我街道|[我本各]?(?:单位|机关|部门|中心)|及|和|所|均|都|皆|也|亦|故|并|共|还|所以|因此|对(?:所有|上述|以上)?申请人?|(?:所有|上述|以上)申请|(?:受理|收到|办理|答复)的申请|按照?规定|工作|中|内|县政府|区政府|市政府|镇政府|乡政府)*$`)
	// wholeNone is a sentence that says of its chapter's matter that there was none.
	wholeNone = pattern.MustCompile(`^(?:(?:\d{4}年度?|全年|本年度?|年内|今年|报告期内|[我本全][县区市州旗镇乡局委办]|[我本]?(?:单位|机关|街道)|,))*(?:均|都|皆)?(?:(?:为)?(?:无|零|0|0元|零元|0件|0宗|0起)|没有|暂无|未发生|没有发生|未出现|未产生|不存在|无此类?情况|没有此类?情况|(?:没有|未)发生(?:过)?此类情况|无上述情况|没有上述情况)(?:情况|案件)?(?:的)?(?:发生|出现)?$`)
	// namesMatter is a title in the line of its text, which is no heading for want of a telling number.
	namesMatter = pattern.MustCompile(`^(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十]、|\d[.、])[^,:;]{2,36}$`)
)

// zeroChapter reads a sentence that opens a chapter and says that there was none of what the
// heading names.
func (r *proseReader) zeroChapter(s *Sentence) {
	if len(s.text) > 60 || !wholeNone.MatchString(s.text) || r.otherYear(s.text) {
		return
	}
	title := s.heading
	if !s.opens {
		if title = s.before; !namesMatter.MatchString(title) {
			return
		}
	}
	if containsAny(title, "问题", "其他", "其它", "主动公开", "结转", "维持", "统计表") {
		return
	}
	place := tree.Run{Start: 0, End: len(s.text)}
	for _, k := range remediesIn(title) {
		r.sayNone(k, nil, s, place)
	}
	if strings.Contains(title, "收费") {
		r.sayNone("narrative_fees_charged", nil, s, place)
	}
	if strings.Contains(title, "减免") && !strings.Contains(s.text, "元") {
		r.sayNone("narrative_fees_waived", nil, s, place)
	}
	if containsAny(title, "依申请公开", "公开申请", "申请公开") && !remedyWords.In(title) && !feeChapter.In(title) {
		r.sayNone("narrative_requests_received", nil, s, place)
	}
}

// saysWhatWasDone: 不收费 tells what was done for all who asked, and is no rule of law with its exceptions.
func saysWhatWasDone(text string, at int) bool {
	if strings.HasPrefix(text[at:], "免收") && !endsWithOne(text[:at], "均", "都", "全部", "一律") {
		return false
	}
	if strings.HasPrefix(text[at:], "免费") { // 按规定免费提供 is what was done
		text = strings.ReplaceAll(text, "按照规定", "按规定")
		text = strings.ReplaceAll(text, "按规定", "")
	}
	return !containsAny(text, "除", "规定", "条例", "行政机关", "超过", "原则", "但", "可以")
}
