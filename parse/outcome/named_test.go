package outcome

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// namedBySearch is what documentsNamed finds, as an expression that is slow on many marks.
var namedBySearch = regexp.MustCompile(`(?i)["'(=]\s*([^"'()<>\s]{1,300}?\.(?:pdf|ofd|docx?|xlsx?|wps|et|rtf))(?:["')&#?\s]|$)`)

func FuzzDocumentsNamed(f *testing.F) {
	for _, s := range []string{"'a.pdf'", "= \t年.DOCX?x=b.pdf&", "\".pdf&b.pdf\"", "open('?file=a=b.et#.rtf')", "(a.pdf", "\"a.pdf\"b.pdf\"",
		"='" + strings.Repeat("字", 299) + "1.ofd)", "='" + strings.Repeat("字", 301) + "=.pdf'", "'a b.wps", "<=a.xls>", "==.pdf.pdf "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "")
		var got, want []string
		for at, ref := range documentsNamed(source) {
			got = append(got, source[at:at+1]+ref)
		}
		for _, m := range namedBySearch.FindAllStringSubmatchIndex(source, -1) {
			want = append(want, source[m[0]:m[0]+1]+source[m[2]:m[3]])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", source, got, want)
		}
	})
}
