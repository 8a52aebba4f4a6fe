package store

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Cluster says that ClickHouse is several servers. The zero value is one server.
//
// Every table is a replica on every server, so that whatever is joined lies beside what it is
// joined with. With Shards what grows with the figures of agencies is spread instead: see shardKeys.
type Cluster struct {
	Servers string // the cluster of remote_servers that has every server as a replica of one shard
	Shards  string // the cluster that has the same servers in shards; empty: nothing is spread

	database string
}

// shardKeys are the tables that are spread over shards, and by what. The figures and findings of an
// agency lie on one shard, so that a report is whole wherever it is read; a body belongs to nobody
// and is told by its hash. NAME is then a Distributed table over the NAME_local of each shard.
var shardKeys = map[string]string{
	"bodies":             "cityHash64(sha256)",
	"reading_figures":    "cityHash64(agency_id)",
	"reading_cumulative": "cityHash64(agency_id)",
	"reading_findings":   "cityHash64(agency_id)",
}

// Paths in Keeper: of a table that all servers share, and of one that the servers of a shard do.
// {uuid} is new for every table, so that tables can be exchanged.
const (
	everywherePath = "'/clickhouse/tables/{uuid}/everywhere', '{replica}'"
	shardPath      = "'/clickhouse/tables/{uuid}/{shard}', '{replica}'"
)

func (c Cluster) on() string       { return " ON CLUSTER " + quoteName(c.Servers) }
func (c Cluster) onShards() string { return " ON CLUSTER " + quoteName(c.Shards) }

// sharded tells whether a table is spread.
func (c Cluster) sharded(table string) bool { return c.Shards != "" && shardKeys[table] != "" }

// A statement that defines something is said to all servers. Statements of rows are not: replication
// carries them. What makes a table after another one, or drops a table that must be there, is about
// a step of one program on the server that it speaks to, and stays there.
var (
	createTable  = regexp.MustCompile("^(CREATE TABLE IF NOT EXISTS) `?(\\w+)`?\\s*\\(")
	tableEngine  = regexp.MustCompile(`\bENGINE = (Set|\w*MergeTree)(\([^)]*\))?`)
	tableComment = regexp.MustCompile(`\bCOMMENT\b`)
	alterTable   = regexp.MustCompile("^ALTER TABLE `?(\\w+)`?\\s+")
	ofRows       = regexp.MustCompile(`^(UPDATE|DELETE)\b`)
	ofPartition  = regexp.MustCompile(`^(DROP|ATTACH) PARTITION\b`)
	ofColumn     = regexp.MustCompile(`^(ADD|COMMENT|DROP|RENAME) COLUMN\b`)
	deleteFrom   = regexp.MustCompile("^DELETE FROM `?(\\w+)`?")
	truncate     = regexp.MustCompile("^TRUNCATE TABLE `?(\\w+)`?")
	insertInto   = regexp.MustCompile("^INSERT INTO (?:TABLE )?`?(\\w+)`?")
	definition   = regexp.MustCompile("^(?:CREATE OR REPLACE VIEW|CREATE DATABASE IF NOT EXISTS|DROP TABLE IF EXISTS|DROP DATABASE IF EXISTS) `?\\w+`?|^EXCHANGE TABLES `?\\w+`? AND `?\\w+`?")
	firstColumn  = regexp.MustCompile("\\(\\s*`?(\\w+)")
)

// statements says a statement as this cluster has to hear it, which may take several.
func (c Cluster) statements(statement string) ([]string, error) {
	if c.Servers == "" {
		return []string{statement}, nil
	}
	text := strings.TrimSpace(statement[len(statement)-len(strings.TrimLeft(bare(statement), " \t\r\n")):])
	if m := createTable.FindStringSubmatch(text); m != nil {
		return c.create(text, m[2])
	}
	if m := alterTable.FindStringSubmatch(text); m != nil {
		return c.alter(m[1], text[len(m[0]):], statement)
	}
	if at := definition.FindStringIndex(text); at != nil {
		return []string{text[:at[1]] + c.on() + text[at[1]:]}, nil
	}
	if m := deleteFrom.FindStringSubmatch(text); m != nil && c.sharded(m[1]) {
		return []string{"DELETE FROM " + m[1] + "_local" + c.onShards() + text[len(m[0]):]}, nil
	}
	if m := truncate.FindStringSubmatch(text); m != nil && c.sharded(m[1]) {
		return []string{"TRUNCATE TABLE " + m[1] + "_local" + c.onShards() + text[len(m[0]):]}, nil
	}
	return []string{statement}, nil
}

// create makes a replicated table, and over one that is spread a Distributed table.
func (c Cluster) create(text, table string) ([]string, error) {
	seen := bare(text)
	at := tableEngine.FindStringSubmatchIndex(seen)
	if at == nil {
		return nil, fmt.Errorf("table %s names no engine that a cluster has", table)
	}
	columns := text[strings.Index(seen, "("):at[0]]
	kind, args, keys := text[at[2]:at[3]], "", text[at[1]:]
	if at[4] >= 0 {
		args = ", " + strings.TrimSpace(text[at[4]+1:at[5]-1])
	}
	if kind == "Set" { // in one server's memory: a table that all have answers the same
		kind, keys = "MergeTree", " ORDER BY "+firstColumn.FindStringSubmatch(columns)[1]+text[at[1]:]
	}
	if !c.sharded(table) {
		return []string{"CREATE TABLE IF NOT EXISTS " + quoteName(table) + c.on() + " " + columns + "ENGINE = Replicated" + kind + "(" + everywherePath + args + ")" + keys}, nil
	}
	local, comment := table+"_local", ""
	if at := tableComment.FindStringIndex(bare(keys)); at != nil { // a table with a comment is public
		keys, comment = keys[:at[0]], " "+keys[at[0]:]
	}
	return []string{
		"CREATE TABLE IF NOT EXISTS " + local + c.onShards() + " " + columns + "ENGINE = Replicated" + kind + "(" + shardPath + args + ")" + keys,
		"CREATE TABLE IF NOT EXISTS " + table + c.on() + " " + withoutIndexes(columns) + "ENGINE = Distributed(" + quoteName(c.Shards) + ", " + quoteName(c.database) + ", " + local + ", " + shardKeys[table] + ")" + comment,
	}, nil
}

// ofIndex begins what a Distributed table can't have between its columns.
var ofIndex = regexp.MustCompile(`^(INDEX|PROJECTION|CONSTRAINT)\b`)

// withoutIndexes takes a list of columns in its brackets.
func withoutIndexes(columns string) string {
	end := strings.LastIndexByte(columns, ')')
	parts := slices.DeleteFunc(parted(columns[1:end]), ofIndex.MatchString)
	return "(" + strings.Join(parts, ", ") + columns[end:]
}

// alter says each change by itself: a replicated table takes no two kinds in one statement, and a
// Distributed one has columns but neither indexes nor settings.
func (c Cluster) alter(table, changes, whole string) (all []string, err error) {
	if ofPartition.MatchString(changes) {
		if c.sharded(table) {
			return nil, fmt.Errorf("table %s is spread over shards: its partitions can't be moved", table)
		}
		return []string{whole}, nil // of rows
	}
	parts := parted(changes)
	if ofRows.MatchString(changes) { // what is set is one change
		parts = []string{changes}
	}
	for _, change := range parts {
		if !c.sharded(table) {
			all = append(all, "ALTER TABLE "+table+c.on()+" "+change)
			continue
		}
		all = append(all, "ALTER TABLE "+table+"_local"+c.onShards()+" "+change)
		if ofColumn.MatchString(change) {
			all = append(all, "ALTER TABLE "+table+c.on()+" "+change)
		}
	}
	return all, nil
}
