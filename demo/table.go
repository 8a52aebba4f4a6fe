package demo

import "gongkai/disclosure"

// cell is a cell of a form's table: a label, or a figure to be printed.
type cell struct {
	text       string // with \n where the export broke the line
	cols, rows int    // spans, 0 and 1 for none
	figure     bool
}

type table [][]cell

func label(text string) cell                { return cell{text: text} }
func wide(text string, cols, rows int) cell { return cell{text: text, cols: cols, rows: rows} }

// layout says how a report lays out its tables: what differs between one Word export and
// the next, never what they say.
type layout struct {
	splitProactive bool // one table for every item of article 20 instead of one for all
	headerSpans    bool // 自然人 and 总计 span two rows; otherwise an empty cell stands below
	resultLabel    int  // 三、本年度办理结果: 0 one cell, 1 cut in two, 2 a character a line, 3 in three lines
	brokenLabels   bool // line breaks and stray spaces inside labels
	markup         markup
}

func layoutOf(r *report) layout {
	d := r.dice("layout")
	style := roll("markup", r.agency.id).n(len(markups))
	if d.chance(25) { // another hand made this year's page
		style = d.n(len(markups))
	}
	return layout{d.chance(20), d.chance(65), d.weighted([]int{45, 25, 15, 15}), d.chance(40), markups[style]}
}

func (r *report) cell(indicator string, applicant disclosure.Applicant) cell {
	return cell{text: r.figures[key(indicator, applicant)].Raw, figure: true}
}

func (r *report) plain(indicator string, cols int) cell {
	c := r.cell(indicator, disclosure.NoApplicant)
	c.cols = cols
	return c
}

// breakAt puts a line break into a label where exports tend to.
func (l layout) breakAt(text string, at int) string {
	runes := []rune(text)
	if !l.brokenLabels || at >= len(runes) {
		return text
	}
	return string(runes[:at]) + "\n" + string(runes[at:])
}

// proactive2019 is table 2 of form 2019.
func (r *report) proactive2019(l layout) []table {
	row := func(name, stem string) []cell {
		return []cell{label(name), r.plain(stem+"_made", 0), r.plain(stem+"_new_published", 0), r.plain(stem+"_total_published", 0)}
	}
	items := func(name, stem string) []cell {
		return []cell{label(name), r.plain(stem+"_items_previous_year", 0), r.plain(stem+"_items_change", 0), r.plain(stem+"_decisions", 0)}
	}
	heads := []cell{label("信息内容"), label("上一年项目数量"), label("本年增/减"), label("处理决定数量")}
	return l.join([]table{
		{{wide("第二十条第（一）项", 4, 0)},
			{label("信息内容"), label(l.breakAt("本年新制作数量", 3)), label(l.breakAt("本年新公开数量", 3)), label("对外公开总数量")},
			row("规章", "proactive_rules"), row("规范性文件", "proactive_normative_documents")},
		{{wide("第二十条第（五）项", 4, 0)}, heads, items("行政许可", "proactive_licence"), items("其他对外管理服务事项", "proactive_service")},
		{{wide("第二十条第（六）项", 4, 0)}, heads, items("行政处罚", "proactive_penalty"), items("行政强制", "proactive_coercion")},
		{{wide("第二十条第（八）项", 4, 0)},
			{label("信息内容"), label("上一年项目数量"), wide("本年增/减", 2, 0)},
			{label("行政事业性收费"), r.plain("proactive_fees_items_previous_year", 0), r.plain("proactive_fees_items_change", 2)}},
		{{wide("第二十条第（九）项", 4, 0)},
			{label("信息内容"), label("采购项目数量"), wide("采购总金额", 2, 0)},
			{label("政府集中采购"), r.plain("proactive_procurement_projects", 0), r.plain("proactive_procurement_amount", 2)}},
	})
}

// proactive2021 is table 2 of form 2021.
func (r *report) proactive2021(l layout) []table {
	row := func(name, stem string) []cell {
		return []cell{label(name), r.plain(stem+"_made", 0), r.plain(stem+"_repealed", 0), r.plain(stem+"_in_force", 0)}
	}
	decisions := func(name, stem string) []cell { return []cell{label(name), r.plain(stem+"_decisions", 3)} }
	heads := []cell{label("信息内容"), wide("本年处理决定数量", 3, 0)}
	return l.join([]table{
		{{wide("第二十条第（一）项", 4, 0)},
			{label("信息内容"), label(l.breakAt("本年制发件数", 4)), label(l.breakAt("本年废止件数", 4)), label("现行有效件数")},
			row("规章", "proactive_rules"), row("行政规范性文件", "proactive_normative_documents")},
		{{wide("第二十条第（五）项", 4, 0)}, heads, decisions("行政许可", "proactive_licence")},
		{{wide("第二十条第（六）项", 4, 0)}, heads, decisions("行政处罚", "proactive_penalty"), decisions("行政强制", "proactive_coercion")},
		{{wide("第二十条第（八）项", 4, 0)},
			{label("信息内容"), wide("本年收费金额（单位：万元）", 3, 0)},
			{label("行政事业性收费"), r.plain("proactive_fees_amount", 3)}},
	})
}

// join makes one table of the blocks unless the report has one for each.
func (l layout) join(blocks []table) []table {
	if l.splitProactive {
		return blocks
	}
	var all table
	for _, b := range blocks {
		all = append(all, b...)
	}
	return []table{all}
}

// requests is table 3.
func (r *report) requests(l layout) table {
	t := l.requestsHead()
	data := func(indicator string, labels ...cell) {
		row := labels
		for _, a := range disclosure.Applicants {
			row = append(row, r.cell(indicator, a))
		}
		t = append(t, row)
	}
	data("requests_new", wide("一、本年新收政府信息公开申请数量", 3, 0))
	data("requests_carried_in", wide("二、上年结转政府信息公开申请数量", 3, 0))
	rows := outcomeRows(r.form, r.fault == FaultSingleOther)
	cuts := l.cuts(len(rows) + 1)
	inGroup := map[string]int{}
	for _, o := range rows {
		inGroup[o.group]++
	}
	last := ""
	for i, o := range rows {
		var labels []cell
		if rowspan := cuts[i]; rowspan > 0 {
			labels = append(labels, wide(l.resultLabelText(), 0, rowspan))
		}
		switch {
		case o.group == "":
			labels = append(labels, wide(o.label, 2, 0))
		case o.group != last:
			labels = append(labels, wide(l.breakAt(o.group, 4), 0, inGroup[o.group]))
			fallthrough
		default:
			labels = append(labels, label(l.breakAt(o.label, 9)))
		}
		last = o.group
		data(o.indicator, labels...)
	}
	data("outcome_total", wide("（七）总计", 2, 0))
	data("requests_carried_out", wide("四、结转下年度继续办理", 3, 0))
	return t
}

// cuts says at which outcome row a cell 三、本年度办理结果 begins, and over how many it goes.
func (l layout) cuts(rows int) map[int]int {
	if l.resultLabel == 1 { // Word broke the page before （四）
		return map[int]int{0: 10, 10: rows - 10}
	}
	return map[int]int{0: rows}
}

func (l layout) resultLabelText() string {
	switch l.resultLabel {
	case 2:
		return "三\n、\n本\n年\n度\n办\n理\n结\n果"
	case 3:
		return "三、本\n年度办\n理结果"
	}
	return "三、本年度办理结果"
}

// requestsHead is the three-level head of table 3.
func (l layout) requestsHead() table {
	corner := wide("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
	person, total := label("自然人"), label("总计")
	third := []cell{}
	for i, name := range applicantLabels {
		third = append(third, label(l.breakAt(name, 2+i%2)))
	}
	if l.headerSpans {
		person.rows, total.rows = 2, 2
	} else {
		third = append(append([]cell{label("")}, third...), label(""))
	}
	return table{{corner, wide("申请人情况", 7, 0)}, {person, wide("法人或其他组织", 5, 0), total}, third}
}

// reviews is table 4: one row of figures below a head of three levels.
func (r *report) reviews(l layout) table {
	var second, third, values []cell
	for _, text := range reviewLabels {
		c := label(l.breakAt(text, 2))
		if l.headerSpans {
			c.rows = 2
		} else {
			third = append(third, label(""))
		}
		second = append(second, c)
	}
	second = append(second, wide("未经复议直接起诉", 5, 0), wide("复议后起诉", 5, 0))
	for range 2 {
		for _, text := range reviewLabels {
			third = append(third, label(l.breakAt(text, 2)))
		}
	}
	for _, stem := range reviewStems {
		for _, part := range append(append([]string{}, reviewParts...), "_total") {
			values = append(values, r.plain(stem+part, 0))
		}
	}
	return table{{wide("行政复议", 5, 0), wide("行政诉讼", 10, 0)}, second, third, values}
}
