package dashboards

import (
	"path"
	"strings"
	"testing"
)

// Every kind of page explains its terms, each with where it is from, in both languages. A page of queries, of a
// table, of the method (which has all of them), of a failure, of a frame for others, of signing in and of what is empty has none.
func TestPagesExplainTheirTerms(t *testing.T) {
	without := map[string]bool{"sql": true, "table": true, "method": true, "failure": true, "embed": true, "empty": true, "layout": true, "sign_in": true}
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]bool{}
	for _, f := range files {
		view := strings.TrimSuffix(f.Name(), path.Ext(f.Name()))
		views[view] = true
		if has := len(pageTerms[view]) > 0; has == without[view] && !strings.HasPrefix(view, "parts") {
			t.Errorf("%s: terms are explained: %v", view, has)
		}
	}
	for view, ids := range pageTerms {
		if !views[view] {
			t.Errorf("%s is no page", view)
		}
		for _, l := range tongues {
			for i, term := range l.terms(ids...) {
				if term.Name == "term."+ids[i] || term.Says == "" || strings.HasPrefix(term.Law, "term.") {
					t.Errorf("%s in %s: the term %s is not explained", view, l, ids[i])
				}
			}
		}
	}
}
