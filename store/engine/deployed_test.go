package engine

import (
	"encoding/xml"
	"maps"
	"os"
	"testing"
)

// TestServersAreSetAsTheEngineIs: what the program wants of the engine it wants of a server, whose
// profile of it is deployed. A server has what shards need besides.
func TestServersAreSetAsTheEngineIs(t *testing.T) {
	ours, err := usersXML([]string{Database})
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := os.ReadFile("../../deploy/clickhouse/profile.xml")
	if err != nil {
		t.Fatal(err)
	}
	want, got := profileOf(t, ours), profileOf(t, theirs)
	want["distributed_product_mode"], want["skip_unavailable_shards"] = "global", "0"
	if !maps.Equal(want, got) {
		t.Errorf("deploy/clickhouse/profile.xml has %v, want %v", got, want)
	}
}

func profileOf(t *testing.T, text []byte) map[string]string {
	t.Helper()
	var users struct {
		Profile struct {
			Settings []struct {
				XMLName xml.Name
				Value   string `xml:",chardata"`
			} `xml:",any"`
		} `xml:"profiles>default"`
	}
	if err := xml.Unmarshal(text, &users); err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, s := range users.Profile.Settings {
		all[s.XMLName.Local] = s.Value
	}
	return all
}
