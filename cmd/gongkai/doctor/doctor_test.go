package doctor

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

var (
	now       = time.Date(2026, 3, 31, 15, 30, 0, 0, time.UTC) // 23:30 in China
	errBroken = errors.New("it broke")
)

func before(d time.Duration) *time.Time { t := now.Add(-d); return &t }

// Each broken state is found, told apart from what is well, and says what to do.
func TestJudgements(t *testing.T) {
	well := Folder{Path: "data", Free: 100 << 30, Size: 200 << 30, FreeFiles: 1 << 20}
	folder := func(change func(*Folder)) []Check { f := well; change(&f); return f.Checks() }
	for _, c := range []struct {
		name   string
		checks []Check
		want   State
		says   string // in the line of the worst check
	}{
		{"settings", Settings{File: "g.yaml"}.Checks(), OK, "g.yaml, flags"},
		{"a variable that is no flag", Settings{Unknown: []string{"GONGKAI_LISTN"}}.Checks(), Warning, "GONGKAI_LISTN"},
		{"a password file that is not there", Settings{Password: "p", PasswordErr: errBroken}.Checks(), Error, "cannot be read"},
		{"a password file for all", Settings{Password: "p", PasswordMode: 0o644}.Checks(), Warning, "chmod 600 p"},
		{"a password file for its owner", Settings{Password: "p", PasswordMode: 0o600}.Checks(), OK, "understood"},
		{"a password in the address", Settings{InAddress: true}.Checks(), Warning, "every list of processes"},

		{"a folder", well.Checks(), OK, "can be read and written"},
		{"no folder", folder(func(f *Folder) { f.Missing = true }), Warning, "--data"},
		{"a file as folder", folder(func(f *Folder) { f.Err = errBroken }), Error, "it broke"},
		{"no rights", folder(func(f *Folder) { f.Rights, f.Owner = errBroken, "user 7, this is user 8" }), Error, "belongs to user 7"},
		{"a secret for all", folder(func(f *Folder) { f.Exposed = "data/engine.json" }), Warning, "chmod 600 data/engine.json"},
		{"a full disk", folder(func(f *Folder) { f.Free = leastFree - 1 }), Error, "make room now"},
		{"a disk with just enough", folder(func(f *Folder) { f.Free, f.Size = littleFree, littleFree }), OK, "free"},
		{"a nearly full disk", folder(func(f *Folder) { f.Free = littleFree - 1 }), Warning, "make room"},
		{"two hundredths of a large disk", folder(func(f *Folder) { f.Free, f.Size = 100<<30, 6000<<30 }), Warning, "make room"},
		{"no more files", folder(func(f *Folder) { f.FreeFiles = leastFiles - 1 }), Error, "9999 more files"},
		{"a disk without a bound on files", folder(func(f *Folder) { f.FreeFiles = 0 }), OK, "free"},
		{"a folder in use", folder(func(f *Folder) { f.Held, f.Holder = true, "7 (gongkai serve)" }), OK, "7 (gongkai serve)"},
		{"a silent holder", folder(func(f *Folder) { f.Held, f.Holder, f.Silent = true, "7 (gongkai serve)", errBroken }), Error, "stop that process"},

		{"an engine", Engine{Embedded: true, Version: "26.7", Confined: "confined", Memory: 2 << 30, Machine: 4 << 30}.Checks(), OK, "26.7"},
		{"no engine", Engine{Embedded: true, Err: errBroken}.Checks(), Error, "room on the disk"},
		{"an open engine", Engine{Embedded: true, Version: "26.7", Open: true}.Checks(), Warning, "6.7 or newer"},
		{"little memory", Engine{Embedded: true, Memory: 1 << 29, Machine: 1 << 30}.Checks(), Warning, "537 MB of 1.07 GB"},
		{"a server", Engine{Version: "26.7", Address: "db:8123"}.Checks(), OK, "answers at db:8123"},
		{"no server", Engine{Err: errBroken}.Checks(), Error, "start the server"},

		{"tables of the engine", Tables{Embedded: true, Disks: []Disk{{"default", 1, 2}}, MostParts: 12}.Checks(), OK, "at most 12"},
		{"a full disk of a server", Tables{Disks: []Disk{{"default", 100 << 30, 200 << 30}, {"cold", leastFree - 1, 9 << 30}}}.Checks(), Error, "ClickHouse's disk cold"},
		{"many parts", Tables{Embedded: true, MostParts: 301}.Checks(), Warning, "--parallel"},
		{"a cluster", Tables{Cluster: true, Delay: 2}.Checks(), OK, "the slowest is 2 s behind"},
		{"a cluster without Keeper", Tables{Cluster: true, ReadOnly: 96}.Checks(), Error, "96 tables can't be written"},
		{"a replica that is behind", Tables{Cluster: true, Delay: 301}.Checks(), Warning, "301 s behind"},

		{"a schema", []Check{Schema{Have: 30, Want: 30}.Check()}, OK, "30, current"},
		{"an older schema", []Check{Schema{Have: 29, Want: 30}.Check()}, Warning, "gongkai backup DIR first"},
		{"no schema", []Check{Schema{Want: 30}.Check()}, OK, "no tables yet"},
		{"a newer schema", []Check{Schema{Err: errBroken}.Check()}, Error, "it broke"},

		{"nothing yet", Data{}.Checks(), OK, "nothing was captured"},
		{"all read and scored", Data{NewestCapture: before(3), NewestReading: before(2), ScoredAt: before(1)}.Checks(), OK, "every document"},
		{"unread documents", Data{Parser: 9, Unread: 12, NewestCapture: before(3)}.Checks(), Warning, "12 documents were not read by parser 9: gongkai ingest"},
		{"never scored", Data{NewestCapture: before(3), NewestReading: before(2)}.Checks(), Warning, "gongkai score"},
		{"scores that pages can't show", Data{NewestCapture: before(3), NewestReading: before(2), ScoredAt: before(1), Behind: true}.Checks(), Warning, "gongkai score"},
		{"scores before the reading", Data{NewestCapture: before(3), NewestReading: before(1), ScoredAt: before(time.Hour)}.Checks(), Warning, "is newer than the scores (2026-03-31 22:30:00)"},

		{"what a killed backup left", Data{Left: "gongkai_snapshot"}.Checks(), Warning, "the next gongkai backup drops it"},

		{"a clock", []Check{Clock{Now: now, Captured: before(time.Minute), Server: before(time.Second), Built: *before(time.Hour)}.Check()}, OK, "2026-03-31 23:30:00 in China"},
		{"a clock behind the newest capture", []Check{Clock{Now: now, Captured: before(-time.Minute)}.Check()}, Error, "before the newest capture (2026-03-31 23:31:00)"},
		{"a clock from before the program", []Check{Clock{Now: now, Built: *before(-48 * time.Hour)}.Check()}, Error, "before this program was made"},
		{"a program of a machine further east", []Check{Clock{Now: now, Built: *before(-time.Hour)}.Check()}, OK, "in China"},
		{"two clocks", []Check{Clock{Now: now, Server: before(time.Minute)}.Check()}, Warning, "23:29:00 by ClickHouse"},

		{"no sites file", Sites{}.Checks(), OK, "none is named"},
		{"a sites file", Sites{File: "s.yaml", Number: 3}.Checks(), OK, "3 sites"},
		{"a bad sites file", Sites{File: "s.yaml", Err: errors.New("line 3:\nbad")}.Checks(), Error, "line 3: bad"},
		{"a doubtful sites file", Sites{File: "s.yaml", Number: 3, Warnings: []string{"line 3: odd", "line 4"}}.Checks(), Warning, "2 of its lines"},
		{"no contact", Sites{File: "s.yaml", Number: 3, Contact: errBroken}.Checks(), Error, "set --contact"},

		{"no crawl", Crawls{}.Checks(), OK, "no site was crawled"},
		{"good crawls", Crawls{Sites: 3}.Checks(), OK, "each of 3 sites"},
		{"failing sites", Crawls{Sites: 9, Failing: []Failing{{"a", now, "challenge"}, {"b", now, "dns"}, {"c", now, "dns"}, {"d", now, "dns"}}}.Checks(), Warning,
			"4 of 9 sites fail: a since 2026-03-31 (challenge), b since 2026-03-31 (dns), c since 2026-03-31 (dns) and 1 more"},
		{"crawlers that died", Crawls{Sites: 3, Died: 1}.Checks(), Warning, "1 processes died"},
		{"hosts left alone", Crawls{Sites: 3, Holds: []string{"a.test (challenge)"}}.Checks(), Warning, "held back: a.test (challenge)"},

		{"a ready service", []Check{Service{Address: "h:1", Status: 200}.Check()}, OK, "says ready"},
		{"a service that is not ready", []Check{Service{Address: "h:1", Status: 503, Said: "not ready"}.Check()}, Error, "answers 503 (not ready)"},
		{"a service that is silent", []Check{Service{Address: "h:1", Serves: true}.Check()}, Error, "nothing answers at h:1"},
		{"no service", []Check{Service{Address: "h:1"}.Check()}, OK, "nothing serves"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var r Report
			r.Add(c.checks...)
			if r.Worst != c.want {
				t.Errorf("it is %s, want %s: %+v", r.Worst, c.want, r.Checks)
			}
			said := ""
			for _, check := range r.Checks {
				if check.State == r.Worst {
					said += check.Seen + ": " + check.Do + "\n"
				}
				if (check.Do == "") != (check.State == OK) || strings.Contains(check.Seen+check.Do, "\n") {
					t.Errorf("%+v: one line with what to do, and nothing to do where it is well", check)
				}
			}
			if !strings.Contains(said, c.says) {
				t.Errorf("it says %q, want %q", said, c.says)
			}
		})
	}
}

func TestReport(t *testing.T) {
	var r Report
	r.Add(ok("disk", "%s free", size(1_234_000_000)), fail("clock", "set it", "it is behind"), warn("holds", "look", "one"))
	var lines, object strings.Builder
	if err := errors.Join(r.Lines(&lines), r.JSON(&object)); err != nil {
		t.Fatal(err)
	}
	if want := "ok       disk   1.23 GB free\nerror    clock  it is behind: set it\nwarning  holds  one: look\n"; lines.String() != want {
		t.Errorf("got\n%swant\n%s", &lines, want)
	}
	var back Report
	if err := json.Unmarshal([]byte(object.String()), &back); err != nil || back.Worst != Error || len(back.Checks) != 3 || back.Checks[1] != r.Checks[1] {
		t.Errorf("%v: %s", err, &object)
	}
	if r.Count(Error) != 1 || r.Count(Warning) != 1 || r.Count(OK) != 1 {
		t.Errorf("counted %+v", r)
	}
}
