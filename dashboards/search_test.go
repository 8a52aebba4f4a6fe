package dashboards

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestSounds(t *testing.T) {
	for _, c := range []struct {
		name, letters string
		at            int
	}{
		{"晴岚县", "ql", 0}, {"晴岚县", "qlx", 0}, {"晴岚县", "qinglan", 0}, {"晴岚县", "qinglanxian", 0}, {"晴岚县", "qingl", 0}, {"晴岚县", "qlan", 0}, {"晴岚县", "qinglanx", 0},
		{"晴岚县", "lx", 1}, {"晴岚县", "lanxi", 1}, {"晴岚县", "qx", -1}, {"晴岚县", "qinglanxiana", -1}, {"晴岚县", "ing", -1},
		{"重庆市", "cq", 0}, {"重庆市", "zhongqing", 0}, {"长沙市", "changsha", 0}, {"吕梁市", "lvliang", 0}, {"晴岚县A区", "qlxaq", 0}, {"", "ql", -1},
	} {
		if got := soundsAt([]rune(c.name), c.letters); got != c.at {
			t.Errorf("%s sounds like %s at %d, want %d", c.name, c.letters, got, c.at)
		}
	}
	for in, want := range map[string]string{"Qing Lan": "qinglan", "xi'an": "xian", "lü": "lv", "q": "", "晴l": "", "ql1": ""} {
		if got, ok := latin(in); ok != (want != "") || ok && got != want {
			t.Errorf("latin(%q) = %q, %v", in, got, ok)
		}
	}
}

func TestNamesAreRanked(t *testing.T) {
	all := []string{"晴岚县教育和体育局", "云汀县教育局", "教育局", "晴岚县教育局", "民政局"}
	got := named(all, func(s string) string { return s }, "教育")
	if want := []string{"教育局", "云汀县教育局", "晴岚县教育局", "晴岚县教育和体育局"}; !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestWordsOfTexts(t *testing.T) {
	if got := pairsOf(searchedWords(" 信息公开 局 培训  PDF 第四 ")); !slices.Equal(got, []string{"信息", "息公", "公开", "培训", "PD", "DF"}) {
		t.Errorf("pairs %v", got)
	}
	marked := marks([]string{"公开信息公开条例"}, []string{"信息", "信息公开"})
	if want := []markedPart{{"公开", false}, {"信息公开", true}, {"条例", false}}; len(marked) != 1 || !slices.Equal(marked[0], want) {
		t.Errorf("%v", marked)
	}
}

func TestSearchAPI(t *testing.T) {
	s := newService(t)
	var found searchAnswer
	if err := json.Unmarshal(s.get("/api/v1/search?q=qlxjy").Body.Bytes(), &found); err != nil || len(found.Agencies) != 1 || found.Agencies[0].AgencyID != "990101-education" || len(found.Places) != 0 {
		t.Errorf("%v %+v", err, found)
	}
	w := s.get("/api/v1/search/texts?q=%E5%9F%B9%E8%AE%AD&limit=1")
	if w.Header().Get("X-Total-Count") != "41" || !strings.Contains(w.Body.String(), `"passages":["组织业务 培训2次，`) || !strings.Contains(w.Header().Get("Link"), "offset=1") {
		t.Errorf("%v %s", w.Header(), w.Body)
	}
	for address, status := range map[string]int{"/api/v1/search": 400, "/api/v1/search/texts?q=a": 400, "/api/v1/search?q=a&county=123456": 404, "/search?q=" + strings.Repeat("a", 121): 400} {
		if w := s.get(address); w.Code != status {
			t.Errorf("%s gave %d", address, w.Code)
		}
	}
	asked := len(s.measures.asked)
	s.get("/api/v1/search?q=qinglan")
	if got := s.measures.asked[asked:]; slices.Contains(got, "search_names") {
		t.Errorf("the names were asked for again: %v", got)
	}
	s.measures.err = errors.New("gone")
	if w := s.get("/search?q=%E6%96%B0%E8%AF%8D"); w.Code != 500 {
		t.Errorf("a failing search gave %d", w.Code)
	}
}

// Where only the texts tell, and too many have the pairs of a word, reports are looked for year by year and counted as far as a number.
func TestWordsThatMostTextsHave(t *testing.T) {
	s := newService(t)
	for _, c := range []struct {
		query, rest, total, over string
		ids                      []string
		next                     string
	}{
		{"政府信息", "&limit=2", "", "1000", []string{"9900000-civil-2024", "9900001-civil-2024"}, "offset=2"},
		{"政府信息", "&limit=2&offset=10000", "", "10001", []string{"9910000-civil-2024", "9910001-civil-2024"}, "offset=10002"},
		{"政府信息", "&limit=502&offset=9999", "", "10500", nil, "offset=10501"}, // from a year to the one before
		{"府信息中", "&limit=5", "2", "", []string{"990101-civil-2024", "990101-civil-2023"}, ""},
		{"府信息中", "&limit=1&offset=1", "2", "", []string{"990101-civil-2023"}, ""},
		{"府信息中", "&limit=1&offset=7", "2", "", []string{}, ""},
		{"义务教育", "&limit=1", "2", "", []string{"990101-civil-2024"}, "offset=1"}, // few enough to be looked into
	} {
		w := s.get("/api/v1/search/texts?q=" + url.QueryEscape(c.query) + c.rest)
		var rows []TextHitRow
		if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil {
			t.Fatalf("%s%s: %v %.200s", c.query, c.rest, err, w.Body)
		}
		got := []string{}
		for _, r := range rows {
			got = append(got, r.ReportID)
		}
		if c.ids == nil && (len(got) != 502 || got[500] != "9910499-civil-2024" || got[501] != "9900000-civil-2023") || c.ids != nil && !slices.Equal(got, c.ids) {
			t.Errorf("%s%s: %d reports, %.500v", c.query, c.rest, len(got), got)
		}
		if h := w.Header(); h.Get("X-Total-Count") != c.total || h.Get("X-Total-Over") != c.over || (c.next == "") != (h.Get("Link") == "") || !strings.Contains(h.Get("Link"), c.next) {
			t.Errorf("%s%s: %v", c.query, c.rest, h)
		}
	}
	for address, want := range map[string][]string{
		"/search?q=政府信息":                      {"正文有此词的报告超过 1,000 份", "第 1–20 项，共超过 1,000 项", "offset=20"},
		"/search?q=政府信息&lang=en":              {"more than 1,000 (not counted further)", "1–20 of more than 1,000"},
		"/search?q=政府信息&offset=10000&lang=en": {"10,001–10,020 of more than 10,019"},
	} {
		body := s.get(address).Body.String()
		for _, words := range want {
			if !strings.Contains(body, words) {
				t.Errorf("%s lacks %q", address, words)
			}
		}
	}
	if body := s.get("/search?q=政府信息&offset=10000").Body.String(); strings.Contains(body, `rel="next"`) {
		t.Error("there is a page behind the farthest")
	}
}

// BenchmarkNames searches the names of a nation's agencies.
func BenchmarkNames(b *testing.B) {
	kinds := []string{"教育局", "民政局", "财政局", "自然资源局", "人力资源和社会保障局", "卫生健康委员会", "市场监督管理局", "人民政府办公室"}
	var all []string
	for i := range 120_000 {
		all = append(all, fmt.Sprintf("%c%c县%s", '一'+rune(i%4000), '丁'+rune(i%3911), kinds[i%len(kinds)]))
	}
	for _, query := range []string{"教育", "jyj", "renliziyuan"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				named(all, func(s string) string { return s }, query)
			}
		})
	}
}

// A place is found by its code, whole or with what statistics add, and by the code that it once had.
func TestPlacesByTheirCodes(t *testing.T) {
	places := []PlaceRow{{"350404", "三元区", 2}, {"350625", "长泰县", 1}, {"361022", "黎川县", 3}}
	for query, want := range map[string]string{
		"350404": "350404", "350403": "350404", "350404001": "350404", "350404001002": "350404",
		"350605": "350625", // the county of then, asked by its code of today
		"350625": "350625", "3504": "3504", "350400": "3504", "35": "35", "350000": "35",
		"330103": "", "35040": "", "123456": "", "黎川": "361022", "lc": "361022",
	} {
		var got []string
		for _, p := range chinese.placesMeant(places, query) {
			got = append(got, p.County)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s finds %v, want %s", query, got, want)
		}
	}
	if got := chinese.codeNote("350403"); got != "350403 曾是福建省三明市三元区的区划代码，现为三元区（350404）。" {
		t.Error(got)
	}
	s := newService(t)
	if body := s.get("/search?q=990101").Body.String(); !strings.Contains(body, `<a href="/counties/990101">`) {
		t.Error("the page does not find a county by its code")
	}
	var found searchAnswer
	if err := json.Unmarshal(s.get("/api/v1/search?q=990101").Body.Bytes(), &found); err != nil || len(found.Places) != 1 {
		t.Errorf("%v %+v", err, found)
	}
}
