package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// ask asks the console's API.
func (s site) ask(t *testing.T, sql, format string) (int, string) {
	t.Helper()
	response, err := http.Get(s.base + "/api/v1/sql?" + url.Values{"q": {sql}, "format": {format}}.Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// TestConsole: what the web may ask, it may ask as any reader, and no more.
func TestConsole(t *testing.T) {
	s := demoSite(t)
	status, body := s.ask(t, "SELECT toDecimal64(1.10, 2) AS d, CAST(NULL, 'Nullable(UInt8)') AS n, toUInt64(18446744073709551615) AS b, [1, 2] AS a, '=1+1' AS f", "")
	if status != http.StatusOK || !strings.Contains(body, `"rows":[[1.1,null,18446744073709551615,[1,2],"=1+1"]]`) {
		t.Errorf("%d %s", status, body)
	}
	status, body = s.ask(t, "SELECT CAST(NULL, 'Nullable(UInt8)') AS n, '=1+1' AS f, -3 AS m", "csv")
	if status != http.StatusOK || body != "\ufeffn,f,m\n,'=1+1,-3\n" {
		t.Errorf("%d %q", status, body)
	}
	page := s.page("/sql?lang=en&q=" + url.QueryEscape("SELECT report_id, agency_id FROM reports ORDER BY report_id LIMIT 1"))
	if !strings.Contains(page, `<td><a href="/reports/`) || !strings.Contains(page, `<td><a href="/agencies/`) {
		t.Error("the page does not lead to what its answer names")
	}
	hostile := []string{
		"SELECT * FROM system.users", "SELECT * FROM `system`.`query_log`", "SELECT * FROM default.x", "SELECT arrayMap(file, ['/etc/passwd'])", "SELECT * FROM s3('http://127.0.0.1/x')",
		"SELECT * FROM (SELECT number FROM numbers(9) SETTINGS max_result_rows = 0)", "SELECT 1 FORMAT CSV", "SELECT number FROM numbers(20000)", "SELECT repeat('x', 1000000) FROM numbers(30)",
		"SELECT dictGet('x', 'y', 1)", "CREATE TABLE x (a UInt8) ENGINE = Memory", "SELECT * FROM input('a String')", "SELECT * FROM executable('x', CSV, 'a String')", "KILL QUERY WHERE 1", "SELECT",
	}
	for _, block := range blocksOf(t, "refused") {
		hostile = append(hostile, strings.Split(strings.TrimSpace(block.text), "\n")...)
	}
	for _, sql := range hostile {
		status, body := s.ask(t, sql, "")
		var p struct{ Type, Detail string }
		if err := json.Unmarshal([]byte(body), &p); err != nil || status != http.StatusBadRequest || p.Type != "/data#problem-query" {
			t.Errorf("%s: %d %.300s", sql, status, body)
		}
		if strings.Contains(p.Detail, "DB::Exception") || strings.Contains(p.Detail, "(version") {
			t.Errorf("%s: said as to its makers: %s", sql, p.Detail)
		}
	}
}

// TestConsoleExamples: the console offers the worked questions, all of them and as they are tested, and says
// in Chinese what it says in English: what a query names as code is named in both.
func TestConsoleExamples(t *testing.T) {
	han, named := regexp.MustCompile(`\p{Han}`), regexp.MustCompile("`[^`]+`")
	offered := examples()
	questions := worked(t)
	if len(offered) != len(questions) {
		t.Errorf("%d of %d questions are offered: doc/queries.md has to say each, and why it is asked that way, in English and then in Chinese", len(offered), len(questions))
	}
	for i, q := range questions {
		if i >= len(offered) || offered[i].TitleEN != q.title || offered[i].SQL != strings.TrimSpace(q.sql) {
			t.Fatalf("question %d, %s, is not offered", i, q.title)
		}
		for _, chinese := range []string{offered[i].TopicZH, offered[i].TitleZH, offered[i].WhyZH} {
			if !han.MatchString(chinese) || han.MatchString(offered[i].TopicEN) {
				t.Errorf("%s: want Chinese beside the English: %q", q.title, chinese)
			}
		}
		for _, name := range named.FindAllString(offered[i].WhyEN, -1) {
			if !strings.Contains(offered[i].WhyZH, name) {
				t.Errorf("%s: the Chinese does not name %s", q.title, name)
			}
		}
	}
}

// TestNoConsoleOnOtherServers: there no reader of ours asks.
func TestNoConsoleOnOtherServers(t *testing.T) {
	if consoleOf(&home{}) != nil {
		t.Error("the web may ask as the service's own user")
	}
}
