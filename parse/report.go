package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/form"
	"gongkai/parse/naming"
	"gongkai/parse/origin"
	"gongkai/parse/outcome"
	"gongkai/parse/privacy"
	"gongkai/parse/prose"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

// Document reads a document as an annual report. It never fails: Outcome and the findings say
// what became of it, and everything that could not be told is nil.
func Document(in Input) disclosure.Report {
	r := newReport(in)
	s, err := load(in)
	s.report(&r, err)
	return r
}

// newReport is a report of which nothing is known.
func newReport(in Input) disclosure.Report {
	sum := sha256.Sum256(in.Body)
	return disclosure.Report{
		Source: in.Source, ParserVersion: Version, SHA256: hex.EncodeToString(sum[:]), Scope: disclosure.ScopeUnknown,
		DateCandidates: []disclosure.DateCandidate{}, Sections: []disclosure.Section{}, Problems: []string{}, Improvements: []string{},
		Topics: []disclosure.Topic{}, Measures: []disclosure.Measure{}, Attachments: []string{}, Figures: []disclosure.Figure{}, Findings: []disclosure.Finding{}, TextChecks: []disclosure.TextCheck{},
	}
}

// report reads what was opened, or says why nothing was.
func (s source) report(r *disclosure.Report, err error) {
	r.ContentType, r.Charset = s.media, optional(s.charset)
	var refused *refusal
	if errors.As(err, &refused) {
		reject(r, refused.outcome, refused.message)
		return
	}
	if s.media == mediaXML || walk.IsRecords(s.text) {
		reject(r, disclosure.OutcomeNotAReport, "是数据接口的应答，不是报告")
		return
	}
	readDocument(r, newView(s.in, s.text, s.doc), s)
	r.Attachments = append(r.Attachments, s.others...)
	if r.Outcome == disclosure.OutcomeNotAReport { // nobody can tell what it was
		switch {
		case errors.Is(s.stopped, errDamaged):
			r.Outcome = disclosure.OutcomeBroken
		case s.untitled != "" && r.Title == nil:
			r.Outcome = s.untitled
		}
	}
	if s.stopped != nil {
		s.unread = append(s.unread, gap{disclosure.RuleCutShort, fmt.Sprintf("文件没有全部读取：%v", s.stopped)})
	}
	for _, g := range slices.Concat(s.unread, s.notes) {
		r.Findings = append(r.Findings, disclosure.NewFinding(g.rule, disclosure.BlameParser, disclosure.Key{}, g.message))
	}
}

// reject records why a document could not be read as a report.
func reject(r *disclosure.Report, outcome disclosure.Outcome, message string) {
	r.Outcome = outcome
	blame := disclosure.BlameUnclear
	if outcome == disclosure.OutcomeUnsupported {
		blame = disclosure.BlameParser
	}
	r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleNotReadable, blame, disclosure.Key{}, message))
}

// readDocument reads a decoded page or text. Of one that is not whole nothing is said to be missing.
func readDocument(r *disclosure.Report, v *origin.Page, s source) {
	doc := v.Doc
	defer privacy.Protect(r, doc.Flow)
	forms := form.Read(doc)
	runs := textRuns(doc, forms)
	text := tree.Run{Start: runs[0].Start, End: runs[len(runs)-1].End}
	all := tree.Lines(doc.Flow, forms.Places)
	forms.Realms = form.RealmsOf(doc, all)
	lines := prose.SplitMerged(prose.JoinWrapped(doc.Own(all, runs)))
	box := origin.ReadBox(doc.Flow, all, text.Start)
	origin.AddMeta(doc, box)
	titles := titlesOf(v, box, lines, func() []tree.Line { return beside(doc, all, text) })
	title, isReport := origin.PickTitle(titles)
	r.Title = optional(title)
	j := outcome.Judgement{Page: v, Forms: forms, Lines: lines, Title: title, Titled: isReport, Titles: titles, Listed: outcome.IsList(v)}
	for _, l := range walk.Attachments(v.View, doc.Body) {
		r.Attachments = append(r.Attachments, strings.TrimPrefix(l.URL, walk.Nowhere))
	}
	if len(forms.Kinds) == 0 && doc.Characters(tree.Container(doc)) < outcome.LeastReport {
		for _, address := range outcome.ScriptedDocuments(v) {
			if !slices.ContainsFunc(r.Attachments, func(known string) bool { return known == strings.TrimPrefix(address, "/") || known == address }) {
				r.Attachments = append(r.Attachments, address)
			}
		}
	}
	result, message := j.Outcome(len(r.Attachments))
	if result == disclosure.OutcomeNotAReport || result == disclosure.OutcomeBroken || result == disclosure.OutcomePartial && len(r.Attachments) == 0 && !j.IsText() {
		if below, ok := j.BelowTitle(all); ok {
			result, message = below.Outcome(len(r.Attachments))
			lines, titles, text.Start = below.Lines, below.Titles, below.Lines[0].Start
			r.Title = optional(below.Title)
			box = origin.ReadBox(doc.Flow, all, text.Start)
		}
	}
	if !result.IsReport() {
		reject(r, result, message)
		return
	}
	r.Outcome = result
	if result == disclosure.OutcomeOK && !s.whole() {
		r.Outcome = disclosure.OutcomePartial
	}
	if result == disclosure.OutcomePartial && len(r.Attachments) == 0 {
		r.Attachments = append(r.Attachments, walk.Frames(v.View)...)
	}
	describe(r, v, box, titles, before(all, text.Start), lines)
	readContent(r, doc, forms, lines)
	if message != "" {
		r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleAttachment, disclosure.BlameParser, disclosure.Key{}, message))
	}
	if result == disclosure.OutcomeOK && r.Form != nil && !noteOtherTable(r, forms) {
		noteMissed(r, forms)
	}
	if result == disclosure.OutcomeOK && (forms.Unparted() || forms.Unread()) {
		r.Outcome = disclosure.OutcomePartial
	}
	doubtGuessed(r, s.guessed)
	complete(r, forms)
}

// textRuns are where the report's own text lies, in order: the container, widened to every table
// of the form that stands beside it, and where the text goes on beside that.
func textRuns(d *tree.Document, forms *form.Reader) []tree.Run {
	r := d.Run(tree.Container(d))
	for _, t := range forms.Places {
		r.Start, r.End = min(r.Start, t.Start), max(r.End, t.End)
	}
	before, after := d.Beside()
	before = slices.DeleteFunc(before, func(b tree.Run) bool { return b.End > r.Start })
	after = slices.DeleteFunc(after, func(a tree.Run) bool { return a.Start < r.End })
	return slices.Concat(before, []tree.Run{r}, after)
}

// titlesOf lists the titles that page, box, text and list give, the most trusted first. The
// lines above the text count where nothing else reads like a report's title.
func titlesOf(v *origin.Page, box map[string]origin.Fact, lines []tree.Line, above func() []tree.Line) []string {
	titles := dropEmpty(append(tree.Titles(v.Doc), box[origin.BoxTitle].Value, origin.BodyTitle(unlinkedStart(v.Doc, lines)), v.Words))
	if !slices.ContainsFunc(titles, func(t string) bool { return naming.IsTitle(t, true) }) {
		if t := origin.BodyTitle(above()); t != "" && !walk.IsLinked(v.View, t) && (naming.IsTitle(t, true) || !titled(titles)) {
			return append([]string{t}, titles...)
		}
	}
	return titles
}

func titled(titles []string) bool {
	_, ok := origin.PickTitle(titles)
	return ok
}

// unlinkedStart are the first lines of the text without those that are links: they name other
// reports.
func unlinkedStart(d *tree.Document, lines []tree.Line) []tree.Line {
	return slices.DeleteFunc(slices.Clone(lines[:min(len(lines), 24)]), d.IsLink)
}

// beside are the lines right above the text; of a PDF its running heads too.
func beside(d *tree.Document, all []tree.Line, text tree.Run) []tree.Line {
	found := slices.Clip(lastOf(slices.DeleteFunc(slices.Clone(lastOf(before(all, text.Start), 4*origin.LinesAbove)), d.IsLink), origin.LinesAbove))
	if d.Paged {
		found = append(found, tree.Within(all, tree.Run{Start: text.End, End: len(d.Flow.Runes)})...)
	}
	return found
}

// before keeps the lines above a place.
func before(all []tree.Line, start int) []tree.Line {
	n := 0
	for n < len(all) && all[n].Start < start {
		n++
	}
	return all[:n]
}

func lastOf(lines []tree.Line, n int) []tree.Line { return lines[max(len(lines)-n, 0):] }

// describe fills in what is known about the report.
func describe(r *disclosure.Report, v *origin.Page, box map[string]origin.Fact, titles []string, above, lines []tree.Line) {
	v.Walked = v.Division.Code != ""
	v.Division = origin.Located(v)
	if b, ok := box[origin.BoxIndex]; ok {
		r.IndexNumber = origin.CleanNumber(b.Value)
	}
	if b, ok := box[origin.BoxDocument]; ok {
		r.DocumentNumber = origin.CleanNumber(b.Value)
	}
	r.DateCandidates = origin.Dates(v, box, lines)
	r.PublishedOn, r.IssuedOn = origin.Published(r.DateCandidates)
	reports := reportTitles(titles)
	if len(reports) == 0 {
		reports = otherTitles(titles)
	}
	origin.Identify(r, v, reports, box, above, lines)
	origin.FiscalYear(r, v, reports, lines)
	r.Scope = prose.Scope(r, lines)
	origin.SettleOffice(r)
	r.Contact = prose.Contact(lines)
}

// reportTitles keeps the titles that read like a report's: others would name a site's
// operator as the agency. The name of the column in which the report stands (某市政府信息公开年报)
// comes last: of a government's column each office's report is a part.
func reportTitles(titles []string) []string {
	var all []string
	var columns []string
	for _, t := range titles {
		switch name := origin.FullTitle(disclosure.FoldName(t)); {
		case !naming.NamesReport(name):
		case naming.IsColumn(name):
			columns = append(columns, t)
		default:
			all = append(all, t)
		}
	}
	return append(all, columns...)
}

// otherTitles are the titles that name an agency in a way in which reports are rarely called:
// 某局2016年信息公开工作总结, 某局关于报送2022年…年度报告的函.
func otherTitles(titles []string) []string {
	return slices.DeleteFunc(slices.Clone(titles), func(t string) bool {
		name := disclosure.NameInTitle(t)
		return name == ""
	})
}

// readContent reads the figures and what the text says.
func readContent(r *disclosure.Report, d *tree.Document, forms *form.Reader, lines []tree.Line) {
	year := 0
	if r.FiscalYear != nil {
		year = *r.FiscalYear
	}
	forms.Settle(r)
	whole := lines
	lines = forms.OwnLines(lines)
	form := forms.Form(year)
	switch {
	case form != "":
		r.Form = &form
	case r.Outcome == disclosure.OutcomeOK: // no table of a national form: plain narrative
		form = disclosure.Form2008
		r.Form = &form
	default: // the tables are elsewhere; what the text says is named in any form
		form = disclosure.FormDue(year)
	}
	sections := prose.Sections(lines)
	sentences := prose.Sentences(lines, sections)
	told := prose.Figures(d.Flow, form, r, sentences)
	if len(told.Figures) == 0 && len(forms.Claims) == 0 && len(lines) < len(whole) { // the parts were told wrongly
		lines, sections = whole, prose.Sections(whole)
		sentences = prose.Sentences(lines, sections)
		told = prose.Figures(d.Flow, form, r, sentences)
	}
	for _, s := range sections {
		r.Sections = append(r.Sections, s.Report())
	}
	forms.InferLists(told.Figures)
	if len(forms.Figures) > 0 {
		r.Figures = append(forms.Figures, r.Figures...)
	}
	r.Findings = append(append(r.Findings, forms.Findings...), told.Findings...)
	prose.Keep(r, told.Figures)
	prose.Read(r, d.Flow, sentences, lines, sections)
	r.Findings = append(r.Findings, told.Unread(r, d.Flow, sentences)...)
}

// complete holds the report against its form and its identities.
func complete(r *disclosure.Report, forms *form.Reader) {
	examined := disclosure.Examine(r)
	r.Checks = r.Checks.Plus(examined.Count)
	r.Cells = examined.Cells
	r.Findings = append(r.Findings, examined.Findings...)
	if r.Outcome != disclosure.OutcomeOK {
		return
	}
	if r.FiscalYear != nil && *r.FiscalYear >= 2019 && *r.Form != disclosure.FormDue(*r.FiscalYear) {
		message := fmt.Sprintf("%d年度应使用%s年统一格式，报告所用为%s", *r.FiscalYear, disclosure.FormDue(*r.FiscalYear), formName(*r.Form))
		f := disclosure.NewFinding(disclosure.RuleFormDue, disclosure.BlameAgency, disclosure.Key{}, message)
		if *r.FiscalYear == 2019 { // its first year: it was encouraged and not yet required
			f.Severity, f.Blame = disclosure.SeverityInfo, disclosure.BlameUnclear
		}
		r.Findings = append(r.Findings, f)
	}
	if *r.Form != disclosure.Form2019 && *r.Form != disclosure.Form2021 {
		return
	}
	for _, t := range unifiedTables {
		if !forms.Kinds[t.kind] {
			r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleTableMissing, disclosure.BlameUnclear, disclosure.Key{}, fmt.Sprintf("没有找到“%s”的表格", t.name)))
		}
	}
}

// unifiedTables are the tables of the forms of 2019 and 2021.
var unifiedTables = [...]struct {
	kind form.Kind
	name string
}{{form.Proactive, "二、主动公开政府信息情况"}, {form.Requests, "三、收到和处理政府信息公开申请情况"}, {form.Reviews, "四、政府信息公开行政复议、行政诉讼情况"}}

// noteMissed names the tables that the report prints and that gave no figure. Where no table of
// their form was read the report is of the form that is due, or else of the one that they
// show: that it has no such table would be said of the agency.
func noteMissed(r *disclosure.Report, forms *form.Reader) {
	missed, shown := forms.Missed()
	if len(missed) == 0 {
		return
	}
	r.Outcome = disclosure.OutcomePartial
	if of := *r.Form; of != disclosure.Form2019 && of != disclosure.Form2021 {
		if r.FiscalYear != nil && *r.FiscalYear >= 2019 && (shown == disclosure.Form2019 || shown == disclosure.Form2021) {
			shown = disclosure.FormDue(*r.FiscalYear)
		}
		r.Form = &shown
	}
	name := func(message string) {
		r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleUnknownLabel, disclosure.BlameParser, disclosure.Key{}, message))
	}
	unified := false
	for _, t := range unifiedTables {
		if slices.Contains(missed, t.kind) {
			unified = true
			name(fmt.Sprintf("报告印有“%s”的表格，但没有读出", t.name))
		}
	}
	if !unified {
		name(unreadStatistics)
	}
}

// unreadStatistics says that a table of statistics gave nothing.
const unreadStatistics = "报告中有统计表，但没有读出任何数字"

// noteOtherTable marks a report whose one table is the statistics of an earlier form, where
// nothing could be read from it, and tells whether it did.
func noteOtherTable(r *disclosure.Report, forms *form.Reader) bool {
	if forms.Other == "" || len(forms.Kinds) > 0 || *r.Form != disclosure.Form2008 {
		return false
	}
	r.Form, r.Outcome = &forms.Other, disclosure.OutcomePartial
	r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleUnknownLabel, disclosure.BlameParser, disclosure.Key{}, unreadStatistics))
	return true
}

func formName(f disclosure.Form) string {
	if f == disclosure.Form2008 {
		return "没有统一格式表格的叙述"
	}
	return string(f) + "年格式"
}

func dropEmpty(in []string) []string {
	var out []string
	for _, s := range in {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// optional returns nil for an empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
