package disclosure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var (
	lichuan = Division{"361022", "黎川县", "361000"}
	qinglan = Division{Code: "990121", Name: "青岚县"} // does not exist
)

func site(t testing.TB, code string) Division {
	t.Helper()
	d, ok := FindDivision(code)
	if !ok {
		t.Fatalf("no division %s", code)
	}
	return d
}

func TestResolveAgency(t *testing.T) {
	nowhere := Division{}
	for _, c := range []struct {
		printed string
		site    Division
		id      string
		name    string
	}{
		// one bureau under all its names
		{"抚州市生态环境局黎川生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"抚州市生态环境局黎川县环境保护局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"抚州市黎川县生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"抚州市黎川生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"黎川县生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"抚州市生态环境局黎川分局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"抚州市生态环境局黎川县分局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"江西省抚州市黎川县生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"江西黎川生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"黎川生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"黎川县环境保护局", nowhere, "361022-ecology", "黎川县环境保护局"},
		{"生态环境局", lichuan, "361022-ecology", "黎川县生态环境局"},
		{"县生态环境局", lichuan, "361022-ecology", "黎川县生态环境局"},
		{"市生态环境局黎川分局", lichuan, "361022-ecology", "黎川县生态环境局"},
		{"生态环境局黎川分局", lichuan, "361022-ecology", "黎川县生态环境局"},
		{"撫州市黎川縣生態環(huán)境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"　黎川县 生态环境局（本级）", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"关于2020年黎川县生态环境局", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"2020年抚州市黎川县生态环境局政府信息公开工作年度报告", nowhere, "361022-ecology", "黎川县生态环境局"},
		{"抚州市生态环境局", lichuan, "361000-ecology", "抚州市生态环境局"},
		{"江西省生态环境厅", lichuan, "360000-ecology", "江西省生态环境厅"},

		// governments
		{"黎川县人民政府", nowhere, "361022-gov_office", "黎川县人民政府"},
		{"黎川县人民政府办公室", lichuan, "361022-gov_office-办公室", "黎川县人民政府办公室"},
		{"黎川县政府办", lichuan, "361022-gov_office-办公室", "黎川县人民政府办公室"},
		{"黎川县", lichuan, "361022-gov_office", "黎川县人民政府"},
		{"县政府办公室", lichuan, "361022-gov_office-办公室", "黎川县人民政府办公室"},
		{"市人民政府", lichuan, "361000-gov_office", "抚州市人民政府"},
		{"抚州市人民政府办公室", lichuan, "361000-gov_office-办公室", "抚州市人民政府办公室"},
		{"淮安市洪泽区人民政府", nowhere, "320813-gov_office", "洪泽区人民政府"},
		{"平潭县人民政府", nowhere, "350128-gov_office", "平潭县人民政府"},
		{"恩施土家族苗族自治州人民政府", nowhere, "422800-gov_office", "恩施土家族苗族自治州人民政府"},
		{"恩施州教育局", nowhere, "422800-education", "恩施土家族苗族自治州教育局"},
		{"内蒙古自治区人民政府", nowhere, "150000-gov_office", "内蒙古自治区人民政府"},
		{"北京市东城区人民政府", nowhere, "110101-gov_office", "东城区人民政府"},
		{"上海市浦东新区人民政府", nowhere, "310115-gov_office", "浦东新区人民政府"},

		// departments
		{"黎川县教体局", nowhere, "361022-education", "黎川县教体局"},
		{"黎川县发展和改革委员会", nowhere, "361022-ndrc", "黎川县发展和改革委员会"},
		{"黎川县卫生和计划生育委员会", nowhere, "361022-health", "黎川县卫生和计划生育委员会"},
		{"黎川县人口和计划生育委员会", nowhere, "361022-health-人口和计划生育委员会", "黎川县人口和计划生育委员会"},
		{"黎川县国土资源局", nowhere, "361022-natural_resources", "黎川县国土资源局"},
		{"黎川县工商行政管理局", nowhere, "361022-market-工商行政管理局", "黎川县工商行政管理局"},
		{"黎川县市场和质量监督管理局", nowhere, "361022-market", "黎川县市场和质量监督管理局"},
		{"黎川县文化广电新闻出版旅游局", nowhere, "361022-culture_tourism", "黎川县文化广电新闻出版旅游局"},
		{"黎川县文化、旅游和体育局", nowhere, "361022-culture_tourism", "黎川县文化旅游和体育局"},
		{"国家税务总局黎川县税务局", nowhere, "361022-tax", "黎川县税务局"},
		{"黎川县地方税务局", nowhere, "361022-tax-地方税务局", "黎川县地方税务局"},
		{"公安县公安局", nowhere, "421022-police", "公安县公安局"},
		{"公安局", lichuan, "361022-police", "黎川县公安局"},
		{"抚州市公安局东乡分局", nowhere, "361003-police", "东乡区公安局"},
		{"北京市公安局海淀分局", nowhere, "110108-police", "海淀区公安局"},
		{"抚州市公安局文昌路分局", nowhere, "361000-police-公安局文昌路分局", "抚州市公安局文昌路分局"},
		{"抚州市生态环境局高新区分局", lichuan, "361000-ecology-生态环境局高新区分局", "抚州市生态环境局高新区分局"},
		{"抚州市自然资源局临川分局", lichuan, "361002-natural_resources", "临川区自然资源局"},
		{"城市管理局", lichuan, "361022-urban_mgmt", "黎川县城市管理局"},
		{"教育局", lichuan, "361022-education", "黎川县教育局"},
		{"县教育局", lichuan, "361022-education", "黎川县教育局"},
		{"黎川县供销合作社联合社", nowhere, "361022-other-供销合作社联合社", "黎川县供销合作社联合社"},
		{"残联", site(t, "361022"), "361022-other-残疾人联合会", "黎川县残联"},
		{"黎川县残疾人联合会", nowhere, "361022-other-残疾人联合会", "黎川县残疾人联合会"},
		{"中共黎川县委宣传部", nowhere, "361022-other-县委宣传部", "黎川县委宣传部"},
		{"县委宣传部", lichuan, "361022-other-县委宣传部", "黎川县委宣传部"},
		{"国家统计局黎川调查队", lichuan, "361022-other-调查队", "国家统计局黎川调查队"},
		{"抚州市住房公积金管理中心黎川县办事处", nowhere, "361022-other-住房公积金管理中心", "黎川县住房公积金管理中心"},

		// homonyms
		{"朝阳区教育局", nowhere, "", ""},
		{"北京市朝阳区教育局", nowhere, "110105-education", "朝阳区教育局"},
		{"长春市朝阳区教育局", nowhere, "220104-education", "朝阳区教育局"},
		{"朝阳区教育局", site(t, "220104"), "220104-education", "朝阳区教育局"},
		{"朝阳区教育局", site(t, "220103"), "220104-education", "朝阳区教育局"}, // the district beside it
		{"朝阳区教育局", lichuan, "", ""},
		{"市中区教育局", nowhere, "", ""},
		{"乐山市市中区教育局", nowhere, "511102-education", "市中区教育局"},
		{"利川市教育局", lichuan, "422802-education", "利川市教育局"},
		{"赣州市黎川县教育局", lichuan, "", ""},
		{"东方街道办事处", lichuan, "361022-subdistrict-东方街道", "黎川县东方街道办事处"}, // 东方 is a city in Hainan
		{"文昌路街道办事处", nowhere, "", ""},

		// former divisions
		{"沙县教育局", nowhere, "350405-education", "沙县教育局"},
		{"三元区教育局", nowhere, "350404-education", "三元区教育局"},
		{"下城区教育局", nowhere, "330103-education", "下城区教育局"},

		{"洪泽县教育局", site(t, "320813"), "320813-education", "洪泽县教育局"}, // a county until 2016
		{"淮安市洪泽县教育局", nowhere, "320813-education", "洪泽县教育局"},
		{"洪泽县教育局", nowhere, "320813-education", "洪泽县教育局"},
		{"黎川市政工程公司", lichuan, "361022-other-黎川市政工程公司", "黎川县黎川市政工程公司"},

		// townships and streets
		{"日峰镇人民政府", lichuan, "361022-township-日峰镇", "黎川县日峰镇人民政府"},
		{"黎川县日峰镇人民政府", nowhere, "361022-township-日峰镇", "黎川县日峰镇人民政府"},
		{"抚州市黎川县潭溪乡", nowhere, "361022-township-潭溪乡", "黎川县潭溪乡人民政府"},
		{"官洲街道办事处", site(t, "440105"), "440105-subdistrict-官洲街道", "海珠区官洲街道办事处"},
		{"广州市海珠区人民政府官洲街道办事处", nowhere, "440105-subdistrict-官洲街道", "海珠区官洲街道办事处"},
		{"官洲街道办事处", nowhere, "", ""},
		{"大路镇人民政府", nowhere, "", ""},
		{"大路镇人民政府", site(t, "469002"), "469002-township-大路镇", "琼海市大路镇人民政府"},
		{"迁安市大五里镇", nowhere, "130283-township-大五里镇", "迁安市大五里镇人民政府"},
		{"鸭南乡", nowhere, "", ""},
		{"东莞市长安镇人民政府", nowhere, "441900-township-长安镇", "东莞市长安镇人民政府"},
		{"日峰镇人民政府", site(t, "361000"), "", ""},

		{"古县渡镇人民政府", nowhere, "", ""}, // 古县 is a county elsewhere
		{"古县渡镇人民政府", site(t, "361128"), "361128-township-古县渡镇", "鄱阳县古县渡镇人民政府"},
		{"新县镇人民政府", nowhere, "", ""},
		{"新县镇人民政府", site(t, "130930"), "130930-township-新县镇", "孟村回族自治县新县镇人民政府"},
		{"城区街道办事处", lichuan, "361022-subdistrict-城区街道", "黎川县城区街道办事处"},
		{"东方市场街道", lichuan, "361022-subdistrict-东方市场街道", "黎川县东方市场街道办事处"},
		{"黎川县黎川县日峰镇", lichuan, "361022-township-日峰镇", "黎川县日峰镇人民政府"},
		{"氾水镇人民政府", site(t, "321023"), "321023-township-氾水镇", "宝应县氾水镇人民政府"},
		{"濛江鄉人民政府", site(t, "220622"), "220622-township-蒙江乡", "靖宇县蒙江乡人民政府"},
		{"友谊达斡尔族满族柯尔克孜族乡人民政府", site(t, "230227"), "230227-township-友谊达斡尔族满族柯尔克孜族乡", "富裕县友谊达斡尔族满族柯尔克孜族乡人民政府"},
		{"海珠区农场", nowhere, "440105-other-农场", "海珠区农场"},

		// zones
		{"大安经济开发区管委会", site(t, "220882"), "220882-zone_admin-经济开发区", "大安经济开发区管理委员会"},
		{"大安市大安经济开发区", nowhere, "220882-zone_admin-经济开发区", "大安经济开发区管理委员会"},
		{"河北香河经济开发区管理委员会", site(t, "131024"), "131024-zone_admin-经济开发区", "香河经济开发区管理委员会"},
		{"平潭综合实验区管委会", nowhere, "350128-zone_admin-综合实验区", "平潭综合实验区管理委员会"},
		{"平潭综合实验区管理委员会", site(t, "350128"), "350128-zone_admin-综合实验区", "平潭综合实验区管理委员会"},
		{"平潭综合实验区地方税务局", nowhere, "350128-tax-综合实验区地方税务局", "平潭综合实验区地方税务局"},
		{"黎川县工业园区管委会", nowhere, "361022-zone_admin-工业园区", "黎川工业园区管理委员会"},
		{"黎川工业园区管理委员会", lichuan, "361022-zone_admin-工业园区", "黎川工业园区管理委员会"},
		{"工业园区管委会", lichuan, "361022-zone_admin-工业园区", "黎川工业园区管理委员会"},

		{"新区管委会", lichuan, "", ""}, // which one is not said
		{"新区教育局", lichuan, "", ""},
		{"滨湖新区管委会", nowhere, "", ""}, // 滨湖 is a district of another city
		{"黎川新区管委会", lichuan, "361022-zone_admin-新区", "黎川新区管理委员会"},

		// unknown places
		{"测试市", nowhere, "", ""},
		{"测试市", lichuan, "", ""},
		{"测试市教育局", lichuan, "", ""},
		{"测试市大路镇人民政府", lichuan, "", ""},
		{"测试市经济开发区管委会", lichuan, "", ""},
		{"教育局", nowhere, "", ""},
		{"", nowhere, "", ""},
		{"", lichuan, "", ""},
		{"政府信息公开年报", lichuan, "", ""},

		// places that do not exist
		{"青岚县教育局", qinglan, "990121-education", "青岚县教育局"},
		{"青岚县人民政府办公室", qinglan, "990121-gov_office-办公室", "青岚县人民政府办公室"},
		{"青岚县云岭镇人民政府", qinglan, "990121-township-云岭镇", "青岚县云岭镇人民政府"},
		{"东门街道办事处", qinglan, "990121-subdistrict-东门街道", "青岚县东门街道办事处"},
		{"云州市青岚县教育局", qinglan, "990121-education", "青岚县教育局"},
		{"云州市青岚生态环境局", qinglan, "990121-ecology", "青岚县生态环境局"},
		{"云州市生态环境局青岚分局", qinglan, "990121-ecology", "青岚县生态环境局"},
		{"云州市生态环境局", qinglan, "", ""},
		{"青岚县教育局", nowhere, "", ""},
	} {
		t.Run(c.printed+c.site.Name, func(t *testing.T) {
			got, ok := ResolveAgency(c.printed, c.site)
			if ok != (c.id != "") {
				t.Fatalf("certain = %v: %+v", ok, got)
			}
			if ok && (got.ID != c.id || got.Name != c.name) {
				t.Errorf("got %s %s, want %s %s", got.ID, got.Name, c.id, c.name)
			}
			if !ok && (got.ID != "unresolved-"+got.Name || got.Family != FamilyOther || got.DivisionCode != "") {
				t.Errorf("unresolved: %+v", got)
			}
		})
	}
}

// Every division is found by its name below the one above it, wherever the name is met, and by
// its own site without.
func TestResolveAgencyEverywhere(t *testing.T) {
	for _, d := range divisions().all {
		if _, former := divisions().former[d.Code]; former {
			continue
		}
		parent, _ := FindDivision(d.Parent)
		root := divisionRoot(d.Name)
		type try struct {
			printed string
			site    Division
		}
		tries := []try{{parent.Name + d.Name + "财政局", Division{}}, {parent.Name + d.Name + "财政局", lichuan}, {d.Name + "财政局", d}, {"财政局", d}, {d.Name + "人民政府", d}}
		homonym := root != "" && slices.ContainsFunc(DivisionsNamed(root), func(o Division) bool { return o != d && isWithin(o, d.Parent) })
		if root != "" && d.Parent != "" && !homonym {
			tries = append(tries, try{parent.Name + root + "财政局", Division{}}, try{parent.Name + "财政局" + root + "分局", Division{}}, try{parent.Name + "财政局" + d.Name + "分局", d}, try{root + "财政局", d})
		}
		for _, c := range tries {
			got, ok := ResolveAgency(c.printed, c.site)
			if !ok || got.DivisionCode != d.Code || got.Family != FamilyFinance && got.Family != FamilyGovOffice {
				t.Errorf("%s on %s: %+v, want %s", c.printed, c.site.Name, got, d.Code)
			}
		}
	}
}

func TestResolveAgencyFields(t *testing.T) {
	for _, c := range []struct {
		printed string
		site    Division
		want    Agency
	}{
		{"抚州市黎川生态环境局", Division{}, Agency{"361022-ecology", "黎川县生态环境局", "361022", "黎川县", "361022", LevelCounty, FamilyEcology, "361000-ecology", true}},
		{"东城区生态环境局", site(t, "110101"), Agency{"110101-ecology", "东城区生态环境局", "110101", "东城区", "110101", LevelCounty, FamilyEcology, "", false}},
		{"抚州市公安局东乡分局", Division{}, Agency{"361003-police", "东乡区公安局", "361003", "东乡区", "361003", LevelCounty, FamilyPolice, "361000-police", true}},
		{"北京市公安局海淀分局", Division{}, Agency{"110108-police", "海淀区公安局", "110108", "海淀区", "110108", LevelCounty, FamilyPolice, "110000-police", true}},
		{"抚州市公安局文昌路分局", Division{}, Agency{"361000-police-公安局文昌路分局", "抚州市公安局文昌路分局", "361000", "抚州市", "", LevelPrefecture, FamilyPolice, "361000-police", true}},
		{"黎川县公安局", Division{}, Agency{"361022-police", "黎川县公安局", "361022", "黎川县", "361022", LevelCounty, FamilyPolice, "", false}},
		{"国家税务总局抚州市税务局", Division{}, Agency{"361000-tax", "抚州市税务局", "361000", "抚州市", "", LevelPrefecture, FamilyTax, "360000-tax", true}},
		{"日峰镇人民政府", lichuan, Agency{"361022-township-日峰镇", "黎川县日峰镇人民政府", "361022", "黎川县", "361022", LevelTownship, FamilyTownship, "", false}},
		{"江西省人民政府", Division{}, Agency{"360000-gov_office", "江西省人民政府", "360000", "江西省", "", LevelProvince, FamilyGovOffice, "", false}},
		{"青岚县生态环境局", qinglan, Agency{"990121-ecology", "青岚县生态环境局", "990121", "青岚县", "990121", LevelCounty, FamilyEcology, "", true}},
		{"测试市", Division{}, Agency{ID: "unresolved-测试市", Name: "测试市", Family: FamilyOther}},
	} {
		if got, _ := ResolveAgency(c.printed, c.site); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.printed, got, c.want)
		}
	}
}

// Every alias means its family wherever it stands, and no name stands for two.
func TestFamilyAliases(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(familiesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(c) != 6 || c[1] == "" || c[2] == "" {
			t.Fatalf("families.tsv: %q", line)
		}
		ids := map[string]string{} // of bodies apart, by each of their names
		for _, body := range strings.Fields(c[4]) {
			names := strings.Split(body, "=")
			for _, name := range names {
				ids[name] = map[bool]string{true: "办公室", false: names[0]}[c[0] == "gov_office"]
			}
		}
		for _, alias := range slices.Concat(strings.Fields(c[3]), slices.Sorted(maps.Keys(ids))) {
			if seen[alias] != "" {
				t.Errorf("%s is both %s and %s", alias, seen[alias], c[0])
			}
			seen[alias] = c[0]
			want := "361022-" + c[0]
			if ids[alias] != "" {
				want += "-" + ids[alias]
			}
			for _, printed := range []string{"黎川县" + alias, "江西省抚州市黎川县" + alias} {
				if got, ok := ResolveAgency(printed, Division{}); !ok || got.ID != want {
					t.Errorf("%s is %s, want %s", printed, got.ID, want)
				}
			}
			if got, ok := ResolveAgency(alias, lichuan); !ok || got.ID != want {
				t.Errorf("%s on the county's site is %s, want %s", alias, got.ID, want)
			}
			if got, ok := ResolveAgency(alias, Division{}); ok {
				t.Errorf("%s without a place is %s", alias, got.ID)
			}
		}
		for _, word := range strings.Fields(c[5]) {
			if got, ok := familyOf(word + "局"); !ok || string(got.family) != c[0] {
				t.Errorf("%s局 is %v, want %s", word, got, c[0])
			}
		}
	}
	if len(Families()) != 36 {
		t.Errorf("%d families", len(Families()))
	}
	for _, f := range Families() {
		if zh, en := f.Family.Name(); zh != f.ZH || en != f.EN {
			t.Errorf("Name of %s: %s, %s", f.Family, zh, en)
		}
	}
}

func TestNoFamily(t *testing.T) {
	for _, name := range []string{"公安局交通警察支队", "教育考试院", "卫生监督所", "财政所", "建设银行", "和局", "局", "规划和发展局", ""} {
		if a, ok := familyOf(name); ok {
			t.Errorf("%s is %s", name, a.family)
		}
	}
}

func TestAgencyFromTitle(t *testing.T) {
	for _, c := range []struct {
		title   string
		site    Division
		printed string
		id      string
	}{
		{"2020年抚州市黎川县生态环境局政府信息公开工作年度报告", Division{}, "抚州市黎川县生态环境局", "361022-ecology"},
		{"2020年撫州市黎川縣生態環(huán)境局政府信息公開(kāi)工作年度報(bào)告", Division{}, "抚州市黎川县生态环境局", "361022-ecology"},
		{"青岚县教育局2023年度政府信息公开工作年度报告", qinglan, "青岚县教育局", "990121-education"},
		{"关于黎川县财政局2019年政府信息公开工作年度报告的", Division{}, "黎川县财政局", "361022-finance"},
		{"黎川县人民政府2011年政府信息公开工作年度报告", Division{}, "黎川县人民政府", "361022-gov_office"},
		{"黎川县人民政府信息公开工作2012年年度报告", Division{}, "黎川县人民政府", "361022-gov_office"},
		{"2019年黎川县政府信息公开工作年度报告", Division{}, "黎川县", "361022-gov_office"},
		{"平潭综合实验区2019年度政府信息公开工作年度报告", Division{}, "平潭综合实验区", "350128-zone_admin-综合实验区"},
		{"日峰镇2021年信息公开年报", lichuan, "日峰镇", "361022-township-日峰镇"},
		{"黎川县二〇一九年度教育局政务公开年度报告", Division{}, "黎川县教育局", "361022-education"},
		{"2020年政府信息公开工作年度报告(黎川县教育局)", Division{}, "黎川县教育局", "361022-education"},
		{"平潭县人民政府办公室关于平潭县2011年政府信息公开工作年度报告", Division{}, "平潭县", "350128-gov_office"},
		{"黎川县教育局关于2020年政府信息公开工作年度报告", Division{}, "黎川县教育局", "361022-education"},
		{"黎川县教育局关于报送2020年度政府信息公开工作年度报告的报告", Division{}, "黎川县教育局", "361022-education"},
		{"测试市2025年政府信息公开工作年度报告", Division{}, "测试市", ""},
		{"2020年政府信息公开工作年度报告", lichuan, "", ""},
		{"政府信息公开指南", lichuan, "", ""},
		{"黎川县召开政府信息公开工作会议", lichuan, "", ""},
		{"", lichuan, "", ""},
	} {
		printed, agency, ok := AgencyFromTitle(c.title, c.site)
		if printed != c.printed || ok != (c.id != "") || ok && agency.ID != c.id {
			t.Errorf("%s: %q, %s, %v; want %q, %s", c.title, printed, agency.ID, ok, c.printed, c.id)
		}
	}
}

func TestFiscalYearFromTitle(t *testing.T) {
	for title, want := range map[string]int{
		"2020年抚州市黎川县生态环境局政府信息公开工作年度报告":  2020,
		"青岚县教育局2023年度政府信息公开工作年度报告":      2023,
		"黎川县二〇一九年政府信息公开年报":              2019,
		"黎川县二○一二年度报告":                   2012,
		"２０１４年政府信息公开年报":                 2014,
		"2019年度黎川县2019年政府信息公开工作年度报告":    2019,
		"关于2021年公布的2020年度政府信息公开工作年度报告":  2020,
		"2020年政府信息公开工作年度报告(2021年1月20日)": 2020,
		"2020年政府信息公开工作年度报告(2021年发布)":    2020,
		"2019政府信息公开年报":                  2019,
		"政府信息公开工作年度报告(2018年度)":          2018,
		"2008-2010年政府信息公开工作年度报告":        0,
		"2008年至2010年政府信息公开工作年度报告":       0,
		"2018、2019年度报告":                 0,
		"政府信息公开工作年度报告(2018年)(2019年)":    0,
		"政府信息公开工作年度报告":                  0,
		"2021年1月20日公布的年度报告":             0,
		"1998年年报":                       0,
		"LCX0040/2021-15943年度报告":        0,
		"120201年报":                      0,
	} {
		if got, ok := FiscalYearFromTitle(title); ok != (want != 0) || ok && got != want {
			t.Errorf("%s: %d, %v, want %d", title, got, ok, want)
		}
	}
}

func FuzzResolveAgency(f *testing.F) {
	for _, s := range []string{"抚州市黎川生态环境局", "抚州市生态环境局黎川分局", "测试市", "县", "街道", "平潭综合实验区地方税务局", "\xff县局", "2020年(县)政府信息公开年报"} {
		f.Add(s, "361022")
		f.Add(s, "990121")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, printed, code string) {
		site := DivisionOfSite(Site{DivisionCode: code, Name: "青岚县人民政府"})
		a, ok := ResolveAgency(printed, site)
		if ok && (a.DivisionCode == "" || !strings.HasPrefix(a.ID, a.DivisionCode+"-")) || ok == strings.HasPrefix(a.ID, "unresolved-") {
			t.Fatalf("%q on %q: %+v, %v", printed, code, a, ok)
		}
		if !utf8.ValidString(a.ID) || strings.ContainsAny(a.ID, " /\n<>\"'&?#%") {
			t.Fatalf("%q: ID %q", printed, a.ID)
		}
		AgencyFromTitle(printed, site)
		FiscalYearFromTitle(printed)
	})
}

func BenchmarkResolveAgency(b *testing.B) {
	for _, printed := range []string{"抚州市黎川生态环境局", "教育局", "抚州市生态环境局黎川分局", "测试市文化广电新闻出版旅游局"} {
		b.Run(printed, func(b *testing.B) {
			for b.Loop() {
				ResolveAgency(printed, lichuan)
			}
		})
	}
}

func BenchmarkAgencyFromTitle(b *testing.B) {
	for b.Loop() {
		AgencyFromTitle("2020年抚州市黎川县生态环境局政府信息公开工作年度报告", lichuan)
	}
}

func ExampleResolveAgency() {
	a, ok := ResolveAgency("抚州市生态环境局黎川分局", Division{})
	fmt.Println(a.ID, a.Name, a.ParentAgencyID, ok)
	// Output: 361022-ecology 黎川县生态环境局 361000-ecology true
}
