package parse

import (
	"errors"
	"fmt"
	"regexp"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/office"
)

// What package office says is said in Chinese, and can still be asked for.
func TestOfficeErrors(t *testing.T) {
	english := regexp.MustCompile(`[a-z]{2,}`)
	for _, cause := range []error{
		office.ErrEncrypted, office.ErrFastSaved, office.ErrContainer, office.ErrUnsupported, office.ErrBroken,
	} {
		err := ofOffice(fmt.Errorf("reading: %w", cause))
		if english.MatchString(err.Error()) || !errors.Is(err, cause) {
			t.Errorf("%v is said as %q", cause, err)
		}
	}
	for _, limit := range []string{
		office.LimitUnpacked, office.LimitXML, office.LimitElements, office.LimitText, office.LimitRatio,
		office.LimitMembers, office.LimitArchives, office.LimitNesting, office.LimitCells, office.LimitRuns,
	} {
		err := ofOffice(&office.LimitError{Limit: limit, Max: 7})
		if err.Error() != officeLimits[limit]+"超过上限（7）" || officeLimits[limit] == "" {
			t.Errorf("limit %s is said as %q", limit, err)
		}
	}
	if ofOffice(nil) != nil {
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
