package disclosure

import (
	"strings"
	"unicode/utf8"
)

// townshipKinds are the kinds of bodies below a county. One becomes another by a decision of the
// province: 日峰乡 is 日峰镇 from then on, and may be 日峰街道 later.
var townshipKinds = [...]string{"街道", "地区", "民族乡", "苏木", "镇", "乡"}

// TownshipRoot returns the name of a township's body without what kind it is, and without the
// peoples of a 民族乡; empty for other bodies and where less than two characters are left. Two
// bodies of a county with one root may be one that was raised, or two: 城关镇 beside 城关乡.
// Which it is no name tells.
func TownshipRoot(a Agency) string {
	name, ok := strings.CutPrefix(a.ID, a.DivisionCode+"-"+string(a.Family)+"-")
	if !ok || a.Level != LevelTownship {
		return ""
	}
	for _, kind := range townshipKinds {
		if root, ok := strings.CutSuffix(name, kind); ok {
			if strings.HasSuffix(root, "族") {
				root = cutPeoples(root)
			}
			if utf8.RuneCountInString(root) < 2 {
				return ""
			}
			return root
		}
	}
	return ""
}
