package dashboards

import (
	"fmt"
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

// Of three thousand counties a filter offers provinces, and what lies in the one that is chosen; a table has rows for regions.
func TestFiltersOfANationStayShort(t *testing.T) {
	var nation []PlaceRow
	for _, province := range []string{"11", "36", "37"} {
		for n := range 120 {
			nation = append(nation, PlaceRow{fmt.Sprintf("%s%02d%02d", province, 1+n/60, 1+n%60), "某县", 2})
		}
	}
	nation = append(nation, PlaceRow{"unknown", "未定", 1})
	codes := func(all []PlaceRow) string {
		var text []string
		for _, p := range all {
			text = append(text, p.County)
		}
		return strings.Join(text, " ")
	}
	for _, c := range []struct {
		here, regions string
		counties      int
	}{
		{"", "11 36 37", 1},
		{"36", "11 36 3601 3602 37", 121},
		{"360105", "11 36 3601 3602 37", 121},
		{"unknown", "11 36 37", 1},
	} {
		got := chinese.choices(nation, c.here)
		if codes(got.Regions) != c.regions || len(got.Counties) != c.counties || !got.Narrowed {
			t.Errorf("at %q: %s and %d counties, want %s and %d", c.here, codes(got.Regions), len(got.Counties), c.regions, c.counties)
		}
	}
	if got := chinese.choices(nation[:100], ""); len(got.Counties) != 100 || got.Narrowed {
		t.Errorf("of a hundred %d are offered", len(got.Counties))
	}
	for place, want := range map[string]string{"": "11 36 37 unknown", "36": "3601 3602"} {
		if got := codes(chinese.parts(nation, place)); got != want {
			t.Errorf("the parts of %q are %s, want %s", place, got, want)
		}
	}
	if got := chinese.parts(nation, "11"); len(got) != 120 {
		t.Errorf("a city without prefectures has %d parts", len(got))
	}
	if got := chinese.parts(nation, "3601"); len(got) != 60 || got[0].Agencies != 2 {
		t.Errorf("a prefecture has %d parts", len(got))
	}
	if got := chinese.parts(nation, ""); got[1].Agencies != 240 || got[1].Name != "江西省" {
		t.Errorf("a province is %v", got[1])
	}
}
