package demo

import (
	"strings"

	"gongkai/disclosure"
)

// body writes the report's text and tables as the editor of its page left them.
func (r *report) body() string {
	l := layoutOf(r)
	p := &page{m: l.markup, d: r.dice("page")}
	if r.fault == FaultNarrative {
		return narrativeBody(r)
	}
	if r.hasOldForm() {
		r.oldFormBody(p)
		return p.String()
	}
	if name, _, _ := r.attachment(); name != "" {
		p.text(r.title + "全文见附件。")
		if r.agency.county.family == "trs_wcm" { // the editor puts it into the text
			p.text(`附件：<a href="` + r.attachmentLink(name) + `" oldsrc="` + name + `">` + r.attachmentText(name) + `</a>`)
		}
		return p.String()
	}
	r.bodyTitle(p)
	p.text(r.prose.Preamble + r.prose.Scope)
	r.overview(p)
	p.heading("二、主动公开政府信息情况")
	tables := r.proactive2021
	if r.form == disclosure.Form2019 {
		tables = r.proactive2019
	}
	for _, t := range tables(l) {
		p.table(t)
	}
	p.heading("三、收到和处理政府信息公开申请情况")
	p.table(r.requests(l))
	p.heading("四、政府信息公开行政复议、行政诉讼情况")
	p.table(r.reviews(l))
	r.closing(p)
	return p.String()
}

// bodyTitle repeats the title at the top of the text, as some do, in one or two lines.
func (r *report) bodyTitle(p *page) {
	at := strings.Index(r.title, "政府信息公开工作")
	switch n := p.d.n(10); {
	case n < 3:
		p.heading(r.title)
	case n < 5 && at > len("2023年度"):
		p.heading(r.title[:at])
		p.heading(r.title[at:])
	}
}

func (r *report) overview(p *page) {
	p.heading("一、总体情况")
	p.text(r.prose.Open)
	p.text("（一）主动公开。" + r.prose.Proactive)
	p.text("（二）依申请公开。" + r.prose.Requests)
	p.text("（三）政府信息管理。" + r.prose.Management)
	p.text("（四）政府信息公开平台建设。" + r.prose.Platform)
	p.text("（五）监督保障。" + r.prose.Supervision)
}

var enumerators = []string{"一是", "二是", "三是", "四是", "五是"}

// enumerate writes 一是…；二是…。
func enumerate(items []string) string {
	var s strings.Builder
	for i, item := range items {
		s.WriteString(enumerators[i] + item)
		if i < len(items)-1 {
			s.WriteString("；")
		}
	}
	return s.String() + "。"
}

func (r *report) closing(p *page) {
	title := "五、存在的主要问题及改进情况"
	if r.form == disclosure.Form2019 || p.d.chance(20) {
		title = "五、政府信息公开工作存在的主要问题及改进情况"
	}
	p.heading(title)
	p.text(r.prose.ProblemLead + enumerate(r.prose.Problems))
	p.text(r.prose.ImproveLead + enumerate(r.prose.Improvements))
	p.heading("六、其他需要报告的事项")
	p.text(strings.Join(r.prose.Other, ""))
	if p.d.chance(50) {
		p.text(r.name)
		if p.d.chance(25) {
			p.text(numeralDate(r.issued))
		} else {
			p.text(chineseDate(r.issued))
		}
	}
}

// chineseDate writes 2024年1月16日.
func chineseDate(d disclosure.Date) string {
	t := d.Time()
	return itoa(t.Year()) + "年" + itoa(int(t.Month())) + "月" + itoa(t.Day()) + "日"
}

// numeralDate writes 二〇二四年一月十六日.
func numeralDate(d disclosure.Date) string {
	digits := []rune("〇一二三四五六七八九")
	tens := func(n int) string { // below 40
		s := []string{"", "十", "二十", "三十"}[n/10]
		if n%10 > 0 {
			s += string(digits[n%10])
		}
		return s
	}
	t, year := d.Time(), ""
	for _, digit := range itoa(t.Year()) {
		year += string(digits[digit-'0'])
	}
	return year + "年" + tens(int(t.Month())) + "月" + tens(t.Day()) + "日"
}
