package parse

import (
	"errors"
	"fmt"
	"regexp"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/office"
	"gongkai/parse/pdf"
)

// What the packages office and pdf say is said in Chinese, and can still be asked for.
func TestErrorsInChinese(t *testing.T) {
	english := regexp.MustCompile(`[a-z]{2,}`)
	for _, known := range saidInChinese {
		err := inChinese(fmt.Errorf("reading: %w", known.err))
		if english.MatchString(err.Error()) || err.Error() != known.said || !errors.Is(err, known.err) {
			t.Errorf("%v is said as %q", known.err, err)
		}
	}
	for _, limit := range []string{
		office.LimitUnpacked, office.LimitXML, office.LimitElements, office.LimitText, office.LimitRatio,
		office.LimitMembers, office.LimitArchives, office.LimitNesting, office.LimitCells, office.LimitRuns,
	} {
		err := inChinese(&office.LimitError{Limit: limit, Max: 7})
		if err.Error() != limitNames[limit]+"超过上限（7）" || limitNames[limit] == "" {
			t.Errorf("limit %s is said as %q", limit, err)
		}
	}
	for _, limit := range []string{"bytes", "bytes on a page", "content", "pages", "objects", "characters", "cells", "elements in each other", "time"} {
		err := inChinese(&pdf.LimitError{Limit: limit, Max: 7})
		if text := err.Error(); limit == "time" && text != "读取时间超过上限" || limit != "time" && (text != limitNames[limit]+"超过上限（7）" || limitNames[limit] == "") {
			t.Errorf("limit %s is said as %q", limit, err)
		}
	}
	if inChinese(nil) != nil {
		t.Error("no error became one")
	}
}

// A file that is cut off says so to its readers.
func TestDamagedFileInChinese(t *testing.T) {
	for _, body := range []string{`{\rtf1 晴岚县水利局2022年政府信息公开工作年度报告\par`, "PK\x03\x04 word/document.xml"} {
		r := Document(Input{Source: "a.doc", Body: []byte(body)})
		if r.Outcome == disclosure.OutcomeOK || len(r.Findings) == 0 {
			t.Fatalf("%q: %s, %v", body, r.Outcome, r.Findings)
		}
		for _, f := range r.Findings {
			if regexp.MustCompile(`[a-z]{4,}`).MatchString(f.Message) {
				t.Errorf("%q: %s", body, f.Message)
			}
		}
	}
}
