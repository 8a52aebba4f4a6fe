package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

var (
	improveWords = pattern.MustCompile(`改进|措施|下一步|打算|今后|整改|努力方向|工作计划|工作安排|以下几?(?:个)?方面(?:工作|着手|入手|改进|加强)|将(?:从|重点|着力|继续|采取|进一步|围绕|在)|针对(?:上述|以上|这些|存在)|为此`)
	problemWords = pattern.MustCompile(`问题|不足|困难|短板|差距|薄弱`)
	subHeading   = pattern.MustCompile(`^(?:\([一二三四五]\)|\d[.、])?(?:[^。,;]{0,12}(?:问题|存在[^。,;]{0,4}不足)[^。,;]{0,8}|[^。,;]{0,12}(?:改进|措施|打算|下一步)[^。,;]{0,12}):?$`)
	leadHeading  = pattern.MustCompile(`^` + labelNumber + `(?:(` + problemLabel + `)|` + improveLabel + `)[。:]`)
	pastHeading  = pattern.MustCompile(`^` + labelNumber + `(?:20\d\d年度?|上一?年度?|去年)[^。:\n]{0,12}(?:整改|改进)(?:落实)?情况(?:[。:]|$)`)
	innerLabel   = pattern.MustCompile(`([。;:])\s*(` + labelNumber + `(?:` + problemLabel + `|` + improveLabel + `)[。:])`)
	enumerator   = pattern.MustCompile(`([一二三四五六七八九])(?:是|要)|\(([一二三四五六七八九])\)|(\d{1,2})[.、)]|第([一二三四五六七])[,、:]|(首先|其次|再次|最后)[,是]?|\((\d)\)|([①②③④⑤⑥⑦⑧⑨])|其([一二三四五六七])[,、:]|(?:问题|不足)([一二三四五六七])[:、]`)
)

// The labels of the two halves of a section, with the number that makes them headings.
const (
	labelNumber  = `(?:\([一二三四五1-5]\)|[1-5][.、])`
	problemLabel = `(?:存在|目前|当前|工作中|工作|主要|本年度|年度|的)*(?:问题|不足)(?:和不足|与不足|不足|及原因)?(?:如下|主要有|有|是)?`
	improveLabel = `(?:下一步|下步|今后|改进|整改|解决|具体|工作|办法|和|与|及|的)*(?:改进|整改|措施|打算|计划|情况|方向|思路|安排)(?:如下)?`
)

// inWords is the style of 首先 and 最后, which may leave out the words between.
const inWords = 5

// mark is an enumerator in a text.
type mark struct {
	at, end int
	style   int
	number  int
}

// problemsOf lists the problems that a report admits and the improvements that it promises.
// They are enumerated as a rule; a second enumeration in the same section is the answer to
// the first.
func problemsOf(sections []Section) (problems, improvements []string) {
	for _, s := range sections {
		if s.Kind != "problems" {
			continue
		}
		improving := improveWords.MatchString(s.heading) && !problemWords.MatchString(s.heading)
		admitting := problemWords.MatchString(s.heading) && !improveWords.MatchString(s.heading)
		for _, p := range partsOf(s.text(), improving, admitting) {
			for _, item := range p.items {
				problem, improvement := "", item
				if !p.improving {
					problem, improvement = splitItem(item)
				}
				problems, improvements = appendItem(problems, problem), appendItem(improvements, improvement)
			}
		}
	}
	return problems, improvements
}

// part is an enumeration.
type part struct {
	improving bool
	items     []string
}

func partsOf(text string, improving, admitting bool) []part {
	var parts []part
	var block strings.Builder
	past := false // about what was lacking the year before
	flush := func() {
		if !past {
			parts = append(parts, enumerations(block.String(), improving, admitting)...)
		}
		past = false
		block.Reset()
	}
	for l := range strings.Lines(innerLabel.ReplaceAllString(text, "$1\n$2")) {
		if pastHeading.MatchString(strings.TrimSpace(l)) {
			flush()
			past = true
			continue
		}
		if m := leadHeading.FindStringSubmatch(l); m != nil {
			flush()
			improving = m[1] == ""
			admitting = !improving
			l = l[len(m[0]):]
		}
		if bare := strings.TrimSpace(l); subHeading.MatchString(bare) && utf8.RuneCountInString(bare) < 32 {
			flush()
			improving = improveWords.MatchString(bare) && !strings.Contains(bare, "问题")
			admitting = !improving
			continue
		}
		block.WriteString(l)
	}
	flush()
	return parts
}

// enumerations splits a text into its enumerations; one without any gives none. Under a
// heading that speaks of problems only (admitting) the first lists problems, whatever its
// lead promises.
func enumerations(text string, improving, admitting bool) []part {
	runs := runsOf(text)
	if len(runs) == 0 {
		return paragraphs(text, improving, admitting)
	}
	var parts []part
	before := 0
	if lead := text[:runs[0][0].at]; !improving && !admitting && improveWords.MatchString(lead) && !endsWithProblem(lead) {
		parts = append(parts, admitted(lead))
	}
	for i, r := range runs {
		limit := len(text)
		if i+1 < len(runs) {
			limit = runs[i+1][0].at
		}
		end := endOfLast(text, r[len(r)-1].end, limit, i+1 < len(runs))
		lead := text[before:r[0].at]
		p := part{improving: improving || (i > 0 || !admitting) && improveWords.MatchString(lead) && !endsWithProblem(lead) || i > 0 && !problemWords.MatchString(lead)}
		for k, m := range r {
			to := end
			if k+1 < len(r) {
				to = r[k+1].at
			}
			if item := cleanItem(text[m.end:to]); item != "" {
				p.items = append(p.items, item)
			}
		}
		parts = append(parts, p)
		before = end
	}
	return parts
}

// turn is where an item, or a paragraph, turns from the problem to what is done about it.
var turn = pattern.MustCompile(`(?:^|[。;,:])(?:(?:针对(?:上述|以上|这些|存在的|此)[^。;,]{0,12}问题|对此|为此|下一步(?:工作)?|今后|明年|下一阶段|接下来|20\d\d年[^。;]{0,12}?[将要拟])[^。;]{0,16}?(?:[,:将要]|我)|[。;](?:计划|拟)(?:于|在)?20\d\d年|(?:改进|整改)(?:措施|情况|方向|思路|打算)?(?:是|为)?:|(?:解决|整改|改进)(?:办法|措施)(?:是|为|:))`)

// splitItem parts an item that names a problem and its remedy.
func splitItem(item string) (problem, improvement string) {
	m := turn.FindStringIndex(item)
	if m == nil {
		return item, ""
	}
	return cleanItem(item[:m[0]]), cleanItem(item[m[0]:])
}

func appendItem(items []string, item string) []string {
	if item = labelledItem.ReplaceAllString(item, ""); item == "" || nothing[item] {
		return items
	}
	return append(items, item)
}

var (
	labelledItem = pattern.MustCompile(`^(?:存在(?:的)?(?:主要)?问题|主要问题|问题|不足|改进措施|整改措施|措施|改进情况|改进|整改)(?:是|为)?:`)
	nothing      = map[string]bool{"无": true, "暂无": true, "没有": true, "不存在": true, "无问题": true}
	shortcoming  = pattern.AnyOf("不够", "不足", "不高", "不强", "不及时", "不全", "不深", "不多", "不规范", "不平衡", "不完善", "不健全", "不到位", "不丰富", "不清", "不严", "有待", "欠缺", "薄弱", "滞后", "较少", "较低", "偏少", "偏低", "单一", "仍需", "还需", "尚需", "差距", "缺乏", "困难", "短板", "亟待", "尚未")
	promise      = pattern.AnyOf("将", "进一步", "加强", "加大", "完善", "提升", "提高", "强化", "推进", "健全", "丰富", "拓展", "规范", "落实", "继续")
)

// paragraphs lists the problems or the improvements of a text that numbers none: a paragraph
// is one of them where it says what is lacking, or what will be done.
func paragraphs(text string, improving, admitting bool) []part {
	admitted, promised := part{}, part{improving: true}
	for l := range strings.Lines(text) {
		item := cleanItem(l)
		if strings.HasSuffix(strings.TrimSpace(l), ":") || utf8.RuneCountInString(item) < 6 {
			continue
		}
		if improving {
			if promise.In(item) {
				promised.items = append(promised.items, item)
			}
			continue
		}
		problem, improvement := splitItem(item)
		if shortcoming.In(problem) || labelledItem.MatchString(problem) || admitting && strings.ContainsAny(problem, "不未缺少低慢弱差难欠待需限") {
			admitted.items = append(admitted.items, severalIn(problem)...)
		}
		if improvement != "" {
			promised.items = append(promised.items, improvement)
			improving = true
		}
	}
	return []part{admitted, promised}
}

// severalIn parts problems that only semicolons part, where each says what is lacking.
func severalIn(problem string) []string {
	parts := strings.Split(problem, ";")
	for _, p := range parts {
		if !shortcoming.In(p) || utf8.RuneCountInString(p) < 6 {
			return []string{problem}
		}
	}
	return parts
}

// admitted is the problem that a text names in a sentence before it lists what will be done.
func admitted(lead string) part {
	var p part
	for l := range strings.Lines(lead) {
		problem, _ := splitItem(cleanItem(l))
		for _, label := range [...]string{"问题是:", "主要是:", "表现在:"} {
			if _, after, ok := strings.Cut(problem, label); ok {
				problem = after
			}
		}
		if shortcoming.In(problem) && utf8.RuneCountInString(problem) >= 6 {
			p.items = append(p.items, cleanItem(problem))
		}
	}
	return p
}

// endsWithProblem: the last words before an enumeration say what it lists; earlier ones may
// speak of measures already taken.
func endsWithProblem(lead string) bool {
	p, i := lastMatch(problemWords, lead), lastMatch(improveWords, lead)
	return p > i
}

func lastMatch(re *pattern.Regexp, s string) int {
	all := re.FindAllStringIndex(s, -1)
	if all == nil {
		return -1
	}
	return all[len(all)-1][0]
}

// endOfLast is where the last item of an enumeration ends: with its line, or where the words
// begin that lead to the next one.
func endOfLast(text string, from, limit int, more bool) int {
	if i := strings.IndexByte(text[from:limit], '\n'); i >= 0 {
		return from + i
	}
	if !more {
		return limit
	}
	if i := strings.Index(text[from:limit], "。"); i >= 0 {
		return from + i
	}
	return limit
}

func cleanItem(s string) string {
	return strings.Trim(strings.ReplaceAll(strings.TrimSpace(s), "\n", ""), "。;:,、 ")
}

// runsOf groups the enumerators into enumerations. One of another style inside an item is
// part of the item.
func runsOf(text string) [][]mark {
	marks := marksOf(text)
	var runs [][]mark
	for i := 0; i < len(marks); i++ {
		m := marks[i]
		if len(runs) > 0 {
			current := runs[len(runs)-1]
			last := current[len(current)-1]
			if m.style == last.style && (m.number == last.number+1 || m.style == inWords && m.number > last.number) {
				runs[len(runs)-1] = append(current, m)
				continue
			}
			if m.number != 1 || m.style != last.style && continues(marks[i+1:], last) {
				continue
			}
		}
		if m.number == 1 {
			runs = append(runs, []mark{m})
		}
	}
	return runs
}

// continues reports whether an enumeration goes on after a nested one.
func continues(marks []mark, last mark) bool {
	for _, m := range marks {
		if m.style == last.style {
			return m.number == last.number+1
		}
	}
	return false
}

// mostMarks bounds how many enumerators of a section are looked at.
const mostMarks = 2000

func marksOf(text string) []mark {
	var marks []mark
	for _, m := range enumerator.FindAllStringSubmatchIndex(text, mostMarks) {
		before := text[:m[0]]
		if before != "" {
			r, _ := utf8.DecodeLastRuneInString(before)
			if !strings.ContainsRune("。;:,、!)》\"\n 面点:", r) && !(m[6] >= 0 && text[m[6]:m[7]] > "1" && utf8.RuneLen(r) > 1 && startsWithHan(text[m[1]:])) {
				continue
			}
		}
		for style := 1; style < len(m)/2; style++ {
			if m[2*style] >= 0 {
				marks = append(marks, mark{m[0], m[1], style, ordinal(text[m[2*style]:m[2*style+1]])})
			}
		}
	}
	return marks
}

func startsWithHan(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, r)
}

func ordinal(s string) int {
	switch s {
	case "首先":
		return 1
	case "其次":
		return 2
	case "再次":
		return 3
	case "最后":
		return 4
	}
	if i := strings.Index("①②③④⑤⑥⑦⑧⑨", s); i >= 0 {
		return i/len("①") + 1
	}
	if n, ok := disclosure.ParseChineseNumeral(s); ok {
		return n
	}
	n := 0
	for _, r := range s {
		n = 10*n + int(r-'0')
	}
	return n
}
