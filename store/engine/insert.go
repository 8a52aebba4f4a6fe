package engine

import (
	"bytes"
	"errors"
	"io"
	"unsafe"

	"gongkai/store/engine/statement"
)

// insertChunk is how much of a body is handed to the engine at a time; the engine
// copies it and makes the caller wait when it can't keep up.
const insertChunk = 1 << 20

// insert pushes the data of an INSERT through the engine's insert stream. Only
// done commits, so that a body which ends too early, or a client that goes away,
// leaves no half of a block behind.
func (h *host) insert(c *connection, a *ask, out *reply, insert statement.Insert, body io.Reader) error {
	if a.readOnly {
		return raise(164, "READONLY", "Cannot execute INSERT with the GET method; use POST")
	}
	format := orDefault(insert.Format, "Values")
	if insert.Format == "" && out.request.Header.Get("X-ClickHouse-Format") != "" {
		format = a.format
	}
	stream := c.run(h.lib.streamInsert, insert.Head, format, a.parameters)
	defer h.lib.destroyInsert(stream)
	if text := h.lib.insertError(stream); text != "" {
		return asException(text)
	}
	readers := []io.Reader{bytes.NewReader(insert.Inline)}
	if body != nil {
		readers = append(readers, body)
	}
	if err := h.push(stream, io.MultiReader(readers...)); err != nil {
		h.lib.cancelInsert(stream)
		return err
	}
	done := result{h.lib, h.lib.done(stream)}
	defer done.destroy()
	if err := done.err(); err != nil {
		return err
	}
	out.summary = done.summary()
	return nil
}

func (h *host) push(stream unsafe.Pointer, body io.Reader) error {
	chunk := make([]byte, insertChunk)
	for {
		n, err := fill(body, chunk)
		if n > 0 && h.lib.append(stream, unsafe.Pointer(&chunk[0]), uintptr(n)) != 0 {
			return asException(h.lib.insertError(stream))
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return badBody(err)
		}
	}
}

// fill reads until the chunk is full or the body ends. It isn't io.ReadFull, which
// reports a body that ended for good and one that was cut off in the same way.
func fill(body io.Reader, chunk []byte) (n int, err error) {
	for n < len(chunk) && err == nil {
		var m int
		m, err = body.Read(chunk[n:])
		n += m
	}
	return n, err
}
