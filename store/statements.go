package store

import "strings"

// statements splits a file of SQL at the semicolons outside comments, quotes and names.
func statements(text string) []string {
	var all []string
	start := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case strings.HasPrefix(text[i:], "--"):
			i += index(text[i:], "\n")
		case strings.HasPrefix(text[i:], "/*"):
			i += index(text[i:], "*/")
		case c == '\'' || c == '"' || c == '`':
			i += quoted(text[i:])
		case c == ';':
			all = add(all, text[start:i])
			start = i + 1
		}
	}
	return add(all, text[start:])
}

// add leaves out what holds only comments and white space.
func add(all []string, statement string) []string {
	for line := range strings.Lines(statement) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "--") {
			return append(all, strings.TrimSpace(statement))
		}
	}
	return all
}

// index is where the mark ends, or the end of the text.
func index(text, mark string) int {
	if i := strings.Index(text, mark); i >= 0 {
		return i + len(mark) - 1
	}
	return len(text)
}

// quoted is where a quoted text ends; a backslash and a doubled quote do not end it.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i] == '\\' {
			i++
		} else if text[i] == text[0] {
			return i
		}
	}
	return len(text)
}

// bare is a text of the same length in which comments and texts in quotes are blank, so that what is
// found in it stands outside both.
func bare(text string) string {
	blank := []byte(text)
	for i := 0; i < len(text); i++ {
		from := i
		switch c := text[i]; {
		case strings.HasPrefix(text[i:], "--"):
			i += index(text[i:], "\n")
		case strings.HasPrefix(text[i:], "/*"):
			i += index(text[i:], "*/")
		case c == '\'':
			i += quoted(text[i:])
		case c == '"' || c == '`': // a name
			i += quoted(text[i:])
			continue
		default:
			continue
		}
		for k := from; k < min(i+1, len(text)); k++ {
			blank[k] = ' '
		}
	}
	return string(blank)
}

// parted splits a text at the commas that stand in no bracket, comment or quote.
func parted(text string) (parts []string) {
	depth, start := 0, 0
	seen := bare(text)
	for i := range len(seen) {
		switch seen[i] {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ',':
			if depth == 0 {
				parts, start = append(parts, strings.TrimSpace(text[start:i])), i+1
			}
		}
	}
	return append(parts, strings.TrimSpace(text[start:]))
}
