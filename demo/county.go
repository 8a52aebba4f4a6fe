package demo

import (
	"strings"

	"gongkai/disclosure"
)

// The fiscal years that the sample counties report on.
const (
	FirstYear = 2019
	LastYear  = 2025
)

// county is a sample county and the shape of its site.
type county struct {
	id, name, code string // id is the pinyin of the name: host names are made of it
	family         string // trs_wcm, hanweb_jcms, ucap; the name of its templates
	charset        string // utf-8, gb18030
	mark           string // leading letters of its index numbers
	agencies       []*agency
	build          func(c *county, phase int, reports []*report) []*host
	small          *small // how a small county's site is; nil for the three large ones
}

func (c *county) host() string { return c.id + ".demo.test" }

// government returns the county government itself, always the first agency.
func (c *county) government() *agency { return c.agencies[0] }

// agency is a reporting body of a county.
type agency struct {
	county  *county
	id      string // what disclosure.ResolveAgency gives for its name
	name    string // 晴岚县财政局
	short   string // 财政局
	we      string // how its texts speak of it: 我局
	slug    string // czj, in addresses
	family  disclosure.Family
	ordinal int
	size    int    // requests in a usual year
	host    string // its own host; empty where it lives on the county's site
}

func (a *agency) isTownship() bool {
	return a.family == disclosure.FamilyTownship || a.family == disclosure.FamilySubdistrict
}

func (a *agency) isGovernment() bool { return a.family == disclosure.FamilyGovOffice }

// The tables of agencies: slug, name after the county's, family, requests in a usual year,
// and * where it has a host of its own. The government comes first.
const (
	qinglanAgencies = `
zf     人民政府                 gov_office     34
fgj    发展和改革局             ndrc            3
czj    财政局                   finance         2
mzj    民政局                   civil           2
rsj    人力资源和社会保障局     hrss            9
zjj    住房和城乡建设局         housing        17
slj    水利局                   water           3
nyncj  农业农村局               agriculture     5
sfj    司法局                   justice         2
wjj    卫生健康局               health          4
gaj    公安局                   police         12
tjj    统计局                   statistics      1
jyj    教育局                   education       6 *
luting    芦汀镇人民政府        township        2
yanshantou 砚山头镇人民政府     township        1
fengyu    枫屿乡人民政府        township        0
dizhou    荻洲街道办事处        subdistrict     3`
	yuntingAgencies = `
zf     人民政府                 gov_office    118
fgw    发展和改革委员会         ndrc            4
jyj    教育局                   education       7
gxj    工业和信息化局           tech_industry   1
mzj    民政局                   civil           2
czj    财政局                   finance         3
jtj    交通运输局               transport       6
wlj    文化和旅游局             culture_tourism 1
yjj    应急管理局               emergency       3
sjj    审计局                   audit           1
scj    市场监督管理局           market         14
sthjj  生态环境局               ecology         5
lyj    林业局                   forestry        4 *
zrzyj  自然资源局               natural_resources 22 *
luzhou   鹭洲镇人民政府         township        2
taixi    苔溪镇人民政府         township        1
yanting  雁汀乡人民政府         township        2
qingxi   晴溪街道办事处         subdistrict     1`
	jichuanAgencies = `
zf     人民政府                 gov_office     27
jyj    教育局                   education       8
czj    财政局                   finance         2
mzj    民政局                   civil           3
nyncj  农业农村局               agriculture     9
slj    水利局                   water           2
wjw    卫生健康委员会           health          5
tyj    退役军人事务局           veterans        1
tjj    统计局                   statistics      1
cgj    城市管理局               urban_mgmt     11
rsj    人力资源和社会保障局     hrss            7 *
shiyao   石垚镇人民政府         township        1
zhelan   柘岚镇人民政府         township        2
qize     栖泽街道办事处         subdistrict     2`
)

func counties() []*county {
	all := []*county{
		newCounty("qinglan", "晴岚县", "990121", "trs_wcm", "utf-8", "QL", qinglanAgencies),
		newCounty("yunting", "云汀县", "990122", "hanweb_jcms", "utf-8", "YTX", yuntingAgencies),
		newCounty("jichuan", "霁川县", "990123", "ucap", "gb18030", "JC", jichuanAgencies),
	}
	for i, build := range []func(*county, int, []*report) []*host{buildQinglan, buildYunting, buildJichuan} {
		all[i].build = build
	}
	return all
}

func newCounty(id, name, code, family, charset, mark, table string) *county {
	c := &county{id: id, name: name, code: code, family: family, charset: charset, mark: mark}
	for i, line := range strings.Split(strings.TrimSpace(table), "\n") {
		f := strings.Fields(line)
		a := &agency{county: c, slug: f[0], short: f[1], name: name + f[1], family: disclosure.Family(f[2]), ordinal: i + 1}
		for _, digit := range f[3] {
			a.size = a.size*10 + int(digit-'0')
		}
		if len(f) > 4 {
			a.host = a.slug + "." + c.host()
		}
		a.id, a.we = a.identity(), a.speaks()
		c.agencies = append(c.agencies, a)
	}
	return c
}

// identity is the agency's ID: division and family, and the place where a county has several.
func (a *agency) identity() string {
	id := a.county.code + "-" + string(a.family)
	switch a.family {
	case disclosure.FamilyTownship:
		return id + "-" + strings.TrimSuffix(a.short, "人民政府")
	case disclosure.FamilySubdistrict:
		return id + "-" + strings.TrimSuffix(a.short, "办事处")
	}
	return id
}

func (a *agency) speaks() string {
	switch {
	case a.isGovernment():
		return "县政府"
	case a.family == disclosure.FamilySubdistrict:
		return "本街道"
	case strings.Contains(a.short, "乡人民政府"):
		return "我乡"
	case a.isTownship():
		return "我镇"
	case strings.HasSuffix(a.short, "委员会"):
		return "我委"
	}
	return "我局"
}
