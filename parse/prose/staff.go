package prose

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// Who does the work of disclosure. Any office has staff of both kinds for other duties too.

// Staff may be said to be all of one kind behind their number, or to do the work beside
// another: 工作人员3人,均为兼职.
var allOneKind = pattern.MustCompile(`^[,(](?:均|都|全部)(?:为|是|系)?(兼职|专职)`)

func (r *proseReader) staff(s *Sentence, m *mention) bool {
	if m.unit != "人" && m.unit != "名" && m.unit != "位" || !strings.Contains(m.label, "人员") || !aboutDisclose.In(s.text) {
		return false
	}
	kind := allOneKind.FindStringSubmatch(s.text[m.to:])
	if kind == nil {
		return false
	}
	key := "narrative_staff_part_time"
	if kind[1] == "专职" {
		key = "narrative_staff_full_time"
	}
	indicator, known := disclosure.FindIndicator(r.form, disclosure.Key{Indicator: key})
	read := m.value(s.text, indicator.Unit)
	if !known || !read.State.Known() {
		return false
	}
	r.say(s, tree.Run{Start: m.at, End: m.to + len(kind[0])}, tree.Run{Start: m.from, End: m.number}, read, indicator, 0.9)
	return true
}

func (rule *proseRule) isStaff() bool { return strings.HasPrefix(rule.indicator, "narrative_staff_") }

var (
	// staffTitle is a title of nothing but staff, in the line of its text: 人员配置:兼职3人.
	staffTitle = pattern.MustCompile(`^(?:[一二三四五六七八九十]、|\([一二三四五六七八九十]\))?(?:公开)?(?:工作)?人员(?:配置|配备|情况)?:[^。;]{0,12}(?:专职|兼职)`)
	// staffHeading is the same of a chapter.
	staffHeading = pattern.MustCompile(`^[一二三四五六七八九十]、(?:经费|机构|队伍)?(?:和|及|、)?人员(?:(?:和|及|、)?经费)?(?:情况|配备)?$`)
	// staffAlone is a sentence of nothing but staff of no other duty: 配备2名专职、6名兼职.
	staffAlone = pattern.MustCompile(`^(?:配备|配有)(?:了)?\d+(?:名|人)专职(?:工作)?(?:人员)?(?:(?:、|,|和)\d+(?:名|人)兼职(?:工作)?(?:人员)?)?$`)
)

// beganIn is the year in which something began for which there is staff now.
var beganIn = pattern.MustCompile(`自20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|以来|开始|开展)[^年]*$`)

// staffDuty is what staff is said to do behind its number.
var staffDuty = pattern.MustCompile(`^[^,。;\d]{0,12},?(?:专门|具体|专职|主要)?(?:负责|从事|承担|用于)([^,。;]*)`)

// worksElsewhere: the staff has another duty than disclosure: 2名专职人员负责信访接待. What stands before
// the number may name the duty: 信息公开由办公室2名同志兼职负责.
func worksElsewhere(label, rest string) bool {
	duty := staffDuty.FindStringSubmatch(rest)
	if duty != nil && duty[1] == "" {
		return !containsAny(label, "公开", "此项", "该项", "这项", "本项")
	}
	return duty != nil && !containsAny(duty[1], "公开", "信息", "此项", "该项", "这项", "本项", "日常", "具体工作", "网站")
}

var (
	// staffPart is the title of a chapter, or of a part of one, in which nothing but the staff for disclosure and
	// its means are told.
	staffPart = pattern.MustCompile(`^` + lineNumber + `(?:监督保障|(?:(?:工作|专门|专项|公开)*(?:机构|人员|队伍|经费|保障|组织)(?:建设|配备|配置|保障|情况|设置|经费)*(?:、|和|及|与)?)+)(?:情况|工作|措施|机制|方面)*$`)
	// bareStaff is staff without a word on its duty, and otherStaff is that of another.
	bareStaff   = pattern.MustCompile(`^` + lineNumber + timeAndBody + bareLead + `(?:` + staffKind + `\d+(?:人|名|位)(?:、|和|及))?` + staffKind + sums)
	staffBehind = pattern.MustCompile(`^(?:[、和及]|(?:为)?(?:(?:专职|全职|兼职)(?:工作|信息|管理)?(?:人员)?)?$)`)
	otherStaff  = pattern.AnyOf("网格", "教师", "消防", "律师", "巡查", "护林", "保洁", "协管", "调解", "社工", "治安", "安全员", "河长", "辅警", "医", "村医", "救援")
	// widerStaff is that of all a government governs, which a bureau is only one of.
	widerStaff = pattern.MustCompile(`全[省市县区州旗]`)
	// wholePlaceStaff is that of all a government governs.
	wholePlaceStaff = pattern.MustCompile(`^全[省市县区州旗]`)
	// staffChapter are words of headings over it.
	staffChapter = pattern.AnyOf("保障", "队伍", "人员情况", "人员配备", "机构和人员", "机构与人员", "机构、人员")
)

const (
	staffKind = `(?:专职|全职|兼职)(?:工作|管理|信息)?(?:人员)?`
	bareLead  = `(?:全[省市县区州旗]|目前|现|有|配备|配有|安排|确定|明确|设|的|工作人员|,)*`
)

// staffHere: a number of staff needs no word on its duty: its title has it, it stands beside the other kind
// (专职工作人员1名、兼职6名), or it is all that the government has.
func (r *proseReader) staffHere(n *named) bool {
	s := n.s
	if !staffBehind.MatchString(n.m.tail) || otherStaff.In(s.text) || otherDuty(s.text) {
		return false
	}
	if r.besideStaff(s, n.m) {
		return bareStaff.MatchString(n.words)
	}
	if !bareStaff.MatchString(strings.TrimPrefix(n.clause[strings.LastIndexByte(n.clause, ':')+1:], "其中") + n.match) {
		return false
	}
	if i := strings.LastIndexByte(s.text[:n.m.at], ':'); i >= 0 && !staffPart.MatchString(s.text[:i]) {
		return false // 保洁人员:兼职9人
	}
	return s.titled(staffPart) || r.isAllOf(n.clause+n.match) && n.rule.plain.MatchString(wholePlaceStaff.ReplaceAllString(n.words, ""))
}

// otherDuty: the sentence gives staff a duty that is none of disclosure.
func otherDuty(text string) bool {
	duty := anyDuty.FindStringSubmatch(text)
	return duty != nil && !containsAny(duty[1], "公开", "信息")
}

var (
	anyDuty = pattern.MustCompile(`(?:负责|从事|承担)([^,。;]*)`)
	// openPart is the part of the staff of an office that does the work of disclosure.
	openPart = pattern.MustCompile(`^[^。;]*其中(?:,)?(?:专门|具体)?(?:负责|从事|承担)(?:政府)?(?:信息|政务)公开`)
)

// ofWiderStaff: the clause counts the staff of a place, and the report is that of one office in it.
func (r *proseReader) ofWiderStaff(clause string) bool {
	return len(r.own) > 0 && widerStaff.MatchString(clause) && !r.isAllOf(clause) && !r.isSystem() && !slices.ContainsFunc(r.own, func(own string) bool { return endsWithOne(own, "管理委员会", "管委会") })
}

// besideStaff: the number right before was taken as one of staff.
func (r *proseReader) besideStaff(s *Sentence, m *mention) bool {
	for _, key := range [...]string{"narrative_staff_full_time", "narrative_staff_part_time"} {
		if all := r.said[key]; len(all) > 0 && all[len(all)-1].at == s.place() && all[len(all)-1].end == s.numberBefore(m) {
			return true
		}
	}
	return false
}

// numberBefore is where the number right before another one ends, 0 where there is none.
func (s *Sentence) numberBefore(m *mention) (end int) {
	for i := range s.mentions {
		if s.mentions[i].from >= m.from {
			break
		}
		end = s.mentions[i].number
	}
	return end
}
