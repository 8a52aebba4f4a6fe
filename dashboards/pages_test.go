package dashboards

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pageWant is an address with what must be read there.
type pageWant struct {
	address string
	want    []string
}

var mainPages = []pageWant{
	{"/", []string{"2024 年度，全部地区应有报告 2 份：逾期 1 份、网站拦截 1 份。另有条例未定期限的报告 3 份。收到申请 12 件；办结 11 件，其中予以公开或部分公开 55%（区间 25–75%）。", "6 / 11，95% 区间 25–75%", `<a href="/reports?sum=partial&amp;year=2024">`, `<a href="/reports?sum=outcomes&amp;year=2024">`, `<a href="/expected?status=late&amp;year=2024">`, "样本少于 30", `href="#s-late"`, "晴岚县民政局", "2023 年：无数据", "(1 / 1)"}},
	{"/?lang=en", []string{"Fiscal year 2024, all places. Expected reports: 2; of these 1 late, 1 behind a blocked site.", `<html lang="en">`, "Granted in part", `href="/agencies/990101-civil?lang=en"`}},
	{"/?year=2022", []string{"2022 年度，全部地区应有报告 1 份：未找到 1 份。"}},
	{"/?year=2023", []string{"2023 年度，全部地区尚无已到期的报告。", "无可计算的数据"}},
	{"/?county=990101", []string{"<h1>晴岚县</h1>", `<option value="990101" selected>`}},
	{"/counties/990101", []string{"<h1>晴岚县</h1>"}},
	{"/counties/990101?level=county&family=civil&year=2024", []string{"晴岚县（县级、民政）应有报告 2 份", `<option value="civil" selected>`, `href="/expected?county=990101&amp;family=civil&amp;level=county&amp;status=late&amp;year=2024"`, `/charts/on-time.csv?county=990101&amp;family=civil&amp;level=county&amp;year=2024`, `href="/counties/990101?family=civil&amp;lang=en&amp;level=county&amp;year=2024"`}},
	{"/expected?level=county&family=civil", []string{"全部地区（县级、民政）", `<option value="county" selected>`}},
	{"/reports?level=county&sum=received", []string{"全部地区（县级）", "level=county"}},
	{"/findings?family=civil", []string{`<option value="civil" selected>`, `/api/v1/findings?family=civil&amp;format=csv`}},
	{"/agencies", []string{"共 2 个机构。", "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#34;局"}},
	{"/agencies?q=民政", []string{"名称含“民政”的机构 2 个。", "/agencies/990101-civil"}},
	{"/agencies?q=%3Cb%3E", []string{"没有这样的机构", `value="&lt;b&gt;"`}},
	{"/agencies/990101-civil", []string{"应有报告 2 份，找到 1 份；逾期 1 份、未找到 1 份", "逾期 5 天至逾期 9 天", "无记录", "R303", "未分项 1", "各维度与同组机关", "0.910（0.850–0.960）", "缺：表四"}},
	{"/agencies/990101-township-%E6%9E%AB%E5%B1%BF%E4%B9%A1?lang=en", []string{"Findings"}},
	{"/reports/990101-civil-2024", []string{"三、收到和处理政府信息公开申请情况", `src="/reports/990101-civil-2024/evidence"`, `sandbox title=`, "st-blank", "st-unreadable", "no_such_indicator", "2025年2月5日 之后，至迟 2025年2月9日", "顺延至 2025年2月5日", "第 2 版", "公布后改动过，现存 2 个版本", "其余 1 项为零", `id="text-checks"`, "2,000 ÷ 3,000 = 66.7%；正文：66.7%<br><span class=\"muted\">正文第 12–20 字</span>", "不能确定其分母是哪个数", "报告年度：2024；正文：2023"}},
	{"/reports/990101-civil-2024?figure=requests_new.total&lang=en", []string{`src="/reports/990101-civil-2024/evidence?figure=requests_new.total&amp;lang=en#gongkai-aim"`, `aria-current="true"`, "confidence of reading 80%", `href="/reports/990101-civil-2024/shared?lang=en"`, "not in the report", "Article 20 (1)"}},
	{"/reports/990101-civil-2024/shared", []string{"与 1 份报告的文字相近，其中 1 份共有少见的段落。", "相似度 0.95", "共培训三次", "同县同年", "少见的相同段落"}},
	{"/league", []string{"2024 年度，全部地区，“一致”：5 个机关有数值，其中：D 档 1 个、与同组无法区分 4 个；另有 2 个没有数值。", `<span class="band band-D">D</span>`, "0.910（0.850–0.960）", "2 / 40", "2021 年统一格式", "没有可核对的勾稽关系", `href="/league?band=D&amp;dimension=consistency&amp;year=2024"`}},
	{"/league?dimension=completeness&year=2024&county=990101&level=county&lang=en", []string{"Agencies among their peers", "not distinguishable", "absent: table 4", "not readable: how to reach it"}},
	{"/total", []string{"给各维度一个权重，即可合计。", "/total?completeness=1&amp;consistency=1&amp;legal=1&amp;timeliness=1&amp;year=2024", `name="legal" value=""`}},
	{"/total?consistency=3&legal=1.5&year=2024", []string{"按您的权重（一致 3、合法 1.5）：2 个机关中 1 个各项都有数值", `name="legal" value="1.5"`, "0.910（0.850–0.960）", "67%", "/api/v1/weighted-totals?consistency=3&amp;format=csv&amp;legal=1.5"}},
	{"/funnel", []string{"2 个机关，合计 5%；在 99.8% 界限之外 1 个。同组差别大于偶然，界限已放宽。", `class="f-vermillion l-vermillion"><title>晴岚县民政局：9 / 40`, `class="f-paper l-blue"><title>`, "9 / 40", "高于 99.8% 界限", "晴岚县民政局：9 / 40"}},
	{"/funnel?rate=denied&year=2024&county=990101&group=2021%7Ccounty%7C*%7Cown_office%7C2022-2024&lang=en", []string{"Funnel: denied", "above the 99.8% limit", "selected>the form of 2021"}},
	{"/findings", []string{"共 1 项。", "应为 <b>13</b>；所印 <b>12</b>", "报告所印如此"}},
	{"/findings?county=990101&year=2024&rule=R303&severity=error&lang=en", []string{"Expected <b>13</b>; Printed <b>12</b>", "as printed"}},
	{"/status", []string{"1 个栏目被网站拦截", "未走完", "未能取得：被验证页拦截", "412", "2 个链接通往其他主机", "暂不访问的主机", "栏目未能走全", "被验证页拦截", "不破解，停一周再试", `<time datetime="2026-01-20T10:03:00+08:00">2026年1月20日 10:03</time>`, "2026年1月27日 10:03", "5 / 8", "0 / 9", "尚未抓取", "迁址的栏目", "8 / 9", "http://qinglan.demo.test/old/"}},
	{"/status?lang=en", []string{"lists were not walked to their end", "a challenge page", "left alone for a week", "Failing since", "Next crawl", "Found / expected"}},
	{"/undecided?names=100&links=0", []string{`<a rel="prev" href="/undecided#names">`}},
	{"/undecided?names=5000&county=990101", []string{"不能认定的 107 个", `href="/undecided?county=990101&amp;names=100#names"`}}, // beyond the end: the first page
	{"/undecided", []string{"不能认定的 107 个", "文件 2 份", "文件 2 份", "无法取得", "gongkai agencies register", "2020–2022", "乡镇街道 1 组", "2012–2015", "晴岚县枫屿镇人民政府"}},
	{"/undecided?county=990101&lang=en", []string{"For a person to decide", "could not be had", `<option lang="zh-Hans" value="990101" selected>`}},
	{"/method", []string{"威尔逊区间", "R303", "如何提出异议"}},
	{"/method?lang=en", []string{"Wilson interval", "the applicants add up"}},
	{"/data", []string{"figures_additive", "/api/v1/openapi.json", `<a href="/data/tables/figures"><code>figures</code></a>`, "一个数字&lt;script&gt;", `<span lang="en">every body once</span>`}},
}

func TestPages(t *testing.T) {
	s := newService(t)
	inline := regexp.MustCompile(`(?i)<script[^>]*>[^<]|<style|\sstyle=|\son[a-z]+=|(?:href|src)="javascript:`)
	for _, p := range slices.Concat(mainPages, figurePages, comparePages, takeawayPages, releasePages, casePages, auditPages, covariatePages) {
		w := s.get(p.address)
		body := w.Body.String()
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s: status %d, %s", p.address, w.Code, w.Header().Get("Content-Type"))
		}
		for _, want := range p.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %q", p.address, want)
			}
		}
		if bad := inline.FindString(body); bad != "" {
			t.Errorf("%s holds inline script or style: %q", p.address, bad)
		}
		if strings.Contains(body, "%!") || strings.Contains(body, "<script>alert") || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s: a message is filled wrongly, or printed text came through unescaped", p.address)
		}
		if !strings.HasSuffix(strings.TrimSpace(body), "</html>") {
			t.Errorf("%s is cut", p.address)
		}
		checkFrame(t, p.address, w)
	}
}

// checkFrame holds what every page must have: headers, landmarks, one heading, both languages.
func checkFrame(t *testing.T, address string, w *httptest.ResponseRecorder) {
	t.Helper()
	h := w.Header()
	for name, want := range map[string]string{"Content-Security-Policy": pagePolicy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
		if h.Get(name) != want {
			t.Errorf("%s: %s is %q", address, name, h.Get(name))
		}
	}
	if h.Get("Set-Cookie") != "" {
		t.Errorf("%s sets a cookie", address)
	}
	body := w.Body.String()
	for _, want := range []string{`<main id="main">`, `href="#main"`, `<nav aria-label=`, `role="search"`, `<footer`} {
		if !strings.Contains(body, want) {
			t.Errorf("%s lacks %s", address, want)
		}
	}
	if n := strings.Count(body, "<h1>"); n != 1 {
		t.Errorf("%s has %d first headings", address, n)
	}
	if strings.Count(body, "<table") != strings.Count(body, "<caption") {
		t.Errorf("%s has a table without a caption", address)
	}
}

func TestFaults(t *testing.T) {
	s := newService(t)
	for _, c := range []struct {
		address string
		status  int
		want    string
	}{
		{"/nothing", 404, "没有这个页面"},
		{"/counties/123456?lang=en", 404, "There is no place with the code “123456”"},
		{"/counties/%3Cscript%3E", 404, "没有代码为"},
		{"/?county=123456", 404, "没有代码为“123456”的地区"},
		{"/?county='%20OR%201", 400, "参数“county”无效"},
		{"/?year=20x4", 400, "参数“year”无效"},
		{"/?year=1999", 400, "参数“year”无效"},
		{"/total?legal=0&consistency=0", 400, "请至少给一个维度"},
		{"/total?legal=-1", 400, "参数“legal”无效"},
		{"/findings?rule=DROP", 400, "参数“rule”无效"},
		{"/findings?severity=bad", 400, "参数“severity”无效"},
		{"/findings?offset=-1", 400, "参数“offset”无效"},
		{"/agencies?q=" + strings.Repeat("a", 121), 400, "过长"},
		{"/agencies/no-such", 404, "没有这个机构"},
		{"/agencies/990101-civil/absence/2012", 404, "没有这个页面"},
		{"/agencies/990101-civil/absence/x", 404, "没有这个页面"},
		{"/agencies/no-such/absence/2022", 404, "没有这个机构"},
		{"/agencies/a%2F..%2Fb", 404, "没有这个机构"},
		{"/reports/no-such", 404, "没有这份报告"},
		{"/reports/990101-civil-2024?figure=outcome_total.total", 404, "这份报告没有名为"},
		{"/reports/990101-civil-2024?figure=%22%3E", 400, "参数“figure”无效"},
		{"/league?dimension=beauty", 400, "参数“dimension”无效"},
		{"/league?band=F", 400, "参数“band”无效"},
		{"/funnel?rate=wealth", 400, "参数“rate”无效"},
		{"/findings?agency=%22%3E", 400, "参数“agency”无效"},
		{"/api/v1/timeliness?year=2024", 400, "没有参数“year”；可用的参数：county, level, family, fields, format"},
		{"/api/v1/findings?colour=red", 400, "没有参数“colour”"},
		{"/reports/no-such/evidence", 404, "没有这个页面"},
		{"/assets/nothing.css", 404, "没有这个页面"},
	} {
		w := s.get(c.address)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: status %d, want %d with %q", c.address, w.Code, c.status, c.want)
		}
		if w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: an error may be kept", c.address)
		}
	}
}

func TestFailures(t *testing.T) {
	s := newService(t)
	s.measures.err = errors.New("secret of the database")
	w := s.get("/")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("a failing measure gave %d", w.Code)
	}
	s.notReady = errors.New("no answer")
	w = s.get("/findings")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "正在重新启动") {
		t.Errorf("a database that is away gave %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	if w = s.get("/api/v1/findings"); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), `"status":503`) {
		t.Errorf("the API gave %d: %s", w.Code, w.Body)
	}
	if w = s.get("/readyz"); w.Code != http.StatusServiceUnavailable {
		t.Errorf("/readyz gave %d", w.Code)
	}
	if w = s.get("/healthz"); w.Code != http.StatusOK {
		t.Errorf("/healthz gave %d", w.Code)
	}
	s.notReady, s.measures.err = nil, nil
	s.measures.rows["rules"] = func(map[string]any) any { panic("broken") }
	if w = s.get("/method"); w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "处理时出错") {
		t.Errorf("a panic gave %d", w.Code)
	}
}

func TestOnlyReading(t *testing.T) {
	s := newService(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, httptest.NewRequest(method, "/", strings.NewReader("a=b")))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s gave %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestETag(t *testing.T) {
	s := newService(t)
	first := s.get("/")
	tag := first.Header().Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	asked := len(s.measures.asked)
	if w := s.get("/", "If-None-Match", `"x", `+tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 || len(s.measures.asked) != asked {
		t.Errorf("a page that is there already gave %d, %d bytes, %v", w.Code, w.Body.Len(), s.measures.asked[asked:])
	}
	if w := s.get("/?lang=en", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("another address with that tag gave %d", w.Code)
	}
	// The next crawl comes nearer while the data stays the same.
	for _, address := range []string{"/status", "/status?lang=en"} {
		if w := s.get(address); w.Code != http.StatusOK || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d with ETag %q and Cache-Control %q", address, w.Code, w.Header().Get("ETag"), w.Header().Get("Cache-Control"))
		}
	}
}

func TestEvidenceCanDoNothing(t *testing.T) {
	s := newService(t)
	w := s.get("/reports/990101-civil-2024/evidence?figure=requests_new.total")
	if w.Code != http.StatusOK || w.Body.String() != evidencePage {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	if got := strings.Join(s.marks, " "); !strings.Contains(got, "requests_new.natural_person") || !strings.HasSuffix(got, " requests_new.total") {
		t.Errorf("marked %s", got)
	}
	policy := w.Header().Get("Content-Security-Policy")
	for _, want := range []string{"sandbox;", "default-src 'none'", "img-src data:", "frame-ancestors 'self'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(policy, "allow-") || strings.Contains(policy, "script") {
		t.Errorf("the policy %q allows something", policy)
	}
	if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Set-Cookie") != "" {
		t.Error("headers of the evidence")
	}
	again := s.get("/reports/990101-civil-2024/evidence?figure=requests_new.total", "If-None-Match", w.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Header().Get("Content-Security-Policy") != policy {
		t.Errorf("not modified: %d with %q", again.Code, again.Header().Get("Content-Security-Policy"))
	}
	s.marks = nil
	if w := s.get("/reports/990101-civil-2024/evidence?figure=requests_new.total"); w.Body.String() != evidencePage || s.marks != nil {
		t.Errorf("a document that is kept was marked again: %v", s.marks)
	}
	if s.get("/reports/990101-civil-2024/evidence"); s.marks == nil {
		t.Error("another figure's document was taken for it")
	}
	alone := s.get("/reports/990101-civil-2024/evidence?figure=requests_new.total", "Sec-Fetch-Dest", "document")
	if alone.Code != http.StatusSeeOther || alone.Header().Get("Location") != "/reports/990101-civil-2024?figure=requests_new.total" {
		t.Errorf("opened by itself: %d to %s", alone.Code, alone.Header().Get("Location"))
	}
}

func TestPagesAreCompressed(t *testing.T) {
	w := newService(t).get("/", "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || !strings.Contains(w.Header().Get("Vary"), "Accept-Encoding") {
		t.Errorf("Content-Encoding %q, Vary %q", w.Header().Get("Content-Encoding"), w.Header().Get("Vary"))
	}
}

func TestManyAgenciesAskForAPlace(t *testing.T) {
	s := newService(t)
	s.measures.rows["places"] = always([]PlaceRow{{"990101", "晴岚县", manyAgencies + 1}})
	if body := s.get("/").Body.String(); !strings.Contains(body, "请先选择地区") || strings.Contains(body, `class="matrix"`) {
		t.Error("a matrix of very many agencies was drawn")
	}
	if body := s.get("/counties/990101").Body.String(); !strings.Contains(body, `class="matrix"`) {
		t.Error("a county has no matrix")
	}
}

// What is read is shown at once; its county is a place as soon as it was scored.
func TestPagesBeforeTheirPlaceIsScored(t *testing.T) {
	for _, path := range []string{"/agencies/990101-civil", "/agencies/990101-civil?lang=en", "/reports/990101-civil-2024", "/reports/990101-civil-2024/figures/requests_new.total", "/api/v1/agencies/990101-civil"} {
		s := newService(t)
		scored := s.get(path)
		if body := scored.Body.String(); strings.HasPrefix(path, "/api/") == strings.Contains(body, `href="/counties/990101`) {
			t.Errorf("%s: %d, the way to its county: %.300s", path, scored.Code, body)
		}
		s = newService(t)
		s.measures.rows["places"] = always([]PlaceRow{})
		if w := s.get(path); w.Code != http.StatusOK || strings.Contains(w.Body.String(), `href="/counties/990101`) || !strings.Contains(w.Body.String(), "晴岚县") {
			t.Errorf("%s: %d %.300s", path, w.Code, w.Body)
		}
	}
}

func TestAssets(t *testing.T) {
	s := newService(t)
	link := regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`)
	found := link.FindAllStringSubmatch(s.get("/").Body.String(), -1)
	if len(found) < 3 {
		t.Fatalf("the page uses %d assets", len(found))
	}
	for _, m := range found {
		w := s.get(m[1])
		if w.Code != http.StatusOK || w.Body.Len() == 0 || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %d bytes, %s", m[1], w.Code, w.Body.Len(), w.Header().Get("Cache-Control"))
		}
	}
	if css := s.get("/assets/style.css").Body.String(); strings.Contains(css, "url(http") || strings.Contains(css, "@import") {
		t.Error("the style sheet loads something from elsewhere")
	}
}

func TestNewRefusesHalfAConfiguration(t *testing.T) {
	if _, err := New(Config{}); err == nil {
		t.Error("an empty configuration was taken")
	}
}
