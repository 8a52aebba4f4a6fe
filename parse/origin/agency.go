package origin

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/day"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// claimed is a name that the page gives as that of the reporting agency.
type claimed struct {
	name   string
	agency disclosure.Agency
	ok     bool
}

func agencyClaim(name string, site disclosure.Division) claimed {
	agency, ok := disclosure.ResolveAgency(name, site)
	return claimed{name, agency, ok}
}

// Identify fills in the agency: whom the titles name, else who says that the report is its
// own, published the page or signed the text. A name that may mean several places (建新镇,
// 西湖区) is completed by what the page says elsewhere of the same agency, or by the only
// county that it speaks of. Where nothing is certain, a finding says so and nothing is guessed.
func Identify(r *disclosure.Report, v *Page, titles []string, box map[string]Fact, above, lines []tree.Line) {
	site := v.Division
	named := titleClaims(titles, site)
	if len(named) > 0 && named[0].ok {
		first := named[0]
		if shortStem.MatchString(first.agency.Name) {
			first.agency = inFull(first.agency, toldClaims(v, box, above, lines, site))
		}
		if other, ok := inOtherCounty(first, v, box, above, lines); ok {
			r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleAgencyUnclear, disclosure.BlameUnclear, disclosure.Key{}, fmt.Sprintf("网页底部的网站标识属于%s，正文写明“%s”，以正文为准", site.Name, disclosure.Short(other.name))))
			first = other
		}
		setAgency(r, first)
		noteOther(r, first, lines, site)
		return
	}
	told := toldClaims(v, box, above, lines, site)
	if len(named) == 0 {
		named, told = told, nil
	}
	if len(named) == 0 {
		if c, ok := ownGovernment(v, lines); ok {
			setAgency(r, c)
			return
		}
		r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleAgencyUnclear, disclosure.BlameParser, disclosure.Key{}, "标题、发布机构和落款都没有写明报告机关"))
		return
	}
	setAgency(r, settle(named, told, v, lines))
}

// noteOther says so where the text presents itself as another agency's report than the title, or
// is signed by another: texts are copied, and titles are mixed up. The title counts.
func noteOther(r *disclosure.Report, first claimed, lines []tree.Line, site disclosure.Division) {
	names := []string{signedBy(lines)}
	for _, sentence := range namesBy(ownTitle, lines[:min(len(lines), 12)]) {
		names = append(names, disclosure.NameInTitle(sentence))
	}
	for _, name := range names {
		if name == "" || nobodySaid.MatchString(name) || strings.HasSuffix(first.name, name) || strings.HasSuffix(name, first.name) {
			continue
		}
		other := agencyClaim(name, site)
		switch {
		case !other.ok, other.agency.ID == first.agency.ID, isShortFor(name, first.name), isShortFor(first.name, name):
		case other.agency.Family == disclosure.FamilyGovOffice, first.agency.Family == disclosure.FamilyGovOffice: // it signs and presents for others
		default:
			r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleAgencyUnclear, disclosure.BlameUnclear, disclosure.Key{}, fmt.Sprintf("标题为“%s”，正文为“%s”，以标题为准", disclosure.Short(first.name), disclosure.Short(name))))
			return
		}
	}
}

// inOtherCounty finds the agency of the title under a name with another county than that of the
// site's code, which is all that completes the title: 高头乡 of the title is 永定县高头乡人民政府 where
// the text says so. Pages and their feet are copied. A site that the walk knows is not doubted.
func inOtherCounty(first claimed, v *Page, box map[string]Fact, above, lines []tree.Line) (claimed, bool) {
	if v.Walked || first.agency.DivisionCode == "" || agencyClaim(first.name, disclosure.Division{}).ok {
		return claimed{}, false
	}
	for _, other := range toldClaims(v, box, above, lines, disclosure.Division{}) {
		county, named := strings.CutSuffix(core(other.name), core(first.name))
		switch {
		case other.ok && other.agency.ID != first.agency.ID && isSame(first.name, other):
			return other, countyOf(other) != countyOf(first)
		case !other.ok && named && endsWithCounty.MatchString(county) && !strings.HasSuffix(county, v.Division.Name):
			return other, true
		}
	}
	return claimed{}, false
}

// endsWithCounty matches what stands before the name of a township.
var endsWithCounty = pattern.MustCompile(`\p{Han}[县区市旗]$`)

// countyOf is the county, or the city, of an agency: six digits of GB/T 2260.
func countyOf(c claimed) string { return c.agency.DivisionCode[:min(6, len(c.agency.DivisionCode))] }

// settle chooses among the names, the first of which is the most trusted.
func settle(named, told []claimed, v *Page, lines []tree.Line) claimed {
	first := named[0]
	if first.ok {
		return first
	}
	for _, other := range slices.Concat(named[1:], told) {
		if other.ok && isSame(first.name, other) {
			return claimed{first.name, other.agency, true}
		}
	}
	for _, place := range placesNamed(v, lines) {
		if c := agencyClaim(first.name, place); c.ok && c.agency.Level != disclosure.LevelPrefecture && c.agency.Level != disclosure.LevelProvince {
			return c
		}
	}
	return first
}

// titleClaims are the names in the titles, in order; where the first is certain, it alone.
func titleClaims(titles []string, site disclosure.Division) []claimed {
	var all []claimed
	for _, t := range titles {
		name, agency, ok := disclosure.AgencyFromTitle(t, site) // as it stands: folding would change some names (氾水镇)
		if full := FullTitle(disclosure.FoldName(t)); !ok && full != t {
			if n, a, certain := disclosure.AgencyFromTitle(full, site); n != "" && (certain || name == "") {
				name, agency, ok = n, a, certain
			}
		}
		if name == "" || fragment.MatchString(name) {
			continue
		}
		all = append(all, claimed{name, agency, ok})
		if all[0].ok {
			break
		}
	}
	return all
}

// fragment matches what is left of 政府信息公开 where a title is broken inside it: nobody's name.
var fragment = pattern.MustCompile(`^[政府务信息公开工作]+$`)

// ownGovernment is the government of the county on whose site the report says to stand, where
// the report speaks for a whole county and names no agency at all. It stays a doubt.
func ownGovernment(v *Page, lines []tree.Line) (claimed, bool) {
	if !slices.ContainsFunc(lines, func(l tree.Line) bool { return wholeCounty.MatchString(l.Fold.Text) }) {
		return claimed{}, false
	}
	for _, d := range placesNamed(v, lines) {
		agency, _ := disclosure.ResolveAgency(d.Name, d)
		return claimed{d.Name, agency, false}, true
	}
	return claimed{}, false
}

var wholeCounty = pattern.MustCompile(`[我全][县市区旗](?:政务公开|政府信息|各级|上下|坚持|认真|深入|共|累计|主动|持续|围绕|的|工作|,|。)`)

// isSame reports whether a name is the shorter form of another agency's: 建新镇 of
// 遂溪县建新镇人民政府.
func isSame(name string, other claimed) bool {
	short := core(name)
	for _, long := range [...]string{other.name, other.agency.Name} {
		if len(short) >= 2*len("国") && strings.HasSuffix(core(long), short) {
			return true
		}
	}
	return false
}

func core(name string) string {
	name = disclosure.FoldName(name)
	for _, ending := range [...]string{"人民政府办公室", "办公室", "人民政府", "政府", "办事处", "管理委员会", "管委会"} {
		if rest, ok := strings.CutSuffix(name, ending); ok && rest != "" {
			return rest
		}
	}
	return name
}

// agencyPart matches the name of an agency inside a sentence.
const agencyPart = `([\p{Han}()]{1,26}?(?:局|委员会|委|办公室|管委会|人民政府|政府|街道办事处|街道办|街道|办事处|镇|乡|苏木|中心|大队|支队|供销社|联合社|联合会|残联|厅|馆|调查队|海关|县|市|区|旗|州))`

// bodyPart matches no government: a sentence on what it did stands in others' reports as well.
const bodyPart = `([\p{Han}()]{2,24}?(?:局|委员会|管委会|街道办事处|街道|镇|乡|苏木|中心|大队|支队|镇人民政府|乡人民政府|镇政府|乡政府))`

// ownTitle is the title of the report inside the sentence that presents it.
var ownTitle = pattern.MustCompile(`(?:公布|公开|发布|公示|编制|现将|特将|兹将)(?:了)?([^。,;:]{4,60}?(?:信息公开|政务公开)(?:工作)?(?:年度报告|年报|年度工作报告|报告|情况))`)

// The sentences of a report that say whose it is, the clearest first.
var ownSentences = []*pattern.Regexp{
	pattern.MustCompile(`(?:公布|公开|发布|公示|编制|现将|特将|兹将)(?:了|的是)?` + agencyPart + `(?:关于)?(?:20\d\d|二[〇○零]..)年`),
	pattern.MustCompile(`(?:全文|本报告|报告)(?:由|包括)` + agencyPart + `(?:20\d\d年|根据|按照|依据|编制|办公室编制|负责)`),
	pattern.MustCompile(`(?:由|结合)` + agencyPart + `(?:\([^()]{2,30}\))?(?:组织|负责|汇总)?(?:编制|编写|撰写|根据|依据|按照|依照|政府信息公开工作有关)`),
	pattern.MustCompile(`^20\d\d年(?:度|以来)?,` + bodyPart + `(?:在|坚持|认真|深入|严格|紧紧|围绕|全面|扎实|积极|不断|继续|进一步|根据|按照)`),
	pattern.MustCompile(`^(?:20\d\d年,)?` + agencyPart + `(?:20\d\d年|在总结20\d\d年|根据《|按照《|依据《|认真贯彻)`),
}

// contactSentence names whom to ask, who is mostly an office of the agency.
var contactSentence = pattern.MustCompile(`(?:请与|请联系|请向|请咨询|可与|请致电|联系单位:|联系部门:|联系机构:)` + agencyPart + `(?:\(|联系|咨询|,|;|。|政务公开|信息公开|办公室|党政|综合|$)`)

// nobodySaid are the words that look like a name but mean the reader's side or anybody.
var nobodySaid = pattern.MustCompile(`^[我本全各该其]|^(?:现|现将|特|特此|兹|予以|向社会)?(?:公布|公开|发布|公示|编制)|[我本][省市县区旗镇乡州局委办厅院所站处]$|国务院|条例|网站|门户|平台|信息中心|领导小组|^(?:市|县|区|省|州|镇|乡|街道)$|^.{0,2}(?:政务公开|信息公开)|^上?级|^[在由为对从]|的|领导下`)

// toldClaims are the names that text, box, signature, the trail of columns and the page's own
// site give.
func toldClaims(v *Page, box map[string]Fact, above, lines []tree.Line, site disclosure.Division) []claimed {
	var names []string
	start := lines[:min(len(lines), 12)]
	for _, sentence := range namesBy(ownTitle, start) {
		if name := disclosure.NameInTitle(sentence); name != "" {
			names = append(names, name)
		}
	}
	for _, sentence := range ownSentences {
		for _, name := range namesBy(sentence, start) {
			names = append(names, withoutOffice(name))
		}
	}
	names = append(names, filedBy(lines), box[BoxPublisher].Value, signedBy(lines))
	for _, name := range namesBy(contactSentence, lines) {
		names = append(names, headOffice(withoutOffice(name)))
	}
	names = append(names, box[boxSource].Value, v.Doc.Meta("contentsource"))
	names = append(append(names, trailNames(above)...), v.besideTitle()...)
	var all, unclear []claimed
	for _, name := range names {
		name = strings.TrimSuffix(strings.TrimSuffix(disclosure.FoldName(name), "(机关)"), "(本级)")
		if name == "" || nobodySaid.MatchString(name) {
			continue
		}
		if c := agencyClaim(name, site); c.ok {
			all = append(all, c)
		} else if naming.Agency.MatchString(name) {
			unclear = append(unclear, c)
		}
	}
	return append(all, unclear...)
}

func namesBy(sentence *pattern.Regexp, lines []tree.Line) []string {
	var names []string
	for _, l := range lines {
		for _, m := range sentence.FindAllStringSubmatch(l.Fold.Text, 4) {
			names = append(names, m[1])
		}
	}
	return names
}

// withoutOffice is the agency whose office for disclosure a name names: of
// 晴岚县人民政府信息公开工作领导小组办公室 the government.
func withoutOffice(name string) string {
	rest := name[:len(name)-len(disclosureOffice.FindString(name))]
	if strings.HasSuffix(rest, "人民") {
		rest += "政府"
	}
	return rest
}

var disclosureOffice = pattern.MustCompile(`(?:政府)?(?:信息公开|政务公开)(?:工作|管理)?(?:领导小组)?(?:办公室|办)?$`)

// headOffice is the agency that an office named as contact belongs to.
func headOffice(name string) string {
	for _, ending := range [...]string{"党政综合办公室", "党政办公室", "综合办公室", "办公室"} {
		if rest, ok := strings.CutSuffix(name, ending); ok && headed.MatchString(rest) {
			return rest
		}
	}
	return name
}

var headed = pattern.MustCompile(`(?:局|委员会|人民政府|政府|街道办事处|街道|镇|乡|管委会)$`)

func setAgency(r *disclosure.Report, c claimed) {
	name, a := c.name, c.agency
	r.AgencyAsPrinted, r.AgencyID, r.AgencyFamily = &name, &a.ID, &a.Family
	r.Agency, r.DivisionCode = orNil(a.Name), orNil(a.DivisionCode)
	if !c.ok {
		r.Findings = append(r.Findings, disclosure.NewFinding(disclosure.RuleAgencyUnclear, disclosure.BlameParser, disclosure.Key{}, fmt.Sprintf("不能确定“%s”是哪一个机关", disclosure.Short(name))))
	}
}

// SettleOffice gives a report that a government's office wrote on all its departments to the
// government, whose report it is (article 49: the competent office publishes it).
func SettleOffice(r *disclosure.Report) {
	if r.AgencyID == nil || r.Agency == nil || r.Scope != disclosure.ScopeAggregate || *r.AgencyFamily != disclosure.FamilyGovOffice {
		return
	}
	government := strings.TrimSuffix(strings.TrimSuffix(*r.Agency, "办公室"), "办公厅")
	if government == *r.Agency {
		return
	}
	if a, ok := disclosure.ResolveAgency(government, disclosure.Division{}); ok && a.DivisionCode == deref(r.DivisionCode) && a.Family == disclosure.FamilyGovOffice {
		r.AgencyID, r.Agency = &a.ID, &a.Name
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// signedBy is the line over the date under the text, where it is the name of an agency.
func signedBy(lines []tree.Line) string {
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-12; i-- {
		text := signText(lines[i])
		if m := signedLine.FindStringSubmatch(text); m != nil && naming.Agency.MatchString(m[1]) {
			return m[1] // 晴岚县财政局2023年1月9日, in one line
		}
		if i > 0 && (day.Plain.MatchString(text) || day.Chinese.MatchString(text)) {
			if name := lines[i-1].Fold.Text; naming.Agency.MatchString(name) {
				return name
			}
		}
	}
	return ""
}

var signedLine = pattern.MustCompile(`^(\p{Han}{4,28})20\d\d年\d{1,2}月\d{1,2}[日号]$`)
