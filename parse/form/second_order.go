package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/tree"
)

// doubtPlaces looks for figures of table 3 that may stand in a wrong place although both
// readings agree, since the table itself may have been damaged: rows or columns whose labels
// stand elsewhere than in the form, and rows with an empty cell whose sum is not their total.
// Whether labels, numbers or nothing moved nobody can tell.
func (t *tableReader) doubtPlaces() {
	for i := range t.claims {
		if t.claims[i].kind != Requests {
			return
		}
	}
	t.doubt(outOfOrder(t.claims), "表三有行或列不在格式规定的位置，不能确定是名称还是数字错位")
	t.doubt(gapped(t.claims), "表三有的行有空格而各项之和不等于总计，数字可能错位")
}

func (t *tableReader) doubt(places []int, message string) {
	var doubts []string
	for _, i := range places {
		f := &t.claims[i].Figure
		f.Confidence = min(f.Confidence, confidence.Doubted)
		doubts = append(doubts, f.Key().String())
	}
	if n := len(doubts); n > 0 {
		t.find(disclosure.RuleTwoReadings, t.claims[places[0]].Figure.Key(), "%s（%d个）：%s", message, n, strings.Join(doubts[:min(n, mostDoubts)], "、"))
	}
}

// outOfOrder lists the claims of rows and columns that do not follow each other as in the
// form. A column of totals stands first or last.
func outOfOrder(claims []Claim) []int {
	var rows []int
	movedColumns := map[int]bool{}
	columns := make([]int, 0, len(disclosure.Applicants))
	for _, place := range rowsOfClaims(claims) {
		row := claims[place.Start:place.End]
		columns = columns[:0]
		for i := range row {
			if i > 0 || row[i].Figure.Applicant != disclosure.Total {
				columns = append(columns, applicantOrder(&row[i]))
			}
		}
		moved(columns, movedColumns)
		if at := requestOrder(row[0].Figure.Indicator); at >= 0 && !slices.Contains(rows, at) {
			rows = append(rows, at)
		}
	}
	movedRows := map[int]bool{}
	moved(rows, movedRows)
	if len(movedRows)+len(movedColumns) == 0 {
		return nil
	}
	var places []int
	for i := range claims {
		if movedRows[requestOrder(claims[i].Figure.Indicator)] || movedColumns[applicantOrder(&claims[i])] {
			places = append(places, i)
		}
	}
	return places
}

func applicantOrder(c *Claim) int { return slices.Index(disclosure.Applicants, c.Figure.Applicant) }

// moved adds what stands behind something that comes later in the form, and that as well.
func moved(sequence []int, out map[int]bool) {
	if slices.IsSorted(sequence) {
		return
	}
	for i, a := range sequence {
		for _, b := range sequence[i+1:] {
			if b < a {
				out[a], out[b] = true, true
			}
		}
	}
}

// rowsOfClaims parts claims where another indicator begins. Rows that print several years are
// left out.
func rowsOfClaims(claims []Claim) []tree.Run {
	rows := make([]tree.Run, 0, len(claims)/len(disclosure.Applicants)+1)
	start := 0
	for i := range claims {
		if i+1 == len(claims) || claims[i+1].Figure.Indicator != claims[i].Figure.Indicator {
			if i+1-start <= len(disclosure.Applicants) {
				rows = append(rows, tree.Run{Start: start, End: i + 1})
			}
			start = i + 1
		}
	}
	return rows
}

// gapped lists the claims of rows that print some cells and not all, and whose total is not
// the sum of the others, in a table whose full rows have such totals.
func gapped(claims []Claim) []int {
	var places []int
	holds, broken := 0, 0
	for _, place := range rowsOfClaims(claims) {
		blank, closes, ok := rowSum(claims[place.Start:place.End])
		switch {
		case !ok:
		case blank == 0 && closes:
			holds++
		case blank == 0:
			broken++
		case !closes:
			for i := place.Start; i < place.End; i++ {
				places = append(places, i)
			}
		}
	}
	if holds <= broken {
		return nil
	}
	return places
}

// rowSum counts the blank cells of a row, and says whether the others make its total. ok is
// false where a cell is unreadable, or no total is printed.
func rowSum(row []Claim) (blank int, closes, ok bool) {
	sum := disclosure.Number(0)
	for i := range row {
		f := &row[i].Figure
		switch {
		case f.State == disclosure.StateUnreadable:
			return 0, false, false
		case f.State == disclosure.StateBlank:
			blank++
		case f.Value == nil:
		case f.Applicant == disclosure.Total:
			sum, ok = sum-*f.Value, true
		default:
			sum += *f.Value
		}
	}
	return blank, sum == 0, ok && len(row) == len(disclosure.Applicants)
}
