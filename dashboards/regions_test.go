package dashboards

import (
	"slices"
	"strings"
	"testing"
)

func TestRegionsAbove(t *testing.T) {
	for code, want := range map[string]string{
		"361022": "36 3610", "3610": "36", "36": "", "unknown": "",
		"110101": "11", // no place lies between a district and its city
		"990101": "99 9901",
	} {
		if got := strings.Join(regionsAbove(code), " "); got != want {
			t.Errorf("above %s: %q, want %q", code, got, want)
		}
	}
}

func TestRegionsSumTheirCounties(t *testing.T) {
	places := []PlaceRow{{"361022", "黎川县", 3}, {"361023", "南丰县", 2}, {"360102", "东湖区", 1}, {"unknown", "", 7}}
	var got []string
	for _, r := range chinese.regions(places) {
		got = append(got, r.Name+":"+chinese.count(r.Agencies))
	}
	if want := []string{"江西省:6", "抚州市:5", "南昌市:1"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if _, ok := region(chinese, places, "35"); ok {
		t.Error("a region without counties was found")
	}
	if within("unknown", "36") || within("361022", "360102") || !within("unknown", "") || !within("361022", "3610") {
		t.Error("what lies in what")
	}
}
