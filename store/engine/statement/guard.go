package statement

import (
	"fmt"
	"strings"
)

// Refused is a query that Guard does not let through.
type Refused struct {
	Word string // the word at which it was refused, as written
	Why  string // what is wrong with it and what to do instead
}

func (r *Refused) Error() string {
	return fmt.Sprintf("query refused at %q: %s", r.Word, r.Why)
}

// Guard refuses a reader's query that reaches beyond the tables granted to
// it. It takes the canonical text that the engine's formatQuerySingleLine
// makes of the query, in which escapes are resolved; given anything else it
// protects nothing. An error is a *Refused.
//
// The engine's grants and the sandbox are the walls; Guard closes the doors
// that they leave open: scalar functions without a grant (file), settings that
// skip the constraints, system tables that every role may read, and names that
// are only known once parameters are filled in. What may be called is a list
// (functions.txt); all else is refused, unreviewed above all: the engine's
// functions that are on no list (see Unreviewed), in lower case. Refused names
// count wherever they stand, quoted or not, because a function can be used by
// name: arrayMap(file, …), * APPLY file. Only the contents of strings are free.
//
// The caller must also keep readers off the databases "system" and "default"
// as the connection's current database: without a prefix their tables cannot
// be told from others.
func Guard(canonical string, unreviewed map[string]bool) error {
	toks, err := tokens(canonical)
	if err != nil {
		return err
	}
	g := &guard{q: canonical, toks: toks, from: []bool{false}, unreviewed: unreviewed}
	if err := g.start(); err != nil {
		return err
	}
	for i := range toks {
		if err := g.check(i); err != nil {
			return err
		}
	}
	return nil
}

func tokens(q string) ([]token, error) {
	var toks []token
	for t, ok := next(q, 0); ok; t, ok = next(q, t.end) {
		if t.open {
			return nil, &Refused{q[t.at:min(t.at+20, t.end)], "a quote or comment does not close"}
		}
		toks = append(toks, t)
	}
	return toks, nil
}

type guard struct {
	q    string
	toks []token
	from []bool // per open parenthesis: within a FROM or JOIN list

	unreviewed map[string]bool // functions of the engine that are on no list
	aliases    map[string]bool // names behind AS: a lambda can have one; nil until asked for
}

// tok returns the token at i, a zero token beyond the ends.
func (g *guard) tok(i int) token {
	if i < 0 || i >= len(g.toks) {
		return token{kind: punct, at: 0, end: 0}
	}
	return g.toks[i]
}

func (g *guard) punct(i int, c byte) bool {
	t := g.tok(i)
	return t.end > 0 && t.punct(g.q, c)
}

func (g *guard) is(i int, kw string) bool { return g.tok(i).is(g.q, kw) }

// name is the name at i in lower case, "" if there is none.
func (g *guard) name(i int) string {
	if t := g.tok(i); t.kind == word || t.kind == ident {
		return strings.ToLower(t.name(g.q))
	}
	return ""
}

func (g *guard) refuse(i int, why string) error {
	t := g.tok(i)
	return &Refused{g.q[t.at:t.end], why}
}

// start lets through the statements that read; of SHOW only what describes
// tables, as SHOW PROCESSLIST, for one, shows the queries of others.
func (g *guard) start() error {
	i := 0
	for g.punct(i, '(') {
		i++
	}
	switch g.name(i) {
	case "select", "with", "describe", "desc", "exists", "explain":
		return nil
	case "show":
		for i++; g.is(i, "CREATE") || g.is(i, "FULL") || g.is(i, "EXTENDED") || g.is(i, "TEMPORARY"); {
			i++
		}
		if !showable[g.name(i)] {
			return g.refuse(i, "SHOW is limited to TABLES, DATABASES, COLUMNS, INDEXES, FUNCTIONS, SETTINGS and CREATE TABLE")
		}
		return nil
	}
	return g.refuse(i, "only SELECT, WITH, SHOW, DESCRIBE, EXISTS and EXPLAIN are for readers")
}

func (g *guard) check(i int) error {
	name := g.name(i)
	g.track(i, name)
	if name == "" {
		return nil
	}
	for _, rule := range []func(int, string) error{
		g.denied, g.database, g.settings, g.parameter, g.call,
	} {
		if err := rule(i, name); err != nil {
			return err
		}
	}
	return nil
}

func (g *guard) denied(i int, name string) error {
	if why, found := deniedNames[name]; found {
		return g.refuse(i, why)
	}
	class, refused := functionLists().refused[name]
	if refused && class != "needless" || g.unreviewed[name] {
		return g.refuse(i, whyNot(name))
	}
	if name == "parallel" && g.is(i+1, "WITH") {
		return g.refuse(i, "one statement at a time")
	}
	return nil
}

// database guards the databases that hold more than the readers' tables.
func (g *guard) database(i int, name string) error {
	switch {
	case name == "system" && !(g.punct(i+1, '.') && systemTables[g.name(i+2)]):
		return g.refuse(i, "of the database system, readers may use columns, tables, databases, functions, "+
			"settings, formats, data_type_families and a few more; name the table as in system.columns")
	case name == "information_schema" && !(g.punct(i+1, '.') && schemaTables[g.name(i+2)]):
		return g.refuse(i, "of information_schema, readers may use tables, columns, views, schemata and a few more")
	case name == "default" && g.punct(i+1, '.'):
		return g.refuse(i, "the database default is not for readers; the tables are in the database of the service")
	}
	return nil
}

// settings refuses SETTINGS clauses: in a subquery the engine does not hold
// them to the reader's limits.
func (g *guard) settings(i int, name string) error {
	if name != "settings" || g.tok(i).kind != word || g.punct(i-1, '.') || g.name(i+1) == "" {
		return nil
	}
	if g.punct(i+2, '=') || g.punct(i+2, '.') {
		return g.refuse(i, "SETTINGS are not allowed in a query; give them as URL parameters")
	}
	return nil
}

// parameter refuses {name:Identifier}: what it names is not in the text.
func (g *guard) parameter(i int, name string) error {
	if name == "identifier" && g.punct(i-1, ':') {
		return g.refuse(i, "parameters may be values only; write names of tables and columns into the query")
	}
	return nil
}

// call refuses table functions, by name wherever they are called and in a FROM
// or JOIN list whatever is called there, and every function that is on no list.
func (g *guard) call(i int, name string) error {
	called := g.punct(i+1, '(')
	switch {
	case !called && !g.applied(i):
		return nil
	case called && name == "format":
		return g.format(i)
	case called && tableFunctions[name] == allowed:
		return nil
	case called && (tableFunctions[name] == refused || g.inFrom(i)):
		return g.refuse(i, "readers may use the table functions numbers, zeros, generateSeries, values, view and format; "+
			"any other data must be in a table")
	case functionLists().mayCall(name):
		return nil
	case g.tok(i).kind == word && beforeParenthesis[name], g.alias(name), g.heads(i):
		return nil
	}
	return g.refuse(i, whyNot(name))
}

// applied recognises the name behind APPLY, with or without a parenthesis; a lambda is none.
func (g *guard) applied(i int) bool {
	if g.punct(i+1, '-') && g.punct(i+2, '>') {
		return false
	}
	return g.is(i-1, "APPLY") || g.punct(i-1, '(') && g.is(i-2, "APPLY")
}

// format is a function of texts and, with a format's name, a table function that reads one.
func (g *guard) format(i int) error {
	first := g.tok(i + 2)
	name := strings.ToLower(strings.Trim(g.q[first.at:first.end], "'`\""))
	if g.inFrom(i) || first.kind != str || known[name] {
		if !textFormats[name] || first.kind == punct {
			return g.refuse(i+2, "format reads plain texts here: CSV, TSV, JSONEachRow, Values and a few more")
		}
	}
	return nil
}

// alias tells whether a name is given in the statement itself, so that a lambda may be meant by
// it. A function of the engine that is refused is refused under its name all the same.
func (g *guard) alias(name string) bool {
	if functionLists().refused[name] != "" {
		return false
	}
	if g.aliases == nil {
		g.aliases = map[string]bool{}
		for i := range g.toks {
			if g.is(i-1, "AS") {
				g.aliases[g.name(i)] = true
			}
		}
	}
	return g.aliases[name]
}

// heads recognises the name of a subquery with its columns: WITH x(a, b) AS (SELECT …).
func (g *guard) heads(i int) bool {
	if !g.is(i-1, "WITH") && !g.is(i-1, "RECURSIVE") && !g.punct(i-1, ',') {
		return false
	}
	for i += 2; g.name(i) != "" || g.punct(i, ','); i++ {
	}
	return g.punct(i, ')') && g.is(i+1, "AS") && g.punct(i+2, '(')
}

// inFrom tells whether a table is expected at i.
func (g *guard) inFrom(i int) bool {
	list := g.from[len(g.from)-1]
	switch {
	case g.punct(i-1, ','):
		return list
	case g.is(i-1, "FROM"):
		return !g.otherFrom(i - 1)
	case g.is(i-1, "JOIN"):
		return !g.is(i-2, "ARRAY")
	}
	return g.is(i-1, "TABLE") || g.is(i-1, "FUNCTION")
}

// otherFrom recognises the FROM of IS [NOT] DISTINCT FROM and of ORDER BY …
// WITH FILL FROM, behind which stand values.
func (g *guard) otherFrom(i int) bool {
	return g.is(i-1, "DISTINCT") && (g.is(i-2, "IS") || g.is(i-2, "NOT") && g.is(i-3, "IS")) ||
		g.is(i-1, "FILL") && g.is(i-2, "WITH")
}

// track follows parentheses and the clauses in which a comma parts tables.
func (g *guard) track(i int, name string) {
	top := len(g.from) - 1
	switch {
	case g.punct(i, '('):
		g.from = append(g.from, false)
	case g.punct(i, ')'):
		if top > 0 {
			g.from = g.from[:top]
		}
	case g.tok(i).kind != word || g.punct(i-1, '.'):
	case name == "from" && !g.otherFrom(i), name == "join" && !g.is(i-1, "ARRAY"):
		g.from[top] = true
	case name == "join", endsFrom[name]:
		g.from[top] = false
	}
}
