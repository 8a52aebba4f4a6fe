package demo

import (
	"strings"

	"gongkai/disclosure"
)

// attachment is the file that the page of an attachment-only report announces: its name,
// its type and how it is made. The name is empty for all other reports.
func (r *report) attachment() (name, contentType string, write func() []byte) {
	digits := strings.ReplaceAll(r.published.String(), "-", "")
	switch r.fault {
	case FaultAttachmentPDF:
		return "P0" + digits + "418830012477.pdf", "application/pdf", r.pdf
	case FaultAttachmentScan:
		return digits + "170526981.pdf", "application/pdf", scannedPDF
	case FaultAttachmentDOCX:
		return hex32("attachment", r.id()) + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", r.docx
	case FaultAttachmentZIP:
		return hex32("attachment", r.id()) + ".zip", "application/zip", r.zip
	}
	return "", "", nil
}

// attachmentAddress is where the file is, empty where there is none.
func (r *report) attachmentAddress() string {
	if name, _, _ := r.attachment(); name != "" {
		return "http://" + r.agency.servedBy() + r.folder() + name
	}
	return ""
}

// attachmentLink is how the page links it: relative in TRS, from the root elsewhere.
func (r *report) attachmentLink(name string) string {
	if r.agency.county.family == "trs_wcm" {
		return "./" + name
	}
	return r.folder() + name
}

// attachmentText is what the link says.
func (r *report) attachmentText(name string) string {
	return r.title + name[strings.LastIndex(name, "."):]
}

// block is a part of a report's text: a heading, a paragraph or a table.
type block struct {
	text    string
	heading int // 1 for the title, 2 for sections, 0 for paragraphs
	table   table
	widths  []float64 // of the table's columns, in parts of the text's width
}

// blocks is the whole report as an office program has it: the text of the page of any
// other report, with the full tables of its form, signed and dated.
func (r *report) blocks() []block {
	l := layout{headerSpans: true}
	tables := r.proactive2021
	if r.form == disclosure.Form2019 {
		tables = r.proactive2019
	}
	paragraph := func(s string) block { return block{text: s} }
	section := func(s string) block { return block{text: s, heading: 2} }
	all := []block{
		{text: r.title, heading: 1}, paragraph(r.prose.Preamble + r.prose.Scope),
		section("一、总体情况"), paragraph(r.prose.Open), paragraph("（一）主动公开。" + r.prose.Proactive),
		paragraph("（二）依申请公开。" + r.prose.Requests), paragraph("（三）政府信息管理。" + r.prose.Management),
		paragraph("（四）政府信息公开平台建设。" + r.prose.Platform), paragraph("（五）监督保障。" + r.prose.Supervision),
		section("二、主动公开政府信息情况"),
	}
	for _, t := range tables(l) {
		all = append(all, block{table: t, widths: []float64{10, 7, 7, 7}})
	}
	return append(all,
		section("三、收到和处理政府信息公开申请情况"),
		block{table: r.requests(l), widths: []float64{4, 7, 14, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5}},
		section("四、政府信息公开行政复议、行政诉讼情况"),
		block{table: r.reviews(l), widths: []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
		section("五、存在的主要问题及改进情况"),
		paragraph(r.prose.ProblemLead+enumerate(r.prose.Problems)), paragraph(r.prose.ImproveLead+enumerate(r.prose.Improvements)),
		section("六、其他需要报告的事项"), paragraph(strings.Join(r.prose.Other, "")),
		paragraph(r.name), paragraph(chineseDate(r.issued)))
}

// zip packs the Word document together with a form to fill in that is no report.
func (r *report) zip() []byte {
	return zipped(r.title+".docx", string(r.docx()), "满意度调查表.txt", "您对本机关的信息公开是否满意？\r\n满意（　）　一般（　）　不满意（　）\r\n")
}
