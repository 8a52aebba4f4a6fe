package main

import (
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"gongkai/dashboards"
	"gongkai/doc"
	"gongkai/store"
	"gongkai/store/engine/statement"
)

// console answers a query from the web as a reader, who may take less there than elsewhere. Rows
// come in ClickHouse's JSONCompact.
func (h *home) console(ctx context.Context, query string, w io.Writer) error {
	if format, _ := statement.Format(query); format != "" {
		return &dashboards.QueryError{Text: "FORMAT " + format + ": leave the clause out, the address chooses the format (&format=csv or json)"}
	}
	err := h.Ask(ctx, query, "JSONCompact", map[string]string{
		"max_execution_time": strconv.Itoa(dashboards.ConsoleSeconds), "max_result_rows": strconv.Itoa(dashboards.ConsoleRows), "max_result_bytes": "50000000", "max_memory_usage": "500000000",
	}, w)
	var refused *store.Refusal
	if errors.As(err, &refused) {
		return &dashboards.QueryError{Text: plainly(refused.Message)}
	}
	return err
}

var (
	exceptionHead = regexp.MustCompile(`^Code: \d+\. (?:DB::(?:\w+)?Exception: )?`)
	exceptionTail = regexp.MustCompile(`\s*\(version [^)]*(?:\([^)]*\))?[^)]*\)\s*$`)
)

// plainly is an exception without what only its makers need.
func plainly(message string) string {
	return exceptionTail.ReplaceAllString(exceptionHead.ReplaceAllString(message, ""), "")
}

// consoleOf returns what answers the web's queries: nothing on a server of others, where no reader
// of ours asks and no guard of ours stands in front.
func consoleOf(h *home) func(context.Context, string, io.Writer) error {
	if h.engine == nil {
		return nil
	}
	return h.console
}

var (
	topicHead   = regexp.MustCompile(`(?m)^## ([^\n]+)\n\n(\S+)$`)
	exampleHead = regexp.MustCompile("(?ms)^### ([^\n]+\\?)\n\n([^\n]+？)\n\nColumns: [^\n]+\n\n```sql\n(.*?)^```\n\n([^\n]+)\n\n([^\n]+)$")
)

// examples are the worked questions of doc/queries.md. A topic and a question are said in English and then in
// Chinese, and so is why it is asked that way.
func examples() []dashboards.Example {
	var all []dashboards.Example
	topics := topicHead.FindAllStringSubmatchIndex(doc.Queries, -1)
	for i, at := range topics {
		end := len(doc.Queries)
		if i+1 < len(topics) {
			end = topics[i+1][0]
		}
		for _, m := range exampleHead.FindAllStringSubmatch(doc.Queries[at[1]:end], -1) {
			all = append(all, dashboards.Example{
				TopicEN: doc.Queries[at[2]:at[3]], TopicZH: doc.Queries[at[4]:at[5]], TitleEN: m[1], TitleZH: m[2],
				SQL: strings.TrimSpace(m[3]), WhyEN: m[4], WhyZH: m[5],
			})
		}
	}
	return all
}
