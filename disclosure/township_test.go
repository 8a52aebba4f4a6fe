package disclosure

import "testing"

// TestTownshipRoot: what is left of a township's name, and nothing of other bodies'.
func TestTownshipRoot(t *testing.T) {
	site := Division{Code: "361022", Name: "黎川县"}
	for name, want := range map[string]string{
		"日峰镇人民政府": "日峰", "黎川县日峰乡人民政府": "日峰", "日峰街道办事处": "日峰", "三江侗族乡人民政府": "三江", "三江镇": "三江",
		"乌镇": "", "财政局": "", "黎川县人民政府": "", "工业园区管理委员会": "",
	} {
		a, ok := ResolveAgency(name, site)
		if got := TownshipRoot(a); got != want || !ok && want != "" {
			t.Errorf("%s (%s): %q, want %q", name, a.ID, got, want)
		}
	}
}

// A site whose line still has the code that its county had before it became another kind of county.
func TestSiteOfFormerCounty(t *testing.T) {
	former, ok := FindDivision("350427")
	if !ok {
		t.Fatal("沙县 is not in the table")
	}
	for _, name := range []string{"教育局", "沙县教育局", "沙县区教育局", "三明市沙县区教育局"} {
		if a, ok := ResolveAgency(name, former); !ok || a.ID != "350405-education" {
			t.Errorf("%s on the site of %s: %s", name, former.Name, a.ID)
		}
	}
}
