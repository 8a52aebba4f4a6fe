package prose

import (
	"strings"

	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

const chapterNumber = `(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十]、|\d[.、])?`

var (
	// opensProblems is how a line begins that admits problems without a chapter for them.
	opensProblems = pattern.MustCompile(`^` + chapterNumber + `(?:目前|当前|工作中|主要|存在|的)*(?:问题|不足|不足之处)(?:(?:和|与|及|、)(?:不足|问题|困难))?` +
		`(?:主要是|主要有|如下|有[一二三四五两]|有以下几方面|是|$|[:。])`)
	// opensImprovements is how the line begins that answers them.
	opensImprovements = pattern.MustCompile(`^` + chapterNumber + improveLabel + `(?:$|[:。])`)
	// itemOfList begins a line of a list.
	itemOfList = pattern.MustCompile(`^(?:[一二三四五六七八九]是|其[一二三四五六]|第[一二三四五六][,、]|[①-⑨]|\(?\d{1,2}[.、)]|\([一二三四五六七八九]\))`)
)

// looseProblems finds what is admitted, and promised, in a text that has no chapter for it:
// (五)不足之处, 主要问题:①….
func looseProblems(lines []tree.Line) []Section {
	var all []Section
	for i := 0; i < len(lines); i++ {
		text := lines[i].Fold.Text
		improving := len(all) > 0 && opensImprovements.MatchString(text)
		if !improving && !(len(all) == 0 && opensProblems.MatchString(text)) {
			continue
		}
		opening := opensProblems
		if improving {
			opening = opensImprovements
		}
		heading := strings.TrimRight(opening.FindString(text), ":。")
		end := i + 1
		for end < len(lines) && listGoesOn(lines[end].Fold.Text, heading, text == heading) {
			end++
		}
		all = append(all, Section{Kind: "problems", heading: heading, lines: lines[i:end]})
		i = end - 1
	}
	return all
}

// listGoesOn: a line is still of the part that a heading opened: up to the next number of the
// heading's kind, or, where the heading has none, as long as the list goes on.
func listGoesOn(text, heading string, alone bool) bool {
	if opensImprovements.MatchString(text) || opensProblems.MatchString(text) || looseHeading.MatchString(text) {
		return false
	}
	if kind := numberKind(heading); kind != 0 {
		return numberKind(text) != kind
	}
	return itemOfList.MatchString(text) && (alone || numberKind(text) == 0)
}

// numberKind tells the styles of the numbers of headings apart, 0 where there is none.
func numberKind(text string) int {
	switch n := chapterMark.FindString(text); {
	case n == "":
		return 0
	case n[0] == '(':
		return 1
	case n[0] < 128:
		return 2
	}
	return 3
}

var chapterMark = pattern.MustCompile(`^(?:\([一二三四五六七八九十]\)|[一二三四五六七八九十]、|\d[.、])`)
