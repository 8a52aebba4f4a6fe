package lean

import "strings"

// mayHide is the cheap question before the search: is an element whose text no reader sees long
// enough for a report, and has markup in it?
func mayHide(name, text string) bool {
	return len(text) >= LeastHidden && (strings.EqualFold(name, "script") || strings.EqualFold(name, "textarea") || strings.EqualFold(name, "noscript")) && holdsMarkup(text)
}

func holdsMarkup(script string) bool {
	for _, sign := range [...]string{"</", `<\/`, `\u003`, "&lt;", "%3C"} {
		if strings.Contains(script, sign) {
			return true
		}
	}
	return false
}

// LeastHidden is the length in bytes below which a string holds no report.
const LeastHidden = 180
