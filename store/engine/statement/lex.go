// Package statement reads SQL just far enough to carry it over HTTP: it parts
// an INSERT from its data, finds the output format, tells which formats may
// be streamed, and guards the embedded engine against queries that reach
// beyond the tables a reader may see.
//
// It refuses to be a parser: it knows tokens, parentheses and the order of a
// few clauses. What a query means is left to the engine, and so is whether it
// is valid.
package statement

import "strings"

type kind uint8

const (
	word   kind = iota // a keyword or a name
	ident              // a name in backticks or double quotes
	str                // a string, including a heredoc
	number             // a number's digits
	punct              // any other byte
)

// token is q[at:end].
type token struct {
	kind    kind
	at, end int
	open    bool // a quote or comment that never closes
}

// is tells whether the token is the unquoted keyword kw (upper case).
func (t token) is(q, kw string) bool {
	return t.kind == word && strings.EqualFold(q[t.at:t.end], kw)
}

// punct tells whether the token is the given byte.
func (t token) punct(q string, c byte) bool {
	return t.kind == punct && q[t.at] == c
}

// name is the name that a word or a quoted identifier stands for.
func (t token) name(q string) string {
	s := q[t.at:t.end]
	if t.kind != ident {
		return s
	}
	return unquote(s)
}

// next returns the first token at or after at, skipping space and comments as
// the engine's lexer does; ok is false at the end.
func next(q string, at int) (t token, ok bool) {
	for at < len(q) {
		if end, comment, open := blank(q, at); end > at {
			if open && comment {
				return token{kind: punct, at: at, end: len(q), open: true}, true
			}
			at = end
			continue
		}
		return scan(q, at), true
	}
	return token{}, false
}

// blank skips one space, or one comment: "-- ", "//", "# ", "#!" to the end
// of the line, "/* */" nested.
func blank(q string, at int) (end int, comment, open bool) {
	rest := q[at:]
	switch {
	case isSpace(rest[0]):
		return at + 1, false, false
	case hasAny(rest, "--", "//", "# ", "#!"):
		if i := strings.IndexByte(rest, '\n'); i >= 0 {
			return at + i + 1, true, false
		}
		return len(q), true, false
	case strings.HasPrefix(rest, "/*"):
		end, open = blockComment(q, at)
		return end, true, open
	}
	return at, false, false
}

func blockComment(q string, at int) (end int, open bool) {
	depth := 0
	for i := at; i+1 < len(q); {
		switch q[i : i+2] {
		case "/*":
			depth++
			i += 2
		case "*/":
			depth--
			i += 2
			if depth == 0 {
				return i, false
			}
		default:
			i++
		}
	}
	return len(q), true
}

// scan reads one token; q[at] is neither space nor the start of a comment.
func scan(q string, at int) token {
	c := q[at]
	switch {
	case c == '\'':
		return quoted(q, at, str)
	case c == '`' || c == '"':
		return quoted(q, at, ident)
	case strings.HasPrefix(q[at:], "‘"):
		return until(q, at, "’", str)
	case strings.HasPrefix(q[at:], "“"):
		return until(q, at, "”", ident)
	case c == '$':
		if t, ok := heredoc(q, at); ok {
			return t
		}
	case isDigit(c):
		return run(q, at, number)
	}
	if isWordByte(c) {
		return run(q, at, word)
	}
	return token{kind: punct, at: at, end: at + 1}
}

func run(q string, at int, k kind) token {
	end := at
	for end < len(q) && (isWordByte(q[end]) || isDigit(q[end])) {
		// Typographic quotes end a word although their bytes could be letters.
		if end > at && q[end] == 0xe2 && hasAny(q[end:], "‘", "“") {
			break
		}
		end++
	}
	return token{kind: k, at: at, end: end}
}

// quoted reads to the closing quote; a backslash or a doubled quote escapes.
func quoted(q string, at int, k kind) token {
	for i := at + 1; i < len(q); i++ {
		switch {
		case q[i] == '\\':
			i++
		case q[i] != q[at]:
		case i+1 < len(q) && q[i+1] == q[at]:
			i++
		default:
			return token{kind: k, at: at, end: i + 1}
		}
	}
	return token{kind: k, at: at, end: len(q), open: true}
}

func until(q string, at int, closing string, k kind) token {
	if i := strings.Index(q[at:], closing); i >= 0 {
		return token{kind: k, at: at, end: at + i + len(closing)}
	}
	return token{kind: k, at: at, end: len(q), open: true}
}

// heredoc reads $tag$ … $tag$.
func heredoc(q string, at int) (token, bool) {
	i := at + 1
	for i < len(q) && (isDigit(q[i]) || isLetter(q[i])) {
		i++
	}
	if i >= len(q) || q[i] != '$' {
		return token{}, false
	}
	tag := q[at : i+1]
	if j := strings.Index(q[i+1:], tag); j >= 0 {
		return token{kind: str, at: at, end: i + 1 + j + len(tag)}, true
	}
	return token{}, false
}

func hasAny(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// isWordByte takes bytes beyond ASCII for letters: the engine refuses them
// outside quotes, and a guard must not read them as an end of a word.
func isWordByte(c byte) bool { return isLetter(c) || c == '$' || c >= 0x80 }

// unquote resolves the escapes of a quoted name.
func unquote(s string) string {
	switch {
	case strings.HasPrefix(s, "“"):
		return strings.TrimSuffix(strings.TrimPrefix(s, "“"), "”")
	case len(s) < 2:
		return s
	}
	quote, body := s[0], s[1:]
	if body[len(body)-1] == quote {
		body = body[:len(body)-1]
	}
	var b strings.Builder
	for i := 0; i < len(body); i++ {
		if (body[i] == '\\' || body[i] == quote) && i+1 < len(body) {
			i++
		}
		b.WriteByte(body[i])
	}
	return b.String()
}
