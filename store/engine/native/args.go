package native

import "strings"

// splitArgs cuts a type's arguments at the commas outside parentheses and
// quotes: enum names, time zones and element names may hold either.
func splitArgs(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	var (
		args  []string
		from  int
		depth int
	)
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\'', '`', '"':
			i = closing(s, i)
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				args = append(args, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	return append(args, strings.TrimSpace(s[from:]))
}

// closing returns the index of the quote that closes the one at i, or the
// text's end.
func closing(s string, i int) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if s[i] == quote {
			return i
		}
	}
	return len(s)
}

// unnamed strips the name of a tuple's element: "a Int32" or "`a b` Int32".
// A space before the first parenthesis can only stand behind a name.
func unnamed(arg string) string {
	if arg == "" {
		return arg
	}
	if arg[0] == '`' || arg[0] == '"' {
		end := closing(arg, 0)
		return strings.TrimSpace(arg[min(end+1, len(arg)):])
	}
	head, tail, found := strings.Cut(arg, " ")
	if found && !strings.Contains(head, "(") {
		return strings.TrimSpace(tail)
	}
	return arg
}
