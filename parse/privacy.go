package parse

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
)

// blackened stands for each character of personal data that a report printed by mistake.
const blackened = '█'

// Redact blackens the personal data of applicants and other private persons in a text: names
// where the text gives them to an applicant, party or villager; mobile numbers, homes,
// identity numbers, bank cards and licence plates. Each character becomes one █, so places in
// the text stay true. The contact of an agency, names of officials and names that are already
// masked (张某, 李××) stay. It reports whether there was anything.
func Redact(text string) (string, bool) {
	if len(text) < 6 {
		return text, false
	}
	runes := []rune(text)
	private := privateIn(runes)
	if len(private) == 0 {
		return text, false
	}
	blacken(runes, private)
	return string(runes), true
}

func blacken(runes []rune, private []run) {
	for _, p := range private {
		for i := p.start; i < p.end && i < len(runes); i++ {
			if runes[i] != '\n' && runes[i] != '\t' {
				runes[i] = blackened
			}
		}
	}
}

// privateIn lists the stretches of personal data in a text, in runes.
func privateIn(text []rune) []run {
	var all []run
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		if suspicious(text[start:end]) {
			for _, p := range privateInLine(string(text[start:end])) {
				all = append(all, run{start + p.start, start + p.end})
			}
		}
		start = end + 1
	}
	return all
}

// suspicious is the quick look that all but very few lines do not pass: a long number, a
// surname behind the word for a private person, a word that goes with a person's data.
func suspicious(line []rune) bool {
	digits, first := 0, rune(0) // of the number that is being read
	at := func(i int) rune {
		if i < 0 || i >= len(line) {
			return 0
		}
		return line[i]
	}
	for i, r := range line {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			if digits++; digits == 1 {
				first = r
			}
			if digits >= 15 || digits >= 11 && first != '0' && first != '０' { // 0 leads fixed lines only
				return true
			}
			continue
		case r == ' ' || r == '-' || r == '－':
			continue
		case r < 0x4E00:
			digits = 0
			if (r >= 'A' && r <= 'Z' || r >= 'Ａ' && r <= 'Ｚ') && isProvince(at(i-1)) {
				return true
			}
			continue
		}
		digits = 0
		next := at(i + 1)
		found := false
		switch r {
		case '人', '告', '民', '主':
			for _, k := range [...]int{1, 2, 3, 4} {
				found = found || isSurname(at(i+k))
			}
			found = found && isRole(at(i-2), at(i-1), r)
		case '先':
			found = next == '生'
		case '女':
			found = next == '士' || next == ',' || next == '，'
		case '男':
			found = next == ',' || next == '，'
		case '身':
			found = next == '份' && (at(i+2) == '证' || at(i+2) == '證')
		case '不':
			found = next == '服'
		case '姓':
			found = next == '名'
		case '户', '戶':
			found = next == '籍'
		case '住':
			found = next == '址' || next == '所' && at(i+2) == '地' || next == '在' || next == ':' || next == '：' || at(i-1) == '现' || at(i-1) == '居' || at(i-1) == '，' || at(i-1) == ','
		case '诉', '訴':
			found = next == '我' || next == '县' || next == '市' || next == '区' || next == '本'
		}
		if found {
			return true
		}
	}
	return false
}

// isRole: the characters end the word for a private person.
func isRole(b, a, r rune) bool {
	switch r {
	case '告':
		return a == '原'
	case '主':
		return a == '业'
	case '民':
		return a == '村' || a == '居' || a == '市'
	}
	switch string([]rune{b, a}) {
	case "申请", "申請", "当事", "當事", "举报", "舉報", "投诉", "投訴", "起诉", "上诉", "来信", "信访", "反映", "委托", "代理":
		return true
	}
	return false
}

func privateInLine(text string) []run {
	f := disclosure.Fold(text)
	var all []run
	at, runes := 0, 0 // runes counts those of f.Text[:at]: lines can be long, and full of numbers
	for _, s := range sentencesOf(f.Text) {
		sentence := f.Text[s.from:s.to]
		found := numbersIn(sentence)
		found = append(found, namesOfPersons(sentence)...)
		found = append(found, homesIn(sentence, len(found) > 0)...)
		found = append(found, platesIn(sentence)...)
		sort.Slice(found, func(i, j int) bool { return found[i].from < found[j].from })
		for _, b := range found {
			runes += utf8.RuneCountInString(f.Text[at : s.from+b.from])
			at = s.from + b.from
			last := runes + utf8.RuneCountInString(f.Text[at:s.from+b.to]) - 1
			all = append(all, run{f.Origin[runes], f.Origin[last] + 1})
		}
	}
	return all
}

// protect keeps personal data out of everything that leaves Document, and says so.
func protect(r *disclosure.Report, page *flow) {
	any := page != nil && len(privateIn(page.runes)) > 0
	clean := func(s *string) {
		if s == nil {
			return
		}
		if text, found := Redact(*s); found {
			*s, any = text, true
		}
	}
	for _, s := range []*string{r.Title, r.Agency, r.AgencyAsPrinted, r.IndexNumber, r.DocumentNumber} {
		clean(s)
	}
	if r.Contact != nil {
		clean(r.Contact.Address)
	}
	for _, list := range [][]string{r.Problems, r.Improvements, r.Attachments} {
		for i := range list {
			clean(&list[i])
		}
	}
	for i := range r.DateCandidates {
		clean(&r.DateCandidates[i].Raw)
	}
	for i := range r.Sections {
		clean(&r.Sections[i].Heading)
	}
	for i := range r.Topics {
		clean(&r.Topics[i].Name)
	}
	for i := range r.Measures {
		clean(&r.Measures[i].Raw)
	}
	for i := range r.Figures {
		if strings.Trim(r.Figures[i].Raw, "0123456789") != "" { // a count is no number of a person; the page was looked at as a whole
			clean(&r.Figures[i].Raw)
		}
	}
	for i := range r.Findings {
		clean(&r.Findings[i].Message)
	}
	if any {
		r.Findings = append(r.Findings, newFinding(disclosure.RulePersonal, disclosure.BlameUnclear, disclosure.Key{}, "文件中印有疑似个人信息，公开的数据和页面中已隐去"))
	}
}

// hide blackens personal data in the texts of a page that is to be shown. Places stay true:
// each character is replaced by one.
func hide(d *document) {
	private := privateIn(d.flow.runes)
	blacken(d.flow.runes, private)
	for _, p := range private {
		for _, piece := range d.flow.piecesIn(p) {
			runes := []rune(piece.node.Data)
			blacken(runes, []run{{piece.offset, piece.offset + piece.length}})
			piece.node.Data = string(runes)
		}
	}
	if d.root != nil {
		hideAside(d.root)
	}
}
