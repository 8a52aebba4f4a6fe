package letters

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// tables are the names of the tables of the forms.
var tables = map[string]string{"table_2": "表二", "table_3": "表三", "table_4": "表四", "stat_2014": "统计表", "local_table": "统计表"}

// line is the catalogue's line of a figure in a form, or in any form where its own has it not.
func line(form string, k disclosure.Key) (disclosure.Indicator, bool) {
	if i, ok := disclosure.FindIndicator(disclosure.Form(form), k); ok {
		return i, true
	}
	lines := disclosure.LinesOf(k.Indicator)
	if lines == nil {
		return disclosure.Indicator{}, false
	}
	for _, f := range []disclosure.Form{disclosure.Form2021, disclosure.Form2019, disclosure.Form2014, disclosure.Form2008} {
		for _, applicant := range []disclosure.Applicant{k.Applicant, disclosure.NoApplicant} {
			if i := lines.Of(f, applicant); i != nil {
				return *i, true
			}
		}
	}
	return disclosure.Indicator{}, false
}

// called gives a cell the names of its table, its row and its column, as the form prints them.
func (c *Cell) called(form string) {
	i, ok := line(form, c.Key)
	if !ok {
		c.Table, c.Row, c.Column = "正文", c.Key.Indicator, string(c.Key.Applicant)
		return
	}
	c.Unit = i.Unit
	if c.Table = tables[i.Table]; c.Table == "" {
		c.Table = "正文"
	}
	c.Row, c.Column = i.RowLabel, last(i.ColumnLabel)
	switch {
	case i.Table == "table_4":
		_, groups, _ := strings.Cut(i.Section, "/")
		c.Row = strings.ReplaceAll(groups, "/", " · ")
	case slices.Contains([]string{"", "(正文)", "本年数", "统计数"}, c.Column):
		c.Column = ""
	}
}

func last(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// placeOf is where a person finds a figure, from the JSON of its place.
func placeOf(evidence string) string {
	var at disclosure.Place
	if json.Unmarshal([]byte(evidence), &at) != nil {
		return ""
	}
	switch {
	case at.Cell != nil:
		return fmt.Sprintf("第%d个表格第%d行第%d列", at.Table, at.Row, at.Column)
	case at.Area != nil:
		return fmt.Sprintf("第%d页", at.Page)
	case at.Span != nil:
		return fmt.Sprintf("正文第%d字起", at.Offset+1)
	}
	return ""
}

// place orders figures as the catalogue does.
func place(k disclosure.Key) int {
	return slices.IndexFunc(disclosure.Catalogue(), func(i disclosure.Indicator) bool { return i.Indicator == k.Indicator })
}
