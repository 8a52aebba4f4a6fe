package form

import (
	"slices"
	"strings"
	"unicode"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/number"
)

// joinPieces reads cells whose digits stand in several pieces, on two lines or with a gap:
// nobody knows whether they are one number or two. Where the sums of the form come out with
// them as one number, and in table 4 only so, they are one; otherwise they stay unreadable.
func (r *Reader) joinPieces() {
	if !r.brokenNumbers() {
		return
	}
	for _, kind := range []Kind{Requests, Reviews} {
		p := pieces{counts: map[disclosure.Key]int64{}, open: map[disclosure.Key][]int64{}}
		var broken []int
		for i := range r.Claims {
			if c := &r.Claims[i]; c.kind == kind {
				if !p.add(c) {
					p.counts = nil
				}
				if p.open[c.Figure.Key()] != nil {
					broken = append(broken, i)
				}
			}
		}
		if len(broken) == 0 || p.counts == nil {
			continue
		}
		for _, i := range broken {
			f := &r.Claims[i].Figure
			if kind == Requests && p.requestHolds(f.Key()) || kind == Reviews && p.reviewHolds(f.Key()) {
				value := disclosure.Int(p.open[f.Key()][0])
				r.find(disclosure.RuleInferred, disclosure.BlameParser, f.Key(), "“%s”分行印出，按表内勾稽关系只能是一个数：%s", disclosure.Short(f.Raw), value)
				f.State, f.Value, f.Confidence = disclosure.StateNumber, &value, confidence.Inferred
			}
		}
	}
}

// pieces are the counts of one table, and those that may be one number or several.
type pieces struct {
	counts map[disclosure.Key]int64
	open   map[disclosure.Key][]int64 // joined, and each piece alone
}

// add takes a figure. false where it is claimed twice: nobody knows which table the sums are of.
func (p *pieces) add(c *Claim) bool {
	k := c.Figure.Key()
	if _, ok := p.counts[k]; ok || p.open[k] != nil || p.counts == nil {
		return false
	}
	switch {
	case c.Figure.Value != nil:
		p.counts[k] = int64(*c.Figure.Value / disclosure.Int(1))
	case c.Figure.State != disclosure.StateUnreadable:
		p.counts[k] = 0
	default:
		if all := piecesOf(c.Figure.Raw); all != nil {
			p.open[k] = all
		}
	}
	return true
}

// piecesOf reads the pieces of a number: joined, and each alone. nil where it is none.
func piecesOf(raw string) []int64 {
	fields := strings.FieldsFunc(disclosure.FoldText(raw), unicode.IsSpace)
	whole := strings.Join(fields, "")
	if len(fields) < 2 || !number.IsDigits(whole) || len(whole) > longestSplit || whole[0] == '0' {
		return nil
	}
	var all []int64
	for _, digits := range append([]string{whole}, fields...) {
		n, _ := number.Small(digits)
		if all == nil && n == 0 {
			return nil
		}
		all = append(all, n)
	}
	return all
}

// count is a figure with its pieces joined.
func (p *pieces) count(indicator string, a disclosure.Applicant) (int64, bool) {
	k := disclosure.Key{Indicator: indicator, Applicant: a}
	if all := p.open[k]; all != nil {
		return all[0], true
	}
	n, ok := p.counts[k]
	return n, ok
}

// requestHolds reports whether the row and the column of a figure of table 3 add up. Of two
// independent sums no other reading of one of its cells leaves both.
func (p *pieces) requestHolds(k disclosure.Key) bool {
	sum := int64(0)
	for _, a := range disclosure.Applicants {
		n, ok := p.count(k.Indicator, a)
		if !ok {
			return false
		}
		if a == disclosure.Total {
			n = -n
		}
		sum += n
	}
	return sum == 0 && p.columnHolds(k.Applicant)
}

// columnHolds weighs the sums of a column of table 3. Form 2021 parts 其他处理 in three.
func (p *pieces) columnHolds(a disclosure.Applicant) bool {
	flow, outcomes := int64(0), int64(0)
	for _, indicator := range requestRowOrder() {
		n, ok := p.count(indicator, a)
		if !ok {
			if strings.HasPrefix(indicator, "outcome_other") {
				continue
			}
			return false
		}
		switch indicator {
		case "requests_new", "requests_carried_in":
			flow += n
		case "requests_carried_out":
			flow -= n
		case "outcome_total":
			flow, outcomes = flow-n, outcomes-n
		default:
			outcomes += n
		}
	}
	return flow == 0 && outcomes == 0
}

// reviewHolds reports whether the results of a figure of table 4 add up with all pieces
// joined, and in no other way.
func (p *pieces) reviewHolds(k disclosure.Key) bool {
	stem := ""
	for _, s := range standardStems {
		if strings.HasPrefix(k.Indicator, s+"_") {
			stem = s
		}
	}
	sums := map[int64]int{0: 1} // the ways to come to each difference
	for _, result := range standardResults {
		key := disclosure.Key{Indicator: stem + "_" + result.id}
		ways := p.open[key]
		if ways == nil {
			n, ok := p.counts[key]
			if !ok {
				return false
			}
			ways = []int64{n}
		}
		next := map[int64]int{}
		for sum, n := range sums {
			for _, w := range ways {
				if result.id == "total" {
					w = -w
				}
				next[sum+w] += n
			}
		}
		sums = next
	}
	whole := int64(0)
	for _, result := range standardResults {
		n, _ := p.count(stem+"_"+result.id, "")
		if result.id == "total" {
			n = -n
		}
		whole += n
	}
	return whole == 0 && sums[0] == 1
}

// brokenNumbers reports whether a cell of tables 3 and 4 has digits in pieces.
func (r *Reader) brokenNumbers() bool {
	return slices.ContainsFunc(r.Claims, func(c Claim) bool {
		return (c.kind == Requests || c.kind == Reviews) && c.Figure.State == disclosure.StateUnreadable && piecesOf(c.Figure.Raw) != nil
	})
}
