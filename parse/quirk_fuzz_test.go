package parse_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse"
)

// FuzzQuirks reads whatever becomes of the quirk pages: no panic, the same answer twice, a
// value exactly where the state says so, and every figure where its place says. Places are
// looked up in UTF-8 only: of other bytes the two decoders may make different pages.
func FuzzQuirks(f *testing.F) {
	pages, err := filepath.Glob(quirks + "/*[02468]-*.[ht]*")
	if err != nil || len(pages) == 0 {
		f.Fatalf("no pages: %v", err)
	}
	for i, page := range pages {
		if i%3 > 0 {
			continue // all of them are read by TestQuirkPages
		}
		body, err := os.ReadFile(page)
		if err != nil {
			f.Fatal(err)
		}
		f.Add("text/"+strings.TrimPrefix(filepath.Ext(page), ".t"), body)
	}
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		in := parse.Input{Source: "fuzz", ContentType: contentType, Body: body, Division: disclosure.Division{Code: "990121", Name: "晴岚县"}}
		r := parse.Document(in)
		if again := parse.Document(in); !reflect.DeepEqual(r, again) {
			t.Error("read twice, two answers")
		}
		if _, err := json.Marshal(r); err != nil {
			t.Error(err)
		}
		var w wrong
		for _, fig := range r.Figures {
			w.wellFormed(fig)
		}
		if utf8.Valid(body) && r.Charset != nil && *r.Charset == "utf-8" {
			w.places(in, r)
		}
		if len(w.list) > 0 {
			t.Error(strings.Join(w.list[:min(len(w.list), 5)], "\n"))
		}
	})
}
