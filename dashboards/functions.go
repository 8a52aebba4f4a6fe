package dashboards

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"gongkai/dashboards/bilingual"
	"gongkai/disclosure"
)

// functions are what templates may call, bound to a language.
func functions(l tongue, assets map[string]asset) template.FuncMap {
	return template.FuncMap{
		"t":          l.say,
		"word":       l.word,
		"explained":  l.explained,
		"count":      l.count,
		"percent":    l.percent,
		"leastquery": func(path string) string { return leastQueries[path] },
		"days":       l.days,
		"indicator":  l.indicator,
		"when":       l.when, // for sentences
		"moment":     l.whenElement,
		"reason":     l.reason,
		"note":       l.note,
		"onday":      l.day, // for sentences
		"day":        l.dayElement,
		"dated":      l.dated,
		"maybe":      func(s *string) string { return optional(s) },
		"url":        func(p string, pairs ...any) string { return address(l, p, pairs...) },
		"years":      yearSpan,
		"agency":     func(id string, pairs ...any) string { return address(l, place("/agencies/", id), pairs...) },
		"absence":    func(agency string, year uint16) string { return absencePlace(l, agency, year) },
		"findings":   func(agency string) string { return address(l, "/findings", "agency", agency) },
		"report":     func(id string, pairs ...any) string { return address(l, place("/reports/", id), pairs...) },
		"county":     func(code string, pairs ...any) string { return placeAddress(l, code, pairs...) },
		"asset":      func(name string) string { return "/assets/" + name + "?v=" + assets[name].hash },
		"id":         domID,
		"lang":       l.tag,
		"said":       l.said,
		"marked":     bilingual.Text,
		"list":       func(s ...string) []string { return s },
		"pair":       func(a, b any) pair { return pair{a, b} },
		"int":        func(n uint32) int { return int(n) },
		"add":        func(a, b int) int { return a + b },
		"sub":        func(a, b int) int { return a - b },
		"item":       func(f frame, path, key string) item { return navigation(l, f, path, key) },
		"api": func(path string, pairs ...any) string {
			return address(chinese, path, append(pairs, "format", "csv")...)
		},
		"case":           func(id string) string { return address(l, place("/ledger/", id)) },
		"release":        func(name string) string { return address(l, place("/releases/", name)) },
		"lastwithdrawal": func(all []ReleasedWithdrawal) ReleasedWithdrawal { return all[len(all)-1] },
		"releasefile":    func(name, file string) string { return place("/releases/", name) + "/files/" + file },
		"sum64":          func(a, b uint64) uint64 { return a + b },
		"sub64":          func(a, b uint64) uint64 { return a - b },
		"terms":          func() []term { return l.terms() },
		"problems":       func() []pair { return problemsIn(l) },
		"ruletitle":      func(r disclosure.Rule) string { return ruleTitle(l, r) },
		"share":          func(v float64) string { return fmt.Sprintf("%.2f%%", v*100) },
		"scored":         func() []string { return scored },
		"likeness":       likeness,
		"shared":         func(id string) string { return address(l, place("/reports/", id)+"/shared") },
		"portion":        func(v *float64) string { return fmt.Sprintf("%.2f%%", *v*100) },
		"slot":           func(i, n int) string { return fmt.Sprintf("%.3f%%", 100*float64(i)/float64(max(n, 1))) },
		"height":         barHeight,
		"where":          l.where,
		"kind":           func(s *string) string { return kindOf(str(s)) },
		"readable":       readable,
		"web":            func(u string) bool { return strings.HasPrefix(u, "http://") || strings.HasPrefix(u, "https://") },
		"groups":         groupByReport,
		"choices":        l.choices,
		"families":       familyNames,
	}
}

// pair hands two things to a part.
type pair struct{ A, B any }

// item is a link of the navigation.
type item struct {
	Href, Name string
	Here       bool
}

// navigation keeps the place and year that the reader has chosen, where the page has them.
func navigation(l tongue, f frame, path, key string) item {
	i := item{Name: l.say(key), Here: f.Path == path, Href: address(l, path)}
	switch path {
	case "/", "/attention", "/findings", "/league", "/funnel", "/timeliness", "/refusals", "/changes", "/copies", "/templates", "/rewordings", "/ledger":
		i.Href = address(l, path, "county", f.County, "year", f.Year)
	case "/agencies":
		i.Href = address(l, path, "county", f.County)
	}
	return i
}

func ruleTitle(l tongue, r disclosure.Rule) string {
	if l == english {
		return r.TitleEN
	}
	return r.TitleZH
}

// barHeight places a bar of 0 to 100 on a ground of 38 units: its top, or its height. A zero is
// a thin line, so that it is told from a gap.
func barHeight(v float64, top bool) string {
	h := max(1, 36*v/100)
	if top {
		return fmt.Sprintf("%.2f", 38-h)
	}
	return fmt.Sprintf("%.2f", h)
}

// domID makes an HTML id of a figure's key.
func domID(key string) string { return "f-" + strings.ReplaceAll(key, ".", "--") }

func known1(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func optional(s *string) string {
	if s == nil {
		return "—"
	}
	return *s
}

// percent writes a share between 0 and 1 as whole percents.
func (l tongue) percent(share float64) string { return l.say("number.percent", percentText(share)) }

// percentText is a share in whole percent. Only none is 0 and only all is 100: what is nearly so
// gets a decimal, towards the middle.
func percentText(share float64) string {
	p := share * 100
	switch whole := math.Round(p); {
	case whole == 100 && p < 100:
		return strconv.FormatFloat(math.Floor(p*10)/10, 'f', 1, 64)
	case whole == 0 && p > 0:
		return strconv.FormatFloat(math.Ceil(p*10)/10, 'f', 1, 64)
	default:
		return strconv.Itoa(int(whole))
	}
}

// days says how late a report is: an interval of signed days, either end may be unknown.
func (l tongue) days(low, high *int32) string {
	switch {
	case low == nil && high == nil:
		return l.say("days.unknown")
	case low != nil && high != nil && *low == *high:
		return l.oneDay(*low)
	case low == nil && *high == 1:
		return l.say("days.there_by_one")
	case low == nil && *high > 1: // that it was late is not known: often it is we who came late
		return l.say("days.there_by", *high)
	case low == nil && *high < 0:
		return l.say("days.early_least", -*high)
	case low == nil:
		return l.say("days.at_most", l.oneDay(*high))
	case high == nil:
		return l.say("days.at_least", l.oneDay(*low))
	}
	return l.say("days.between", l.oneDay(*low), l.oneDay(*high))
}

func (l tongue) oneDay(n int32) string {
	switch {
	case n == 1:
		return l.say("days.late_one")
	case n == -1:
		return l.say("days.early_one")
	case n > 0:
		return l.say("days.late", n)
	case n < 0:
		return l.say("days.early", -n)
	}
	return l.say("days.on_the_day")
}

// yearSpan writes the years from the first to the last: one alone where they are the same.
func yearSpan(first, last uint16) string {
	if first == last {
		return strconv.Itoa(int(first))
	}
	return fmt.Sprintf("%d–%d", first, last)
}
