package store

import (
	"context"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"gongkai/disclosure"
)

// bind puts parameters into the context, where the driver takes them from. The driver's own
// way of writing them is not used: it replaces ? in the query's text.
func bind(ctx context.Context, params map[string]any) (context.Context, error) {
	if len(params) == 0 {
		return ctx, nil
	}
	literals := make(clickhouse.Parameters, len(params))
	for name, value := range params {
		text, err := literal(value)
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", name, err)
		}
		literals[name] = text
	}
	return clickhouse.Context(ctx, clickhouse.WithParameters(literals)), nil
}

// literal writes a value as ClickHouse reads a parameter: text, numbers, Booleans,
// disclosure.Date, time.Time (as seconds since 1970), pointers (nil is NULL), and slices of
// these.
func literal(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return `\N`, nil
	case string:
		return escape.Replace(v), nil
	case disclosure.Date:
		return v.String(), nil
	case time.Time:
		return seconds(v), nil
	}
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return `\N`, nil
		}
		return literal(v.Elem().Interface())
	case reflect.String:
		return escape.Replace(v.String()), nil
	case reflect.Slice, reflect.Array:
		return elements(v)
	}
	return scalar(v)
}

func scalar(v reflect.Value) (string, error) {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), nil
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), nil
	case v.CanFloat():
		return strconv.FormatFloat(v.Float(), 'g', -1, 64), nil
	case v.Kind() == reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	}
	return "", fmt.Errorf("a %s can't be a query parameter", v.Type())
}

// elements writes an array literal, in which text and days stand in quotes.
func elements(v reflect.Value) (string, error) {
	parts := make([]string, v.Len())
	for i := range parts {
		element := v.Index(i)
		for element.Kind() == reflect.Pointer && !element.IsNil() {
			element = element.Elem()
		}
		if element.Kind() == reflect.Pointer {
			parts[i] = "NULL"
			continue
		}
		text, err := literal(element.Interface())
		if err != nil {
			return "", err
		}
		if _, day := element.Interface().(disclosure.Date); day || element.Kind() == reflect.String {
			text = "'" + strings.ReplaceAll(text, "'", `\'`) + "'"
		}
		parts[i] = text
	}
	return "[" + strings.Join(parts, ",") + "]", nil
}

// escape is what ClickHouse undoes when it reads a parameter.
var escape = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "\x00", `\0`)

func seconds(t time.Time) string {
	if ms := t.UnixMilli(); ms%1000 != 0 {
		return fmt.Sprintf("%d.%03d", ms/1000, ms%1000)
	}
	return strconv.FormatInt(t.Unix(), 10)
}
