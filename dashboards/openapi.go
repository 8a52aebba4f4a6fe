package dashboards

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"gongkai/disclosure"
)

type object = map[string]any

// openapi describes the API: made from the table of endpoints and the Go types that they
// answer with, so that it can't say otherwise than they do.
func (s *server) openapi(w http.ResponseWriter, r *http.Request) {
	open(w)
	if !s.unchanged(w, r) {
		writeJSON(w, http.StatusOK, openAPI(s.Version))
	}
}

func openAPI(version string) object {
	paths := object{}
	for _, e := range endpoints() {
		paths[e.Path] = object{"get": object{
			"operationId": operation(e.Path), "summary": e.Summary, "parameters": parametersOf(e), "responses": responsesOf(e),
		}}
	}
	paths["/api/v1/sql"] = object{"get": sqlOperation()}
	paths[draftAPI] = object{"post": checkOperation()}
	return object{
		"openapi": "3.1.0",
		"info":    object{"title": "Gongkai 政府信息公开年度报告", "version": version, "description": "What agencies reported on government information disclosure, with the evidence. Numbers are exact decimals; days are signed, dates are dates in China, times are UTC. Lists have a stable order: the same data gives the same rows in the same place."},
		"paths":   paths,
		"components": object{
			"schemas":   object{"problem": schemaOf(reflect.TypeFor[problem]())},
			"responses": problems(),
		},
	}
}

// sqlOperation is the one address whose columns the question decides.
func sqlOperation() object {
	responses := object{"200": object{"description": "the answer, whole; an unknown is null",
		"headers": object{"X-Total-Count": object{"description": "rows in all", "schema": object{"type": "integer", "minimum": 0}}},
		"content": object{
			"application/json": object{"schema": object{"type": "object", "required": []string{"columns", "rows"}, "properties": object{
				"columns": schemaOf(reflect.TypeFor[[]sqlColumn]()),
				"rows":    object{"type": "array", "items": object{"type": "array", "items": object{}}},
			}}},
			"text/csv": object{"schema": object{"type": "string"}},
		}}}
	for status := range problems() {
		responses[status] = object{"$ref": "#/components/responses/" + status}
	}
	says := fmt.Sprintf("one SELECT, WITH, SHOW, DESCRIBE, EXISTS or EXPLAIN of ClickHouse's SQL over the public tables; it may run %d s and give %d rows, and has no FORMAT. 404 where the service has no console.", ConsoleSeconds, ConsoleRows)
	return object{"operationId": "sql", "summary": "A read-only query of your own", "responses": responses, "parameters": []object{
		{"name": "q", "in": "query", "required": true, "description": says, "schema": object{"type": "string", "maxLength": consoleLength}},
		{"name": "format", "in": "query", "description": parameters["format"].says, "schema": object{"type": "string", "enum": parameterWords["format"]}},
	}}
}

// responsesOf are the answers of an endpoint. Where fields are chosen an answer has these alone.
func responsesOf(e endpoint) object {
	content := object{"application/json": object{"schema": schemaOf(reflect.TypeOf(e.answer))}}
	headers := object{"ETag": header("changes with the data, the address and the program"), "Cache-Control": header("no-cache: an answer may be kept and is asked after by its ETag")}
	if e.isAsOf() {
		headers = object{"ETag": header("changes where a document was taken down, and with the program"), "Cache-Control": header("immutable: an answer may be kept for ever")}
	}
	if e.Table {
		content["text/csv"] = object{"schema": object{"type": "string"}}
		headers["X-Total-Count"] = object{"description": "rows in all", "schema": object{"type": "integer", "minimum": 0}}
		if _, counts := reflect.TypeOf(e.answer).Elem().FieldByName("More"); counts {
			headers[overHeader] = object{"description": "in place of X-Total-Count: there are more rows than this, and nobody counted them", "schema": object{"type": "integer", "minimum": 1}}
		}
	}
	if e.pages() {
		headers["Link"] = header(`the address of the rows that follow, with rel="next"; not there after the last`)
	}
	responses := object{
		"200": object{"description": "the answer; an unknown is null, never 0; with fields=, only these", "headers": headers, "content": content},
		"304": object{"description": "nothing changed since the ETag that was sent as If-None-Match"},
	}
	for status := range problems() {
		if status != "404" || strings.Contains(e.Path, "{id}") || e.isAsOf() || slices.Contains(e.Params, "county") {
			responses[status] = object{"$ref": "#/components/responses/" + status}
		}
	}
	return responses
}

func header(says string) object {
	return object{"description": says, "schema": object{"type": "string"}}
}

// problems are the errors of every endpoint by their status.
func problems() object {
	all := object{}
	for status, says := range map[string]string{
		"400": "a parameter is not valid, or the address has none of that name", "404": "there is no such thing",
		"429": "too many requests: Retry-After says how many seconds to wait", "500": "answering failed and was logged", "503": "the database is being restarted: Retry-After says how many seconds to wait",
	} {
		answer := object{"description": says, "content": object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/problem"}}}}
		if status == "429" || status == "503" {
			answer["headers"] = object{"Retry-After": object{"description": "seconds", "schema": object{"type": "integer", "minimum": 1}}}
		}
		all[status] = answer
	}
	return all
}

// operation names an endpoint by its path: agencies_id.
func operation(path string) string {
	return strings.NewReplacer("/", "_", "{", "", "}", "", "-", "_").Replace(strings.TrimPrefix(path, "/api/v1/"))
}

func parametersOf(e endpoint) []object {
	list := []object{}
	for _, name := range []string{"release", "id", "key"} {
		if strings.Contains(e.Path, "{"+name+"}") {
			list = append(list, object{"name": name, "in": "path", "required": true, "schema": object{"type": "string"}})
		}
	}
	for _, name := range e.parameters() {
		schema := object{"type": "string"}
		if name == "year" || name == "version" || name == "limit" || name == "offset" {
			schema = object{"type": "integer", "minimum": 0}
		}
		if p := parameters[name].pattern; p != nil && p != expression(idPattern) {
			schema["pattern"] = p.String()
		}
		if allowed := parameterWords[name]; allowed != nil {
			schema["enum"] = allowed
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
	case reflect.TypeFor[disclosure.Number]():
		return object{"type": "number"}
	case reflect.TypeFor[disclosure.Date]():
		return object{"type": "string", "format": "date"}
	case reflect.TypeFor[disclosure.Place]():
		schema := schemaOf(reflect.TypeFor[struct {
			disclosure.Cell
			disclosure.Area
			disclosure.Span
		}]())
		delete(schema, "required")
		schema["description"] = "a cell of a table, an area of a page in points (left, top, right, bottom), or a stretch of the text in code points"
		return schema
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		schema := schemaOf(t.Elem())
		schema["type"] = []string{schema["type"].(string), "null"}
		return schema
	case reflect.Slice, reflect.Array:
		return object{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Struct:
		properties, required := object{}, []string{}
		for _, c := range columnsOf(t) {
			properties[c.name] = withWords(schemaOf(c.kind), words[t.Name()+"."+c.name])
			if !c.optional {
				required = append(required, c.name)
			}
		}
		return object{"type": "object", "properties": properties, "required": required}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	}
	return object{"type": "integer"}
}
