package origin

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// shortStem matches a name that may be short for a longer one: two characters before 局 or 委.
var shortStem = pattern.MustCompile(`[省市州盟县区旗]\p{Han}{2}[局委]$`)

// inFull is the agency under its name in full where the page says it elsewhere: for 晴岚县发改局
// of the title 晴岚县发展和改革局. Other longer names (教育局, 教育体育局) are of another time.
func inFull(a disclosure.Agency, told []claimed) disclosure.Agency {
	for _, other := range told {
		if long := other.agency; other.ok && long.DivisionCode == a.DivisionCode && long.Family == a.Family && isShortFor(a.Name, long.Name) {
			return long
		}
	}
	return a
}

// isShortFor reports whether a name is another one without some of its characters, and none of
// its parts.
func isShortFor(short, long string) bool {
	s, l := []rune(short), []rune(long)
	if len(s) >= len(l) || len(s) < 4 || strings.Contains(long, string(s[len(s)-3:len(s)-1])) {
		return false
	}
	at := 0
	for _, c := range l {
		if at < len(s) && s[at] == c {
			at++
		}
	}
	return at == len(s)
}
