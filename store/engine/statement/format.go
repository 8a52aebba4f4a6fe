package statement

import "strings"

// Kind returns the statement's first word in lower case, behind comments and
// opening parentheses: "select", "insert", "show", "with", … "" if there is
// none.
func Kind(q string) string {
	t, ok := next(q, 0)
	for ok && t.punct(q, '(') {
		t, ok = next(q, t.end)
	}
	if !ok || t.kind != word {
		return ""
	}
	return strings.ToLower(q[t.at:t.end])
}

// Format returns the name in the trailing FORMAT clause, "" without one, and
// the query without the clause, a trailing semicolon and trailing comments, so
// that a clause may be added behind it. SETTINGS behind FORMAT stay in the
// query. It is not for INSERT; see SplitInsert.
func Format(q string) (name, rest string) {
	var (
		depth    int
		settings bool // a SETTINGS clause stands in front
		prev     token
	)
	for t, ok := next(q, 0); ok; t, ok = next(q, t.end) {
		switch {
		case opens(q, t):
			depth++
		case closes(q, t):
			depth--
		case depth > 0:
		case t.punct(q, ';') && last(q, t):
			return "", q[:prev.end]
		case t.is(q, "SETTINGS") && sets(q, t):
			settings = true
		case t.is(q, "FORMAT") && prev.end > 0 && !prev.punct(q, '.') && !prev.is(q, "AS"):
			if name, after, found := trailing(q, t); found {
				return name, without(q, prev.end, after, settings)
			}
		}
		prev = t
	}
	return "", q[:prev.end]
}

// trailing reads the clause that starts with the word FORMAT at t and ends
// before after. Only an end, a semicolon or SETTINGS may follow the name.
func trailing(q string, t token) (format string, after int, found bool) {
	name, ok := next(q, t.end)
	if !ok || name.kind != word && name.kind != ident {
		return "", 0, false
	}
	behind, more := next(q, name.end)
	switch {
	case !more, behind.punct(q, ';') && last(q, behind):
		return name.name(q), len(q), true
	case behind.is(q, "SETTINGS") && sets(q, behind):
		return name.name(q), behind.at, true
	}
	return "", 0, false
}

// without joins q[:before] and the SETTINGS that stand at after. Two SETTINGS
// clauses, which only FORMAT may part, become one.
func without(q string, before, after int, settings bool) string {
	t, more := next(q, after)
	if !more {
		return q[:before]
	}
	from, join := t.at, " "
	if settings {
		from, join = t.end, ", "
	}
	end := t.end
	for t, more = next(q, t.end); more; t, more = next(q, t.end) {
		if t.punct(q, ';') && last(q, t) {
			break
		}
		end = t.end
	}
	return q[:before] + join + strings.TrimSpace(q[from:end])
}

// last tells whether nothing follows t.
func last(q string, t token) bool {
	_, more := next(q, t.end)
	return !more
}

// sets tells whether SETTINGS at t is a clause: name = value follows.
func sets(q string, t token) bool {
	name, ok := next(q, t.end)
	if !ok || name.kind != word && name.kind != ident {
		return false
	}
	eq, ok := next(q, name.end)
	return ok && eq.punct(q, '=')
}
