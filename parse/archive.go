package parse

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/parse/form"
	"gongkai/parse/office"
	"gongkai/parse/tree"
)

// What is read of an archive before the rest is left unread: elements of all documents, some
// hundred reports; documents; and those of them that are damaged or made to cost.
const (
	mostElements = 200_000
	mostMembers  = 300
	mostFailed   = 3
)

// member is a document of an archive, as it reads by itself.
type member struct {
	name    string
	in      Input
	source  source
	refused error
	report  disclosure.Report
	figures map[disclosure.Key]bool // that it prints
	joined  []*member               // that are read with it
}

// archive opens the member that holds the report: the first that is one and prints the most
// figures, else the first that can be opened at all. What other members hold of the same
// report is read with it, its tables beside its text; the reports of others are named.
func (s source) archive() (source, error) {
	listed, err := office.Members(s.in.Body, office.Limits{})
	err = inChinese(err)
	all, failed := s.members(listed)
	if err == nil {
		err = failed
	}
	best := bestOf(all)
	if best == nil {
		if err != nil { // cut short, most often; what it held nobody can tell
			return s, &refusal{disclosure.OutcomeBroken, fmt.Sprintf("压缩包或文件无法读取：%v", err), s.media}
		}
		return s, &refusal{disclosure.OutcomeUnsupported, "压缩包中没有可以读取的文件", s.media}
	}
	opened, joined, refused := s.open(best, all)
	for _, m := range listed {
		if !joined[m.Name] {
			opened.others = append(opened.others, m.Name)
		}
	}
	if opened.stopped == nil {
		opened.stopped = err
	}
	return opened, refused
}

// members reads the documents of an archive, each by itself, up to the limits.
func (s source) members(listed []office.Member) ([]*member, error) {
	var all []*member
	elements, failed := 0, 0
	for _, m := range listed {
		if m.Body == nil || m.Kind == office.ZIP || m.Err != nil {
			continue
		}
		if elements > mostElements || failed >= mostFailed || len(all) == mostMembers {
			return all, fmt.Errorf("压缩包中“%s”及其后的文件未读取", m.Name)
		}
		one := &member{name: m.Name, in: s.in}
		one.in.Source, one.in.Body, one.in.ContentType = m.Name[strings.LastIndexByte(m.Name, '/')+1:], m.Body, ""
		one.read()
		all = append(all, one)
		if one.source.doc != nil {
			elements += elementsOf(one.source.doc.Root)
		}
		if one.source.stopped != nil || one.report.Outcome == disclosure.OutcomeBroken {
			failed++
		}
	}
	return all, nil
}

func elementsOf(root *html.Node) int {
	n := 0
	tree.Walk(root, func(*html.Node) bool {
		n++
		return true
	})
	return n
}

// read reads a member by itself.
func (m *member) read() {
	m.source, m.refused = load(m.in)
	m.report = newReport(m.in)
	m.source.report(&m.report, m.refused)
	m.figures = map[disclosure.Key]bool{}
	for _, f := range m.report.Figures {
		m.figures[f.Key()] = true
	}
	if m.refused == nil && len(m.figures) == 0 { // tables alone are no report
		for _, c := range form.Read(m.source.doc).Claims {
			if c.Figure.Value != nil { // of an empty form nothing is read
				m.figures[c.Figure.Key()] = true
			}
		}
	}
}

// bestOf is the report that prints most figures, else what can be opened; nil where nothing can.
func bestOf(all []*member) *member {
	var best *member
	most := -1
	for _, m := range all {
		rank := 0
		if m.report.Outcome.IsReport() {
			rank = 1 + len(m.report.Figures)
		}
		if m.report.Outcome != disclosure.OutcomeUnsupported && rank > most {
			best, most = m, rank
		}
	}
	return best
}

// open opens a member with the members that hold more of its report, and names the reports of
// others.
func (s source) open(best *member, all []*member) (opened source, joined map[string]bool, refused error) {
	opened, refused = best.source, best.refused
	if opened.text != "" { // a page: it may have to be shown
		opened, refused = loadWith(best.in, s.parse)
	}
	joined = map[string]bool{best.name: true}
	if !best.report.Outcome.IsReport() {
		return opened, joined, refused
	}
	foreign, foreignFigures := []string{}, 0
	for _, m := range all {
		if m != best && m.isOthers(best) && len(m.report.Figures) > 0 {
			foreign, foreignFigures = append(foreign, m.name), foreignFigures+len(m.report.Figures)
		}
	}
	for _, m := range all {
		switch {
		case m == best || !m.adds(best, len(foreign) == 0):
		case best.joins(m):
			joined[m.name] = true
		default:
			opened.unread = append(opened.unread, gap{disclosure.RuleCutShort, fmt.Sprintf("压缩包中的“%s”是同一报告的一部分，未读取", disclosure.Short(m.name))})
		}
	}
	if len(joined) > 1 {
		opened.doc, opened.stopped = best.source.doc, best.source.stopped
	}
	if len(foreign) > 0 {
		message := fmt.Sprintf("压缩包另有其他机关或其他年度的报告，其中%d个数字未计入：%s", foreignFigures, strings.Join(foreign[:min(len(foreign), 5)], "、"))
		if len(foreign) > 5 {
			message += fmt.Sprintf("等%d个文件", len(foreign))
		}
		opened.notes = append(opened.notes, gap{disclosure.RuleUnknownLabel, message})
	}
	return opened, joined, refused
}

// isOthers reports whether a member is the report of another agency or year.
func (m *member) isOthers(best *member) bool {
	return m.report.Outcome.IsReport() && (differ(m.report.AgencyID, best.report.AgencyID) || differ(m.report.FiscalYear, best.report.FiscalYear))
}

func differ[T comparable](a, b *T) bool { return a != nil && b != nil && *a != *b }

// adds reports whether a member holds more of the report that best is: it is of nobody else,
// and prints figures, none of which best prints, or the text to best's tables. One that says
// neither whose nor of when it is counts where the archive holds nobody else's.
func (m *member) adds(best *member, alone bool) bool {
	if m.refused != nil || m.isOthers(best) || !alone && (m.report.AgencyID == nil || m.report.FiscalYear == nil) {
		return false
	}
	for key := range m.figures {
		if best.figures[key] {
			return false
		}
	}
	return len(m.figures) > 0 || m.report.Outcome.IsReport() && len(best.report.Sections) == 0 && len(m.report.Sections) > 0
}

// joins reads another member with m as one document, the text first. Where they do not read
// together as well as alone nothing is joined.
func (m *member) joins(other *member) bool {
	if m.source.text != "" || other.source.text != "" || m.source.doc.Paged || other.source.doc.Paged {
		return false
	}
	parts := append(slices.Clone(m.joined), other)
	whole := assembled(append([]*member{m}, parts...))
	report := newReport(m.in)
	whole.report(&report, nil)
	if !report.Outcome.IsReport() || differ(report.AgencyID, m.report.AgencyID) || differ(report.FiscalYear, m.report.FiscalYear) || lost(m.report, report) {
		return false
	}
	m.source, m.report, m.joined = whole, report, parts
	for _, f := range report.Figures {
		m.figures[f.Key()] = true
	}
	return true
}

// assembled is one document of several, the one with most chapters first. They are opened
// again: trees that are joined lose their nodes.
func assembled(parts []*member) source {
	slices.SortStableFunc(parts, func(a, b *member) int { return len(b.report.Sections) - len(a.report.Sections) })
	whole, _ := load(parts[0].in)
	for _, p := range parts[1:] {
		next, _ := load(p.in)
		whole = whole.join(next)
	}
	return whole
}

// lost reports whether figures of a report are not in another, or not with the same value.
func lost(before, after disclosure.Report) bool {
	values := map[disclosure.Key]disclosure.Figure{}
	for _, f := range after.Figures {
		values[f.Key()] = f
	}
	for _, f := range before.Figures {
		g, ok := values[f.Key()]
		if !ok || f.Value != nil && (g.Value == nil || *g.Value != *f.Value) {
			return true
		}
	}
	return false
}

// join puts the text of another source behind that of s.
func (s source) join(other source) source {
	section := &html.Node{Type: html.ElementNode, DataAtom: atom.Section, Data: atom.Section.String()}
	for c := other.doc.Body.FirstChild; c != nil; c = other.doc.Body.FirstChild {
		other.doc.Body.RemoveChild(c)
		section.AppendChild(c)
	}
	s.doc.Body.AppendChild(section)
	unread, guessed := append(s.unread, other.unread...), append(s.guessed, other.guessed...)
	s = s.tree(s.doc.Root, errors.Join(s.stopped, other.stopped))
	s.unread, s.guessed = unread, guessed
	return s
}
