package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/store/engine"
)

// disk is a file system of its own, in memory, that only programs started in it see: it can be
// filled and made read-only without anybody else's noticing, and goes with the test.
type disk struct {
	*testing.T
	holder *exec.Cmd
	at     string // where it is, in there
}

// newDisk skips where mounting is not allowed.
func newDisk(t *testing.T, megabytes int) *disk {
	t.Helper()
	at := t.TempDir()
	// It says that it is there, and ends with its standard input.
	holder := exec.Command("unshare", "-m", "--propagation", "private", "sh", "-c", fmt.Sprintf(`mount -t tmpfs -o size=%dm gongkai-test "$0" && echo there && cat`, megabytes), at)
	input, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Skipf("a disk of the test's own wants unshare of util-linux: %v", err)
	}
	t.Cleanup(func() {
		input.Close()
		_ = holder.Wait()
	})
	if line, err := bufio.NewReader(output).ReadString('\n'); err != nil || line != "there\n" {
		t.Skip("a disk of the test's own wants the right to mount, as root has it")
	}
	return &disk{t, holder, at}
}

// path is how the test itself reaches a file there.
func (d *disk) path(name string) string {
	return filepath.Join(fmt.Sprintf("/proc/%d/root", d.holder.Process.Pid), d.at, name)
}

// inside is a command that sees the disk.
func (d *disk) inside(command ...string) *exec.Cmd {
	return exec.Command("nsenter", append([]string{"-t", fmt.Sprint(d.holder.Process.Pid), "-m", "--"}, command...)...)
}

// gongkai runs the program there.
func (d *disk) gongkai(args ...string) (out, errText string, status int) {
	d.Helper()
	self, err := os.Executable()
	if err != nil {
		d.Fatal(err)
	}
	p := d.inside(append([]string{self}, args...)...)
	library, err := engine.FindLibrary("") // nsenter begins elsewhere
	if err == nil {
		library, err = filepath.Abs(library)
	}
	if err != nil {
		d.Fatal(err)
	}
	p.Env = append(os.Environ(), asProgram+"=1", "GONGKAI_CHDB_LIBRARY="+library)
	var o, e lockedBuffer
	p.Stdout, p.Stderr = &o, &e
	_ = p.Run()
	return o.String(), e.String(), p.ProcessState.ExitCode()
}

func (d *disk) remount(how string) {
	d.Helper()
	if out, err := d.inside("mount", "-o", "remount,"+how, d.at).CombinedOutput(); err != nil {
		d.Fatalf("%v: %s", err, out)
	}
}

// fill leaves so many kilobytes.
func (d *disk) fill(left int) {
	d.Helper()
	out, err := d.inside("df", "--output=avail", "-k", d.at).Output()
	if err != nil {
		d.Fatal(err)
	}
	free := 0
	if _, err := fmt.Sscan(strings.TrimPrefix(strings.TrimSpace(string(out)), "Avail"), &free); err != nil {
		d.Fatal(err)
	}
	if free > left {
		if err := os.WriteFile(d.path("filler"), make([]byte, (free-left)<<10), 0o600); err != nil {
			d.Fatal(err)
		}
	}
}

func (d *disk) empty() {
	d.Helper()
	if err := os.Remove(d.path("filler")); err != nil {
		d.Fatal(err)
	}
}

// TestDiskFullAndReadOnly: a disk that is full, or may not be written to, ends a job with a line that
// says so and what to do; with room again it goes on where it was, with everything that was
// acknowledged and nothing twice.
func TestDiskFullAndReadOnly(t *testing.T) {
	needEngine(t)
	if !longForm() {
		t.Skip("part of make test-full")
	}
	t.Parallel()
	d, survey := newDisk(t, 400), newTally(t, "disks")
	if err := os.CopyFS(d.path("data"), os.DirFS(newData(t, t.TempDir()))); err != nil {
		t.Fatal(err)
	}
	sites := newTwenty(t, 12, 60<<10)
	file, data := sites.file(t, 0, 1), filepath.Join(d.at, "data")
	ask := func(sql string) string {
		t.Helper()
		out, errText, status := d.gongkai("sql", "--data", data, "--format", "TSV", "--log-level", "error", sql)
		if status != exitDone {
			t.Fatalf("%s: %s", sql, errText)
		}
		return strings.TrimSpace(out)
	}
	ended := 0 // crawls that were ending when there was no room: where all but their bodies was written, the next run writes these and crawls the site once more
	for _, job := range [][]string{
		{"crawl", "--sites", file, "--any-hour"},
		{"ingest"},
		{"score"},
	} {
		args := append(job, "--data", data, "--log-level", "error")
		d.remount("ro")
		if _, errText, status := d.gongkai(args...); status != exitFailed || !saysOneOf(errText, "read-only") {
			t.Errorf("%s on a read-only disk: status %d: %s", job[0], status, errText)
		}
		survey.add("read-only disk before " + job[0])
		d.remount("rw")
		const kept = "SELECT (SELECT count() FROM captures), (SELECT count() FROM readings), (SELECT count() FROM reports)"
		before := ask(kept)
		d.fill(4 << 10)
		_, errText, status := d.gongkai(args...)
		if status != exitFailed || !saysOneOf(errText, "full", "room", "space") {
			t.Errorf("%s on a full disk: status %d: %s", job[0], status, errText)
		}
		survey.add("full disk in " + job[0])
		ended += strings.Count(errText, ": closing the crawl: ")
		d.empty()
		t.Logf("%s: before %s, after %s: %.400s", job[0], before, ask(kept), errText)
		if _, errText, status := d.gongkai(args...); status != exitDone {
			t.Errorf("%s with room again: status %d: %s", job[0], status, errText)
		}
	}
	want := undisturbed(t, file, twentySites)
	var again int
	if _, err := fmt.Sscan(ask("SELECT count() - uniqExact(site_id) FROM crawls"), &again); err != nil || again > ended {
		t.Errorf("%d sites were crawled once more, %d had not written all: %v", again, ended, err)
	}
	more := map[string]string{
		"report pages, addresses":           fmt.Sprintf("%d\t%d", (twentySites+again)*12, twentySites*12),
		"sites, crawls, finished, complete": fmt.Sprintf("%d\t%[2]d\t%[2]d\t%[2]d", twentySites, twentySites+again),
	}
	for i, state := range wholeState {
		if of, is := more[state.what]; is {
			want[i] = of
		}
		if got := ask(state.sql); got != want[i] {
			t.Errorf("%s: %s, undisturbed %s", state.what, got, want[i])
		}
	}
}

// saysOneOf reports whether an error is told in few lines, one of which has one of the words.
func saysOneOf(errText string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(errText, w) {
			return strings.HasPrefix(errText, "gongkai: ")
		}
	}
	return false
}
