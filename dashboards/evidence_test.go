package dashboards

import (
	"strings"
	"testing"
)

// TestAim: the browser is led to the chosen mark, the first of its parts, and to nothing else.
func TestAim(t *testing.T) {
	const anchors = `<span id="gongkai-aim"></span><span class="gongkai-aim"></span>`
	for _, c := range []struct{ name, page, want string }{
		{"a cell", `<html><head></head><body><td class="c gongkai-mark gongkai-mark-selected" id="a.total">4</td></body></html>`, `id="a.total">` + anchors + `4</td>`},
		{"a text in two parts", `<head></head><mark class="gongkai-mark gongkai-mark-selected" id="a">x</mark><b><mark class="gongkai-mark gongkai-mark-selected">y</mark></b>`, `id="a">` + anchors + `x</mark><b><mark class="gongkai-mark gongkai-mark-selected">y`},
		{"nothing chosen", `<head><style>.gongkai-mark-selected{}</style></head><td class="gongkai-mark" id="a">4</td>`, ""},
		{"cut within the mark", `<head></head><td class="gongkai-mark gongkai-mark-selected" id="a"`, ""},
	} {
		got := string(aim([]byte(c.page)))
		switch {
		case c.want == "" && got != c.page:
			t.Errorf("%s: became %s", c.name, got)
		case c.want != "" && (!strings.Contains(got, c.want) || strings.Count(got, anchors) != 1 || strings.Count(got, aimStyle+"</head>") != 1):
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func TestEvidenceOfAnEarlierVersion(t *testing.T) {
	s := newService(t)
	const page = "/reports/990101-civil-2024/evidence?figure=requests_new.total&version="
	if w := s.get(page + "1"); w.Code != 200 || s.version != 1 || len(s.marks) != 1 {
		t.Errorf("%d: version %d with the marks %v", w.Code, s.version, s.marks)
	}
	if w := s.get(page+"1", "Sec-Fetch-Dest", "document"); w.Header().Get("Location") != "/reports/990101-civil-2024/figures/requests_new.total?version=1" {
		t.Errorf("opened by itself it leads to %q", w.Header().Get("Location"))
	}
	if w := s.get("/reports/990101-civil-2024/evidence?version=1", "Sec-Fetch-Dest", "document"); w.Header().Get("Location") != "/reports/990101-civil-2024?version=1" {
		t.Errorf("a version opened by itself leads to %q", w.Header().Get("Location"))
	}
	for version, want := range map[string]int{"3": 404, "0": 404, "x": 404} {
		if w := s.get(page + version); w.Code != want {
			t.Errorf("version %s: %d", version, w.Code)
		}
	}
	for address, want := range map[string]int{
		"/reports/990101-civil-2024/figures/requests_carried_out.total":          404, // an earlier version alone prints it
		"/reports/990101-civil-2024/figures/requests_new.total?version=9":        404,
		"/reports/990101-civil-2024/figures/REQUESTS":                            404,
		"/reports/990101-civil-2024?version=3":                                   404,
		"/reports/no-such/figures/requests_new.total":                            404,
		"/api/v1/reports/990101-civil-2024/figures/outcome_granted.total":        404,
		"/api/v1/reports/990101-civil-2024/figures/requests_new.total?version=1": 200,
	} {
		if w := s.get(address); w.Code != want {
			t.Errorf("%s: %d, want %d", address, w.Code, want)
		}
	}
}
