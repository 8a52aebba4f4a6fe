package parse

import (
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
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
	compactDate = pattern.MustCompile(`\b(20\d\d)(\d\d)(\d\d)\b`)
	signedDate  = pattern.MustCompile(`^(?:\p{Han}{4,28})?(20\d\d)[年./-](\d{1,2})[月./-](\d{1,2})[日号]?$`)
	chineseDate = pattern.MustCompile(`^([二][〇○零O0oОo◯]?[〇○零O0o◯一二三四五六七八九]{2,3})年([一二三四五六七八九十元]{1,2})月([一二三四五六七八九十廿]{1,3})日?$`)
	urlDates    = pattern.MustCompile(`/t(20\d\d)(\d\d)(\d\d)_|/art/(20\d\d)/(\d{1,2})/(\d{1,2})/|/(20\d\d)-(\d\d)-(\d\d)/|/(20\d\d)-(\d\d)/(\d\d)/|/(20\d\d)(\d\d)/(\d\d)/|/(20\d\d)/(\d\d)/(\d\d)/|/(20\d\d)(\d\d)(\d\d)/`)
)

// parseDate reads a date of a box or a tag: 2021-01-08, 2021年1月8日, 2021/1/8 10:00, 20210108,
// 二〇二一年一月八日.
func parseDate(folded string) *disclosure.Date {
	if d := findDate(folded); d != nil {
		return d
	}
	if m := compactDate.FindStringSubmatch(folded); m != nil {
		return newDate(m[1], m[2], m[3])
	}
	if m := chineseDate.FindStringSubmatch(strings.ReplaceAll(folded, " ", "")); m != nil {
		return chineseDay(m[1], m[2], m[3])
	}
	return nil
}

// firstYear is the first in which a report can have been published; an earlier date is what a
// system writes where it knows none (1970-01-01).
const firstYear = 2003

// dateCandidates lists every date that is claimed for the document, each with its print.
func dateCandidates(in Input, d *tree.Document, box map[string]boxValue, lines []tree.Line) []disclosure.DateCandidate {
	all := []disclosure.DateCandidate{}
	add := func(kind string, date *disclosure.Date, raw string) {
		if date != nil && date.Year() >= firstYear {
			all = append(all, disclosure.DateCandidate{Kind: kind, Date: *date, Raw: oneLine(raw)})
		}
	}
	if v, ok := box[boxPublished]; ok {
		add(dateBox, parseDate(v.value), v.raw)
	}
	for _, name := range []string{"pubdate", "publishdate", "publish-date", "publish_date", "publishtime", "publishedtime", "firstpublishedtime", "pub_date", "releasedate", "createdate"} {
		if raw := d.Meta(name); raw != "" {
			add(dateMeta, parseDate(disclosure.FoldText(raw)), raw)
			break
		}
	}
	if in.ListDate != nil {
		add(dateList, in.ListDate, in.ListDate.String())
	}
	if date, l := signature(lines); date != nil {
		add(dateInText, date, d.Flow.Raw(l.Span(0, len(l.Fold.Text))))
	}
	if m := urlDates.FindStringSubmatch(in.URL); m != nil {
		for i := 1; i < len(m); i += 3 {
			if m[i] != "" {
				add(dateURL, newDate(m[i], m[i+1], m[i+2]), strings.Trim(m[0], "/_"))
			}
		}
	}
	if v, ok := box[boxIssued]; ok {
		add(dateIssued, parseDate(v.value), v.raw)
	}
	return all
}

// signature finds the date under the text: a line with nothing else, near the end.
func signature(lines []tree.Line) (*disclosure.Date, tree.Line) {
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-12; i-- {
		text := signText(lines[i])
		if m := signedDate.FindStringSubmatch(text); m != nil {
			return newDate(m[1], m[2], m[3]), lines[i]
		}
		if m := chineseDate.FindStringSubmatch(text); m != nil {
			if d := chineseDay(m[1], m[2], m[3]); d != nil {
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

func chineseDay(year, month, day string) *disclosure.Date {
	if month == "元" {
		month = "一"
	}
	y, ok1 := disclosure.ParseChineseNumeral(year)
	m, ok2 := disclosure.ParseChineseNumeral(month)
	d, ok3 := disclosure.ParseChineseNumeral(day)
	if !ok1 || !ok2 || !ok3 {
		return nil
	}
	return newDate(strconv.Itoa(y), strconv.Itoa(m), strconv.Itoa(d))
}

// claims are the kinds of candidates that speak of publication, the most trusted first.
var claims = []string{dateBox, dateMeta, dateList, dateInText, dateURL}

// published is the best single claim of publication; issued is when the text was made.
func published(all []disclosure.DateCandidate) (published, issued *disclosure.Date) {
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
