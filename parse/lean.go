package parse

import "strings"

// lean leaves the style attributes out of a page's source: in what Word exports they are most
// of the bytes, and nothing that is read depends on them. The tree stays the same, element by
// element, so places found on it are true for the page as it was received. Attributes of
// elements that HTML compares when it repairs wrong nesting (font, b, a …) stay, and so does
// everything that says whether something is shown.
func lean(source string) string {
	if !strings.Contains(source, "style") && !strings.Contains(source, "STYLE") {
		return source
	}
	var out strings.Builder
	kept := 0 // source[:kept] is in out
	for at := 0; ; {
		next := strings.IndexByte(source[at:], '<')
		if next < 0 {
			break
		}
		at += next + 1
		if strings.HasPrefix(source[at:], "!--") {
			at += commentLength(source[at:])
			continue
		}
		name := tagName(source[at:])
		if name == "" {
			continue
		}
		if end := rawEnd(source[at:], name); end > 0 {
			at += end
			continue
		}
		to, from, until := tagAttributes(source, at+len(name))
		if from < until && plainElements[strings.ToLower(name)] {
			if out.Len() == 0 {
				out.Grow(len(source))
			}
			out.WriteString(source[kept:from])
			kept = until
		}
		at = to
	}
	if kept == 0 {
		return source
	}
	out.WriteString(source[kept:])
	return out.String()
}

// plainElements are those whose attributes play no part in building the tree.
var plainElements = map[string]bool{"p": true, "span": true, "td": true, "th": true, "tr": true, "table": true, "tbody": true, "thead": true, "div": true, "col": true,
	"li": true, "ul": true, "ol": true, "h1": true, "h2": true, "h3": true, "h4": true, "o:p": true}

// commentLength is the length of a comment behind its "<".
func commentLength(s string) int {
	if strings.HasPrefix(s, "!-->") || strings.HasPrefix(s, "!--->") {
		return len("!-->")
	}
	if end := strings.Index(s, "-->"); end >= 0 {
		return end + len("-->")
	}
	return len(s)
}

func tagName(s string) string {
	if s == "" || !isLetter(s[0]) {
		return ""
	}
	end := 1
	for end < len(s) && s[end] != '>' && s[end] != '/' && !isSourceSpace(s[end]) {
		end++
	}
	return s[:end]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// rawEnd is where the text of an element ends in which no tag counts, 0 for other elements.
func rawEnd(s, name string) int {
	switch strings.ToLower(name) {
	case "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext":
	default:
		return 0
	}
	closing := "</" + strings.ToLower(name)
	for at := len(name); ; {
		next := strings.Index(s[at:], "</")
		if next < 0 {
			return len(s)
		}
		at += next
		if len(s) >= at+len(closing) && strings.EqualFold(s[at:at+len(closing)], closing) {
			return at + len(closing)
		}
		at += len("</")
	}
}

// tagAttributes walks the attributes of a tag from at. to is behind the tag; [from, until) is
// a style attribute that says nothing about whether the element is shown, empty where there
// is none; the space before it stays and parts what is left.
func tagAttributes(source string, at int) (to, from, until int) {
	for at < len(source) {
		for at < len(source) && (isSourceSpace(source[at]) || source[at] == '/') {
			at++
		}
		if at == len(source) || source[at] == '>' {
			return min(at+1, len(source)), from, until
		}
		name := at
		for at++; at < len(source) && source[at] != '=' && source[at] != '>' && source[at] != '/' && !isSourceSpace(source[at]); {
			at++
		}
		attribute := source[name:at]
		for at < len(source) && isSourceSpace(source[at]) {
			at++
		}
		if at == len(source) || source[at] != '=' {
			continue
		}
		for at++; at < len(source) && isSourceSpace(source[at]); {
			at++
		}
		value := at
		at = valueEnd(source, at)
		if from == until && strings.EqualFold(attribute, "style") && isSourceSpace(source[name-1]) && !saysShown(source[value:at]) {
			from, until = name, at
		}
	}
	return len(source), from, until
}

// valueEnd is behind the value that begins at at, its quotation marks included.
func valueEnd(source string, at int) int {
	if at < len(source) && (source[at] == '"' || source[at] == '\'') {
		end := strings.IndexByte(source[at+1:], source[at])
		if end < 0 {
			return len(source)
		}
		return at + 1 + end + 1
	}
	for at < len(source) && source[at] != '>' && !isSourceSpace(source[at]) {
		at++
	}
	return at
}

func saysShown(style string) bool {
	return strings.Contains(style, "display") || strings.Contains(style, "visibility") || strings.Contains(style, "DISPLAY")
}
