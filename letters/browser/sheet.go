package browser

import (
	"context"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"

	"gongkai/letters/paper"
)

//go:embed sheet.html
var sheetHTML string

// sheet is a letter as a page: html/template escapes whatever stands in it.
var sheet = template.Must(template.New("sheet").Funcs(template.FuncMap{
	"tag": func(s paper.Style) string {
		switch s {
		case paper.Title:
			return "h1"
		case paper.Heading, paper.Annex:
			return "h2"
		}
		return "p"
	},
	"png": func(p *paper.Picture) template.URL { // our own bytes
		return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG))
	},
	"share": func(widths []int, w int) string {
		sum := 0
		for _, n := range widths {
			sum += n
		}
		return fmt.Sprintf("%.2f%%", 100*float64(w)/float64(max(sum, 1)))
	},
	"size": func(p *paper.Picture) template.CSS {
		width, height := p.Millimetres()
		return template.CSS(fmt.Sprintf("width:%.2fmm;height:%.2fmm", width, height))
	},
	"class": func(c paper.Cell) string {
		var all []string
		for _, class := range []struct {
			name string
			is   bool
		}{{"number", c.Number}, {"noted", c.Noted}, {"marked", c.Marked}, {"goes", c.Goes}, {"continued", c.Continued}} {
			if class.is {
				all = append(all, class.name)
			}
		}
		return strings.Join(all, " ")
	},
}).Parse(sheetHTML))

// Print prints a letter as PDF.
func (b *Browser) Print(ctx context.Context, d *paper.Document) ([]byte, error) {
	var page strings.Builder
	if err := sheet.Execute(&page, d); err != nil {
		return nil, fmt.Errorf("laying out the letter: %w", err)
	}
	return b.print(ctx, page.String())
}
