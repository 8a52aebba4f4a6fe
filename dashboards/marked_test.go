package dashboards

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// On every English page the Chinese words are said to be Chinese, and on a Chinese page none are.
func TestPagesSayWhichWordsAreChinese(t *testing.T) {
	s := newService(t)
	for _, p := range slices.Concat(mainPages, figurePages, comparePages, takeawayPages, releasePages, casePages, auditPages, covariatePages) {
		address := strings.NewReplacer("?lang=en&", "?", "?lang=en", "", "&lang=en", "").Replace(p.address)
		if body := s.get(address).Body.String(); strings.Contains(body, `<span lang="zh-Hans">`+"局") {
			t.Errorf("%s marks Chinese words on a Chinese page", address)
		}
		join := "?"
		if strings.Contains(address, "?") {
			join = "&"
		}
		w := s.get(address + join + "lang=en")
		if unmarked, _ := chineseIn(t, w.Body.String()); w.Code != http.StatusOK || len(unmarked) > 0 {
			t.Errorf("%s in English: %d, unmarked %q", address, w.Code, unmarked)
		}
	}
}

var han = regexp.MustCompile(`\p{Han}+`)

// chineseIn are the Chinese words in the main part of an English page that are not said to be Chinese, and those that are.
func chineseIn(t *testing.T, page string) (unmarked, marked []string) {
	t.Helper()
	_, body, found := strings.Cut(page, "<main")
	body, _, closed := strings.Cut(body, "</main>")
	if !found || !closed {
		t.Fatalf("no main part: %.300s", page)
	}
	d := xml.NewDecoder(strings.NewReader("<main" + body + "</main>"))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	type element struct {
		name    string
		chinese bool
	}
	open := []element{{}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return unmarked, marked
		}
		if err != nil {
			t.Fatal(err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := element{token.Name.Local, last.chinese}
			for _, a := range token.Attr {
				if a.Name.Local == "lang" {
					e.chinese = a.Value == "zh-Hans"
				}
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			words := han.FindAllString(string(token), -1)
			switch {
			case last.chinese:
				marked = append(marked, words...)
			case last.name != "title":
				unmarked = append(unmarked, words...)
			}
		}
	}
}
