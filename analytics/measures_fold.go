package analytics

import (
	"regexp"
	"strings"
)

// A condition on what is asked, and a choice by it: what ClickHouse has to understand costs a question more than its rows, so
// it gets of a measure only what the parameters leave.
//
//	({county:String} = '' OR …)    the rest is left out where it is empty, and else the condition
//	if({kind:String} = 'a', …, …)  the one or the other
var (
	givenCondition = regexp.MustCompile(`\((\{[a-z]+:(?:String|UInt16)\} = (?:''|0)(?: AND \{[a-z]+:(?:String|UInt16)\} = (?:''|0))*) OR `)
	givenChoice    = regexp.MustCompile(`\bif\(\{([a-z]+):String\} = '([a-z0-9_]*)', `)
	givenTerm      = regexp.MustCompile(`\{([a-z]+):`)
	lineComment    = regexp.MustCompile(`--[^\n]*`)
)

// folded is a query without the parts that its parameters decide, and the parameters that are left in it. One whose value is
// not given is left alone.
func folded(query string, params map[string]any) (string, map[string]any) {
	before := query
	for at := 0; ; {
		seen := lineComment.ReplaceAllStringFunc(query, func(c string) string { return strings.Repeat(" ", len(c)) })
		from, to, with, next := fold(seen, query, at, params)
		if from < 0 {
			break
		}
		query, at = query[:from]+with+query[to:], next
	}
	if query == before {
		return query, params
	}
	left := map[string]any{}
	for name, value := range params {
		if strings.Contains(query, "{"+name+":") {
			left[name] = value
		}
	}
	return query, left
}

// fold finds the next part from a place on: where it is, what it comes to, and where to go on; from is below 0 where there is none.
func fold(seen, query string, at int, params map[string]any) (from, to int, with string, next int) {
	condition, choice := givenCondition.FindStringSubmatchIndex(seen[at:]), givenChoice.FindStringSubmatchIndex(seen[at:])
	if condition == nil && choice == nil {
		return -1, 0, "", 0
	}
	if choice == nil || condition != nil && condition[0] < choice[0] {
		from, body := at+condition[0], at+condition[1]
		to, _ := closing(seen, body)
		empty, known := allEmpty(seen[at+condition[2]:at+condition[3]], params)
		switch {
		case !known || to < 0:
			return from, body, query[from:body], body
		case empty:
			return from, to + 1, "1", from + 1
		}
		return from, to + 1, "(" + query[body:to] + ")", from
	}
	from, body := at+choice[0], at+choice[1]
	to, commas := closing(seen, body)
	value, known := params[seen[at+choice[2]:at+choice[3]]].(string)
	switch {
	case !known || to < 0 || len(commas) != 1:
		return from, body, query[from:body], body
	case value == seen[at+choice[4]:at+choice[5]]:
		return from, to + 1, "(" + query[body:commas[0]] + ")", from
	}
	return from, to + 1, "(" + strings.TrimSpace(query[commas[0]+1:to]) + ")", from
}

// allEmpty reports whether every parameter of a condition is empty or 0, and whether all are given.
func allEmpty(condition string, params map[string]any) (empty, known bool) {
	empty = true
	for _, m := range givenTerm.FindAllStringSubmatch(condition, -1) {
		switch v := params[m[1]].(type) {
		case string:
			empty = empty && v == ""
		case uint16:
			empty = empty && v == 0
		default:
			return false, false
		}
	}
	return empty, true
}

// closing finds the parenthesis that closes the one before a place, and the commas between that are not within others; it is
// below 0 where there is none.
func closing(text string, at int) (end int, commas []int) {
	depth, quoted := 0, false
	for i := at; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(' || c == '[':
			depth++
		case c == ',' && depth == 0:
			commas = append(commas, i)
		case c == ')' && depth == 0:
			return i, commas
		case c == ')' || c == ']':
			depth--
		}
	}
	return -1, nil
}
