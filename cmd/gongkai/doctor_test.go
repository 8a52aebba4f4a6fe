package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gongkai/cmd/gongkai/doctor"
)

// examined runs the doctor and gives what it saw, by check.
func examined(t *testing.T, args ...string) (checks map[string]doctor.Check, errText string, status int) {
	t.Helper()
	out, errText, status := inProcess(t, append([]string{"doctor", "--json"}, args...)...)
	var r doctor.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v: %q %s", err, out, errText)
	}
	checks = map[string]doctor.Check{}
	for _, c := range r.Checks {
		checks[c.Name] = c
	}
	return checks, errText, status
}

func wantState(t *testing.T, checks map[string]doctor.Check, name string, state doctor.State, says string) {
	t.Helper()
	if c := checks[name]; c.State != state || !strings.Contains(c.Seen, says) {
		t.Errorf("%s is %q, %q; want %q with %q", name, c.State, c.Seen, state, says)
	}
}

// Everything is looked at while the sample counties are served, and nothing is changed by it.
func TestDoctorBesideAService(t *testing.T) {
	s := demoSite(t)
	_, header, before := s.get("/api/v1/reports?limit=1")
	checks, errText, status := examined(t, "--data", sharedDemo.dir, "--listen", hostOf(s))
	if status != exitDone {
		t.Errorf("status %d, %s, %v", status, errText, checks)
	}
	for name, says := range map[string]string{"data folder": "can be read and written", "disk": "free", "engine": "ClickHouse", "memory": "may take", "schema": "current",
		"clock": "in China", "reading": "every document was read", "scores": "as of", "service": "says ready", "sites file": "none", "holder": "runs its engine"} {
		wantState(t, checks, name, doctor.OK, says)
	}
	wantState(t, checks, "crawls", doctor.OK, "walked a list to its end")
	wantState(t, checks, "holds", doctor.Warning, "are left alone")
	if _, _, status := inProcess(t, "doctor", "--strict", "--data", sharedDemo.dir, "--listen", hostOf(s)); status != exitFailed {
		t.Errorf("warnings with --strict: status %d", status)
	}
	if _, again, after := s.get("/api/v1/reports?limit=1"); after != before || again.Get("ETag") != header.Get("ETag") {
		t.Error("the data is another after the doctor")
	}
}

// What does not work is said without it, and nothing is made where there was nothing.
func TestDoctorOfBrokenThings(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	sites := filepath.Join(dir, "sites.yaml")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	const far = "sites:\n  - {id: far, name: 黎川县人民政府, division_code: \"361022\", url: http://www.lichuan.invalid/}\n"
	if err := os.WriteFile(sites, []byte(far), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GONGKAI_LISTN", "127.0.0.1:1")
	checks, errText, status := examined(t, "--data", file, "--sites", sites, "--listen", "127.0.0.1:1")
	if status != exitFailed || !strings.Contains(errText, "checks failed") {
		t.Errorf("status %d, %q", status, errText)
	}
	wantState(t, checks, "data folder", doctor.Error, "it is no folder")
	wantState(t, checks, "configuration", doctor.Warning, "GONGKAI_LISTN")
	wantState(t, checks, "contact", doctor.Error, "--contact")
	wantState(t, checks, "service", doctor.OK, "nothing serves at 127.0.0.1:1")

	for config, says := range map[string]string{"parallel: many": "--parallel: expected a valid", "shard: 9/2": "--shard \"9/2\": write I/N", "tsa: nowhere": "--tsa \"nowhere\""} {
		path := filepath.Join(dir, "config.yaml")
		must(t, os.WriteFile(path, []byte(config), 0o600))
		if out, _, status := inProcess(t, "doctor", "--data", file, "--config", path); status != exitFailed || !strings.Contains(out, says) {
			t.Errorf("%s: status %d, %s", config, status, out)
		}
	}
	checks, _, _ = examined(t, "--data", dir, "--listen", "18099")
	wantState(t, checks, "data folder", doctor.Warning, "holds no database, but config.yaml, file")

	held := filepath.Join(dir, "held")
	lock := holdFolder(t, held, "77 gongkai serve\n")
	checks, _, status = examined(t, "--data", held, "--clickhouse-password-file", file, "--listen", "127.0.0.1:1")
	if status != exitFailed {
		t.Errorf("status %d", status)
	}
	wantState(t, checks, "holder", doctor.Error, "held by process 77 (gongkai serve), whose engine does not answer")
	wantState(t, checks, "service", doctor.Error, "gongkai serve has the data folder, and nothing answers at 127.0.0.1:1")
	wantState(t, checks, "configuration", doctor.Warning, "GONGKAI_LISTN")
	lock.Close()

	checks, _, status = examined(t, "--clickhouse", "http://127.0.0.1:1/gongkai", "--listen", "127.0.0.1:1")
	if status != exitFailed {
		t.Errorf("status %d", status)
	}
	wantState(t, checks, "engine", doctor.Error, "no ClickHouse answers at http://127.0.0.1:1")
}

// holdFolder makes a data folder that some process holds, as its lock says.
func holdFolder(t *testing.T, dir, owner string) *os.File {
	t.Helper()
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	lock, err := os.Create(filepath.Join(dir, "engine.lock"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lock.Close() })
	if _, err := lock.WriteString(owner); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Fatal(err)
	}
	return lock
}

// Before there is data the engine is tried elsewhere, and no folder is made.
func TestDoctorBeforeThereIsData(t *testing.T) {
	t.Parallel()
	needEngine(t)
	data := filepath.Join(t.TempDir(), "data")
	checks, _, status := examined(t, "--data", data, "--listen", "127.0.0.1:1")
	if status != exitDone {
		t.Errorf("status %d, %v", status, checks)
	}
	wantState(t, checks, "data folder", doctor.Warning, "is not there yet")
	wantState(t, checks, "engine", doctor.OK, "runs embedded")
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	checks, _, _ = examined(t, "--data", data, "--listen", "127.0.0.1:1")
	wantState(t, checks, "data folder", doctor.OK, "can be read and written")
	if entries, err := os.ReadDir(data); err != nil || len(entries) != 0 {
		t.Errorf("something was made in it: %v, %v", entries, err)
	}
}
