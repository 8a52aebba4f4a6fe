package engine

import "unsafe"

// result is one answer of the engine: of a whole statement, or one chunk of a
// streamed one. Its bytes live in the engine's memory until destroy.
type result struct {
	lib    *library
	handle unsafe.Pointer
}

// errNoResult stands for an engine call that returned nothing at all, which the
// library does only when it is out of memory.
var errNoResult = raise(241, "MEMORY_LIMIT_EXCEEDED", "the engine gave no result")

// err is the engine's message ("Code: N. DB::Exception: …"), nil when all is well.
func (r result) err() error {
	if r.handle == nil {
		return errNoResult
	}
	if text := r.lib.resultError(r.handle); text != "" {
		return asException(text)
	}
	return nil
}

// bytes is the output. It must be used up before destroy is called.
func (r result) bytes() []byte {
	n := r.lib.resultLength(r.handle)
	if n == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(r.lib.resultBuffer(r.handle)), n)
}

func (r result) destroy() {
	if r.handle != nil {
		r.lib.destroyResult(r.handle)
	}
}

// summary is what X-ClickHouse-Summary tells of a statement.
type summary struct {
	readRows, readBytes, writtenRows, writtenBytes, resultBytes uint64
	seconds                                                     float64
}

func (r result) summary() summary {
	return summary{
		readRows:     max(r.lib.storageRowsRead(r.handle), r.lib.rowsRead(r.handle)),
		readBytes:    max(r.lib.storageBytes(r.handle), r.lib.bytesRead(r.handle)),
		writtenRows:  r.lib.rowsWritten(r.handle),
		writtenBytes: r.lib.bytesWritten(r.handle),
		resultBytes:  uint64(r.lib.resultLength(r.handle)),
		seconds:      r.lib.elapsed(r.handle),
	}
}

// query runs a whole statement and keeps its output in memory.
func (c *connection) query(statement, format string, parameters []parameter) (result, error) {
	r := result{c.lib, c.run(c.lib.query, statement, format, parameters)}
	if err := r.err(); err != nil {
		r.destroy()
		return result{}, err
	}
	return r, nil
}

// text runs a statement whose answer is one short value.
func (c *connection) text(statement string, parameters ...parameter) (string, error) {
	r, err := c.query(statement, "TSVRaw", parameters)
	if err != nil {
		return "", err
	}
	defer r.destroy()
	value := string(r.bytes())
	if n := len(value); n > 0 && value[n-1] == '\n' {
		value = value[:n-1]
	}
	return value, nil
}

// class is what the engine says a text is, before anything of it runs.
type class struct {
	size, Statements, flags, Kind uint32
}

// kindReadOnly is how chdb_classify_query_n numbers statements that only read.
// A text that it cannot parse has that number too.
const kindReadOnly = 0

func (c *connection) classify(statement string) (class, error) {
	out := class{size: uint32(unsafe.Sizeof(class{}))}
	text, database := append([]byte(statement), 0), []byte{0}
	if c.lib.classify(c.handle, unsafe.Pointer(&text[0]), uintptr(len(statement)), unsafe.Pointer(&database[0]), 0, unsafe.Pointer(&out)) != 0 {
		return class{}, asException("Code: 62. DB::Exception: Syntax error: the statement cannot be read. (SYNTAX_ERROR)")
	}
	return out, nil
}
