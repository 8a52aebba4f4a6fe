package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"gongkai/demo"
)

func TestInOrder(t *testing.T) {
	items := make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	var begun atomic.Int64
	work := func(i int) int { begun.Add(1); return i * i }
	most, next := int64(0), 0
	err := inOrder(t.Context(), items, work, func(r int) error {
		if r != next*next {
			t.Fatalf("result %d is %d", next, r)
		}
		most = max(most, begun.Load()-int64(next))
		next++
		return nil
	})
	if err != nil || next != len(items) {
		t.Errorf("%d results, %v", next, err)
	}
	// What is held grows with the cores, never with the items.
	if bound := int64(3*runtime.GOMAXPROCS(0) + 2); most > bound {
		t.Errorf("%d results were held at once, want at most %d", most, bound)
	}
}

// TestInOrderSlowFirst: behind a slow item the others are worked on, but do not pile up.
func TestInOrderSlowFirst(t *testing.T) {
	const cores = 4
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	var begun atomic.Int64
	release, items := make(chan struct{}), make([]int, 1000)
	for i := range items {
		items[i] = i
	}
	handed := 0
	err := inOrder(t.Context(), items, func(i int) int {
		if begun.Add(1) == 2*cores+1 { // as many as may be begun before the first one is handed over
			close(release)
		}
		if i == 0 {
			<-release
		}
		return i
	}, func(i int) error {
		if n := begun.Load(); i == 0 && n != 2*cores+1 {
			t.Errorf("%d items were begun before the first was handed over", n)
		}
		handed++
		return nil
	})
	if err != nil || handed != len(items) {
		t.Errorf("%d handed over, %v", handed, err)
	}
}

func TestInOrderEnds(t *testing.T) {
	full := errors.New("disk full")
	var begun atomic.Int64
	items := make([]int, 1000)
	work := func(int) int { begun.Add(1); return 0 }
	err := inOrder(t.Context(), items, work, func(int) error { return full })
	if !errors.Is(err, full) || begun.Load() > int64(3*runtime.GOMAXPROCS(0)+2) {
		t.Errorf("error %v after %d items", err, begun.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	handed := 0
	err = inOrder(ctx, items, work, func(int) error { handed++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || handed == len(items) {
		t.Errorf("error %v after %d results", err, handed)
	}
	if err := inOrder(t.Context(), nil, work, func(int) error { return full }); err != nil {
		t.Error(err)
	}
}

// TestInOrderEndsAtOnce: nobody waits for work that was begun, and its result is dropped.
func TestInOrderEndsAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	begun, release := make(chan struct{}, 10), make(chan struct{})
	defer close(release)
	handed := 0
	err := inOrder(ctx, make([]int, 10), func(int) int {
		begun <- struct{}{}
		cancel()
		<-release
		return 0
	}, func(int) error { handed++; return nil })
	if !errors.Is(err, context.Canceled) || handed > 0 || len(begun) == 0 {
		t.Errorf("error %v, %d handed over, %d begun", err, handed, len(begun))
	}
}

// slowReader is a standard input from which nothing comes: it tells that it is read from.
type slowReader struct{ read, release chan struct{} }

func (r slowReader) Read([]byte) (int, error) {
	close(r.read)
	<-r.release
	return 0, io.EOF
}

// TestParseStops: a signal ends parse inside a document, and only whole lines are printed.
func TestParseStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in := slowReader{make(chan struct{}), make(chan struct{})}
	defer close(in.release)
	go func() { <-in.read; cancel() }()
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	status := run(ctx, []string{"parse", "--json", "testdata/narrative.txt", "-", "testdata/narrative.txt"}, streams{in, out, errs})
	if status != exitFailed || !strings.Contains(errs.String(), "stopped before all files were read") {
		t.Errorf("status %d: %s", status, errs)
	}
	if text := out.String(); strings.Count(text, "\n") > 1 || text != "" && !strings.HasSuffix(text, "}\n") {
		t.Errorf("printed %q", text)
	}
}

// TestParseOrder: lines come in the order of the files whatever is read first, and a file
// that can't be read takes nothing from the others.
func TestParseOrder(t *testing.T) {
	dir := t.TempDir()
	var args []string
	var want strings.Builder
	text, err := os.ReadFile("testdata/narrative.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		name := filepath.Join(dir, fmt.Sprintf("%02d.txt", i))
		args = append(args, name)
		if i%7 == 3 {
			continue // is not there
		}
		fmt.Fprintln(&want, name)
		body := bytes.Repeat(text, 1+(i*5)%9) // some take longer than others
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	status := run(t.Context(), append([]string{"parse", "--json"}, args...), streams{strings.NewReader(""), out, errs})
	var got strings.Builder
	for line := range strings.Lines(out.String()) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, `{"source":"`), `"`)
		fmt.Fprintln(&got, name)
	}
	if status != exitFailed || got.String() != want.String() {
		t.Errorf("status %d\n%s", status, firstDifference(got.String(), want.String()))
	}
	if n := strings.Count(errs.String(), "no such file"); n != 9 || !strings.Contains(errs.String(), "9 of 60 files") {
		t.Errorf("%d files named: %s", n, errs)
	}
}

// TestParseText: what has no text is named, the others are printed; standard input is one file.
func TestParseText(t *testing.T) {
	pdf := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(pdf, []byte("%PDF-1.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	status := run(t.Context(), []string{"parse", "--text", pdf, "-"}, streams{strings.NewReader("一、概述"), out, errs})
	if status != exitFailed || out.String() != "一、概述\n" || !strings.Contains(errs.String(), "a.pdf") {
		t.Errorf("status %d, printed %q, said %s", status, out, errs)
	}
	if status := run(t.Context(), []string{"parse", "-", "-"}, streams{strings.NewReader(""), out, errs}); status != exitUsage {
		t.Errorf("standard input twice: status %d", status)
	}
}

// closedPipe is a reader of standard output that goes away.
type closedPipe struct{ lines int }

func (p *closedPipe) Write(b []byte) (int, error) {
	if p.lines++; p.lines > 1 {
		return 0, io.ErrClosedPipe
	}
	return len(b), nil
}

func TestParseEndsWithItsReader(t *testing.T) {
	var args []string
	for range 1000 {
		args = append(args, "testdata/narrative.txt")
	}
	out, errs := &closedPipe{}, &lockedBuffer{}
	status := run(t.Context(), append([]string{"parse", "--json"}, args...), streams{strings.NewReader(""), out, errs})
	if status != exitFailed || out.lines != 2 {
		t.Errorf("status %d after %d lines: %s", status, out.lines, errs)
	}
}

// heapMeter counts what is written and remembers the largest heap that it saw.
type heapMeter struct {
	bytes int64
	lines int
	heap  uint64
}

func (m *heapMeter) Write(b []byte) (int, error) {
	m.bytes += int64(len(b))
	if m.lines++; m.lines%8 == 0 {
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		m.heap = max(m.heap, s.HeapAlloc)
	}
	return len(b), nil
}

// BenchmarkParse reads many files of a long report with tables: `-cpu 1,2,4` shows what the
// cores bring, peak-MB that memory does not grow with the number of files.
func BenchmarkParse(b *testing.B) {
	page := samplePage(b)
	name := filepath.Join(b.TempDir(), "report.html")
	if err := os.WriteFile(name, page, 0o600); err != nil {
		b.Fatal(err)
	}
	for _, files := range []int{10, 1000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			args := []string{"parse", "--json"}
			for range files {
				args = append(args, name)
			}
			b.SetBytes(int64(files * len(page)))
			m := &heapMeter{}
			for b.Loop() {
				if status := run(b.Context(), args, streams{strings.NewReader(""), m, io.Discard}); status != exitDone {
					b.Fatal("status", status)
				}
			}
			b.ReportMetric(float64(m.heap)/(1<<20), "peak-MB")
			b.ReportMetric(float64(b.N*files)/b.Elapsed().Seconds(), "files/s")
		})
	}
}

// samplePage is a report of the sample counties with tables of the form.
func samplePage(b *testing.B) []byte {
	b.Helper()
	samples := demo.New()
	servers, err := samples.Start(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer servers.Close()
	for _, r := range samples.Truth(1).Reports {
		u, err := url.Parse(r.URL)
		if err != nil {
			b.Fatal(err)
		}
		addr, ok := servers.Addr(u.Hostname())
		if !ok || len(r.Figures) < 100 {
			continue
		}
		request, err := http.NewRequest(http.MethodGet, "http://"+addr+u.RequestURI(), nil)
		if err != nil {
			b.Fatal(err)
		}
		request.Host = u.Host
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			b.Fatal(err)
		}
		defer response.Body.Close()
		page, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != http.StatusOK {
			b.Fatal(response.Status, err)
		}
		return page
	}
	b.Fatal("no report of the samples has tables")
	return nil
}
