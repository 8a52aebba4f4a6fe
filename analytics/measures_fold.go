package analytics

import (
	"regexp"
	"strings"
)

// A condition on what is asked, and a choice by it: what ClickHouse has to understand costs a question more than its rows, so
// it gets of a measure only what the parameters leave.
//
//	({county:String} = '' OR …)    the rest is left out where it is empty, and else the condition; so for empty({sites:Array(String)})
//	if({kind:String} = 'a', …, …)  the one or the other; so for if({weight:Float64} = 0, …, …)
//	-- Only where {agency:String} = '' AND {level:String} != ''
//	SELECT …                       of a UNION ALL, left out where that is not so (Unless: where it is): its own conditions give no row then
var (
	givenCondition = regexp.MustCompile(`\((\{[a-z]+:(?:String|UInt16)\} = (?:''|0)(?: AND \{[a-z]+:(?:String|UInt16)\} = (?:''|0))*|empty\(\{[a-z]+:Array\(String\)\}\)) OR `)
	givenChoice    = regexp.MustCompile(`\bif\(\{([a-z]+):(?:String\} = '([a-z0-9_]*)'|Float64\} = 0), `)
	givenTerm      = regexp.MustCompile(`\{([a-z]+):`)
	givenBranch    = regexp.MustCompile(`-- (Only where|Unless) ((?:\{[a-z]+:String\} !?= ''(?: AND )?)+)\n`)
	branchTerm     = regexp.MustCompile(`\{([a-z]+):String\} (!?=) ''`)
	union          = regexp.MustCompile(`\bUNION ALL\b`)
	lineComment    = regexp.MustCompile(`--[^\n]*`)
)

// folded is a query without the parts that its parameters decide, and the parameters that are left in it. One whose value is
// not given is left alone.
func folded(query string, params map[string]any) (string, map[string]any) {
	before := query
	query = pruned(query, params)
	for at := 0; ; {
		seen := uncommented(query)
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
	first, known := chosen(seen[at:], choice, params)
	switch {
	case !known || to < 0 || len(commas) != 1:
		return from, body, query[from:body], body
	case first:
		return from, to + 1, "(" + query[body:commas[0]] + ")", from
	}
	return from, to + 1, "(" + strings.TrimSpace(query[commas[0]+1:to]) + ")", from
}

// chosen reports whether a choice is for the first, and whether that follows from what is given.
func chosen(seen string, choice []int, params map[string]any) (first, known bool) {
	given := params[seen[choice[2]:choice[3]]]
	if choice[4] < 0 {
		weight, known := given.(float64)
		return weight == 0, known
	}
	text, known := given.(string)
	return text == seen[choice[4]:choice[5]], known
}

// uncommented is a query with spaces for its comments.
func uncommented(query string) string {
	return lineComment.ReplaceAllStringFunc(query, func(c string) string { return strings.Repeat(" ", len(c)) })
}

// pruned is a query without the branches that its parameters rule out. The last one that is left stays: a question without
// any would be none.
func pruned(query string, params map[string]any) string {
	for at := 0; ; {
		found := givenBranch.FindStringSubmatchIndex(query[at:])
		if found == nil {
			return query
		}
		from, head := at+found[0], at+found[1]
		if holds, known := holding(query[at+found[4]:at+found[5]], params); !known || holds != (query[at+found[2]:at+found[3]] == "Unless") {
			at = head
			continue
		}
		seen := uncommented(query)
		end, _ := closing(seen, head)
		if end < 0 {
			end = len(query)
		}
		if next := unionIn(seen, head, end); next > 0 {
			query, at = query[:from]+strings.TrimLeft(query[next:], " \n"), from
			continue
		}
		if before := strings.LastIndex(seen[:from], "UNION ALL"); before > 0 && strings.TrimSpace(seen[before+len("UNION ALL"):from]) == "" {
			query, at = query[:before]+query[end:], before
			continue
		}
		at = head
	}
}

// unionIn is where the next branch begins, behind the word; 0 where there is none before the end.
func unionIn(seen string, at, end int) int {
	for _, found := range union.FindAllStringIndex(seen[at:end], -1) {
		if to, _ := closing(seen[:at+found[0]]+")", at); to == at+found[0] { // not within parentheses
			return at + found[1]
		}
	}
	return 0
}

// holding reports whether all terms of a condition of a branch hold, and whether that follows from what is given.
func holding(condition string, params map[string]any) (holds, known bool) {
	holds, known = true, true
	for _, term := range branchTerm.FindAllStringSubmatch(condition, -1) {
		v, given := params[term[1]].(string)
		if known = known && given; given && (v == "") != (term[2] == "=") {
			return false, true
		}
	}
	return holds, known
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
		case []string:
			empty = empty && len(v) == 0
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
