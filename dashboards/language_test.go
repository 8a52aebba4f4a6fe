package dashboards

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

var verb = regexp.MustCompile(`%(?:\[[0-9]\])?[a-z%]`)

func verbsOf(s string) []string {
	verbs := slices.DeleteFunc(verb.FindAllString(s, -1), func(v string) bool { return v == "%%" })
	slices.Sort(verbs)
	return verbs
}

func TestMessagesAreWholeInBothLanguages(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range texts() {
		if seen[m.key] {
			t.Errorf("%s stands twice", m.key)
		}
		seen[m.key] = true
		if m.zh == "" || m.en == "" || strings.Contains(m.en, "\t") {
			t.Errorf("%s: Chinese %q, English %q", m.key, m.zh, m.en)
		}
		if !slices.Equal(verbsOf(m.zh), verbsOf(m.en)) {
			t.Errorf("%s is filled differently: %v and %v", m.key, verbsOf(m.zh), verbsOf(m.en))
		}
	}
}

// used finds the keys in templates and Go files; prefixes are the first arguments of word.
func used(t *testing.T) (keys, prefixes map[string]bool) {
	keys, prefixes = map[string]bool{}, map[string]bool{}
	patterns := map[*regexp.Regexp]map[string]bool{
		regexp.MustCompile(`\bt "([a-z0-9_.]+)"`):                   keys,
		regexp.MustCompile(`item \. "[^"]+" "([a-z0-9_.]+)"`):       keys,
		regexp.MustCompile(`word "([a-z0-9_.]+)"`):                  prefixes,
		regexp.MustCompile(`\.word\("([a-z0-9_.]+)"`):               prefixes,
		regexp.MustCompile(`"([a-z0-9_]+\.[a-z0-9_.]+)"`):           keys, // whole keys in Go
		regexp.MustCompile(`"([a-z0-9_]+(?:\.[a-z0-9_]+)?)\." ?\+`): prefixes,
		regexp.MustCompile(`key \+ "(\.[a-z]+)"`):                   {},
	}
	for _, glob := range []string{"templates/*.html", "*.go"} {
		files, _ := filepath.Glob(glob)
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			body, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for p, into := range patterns {
				for _, m := range p.FindAllStringSubmatch(string(body), -1) {
					into[m[1]] = true
				}
			}
		}
	}
	return keys, prefixes
}

func TestMessagesAreUsedAndThere(t *testing.T) {
	keys, prefixes := used(t)
	for k := range keys {
		prefix, _, _ := strings.Cut(k, ".")
		if !known()[k] && !prefixes[k] && slices.ContainsFunc(texts(), func(m text) bool { return strings.HasPrefix(m.key, prefix+".") }) {
			if strings.HasSuffix(k, ".html") || strings.HasSuffix(k, ".js") || strings.HasSuffix(k, ".json") || strings.HasSuffix(k, ".sig") || strings.HasSuffix(k, ".") {
				continue
			}
			t.Errorf("%s is said and is not in messages", k)
		}
	}
	prefixes["table"], prefixes["number"] = true, true // table names are built in finish
	for _, m := range texts() {
		said := m.key == "skip" || keys[m.key] || strings.HasSuffix(m.key, ".help")
		for p := range prefixes {
			said = said || strings.HasPrefix(m.key, p+".")
		}
		if !said {
			t.Errorf("nothing says %s", m.key)
		}
	}
}

func TestEveryHeadingOfTheFormIsTranslated(t *testing.T) {
	need := map[string]bool{}
	for _, i := range disclosure.Catalogue() {
		switch i.Table {
		case "table_2":
			need[lastPart(i.Section)], need[i.RowLabel], need[i.ColumnLabel] = true, true, true
		case "table_3":
			for _, p := range strings.Split(i.Section, "/")[1:] {
				need[p] = true
			}
		case "table_4":
			need[i.ColumnLabel] = true
			for _, p := range strings.Split(i.Section, "/")[1:] {
				need[p] = true
			}
		case "stat_2014":
			need[lastPart(i.Section)] = true
		}
	}
	for h := range need {
		if !known()["form."+h] {
			t.Errorf("form.%s is missing", h)
		}
	}
}

// failures are the classes of fetches, and what else can keep a crawl from being complete.
func failures() []string {
	all := []string{"no_list", "partial"}
	for _, f := range []disclosure.Failure{disclosure.FailureDNS, disclosure.FailureConnect, disclosure.FailureTLS, disclosure.FailureReset, disclosure.FailureTimeout,
		disclosure.FailureCutShort, disclosure.FailureHeader, disclosure.FailureEncoding, disclosure.FailureTooLarge, disclosure.FailureStatus, disclosure.FailureNotFound,
		disclosure.FailureThrottled, disclosure.FailureRedirect, disclosure.FailureRobots, disclosure.FailureChallenge, disclosure.FailurePrivate, disclosure.FailureAddress,
		disclosure.FailureBudget, disclosure.FailureReader, disclosure.FailureUnknown} {
		all = append(all, string(f))
	}
	return all
}

func TestCodesHaveWords(t *testing.T) {
	for prefix, codes := range map[string][]string{
		"state":    {"number", "zero", "blank", "dash", "slash", "text_na", "unreadable"},
		"severity": {string(disclosure.SeverityError), string(disclosure.SeverityWarning), string(disclosure.SeverityInfo)},
		"blame":    {string(disclosure.BlameAgency), string(disclosure.BlameParser), string(disclosure.BlameUnclear)},
		"outcome":  {"ok", "partial", "not_a_report", "image_only", "blocked", "soft_404", "unsupported", "broken"},
		"status":   {"on_time", "late", "not_found", "not_published", "blocked", "unknown", "unseen", "not_expected"},
		"fetch":    {disclosure.FetchOK, disclosure.FetchNotModified, disclosure.FetchBlocked, disclosure.FetchRefused, disclosure.FetchNotFound, disclosure.FetchError, disclosure.FetchUnreachable, disclosure.FetchTooLarge},
		"walk":     {disclosure.WalkComplete, disclosure.WalkPartial, disclosure.WalkBlocked, disclosure.WalkRefused, disclosure.WalkUnreachable, disclosure.WalkError},
		"searched": disclosure.SearchOutcomes(),
		"failure":  failures(),
		"step":     failures(),
		"peers":    {"departments", "governments", "townships"}, "shared_kind": {"passage", "common", "unclear"}, "shared_relation": {"own_earlier", "own_later", "county", "family"},
		"dimension": scored, "dimension_help": scored, "band": {"A", "B", "C", "D", "E", "none"}, "flag": {"inside", "low_95", "high_95", "low_998", "high_998"}, "rate": rateNames,
		"scope":     {string(disclosure.ScopeOwnOffice), string(disclosure.ScopeAggregate), string(disclosure.ScopeUnknown)},
		"form_name": {"2008", "2014", "2019", "2021"},
		"basis":     {disclosure.BasisArt49Dept, disclosure.BasisArt49Gov, disclosure.BasisOldArt31, disclosure.BasisLocalNotice, disclosure.BasisVertical, disclosure.BasisParentDept, disclosure.BasisNotEstablished, disclosure.BasisNone},
		"reason":    whyNotPublished(),
	} {
		for _, code := range codes {
			if !known()[prefix+"."+code] {
				t.Errorf("%s.%s has no words", prefix, code)
			}
		}
	}
	for _, a := range disclosure.Applicants {
		if !known()["applicant."+string(a)] {
			t.Errorf("applicant.%s has no words", a)
		}
	}
	for _, i := range disclosure.Catalogue() {
		if i.Unit != "text" && !known()["unit."+i.Unit] {
			t.Errorf("unit.%s has no words", i.Unit)
		}
	}
}

func TestCountsAndDays(t *testing.T) {
	n := func(s string) Decimal {
		var d Decimal
		if err := d.Scan(s); err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct{ got, want string }{
		{chinese.count(n("1234567.5")), "1,234,567.5"},
		{english.count(n("-18")), "−18"},
		{chinese.count(n("0")), "0"},
		{chinese.count(Decimal{}), "—"},
		{english.count(uint64(14629)), "14,629"},
		{chinese.days(ptr[int32](3), ptr[int32](3)), "逾期 3 天"},
		{chinese.days(nil, ptr[int32](-12)), "至少提前 12 天"},
		{english.days(nil, ptr[int32](-1)), "at least 1 day early"},
		{english.days(nil, ptr[int32](0)), "on the last day at the latest"},
		{english.days(ptr[int32](1), ptr[int32](9)), "1 day late to 9 days late"},
		{english.days(ptr[int32](1), nil), "at least 1 day late"},
		{chinese.days(nil, ptr[int32](0)), "至迟截止当日"},
		{chinese.days(nil, ptr[int32](606)), "早晚不详（截止后第 606 日已能看到）"},
		{english.days(nil, ptr[int32](1)), "lateness not known (it was there on the day after the last)"},
		{chinese.percent(1), "100%"}, {chinese.percent(0.9996), "99.9%"}, {chinese.percent(0.996), "99.6%"}, {chinese.percent(0.994), "99%"},
		{chinese.percent(0), "0%"}, {chinese.percent(0.0001), "0.1%"}, {chinese.percent(0.004), "0.4%"}, {chinese.percent(0.006), "1%"},
		{english.interval(0.996, 1), "99.6–100%"},
		{chinese.days(nil, nil), "早晚不详"},
		{chinese.facts([]string{"days_late_low=3", "days_late_high=3"}), "逾期 3 天"},
		{english.facts([]string{"x=2", "n=40", "absent:table_4"}), "2 of 40, absent: table 4"},
		{chinese.word("status", "a_new_one"), "a_new_one"},
		{chinese.indicator("2021", "requests_new", "total"), "一、本年新收政府信息公开申请数量（总计）"},
		{english.indicator("2021", "requests_new", "business"), "requests newly received (Businesses)"},
		{chinese.indicator("2021", "no_such", ""), "no_such"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestEveryTemplateParses(t *testing.T) {
	views := loadViews()
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".html")
		if name == "layout" || strings.HasPrefix(name, "parts") {
			continue
		}
		pages++
		for _, l := range tongues {
			if views[l][name] == nil {
				t.Errorf("%s is not there in %s", name, l)
			}
		}
	}
	if pages < 8 {
		t.Errorf("only %d pages", pages)
	}
}

// whyNotPublished are the reasons of what was absent on three days.
func whyNotPublished() []string {
	all := []string{"absent_on_three_days", "attachments_unchecked", "absent_from_search"}
	for _, outcome := range disclosure.SearchOutcomes() {
		if !disclosure.SaysAbsent(outcome) {
			all = append(all, "search_"+outcome)
		}
	}
	return all
}

// One is said otherwise than more, and both with their digits grouped.
func TestOneAndMore(t *testing.T) {
	for _, c := range []struct {
		n    any
		want string
	}{{0, "all, 2024: 0 expected reports."}, {uint64(1), "all, 2024: 1 expected report."}, {int64(2), "all, 2024: 2 expected reports."}, {uint64(1200), "all, 2024: 1,200 expected reports."}} {
		if got := english.say("expected.lead", "2024", "all", c.n); got != c.want {
			t.Errorf("%v: %q, want %q", c.n, got, c.want)
		}
	}
	for _, m := range texts() {
		if left := numbered.ReplaceAllString(m.en, ""); strings.Contains(left, "|") && strings.Contains(left, "{") || numbered.MatchString(m.zh) {
			t.Errorf("%s: a word for one and for more is written otherwise: %q", m.key, m.en)
		}
	}
}

// Every address of the API is explained in both languages; the English is what the OpenAPI document says.
func TestEndpointsAreExplained(t *testing.T) {
	for _, e := range endpoints() {
		if zh, en := chinese.explained(e), english.explained(e); en != e.Summary || zh == en {
			t.Errorf("%s: %q, and in English %q, want %q", e.Path, zh, en, e.Summary)
		}
	}
}
