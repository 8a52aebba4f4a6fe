// Package day reads the days that pages print, in digits and in Chinese numerals. It refuses
// what is no day of the calendar, and to complete one that lacks its year.
package day

import (
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// In finds the first day in a folded text, in digits; nil where there is none.
func In(folded string) *disclosure.Date {
	m := dateText.FindStringSubmatch(folded)
	if m == nil {
		return nil
	}
	return Of(m[1], m[2], m[3])
}

// Of is the day that digits print. It returns nil for what is no day.
func Of(year, month, day string) *disclosure.Date {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date, err := disclosure.NewDate(y, m, d)
	if err != nil {
		return nil
	}
	return &date
}

var dateText = pattern.MustCompile(`((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})(?:\D|$)`)

// Parse reads a date of a box or a tag: 2021-01-08, 2021年1月8日, 2021/1/8 10:00, 20210108,
// 二〇二一年一月八日.
func Parse(folded string) *disclosure.Date {
	if d := In(folded); d != nil {
		return d
	}
	if m := compactDate.FindStringSubmatch(folded); m != nil {
		return Of(m[1], m[2], m[3])
	}
	if m := Chinese.FindStringSubmatch(strings.ReplaceAll(folded, " ", "")); m != nil {
		return OfChinese(m[1], m[2], m[3])
	}
	return nil
}

var compactDate = pattern.MustCompile(`\b(20\d\d)(\d\d)(\d\d)\b`)

// Chinese matches a text that is a day in Chinese numerals; its groups are year, month and day.
var Chinese = pattern.MustCompile(`^([二][〇○零O0oОo◯]?[〇○零O0o◯一二三四五六七八九]{2,3})年([一二三四五六七八九十元]{1,2})月([一二三四五六七八九十廿]{1,3})日?$`)

// OfChinese is the day that Chinese numerals print, nil for what is no day.
func OfChinese(year, month, day string) *disclosure.Date {
	if month == "元" {
		month = "一"
	}
	y, ok1 := disclosure.ParseChineseNumeral(year)
	m, ok2 := disclosure.ParseChineseNumeral(month)
	d, ok3 := disclosure.ParseChineseNumeral(day)
	if !ok1 || !ok2 || !ok3 {
		return nil
	}
	return Of(strconv.Itoa(y), strconv.Itoa(m), strconv.Itoa(d))
}

// Plain matches a folded text that is a day in digits.
var Plain = pattern.MustCompile(`^20\d\d[年./-]\d{1,2}[月./-]\d{1,2}[日号]?$`)
