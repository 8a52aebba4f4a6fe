package dashboards

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// foreign are requests that another site's page makes a browser send. Programs send no headers
// that would say so, and are let through.
var foreign = http.NewCrossOriginProtection()

// tried reads an upload and says what would be found in it. Of the upload nothing is kept, and
// nothing is logged: not its name, not a word of it.
func (s *server) tried(w http.ResponseWriter, r *http.Request) (*Opinion, error) {
	w.Header().Set("Cache-Control", "no-store")
	if s.Check == nil {
		return nil, notFound("error.no_page")
	}
	if foreign.Check(r) != nil {
		return nil, fault{http.StatusForbidden, "error.draft_foreign", nil}
	}
	leave, err := enter(r.Context(), s.drafts)
	if err != nil {
		return nil, err
	}
	d, err := uploaded(w, r)
	if err != nil {
		leave()
		return nil, err
	}
	return s.judge(r.Context(), d, leave)
}

// judge has a draft read. Who waits is answered in time; a reading that takes longer goes on to its
// end, which the parser's limits set, and keeps its place until then, so that there are never more
// of them than places.
func (s *server) judge(ctx context.Context, d Draft, leave func()) (*Opinion, error) {
	type answer struct {
		opinion *Opinion
		err     error
	}
	ctx, cancel := context.WithTimeout(ctx, draftSeconds*time.Second)
	defer cancel()
	done := make(chan answer, 1)
	go func() {
		defer leave()
		defer func() {
			if v := recover(); v != nil { // not its text: that may be the draft's
				s.Log.ErrorContext(ctx, "reading a draft panicked", "panic", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
				done <- answer{nil, fault{http.StatusInternalServerError, "error.draft_failed", nil}}
			}
		}()
		o, err := s.Check(ctx, d)
		done <- answer{o, err}
	}()
	select {
	case a := <-done:
		if a.err != nil && ctx.Err() != nil {
			return nil, fault{http.StatusServiceUnavailable, "error.draft_slow", nil}
		}
		return a.opinion, a.err
	case <-ctx.Done():
		return nil, fault{http.StatusServiceUnavailable, "error.draft_slow", nil}
	}
}

// enter waits a moment for a place, and returns what gives it back.
func enter(ctx context.Context, places chan struct{}) (leave func(), err error) {
	patience := time.NewTimer(consolePatience)
	defer patience.Stop()
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-patience.C:
		return nil, fault{http.StatusServiceUnavailable, "error.busy", nil}
	}
}

// uploaded reads a form of multipart/form-data into memory: draft, before, before_archived. Its
// parts are read one by one, so that no library writes one to a disk.
func uploaded(w http.ResponseWriter, r *http.Request) (Draft, error) {
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(draftUpload * time.Second))
	r.Body = http.MaxBytesReader(w, r.Body, DraftBytes)
	form, err := r.MultipartReader()
	if err != nil {
		return Draft{}, badRequest("error.draft_form")
	}
	var d Draft
	for n := 0; ; n++ {
		part, err := form.NextPart()
		if err == io.EOF {
			break
		}
		if err == nil && n == draftFields {
			err = badRequest("error.draft_form")
		}
		if err == nil {
			err = d.take(part)
		}
		if err != nil {
			return Draft{}, upload(err)
		}
	}
	if len(d.File.Body) == 0 {
		return Draft{}, badRequest("error.draft_none")
	}
	if d.Before != nil && d.BeforeArchived != "" {
		return Draft{}, badRequest("error.draft_two")
	}
	return d, nil
}

// take reads one part of the form. A browser sends a file field that was left empty as a file
// without a name and without bytes.
func (d *Draft) take(part *multipart.Part) error {
	switch part.FormName() {
	case "draft", "before":
		body, err := io.ReadAll(part)
		if err != nil || len(body) == 0 {
			return err
		}
		f := DraftFile{part.FileName(), part.Header.Get("Content-Type"), body}
		switch {
		case part.FormName() == "draft" && d.File.Body == nil:
			d.File = f
		case part.FormName() == "before" && d.Before == nil:
			d.Before = &f
		default:
			return badRequest("error.draft_twice", part.FormName())
		}
		return nil
	case "before_archived":
		text, err := io.ReadAll(io.LimitReader(part, draftText+1))
		if err == nil && len(text) > draftText {
			err = badRequest("error.draft_form")
		}
		d.BeforeArchived = strings.TrimSpace(strings.ToValidUTF8(string(text), "�"))
		return err
	}
	return badRequest("error.draft_form")
}

// upload says what is wrong with a form that can't be read.
func upload(err error) error {
	var f fault
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &large):
		return fault{http.StatusRequestEntityTooLarge, "error.draft_large", []any{strconv.Itoa(DraftBytes >> 20)}}
	}
	return badRequest("error.draft_cut")
}
