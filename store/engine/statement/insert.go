package statement

import "strings"

// Insert is an INSERT statement parted from its data.
type Insert struct {
	// Head is the statement without FORMAT or VALUES and what follows them,
	// as the engine's insert stream wants it. A SETTINGS clause stays in it.
	Head string
	// Format is the name behind FORMAT, "Values" for VALUES, or "" if the
	// statement names none.
	Format string
	// Inline is the data that follows the format, nil if there is none. Rows
	// of a request's body come behind it.
	Inline []byte
	// Settings is the text behind the word SETTINGS, "" without one.
	Settings string
	// HasSelect says that the statement brings its rows itself (SELECT, WITH
	// or FROM INFILE) and is to be run as it is; Head is then all of it.
	HasSelect bool
}

// SplitInsert parts an INSERT from its data; ok is false for any other
// statement. Nothing behind the format's name is looked at, so the data may
// be any bytes. WITH … INSERT is run as it is, so it has HasSelect too.
func SplitInsert(q string) (ins Insert, ok bool) {
	at, ok := insertTarget(q)
	if !ok {
		if withInsert(q) {
			return whole(q), true
		}
		return Insert{}, false
	}
	settings, depth, end := -1, 0, at // end of the token before
	for t, more := next(q, at); more; t, more = next(q, t.end) {
		switch {
		case depth == 0 && t.punct(q, '(') && selects(q, t.end):
			return whole(q), true
		case opens(q, t):
			depth++
		case closes(q, t):
			depth--
		case depth > 0:
		case t.punct(q, ';'):
			return headOnly(q, end, settings), true
		case t.is(q, "SELECT"), t.is(q, "WITH"), t.is(q, "FROM"):
			return whole(q), true
		case t.is(q, "SETTINGS") && settings < 0:
			settings = t.end
		case t.is(q, "VALUES"):
			ins = headOnly(q, end, settings)
			ins.Format, ins.Inline = "Values", data(q[t.end:])
			return ins, true
		case t.is(q, "FORMAT"):
			return withFormat(q, t, end, settings), true
		}
		end = t.end
	}
	return headOnly(q, end, settings), true
}

// insertTarget returns the place behind INSERT INTO [TABLE] [FUNCTION] name,
// so that a table called values or format is not taken for a clause.
func insertTarget(q string) (at int, ok bool) {
	t, more := next(q, 0)
	if !more || !t.is(q, "INSERT") {
		return 0, false
	}
	at = t.end
	for _, kw := range []string{"INTO", "TABLE", "FUNCTION"} {
		if t, more = next(q, at); more && t.is(q, kw) {
			at = t.end
		}
	}
	for {
		if t, more = next(q, at); !more || t.kind != word && t.kind != ident {
			return at, true
		}
		at = t.end
		if t, more = next(q, at); !more || !t.punct(q, '.') {
			return at, true
		}
		at = t.end
	}
}

// withInsert recognises WITH … INSERT INTO ….
func withInsert(q string) bool {
	t, more := next(q, 0)
	if !more || !t.is(q, "WITH") {
		return false
	}
	depth, last := 0, t
	for t, more = next(q, t.end); more; t, more = next(q, t.end) {
		switch {
		case opens(q, t):
			depth++
		case closes(q, t):
			depth--
		case depth == 0 && t.is(q, "SELECT"):
			return false
		case depth == 0 && t.is(q, "INTO") && last.is(q, "INSERT"):
			return true
		}
		last = t
	}
	return false
}

func withFormat(q string, t token, end, settings int) Insert {
	name, more := next(q, t.end)
	if !more || name.kind != word && name.kind != ident {
		return headOnly(q, t.end, settings)
	}
	ins := headOnly(q, end, settings)
	ins.Format, ins.Inline = name.name(q), data(q[name.end:])
	return ins
}

// headOnly cuts the statement at end.
func headOnly(q string, end, settings int) Insert {
	ins := Insert{Head: strings.TrimSpace(q[:end])}
	if settings >= 0 && settings <= end {
		ins.Settings = strings.TrimSpace(q[settings:end])
	}
	return ins
}

func whole(q string) Insert { return Insert{Head: strings.TrimSpace(q), HasSelect: true} }

// data is what follows a format's name: from the next line on if the line
// ends there, else from the first byte that is no space.
func data(s string) []byte {
	s = strings.TrimLeft(s, " \t\f")
	s = strings.TrimPrefix(s, "\r")
	s = strings.TrimPrefix(s, "\n")
	if s == "" {
		return nil
	}
	return []byte(s)
}

// selects tells whether a query stands at the place, in parentheses or not,
// and not a column called with or select.
func selects(q string, at int) bool {
	t, more := next(q, at)
	for more && t.punct(q, '(') {
		t, more = next(q, t.end)
	}
	if !more || !t.is(q, "SELECT") && !t.is(q, "WITH") {
		return false
	}
	t, more = next(q, t.end)
	return more && !t.punct(q, ',') && !t.punct(q, ')')
}

func opens(q string, t token) bool {
	return t.kind == punct && (q[t.at] == '(' || q[t.at] == '[' || q[t.at] == '{')
}

func closes(q string, t token) bool {
	return t.kind == punct && (q[t.at] == ')' || q[t.at] == ']' || q[t.at] == '}')
}
