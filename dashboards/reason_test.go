package dashboards

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

// Every code that the crawler stores has words in both languages, with all that fills them.
func TestReasonsHaveWords(t *testing.T) {
	source, err := os.ReadFile("../crawler/reason.go")
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`(?m)^\t\{"([a-z_]+)", (?:"([^"]*)"|disclosure\.)`).FindAllStringSubmatch(string(source), -1)
	if len(codes) < 40 {
		t.Fatalf("only %d codes", len(codes))
	}
	codes = append(codes, []string{"", "page_lost", "# #"}, []string{"", "lost", "#"}, []string{"", "host_shut", "# #"}, []string{"", heldCode, "# * *"}, []string{"", "hold_robots_failed", ""}, []string{"", "hold_robots_silent", ""})
	for _, c := range codes {
		args := []string{"failure.tls", "第二", "third"}[:strings.Count(c[2], "#")+strings.Count(c[2], "*")]
		for _, l := range tongues {
			got := l.reason(c[1], args, "stored")
			if got.Foreign || got.Text == "stored" || strings.Contains(got.Text, "{") || len(args) > 1 && !strings.Contains(got.Text, "第二") || len(args) > 0 && !strings.Contains(got.Text, l.word("failure", "tls")) {
				t.Errorf("%s: %s says %+v of %q", c[1], l, got, args)
			}
		}
	}
	// What is held back has words that say all: no English stands beside them.
	if got := chinese.reason(heldCode, []string{"failure.robots", "2026-03-01 00:00:00", "2026-03-02 00:00:00"}, "stored"); got.Detail != "" || !strings.Contains(got.Text, "2026年3月2日 08:00") {
		t.Errorf("what is held back: %+v", got)
	}
	if got := english.reason(heldCode, []string{"failure.robots", "2026-03-01 00:00:00", "2026-03-02 00:00:00"}, "stored"); !strings.Contains(got.Text, english.when(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC))) || strings.Contains(got.Text, "2026-03") {
		t.Errorf("what is held back, in English: %+v", got)
	}
	if got := chinese.reason("lost", []string{"failure.tls"}, "stored"); got.Detail != "stored" {
		t.Errorf("what failed, as a machine said it: %+v", got)
	}
	if got := chinese.reason("", nil, "stored"); got != (told{Text: "stored", Foreign: true}) {
		t.Errorf("data of an older version: %+v", got)
	}
	if got := english.reason("other", []string{"x"}, "stored"); got != (told{Text: "stored"}) {
		t.Errorf("a code without words: %+v", got)
	}
	if got := chinese.note(SiteRow{Note: "a; b", NoteCodes: []string{"no_list", "other"}, NoteArgs: [][]string{{}, {"b"}}}); len(got) != 2 || got[0].Foreign || got[1] != (told{Text: "b", Foreign: true}) {
		t.Errorf("a note: %+v", got)
	}
	if got := chinese.note(SiteRow{Note: "a; b"}); len(got) != 1 || got[0] != (told{Text: "a; b", Foreign: true}) {
		t.Errorf("a note of an older version: %+v", got)
	}
}
