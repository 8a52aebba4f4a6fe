package demo

import (
	"net/http"
	"slices"

	"gongkai/disclosure"
)

// small is what a small county's site is: all agencies' reports stand in one list, on one host,
// with an entry that is no report.
type small struct {
	address  func(r *report, d *dice) string // of a report
	platform string                          // address of 政府信息公开
	list     string                          // address of 政府信息公开年报, as links have it
	stranger string                          // address of the entry that is no report
	drafts   string                          // folder of entries of other columns that are mixed in; "" for none
	perPage  int                             // entries that one page of the list has
	emptied  bool                            // its list has nothing in it
	search   *searchBox                      // nil where it has none
	shells   int                             // addresses that must be asked for between the home page and the list's first entries
}

// The small counties' agencies.
const smallAgencies = `
zf     人民政府   gov_office   12
czj    财政局     finance       2
jyj    教育局     education     6
shuiyuan 水沅镇人民政府 township 1`

func smallCounties() []*county {
	all := []*county{
		smallCounty("suohe", "蓑河县", "990131", "hanweb_jcms", &cappedJCMS, buildCappedJCMS),
		smallCounty("liaoting", "蓼汀县", "990132", "gkmlpt", &gkmlptSite, buildGkmlpt),
		smallCounty("gupu", "菰浦县", "990133", "hanweb_xxgk", &searchSite, buildSearch),
		smallCounty("feiling", "榧岭县", "990134", "hanweb_jpaas", &jpaasSite, buildJPaaS),
		smallCounty("luwan", "橹湾县", "990135", "vsb", &vsbSite, buildVSB),
		smallCounty("lianxi", "楝溪县", "990136", "epoint", &epointSite, buildEpoint),
		smallCounty("qiantang", "芡塘县", "990137", "truecms", &trueCMSSite, buildTrueCMS),
		smallCounty("jiajin", "葭津县", "990138", "nanfang", &nanfangSite, buildNanfang),
		smallCounty("duanping", "椴坪县", "990139", "aspnet", &aspNetSite, buildASPNet),
		smallCounty("juewu", "蕨坞县", "990140", "lonsun", &lonsunSite, buildLonsun),
		smallCounty("yanpu", "砚浦县", "990141", "trs_script", &trsScriptSite, buildTRSScript),
		smallCounty("zhaoxi", "棹溪县", "990142", "hanweb_annual", &annualSite, buildAnnual),
		smallCounty("dichuan", "荻川县", "990143", "ucap_search", &ucapSearchSite, buildUCAPSearch),
		smallCounty("liaotian", "蓼田县", "990144", "ucap_probe", &ucapProbeSite, buildUCAPProbe),
		smallCounty("songwu", "菘坞县", "990145", "generic", &frameSite, buildFrame),
		smallCounty("yunyu", "筠屿县", "990146", "generic", &downSite, buildDown),
	}
	return all
}

func smallCounty(id, name, code, family string, s *small, build func(c *county, phase int, reports []*report) []*host) *county {
	c := newCounty(id, name, code, family, "utf-8", "", smallAgencies)
	own := *s
	c.small, c.build = &own, build
	return c
}

// Least is how many requests a walk of a small county needs at least: robots.txt, the home
// page, what leads to the list, its pages and what they name.
func (d *Demo) Least(siteID string) int {
	i := slices.IndexFunc(d.counties, func(c *county) bool { return c.id == siteID && c.small != nil })
	if i < 0 {
		return 0
	}
	c := d.counties[i]
	entries := d.Others(siteID)
	for _, r := range d.world(1).reports {
		if r.agency.county == c {
			entries++
		}
	}
	return 2 + c.small.shells + (entries+c.small.perPage-1)/c.small.perPage + entries
}

// Others is how many entries of a small county's list are no reports.
func (d *Demo) Others(siteID string) int {
	i := slices.IndexFunc(d.counties, func(c *county) bool { return c.id == siteID && c.small != nil })
	if i < 0 || d.counties[i].small.stranger == "" {
		return 0
	}
	if d.counties[i].small.drafts != "" {
		return 1 + len(drafts)
	}
	return 1
}

// smallHost makes a small county's host with its reports and returns the list of them.
func smallHost(c *county, phase int, reports []*report) (*host, *column) {
	h := newHost(c, nil, phase)
	h.answers = map[string]http.HandlerFunc{}
	trail := crumbs("首页", "/", "政府信息公开", c.small.platform, "政府信息公开年报", c.small.list)
	for _, r := range reports {
		h.reportPage(r, "政府信息公开年报", trail)
	}
	entries := entriesOf(reports, func(*report) bool { return true })
	if c.small.stranger != "" {
		entries = append(entries, h.stranger(c.small.stranger))
	}
	if c.small.drafts != "" {
		entries = append(entries, h.draft(c.small.drafts)...)
	}
	if c.small.emptied {
		entries = nil
	}
	h.assets("/images/style.css")
	if c.small.search != nil {
		h.searchable(c.small.search)
	}
	h.page("/", "home", h.listTime(), view{Title: "首页", Search: c.small.search, Links: crumbs("政府信息公开", c.small.platform)})
	return h, newColumn("政府信息公开年报", entries)
}

// platform adds the page of 政府信息公开, which leads to the list.
func (h *host) platform() {
	s := h.county.small
	h.page(s.platform, "column", h.listTime(), view{Title: "政府信息公开", Column: "政府信息公开", Links: crumbs("政府信息公开年报", s.list), Crumbs: crumbs("首页", "/", "政府信息公开", s.platform)})
}

// meeting adds the entry of a small county's list that is no report.
func (h *host) meeting(path string) entry {
	date, title := day(2024, 2, 6), h.county.name+"召开政务公开工作推进会"
	h.notice(path, date, "政府信息公开年报", title, "会议通报了去年的栏目检查结果，要求各单位补齐空白栏目。", "县教育局和水沅镇在会上介绍了做法。")
	return entry{path: path, title: title, date: date.String()}
}

// drafts are papers of other columns: some are yearly reports as well, but on something else.
var drafts = []struct {
	title, text string
	on          disclosure.Date
}{
	{"2022年度法治政府建设年度报告", "本年度举办行政执法培训两期，清理规范性文件十一件。", day(2023, 3, 2)},
	{"2023年度部门决算公开情况说明", "收入支出决算总表见附表，与上年相比基本持平。", day(2024, 9, 12)},
	{"关于征求信息公开目录修订意见的通知（征求意见稿）", "请各单位于月底前将修改意见书面反馈。", day(2021, 6, 18)},
}

// draft adds the pages of drafts below a folder.
func (h *host) draft(folder string) []entry {
	var all []entry
	for i, d := range drafts {
		path, title := folder+itoa(4811200+i)+".html", h.county.name+d.title
		h.notice(path, d.on, "通知公告", title, d.text)
		all = append(all, entry{path: path, title: title, date: d.on.String()})
	}
	return all
}

// pageNumber is the number of a page in a request, 1 where there is none.
func pageNumber(text string) int {
	n := 0
	for _, c := range text {
		if c < '0' || c > '9' || n > 9999 {
			return 1
		}
		n = n*10 + int(c-'0')
	}
	return max(1, n)
}

// serial is a number that the address of a report has.
func serial(r *report) string { return itoa(1000000 + roll("serial", r.id()).n(8999999)) }
