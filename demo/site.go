package demo

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"text/template"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

//go:embed templates/*.html
var templateFiles embed.FS

// text/template, because the pages must keep the habits of their families, not be corrected.
var templates = sync.OnceValue(func() map[string]*template.Template {
	all := map[string]*template.Template{}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		panic("demo: " + err.Error()) // the pattern is a valid one
	}
	for _, file := range files {
		// What a family's file does not have is as on any small site.
		all[strings.TrimSuffix(path.Base(file), ".html")] = template.Must(template.ParseFS(templateFiles, "templates/small.html", file))
	}
	return all
})

// link is an entry of a menu or a list. Text may be cut; Full never is.
type link struct{ URL, Text, Full, Date string }

type field struct{ Name, Text string }

// view is what a template shows.
type view struct {
	host                              *host
	Host, SiteName, SiteCode, Charset string
	SiteQuery                         string
	Title, Column, Byline, Body       string
	SideTitle                         string
	Article                           bool
	Meta, Box                         []field
	Nav, Crumbs, Side, News, Links    []link
	PagerLinks, Attachments           []link
	Pages, Page, Total, PerPage       int
	GroupSize                         int
	WebID, ColumnID, Unit             string
	Search                            *searchBox // nil where the page offers none
	Words                             string     // that were searched for
}

// BoxRows puts the fields of the metadata box in pairs.
func (v view) BoxRows() [][]field {
	var rows [][]field
	for i := 0; i < len(v.Box); i += 2 {
		rows = append(rows, v.Box[i:min(i+2, len(v.Box))])
	}
	return rows
}

// JSON is a text as scripts have it.
func (v view) JSON(text string) string {
	b, _ := json.Marshal(text) // a string always can be written
	return string(b)
}

// resource is what a host answers on one path. Its body is made when it is first asked for.
type resource struct {
	status      int
	contentType string
	modified    time.Time
	body        func() []byte
	tag         func() string // strong validator: of the bytes alone
	report      *report       // nil for all other pages
}

// host is one host name of a county: its own site or a department's.
type host struct {
	name, title string // qinglan.demo.test, 晴岚县人民政府
	county      *county
	department  *agency // nil for the county's own site
	phase       int
	pages       map[string]*resource
	order       []string
	columns     map[string]*column          // of dataproxy.jsp, by unit
	answers     map[string]http.HandlerFunc // what scripts of a small county ask for, by path
	news        []link
	newest      time.Time
}

func newHost(c *county, department *agency, phase int) *host {
	h := &host{name: c.host(), title: c.government().name, county: c, department: department, phase: phase,
		pages: map[string]*resource{}, columns: map[string]*column{}, newest: clock(disclosure.Date{}, 0)}
	if department != nil {
		h.name, h.title = department.host, department.name
	}
	return h
}

// clock is a time of day of a date; of a page without a date, a day before all reports.
func clock(d disclosure.Date, minute int) time.Time {
	if d.IsZero() {
		d, _ = disclosure.NewDate(2019, 6, 3)
	}
	return d.Time().Add(time.Duration(60+minute) * time.Minute) // 01:00 UTC is 9:00 in China
}

// add puts a page under a path. The text is made and encoded when it is first asked for.
func (h *host) add(path string, modified time.Time, text func() string) *resource {
	contentType := "text/html; charset=utf-8"
	if h.county.charset != "utf-8" {
		contentType = "text/html"
	}
	return h.addRaw(path, contentType, modified, func() []byte { return h.encode(text()) })
}

func (h *host) addRaw(path, contentType string, modified time.Time, body func() []byte) *resource {
	r := &resource{status: 200, contentType: contentType, modified: modified, body: sync.OnceValue(body)}
	r.tag = sync.OnceValue(func() string {
		sum := sha256.Sum256(r.body())
		return `"` + hex.EncodeToString(sum[:8]) + `"`
	})
	h.put(path, r)
	return r
}

func (h *host) put(path string, r *resource) {
	h.pages[path] = r
	h.order = append(h.order, path)
}

func (h *host) encode(text string) []byte {
	if h.county.charset == "utf-8" {
		return []byte(text)
	}
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	if err != nil { // GB18030 holds all of Unicode; only broken UTF-8 can come here
		panic("demo: " + err.Error())
	}
	return b
}

// render shows a template of the host's family.
func (h *host) render(name string, v view) string {
	v.host, v.Host, v.SiteName, v.SiteCode = h, h.name, h.title, h.county.code+"0001"
	if v.Charset == "" && h.county.charset == "utf-8" {
		v.Charset = "<meta charset=\"utf-8\">\n"
	}
	if v.Nav == nil {
		v.Nav = h.nav()
	}
	var b bytes.Buffer
	if err := templates()[h.county.family].ExecuteTemplate(&b, name, v); err != nil {
		panic("demo: " + err.Error()) // the templates are part of the program
	}
	return b.String()
}

// page adds a page made from a template.
func (h *host) page(path, name string, modified time.Time, v view) {
	h.add(path, modified, func() string { return h.render(name, v) })
}

// notice adds a page of plain sentences: news, guides, rules.
func (h *host) notice(path string, date disclosure.Date, column string, title string, paragraphs ...string) {
	v := view{Title: title, Column: column, Article: true, Byline: "发布时间：" + date.String() + "　来源：" + h.title,
		Meta: []field{{"ArticleTitle", title}, {"PubDate", date.String() + " 09:00"}, {"ContentSource", h.title}},
		Body: "<p>" + strings.Join(paragraphs, "</p>\n<p>") + "</p>\n"}
	if date.IsZero() {
		v.Byline, v.Meta = "", nil
	}
	h.page(path, "report", clock(date, 20), v)
}

// seen tells the lists of a host that something was published.
func (h *host) seen(t time.Time) {
	if t.After(h.newest) {
		h.newest = t
	}
}

func day(year, month, dayOfMonth int) disclosure.Date {
	d, err := disclosure.NewDate(year, month, dayOfMonth)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return d
}

// changedAt is when phase 2 came about: the time that its new and changed pages carry; phase 3
// came three weeks later.
var changedAt = time.Date(2026, 5, 20, 2, 40, 0, 0, time.UTC)

// reportPage adds the page of a report, and its attachment where it has one.
func (h *host) reportPage(r *report, column string, crumbs []link) {
	modified := clock(r.published, roll("minute", r.id()).n(480))
	if r.changed || r.fault == FaultLate {
		modified = changedAt
	}
	h.seen(modified)
	if r.page != nil { // the same report in the other phase
		h.put(r.path, r.page)
	} else {
		r.page = h.add(r.path, modified, func() string { return h.render("report", r.view(h, column, crumbs)) })
		r.page.report = r
	}
	if name, contentType, write := r.attachment(); name != "" {
		h.addRaw(r.folder()+name, contentType, modified, write)
	}
}

func (r *report) folder() string { return r.path[:strings.LastIndex(r.path, "/")+1] }

// view is the report's page: box, meta tags, line below the title, text.
func (r *report) view(h *host, column string, crumbs []link) view {
	v := view{Title: r.title, Column: column, Article: true, Crumbs: crumbs, Body: r.body()}
	d := r.dice("meta")
	published := r.published.String()
	if d.chance(70) || h.county.family == "trs_wcm" {
		v.Meta = []field{{"ArticleTitle", r.title}, {"PubDate", published + " " + pad(d.between(8, 17), 2) + ":" + pad(d.n(60), 2)}, {"ContentSource", r.name}}
	}
	v.Byline = "发布时间：" + published + "　来源：" + r.name
	if r.index != "" {
		v.Box = r.box()
		if d.chance(50) {
			v.Byline = "来源：" + r.name
		}
	}
	if r.agency.county.charset == "gb18030" {
		v.Charset = r.agency.charsetTag(r.year)
	}
	if name, _, _ := r.attachment(); name != "" && h.county.family != "trs_wcm" {
		v.Attachments = []link{{URL: r.attachmentLink(name), Text: r.attachmentText(name)}}
	}
	if r.fault == FaultNarrative {
		v.Title, v.Byline = traditional().Replace(v.Title), traditional().Replace(v.Byline)
		for i := range v.Box {
			v.Box[i] = field{traditional().Replace(v.Box[i].Name), traditional().Replace(v.Box[i].Text)}
		}
	}
	return v
}

// charsetTag is what a page in GB18030 says of itself: nothing, too little or, in a few
// years of a few agencies, something untrue.
func (a *agency) charsetTag(year int) string {
	switch roll("charset", a.id, itoa(year)).n(6) {
	case 0:
		return "<meta charset=\"utf-8\">\n"
	case 1, 2:
		return "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\n"
	}
	return ""
}

// box is the metadata box in the manner of the county.
func (r *report) box() []field {
	issued, published := r.issued.String(), r.published.String()
	switch r.agency.county.id {
	case "qinglan":
		return []field{{"索引号：", r.index}, {"主题分类：", "政府信息公开年报"}, {"发布机构：", r.name}, {"成文日期：", issued},
			{"文　　号：", r.document}, {"发布日期：", published}, {"名　　称：", r.title}}
	case "yunting":
		return []field{{"索 引 号：", r.index}, {"组配分类：", "政府信息公开年报"}, {"发文机关：", r.name}, {"生成日期：", chineseDate(r.issued)},
			{"文 号：", r.document}, {"公开日期：", published}, {"公开方式：", "主动公开"}, {"公开范围：", "面向社会"}}
	}
	return []field{{"索&nbsp;引&nbsp;号：", r.index}, {"信息分类：", "年报"}, {"发布机构：", r.name},
		{"成文日期：", strings.ReplaceAll(issued, "-", "/")}, {"标题：", r.title}, {"发文字号：", r.document}, {"发布日期：", strings.ReplaceAll(published, "-", "/")}, {"有效性：", "有效"}}
}
