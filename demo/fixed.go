package demo

import (
	"encoding/base64"
	"strings"

	"gongkai/disclosure"
)

// address is a report's path on its host, by the family of the county.
func address(r *report, d *dice) string {
	if s := r.agency.county.small; s != nil {
		return s.address(r, d)
	}
	switch r.agency.county.family {
	case "trs_wcm":
		return trsAddress(r, d)
	case "hanweb_jcms":
		return hanwebAddress(r, d)
	}
	return ucapAddress(r, d)
}

// nav is the menu at the top of every page of a host.
func (h *host) nav() []link {
	switch {
	case h.county.small != nil:
		return crumbs("首页", "/", "政府信息公开", h.county.small.platform)
	case h.county.family == "trs_wcm" && h.department == nil:
		return crumbs("首页", "/", "走进晴岚", "/zjql/", "政府信息公开", trsPlatform, "部门信息公开", trsReports+"bm/")
	case h.county.family == "trs_wcm":
		return crumbs("首页", "/", "政府信息公开", "/zfxxgk/")
	case h.county.family == "hanweb_jcms" && h.department == nil:
		return crumbs("首页", "/", "政府信息公开", hanwebColumn("2100"), "网站地图", hanwebColumn("2190"))
	case h.county.family == "hanweb_jcms":
		return crumbs("首页", "/", "政府信息公开", hanwebColumn("3100"))
	case h.department == nil:
		return crumbs("首页", "/", "政府信息公开", ucapPlatform, "网站地图", "/wzdt.shtml")
	}
	return crumbs("首页", "/", "政府信息公开", "/"+h.department.slug+"/c1001/zfxxgk.shtml")
}

// departmentSites links the departments that have a host of their own.
func (h *host) departmentSites() []link {
	var all []link
	for _, a := range h.county.agencies {
		if a.host != "" {
			all = append(all, link{URL: "http://" + a.host + "/", Text: a.name})
		}
	}
	return all
}

// guide adds 政府信息公开指南, a page that stands next to the reports and is none.
func (h *host) guide(path string, a *agency) {
	h.notice(path, day(2021, 4, 12), "政府信息公开指南", a.name+"政府信息公开指南",
		"为方便公民、法人和其他组织获取政府信息，"+a.name+"编制本指南。",
		"受理机构："+a.name+"办公室；"+a.contact()+"。",
		"申请可以当面提交，也可以邮寄或者在网上填写申请表。")
}

// stories are the news of the home pages: title, date, text.
var stories = []struct {
	title, text string
	date        disclosure.Date
}{
	{"山洪预警演练在三个村同时举行", "演练从凌晨开始，村民按路线转移到避灾点，用时比去年缩短。", day(2024, 5, 21)},
	{"老城区四条小巷完成管网改造", "施工队把雨水和污水分开，巷口的积水点不再积水。", day(2025, 9, 3)},
	{"春茶开采，收购点延长营业时间", "收购点从早上六点开到晚上九点，茶农当天就能结算。", day(2025, 3, 28)},
}

// addNews adds the pages of the stories below a folder.
func (h *host) addNews(folder, extension string) {
	for i, s := range stories {
		t := strings.ReplaceAll(s.date.String(), "-", "")
		path := folder + t[:6] + "/t" + t + "_" + itoa(3100200+i*17) + extension
		switch h.county.family {
		case "hanweb_jcms":
			path = "/art/" + itoa(s.date.Year()) + "/" + itoa(int(s.date.Time().Month())) + "/" + itoa(s.date.Time().Day()) + "/art_2120_" + itoa(88100+i) + ".html"
		case "ucap":
			path = folder + t[:6] + "/" + hex32(h.name, s.title) + extension
		}
		h.notice(path, s.date, "要闻动态", s.title, s.text)
		h.news = append(h.news, link{URL: path, Text: s.title, Date: s.date.String()})
	}
}

// hex32 is a name of 32 hexadecimal digits, as UCAP gives its pages.
func hex32(words ...string) string {
	d := roll(words...)
	const digits = "0123456789abcdef"
	b := make([]byte, 32)
	for i := range b {
		b[i] = digits[d.n(16)]
	}
	return string(b)
}

func siteMap(all []link) string {
	var s strings.Builder
	for _, l := range all {
		s.WriteString(`<a href="` + l.URL + `">` + l.Text + "</a> ")
	}
	return s.String()
}

// strangers are the entries of lists that are no reports, with the words of their pages.
var strangers = map[string]struct {
	title, column string
	date          disclosure.Date
	text          []string
}{
	"qinglan": {"晴岚县人民政府办公室关于编制2023年度政府信息公开工作年度报告的通知", "政府信息公开年报", day(2023, 12, 18), []string{
		"各乡镇人民政府、街道办事处，县政府各部门：", "请各单位在明年一月底前编好本机关的年度报告，数据由业务股室提供，办公室统一核对。",
		"报告应当使用统一格式，三张表格不得改动行列；没有发生的事项填写零。", "联系人见县政府办公室通讯录。"}},
	"yunting": {"云汀县政府信息公开指南（2022年修订）", "政府信息公开年报", day(2022, 6, 15), []string{
		"本指南说明到哪里查阅政府信息、怎样提出申请以及多久能得到答复。", "查阅点设在县档案馆一楼和政务服务大厅。", "申请表可以在各机关网站下载。"}},
	"jichuan": {"霁川县召开政务公开工作推进会", "2023年政府信息公开年报", day(2024, 1, 19), []string{
		"会议通报了去年的栏目检查结果，要求各单位补齐空白栏目。", "县教育局、城市管理局和石垚镇在会上介绍了做法。"}},
}

// stranger adds the page that is no report and returns its entry for the list.
func (h *host) stranger(path string) entry {
	if h.county.small != nil {
		return h.meeting(path)
	}
	s := strangers[h.county.id]
	h.notice(path, s.date, s.column, s.title, s.text...)
	return entry{path: path, title: s.title, date: s.date.String()}
}

// strangerPath is the address of that page.
func (c *county) strangerPath() string {
	if c.small != nil {
		return c.small.stranger
	}
	switch c.family {
	case "trs_wcm":
		return trsReports + "202312/t20231218_7781204.html"
	case "hanweb_jcms":
		return "/art/2022/6/15/art_2111_79042.html"
	}
	return "/jichuan/c110023/202401/" + hex32("stranger", c.id) + ".shtml"
}

const (
	styleCSS = "body{font:14px/1.8 sans-serif;margin:0 auto;max-width:1000px}table{border-collapse:collapse}ul{list-style:none}\n"
	pagerJS  = "// 分页\nfunction createPageHTML(){}\n"
	dotGIF   = "R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="
)

// assets adds what the pages load: style sheets, scripts, one picture.
func (h *host) assets(paths ...string) {
	for _, path := range paths {
		contentType, text := "text/css", []byte(styleCSS)
		switch {
		case strings.HasSuffix(path, ".js"):
			contentType, text = "application/javascript", []byte(pagerJS)
		case strings.HasSuffix(path, ".gif"):
			contentType = "image/gif"
			text, _ = base64.StdEncoding.DecodeString(dotGIF)
		}
		h.addRaw(path, contentType, clock(disclosure.Date{}, 0), func() []byte { return text })
	}
}
