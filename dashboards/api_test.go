package dashboards

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sampleAddress fills an endpoint's path.
func sampleAddress(e endpoint) string {
	id := "990101-civil"
	if strings.Contains(e.Path, "/reports/") {
		id = "990101-civil-2024"
	}
	if strings.Contains(e.Path, "/cases/") {
		id = "c0011"
	}
	if strings.Contains(e.Path, "/audits/") {
		id = "a0011"
	}
	return strings.NewReplacer("{release}", "2025.1", "{id}", id, "{key}", "requests_new.total").Replace(e.Path) + leastQueries[e.Path]
}

func withQuery(address, more string) string {
	if strings.Contains(address, "?") {
		return address + "&" + more
	}
	return address + "?" + more
}

func TestEveryEndpointAnswersAsItsDescriptionSays(t *testing.T) {
	s := newService(t)
	var doc struct {
		Paths map[string]struct {
			Get struct {
				Responses map[string]struct {
					Content map[string]struct{ Schema map[string]any }
				}
			}
		}
	}
	w := s.get("/api/v1/openapi.json")
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Paths) != len(endpoints())+2 { // and SQL, and drafts
		t.Errorf("described: %d of %d", len(doc.Paths), len(endpoints()))
	}
	for _, e := range endpoints() {
		w := s.get(sampleAddress(e))
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
			t.Errorf("%s: %d %s: %s", e.Path, w.Code, w.Header().Get("Content-Type"), w.Body)
			continue
		}
		var v any
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			t.Errorf("%s: %v", e.Path, err)
		}
		schema := doc.Paths[e.Path].Get.Responses["200"].Content["application/json"].Schema
		for _, fault := range against(e.Path, v, schema) {
			t.Error(fault)
		}
	}
}

// against holds a value to a schema of the kinds that schemaOf writes.
func against(at string, v any, schema map[string]any) []string {
	if len(schema) == 0 {
		return []string{at + " is not described"}
	}
	kinds := map[string]bool{}
	switch t := schema["type"].(type) {
	case string:
		kinds[t] = true
	case []any:
		for _, k := range t {
			kinds[k.(string)] = true
		}
	}
	var faults []string
	if allowed, closed := schema["enum"].([]any); closed && !slices.Contains(allowed, v) {
		faults = append(faults, fmt.Sprintf("%s is %v, which is none of %v", at, v, allowed))
	}
	switch v := v.(type) {
	case nil:
		if !kinds["null"] {
			faults = append(faults, at+" is null")
		}
	case map[string]any:
		properties := schema["properties"].(map[string]any)
		required, _ := schema["required"].([]any)
		for _, name := range required {
			if _, there := v[name.(string)]; !there {
				faults = append(faults, fmt.Sprintf("%s has no %s", at, name))
			}
		}
		for name, field := range v {
			described, _ := properties[name].(map[string]any)
			faults = append(faults, against(at+"."+name, field, described)...)
		}
	case []any:
		for _, item := range v {
			faults = append(faults, against(at+"[]", item, schema["items"].(map[string]any))...)
		}
	case string:
		if !kinds["string"] {
			faults = append(faults, at+" is text")
		}
	case float64:
		if !kinds["number"] && !(kinds["integer"] && v == float64(int64(v))) {
			faults = append(faults, at+" is a number")
		}
	}
	return faults
}

func TestAnEmptyDatabaseGivesEmptyLists(t *testing.T) {
	s := newService(t)
	for measure := range s.measures.rows {
		if measure != "data_version" {
			s.measures.rows[measure] = always(nil)
		}
	}
	for _, e := range endpoints() {
		if strings.Contains(e.Path, "{id}") || e.isAsOf() { // without a release there is nothing as of one
			continue
		}
		w := s.get(sampleAddress(e))
		if body := w.Body.String(); w.Code != http.StatusOK || strings.Contains(body, `":null`) && !strings.Contains(body, `"digest"`) || body == "null\n" {
			t.Errorf("%s: %d %s", e.Path, w.Code, body)
		}
	}
}

// A program that was refused learns why in the form of RFC 9457, in its language, and where that is
// explained.
func TestProblems(t *testing.T) {
	s := newService(t)
	page := s.get("/data").Body.String()
	for _, key := range problemKinds() {
		if id := strings.TrimPrefix(problemType(key), "/data#"); !strings.Contains(page, `id="`+id+`"`) {
			t.Errorf("the data page does not explain %s", key)
		}
	}
	for address, want := range map[string]problem{
		"/api/v1/nothing":                    {"/data#problem-no_page", "Not Found", 404, "There is no such page.", "/api/v1/nothing"},
		"/api/v1/findings?year=x":            {"/data#problem-parameter", "Bad Request", 400, "The parameter “year” of the address is not valid.", "/api/v1/findings?year=x"},
		"/api/v1/counties?year=1":            {"/data#problem-unknown_parameter", "Bad Request", 400, "This address has no parameter “year”; it has: fields, format.", "/api/v1/counties?year=1"},
		"/api/v1/counties?fields=name,wrong": {"/data#problem-fields", "Bad Request", 400, "There is no field “wrong”, or it is named twice; there are: county, name, agencies.", "/api/v1/counties?fields=name,wrong"},
		"/api/v1/findings?county=123456":     {"/data#problem-no_county", "Not Found", 404, "There is no place with the code “123456”, or no agency there yet.", "/api/v1/findings?county=123456"},
	} {
		w := s.get(address, "Accept-Language", "en-GB,en;q=0.8")
		var got problem
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got != want || w.Code != want.Status || w.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" || w.Header().Get("Content-Language") != "en" {
			t.Errorf("%s: %v, %d, %s: %+v", address, err, w.Code, w.Header().Get("Content-Type"), got)
		}
	}
	if body := s.get("/api/v1/nothing").Body.String(); !strings.Contains(body, "没有这个页面") {
		t.Errorf("without a language: %s", body)
	}
	for address, status := range map[string]int{
		"/api/v1/findings?format=xml": 400, "/api/v1/overview?format=csv": 400, "/api/v1/counties?fields=name,name": 400, "/api/v1/counties?fields=": 200,
		"/api/v1/reports?limit=10001": 400, "/api/v1/reports?limit=0": 400, "/api/v1/agencies/no-such": 404,
		"/api/v1/reports/no-such/figures": 404, "/api/v1/requests?county=123456": 404,
	} {
		w := s.get(address)
		if w.Code != status || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s gave %d: %s", address, w.Code, w.Body)
		}
		var p problem
		if _ = json.Unmarshal(w.Body.Bytes(), &p); status != 200 && !slices.Contains(problemKinds(), strings.Replace(p.Type, "/data#problem-", "error.", 1)) {
			t.Errorf("%s: the type %q is explained nowhere", address, p.Type)
		}
	}
}

// Lists say how many rows there are in all, and where the next ones are.
func TestLists(t *testing.T) {
	s := newService(t)
	all := make([]AgencyRow, 5)
	for i := range all {
		all[i] = AgencyRow{AgencyID: strconv.Itoa(i), Total: 5}
	}
	s.measures.rows["agencies"] = func(p map[string]any) any {
		offset, limit := int(p["offset"].(uint32)), int(p["limit"].(uint32))
		return all[min(offset, 5):min(offset+limit, 5)]
	}
	for address, want := range map[string][2]string{
		"/api/v1/agencies":                                 {"5", ""},
		"/api/v1/agencies?limit=2":                         {"5", `</api/v1/agencies?limit=2&offset=2>; rel="next"`},
		"/api/v1/agencies?limit=2&offset=2":                {"5", `</api/v1/agencies?limit=2&offset=4>; rel="next"`},
		"/api/v1/agencies?limit=2&offset=4":                {"5", ""},
		"/api/v1/agencies?limit=5":                         {"5", ""},
		"/api/v1/agencies?offset=9":                        {"5", ""},
		"/api/v1/agencies?limit=2&format=csv":              {"5", `</api/v1/agencies?format=csv&limit=2&offset=2>; rel="next"`},
		"/api/v1/agencies?format=csv":                      {"5", ""},
		"/api/v1/counties":                                 {"1", ""},
		"/api/v1/reports/990101-civil-2024/figures":        {"7", ""},
		"/api/v1/agencies?limit=2&fields=name&q=%E6%B0%91": {"5", `</api/v1/agencies?fields=name&limit=2&offset=2&q=%E6%B0%91>; rel="next"`},
	} {
		w := s.get(address)
		if got := [2]string{w.Header().Get("X-Total-Count"), w.Header().Get("Link")}; w.Code != 200 || got != want || w.Header().Get("ETag") == "" {
			t.Errorf("%s: %d %q, want %q", address, w.Code, got, want)
		}
	}
	for _, e := range endpoints() {
		if !e.pages() {
			continue
		}
		if f, ok := reflect.TypeOf(e.answer).Elem().FieldByName("Total"); !ok || f.Type.Kind() != reflect.Uint64 {
			t.Errorf("%s: its rows do not know how many there are", e.Path)
		}
	}
}

func TestFields(t *testing.T) {
	s := newService(t)
	for address, want := range map[string]string{
		"/api/v1/counties?fields=name,county":                              `[{"name":"晴岚县","county":"990101"}]`,
		"/api/v1/counties?fields=name&format=csv":                          "\ufeffname\n晴岚县",
		"/api/v1/reports/990101-civil-2024/figures?fields=value,indicator": `{"value":13,"indicator":"requests_new"},{"value":0,"indicator":"requests_new"},{"value":null,"indicator":"requests_new"}`,
		"/api/v1/agencies/990101-civil?fields=profile":                     `{"profile":[{"fiscal_year":2018,"report_id":"990101-civil-2018","published":null,"received":30,`,
	} {
		if w := s.get(address); w.Code != 200 || !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), `"findings"`) {
			t.Errorf("%s: %d %s", address, w.Code, w.Body)
		}
	}
}

func TestCSV(t *testing.T) {
	s := newService(t)
	for _, e := range endpoints() {
		if !e.Table {
			continue
		}
		w := s.get(withQuery(sampleAddress(e), "format=csv"))
		text, marked := strings.CutPrefix(w.Body.String(), "\ufeff")
		if w.Code != http.StatusOK || !marked || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, byte order mark %v, %s", e.Path, w.Code, marked, w.Header().Get("Content-Disposition"))
			continue
		}
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(records) < 2 {
			t.Errorf("%s: %v, %d lines", e.Path, err, len(records))
			continue
		}
		if want := len(columnsOf(reflect.TypeOf(e.answer).Elem())); len(records[0]) != want {
			t.Errorf("%s: %d columns of %d", e.Path, len(records[0]), want)
		}
	}
	if body := s.get("/api/v1/findings?format=csv").Body.String(); !strings.Contains(body, ",'=各类申请人之和,") || !strings.Contains(body, ",13,12,") {
		t.Errorf("a formula stayed one, or a number changed: %s", body)
	}
	figures := s.get("/api/v1/reports/990101-civil-2024/figures?format=csv").Body.String()
	if !strings.Contains(figures, "requests_new,research_institute,,件,blank,,1,,crawled\n") {
		t.Errorf("an unknown value is not empty: %s", figures)
	}
}

// A download without a limit is whole, however the rows are asked for; with one, the header names
// the rest. What breaks off is cut, so that it does not look whole.
func TestDownloadsAreWhole(t *testing.T) {
	s := newService(t)
	all := make([]FindingRow, 2*apiMost+1)
	for i := range all {
		all[i] = FindingRow{ReportID: strconv.Itoa(i), Total: uint64(len(all))}
	}
	broken, asked := false, 0
	s.measures.rows["findings"] = func(p map[string]any) any {
		offset, limit := int(p["offset"].(uint32)), int(p["limit"].(uint32))
		if asked++; broken && asked == 3 { // how many there are, the first part, and what comes after it
			s.measures.err = errors.New("it went away")
		}
		return all[min(offset, len(all)):min(offset+limit, len(all))]
	}
	if lines := strings.Count(s.get("/api/v1/findings?format=csv").Body.String(), "\n"); lines != len(all)+1 {
		t.Errorf("%d lines of %d", lines, len(all)+1)
	}
	if w := s.get("/api/v1/findings?format=csv&limit=5"); strings.Count(w.Body.String(), "\n") != 6 || w.Header().Get("Link") != `</api/v1/findings?format=csv&limit=5&offset=5>; rel="next"` {
		t.Errorf("five rows: %s", w.Header())
	}
	if w := s.get(fmt.Sprintf("/api/v1/findings?offset=%d", 2*apiMost)); w.Header().Get("Link") != "" {
		t.Errorf("the last rows have others after them: %s", w.Header())
	}
	broken, asked = true, 0
	defer func() {
		if recover() != http.ErrAbortHandler {
			t.Error("a table that broke off looks whole")
		}
	}()
	s.get("/api/v1/findings?format=csv&county=990101")
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+cmd": "'+cmd", "-": "'-", "@x": "'@x", "\tx": "'\tx", "\n=x": "'\n=x", "＝1": "'＝1",
		"-18": "-18", "+3": "+3", "无": "无", "": "", "a=b": "a=b",
	} {
		if got := harmless(in); got != want {
			t.Errorf("harmless(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNumbersAreExact(t *testing.T) {
	var d Decimal
	if err := d.Scan("24252.311082"); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal([]Decimal{d, {}})
	if err != nil || string(b) != "[24252.311082,null]" {
		t.Errorf("JSON %s, %v", b, err)
	}
	if err := d.Scan("1.2345678"); err == nil {
		t.Error("a number that would be rounded was taken")
	}
	var day Day
	if err := day.Scan("2024-01-01"); err == nil {
		t.Error("text was taken for a date")
	}
}

func TestMetrics(t *testing.T) {
	s := newService(t)
	s.get("/agencies/990101-civil")
	s.get("/nothing/at/all")
	body := s.get("/metrics").Body.String()
	for _, want := range []string{
		`gongkai_http_request_duration_seconds_count{code="200",method="GET",route="/agencies/{agency}"} 1`,
		`gongkai_http_request_duration_seconds_count{code="404",method="GET",route="/"} 1`,
		`gongkai_build_info{version="1.2.3"} 1`, "go_goroutines",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
}
