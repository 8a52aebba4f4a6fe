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
		"--max_expanded_ast_elements=50000", // subqueries with names double what they name each time: to unfold 500,000 takes half a minute
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
// name a file, is refused, and so is every setting of a newer engine until it
// stands here.
var readerHarmless = set(`
	date_time_output_format session_timezone join_use_nulls final extremes use_client_time_zone limit offset prefer_column_name_to_alias
	asterisk_include_alias_columns asterisk_include_materialized_columns transform_null_in format_csv_delimiter format_csv_null_representation
	format_tsv_null_representation bool_true_representation bool_false_representation output_format_json_array_of_rows`)

// readerOutput are the settings of formats that only shape the answer, without the output_format_
// that they begin with. Those that name a file or a server (schema, confluent) are not among them.
var readerOutput = set(`
	always_write_decimal_point_in_float_and_decimal arrow_compression_method arrow_date_as_uint16 arrow_fixed_string_as_fixed_byte_array
	arrow_low_cardinality_as_dictionary arrow_string_as_string arrow_unsupported_types_as_binary arrow_use_64_bit_indexes_for_dictionary arrow_use_native_writer
	arrow_use_signed_indexes_for_dictionary arrow_uuid_as_fixed_byte_array arrow_variant_as_string avro_codec avro_rows_in_file avro_string_column_pattern
	avro_sync_interval binary_encode_types_in_binary_format binary_write_json_as_string bson_string_as_string csv_crlf_end_of_line
	csv_header_serialize_tuple_into_separate_columns csv_serialize_tuple_into_separate_columns decimal_trailing_zeros float_precision json_array_of_rows
	json_escape_forward_slashes json_map_as_array_of_tuples json_named_tuples_as_objects json_pretty_print json_quote_64bit_floats json_quote_64bit_integers
	json_quote_decimals json_quote_denormals json_skip_null_value_in_named_tuples json_validate_utf8 markdown_escape_special_characters msgpack_uuid_representation
	native_encode_types_in_binary_format native_use_flattened_dynamic_and_json_serialization native_write_json_as_string orc_compression_block_size
	orc_compression_method orc_dictionary_key_size_threshold orc_row_index_stride orc_string_as_string orc_writer_time_zone_name parquet_batch_size
	parquet_bloom_filter_bits_per_value parquet_bloom_filter_flush_threshold_bytes parquet_compliant_nested_types parquet_compression_method parquet_data_page_size
	parquet_date_as_uint16 parquet_datetime_as_uint32 parquet_enum_as_byte_array parquet_fixed_string_as_fixed_byte_array parquet_geometadata parquet_row_group_size
	parquet_row_group_size_bytes parquet_string_as_string parquet_unsupported_types_as_binary parquet_use_custom_encoder parquet_version parquet_write_bloom_filter
	parquet_write_checksums parquet_write_page_index pretty_color pretty_display_footer_column_names pretty_display_footer_column_names_min_rows
	pretty_fallback_to_vertical pretty_fallback_to_vertical_max_rows_per_chunk pretty_fallback_to_vertical_min_columns pretty_fallback_to_vertical_min_table_width
	pretty_glue_chunks pretty_grid_charset pretty_highlight_digit_groups pretty_highlight_trailing_spaces pretty_max_column_name_width_cut_to
	pretty_max_column_name_width_min_chars_to_cut pretty_max_rows pretty_max_value_width pretty_max_value_width_apply_for_single_value pretty_multiline_fields
	pretty_named_tuples_as_json pretty_row_numbers pretty_single_large_number_tip_threshold pretty_squash_consecutive_ms pretty_squash_max_wait_ms
	pretty_use_nbsp_for_padding protobuf_nullables_with_google_wrappers sql_insert_include_column_names sql_insert_max_batch_size sql_insert_quote_names
	sql_insert_table_name sql_insert_use_replace trim_fixed_string tsv_crlf_end_of_line values_escape_quote_with_quote write_statistics`)

func set(names string) map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(names) {
		all[name] = true
	}
	return all
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

// mayAnswerIn refuses formats that are not for readers.
func mayAnswerIn(format string) error {
	if statement.ReaderFormat(format) {
		return nil
	}
	return refuse("the format " + format + " is not for readers: ask for CSV, TSV, JSON, JSONEachRow, Parquet, Native or one like them")
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
	canonical, err := c.canonical(text)
	if err != nil {
		return err
	}
	if err := statement.Guard(canonical, h.unreviewed); err != nil {
		var refused *statement.Refused
		if errors.As(err, &refused) {
			return refuse(refused.Error())
		}
		return err
	}
	return nil
}

// canonical is the engine's own form of a statement, in one line; an error where it is none.
func (c *connection) canonical(text string) (string, error) {
	return c.text("SELECT formatQuerySingleLine({q:String})", parameter{"q", parameterEscapes.Replace(text)})
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

// formatSetting tells settings that only shape the answer.
func formatSetting(name string) bool {
	shape, is := strings.CutPrefix(name, "output_format_")
	return is && readerOutput[shape]
}
