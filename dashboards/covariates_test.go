package dashboards

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// covariateSample is a table of a user's own with two columns, of which one has eleven counties.
func covariateSample() map[string]func(map[string]any) any {
	first, last := uint16(2020), uint16(2024)
	table := CovariateTableRow{Dataset: "人口", Version: 2, Source: "某省统计年鉴" + hostile, RetrievedOn: date("2026-01-05"), File: "p.csv", SHA256: "aa", Lines: 14, Columns: []string{"常住人口", "财政收入 <1>"}, Units: []string{"万人", "亿元"},
		Cells: []uint64{13, 2}, Empty: []uint64{1, 12}, LoadedAt: seen, LoadedBy: "office", Values: 15, Matched: 14, Counties: 11, CountiesAll: 13, FirstYear: &first, LastYear: &last}
	return map[string]func(map[string]any) any{
		"covariate_tables": always([]CovariateTableRow{table}),
		"covariate_codes":  always([]CovariateCodeRow{{Dataset: "人口", Line: 9, Code: "330105", Place: hostile, Year: &first, Standing: "merged", Values: 1, Total: 3}}),
		"covariates": always([]CovariateRow{{Dataset: "人口", Covariate: "常住人口", Unit: "万人", DivisionCode: ptr("990101"), DivisionName: ptr("晴岚县"), Year: &last, Value: 12.5, Standing: "same", Code: "990101", Raw: "12.5", Line: 2, RetrievedOn: date("2026-01-05"), Total: 1},
			{Dataset: "人口", Covariate: "常住人口", Unit: "万人", Year: &last, Value: 3, Standing: "merged", Code: "330105", Raw: "3", Line: 9, RetrievedOn: date("2026-01-05"), Total: 2}}),
		"covariate_counties": func(p map[string]any) any {
			rows := []CovariateCountyRow{{County: "990199", Name: "无数县", X: ptr(7.0), Agencies: 1}, {County: "990198", Name: "未载县", Value: ptr(3.5), Raw: "3.50", Code: "990198", Line: 4}}
			for i := range 11 {
				r := CovariateCountyRow{County: fmt.Sprint(990101 + i), Name: fmt.Sprintf("第%d县", i), Value: ptr(float64(10 + 30*i)), Raw: fmt.Sprint(10 + 30*i), Code: "x", Line: uint32(5 + i), X: ptr(float64(i)), Agencies: 2}
				if p["rate"] != received {
					n := int64(10 * i) // the first has no cases: it has no share
					r.N = &n
				}
				if p["covariate"] == "常住人口" || i == 0 {
					rows = append(rows, r)
				}
			}
			return rows
		},
	}
}

var covariatePages = []pageWant{
	{"/covariates", []string{"2024 年度，13 个有机关的县中 11 个既有“常住人口（万人）”（人口），又有“收到的申请（件）”。1 个县没有外部数据。1 个县有外部数据而没有对照指标。", "秩相关系数（斯皮尔曼）0.43，n = 11", "不说明因果", `<option value="人口/常住人口" selected>`,
		"外部数据来源：某省统计年鉴&lt;script&gt;", "2026年1月5日 取得", "（万人），对数刻度", "第3县：100 万人；3", `href="/counties/990104?year=2024"`, ">第3县</text>", "财政收入 &lt;1&gt;（亿元）", "14 / 15", "11 / 13", "空格 12 个", "区划合并，范围已变", "另有 2 个未列出", "gongkai covariates load", "/charts/covariate.csv?of=%E4%BA%BA%E5%8F%A3%2F%E5%B8%B8%E4%BD%8F%E4%BA%BA%E5%8F%A3&amp;rate=received&amp;year=2024"}},
	{"/covariates?of=%E4%BA%BA%E5%8F%A3%2F%E5%B8%B8%E4%BD%8F%E4%BA%BA%E5%8F%A3&rate=denied&year=2024&lang=en", []string{"Counties with agencies: 13; of these 10 have both", "With it, but without the other: 2.", "n = 10", "1 / 10", "fewer than 30 cases"}},
	{"/covariates?of=%E4%BA%BA%E5%8F%A3%2F%E8%B4%A2%E6%94%BF%E6%94%B6%E5%85%A5+%3C1%3E", []string{"财政收入 &lt;1&gt;（亿元）", "不计算相关系数"}},
}

func TestCovariatesWithoutAny(t *testing.T) {
	s := newService(t)
	s.measures.rows["covariate_tables"] = always([]CovariateTableRow(nil))
	body := s.get("/covariates?lang=en").Body.String()
	if !strings.Contains(body, "No outside data is loaded") || !strings.Contains(body, "gongkai covariates load") || strings.Contains(body, "<figure") {
		t.Errorf("without a table: %s", body)
	}
	if slices.Contains(s.measures.asked, "covariate_counties") {
		t.Error("counties are asked for without a table")
	}
	if w := s.get("/api/v1/covariate-counties"); w.Code != http.StatusOK || strings.TrimSpace(w.Body.String()) != "[]" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := s.get("/charts/covariate.svg"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "还没有加载外部数据") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestCovariatesThatAreNone(t *testing.T) {
	s := newService(t)
	for address, status := range map[string]int{
		"/covariates?of=x": 400, "/covariates?of=x%2Fy": 404, "/covariates?of=%3Cb%3E%2Fy": 400, "/covariates?rate=wealth": 400, "/covariates?of=a%2F" + strings.Repeat("b", 300): 400,
		"/api/v1/covariate-counties?dataset=x": 404, "/api/v1/covariate-counties?rate=wealth": 400, "/api/v1/covariates?standing=x": 400, "/api/v1/covariates?covariate=" + strings.Repeat("b", 121): 400,
		"/charts/covariate.svg?of=x": 400, "/charts/covariate.csv?rate=wealth": 400, "/embed/covariate?county=990101": 400,
	} {
		if w := s.get(address); w.Code != status {
			t.Errorf("%s: %d, want %d", address, w.Code, status)
		}
	}
}

// A county without cases has no share, and is no county with the share zero.
func TestCovariateCountyWithoutCases(t *testing.T) {
	none, some := int64(0), int64(4)
	if y := (CovariateCountyRow{X: ptr(0.0), N: &none}).Y(); y != nil {
		t.Errorf("no case has the share %v", *y)
	}
	if y := (CovariateCountyRow{X: ptr(1.0), N: &some}).Y(); y == nil || *y != 0.25 {
		t.Errorf("1 of 4: %v", y)
	}
	if (CovariateCountyRow{X: ptr(1.0), N: &some}).Both() {
		t.Error("a county without a number has both")
	}
}

// Among English words the names of a user's table are said to be Chinese where they are, in sentences, lists and drawings; what
// can hold no mark, as the words that appear under the pointer, is left.
func TestCovariatesInTwoLanguages(t *testing.T) {
	s := newService(t)
	const of = "?of=%E4%BA%BA%E5%8F%A3%2F%E5%B8%B8%E4%BD%8F%E4%BA%BA%E5%8F%A3&rate=denied&year=2024"
	for _, address := range []string{"/covariates" + of, "/embed/covariate" + of} {
		if unmarked, marked := chineseIn(t, s.get(address+"&lang=en").Body.String()); len(unmarked) > 0 || !slices.Contains(marked, "常住人口") || !slices.Contains(marked, "第") {
			t.Errorf("%s in English: unmarked %q, marked %q", address, unmarked, marked)
		}
		if body := s.get(address).Body.String(); strings.Contains(body, `<span lang="zh-Hans">`) || strings.Contains(body, "<tspan") {
			t.Errorf("%s in Chinese marks Chinese words", address)
		}
	}
}
