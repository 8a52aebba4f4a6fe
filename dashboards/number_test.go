package dashboards

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	numberTag = regexp.MustCompile(`(?s)<(td|p) class="(?:num|value)[^"]*"[^>]*>(.*?)</(?:td|p)>`)
	tags      = regexp.MustCompile(`<[^>]*>`)
	// a row of the table behind a chart may lead by its heading
	behind = regexp.MustCompile(`(?s)<details class="behind">.*?</details>`)
	headed = regexp.MustCompile(`(?s)<tr><th scope="row"><a .*?</tr>`)
	// intervals, limits and shares of passages are computed, beside a number that leads to its cases
	computed = regexp.MustCompile(`[%–]|^0\.[0-9]+$|^1\.00$`)
)

// TestEveryNumberLeadsToItsSource walks the cells of the pages: each number that is printed, added
// up or counted has a link to where it comes from. A zero of a count has nothing to lead to.
func TestEveryNumberLeadsToItsSource(t *testing.T) {
	s := newService(t)
	for _, address := range []string{"/", "/?county=990101&year=2024", "/counties/990101", "/agencies/990101-civil", "/findings", "/league", "/funnel", "/reports", "/reports?sum=denied&year=2024", "/findings/matrix", "/copies", "/agencies?lang=en", "/refusals", "/refusals?agency=990101-civil", "/reports?rate=carried_out&year=2024"} {
		body := behind.ReplaceAllStringFunc(s.get(address).Body.String(), func(table string) string { return headed.ReplaceAllString(table, "") })
		found := 0
		for _, m := range numberTag.FindAllStringSubmatch(body, -1) {
			said := strings.TrimSpace(tags.ReplaceAllString(m[2], ""))
			if !strings.ContainsAny(said, "123456789") || computed.MatchString(said) {
				continue
			}
			found++
			if !strings.Contains(m[2], "<a ") {
				t.Errorf("%s: the number %q leads nowhere", address, said)
			}
		}
		if found == 0 && !slices.Contains([]string{"/findings", "/league", "/findings/matrix"}, address) {
			t.Errorf("%s has no numbers", address)
		}
	}
}
