package main

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/letters"
	"gongkai/letters/browser"
	"gongkai/letters/paper"
	"gongkai/parse"
)

// depict shows cells of archived documents: drawn by the browser or, without one, as the rows around them.
// Findings of one report follow each other, so the last document is kept.
func (h *home) depict(camera *browser.Browser) func(context.Context, string, disclosure.Key, []disclosure.Key) (*paper.Picture, *paper.Table, error) {
	var last struct {
		report string
		in     parse.Input
		marks  []parse.Mark
		page   []byte
	}
	return func(ctx context.Context, report string, chosen disclosure.Key, noted []disclosure.Key) (*paper.Picture, *paper.Table, error) {
		if last.report != report {
			in, marks, err := h.marks(ctx, report)
			if err != nil {
				return nil, nil, err
			}
			last.report, last.in, last.marks, last.page = report, in, marks, nil
		}
		if camera == nil {
			t, err := excerptOf(last.in, last.marks, chosen, noted)
			return nil, t, err
		}
		if last.page == nil {
			page, err := parse.Evidence(last.in, last.marks)
			if err != nil {
				return nil, nil, err
			}
			last.page = page
		}
		var ids []string
		for _, k := range noted {
			ids = append(ids, k.String())
		}
		picture, err := camera.Picture(ctx, string(last.page), chosen.String(), ids)
		if errors.Is(err, browser.ErrUnmarked) {
			err = &letters.Unshown{Why: "存档文件中没有可以标出的位置"}
		}
		return picture, nil, err
	}
}

// marks brings the current document of a report with the places of all its figures.
func (h *home) marks(ctx context.Context, report string) (parse.Input, []parse.Mark, error) {
	in, reading, err := h.document(ctx, report, 0)
	if t, is := errors.AsType[*dashboards.TakenDown](err); is {
		return in, nil, &letters.Unshown{Why: fmt.Sprintf("存档文件已于%s下架，理由：%s", t.At.In(disclosure.China).Format("2006年1月2日"), t.Reason)}
	}
	if err != nil {
		return in, nil, err
	}
	marks, err := h.places(ctx, report, reading, nil, "")
	return in, marks, err
}

// excerptOf makes a table of the rows around a cell, nil where it stands in none.
func excerptOf(in parse.Input, marks []parse.Mark, chosen disclosure.Key, noted []disclosure.Key) (*paper.Table, error) {
	meant := map[string]bool{}
	for _, k := range noted {
		meant[k.String()] = true
	}
	all := make([]parse.Mark, len(marks))
	for i, m := range marks {
		all[i] = m
		all[i].Selected = m.ID == chosen.String()
	}
	e, err := parse.Around(in, all)
	if err != nil || e == nil {
		return nil, err
	}
	t := &paper.Table{Says: "存档页面所印表格的有关各行"}
	for _, row := range e.Head {
		t.Head = append(t.Head, cellsOfExcerpt(row, meant))
	}
	for _, row := range e.Rows {
		t.Rows = append(t.Rows, cellsOfExcerpt(row, meant))
	}
	t.Widths = widthsOfExcerpt(e)
	return t, nil
}

func cellsOfExcerpt(row []parse.ExcerptCell, meant map[string]bool) (cells []paper.Cell) {
	for _, c := range row {
		cells = append(cells, paper.Cell{Text: c.Text, Span: c.Span, Goes: c.Goes, Continued: c.Continued, Marked: c.Selected, Noted: meant[c.Mark]})
	}
	return cells
}

// widthsOfExcerpt gives columns of long texts more of the line.
func widthsOfExcerpt(e *parse.Excerpt) []int {
	var widths []int
	for _, rows := range [][][]parse.ExcerptCell{e.Head, e.Rows} {
		for _, row := range rows {
			at := 0
			for _, c := range row {
				for len(widths) < at+c.Span {
					widths = append(widths, 3)
				}
				if c.Span == 1 {
					widths[at] = max(widths[at], min(12, utf8.RuneCountInString(c.Text)))
				}
				at += c.Span
			}
		}
	}
	return widths
}
