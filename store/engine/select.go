package engine

import (
	"errors"
	"io"
	"strings"

	"gongkai/store/engine/native"
	"gongkai/store/engine/statement"
)

// streams tells whether a result may be sent part by part. The engine finishes the
// format in every part, which only formats of independent rows survive.
func (a *ask) streams(format, text string) bool {
	if !statement.Streamable(format) {
		return false
	}
	for _, setting := range a.settings {
		if setting.name == "output_format_json_array_of_rows" {
			return false
		}
	}
	return !strings.Contains(strings.ToLower(text), "array_of_rows")
}

// sink is the way of a result's parts to the client.
func (a *ask) sink(out *reply, format string) io.WriteCloser {
	if a.revision > 0 && strings.EqualFold(format, "Native") {
		return native.NewTranscoder(out, a.revision)
	}
	return headerSink{statement.NewHeaderFilter(out, format)}
}

type headerSink struct{ *statement.HeaderFilter }

func (headerSink) Close() error { return nil }

// stream sends a result part by part, so that it never stands in memory as a whole.
func (h *host) stream(c *connection, a *ask, out *reply, text, format string) error {
	stream := result{h.lib, c.run(h.lib.streamQuery, text, format, a.parameters)}
	defer func() { stream.destroy() }()
	if err := stream.err(); err != nil {
		if !notStreamable(err) {
			return err
		}
		return h.materialise(c, a, out, text, format)
	}
	out.format = format
	sink := a.sink(out, format)
	sent, err := h.fetch(c, stream, out, sink)
	if err != nil {
		h.lib.streamCancel(c.handle, stream.handle)
		return err
	}
	if sent == 0 && strings.Contains(format, "WithNames") {
		// No part came, so the header didn't either.
		stream.destroy()
		stream.handle = nil
		return h.materialise(c, a, out, text, format)
	}
	return endOf(sink)
}

// notStreamable: SHOW, DESCRIBE, EXPLAIN and the like have no stream.
func notStreamable(err error) bool {
	return strings.Contains(err.Error(), "Streaming query is not supported")
}

func (h *host) fetch(c *connection, stream result, out *reply, sink io.Writer) (sent int, err error) {
	for {
		part := c.next(stream)
		n, err := h.forward(part, out, sink)
		part.destroy()
		sent += n
		if err != nil || n == 0 {
			return sent, err
		}
	}
}

func (c *connection) next(stream result) result {
	defer c.overrun.over()()
	return result{c.lib, c.lib.streamFetch(c.handle, stream.handle)}
}

func (h *host) forward(part result, out *reply, sink io.Writer) (int, error) {
	if err := part.err(); err != nil {
		return 0, err
	}
	out.summary.add(part.summary())
	bytes := part.bytes()
	if len(bytes) == 0 {
		return 0, nil
	}
	if _, err := sink.Write(bytes); err != nil {
		return 0, sinkError(err)
	}
	return len(bytes), out.flush()
}

// materialise runs a statement as a whole.
func (h *host) materialise(c *connection, a *ask, out *reply, text, format string) error {
	done, err := c.query(text, format, a.parameters)
	if err != nil {
		return err
	}
	defer done.destroy()
	out.format, out.summary = format, done.summary()
	sink := a.sink(out, format)
	if bytes := done.bytes(); len(bytes) > 0 {
		if _, err := sink.Write(bytes); err != nil {
			return sinkError(err)
		}
	}
	return endOf(sink)
}

func endOf(sink io.Closer) error {
	if err := sink.Close(); err != nil {
		return sinkError(err)
	}
	return nil
}

// sinkError tells a type that can't be sent from a client that went away.
func sinkError(err error) error {
	if errors.Is(err, native.ErrType) || errors.Is(err, native.ErrFormat) {
		return raise(50, "UNKNOWN_TYPE", err.Error())
	}
	return err
}
