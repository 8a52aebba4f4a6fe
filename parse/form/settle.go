package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/timing"
)

// staleConfidence is how sure figures are whose table says another year than the report and
// that no table of the year stands beside.
const staleConfidence = 0.6

// mostConflicts is how many figures of one kind of table may be claimed twice before one
// finding speaks for all of them.
const mostConflicts = 5

// usualSaid is room for the figures of sentences behind those of tables.
const usualSaid = 24

// Settle chooses among the claims for each figure, once the report's year and agency are
// known: those about the year, those of the agency's own table. Where two are left that
// differ, neither is believed.
func (r *Reader) Settle(report *disclosure.Report) {
	s := settlement{reader: r, names: agencyNames(report), scope: report.Scope, conflicts: map[Kind][]string{}, stale: map[*caption]bool{}}
	if report.FiscalYear != nil {
		s.year = *report.FiscalYear
	}
	r.dropOtherParts(report)
	r.dropUnfilled()
	r.dropEarlierForms()
	r.dropParts(report.Scope)
	r.joinPieces()
	first := disclosure.NewKeyIndex()
	further := map[int][]Claim{} // by the first one
	for i := range r.Claims {
		c := &r.Claims[i]
		if at := first.Add(c.Figure.Key(), i); at != i {
			further[at] = append(further[at], *c)
		}
	}
	r.Figures = make([]disclosure.Figure, 0, len(r.Claims)+usualSaid)
	for i := range r.Claims {
		if at, _ := first.Find(r.Claims[i].Figure.Key()); at != i {
			continue
		}
		if f, ok := s.choose(r.Claims[i:i+1:i+1], further[i]); ok {
			r.Figures = append(r.Figures, f)
		}
	}
	s.report()
	if r.Kinds[Requests] {
		r.doubtSwaps()
	}
}

// dropEarlierForms leaves out the statistics of an earlier form beside the tables of a later
// one: their rows mean other things, and the report is of the later form.
func (r *Reader) dropEarlierForms() {
	if r.Kinds[nationalTable] && r.unified() || r.Kinds[localTable] && (r.unified() || r.Kinds[nationalTable]) {
		earlier := func(c Claim) bool {
			return c.kind == localTable || c.kind == nationalTable && r.unified()
		}
		n := len(r.Claims)
		r.Claims = slices.DeleteFunc(r.Claims, earlier)
		r.find(disclosure.RuleUnknownLabel, disclosure.BlameParser, disclosure.Key{}, "报告另附有较早格式的统计表，其中%d个数字未计入", n-len(r.Claims))
	}
}

// dropParts leaves out the government's own column where the report counts everybody's: the
// sum of the columns is what it would have to print.
func (r *Reader) dropParts(scope disclosure.Scope) {
	if scope != disclosure.ScopeAggregate {
		return
	}
	n := len(r.Claims)
	r.Claims = slices.DeleteFunc(r.Claims, func(c Claim) bool { return c.whose == whoseOwn })
	if dropped := n - len(r.Claims); dropped > 0 {
		r.find(disclosure.RuleUnknownLabel, disclosure.BlameParser, disclosure.Key{}, "报告为汇总口径，统计表只分列各类机关而没有印合计，%d个数字未计入", dropped)
	}
}

type settlement struct {
	reader    *Reader
	year      int // 0 where it is not known
	names     []string
	scope     disclosure.Scope
	conflicts map[Kind][]string
	stale     map[*caption]bool
}

// choose weighs the claims for one figure.
func (s *settlement) choose(claims, further []Claim) (disclosure.Figure, bool) {
	if len(further) == 0 && claims[0].timing.When == timing.Unsaid {
		return s.take(&claims[0]), true
	}
	live := s.ofTheYear(s.withoutOthers(append(claims, further...)))
	if len(live) == 0 {
		return disclosure.Figure{}, false
	}
	for _, narrow := range [...]func([]Claim) []Claim{corrected, s.ofTheScope, s.ofTheAgency} {
		if !agree(live) {
			live = narrow(live)
		}
	}
	first := live[0]
	if agree(live) {
		first.agreeOnEver(live)
		return s.take(&first), true
	}
	f := first.Figure
	other := live[slices.IndexFunc(live, func(c Claim) bool { return !sameFigure(c.Figure, f) })].Figure
	if s.conflicts[first.kind] = append(s.conflicts[first.kind], f.Key().String()); len(s.conflicts[first.kind]) <= mostConflicts {
		s.reader.find(disclosure.RuleDuplicateCell, disclosure.BlameParser, f.Key(), "两处单元格分别印有“%s”和“%s”", disclosure.Short(f.Raw), disclosure.Short(other.Raw))
	}
	f.State, f.Value, f.Confidence, f.Cumulative = disclosure.StateUnreadable, nil, 0, nil
	return f, true
}

func (s *settlement) take(c *Claim) disclosure.Figure {
	if c.Figure.State == disclosure.StateUnreadable {
		s.reader.find(disclosure.RuleUnreadable, disclosure.BlameParser, c.Figure.Key(), "单元格内容“%s”无法读作一个数", disclosure.Short(c.Figure.Raw))
	}
	if c.until != 0 && s.year != 0 && c.until != s.year {
		c.Figure.Cumulative = nil // up to another year
	}
	return c.Figure
}

// ofTheYear keeps the claims about the report's year: those that say it, else those that say
// no year, else, doubted, those that say one other year: a stale head is more common than a
// report that prints nothing but last year's table.
func (s *settlement) ofTheYear(claims []Claim) []Claim {
	var named, plain, others []Claim
	for _, c := range claims {
		switch {
		case c.timing.When == timing.Named && (c.timing.Year == s.year || s.year == 0):
			named = append(named, c)
		case c.timing.When == timing.Named:
			others = append(others, c)
		case c.timing.When == timing.Unsaid, c.timing.When == timing.This, c.timing.When == timing.Sum:
			plain = append(plain, c)
		}
	}
	switch {
	case s.year == 0 && severalYears(named):
		s.stale[named[0].table] = true
		return nil
	case len(named) > 0:
		return named
	case len(plain) > 0:
		return plain
	case len(others) == 0:
		return nil
	}
	s.stale[others[0].table] = true
	if severalYears(others) {
		return nil
	}
	for i := range others {
		others[i].Figure.Doubt(staleConfidence)
	}
	return others
}

func severalYears(claims []Claim) bool {
	return slices.ContainsFunc(claims, func(c Claim) bool { return c.timing.Year != claims[0].timing.Year })
}

// ofTheAgency keeps the claims of tables whose captions name the agency, where others do not.
func (s *settlement) ofTheAgency(claims []Claim) []Claim {
	var own []Claim
	for _, c := range claims {
		if c.table.names(s.names) {
			own = append(own, c)
		}
	}
	if len(own) > 0 {
		return own
	}
	var unnamed []Claim
	for _, c := range claims {
		if !c.table.namesBody() {
			unnamed = append(unnamed, c)
		}
	}
	if len(unnamed) > 0 {
		return unnamed
	}
	return claims
}

// report sums up what could not be settled.
func (s *settlement) report() {
	for _, kind := range []Kind{Proactive, Requests, Reviews, nationalTable, localTable} {
		if n := len(s.conflicts[kind]); n > mostConflicts {
			s.reader.find(disclosure.RuleDuplicateCell, disclosure.BlameParser, disclosure.Key{}, "两张同类表格的%d个数字不一致，无法判断以哪一张为准，均未采用", n)
		}
	}
	for _, c := range s.reader.Claims {
		if s.stale[c.table] {
			delete(s.stale, c.table)
			s.reader.find(disclosure.RuleYearUnclear, disclosure.BlameUnclear, disclosure.Key{}, "表格所注年度（%d年）与报告年度不同或无法判断", c.timing.Year)
		}
	}
}

func agree(claims []Claim) bool {
	return !slices.ContainsFunc(claims, func(c Claim) bool { return !sameFigure(c.Figure, claims[0].Figure) })
}

func sameFigure(a, b disclosure.Figure) bool {
	return a.State == b.State && (a.Value == nil && b.Value == nil || a.Value != nil && b.Value != nil && *a.Value == *b.Value)
}

// agencyNames are the report's agency as it may stand over a table.
func agencyNames(report *disclosure.Report) []string {
	var names []string
	for _, n := range []*string{report.Agency, report.AgencyAsPrinted} {
		if n != nil && *n != "" {
			names = append(names, disclosure.FoldName(*n))
		}
	}
	return names
}

var someBody = pattern.MustCompile(`(?:人民政府|委员会|局|办公室|管委会|街道办事处|街道|[\p{Han}]镇|[\p{Han}]乡|中心|各部门|部门|全县|全市|全区|本级|直属单位|汇总|管理处|下属|所属单位|工程处|事务所|管理站|服务站|大队|支队|公司)`)

// officeItself is how an agency calls itself beside its subordinates.
var officeItself = pattern.MustCompile(`[局委厅办院]机关:?$|^本机关:?$`)

// names reports whether the line next to a table that names a body names one of these.
func (c *caption) names(names []string) bool {
	for _, line := range c.lines {
		folded := disclosure.FoldName(line)
		if officeItself.MatchString(folded) || slices.ContainsFunc(names, func(n string) bool { return strings.Contains(folded, n) }) {
			return true
		}
		if isCaption(line) && someBody.MatchString(folded) {
			return false
		}
	}
	return false
}

func (c *caption) namesBody() bool {
	return slices.ContainsFunc(c.lines, func(line string) bool { return isCaption(line) && someBody.MatchString(disclosure.FoldName(line)) })
}

// isCaption tells a heading from the end of a paragraph that stands above a table.
func isCaption(line string) bool { return !sentenceMarks.In(line) }

var sentenceMarks = pattern.AnyOf("。", "，", "；", ",", ";", "！")
