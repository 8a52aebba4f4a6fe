package origin

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/day"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// The kinds of date candidates.
const (
	dateBox    = "box"
	dateMeta   = "meta"
	dateList   = "list"
	dateInText = "text"
	dateURL    = "url"
	dateIssued = "issued"
)

var (
	signedDate = pattern.MustCompile(`^(?:\p{Han}{4,28})?(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})[日号]?$`)
	urlDates   = pattern.MustCompile(`/t(20\d\d)(\d\d)(\d\d)_|/art/(20\d\d)/(\d{1,2})/(\d{1,2})/|/(20\d\d)-(\d\d)-(\d\d)/|/(20\d\d)-(\d\d)/(\d\d)/|/(20\d\d)(\d\d)/(\d\d)/|/(20\d\d)/(\d\d)/(\d\d)/|/(20\d\d)(\d\d)(\d\d)/`)
)

// firstYear is the first in which a report can have been published; an earlier date is what a
// system writes where it knows none (1970-01-01).
const firstYear = 2003

// Dates lists every date that is claimed for the document, each with its print.
func Dates(v *Page, box map[string]Fact, lines []tree.Line) []disclosure.DateCandidate {
	d := v.Doc
	all := []disclosure.DateCandidate{}
	add := func(kind string, date *disclosure.Date, raw string) {
		if date != nil && date.Year() >= firstYear {
			all = append(all, disclosure.DateCandidate{Kind: kind, Date: *date, Raw: inOneLine(raw)})
		}
	}
	if v, ok := box[BoxPublished]; ok {
		add(dateBox, day.Parse(v.Value), v.raw)
	}
	for _, claim := range headDates(v) {
		add(dateMeta, claim.date, claim.raw)
	}
	if v.ListDate != nil {
		add(dateList, v.ListDate, v.ListDate.String())
	}
	if date, l := signature(lines); date != nil {
		add(dateInText, date, d.Flow.Raw(l.Span(0, len(l.Fold.Text))))
	}
	if m := urlDates.FindStringSubmatch(v.Address); m != nil {
		for i := 1; i < len(m); i += 3 {
			if m[i] != "" {
				add(dateURL, day.Of(m[i], m[i+1], m[i+2]), strings.Trim(m[0], "/_"))
			}
		}
	}
	if v, ok := box[BoxIssued]; ok {
		add(dateIssued, day.Parse(v.Value), v.raw)
	}
	return all
}

// signature finds the date under the text: a line with nothing else, near the end.
func signature(lines []tree.Line) (*disclosure.Date, tree.Line) {
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-12; i-- {
		text := signText(lines[i])
		if m := signedDate.FindStringSubmatch(text); m != nil {
			return day.Of(m[1], m[2], m[3]), lines[i]
		}
		if m := day.Chinese.FindStringSubmatch(text); m != nil {
			if d := day.OfChinese(m[1], m[2], m[3]); d != nil {
				return d, lines[i]
			}
		}
	}
	return nil, tree.Line{}
}

// signText is a line without the marks around a signature; the first month is often called 元月.
func signText(l tree.Line) string {
	text := strings.Trim(l.Fold.Text, "()。 ")
	if year, rest, ok := strings.Cut(text, "年元月"); ok && year != "" && number.IsDigit(rune(year[len(year)-1])) {
		return year + "年1月" + rest
	}
	return text
}

// claims are the kinds of candidates that speak of publication, the most trusted first.
var claims = []string{dateBox, dateMeta, dateList, dateInText, dateURL}

// Published is the best single claim of publication; issued is when the text was made.
func Published(all []disclosure.DateCandidate) (published, issued *disclosure.Date) {
	for _, kind := range append(claims, dateIssued) {
		for _, c := range all {
			switch {
			case c.Kind != kind:
			case kind == dateIssued && issued == nil:
				issued = &c.Date
			case kind != dateIssued && published == nil:
				published = &c.Date
			}
		}
	}
	return published, issued
}
