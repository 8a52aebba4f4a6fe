package store

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// keeperOfTests has the engine take itself for a server of a cluster with a Keeper in its own memory.
// It makes replicated tables; to write to one that Keeper lacks too much.
const keeperOfTests = `<tcp_port>9000</tcp_port><interserver_http_port>9009</interserver_http_port><interserver_http_host>127.0.0.1</interserver_http_host>` +
	`<zookeeper><implementation>testkeeper</implementation></zookeeper><macros><shard>01</shard><replica>one</replica></macros>` +
	`<remote_servers><gongkai_shards><shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>9000</port></replica></shard></gongkai_shards></remote_servers>`

// TestReplicatedTablesAreMade makes every table of every migration as a cluster has it: the parser
// takes any engine with any arguments, the engine only those that fit the table.
func TestReplicatedTablesAreMade(t *testing.T) {
	if os.Getenv("GONGKAI_FULL") == "" {
		t.Skip("four seconds: make test-full runs it")
	}
	e, err := engine.Start(t.Context(), engine.Config{Dir: t.TempDir(), Elements: keeperOfTests})
	if err != nil {
		enginetest.Missing(t, err)
	}
	defer e.Close()
	conn := enginetest.Open(t, e, engine.UserAdmin, engine.Database)
	all, err := migrations(migrationFiles)
	must(t, err)
	onCluster := regexp.MustCompile(" ON CLUSTER `\\w+`")
	named := regexp.MustCompile("^(CREATE TABLE IF NOT EXISTS) `?(\\w+)`?")
	run := func(from, prefix string, texts []string) {
		replicated, spread := 0, 0
		for _, text := range texts {
			said, err := clusters["shards"].statements(text)
			must(t, err)
			for _, s := range said {
				if !named.MatchString(s) {
					continue
				}
				s = named.ReplaceAllString(s, "$1 "+prefix+"$2")
				// ON CLUSTER gives each table a name of its own in Keeper.
				if err := conn.Exec(t.Context(), onCluster.ReplaceAllString(s, " UUID '"+uuid.NewString()+"'")); err != nil {
					t.Errorf("%s: %v\n%s", from, err, s)
				}
				replicated += strings.Count(s, "ENGINE = Replicated")
				spread += strings.Count(s, "ENGINE = Distributed")
			}
		}
		if spread != len(shardKeys) || replicated < 60 {
			t.Errorf("%s: %d replicated tables, %d that are spread", from, replicated, spread)
		}
	}
	var texts []string
	for _, m := range all {
		texts = append(texts, statements(m.text)...)
	}
	run("the migrations", "", texts)
	run(schemaFile, "laid_", statements(must2(wholeSchema(migrationFiles, all))(t).text))
}
