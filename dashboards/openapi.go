package dashboards

import (
	"net/http"
	"reflect"
	"strings"
	"time"
)

type object = map[string]any

// openapi describes the API: made from the table of endpoints and the Go types that they
// answer with, so that it can't say otherwise than they do.
func (s *server) openapi(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	writeJSON(w, http.StatusOK, openAPI(s.Version))
}

func openAPI(version string) object {
	paths := object{}
	for _, e := range endpoints() {
		schema := schemaOf(reflect.TypeOf(e.answer))
		content := object{"application/json": object{"schema": schema}}
		if e.Table {
			content["text/csv"] = object{"schema": object{"type": "string"}}
		}
		paths[e.Path] = object{"get": object{
			"operationId": operation(e.Path), "summary": e.Summary, "parameters": parametersOf(e),
			"responses": object{
				"200":     object{"description": "the answer; an unknown is null, never 0", "content": content},
				"304":     object{"description": "nothing changed since the ETag that was sent"},
				"default": object{"description": "an error", "content": object{"application/json": object{"schema": schemaOf(reflect.TypeOf(problem{}))}}},
			},
		}}
	}
	return object{
		"openapi": "3.1.0",
		"info":    object{"title": "Gongkai 政府信息公开年度报告", "version": version, "description": "What agencies reported on government information disclosure, with the evidence. Numbers are exact decimals; days are signed, dates are days in China, times are UTC."},
		"paths":   paths,
	}
}

// operation names an endpoint by its path: agencies_id.
func operation(path string) string {
	return strings.NewReplacer("/", "_", "{", "", "}", "", "-", "_").Replace(strings.TrimPrefix(path, "/api/v1/"))
}

func parametersOf(e endpoint) []object {
	list := []object{}
	if strings.Contains(e.Path, "{id}") {
		list = append(list, object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string"}})
	}
	for _, name := range append(append([]string{}, e.Params...), "format") {
		schema := object{"type": "string"}
		if name == "year" || name == "limit" || name == "offset" {
			schema = object{"type": "integer", "minimum": 0}
		}
		if p := parameters[name].pattern; p != nil && p != idPattern {
			schema["pattern"] = p.String()
		}
		list = append(list, object{"name": name, "in": "query", "description": parameters[name].says, "schema": schema})
	}
	return list
}

// schemaOf describes a Go type as JSON Schema, by the rules of encoding/json.
func schemaOf(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[Decimal]():
		return object{"type": []string{"number", "null"}}
	case reflect.TypeFor[Day]():
		return object{"type": []string{"string", "null"}, "format": "date"}
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		schema := schemaOf(t.Elem())
		schema["type"] = []string{schema["type"].(string), "null"}
		return schema
	case reflect.Slice:
		return object{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Struct:
		properties, required := object{}, []string{}
		for _, c := range columnsOf(t) {
			properties[c.name] = schemaOf(c.kind)
			required = append(required, c.name)
		}
		return object{"type": "object", "properties": properties, "required": required}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	}
	return object{"type": "integer"}
}
