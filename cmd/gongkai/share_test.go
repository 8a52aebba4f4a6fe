package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/store/engine"
)

// endings are the ways in which the command that runs the engine of a folder can end.
var endings = []struct {
	name string
	end  func(t *testing.T, p *program)
}{
	{"in order", func(t *testing.T, p *program) { p.Process.Signal(syscall.SIGTERM) }},
	{"killed", func(t *testing.T, p *program) { p.Process.Kill() }},
}

// serving starts `serve` on a folder and waits until it answers.
func serving(t *testing.T, dir string) (*program, site) {
	t.Helper()
	p := start(t, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--log-level", "error")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	address, err := p.out.await(ctx, "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, p.err.String())
	}
	return p, site{t, strings.TrimSuffix(address, "/")}
}

// TestServeOutlivesTheOwner: of two programs that serve one folder the first, which runs the
// engine, ends; the second goes on showing pages and then runs the engine for a third.
func TestServeOutlivesTheOwner(t *testing.T) {
	t.Parallel()
	needEngine(t)
	for _, c := range endings {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := newData(t, t.TempDir())
			first, _ := serving(t, dir)
			second, pages := serving(t, dir)
			pages.page("/")
			if out, errText, status := gongkai(t, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--clickhouse-listen", "127.0.0.1:0"); status != exitFailed || !strings.Contains(errText, fmt.Sprint(first.Process.Pid)) {
				t.Errorf("a door to another's engine: status %d, %s%s", status, out, errText)
			}
			c.end(t, first)
			for _, path := range []string{"/status", "/readyz", "/"} { // the first is never answered from memory
				pages.page(path)
			}
			first.Wait()
			if out, err := query(t, dir, "SELECT count() FROM sites"); err != nil || out != "0" {
				t.Errorf("a third command: %q, %v", out, err)
			}
			pages.page("/")
			second.Process.Signal(syscall.SIGTERM)
			if out, errText, status := second.finish(); status != exitDone || errText != "" {
				t.Errorf("status %d: %s%s", status, out, errText)
			}
		})
	}
}

// TestQueryOutlivesTheOwner: a query whose engine goes away is asked again of the next one.
func TestQueryOutlivesTheOwner(t *testing.T) {
	t.Parallel()
	needEngine(t)
	for _, c := range endings {
		t.Run(c.name, func(t *testing.T) {
			dir := newData(t, t.TempDir())
			owner, _ := serving(t, dir)
			// Long enough to be seen running.
			p := start(t, "sql", "--data", dir, "--format", "TSV", "--log-level", "error", "SELECT count() FROM numbers(60000000) WHERE NOT ignore(sipHash64(number)) /* outlives */")
			reach(t, dir, p, "SELECT count() > 0 FROM system.processes WHERE query LIKE '%outlives */%' AND query NOT LIKE '%system.processes%'")
			c.end(t, owner)
			if out, errText, status := p.finish(); status != exitDone || out != "60000000\n" || errText != "" {
				t.Errorf("status %d: %q %s", status, out, errText)
			}
			owner.Wait()
		})
	}
}

// TestJobOutlivesTheOwner: a job whose engine is killed with the command that ran it goes on,
// and what it leaves is what it would have left. The samples are a job with a crawl, a reading
// and a scoring.
func TestJobOutlivesTheOwner(t *testing.T) {
	needEngine(t)
	t.Parallel()
	dir := newData(t, t.TempDir())
	owner, _ := serving(t, dir)
	p := partOf(t, dir)
	reach(t, dir, p, "SELECT count() > 20 FROM gongkai.captures_history")
	owner.Process.Kill()
	if out, errText, status := p.finish(); status != exitDone || errText != "" {
		t.Fatalf("status %d: %s%s", status, out, errText)
	}
	owner.Wait()
	isUndisturbed(t, dir)
}

// TestIngestOutlivesTheOwner: documents from disk, of which the first are in the archive when
// the engine goes.
func TestIngestOutlivesTheOwner(t *testing.T) {
	t.Parallel()
	needEngine(t)
	const documents = 450
	reports := t.TempDir()
	for i := range documents {
		text := fmt.Sprintf("<html><head><title>样例县第%d局2020年政府信息公开工作年度报告</title></head><body><h1>样例县第%d局2020年政府信息公开工作年度报告</h1></body></html>", i, i)
		if err := os.WriteFile(filepath.Join(reports, fmt.Sprintf("%d.html", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range endings {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := newData(t, t.TempDir())
			owner, _ := serving(t, dir)
			p := start(t, "ingest", "--data", dir, "--log-level", "error", reports)
			reach(t, dir, p, "SELECT count() > 0 FROM gongkai.captures_history")
			c.end(t, owner)
			if out, errText, status := p.finish(); status != exitDone || errText != "" {
				t.Errorf("status %d: %s%s", status, out, errText)
			}
			owner.Wait()
			const sql = "SELECT (SELECT count() FROM captures), (SELECT uniqExact(url) FROM readings)"
			if got, err := query(t, dir, sql); err != nil || got != fmt.Sprintf("%[1]d\t%[1]d", documents) {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// reach asks the engine that runs on a folder, as its admin, until the answer is 1. It never
// starts one, so that it cannot take the place of what is tested.
func reach(t *testing.T, dir string, p *program, sql string) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond) // between two questions; what counts is the answer
	defer tick.Stop()
	for range tick.C {
		e, err := engine.Attach(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := askAdmin(t.Context(), e, sql)
		if err = errors.Join(err, e.Close()); err == nil && answer == "1\n" {
			return
		}
		if state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid)); err != nil || strings.Contains(string(state), ") Z ") {
			t.Fatalf("it ended before %s: %s%s", sql, p.out.String(), p.err.String())
		}
	}
}

func askAdmin(ctx context.Context, e *engine.Engine, sql string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL(), strings.NewReader(sql))
	if err != nil {
		return "", err
	}
	request.SetBasicAuth(engine.UserAdmin, e.Secret())
	response, err := (&http.Client{Transport: e.Transport()}).Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return string(text), err
}
