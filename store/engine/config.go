package engine

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Limits bound what one read-only query may take. Zero means the default.
type Limits struct {
	Memory  uint64 // bytes a read-only query may use; default 1 GB
	Seconds int    // how long it may run; default 30
	Rows    uint64 // rows it may return; default 1,000,000
	Bytes   uint64 // bytes of its result, before it is formatted; default 300 MB
	Threads int    // threads it may use; default 2
	Queries int    // read-only queries at the same time; more wait their turn; default 8
	Server  uint64 // bytes the whole engine may use; default six tenths of the machine
}

// DefaultLimits are those of a reader whom nobody gave others; what the whole engine may use is left open.
func DefaultLimits() Limits { return Limits{}.withDefaults() }

func (l Limits) withDefaults() Limits {
	l.Memory = orDefault(l.Memory, 1_000_000_000)
	l.Seconds = orDefault(l.Seconds, 30)
	l.Rows = orDefault(l.Rows, 1_000_000)
	l.Bytes = orDefault(l.Bytes, 300_000_000)
	l.Threads = orDefault(l.Threads, 2)
	l.Queries = orDefault(l.Queries, 8)
	return l
}

func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// layout says where things stand below the data folder. Only home is open to the
// child; what the parent keeps for itself stands beside it.
type layout struct{ dir string }

func (l layout) home() string     { return filepath.Join(l.dir, "clickhouse") }
func (l layout) data() string     { return filepath.Join(l.home(), "data") }
func (l layout) settings() string { return filepath.Join(l.home(), "settings") }
func (l layout) empty() string    { return filepath.Join(l.home(), "home") }
func (l layout) temporary() string {
	return filepath.Join(l.home(), "temporary")
}

// pathArgument is where the data lies as seen from empty, the child's working folder: the engine
// tells every reader the path of each table, and should not tell of the machine by it.
const pathArgument = "--path=../data"

func (l layout) status() string { return filepath.Join(l.data(), "status") }
func (l layout) card() string   { return filepath.Join(l.dir, "engine.json") }
func (l layout) lock() string   { return filepath.Join(l.dir, "engine.lock") }

// backups is the one folder that BACKUP and RESTORE may name.
func (l layout) backups() string { return filepath.Join(l.home(), "backups") }

// databasePattern is what may stand in a grant: a name, or a prefix with a star.
var databasePattern = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*\*?$`)

// writeSettings writes config.xml and users.xml anew at every start, so that they
// always belong to this version of the program and never to an older one.
func (l layout) writeSettings(limits Limits, databases []string, elements string) error {
	for _, dir := range []string{l.settings(), l.data(), l.empty(), l.temporary(), l.backups()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("making the engine's folder: %w", err)
		}
	}
	users, err := usersXML(databases)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(l.settings(), "users.xml"), users, 0o600); err != nil {
		return fmt.Errorf("writing the engine's settings: %w", err)
	}
	if err := os.WriteFile(filepath.Join(l.settings(), "config.xml"), l.configXML(limits, elements), 0o600); err != nil {
		return fmt.Errorf("writing the engine's settings: %w", err)
	}
	return nil
}

// usersXML gives the one user that the library can log in as no right of its own,
// only two roles. A connection starts with both and is narrowed with SET ROLE
// reader; the engine itself then enforces the reader's grants.
//
// A join builds its table with one thread: what is joined here is small, and to share it out over
// threads takes longer than to build it, for every join of a statement anew.
//
// What a statement sorts, groups or joins goes to a file where it is larger than 400 MB: the program's
// own statements have no limit, and hold no more of a nation than that. ClickHouse sorts in memory until that and a
// share of all memory are both exceeded, half of it unless it is told otherwise: it is told that there is no share.
//
// Skip indexes are looked at before a projection is chosen: else one that reads a hundred granules
// looks better than the single one that an index leaves.
//
// Of a table that is read FINAL, rows are chosen by its key before the other columns are read.
//
// Which granules a condition found nothing in is not kept for later questions: several faults of that cache
// left rows out of answers that had nothing to do with the question that filled it, and a row that is
// left out is a wrong number.
//
// Expressions are not compiled: that costs 26 ms each, once it was used three times, and what runs over a
// nation's rows is not faster for it. Nor is it worked out of conditions that stand together what else they say
// (a = b and b < 5, so a < 5): to look for it took a quarter of what the longer statements take before they begin.
func usersXML(databases []string) ([]byte, error) {
	var grants strings.Builder
	for _, name := range databases {
		if !databasePattern.MatchString(name) {
			return nil, fmt.Errorf("reader database %q: want a name of letters, digits and _, or a prefix with *", name)
		}
		fmt.Fprintf(&grants, "<query>GRANT SELECT ON %s.*</query>", name)
	}
	return []byte(`<clickhouse>
  <profiles><default><join_algorithm>direct,hash</join_algorithm><use_skip_indexes_on_data_read>0</use_skip_indexes_on_data_read><optimize_move_to_prewhere_if_final>1</optimize_move_to_prewhere_if_final><use_query_condition_cache>0</use_query_condition_cache>
    <optimize_and_compare_chain>0</optimize_and_compare_chain><compile_expressions>0</compile_expressions><compile_aggregate_expressions>0</compile_aggregate_expressions><compile_sort_description>0</compile_sort_description>
    <max_bytes_before_external_sort>400000000</max_bytes_before_external_sort><max_bytes_ratio_before_external_sort>0</max_bytes_ratio_before_external_sort><max_bytes_before_external_group_by>400000000</max_bytes_before_external_group_by><max_bytes_before_external_join>400000000</max_bytes_before_external_join></default></profiles>
  <quotas><default></default></quotas>
  <users><default>
    <password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>
    <grants><query>GRANT reader</query><query>GRANT admin</query></grants>
  </default></users>
  <roles>
    <reader><grants>` + grants.String() + `</grants></reader>
    <admin><grants><query>GRANT ALL ON *.*</query></grants></admin>
  </roles>
</clickhouse>
`), nil
}

// configXML keeps the engine small: its caches and pools are sized for servers
// with hundreds of gigabytes, an idle embedded one has to stay below 150 MB.
func (l layout) configXML(limits Limits, elements string) []byte {
	var out bytes.Buffer
	escape := func(s string) string {
		var b bytes.Buffer
		_ = xml.EscapeText(&b, []byte(s)) // writing to a bytes.Buffer cannot fail
		return b.String()
	}
	fmt.Fprintf(&out, `<clickhouse>
  <display_name>gongkai</display_name>
  <timezone>UTC</timezone>
  <users_config>%s</users_config>
  <tmp_path>%s/</tmp_path>
  <backups><allowed_path>%s/</allowed_path></backups>
  <max_server_memory_usage>%d</max_server_memory_usage>
  <mark_cache_size>67108864</mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_mark_cache_size>16777216</index_mark_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <primary_index_cache_size>67108864</primary_index_cache_size>
  <mmap_cache_size>16</mmap_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
  <query_cache><max_size_in_bytes>16777216</max_size_in_bytes></query_cache>
  <background_pool_size>2</background_pool_size>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <background_move_pool_size>1</background_move_pool_size>
  <background_fetches_pool_size>1</background_fetches_pool_size>
  <background_common_pool_size>2</background_common_pool_size>
  <merge_tree><number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge><number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation><number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition></merge_tree>
%s</clickhouse>
`, escape(filepath.Join(l.settings(), "users.xml")), escape(l.temporary()), escape(l.backups()), limits.Server, elements)
	return out.Bytes()
}
