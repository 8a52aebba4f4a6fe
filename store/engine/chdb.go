package engine

import (
	"errors"
	"fmt"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

// library is libchdb, the ClickHouse engine as a C library. Its functions have
// the C names without the prefix; every string goes with its length, so none
// needs a closing NUL but those of argv.
type library struct {
	connect         func(argc int32, argv unsafe.Pointer) unsafe.Pointer
	closeConn       func(conn unsafe.Pointer)
	query           func(conn unsafe.Pointer, q unsafe.Pointer, qn uintptr, f unsafe.Pointer, fn uintptr, names, nameLens, values, valueLens unsafe.Pointer, n uintptr) unsafe.Pointer
	streamQuery     func(conn unsafe.Pointer, q unsafe.Pointer, qn uintptr, f unsafe.Pointer, fn uintptr, names, nameLens, values, valueLens unsafe.Pointer, n uintptr) unsafe.Pointer
	streamInsert    func(conn unsafe.Pointer, q unsafe.Pointer, qn uintptr, f unsafe.Pointer, fn uintptr, names, nameLens, values, valueLens unsafe.Pointer, n uintptr) unsafe.Pointer
	streamFetch     func(conn, stream unsafe.Pointer) unsafe.Pointer
	streamCancel    func(conn, stream unsafe.Pointer)
	destroyResult   func(result unsafe.Pointer)
	resultBuffer    func(result unsafe.Pointer) unsafe.Pointer
	resultLength    func(result unsafe.Pointer) uintptr
	resultError     func(result unsafe.Pointer) string
	rowsRead        func(result unsafe.Pointer) uint64
	bytesRead       func(result unsafe.Pointer) uint64
	storageRowsRead func(result unsafe.Pointer) uint64
	storageBytes    func(result unsafe.Pointer) uint64
	rowsWritten     func(result unsafe.Pointer) uint64
	bytesWritten    func(result unsafe.Pointer) uint64
	elapsed         func(result unsafe.Pointer) float64
	append          func(insert unsafe.Pointer, data unsafe.Pointer, n uintptr) int32
	done            func(insert unsafe.Pointer) unsafe.Pointer
	cancelInsert    func(insert unsafe.Pointer)
	insertError     func(insert unsafe.Pointer) string
	destroyInsert   func(insert unsafe.Pointer)
	classify        func(conn unsafe.Pointer, q unsafe.Pointer, qn uintptr, db unsafe.Pointer, dbn uintptr, out unsafe.Pointer) int32
	signalHandlers  func(enabled int32)
	shutdown        func() int32
}

// loadLibrary opens libchdb and binds its functions. It must be called once,
// and before anything else touches the engine: the engine's signal handlers are
// turned off here, or they would take SIGSEGV away from the Go runtime.
func loadLibrary(path string) (lib *library, err error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return nil, fmt.Errorf("%s is not a ClickHouse engine library that loads here: %w", path, err)
	}
	lib = &library{}
	for name, function := range lib.symbols() {
		symbol, err := purego.Dlsym(handle, name)
		if err != nil {
			return nil, fmt.Errorf("%s is not the ClickHouse engine library that this program needs: it lacks %s", path, name)
		}
		purego.RegisterFunc(function, symbol)
	}
	lib.signalHandlers(0)
	return lib, nil
}

func (l *library) symbols() map[string]any {
	return map[string]any{
		"chdb_connect":                     &l.connect,
		"chdb_close_conn":                  &l.closeConn,
		"chdb_query_with_params_n":         &l.query,
		"chdb_stream_query_with_params_n":  &l.streamQuery,
		"chdb_stream_insert_with_params_n": &l.streamInsert,
		"chdb_stream_fetch_result":         &l.streamFetch,
		"chdb_stream_cancel_query":         &l.streamCancel,
		"chdb_destroy_query_result":        &l.destroyResult,
		"chdb_result_buffer":               &l.resultBuffer,
		"chdb_result_length":               &l.resultLength,
		"chdb_result_error":                &l.resultError,
		"chdb_result_rows_read":            &l.rowsRead,
		"chdb_result_bytes_read":           &l.bytesRead,
		"chdb_result_storage_rows_read":    &l.storageRowsRead,
		"chdb_result_storage_bytes_read":   &l.storageBytes,
		"chdb_result_rows_written":         &l.rowsWritten,
		"chdb_result_bytes_written":        &l.bytesWritten,
		"chdb_result_elapsed":              &l.elapsed,
		"chdb_stream_append":               &l.append,
		"chdb_stream_done":                 &l.done,
		"chdb_stream_cancel_insert":        &l.cancelInsert,
		"chdb_stream_insert_error":         &l.insertError,
		"chdb_destroy_insert_stream":       &l.destroyInsert,
		"chdb_classify_query_n":            &l.classify,
		"chdb_set_signal_handlers_enabled": &l.signalHandlers,
		"chdb_shutdown":                    &l.shutdown,
	}
}

// errConnect is what a refused connection says: the engine writes the reason to
// standard error only.
var errConnect = errors.New("the engine refused the connection")

// connection is one engine connection. It runs one statement at a time, and what
// a statement changes (SET, USE, roles, temporary tables) dies with it.
type connection struct {
	lib    *library
	holder unsafe.Pointer // what chdb_connect returned, for closing
	handle unsafe.Pointer // what everything else wants

	overrun *overrun // of a reader's statement; nil: calls may take as long as they do

	key, tag string // what it was opened for, and what its statements are found by
	clean    bool   // nothing of it has changed: it may be used again
}

// connect opens a connection; arguments are --name=value.
func (l *library) open(arguments []string) (*connection, error) {
	var pin runtime.Pinner
	defer pin.Unpin()
	argv := make([]unsafe.Pointer, 0, len(arguments)+2)
	for _, argument := range append([]string{"clickhouse"}, arguments...) {
		text := append([]byte(argument), 0)
		pin.Pin(&text[0])
		argv = append(argv, unsafe.Pointer(&text[0]))
	}
	argv = append(argv, nil)
	pin.Pin(&argv[0])
	holder := l.connect(int32(len(argv)-1), unsafe.Pointer(&argv[0]))
	if holder == nil {
		return nil, errConnect
	}
	handle := *(*unsafe.Pointer)(holder)
	if handle == nil {
		return nil, errConnect
	}
	return &connection{lib: l, holder: holder, handle: handle}, nil
}

func (c *connection) close() { c.lib.closeConn(c.holder) }

// parameter is one value for a {name:Type} in a statement.
type parameter struct{ name, value string }

// call is the shape that the three statement functions share.
type call func(conn unsafe.Pointer, q unsafe.Pointer, qn uintptr, f unsafe.Pointer, fn uintptr, names, nameLens, values, valueLens unsafe.Pointer, n uintptr) unsafe.Pointer

func (c *connection) run(function call, statement, format string, parameters []parameter) unsafe.Pointer {
	defer c.overrun.over()()
	var pin runtime.Pinner
	defer pin.Unpin()
	text := func(s string) unsafe.Pointer {
		bytes := append([]byte(s), 0)
		pin.Pin(&bytes[0])
		return unsafe.Pointer(&bytes[0])
	}
	if len(parameters) == 0 {
		return function(c.handle, text(statement), uintptr(len(statement)), text(format), uintptr(len(format)), nil, nil, nil, nil, 0)
	}
	n := len(parameters)
	names, values := make([]unsafe.Pointer, n), make([]unsafe.Pointer, n)
	nameLens, valueLens := make([]uintptr, n), make([]uintptr, n)
	for i, p := range parameters {
		names[i], nameLens[i] = text(p.name), uintptr(len(p.name))
		values[i], valueLens[i] = text(p.value), uintptr(len(p.value))
	}
	pin.Pin(&names[0])
	pin.Pin(&values[0])
	pin.Pin(&nameLens[0])
	pin.Pin(&valueLens[0])
	return function(c.handle, text(statement), uintptr(len(statement)), text(format), uintptr(len(format)),
		unsafe.Pointer(&names[0]), unsafe.Pointer(&nameLens[0]), unsafe.Pointer(&values[0]), unsafe.Pointer(&valueLens[0]), uintptr(n))
}
