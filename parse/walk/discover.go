package walk

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// columnWords are what columns of annual reports are called, the surest first (国办公开办函
// 〔2019〕61号 names the first); behind them come addresses.
var columnWords = [...]string{"政府信息公开年报", "政府信息公开工作年度报告", "信息公开年报", "公开年报", "信息公开年度报告", "年度报告"}

// rank is how sure the words of a link are to mean the column, 0 the surest.
func rank(a Anchor) int {
	for i, words := range columnWords {
		if strings.Contains(a.folded, words) {
			return i
		}
	}
	return len(columnWords)
}

// ranked sorts the links to columns of annual reports, the surest first: where a crawl has to
// end early it has had these.
func ranked(anchors []Anchor) []Anchor {
	var all []Anchor
	for _, a := range anchors {
		if a.kind == kindAnnual {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b Anchor) int { return cmp.Compare(rank(a), rank(b)) })
	return all
}

// usualPlaces are where sites mostly have their platform or its column, beside their sitemap.
// They are asked for only where no link led to a list.
var usualPlaces = [...]string{"/sitemap.xml", "/zfxxgk/", "/zwgk/zfxxgk/", "/zfxxgk/zfxxgknb/", "/zwgk/zfxxgk/zfxxgknb/", "/zfxxgknb/"}

// guesses are the usual places on the host of a home page.
func (v *View) guesses() []disclosure.Request {
	var all []disclosure.Request
	for _, place := range usualPlaces {
		if u, ok := v.Resolve(place); ok {
			all = append(all, disclosure.Request{Method: "GET", URL: u.String(), Role: disclosure.RoleColumn, Probe: true})
		}
	}
	return all
}

var siteDigits = pattern.MustCompile(`^\d{10}$`)

// siteCode is the page's SiteIDCode, "" where it has none that could be one.
func siteCode(v *View) string {
	if code := strings.TrimSpace(v.Doc.Meta("siteidcode")); siteDigits.MatchString(code) {
		return code
	}
	return ""
}

var scriptTarget = pattern.MustCompile(`(?:^|[\s;{(.>])location(?:\.href)?\s*=\s*["']([^"'\s]{1,300})["']|(?:^|[\s;{(.>])location\.(?:replace|assign)\(\s*["']([^"'\s]{1,300})["']`)

// sentOn is where a page that shows nothing sends its readers on with a script: many home
// pages are only that. A page that shows something may mean a few of its readers only, such as
// those with a telephone.
func (v *View) sentOn() (*url.URL, bool) {
	if utf8.RuneCountInString(strings.TrimSpace(v.Doc.Flow.Text)) >= leastShown {
		return nil, false
	}
	m := scriptTarget.FindStringSubmatch(v.Source)
	if m == nil {
		return nil, false
	}
	u, ok := v.Resolve(m[1] + m[2])
	return u, ok && !v.isHere(u)
}
