package engine

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gongkai/store/engine/statement"
)

// readerArguments are the limits of a reader's connection. The engine holds them
// even against nested SETTINGS.
func (h *host) readerArguments() []string {
	l := h.spec.Limits
	return []string{
		fmt.Sprintf("--max_memory_usage=%d", l.Memory),
		fmt.Sprintf("--max_execution_time=%d", l.Seconds),
		"--timeout_overflow_mode=throw",
		fmt.Sprintf("--max_result_rows=%d", l.Rows),
		fmt.Sprintf("--max_result_bytes=%d", l.Bytes),
		"--result_overflow_mode=throw",
		fmt.Sprintf("--max_threads=%d", l.Threads),
		"--max_query_size=1048576",
		"--max_ast_depth=500",
		"--max_ast_elements=50000",
		"--max_expanded_ast_elements=500000",
	}
}

// readerLimits are settings that a reader may make smaller, never larger.
func (h *host) readerLimits() map[string]uint64 {
	l := h.spec.Limits
	return map[string]uint64{"max_memory_usage": l.Memory, "max_execution_time": uint64(l.Seconds), "max_result_rows": l.Rows,
		"max_result_bytes": l.Bytes, "max_threads": uint64(l.Threads), "max_block_size": 65_536}
}

// readerHarmless are settings that change how an answer looks, or that clients
// send with every request. Everything else, above all what could lift a limit or
// name a file, is refused.
var readerHarmless = map[string]bool{
	"date_time_output_format": true, "session_timezone": true, "join_use_nulls": true, "final": true, "extremes": true,
	"use_client_time_zone": true, "limit": true, "offset": true, "prefer_column_name_to_alias": true,
	"asterisk_include_alias_columns": true, "asterisk_include_materialized_columns": true, "transform_null_in": true,
	"output_format_json_array_of_rows": true, "format_csv_delimiter": true, "format_csv_null_representation": true,
	"format_tsv_null_representation": true, "bool_true_representation": true, "bool_false_representation": true,
}

// readerIgnored are settings of the transport, which has its own ideas.
var readerIgnored = map[string]bool{
	"readonly": true, "network_zstd_compression_level": true, "http_zlib_compression_level": true, "send_progress_in_http_headers": true,
	"http_headers_progress_interval_ms": true, "wait_for_async_insert": true, "async_insert": true, "cancel_http_readonly_queries_on_client_close": true,
	"http_write_exception_in_output_format": true, "max_query_size": true,
}

func (a *ask) setAsReader(h *host, name, value string) *exception {
	if readerIgnored[name] {
		return nil
	}
	if limit, limited := h.readerLimits()[name]; limited {
		wanted, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			return raise(72, "CANNOT_PARSE_NUMBER", "Cannot parse "+name+" = "+value)
		}
		if wanted > 0 && wanted < limit { // 0 means no limit at all
			a.settings = append(a.settings, parameter{name, value})
		}
		return nil
	}
	if !readerHarmless[name] && !formatSetting(name) {
		return raise(164, "READONLY", "Cannot modify '"+name+"' setting in readonly mode")
	}
	a.settings = append(a.settings, parameter{name, value})
	return nil
}

// inspect decides whether a reader may run a text. The engine's own read-only mode
// is not enough: it runs several statements, reads files through scalar functions
// and lets nested SETTINGS skip the checks (see package statement). The text that
// is judged is the engine's own canonical form, in which escapes and quotes are
// resolved.
func (h *host) inspect(c *connection, a *ask, text string) error {
	if isSystem(a.database) {
		return refuse("the system databases are not for readers, but system.tables, system.columns and system.databases")
	}
	class, err := c.classify(text)
	if err != nil {
		return err
	}
	if class.Statements > 1 {
		return raise(62, "SYNTAX_ERROR", "Multi-statements are not allowed")
	}
	if class.Kind != kindReadOnly {
		return raise(164, "READONLY", "Cannot execute query in readonly mode: only SELECT, SHOW, DESCRIBE and EXPLAIN are for readers")
	}
	canonical, err := c.text("SELECT formatQuerySingleLine({q:String})", parameter{"q", parameterEscapes.Replace(text)})
	if err != nil {
		return err
	}
	if err := statement.Guard(canonical); err != nil {
		var refused *statement.Refused
		if errors.As(err, &refused) {
			return refuse(refused.Error())
		}
		return err
	}
	return nil
}

// parameterEscapes writes a text the way ClickHouse reads a String parameter: without it a
// line break ends the value, and an escape would be undone before the guard sees it, so that
// the guard would judge another text than the one that runs.
var parameterEscapes = strings.NewReplacer("\\", `\\`, "\n", `\n`, "\t", `\t`, "\r", `\r`, "\x00", `\0`, "\b", `\b`, "\f", `\f`)

func isSystem(database string) bool {
	name := strings.ToLower(strings.Trim(database, "`\" "))
	return name == "system" || name == "information_schema"
}

func refuse(why string) *exception {
	return raise(497, "ACCESS_DENIED", UserReader+": Not enough privileges: "+strings.TrimSuffix(why, "."))
}

// formatSetting tells settings that only shape the answer from those that name a
// file to write (output_format_schema).
func formatSetting(name string) bool {
	return strings.HasPrefix(name, "output_format_") && !strings.Contains(name, "schema")
}
