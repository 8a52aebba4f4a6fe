package pdf

import (
	"slices"
	"strings"
	"testing"
)

// Which pages are scans: a picture takes most of them, and what text there is stands in the
// margins.
func TestScannedPages(t *testing.T) {
	f := &file{}
	f.page().image(20, 20, 575, 800).text(60, 30, 9, "某县教育局二〇二三年政府信息公开工作年度报告").text(280, 800, 9, "第 1 页 共 6 页")
	f.page().image(0, 0, 595, 842).text(100, 300, 26, "某县教育局政府信息公开工作年度报告") // a cover
	f.page().image(250, 300, 350, 400)                                     // a seal
	f.page().image(0, 0, 595, 200).image(0, 0, 595, 200)                   // a banner, painted twice
	f.page().image(-400, 0, 195, 842)                                      // most of it beside the page
	f.page().text(72, 100, 12, han(30))
	if _, info := mustRead(t, f); !slices.Equal(info.ImagePages, []int{1}) || info.ImageOnly {
		t.Errorf("%+v", info)
	}
}

// Fonts that do not say which characters they have.
func TestIllegiblePages(t *testing.T) {
	nameless := strings.Repeat("BT /F2 12 Tf 1 0 0 1 72 700 Tm <003100320033003400350036> Tj ET\n1 0 0 1 0 -20 cm\n", 10)
	f := &file{}
	f.page().raw(nameless)
	f.page().text(72, 100, 12, han(40)).raw("BT /F2 12 Tf 1 0 0 1 72 600 Tm <003100320033003400350036003700380039004000410042> Tj ET")
	f.page().text(72, 100, 12, han(40))
	_, info := mustRead(t, f)
	if !slices.Equal(info.IllegiblePages, []int{1}) || info.Illegible {
		t.Errorf("one page of three: %+v", info)
	}
	f = &file{}
	f.page().raw(nameless)
	f.page().text(72, 100, 12, han(40))
	if _, info = mustRead(t, f); !info.Illegible {
		t.Errorf("most of the text: %+v", info)
	}
}

func TestLegibleText(t *testing.T) {
	for text, want := range map[string]bool{
		"ÄÅÇÉÑÖÜáàâ2023äàâãåçéèêäëíì":   true, // Chinese by the codes of a font
		"某局2023年度报告·§1±2°":              false,
		"Déclaration de l’année passée": false,
		"政府ÄÅÇÉÑÖÜáàâäàâãåçéèê":         true,
		"政府信息公开工作年度报告ÄÅÇÉÑÖÜáàâäà":      false,
		"123456 0 0 0 0 0 0":            false,
	} {
		var p page
		for _, r := range text {
			p.chars = append(p.chars, char{r: r})
		}
		if got := countLetters(&p).illegible(); got != want {
			t.Errorf("%s: illegible %v", text, got)
		}
	}
}
