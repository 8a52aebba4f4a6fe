package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// strokes are what happens to processes in the middle of their work. Whoever is killed is started
// again, as whatever keeps services running does; whoever is held up goes on by himself.
var strokes = []struct {
	name   string
	victim string // program, engine or both
	do     func(r *rand.Rand, pid int) error
}{
	{"program killed", "program", killed},
	{"engine killed", "engine", killed},
	{"both killed", "both", killed},
	{"program paused", "program", paused},
	{"engine paused", "engine", paused},
	{"both paused", "both", paused},
	{"program starved of processor", "program", starved},
	{"engine starved of processor", "engine", starved},
	{"program without descriptors", "program", withoutDescriptors},
	{"engine without descriptors", "engine", withoutDescriptors},
	{"engine without room for files", "engine", withoutRoom},
}

func killed(_ *rand.Rand, pid int) error { return syscall.Kill(pid, syscall.SIGKILL) }

// paused stops a process for longer than it takes to notice.
func paused(r *rand.Rand, pid int) error {
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		return err
	}
	hold(100 + r.IntN(1900))
	return syscall.Kill(pid, syscall.SIGCONT)
}

// starved lets a process run for a twentieth of the time.
func starved(r *rand.Rand, pid int) error {
	for range 10 + r.IntN(20) {
		if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
			return err
		}
		hold(38)
		if err := syscall.Kill(pid, syscall.SIGCONT); err != nil {
			return err
		}
		hold(2)
	}
	return nil
}

// withoutDescriptors lets a process open nothing more for a while.
func withoutDescriptors(r *rand.Rand, pid int) error {
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		return err
	}
	return limited(r, pid, unix.RLIMIT_NOFILE, uint64(len(open)))
}

// withoutRoom lets files grow no further than 64 KB for a while, as on a disk that is full.
func withoutRoom(r *rand.Rand, pid int) error { return limited(r, pid, unix.RLIMIT_FSIZE, 64<<10) }

func limited(r *rand.Rand, pid, resource int, most uint64) error {
	var before unix.Rlimit
	if err := unix.Prlimit(pid, resource, nil, &before); err != nil {
		return err
	}
	if err := unix.Prlimit(pid, resource, &unix.Rlimit{Cur: most, Max: before.Max}, nil); err != nil {
		return err
	}
	hold(100 + r.IntN(900))
	return unix.Prlimit(pid, resource, &before, nil)
}

// hold is how long a fault lasts. (No test waits for it: it is what happens.)
func hold(milliseconds int) { <-time.After(time.Duration(milliseconds) * time.Millisecond) }

// TestStruck crawls, reads, scores and exports in processes of their own that are killed, paused and
// starved at random moments, they and the engine below them. What was acknowledged stays, nothing
// is there twice, whoever was not killed ends by himself, and the state is that of undisturbed jobs.
func TestStruck(t *testing.T) {
	needEngine(t)
	t.Parallel()
	random, survey := dice(t), newTally(t, "processes struck")
	pages := 3
	if longForm() {
		pages = 12
	}
	sites := newTwenty(t, pages, 2<<10)
	s := &struck{T: t, random: random, survey: survey, sites: sites, file: sites.file(t, 50*time.Millisecond, 1), data: newData(t, t.TempDir()), seen: map[string]bool{}}
	if !longForm() { // none is killed: TestKilled does that
		s.strike("crawl", 3+random.IntN(5))
		return
	}
	for _, job := range []string{"crawl", "ingest", "score", "export"} {
		rounds := 2 // of what costs little
		if job == "score" || job == "export" {
			rounds = 1
		}
		for round := range rounds {
			s.again(job, round)
			s.through(job, random.Perm(len(strokes)), time.Now().Add(30*time.Second))
		}
	}
	runEngine(t, s.data)
	want := undisturbed(t, s.file, twentySites)
	for i, state := range wholeState {
		if got, err := query(t, s.data, state.sql); err != nil || got != want[i] && !strings.Contains(state.what, "addresses") && !strings.Contains(state.what, "crawls") { // it was crawled many times
			t.Errorf("%s: %s, %v, undisturbed %s", state.what, got, err, want[i])
		}
	}
}

// struck is a data folder whose processes are struck.
type struck struct {
	*testing.T
	random     *rand.Rand
	survey     *tally
	sites      *twenty
	file, data string
	seen       map[string]bool // what was acknowledged: identities of captures and readings
	packages   int
	job        []string // further arguments
}

func (s *struck) command(job string) []string {
	args := []string{job, "--data", s.data, "--log-level", "error"}
	switch job {
	case "crawl":
		args = append(args, "--sites", s.file, "--any-hour")
	case "export":
		s.packages++
		args = append(args, filepath.Join(s.TempDir(), fmt.Sprint("package", s.packages)))
	}
	return args
}

// again makes a job have something to do.
func (s *struck) again(job string, round int) {
	if round > 0 && job == "ingest" {
		s.job = []string{"--reparse"}
	}
}

// through does a job, and strikes it, once with each of these, or as many as there is time for, until
// it ends undisturbed.
func (s *struck) through(job string, kinds []int, until time.Time) {
	s.Helper()
	for n, kind := range kinds {
		if n < 3 || time.Now().Before(until) {
			s.strike(job, kind)
		}
	}
	if out, errText, status := gongkai(s.T, append(s.command(job), s.job...)...); status != exitDone {
		s.Errorf("%s in the end: status %d: %s%s", job, status, out, errText)
	}
	s.job = nil
	s.look(job + " in the end")
}

// strike strikes a job once.
func (s *struck) strike(job string, kind int) {
	s.Helper()
	stroke, ended := strokes[kind], make(chan struct{})
	asked := s.sites.after(1 + s.random.IntN(twentySites))
	p := start(s.T, append(s.command(job), s.job...)...)
	go func() { p.Wait(); close(ended) }()
	if job == "crawl" {
		select {
		case <-asked:
		case <-ended:
		}
	} else {
		hold(s.random.IntN(2500)) // its random moment
	}
	for _, pid := range s.victims(p, stroke.victim) {
		if err := stroke.do(s.random, pid); err == nil {
			s.survey.add(stroke.name + " in " + job)
		}
	}
	<-ended
	if status := p.ProcessState.ExitCode(); status != exitDone && !strings.Contains(stroke.name, "killed") && !strings.Contains(stroke.name, "without") {
		s.Errorf("%s, %s: status %d: %s%s", job, stroke.name, status, p.out.String(), p.err.String())
	}
	s.look(job + ", " + stroke.name)
}

// victims are the processes that still run.
func (s *struck) victims(p *program, which string) (pids []int) {
	var card struct {
		Child int `json:"child_pid"`
	}
	text, err := os.ReadFile(filepath.Join(s.data, "engine.json"))
	if err == nil {
		err = json.Unmarshal(text, &card)
	}
	if which != "program" && err == nil && card.Child > 1 {
		pids = append(pids, card.Child)
	}
	if state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid)); which != "engine" && err == nil && !strings.Contains(string(state), ") Z ") {
		pids = append(pids, p.Process.Pid)
	}
	return pids
}

// look holds what is there against what was there before.
func (s *struck) look(after string) {
	s.Helper()
	out, err := query(s.T, s.data, "SELECT capture_id FROM captures UNION ALL SELECT DISTINCT concat(url, ' ', sha256, ' ', toString(parser_version)) FROM readings")
	if err != nil {
		s.Fatalf("after %s: %v", after, err)
	}
	there := map[string]bool{}
	for id := range strings.SplitSeq(out, "\n") {
		if id != "" && there[id] {
			s.Errorf("after %s %s is there twice", after, id)
		}
		there[id] = true
	}
	for id := range s.seen {
		if !there[id] {
			s.Errorf("after %s %s is lost", after, id)
		}
	}
	s.seen = there
}
