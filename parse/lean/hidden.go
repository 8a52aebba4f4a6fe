package lean

import "strings"

// mayHide is the cheap question before the search: is an element whose text no reader sees long
// enough for a report, and has markup in it?
func mayHide(name, text string) bool {
	return len(text) >= LeastHidden && (name == "script" || name == "textarea" || name == "noscript") && holdsMarkup(text)
}

// holdsMarkup looks for tags that stand in a text as they are or escaped in one of the ways of scripts.
func holdsMarkup(text string) bool {
	for _, sign := range [...]string{"</", `<\`, "<br", `\u00`, `\x`, "&lt;", "%3C"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// LeastHidden is the length in bytes below which a string holds no report.
const LeastHidden = 180
