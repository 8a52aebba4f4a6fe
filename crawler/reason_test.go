package crawler

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"gongkai/disclosure"
)

func TestReasons(t *testing.T) {
	for sentence, want := range map[string][]string{
		"": {""},
		"the list goes on after 200 pages, which is the limit":                                                          {"page_limit", "200"},
		"3 of the 12 documents that it names could not be had":                                                          {"documents_lost", "3", "12"},
		"the list is not wholly on the pages that http://a.test/l leads to: its pager is not understood":                {"pager", "http://a.test/l"},
		"the list is not wholly on the pages that http://a.test/l leads to: an answer holds 5 records, and 9 are there": {"records_few", "5", "9", "http://a.test/l"},
		"a further page repeats the first one: http://a.test/l?p=2":                                                     {"repeats", "http://a.test/l?p=2"},
		"it counts 5 items, and 6 on the page before, so it changed while it was walked: http://a.test/l":               {"count_changed", "5", "6", "http://a.test/l"},
		"12 addresses left out: the site's budget of 4 MB a crawl is used up":                                           {"left_out_bytes", "12", "4"},
		"12 addresses left out: the site's budget of 10s a crawl is used up":                                            {"left_out_time", "12", "10s"},
		"2 links lead to other hosts (b.test, c.test): add to hosts what belongs to the site":                           {"strays", "2", "b.test, c.test"},
		"the home page says that it is the site 3607220002, and 361022 is another division: check division_code":        {"alien", "3607220002", "361022"},
		"something new": {disclosure.ReasonOther, "something new"},
		"the list is not wholly on the pages that http://a.test/l leads to: something new": {disclosure.ReasonOther, "the list is not wholly on the pages that http://a.test/l leads to: something new"},
	} {
		r := reasonOf(sentence)
		if got := append([]string{r.Code}, r.Args...); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", sentence, got, want)
		}
	}
}

// What a list may be doubted for has a code, so that every reader of the status page learns why.
func TestDoubtsHaveCodes(t *testing.T) {
	files, err := filepath.Glob("../parse/walk/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	doubt := regexp.MustCompile(`Doubt(?:: | = |, page\.Doubt = false, |.*= false, |.*cmp\.Or\(page\.Doubt, )"([^"]+)"[^+]*$`)
	found := 0
	for _, f := range append(files, "paging.go") {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range regexp.MustCompile(`(?m)^.*$`).FindAllString(string(text), -1) {
			m := doubt.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			found++
			if r := reasonOf(m[1]); r.Code == disclosure.ReasonOther {
				t.Errorf("%s: %q has no code in reasonWords (crawler/reason.go), and maybe no words in dashboards/messages", f, m[1])
			}
		}
	}
	if found < 12 {
		t.Errorf("only %d doubts were found", found)
	}
}
