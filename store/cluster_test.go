package store

import (
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// clusters are the ways in which tables can be made.
var clusters = map[string]Cluster{
	"one server": {},
	"replicas":   {Servers: "gongkai", database: "gongkai"},
	"shards":     {Servers: "gongkai", Shards: "gongkai_shards", database: "gongkai"},
}

func TestClusterStatements(t *testing.T) {
	const path, local = "'/clickhouse/tables/{uuid}/everywhere', '{replica}'", "'/clickhouse/tables/{uuid}/{shard}', '{replica}'"
	for _, c := range []struct{ cluster, statement, want string }{
		{"one server", "CREATE TABLE IF NOT EXISTS t (a UInt8) ENGINE = MergeTree ORDER BY a", "CREATE TABLE IF NOT EXISTS t (a UInt8) ENGINE = MergeTree ORDER BY a"},
		{"replicas", "-- a, (b;\nCREATE TABLE IF NOT EXISTS t (a UInt8 COMMENT 'ENGINE = MergeTree') ENGINE = MergeTree ORDER BY a",
			"CREATE TABLE IF NOT EXISTS `t` ON CLUSTER `gongkai` (a UInt8 COMMENT 'ENGINE = MergeTree') ENGINE = ReplicatedMergeTree(" + path + ") ORDER BY a"},
		{"replicas", "CREATE TABLE IF NOT EXISTS t (a UInt8) ENGINE = ReplacingMergeTree(generation, gone) ORDER BY a COMMENT 'c'",
			"CREATE TABLE IF NOT EXISTS `t` ON CLUSTER `gongkai` (a UInt8) ENGINE = ReplicatedReplacingMergeTree(" + path + ", generation, gone) ORDER BY a COMMENT 'c'"},
		{"replicas", "CREATE TABLE IF NOT EXISTS `s_1` (reading UInt64) ENGINE = Set COMMENT 'sum'",
			"CREATE TABLE IF NOT EXISTS `s_1` ON CLUSTER `gongkai` (reading UInt64) ENGINE = ReplicatedMergeTree(" + path + ") ORDER BY reading COMMENT 'sum'"},
		{"replicas", "CREATE OR REPLACE VIEW v (a String) AS SELECT a FROM t", "CREATE OR REPLACE VIEW v ON CLUSTER `gongkai` (a String) AS SELECT a FROM t"},
		{"replicas", "DROP TABLE IF EXISTS `t` SYNC", "DROP TABLE IF EXISTS `t` ON CLUSTER `gongkai` SYNC"},
		{"replicas", "EXCHANGE TABLES `a` AND b", "EXCHANGE TABLES `a` AND b ON CLUSTER `gongkai`"},
		{"replicas", "CREATE DATABASE IF NOT EXISTS `g`", "CREATE DATABASE IF NOT EXISTS `g` ON CLUSTER `gongkai`"},
		{"replicas", "ALTER TABLE t ADD COLUMN a Decimal(20, 6) COMMENT 'x, y', MODIFY SETTING b = 1",
			"ALTER TABLE t ON CLUSTER `gongkai` ADD COLUMN a Decimal(20, 6) COMMENT 'x, y'\nALTER TABLE t ON CLUSTER `gongkai` MODIFY SETTING b = 1"},
		// Rows go by replication, and steps of one program stay where it is.
		{"replicas", "ALTER TABLE t DROP PARTITION (1, 2)", "ALTER TABLE t DROP PARTITION (1, 2)"},
		{"replicas", "ALTER TABLE t ATTACH PARTITION tuple() FROM `u`", "ALTER TABLE t ATTACH PARTITION tuple() FROM `u`"},
		{"replicas", "DELETE FROM reading_figures WHERE a = 1", "DELETE FROM reading_figures WHERE a = 1"},
		{"replicas", "INSERT INTO t SELECT 1", "INSERT INTO t SELECT 1"},
		{"replicas", "CREATE TABLE `u` AS t ENGINE = MergeTree ORDER BY a", "CREATE TABLE `u` AS t ENGINE = MergeTree ORDER BY a"},
		{"shards", "CREATE TABLE IF NOT EXISTS bodies (sha256 String, n Decimal(2, 1)) ENGINE = ReplacingMergeTree ORDER BY sha256 SETTINGS x = 1 COMMENT 'c'",
			"CREATE TABLE IF NOT EXISTS bodies_local ON CLUSTER `gongkai_shards` (sha256 String, n Decimal(2, 1)) ENGINE = ReplicatedReplacingMergeTree(" + local + ") ORDER BY sha256 SETTINGS x = 1 \n" +
				"CREATE TABLE IF NOT EXISTS bodies ON CLUSTER `gongkai` (sha256 String, n Decimal(2, 1)) ENGINE = Distributed(`gongkai_shards`, `gongkai`, bodies_local, cityHash64(sha256)) COMMENT 'c'"},
		{"shards", "CREATE TABLE IF NOT EXISTS bodies (sha256 String COMMENT 'a, INDEX', INDEX i sha256 TYPE bloom_filter(0.01), b UInt8, PROJECTION p (SELECT b ORDER BY b)) ENGINE = MergeTree ORDER BY sha256",
			"CREATE TABLE IF NOT EXISTS bodies_local ON CLUSTER `gongkai_shards` (sha256 String COMMENT 'a, INDEX', INDEX i sha256 TYPE bloom_filter(0.01), b UInt8, PROJECTION p (SELECT b ORDER BY b)) ENGINE = ReplicatedMergeTree(" + local + ") ORDER BY sha256\n" +
				"CREATE TABLE IF NOT EXISTS bodies ON CLUSTER `gongkai` (sha256 String COMMENT 'a, INDEX', b UInt8) ENGINE = Distributed(`gongkai_shards`, `gongkai`, bodies_local, cityHash64(sha256))"},
		{"shards", "ALTER TABLE reading_figures ADD COLUMN IF NOT EXISTS a UInt8, ADD INDEX i a TYPE minmax",
			"ALTER TABLE reading_figures_local ON CLUSTER `gongkai_shards` ADD COLUMN IF NOT EXISTS a UInt8\nALTER TABLE reading_figures ON CLUSTER `gongkai` ADD COLUMN IF NOT EXISTS a UInt8\n" +
				"ALTER TABLE reading_figures_local ON CLUSTER `gongkai_shards` ADD INDEX i a TYPE minmax"},
		{"shards", "DELETE FROM reading_figures WHERE a IN (1)", "DELETE FROM reading_figures_local ON CLUSTER `gongkai_shards` WHERE a IN (1)"},
		{"shards", "DELETE FROM text_states WHERE a IN (1)", "DELETE FROM text_states WHERE a IN (1)"},
		{"shards", "TRUNCATE TABLE `reading_figures`", "TRUNCATE TABLE reading_figures_local ON CLUSTER `gongkai_shards`"},
		{"shards", "TRUNCATE TABLE readings", "TRUNCATE TABLE readings"},
		{"replicas", "ALTER TABLE readings UPDATE texts = [], problems = [] WHERE a IN ('b, c') SETTINGS mutations_sync = 2", "ALTER TABLE readings ON CLUSTER `gongkai` UPDATE texts = [], problems = [] WHERE a IN ('b, c') SETTINGS mutations_sync = 2"},
		{"shards", "ALTER TABLE bodies DELETE WHERE sha256 IN ('a')", "ALTER TABLE bodies_local ON CLUSTER `gongkai_shards` DELETE WHERE sha256 IN ('a')"},
		{"shards", "ALTER TABLE bodies DROP PARTITION 1", "an error: table bodies is spread over shards: its partitions can't be moved"},
		{"shards", "CREATE TABLE IF NOT EXISTS t (a UInt8) ENGINE = Memory", "an error: table t names no engine that a cluster has"},
	} {
		all, err := clusters[c.cluster].statements(c.statement)
		got := strings.Join(all, "\n")
		if err != nil {
			got = "an error: " + err.Error()
		}
		same(t, c.cluster+": "+c.statement, got, c.want)
	}
}

// saidLater are the statements about tables that the program says when it runs.
var saidLater = []string{
	"CREATE TABLE IF NOT EXISTS `current_readings_1` (reading UInt64) ENGINE = Set COMMENT '3 readings, AB'",
	"EXCHANGE TABLES `current_readings_1` AND current_readings", "DROP TABLE IF EXISTS `current_readings_1` SYNC",
	"ALTER TABLE report_states ATTACH PARTITION tuple() FROM `report_states_1`", "ALTER TABLE across_checks DROP PARTITION (1, 2)",
	"DELETE FROM reading_figures WHERE reading_id IN {ids:Array(String)}", "CREATE DATABASE IF NOT EXISTS `gongkai`",
}

// saidOfTakedowns removes what was taken down, and takes it out of the files of releases.
var saidOfTakedowns = func() (all []string) {
	for _, r := range removals {
		all = append(all, r.find, r.say+" WHERE "+fmt.Sprintf(r.remove, literals([]string{"a", "b"}))+" SETTINGS mutations_sync = 2")
	}
	for _, t := range thinnedTables {
		goes, emptied := t.rows()
		s := storedTable{Name: t.table, Engine: "ReplicatedReplacingMergeTree", Full: "ReplicatedReplacingMergeTree('/a', '{replica}') ORDER BY run_id SETTINGS a = 1", Columns: []Column{{"run_id", "UInt64"}}}
		for _, e := range t.empty {
			for _, c := range e.columns {
				s.Columns = append(s.Columns, Column{c, "Nullable(Enum8('a' = 1))"})
			}
		}
		all = append(all, "SELECT count() AS n FROM "+quoteName(t.table)+" WHERE "+goes, "SELECT count() AS n FROM "+quoteName(t.table)+" WHERE "+emptied, t.query(s), "TRUNCATE TABLE "+quoteName(t.table))
	}
	for _, t := range frozenTables {
		all = append(all, "TRUNCATE TABLE "+quoteName(t.name))
	}
	return append(all, "DROP TABLE IF EXISTS `gone_hidden` SYNC", "CREATE TABLE IF NOT EXISTS `gone_hidden` (name String) ENGINE = MergeTree ORDER BY name")
}()

// TestClustersParse has ClickHouse's own parser read every statement of every migration, and every
// later one, in each way of making tables. On a cluster no table is left to one server.
func TestClustersParse(t *testing.T) {
	all, err := migrations(migrationFiles)
	must(t, err)
	texts := slices.Concat(saidLater, saidOfTakedowns)
	for _, m := range all {
		texts = append(texts, statements(m.text)...)
	}
	texts = append(texts, statements(must2(wholeSchema(migrationFiles, all))(t).text)...)
	db := empty(t)
	of := regexp.MustCompile(`^(CREATE|ALTER|DROP|EXCHANGE|DELETE FROM reading_figures_local|TRUNCATE TABLE \w+_local)`)
	alone := regexp.MustCompile(`ENGINE = (Set|MergeTree|ReplacingMergeTree)\b`)
	for name, c := range clusters {
		var said []string
		for _, text := range texts {
			some, err := c.statements(text)
			must(t, err)
			said = append(said, some...)
		}
		var rows []struct {
			At    uint64  `ch:"at"`
			Plain *string `ch:"plain"`
		}
		const ask = "SELECT toUInt64(number) AS at, formatQuerySingleLineOrNull({said:Array(String)}[number + 1]) AS plain FROM numbers(length({said:Array(String)})) ORDER BY at"
		must(t, db.Select(t.Context(), &rows, ask, map[string]any{"said": said}))
		if len(rows) != len(said) || len(said) < len(texts) {
			t.Fatalf("%s: %d statements gave %d, of which %d were parsed", name, len(texts), len(said), len(rows))
		}
		for i, row := range rows {
			switch {
			case row.Plain == nil:
				t.Errorf("%s: ClickHouse can't parse\n%s", name, said[i])
			case c.Servers == "":
			case alone.MatchString(*row.Plain):
				t.Errorf("%s: a table of one server\n%s", name, *row.Plain)
			case of.MatchString(*row.Plain) && !strings.Contains(*row.Plain, "ON CLUSTER") && !strings.Contains(*row.Plain, " PARTITION "):
				t.Errorf("%s: said to one server\n%s", name, *row.Plain)
			}
		}
		t.Logf("%s: %d statements", name, len(said))
	}
}

// TestDocumentedAccountsParse: what operators are told to type at a server is SQL of ClickHouse.
func TestDocumentedAccountsParse(t *testing.T) {
	text, err := os.ReadFile("../doc/operations.md")
	must(t, err)
	db, found := empty(t), 0
	for _, block := range regexp.MustCompile("(?s)```sql\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		for _, statement := range statements(block[1]) {
			var rows []struct {
				Plain string `ch:"plain"`
			}
			must(t, db.Select(t.Context(), &rows, "SELECT formatQuerySingleLine({q:String}) AS plain", map[string]any{"q": statement}))
			found++
		}
	}
	if found < 3 {
		t.Errorf("only %d statements", found)
	}
}

// decided are the beginnings of statements about tables in the program's own code, each of which
// somebody has thought about on a cluster: said to all servers, or left to one for a reason.
var decided = map[string]string{
	"CREATE TABLE IF NOT":                   "all servers; with AS, a copy on one",
	"CREATE TABLE":                          "a step of one program, on its server",
	"CREATE DATABASE IF NOT":                "all servers",
	"CREATE DATABASE %s COMMENT":            "a snapshot, on one server",
	"DROP TABLE IF EXISTS":                  "all servers",
	"DROP TABLE":                            "a step of one program",
	"DROP DATABASE IF EXISTS":               "all servers",
	"EXCHANGE TABLES":                       "all servers",
	"EXCHANGE TABLES schema_migrations AND": "all servers",
	"ALTER TABLE":                           "rows of partitions: replication carries them",
	"ALTER TABLE %s DROP":                   "rows",
	"ALTER TABLE report_states ATTACH":      "rows",
	"ALTER TABLE bodies MODIFY":             "all servers",
	"ALTER TABLE schema_migrations MODIFY":  "all servers",
	"ALTER TABLE bodies DELETE":             "a mutation, told to all servers; where it is spread, to each shard",
	"ALTER TABLE changes_history DELETE":    "a mutation, told to all servers",
	"ALTER TABLE rewordings_history DELETE": "a mutation, told to all servers",
	"ALTER TABLE readings UPDATE":           "a mutation, told to all servers",
	"ALTER TABLE report_states UPDATE":      "a mutation, told to all servers",
	"TRUNCATE TABLE":                        "rows; refused of a table that is spread",
	"ATTACH PARTITION ALL FROM":             "rows",
	"DROP PARTITION":                        "rows",
	"DELETE FROM":                           "rows; of a table that is spread, on each shard",
	"DELETE FROM seal_records WHERE":        "rows: replication carries them",
}

// TestEveryKindOfStatementIsDecided reads the code: a statement about tables of a new kind fails here
// until it is known what it means on a cluster.
func TestEveryKindOfStatementIsDecided(t *testing.T) {
	kind := regexp.MustCompile(`^(CREATE|ALTER|DROP|EXCHANGE|RENAME|TRUNCATE|DELETE|ATTACH|DETACH|OPTIMIZE|SYSTEM) [A-Z]+( \S+){0,2}`)
	seen := map[string]bool{}
	for _, folder := range []string{".", "../analytics"} {
		must(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if d != nil && d.IsDir() && d.Name() == "engine" {
				return fs.SkipDir // what the embedded engine says to itself
			}
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			must(t, err)
			ast.Inspect(file, func(n ast.Node) bool {
				literal, ok := n.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					return true
				}
				text, _ := strconv.Unquote(literal.Value)
				if words := kind.FindString(strings.TrimSpace(text)); words != "" {
					seen[words] = true
					if decided[words] == "" {
						t.Errorf("%s: %q: what is it on a cluster?", path, words)
					}
				}
				return true
			})
			return nil
		}))
	}
	for words := range decided {
		if !seen[words] {
			t.Errorf("nobody says %q any more", words)
		}
	}
}

// TestDeployedSettingsAreKnown: a server does not start with a setting that it does not know, and a
// cluster that ignores one is another cluster.
func TestDeployedSettingsAreKnown(t *testing.T) {
	var names []string
	for name := range clusterSettings {
		names = append(names, name)
	}
	for _, file := range []string{"../deploy/clickhouse/profile.xml", "../dashboards/clickhouse/reader.xml"} {
		var users struct {
			Profiles []struct {
				Settings []struct{ XMLName xml.Name } `xml:",any"`
			} `xml:"profiles>default"`
			Readers []struct {
				Settings []struct{ XMLName xml.Name } `xml:",any"`
			} `xml:"profiles>reader"`
		}
		body, err := os.ReadFile(file)
		must(t, err)
		must(t, xml.Unmarshal(body, &users))
		for _, p := range append(users.Profiles, users.Readers...) {
			for _, s := range p.Settings {
				if s.XMLName.Local != "constraints" {
					names = append(names, s.XMLName.Local)
				}
			}
		}
	}
	if len(names) < 18 {
		t.Fatalf("only %v", names)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	db := empty(t)
	var known []struct {
		Name string `ch:"name"`
	}
	must(t, db.Select(t.Context(), &known, "SELECT name FROM system.settings WHERE has({names:Array(String)}, name) ORDER BY name", map[string]any{"names": append(names, "insert_quorum")}))
	for _, name := range append(names, "insert_quorum") {
		if !slices.ContainsFunc(known, func(k struct {
			Name string `ch:"name"`
		}) bool {
			return k.Name == name
		}) {
			t.Errorf("ClickHouse has no setting %s", name)
		}
	}
}
