package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// noLists are what servers answer with status 200 in place of a column that they can't show.
var noLists = map[string]string{
	"soft404":  `<html><head><title>404</title></head><body><p>您访问的页面不存在或已删除</p></body></html>`,
	"shell":    `<html><head><title>晴岚县财政局政府信息公开年报</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>`,
	"database": `<html><head><title>晴岚县财政局政府信息公开年报</title></head><body><p>数据库连接失败</p></body></html>`,
	"home":     `<html><head><title>晴岚县人民政府</title></head><body><ul><li><a href="/news/1.html">县政府召开常务会议</a><i>2024-03-01</i></li><li><a href="/news/2.html">县领导调研重点项目</a><i>2024-03-02</i></li></ul></body></html>`,
	"empty":    `<html><head><title>晴岚县财政局政府信息公开年报</title></head><body><p>暂无内容</p></body></html>`,
	"script":   `<html><head><title>晴岚县财政局政府信息公开年报</title></head><body><ul><li><a href="/r2021.html">晴岚县财政局2021年政府信息公开工作年度报告</a><i>2022-01-12</i></li></ul><a href="javascript:go(2)">下一页</a></body></html>`,
}

const trueList = `<html><head><title>晴岚县财政局政府信息公开年报</title></head><body><ul><li><a href="/r2022.html">晴岚县财政局2022年政府信息公开工作年度报告</a><i>2023-01-12</i></li><li><a href="/r2021.html">晴岚县财政局2021年政府信息公开工作年度报告</a><i>2022-01-12</i></li></ul></body></html>`

// A server that shows anything but its list today and the list tomorrow: nobody is late by it,
// and no year is missing.
func TestSoft404TodayListTomorrow(t *testing.T) {
	needEngine(t)
	t.Parallel()
	var tomorrow atomic.Bool
	var sites strings.Builder
	sites.WriteString("sites:\n")
	for name, page := range noLists {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			switch {
			case r.URL.Path == "/":
				fmt.Fprint(w, `<html><head><title>晴岚县人民政府</title></head><body><a href="/czj/nb/">晴岚县财政局政府信息公开年报</a></body></html>`)
			case r.URL.Path == "/czj/nb/" && tomorrow.Load():
				fmt.Fprint(w, trueList)
			case r.URL.Path == "/czj/nb/":
				fmt.Fprint(w, page)
			case strings.HasPrefix(r.URL.Path, "/r20"):
				fmt.Fprintf(w, `<html><body><h1>晴岚县财政局%s年政府信息公开工作年度报告</h1><div id="zoom"><p>一、总体情况</p><p>%s</p></div></body></html>`, r.URL.Path[2:6], strings.Repeat("本机关主动公开政府信息12条，未收到政府信息公开申请。", 12))
			default:
				http.NotFound(w, r)
			}
		}))
		t.Cleanup(server.Close)
		fmt.Fprintf(&sites, "  - {id: %s, name: 晴岚县人民政府, division_code: \"361022\", url: \"%s/\", pace: 0s, allow_private: true}\n", name, server.URL)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "sites.yaml")
	if err := os.WriteFile(file, []byte(sites.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	data := engineIn(t)
	for range 2 {
		errs := &lockedBuffer{}
		if status := run(t.Context(), []string{"crawl", "--data", data, "--sites", file, "--log-level", "error"}, streams{strings.NewReader(""), &lockedBuffer{}, errs}); status != exitDone {
			t.Fatalf("crawl: status %d: %s", status, errs)
		}
		tomorrow.Store(true)
	}
	ingest(t, data, exitDone, "--log-level", "error")
	ask := func(sql string) string {
		t.Helper()
		out, err := query(t, data, sql)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := ask("SELECT count() FROM reports WHERE published_low IS NOT NULL OR days_late_low > 0"); got != "0" {
		t.Errorf("%s reports were not there before, by walks that saw no list", got)
	}
	if got := ask("SELECT status, fiscal_year FROM expected_reports WHERE status IN ('late', 'not_found') AND fiscal_year < 2023"); got != "" {
		t.Errorf("blamed: %s", got)
	}
	if got := ask("SELECT count(), countIf(state = 'complete' AND links = 2), countIf(state = 'partial' AND reason != '') FROM walks"); got != fmt.Sprintf("%d\t%d\t%d", 2*len(noLists), len(noLists), len(noLists)) {
		t.Errorf("walks: %s\n%s", got, ask("SELECT site_id, state, links, reason FROM walks ORDER BY ALL"))
	}
	if got := ask("SELECT count() > 0 FROM reports"); got != "1" {
		t.Error("the true list's reports were not read")
	}
}
