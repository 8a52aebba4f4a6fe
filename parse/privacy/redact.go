// Package privacy finds the personal data that a report printed by mistake: names of private
// persons, their numbers, homes and accounts. It blackens each character by one, so that every
// place in a text stays true. It refuses to hide what an agency must publish: its own contact,
// officials by name, and names that are masked already.
package privacy

import (
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// blackened stands for each character of personal data that a report printed by mistake.
const blackened = '█'

// Redact blackens the personal data of applicants and other private persons in a text: names
// where the text gives them to an applicant, party or villager; mobile numbers, homes,
// identity numbers, bank cards and licence plates. Each character becomes one █, so places in
// the text stay true. The contact of an agency, names of officials and names that are already
// masked (张某, 李××) stay. It reports whether there was anything.
func Redact(text string) (string, bool) { return redact(text, nil) }

// redact hides names too that are known to be private persons'.
func redact(text string, names FullNames) (string, bool) {
	if len(text) < 6 {
		return text, false
	}
	runes := []rune(text)
	private, _ := privateIn(runes, names)
	if len(private) == 0 {
		return text, false
	}
	blacken(runes, private)
	return string(runes), true
}

func blacken(runes []rune, private []tree.Run) {
	for _, p := range private {
		for i := p.Start; i < p.End && i < len(runes); i++ {
			if runes[i] != '\n' && runes[i] != '\t' {
				runes[i] = blackened
			}
		}
	}
}

// FullNames are the full names of private persons that a document gives.
type FullNames map[string]bool

// privateIn lists the stretches of personal data in a text, in runes. A full name that one
// place gives to a private person, or that is known already, is hidden wherever it stands.
func privateIn(text []rune, known FullNames) ([]tree.Run, FullNames) {
	all := privateCells(text, known)
	names := FullNames{}
	for name := range known {
		names[name] = true
	}
	for _, p := range all {
		if name := string(text[p.Start:p.End]); p.End-p.Start >= leastFullName && p.End-p.Start <= longestName && len(names) < mostNames && bareName.MatchString(name) {
			names[name] = true
		}
	}
	if len(names) > len(known) {
		all = privateCells(text, names)
	}
	return append(all, everywhere(text, names)...), names
}

// Names of fewer characters may be a part of other words.
const (
	leastFullName = 3
	longestName   = 4
	mostNames     = 200
)

// everywhere finds each place of the names.
func everywhere(text []rune, names FullNames) []tree.Run {
	var all []tree.Run
	if len(names) == 0 {
		return nil
	}
	for i := range text {
		if !isSurname(text[i]) {
			continue
		}
		for n := leastFullName; n <= longestName && i+n <= len(text); n++ {
			if names[string(text[i:i+n])] {
				all = append(all, tree.Run{Start: i, End: i + n})
			}
		}
	}
	return all
}

// privateCells looks at each cell and line for itself, and at tables of persons.
func privateCells(text []rune, known FullNames) []tree.Run {
	var all []tree.Run
	persons, tabbed := false, false // below the head of a table of persons; it has columns
	tabs := 0                       // on this line
	for start := 0; start <= len(text); {
		end := start
		for end < len(text) && text[end] != '\n' && text[end] != '\t' {
			end++
		}
		cell := text[start:end]
		switch {
		case isPersonHead(cell):
			persons, tabbed = true, tabs > 0 || end < len(text) && text[end] == '\t'
		case persons && isPersonCell(cell):
			all = append(all, tree.Run{Start: start, End: end})
		case Suspicious(cell), len(everywhere(cell, known)) > 0:
			for _, p := range InLine(string(cell), known) {
				all = append(all, tree.Run{Start: start + p.Start, End: start + p.End})
			}
		}
		persons = persons && len(cell) <= longestCell // a sentence ends the table
		if tabs++; end == len(text) || text[end] == '\n' {
			persons = persons && (!tabbed || tabs > 1 || len(cell) == 0)
			tabs = 0
		}
		start = end + 1
	}
	return all
}

// longestCell is the longest cell of a table of persons, in code points.
const longestCell = 40

// isPersonHead: the head of a column that only a table of persons has.
func isPersonHead(cell []rune) bool {
	if len(cell) < 2 || len(cell) > 12 || !beginsHead(cell[0]) {
		return false
	}
	switch disclosure.FoldName(string(cell)) {
	case "身份证", "身份证号", "身份证号码", "证件号码", "手机号", "手机号码", "家庭住址", "申请人", "申请者", "申请人姓名", "申请人名称", "申请人姓名或名称", "申请人电话", "申请人联系电话", "申请人联系方式", "申请人地址",
		"当事人", "当事人姓名", "原告", "原告姓名", "投诉人", "投诉人姓名", "举报人", "举报人姓名", "信访人", "信访人姓名", "反映人", "来信人", "来访人":
		return true
	}
	return false
}

var beginsHead = runeSet("身申手姓证當当原投举信反来家")

// homeCell is a cell that is where somebody lives: below a village or street, down to the door.
var homeCell = pattern.MustCompile(`(?:镇|乡|村|街道|社区|路|街|巷|小区).*(?:组|号|室|栋|幢|单元|队|社|户)$`)

// isPersonCell: a cell that is a name, a number or an address of a person and nothing else.
func isPersonCell(cell []rune) bool {
	if len(cell) < 2 || len(cell) > longestCell {
		return false
	}
	text := disclosure.FoldName(string(cell))
	number := strings.ReplaceAll(text, "-", "")
	return bareName.MatchString(text) && isName(text) || bareNumber.MatchString(number) || homeCell.MatchString(text) || mail.FindString(text) == text
}

// Suspicious is the quick look that all but very few lines do not pass: a long number, a
// surname behind the word for a private person, a word that goes with a person's data.
func Suspicious(line []rune) bool {
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
			if r == '@' || (r >= 'A' && r <= 'Z' || r >= 'Ａ' && r <= 'Ｚ') && isProvince(at(i-1)) {
				return true
			}
			continue
		}
		if digits = 0; !mayTell(r) {
			continue
		}
		next := at(i + 1)
		found := isSurname(r) && mayAsk(line, i)
		switch r {
		case '人', '者', '告', '民', '主', '众', '工':
			for _, k := range [...]int{1, 2, 3, 4, 5} {
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
		case '址':
			found = isRole(at(i-5), at(i-4), at(i-3)) || isRole(at(i-6), at(i-5), at(i-4)) || isRole(at(i-7), at(i-6), at(i-5))
		case '住':
			found = next == '址' || next == '所' && at(i+2) == '地' || next == '在' || next == ':' || next == '：' || at(i-1) == '现' || at(i-1) == '家' || at(i-1) == '暂' || at(i-1) == '居' || at(i-1) == '，' || at(i-1) == ','
		}
		if found {
			return true
		}
	}
	return false
}

// mayTell picks the characters at which suspicious looks twice.
var mayTell = runeSet(surnames + otherSurnames + "人者告民主众工先女男身不姓户戶址住")

// mayAsk: what stands around a surname can be the name of one who asked or sued.
func mayAsk(line []rune, i int) bool {
	if i > 0 && line[i-1] >= 0x4E00 && line[i-1] <= 0x9FFF && !strings.ContainsRune("中由到理复覆知号號员員及和与與对對向给給于关關据據照回", line[i-1]) {
		return false
	}
	for k := i + 2; k <= i+4 && k+1 < len(line); k++ {
		if next, ok := behindAsker[line[k]]; ok && (next == "" || strings.ContainsRune(next, line[k+1]) || next == "姓" && isSurname(line[k+1])) {
			return i+1 < len(line) && !likeNames[disclosure.FoldText(string(line[i:i+2]))]
		}
	}
	return false
}

// behindAsker is what follows a name that byAsking and byAnswer find: its first character, and
// which may be the next (姓: a surname).
var behindAsker = map[rune]string{'诉': "", '訴': "", '不': "服", '同': "志", '提': "出交", '递': "交", '遞': "交", '邮': "寄", '郵': "寄", '寄': "来送", '申': "请請",
	'要': "求", '的': "申书政信公来请诉复", '来': "信电访函", '來': "信電訪函", '等': "", '、': "姓", '和': "姓", '及': "姓", '与': "姓", '與': "姓", '向': "我本县縣市区區法政乡鄉镇鎮街人", '书': "面", '当': "面", '网': "上络",
	'公': "开", '复': "议", '起': "诉", '上': "诉", '信': "息", '两': "人", '三': "人", '四': "人", '五': "人"}

// isRole: the characters end the word for a private person.
func isRole(b, a, r rune) bool {
	switch r {
	case '告':
		return a == '原'
	case '主':
		return a == '业' || a == '户'
	case '民':
		return a == '村' || a == '居' || a == '市' || a == '网' || a == '农'
	case '众':
		return a == '群'
	case '工':
		return a == '职'
	}
	switch string([]rune{b, a}) {
	case "申请", "申請", "当事", "當事", "举报", "舉報", "投诉", "投訴", "起诉", "上诉", "第三", "来信", "来访", "上访", "信访", "反映", "委托", "代理":
		return true
	}
	return false
}

// InLine lists the stretches of personal data in one line, in runes; known are full names that
// are hidden too.
func InLine(text string, known FullNames) []tree.Run {
	f := disclosure.Fold(text)
	var all []tree.Run
	at, runes := 0, 0 // runes counts those of f.Text[:at]: lines can be long, and full of numbers
	for _, s := range tree.Sentences(f.Text) {
		sentence := f.Text[s.From:s.To]
		found := numbersIn(f.Text, s)
		found = append(found, namesOfPersons(sentence)...)
		person := len(found) > 0 || len(known) > 0 && len(everywhere([]rune(sentence), known)) > 0
		found = append(found, homesIn(sentence, person)...)
		found = append(found, accountsIn(sentence, person)...)
		found = append(found, platesIn(sentence)...)
		sort.Slice(found, func(i, j int) bool { return found[i].From < found[j].From })
		for _, b := range found {
			runes += utf8.RuneCountInString(f.Text[at : s.From+b.From])
			at = s.From + b.From
			last := runes + utf8.RuneCountInString(f.Text[at:s.From+b.To]) - 1
			all = append(all, tree.Run{Start: f.At(runes), End: f.At(last) + 1})
		}
	}
	return all
}

// Protect keeps personal data out of everything that leaves Document, and says so.
func Protect(r *disclosure.Report, page *tree.Flow) {
	any, names := false, FullNames(nil)
	if page != nil {
		var found []tree.Run
		found, names = privateIn(page.Runes, nil)
		any = len(found) > 0
	}
	clean := func(s *string) {
		if s == nil {
			return
		}
		if text, found := redact(*s, names); found {
			*s, any = text, true
		}
	}
	for _, s := range []*string{r.Title, r.Agency, r.AgencyAsPrinted, r.IndexNumber, r.DocumentNumber} {
		clean(s)
	}
	if r.Contact != nil {
		clean(r.Contact.Address)
		clean(r.Contact.Email)
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
		clean(&r.Sections[i].Text)
	}
	for i := range r.Topics {
		clean(&r.Topics[i].Name)
	}
	for i := range r.Measures {
		clean(&r.Measures[i].Raw)
	}
	print := func(raw *string) {
		if !number.IsDigits(*raw) && strings.Trim(disclosure.FoldText(*raw), "0123456789") != "" { // a count is no number of a person; the page was looked at as a whole
			clean(raw)
		}
	}
	for i := range r.Figures {
		print(&r.Figures[i].Raw)
		if c := r.Figures[i].Cumulative; c != nil {
			print(&c.Raw)
		}
	}
	for i := range r.Findings {
		clean(&r.Findings[i].Message)
	}
	if any {
		r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RulePersonal, disclosure.BlameUnclear, disclosure.Key{}, "文件中印有疑似个人信息，公开的数据和页面中已隐去"))
	}
}

// Hide blackens personal data in the texts of a page that is to be shown. Places stay true:
// each character is replaced by one.
func Hide(d *tree.Document) {
	private, names := privateIn(d.Flow.Runes, nil)
	blacken(d.Flow.Runes, private)
	inside := map[*html.Node][]tree.Run{}
	for _, p := range private {
		for _, piece := range d.Flow.PiecesIn(p) {
			inside[piece.Node] = append(inside[piece.Node], tree.Run{Start: piece.Offset, End: piece.Offset + piece.Length})
		}
	}
	for n, private := range inside {
		runes := []rune(n.Data)
		blacken(runes, private)
		n.Data = string(runes)
	}
	if d.Root != nil {
		hideAside(d.Root, names)
	}
}
