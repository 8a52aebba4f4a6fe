package origin

import (
	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// What stands over a form of statistics: who filled it in, and of which year it is.
const sealed = `(?: ?\((?:加?盖?公?章|签章|印章)\))?`

var (
	filedLabel = pattern.MustCompile(`^(?:填报|填表|报送|上报|编报)(?:单位|机关|部门|机构)(?:名称)?` + sealed + ` ?: ?`)
	filedName  = pattern.MustCompile(`^(\p{Han}{2,28}?)` + sealed + `(?: ?(?:(?:填报|填表|报送|上报|编报|制表|统计|所属)(?:时间|日期|年度|人|期)|20\d\d ?年|审核人|单位负责人|联系人|单位:).*)?$`)
	filedYear  = pattern.MustCompile(`^(?:(?:统计|报告|所属|填报)年度: ?)?\(?(20\d\d) ?年?度?\)?$`)
	formTitle  = pattern.MustCompile(`信息公开.*(?:表|报告|年报|情况)(?:\([^)]*\))?$`)
)

// filedBy is the one agency that the forms in a text say to be filled in by, "" where there are
// several.
func filedBy(lines []tree.Line) string {
	found := ""
	for i, l := range lines {
		label := filedLabel.FindString(l.Fold.Text)
		if label == "" {
			continue
		}
		value := l.Fold.Text[len(label):]
		if value == "" {
			value, _ = nextValue(lines, i)
		}
		m := filedName.FindStringSubmatch(value)
		if m == nil || !naming.Agency.MatchString(m[1]) && !PlaceName.MatchString(m[1]) {
			continue
		}
		if name := disclosure.FoldName(m[1]); found != "" && found != name {
			return ""
		} else {
			found = name
		}
	}
	return found
}

// yearBelow is the year on a line of its own below the title of a form, or behind its label:
// (2017年度).
func yearBelow(lines []tree.Line) int {
	for i, l := range lines {
		m := filedYear.FindStringSubmatch(l.Fold.Text)
		if m != nil && i > 0 && (formTitle.MatchString(lines[i-1].Fold.Text) || filedLabel.MatchString(lines[i-1].Fold.Text)) {
			return readYear(m[1])
		}
	}
	return 0
}
