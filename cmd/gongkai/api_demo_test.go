package main

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/disclosure"
)

// described is the part of the OpenAPI document that the test reads.
type described struct {
	Paths map[string]struct {
		Get *struct { // nil where something is sent
			Parameters []struct{ Name, In string }
		}
	}
}

// TestDescribedAPI holds the answers of the sample counties against what the OpenAPI document
// says of them, fields that it does not name included, and lists against their own pages: two
// halves are the whole, in the same order.
func TestDescribedAPI(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	var doc described
	var whole any
	s.read("/api/v1/openapi.json", &doc)
	s.read("/api/v1/openapi.json", &whole)
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("openapi.json", closed(whole)); err != nil {
		t.Fatal(err)
	}
	report := lastTruth().Reports[0]
	figure := slices.MinFunc(slices.Collect(maps.Keys(report.Figures)), func(a, b disclosure.Key) int { return strings.Compare(a.String(), b.String()) }).String()
	if len(doc.Paths) < 15 {
		t.Fatalf("%d addresses are described", len(doc.Paths))
	}
	for path, about := range doc.Paths {
		if about.Get == nil || strings.HasPrefix(path, "/api/v1/releases/") || strings.HasPrefix(path, "/api/v1/cases/") || strings.HasPrefix(path, "/api/v1/audits/") {
			continue // the samples have released nothing, and nobody objects: TestRelease and TestCases ask
		}
		id := report.AgencyID
		if strings.Contains(path, "/reports/") {
			id = report.ID()
		}
		address := strings.NewReplacer("{id}", url.PathEscape(id), "{key}", figure).Replace(path)
		pages := false
		for _, p := range about.Get.Parameters {
			pages = pages || p.Name == "offset"
			if p.Name == "q" && strings.Contains(path, "/search") {
				address += "?q=" + url.QueryEscape("公开")
			}
			if path == "/api/v1/sql" {
				address = path + "?q=SELECT+1"
			}
			if p.Name == "consistency" { // a weight: without one there is no total
				address += "?consistency=1"
			}
		}
		if pages {
			address += map[bool]string{true: "&", false: "?"}[strings.Contains(address, "?")] + "limit=10000"
		}
		at := "/get/responses/200/content/application~1json/schema"
		schema, err := compiler.Compile("openapi.json#/paths/" + strings.ReplaceAll(url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(path)), "+", "%2B") + at)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		answer, header := s.json(t, address)
		if err := schema.Validate(answer); err != nil {
			t.Errorf("%s: %v", address, err)
		}
		rows, list := answer.([]any)
		if !list {
			continue
		}
		if got := header.Get("X-Total-Count"); got != strconv.Itoa(len(rows)) {
			t.Errorf("%s: %d rows, X-Total-Count %q", address, len(rows), got)
		}
		if !pages || len(rows) < 2 {
			continue
		}
		half := (len(rows) + 1) / 2
		first, header := s.json(t, strings.Replace(address, "limit=10000", fmt.Sprint("limit=", half), 1))
		next := strings.TrimPrefix(strings.TrimSuffix(header.Get("Link"), `>; rel="next"`), "<")
		if !strings.HasPrefix(next, path) {
			t.Errorf("%s: after half of it comes %q", address, header.Get("Link"))
			continue
		}
		second, header := s.json(t, next)
		if joined := append(first.([]any), second.([]any)...); !reflect.DeepEqual(joined, rows) || header.Get("Link") != "" {
			t.Errorf("%s: two halves of %d and %d rows are not the whole of %d", address, half, len(joined)-half, len(rows))
		}
	}
}

// closed forbids fields that a schema does not name.
func closed(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name := range v {
			v[name] = closed(v[name])
		}
		if v["type"] == "object" && v["properties"] != nil {
			v["additionalProperties"] = false
		}
	case []any:
		for i := range v {
			v[i] = closed(v[i])
		}
	}
	return v
}

// json asks the API; numbers stay exact.
func (s site) json(t *testing.T, address string) (any, http.Header) {
	t.Helper()
	response, err := http.Get(s.base + address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var body bytes.Buffer
	if _, err := body.ReadFrom(response.Body); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %.300s", address, response.StatusCode, body.String())
	}
	answer, err := jsonschema.UnmarshalJSON(&body)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return answer, response.Header
}
