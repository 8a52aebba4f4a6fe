package deploy

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"

	"gongkai/store/engine"
)

// secretWord stands for every password, so that it can be looked for where it must not be.
const secretWord = "a-word-that-nobody-may-read"

// cluster loads the two files as compose lays one over the other.
func cluster(t *testing.T) *types.Project {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	p, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  root,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(root, "docker-compose.yml")}, {Filename: filepath.Join(root, "deploy", "docker-compose.cluster.yml")}},
		Environment: types.Mapping{"CLICKHOUSE_PASSWORD": secretWord, "CLUSTER_SECRET": secretWord},
	}, loader.WithProfiles([]string{"*"}), func(o *loader.Options) { o.SetProjectName("gongkai", true) })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// serverSettings are what cluster.xml says of the cluster, and what keeper.xml says of Keeper.
type serverSettings struct {
	Keepers []struct {
		Host string `xml:"host"`
		Port int    `xml:"port"`
	} `xml:"zookeeper>node"`
	Servers struct {
		Clusters []struct {
			XMLName xml.Name
			Secret  struct {
				From string `xml:"from_env,attr"`
			} `xml:"secret"`
			Shards []struct {
				Replication bool     `xml:"internal_replication"`
				Hosts       []string `xml:"replica>host"`
			} `xml:"shard"`
		} `xml:",any"`
	} `xml:"remote_servers"`
	Raft []struct {
		ID   string `xml:"id"`
		Host string `xml:"hostname"`
	} `xml:"keeper_server>raft_configuration>server"`
	KeeperPort int `xml:"keeper_server>tcp_port"`
}

func readXML(t *testing.T, file string, into any) {
	t.Helper()
	body, err := os.ReadFile(file)
	if err == nil {
		err = xml.Unmarshal(body, into)
	}
	if err != nil {
		t.Fatal(file, err)
	}
}

// TestClusterFitsTogether: the servers that cluster.xml names are the services, each in the shard that
// its environment says; Keepers have the numbers that they are known by; the program names the clusters.
func TestClusterFitsTogether(t *testing.T) {
	p := cluster(t)
	var s serverSettings
	readXML(t, "clickhouse/cluster.xml", &s)
	readXML(t, "clickhouse/keeper.xml", &s)
	env := func(service, name string) string {
		if v := p.Services[service].Environment[name]; v != nil {
			return *v
		}
		return ""
	}
	if len(s.Servers.Clusters) != 2 {
		t.Fatalf("cluster.xml names %d clusters", len(s.Servers.Clusters))
	}
	all, shards := s.Servers.Clusters[0], s.Servers.Clusters[1]
	if all.XMLName.Local != env("gongkai", "GONGKAI_CLICKHOUSE_CLUSTER") || shards.XMLName.Local != env("gongkai", "GONGKAI_CLICKHOUSE_SHARDS") {
		t.Errorf("the program speaks of other clusters than %s and %s", all.XMLName.Local, shards.XMLName.Local)
	}
	if len(all.Shards) != 1 || len(shards.Shards) != 2 {
		t.Fatalf("%d and %d shards", len(all.Shards), len(shards.Shards))
	}
	var spread []string
	for i, shard := range shards.Shards {
		spread = append(spread, shard.Hosts...)
		for _, host := range shard.Hosts {
			if env(host, "REPLICA") != host || env(host, "SHARD") != string(rune('1'+i)) || p.Services[host].HealthCheck == nil {
				t.Errorf("the service %s takes itself for %s of shard %s", host, env(host, "REPLICA"), env(host, "SHARD"))
			}
			if len(p.Services[host].Volumes) != 4 {
				t.Errorf("%s mounts %v", host, p.Services[host].Volumes)
			}
		}
	}
	if !slices.Equal(spread, all.Shards[0].Hosts) {
		t.Errorf("the servers are %v and %v", all.Shards[0].Hosts, spread)
	}
	for _, c := range []string{all.Secret.From, shards.Secret.From} {
		if c != "CLUSTER_SECRET" || !all.Shards[0].Replication {
			t.Error("servers speak to each other without a secret, or every row is written twice")
		}
	}
	for i, k := range s.Keepers {
		if r := s.Raft[i]; k.Port != s.KeeperPort || r.Host != k.Host || env(k.Host, "KEEPER_ID") != r.ID || p.Services[k.Host].Image == "" {
			t.Errorf("Keeper %s:%d is known as %+v", k.Host, k.Port, r)
		}
	}
	if len(s.Keepers) != 3 || len(s.Raft) != 3 {
		t.Error("there are not three Keepers")
	}
}

// TestClusterKeepsItsSecrets: no secret stands in what inspecting a container shows, all that is
// mounted is there, and every file of settings is one that an engine could read.
func TestClusterKeepsItsSecrets(t *testing.T) {
	p := cluster(t)
	text, err := json.Marshal(p.Services)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), secretWord) {
		t.Error("whoever inspects a container reads a password")
	}
	for name, s := range p.Services {
		for _, v := range s.Volumes {
			if _, err := os.Stat(v.Source); v.Type == types.VolumeTypeBind && (err != nil || !v.ReadOnly) {
				t.Errorf("%s mounts %s: %v, read-only %t", name, v.Source, err, v.ReadOnly)
			}
		}
	}
	files, err := filepath.Glob("clickhouse/*.xml")
	if err != nil || len(files) < 5 {
		t.Fatalf("only %v: %v", files, err)
	}
	for _, file := range files {
		var any struct {
			XMLName xml.Name `xml:"clickhouse"`
		}
		readXML(t, file, &any)
	}
}

// TestReadersHaveTheLimitsOfTheEngine: a reader on a server has what a reader of the embedded engine has.
func TestReadersHaveTheLimitsOfTheEngine(t *testing.T) {
	var users struct {
		Memory  uint64 `xml:"profiles>reader>max_memory_usage"`
		Seconds int    `xml:"profiles>reader>max_execution_time"`
		Rows    uint64 `xml:"profiles>reader>max_result_rows"`
		Bytes   uint64 `xml:"profiles>reader>max_result_bytes"`
		Threads int    `xml:"profiles>reader>max_threads"`
		Queries int    `xml:"profiles>reader>max_concurrent_queries_for_user"`
		Quota   string `xml:"users>reader>quota"`
		Hour    struct {
			Duration int `xml:"duration"`
			Queries  int `xml:"queries"`
			Seconds  int `xml:"execution_time"`
		} `xml:"quotas>reader>interval"`
	}
	readXML(t, "../dashboards/clickhouse/reader.xml", &users)
	got := engine.Limits{Memory: users.Memory, Seconds: users.Seconds, Rows: users.Rows, Bytes: users.Bytes, Threads: users.Threads, Queries: users.Queries}
	if want := engine.DefaultLimits(); got != want {
		t.Errorf("readers of a server have %+v, those of the engine %+v", got, want)
	}
	if users.Quota != "reader" || users.Hour.Duration != 3600 || users.Hour.Queries == 0 || users.Hour.Seconds == 0 {
		t.Errorf("what a reader may take in an hour has no bound: %+v", users)
	}
}
