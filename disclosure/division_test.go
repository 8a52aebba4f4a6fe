package disclosure

import (
	"strings"
	"testing"
)

func TestFindDivision(t *testing.T) {
	for code, want := range map[string]Division{
		"360000": {"360000", "江西省", ""},
		"361000": {"361000", "抚州市", "360000"},
		"361022": {"361022", "黎川县", "361000"},
		"110101": {"110101", "东城区", "110000"}, // no 市辖区 between
		"500229": {"500229", "城口县", "500000"},
		"429021": {"429021", "神农架林区", "420000"},
		"659001": {"659001", "石河子市", "650000"},
		"350128": {"350128", "平潭县", "350100"},
		"441900": {"441900", "东莞市", "440000"},
		"350427": {"350427", "沙县", "350400"}, // no longer there
	} {
		if got, ok := FindDivision(code); !ok || got != want {
			t.Errorf("FindDivision(%s) = %+v, %v", code, got, ok)
		}
	}
	for _, code := range []string{"", "110100", "500200", "990121", "36102", "621", "130171"} {
		if got, ok := FindDivision(code); ok {
			t.Errorf("FindDivision(%q) = %+v", code, got)
		}
	}
}

func TestDivisionTable(t *testing.T) {
	g := divisions()
	levels := map[Level]int{}
	for _, d := range g.all {
		levels[d.Level()]++
		if parent, ok := g.byCode[d.Parent]; d.Parent != "" && (!ok || g.all[parent].Level() == LevelCounty) {
			t.Errorf("%+v: no such parent", d)
		}
		if (d.Parent == "") != (d.Level() == LevelProvince) || !ValidCode(d.Code) || d.Name == "" || strings.TrimSpace(d.Name) != d.Name {
			t.Errorf("bad row %+v", d)
		}
		if next := g.former[d.Code]; next != "" {
			if _, ok := g.byCode[next]; !ok || g.former[next] != "" {
				t.Errorf("%+v: bad successor %s", d, next)
			}
		}
		found := false
		for _, other := range DivisionsNamed(d.Name) {
			found = found || other == d
		}
		if !found {
			t.Errorf("%s is not found by its name", d.Name)
		}
	}
	if levels[LevelProvince] != 34 || levels[LevelPrefecture] != 333 || levels[LevelCounty] < 2840 || levels[LevelCounty] > 2875 {
		t.Errorf("levels %v", levels)
	}
}

func TestDivisionsNamed(t *testing.T) {
	codes := func(name string) string {
		var all []string
		for _, d := range DivisionsNamed(name) {
			all = append(all, d.Code)
		}
		return strings.Join(all, " ")
	}
	for name, want := range map[string]string{
		"黎川县": "361022", "黎川": "361022", "黎川縣": "361022", "恩施州": "422800", "恩施": "422800 422801",
		"朝阳区": "110105 220104", "双江": "530925", "前郭尔罗斯": "220721", "内蒙古": "150000", "广西": "450000", "三元区": "350404 350403",
		"县": "", "": "", "沙": "", "巴音郭楞": "652800", "和布克赛尔": "654226", "克孜勒苏": "653000", "青岚县": "", "东乡": "361003 622926",
	} {
		if got := codes(name); got != want {
			t.Errorf("DivisionsNamed(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestAncestors(t *testing.T) {
	above := Ancestors("361022")
	if len(above) != 2 || above[0].Name != "抚州市" || above[1].Name != "江西省" {
		t.Errorf("%+v", above)
	}
	if len(Ancestors("360000")) != 0 || len(Ancestors("990121")) != 0 {
		t.Error("a province or an unknown code has nothing above it")
	}
}

func TestSuccessor(t *testing.T) {
	if d, ok := Successor("350427"); !ok || d.Name != "沙县区" {
		t.Errorf("%+v", d)
	}
	for _, code := range []string{"330103", "361022", "990121"} {
		if d, ok := Successor(code); ok {
			t.Errorf("Successor(%s) = %+v", code, d)
		}
	}
}

func TestDivisionOfSite(t *testing.T) {
	for _, c := range []struct {
		name, code string
		want       Division
	}{
		{"黎川县人民政府", "361022", Division{"361022", "黎川县", "361000"}},
		{"晴岚县人民政府", "990121", Division{"990121", "晴岚县", ""}},
		{"晴岚县人民政府门户网站", "990121", Division{"990121", "晴岚县", ""}},
		{"新设区政府", "361099", Division{"361099", "新设区", "361000"}},
		{"", "", Division{}},
		{"某县", "1", Division{"1", "某县", ""}},
	} {
		if got := DivisionOfSite(Site{Name: c.name, DivisionCode: c.code}); got != c.want {
			t.Errorf("%s %s: %+v, want %+v", c.name, c.code, got, c.want)
		}
	}
}

func TestValidCode(t *testing.T) {
	for code, want := range map[string]bool{"361022": true, "990121": true, "361099": true, "110000": true, "": false, "36102": false, "3610223": false, "36102x": false, "001022": false, "981022": false} {
		if ValidCode(code) != want {
			t.Errorf("ValidCode(%q) = %v", code, !want)
		}
	}
}
