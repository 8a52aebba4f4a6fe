package dashboards

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// pages reports whether the rows come in pages.
func (e endpoint) pages() bool { return e.Table && slices.Contains(e.Params, "offset") }

func rowsOf(answer any) int { return reflect.ValueOf(answer).Len() }

// overHeader has in place of X-Total-Count how far the rows were counted, where there are more.
const overHeader = "X-Total-Over"

// count says in the head of a list how many rows there are in all, and where those are that follow.
func (s *server) count(w http.ResponseWriter, r *http.Request, e endpoint, q question, answer any, whole bool) error {
	n := uint64(rowsOf(answer))
	total, more := uint64(q.Offset)+n, false
	if e.pages() && (n == uint64(q.Limit) || n == 0 && q.Offset > 0) {
		first := answer
		if n == 0 { // behind the end: the first row knows
			q.Limit, q.Offset = 1, 0
			var err error
			if first, err = e.ask(r.Context(), s, q); err != nil {
				return err
			}
		}
		total = 0
		if rowsOf(first) > 0 {
			row := reflect.ValueOf(first).Index(0)
			total = row.FieldByName("Total").Uint()
			more = row.FieldByName("More").IsValid() && row.FieldByName("More").Bool()
		}
	}
	if more {
		w.Header().Set(overHeader, strconv.FormatUint(total, 10))
	} else {
		w.Header().Set("X-Total-Count", strconv.FormatUint(total, 10))
	}
	if end := uint64(q.Offset) + n; !whole && n > 0 && (more || end < total) {
		values := r.URL.Query()
		values.Set("offset", strconv.FormatUint(end, 10))
		w.Header().Set("Link", "<"+r.URL.Path+"?"+values.Encode()+`>; rel="next"`)
	}
	return nil
}

// chosen are the fields that fields= names, in its order; all where it names none.
func (e endpoint) chosen(fields string) ([]column, error) {
	t := reflect.TypeOf(e.answer)
	if e.Table {
		t = t.Elem()
	}
	all := columnsOf(t)
	if fields == "" {
		return all, nil
	}
	var some []column
	for _, name := range strings.Split(fields, ",") {
		named := func(c column) bool { return c.name == name }
		i := slices.IndexFunc(all, named)
		if i < 0 || slices.ContainsFunc(some, named) {
			return nil, badRequest("error.fields", name, strings.Join(namesOf(all), ", "))
		}
		some = append(some, all[i])
	}
	return some, nil
}

func namesOf(columns []column) []string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}

// narrow keeps the chosen fields: of every row of a list, of the answer where it is one thing.
func narrow(answer any, columns []column) any {
	v := reflect.ValueOf(answer)
	row := v.Type()
	if v.Kind() == reflect.Slice {
		row = row.Elem()
	}
	if len(columns) == len(columnsOf(row)) {
		return answer
	}
	var fields []reflect.StructField
	for i, c := range columns {
		fields = append(fields, reflect.StructField{Name: "F" + strconv.Itoa(i), Type: c.kind, Tag: reflect.StructTag(`json:"` + c.name + `"`)})
	}
	narrowed := reflect.StructOf(fields)
	copied := func(from reflect.Value) reflect.Value {
		to := reflect.New(narrowed).Elem()
		for i, c := range columns {
			to.Field(i).Set(from.FieldByIndex(c.index))
		}
		return to
	}
	if v.Kind() != reflect.Slice {
		return copied(v).Interface()
	}
	rows := reflect.MakeSlice(reflect.SliceOf(narrowed), v.Len(), v.Len())
	for i := range v.Len() {
		rows.Index(i).Set(copied(v.Index(i)))
	}
	return rows.Interface()
}
