package demo

import (
	"maps"
	"strings"

	"gongkai/disclosure"
)

// report is one report of one agency as its page prints it in one phase.
type report struct {
	agency         *agency
	year           int
	form           disclosure.Form
	fault          Fault
	counts         counts
	figures        map[disclosure.Key]TruthFigure
	sums           map[disclosure.Key]TruthFigure // of all years, of the statistics of before 2014
	publishedTotal int                            // the sentence on information published
	fee            int                            // yuan of 信息处理费; only said in form 2021
	prose          prose
	name           string // of the agency, as this report prints it
	title          string
	listTitle      string
	index          string // 索引号, empty where the page prints none
	document       string // 文号
	issued         disclosure.Date
	published      disclosure.Date
	path           string // address on its host
	changed        bool   // serves the second version
	page           *resource
}

// url is the report's address.
func (r *report) url() string { return "http://" + r.agency.servedBy() + r.path }

// id is the report id: agency and fiscal year.
func (r *report) id() string { return r.agency.id + "-" + itoa(r.year) }

func (r *report) dice(what string) *dice { return roll(what, r.agency.id, itoa(r.year)) }

// saysFee reports whether section 6 speaks of 信息处理费 (国办函〔2020〕109号, from FY2021).
func (r *report) saysFee() bool {
	return r.form == disclosure.Form2021 && roll("fee", r.id()).chance(75)
}

// servedBy is the host that serves the agency's pages.
func (a *agency) servedBy() string {
	if a.host != "" {
		return a.host
	}
	return a.county.host()
}

// writeReports makes the reports of a county in each phase, in order of agency and year.
// Reports that were never published are left out, the late one is not in the first, the one
// that is taken down not in the third.
func writeReports(c *county) (phases [Phases][]*report) {
	for _, a := range c.agencies {
		var l ledger
		for year := FirstYear; year <= LastYear; year++ {
			n := countYear(a, year, &l)
			fault := faultOf(a, year)
			if fault == FaultMissing {
				continue
			}
			plant(n, fault)
			r := &report{agency: a, year: year, form: disclosure.FormDue(year), fault: fault, counts: n}
			r.finish()
			if fault != FaultLate {
				phases[0] = append(phases[0], r)
			}
			if fault == FaultChanged {
				r = r.secondVersion()
			}
			phases[1] = append(phases[1], r)
			if fault != FaultVanished {
				phases[2] = append(phases[2], r)
			}
		}
	}
	return phases
}

// secondVersion is the report as FaultChanged has it in phase 2.
func (r *report) secondVersion() *report {
	s := &report{agency: r.agency, year: r.year, form: r.form, fault: r.fault, counts: maps.Clone(r.counts), changed: true}
	change(s.counts)
	s.finish()
	return s
}

// finish fills in all that follows from agency, year and figures.
func (r *report) finish() {
	d := r.dice("report")
	r.figures = printed(r.counts, r.agency, r.fault)
	r.publishedTotal = d.between(40, 420)
	if r.agency.isGovernment() {
		r.publishedTotal += 3800
	}
	if r.saysFee() && r.agency.size > 10 && d.chance(40) {
		r.fee = 100 * d.between(1, 9)
	}
	r.date(d)
	r.name = r.agency.printedAs(r.year)
	r.entitle(d)
	r.number(d)
	r.path = address(r, d)
	source := r.agency
	if r.fault == FaultCopied {
		for _, a := range r.agency.county.agencies {
			if a.id == copiedFrom {
				source = a
			}
		}
	}
	r.prose = compose(r, source)
	if r.fault == FaultNarrative {
		r.narrativeFacts()
	}
	if r.hasOldForm() {
		r.oldFormFacts()
	}
}

// date sets when the text was made and published: departments in January, townships until
// February, the government in March (art. 49), all well before their deadlines.
func (r *report) date(d *dice) {
	month, day := 1, d.between(9, 28)
	switch {
	case r.agency.isGovernment():
		month = 3
	case r.agency.isTownship():
		month = d.between(1, 2)
	}
	if r.fault == FaultLateClaim {
		month = 3
	}
	r.published, _ = disclosure.NewDate(r.year+1, month, day)
	r.issued = r.published.AddDays(-d.n(7))
}

// printedAs is the name that the agency's report of a year prints. The ecology bureau was
// placed under the city's in those years and writes itself in two other ways.
func (a *agency) printedAs(year int) string {
	root := strings.TrimSuffix(a.county.name, "县")
	switch {
	case a.family != disclosure.FamilyEcology:
		return a.name
	case year < 2022:
		return "澜州市" + root + "生态环境局"
	}
	return "澜州市生态环境局" + root + "分局"
}

// entitle gives the report its title, agency first or last, 年 or 年度, as agencies do.
func (r *report) entitle(d *dice) {
	name, year := r.name, itoa(r.year)
	switch roll("title", r.agency.id).n(5) {
	case 0:
		r.title = name + year + "年政府信息公开工作年度报告"
	case 1:
		r.title = name + year + "年度政府信息公开工作年度报告"
	case 2:
		r.title = year + "年" + name + "政府信息公开工作年度报告"
	case 3:
		r.title = name + "政府信息公开工作" + year + "年度报告"
	default:
		r.title = year + "年度政府信息公开工作年度报告（" + name + "）"
	}
	r.listTitle = r.title
	if d.chance(15) { // the list and the page often differ in 年 and 年度
		r.listTitle = name + year + "年度政府信息公开年度报告"
	}
}

// number gives index and document numbers in the manner of the county.
func (r *report) number(d *dice) {
	a, serial := r.agency, itoa(10000+d.n(89999))
	published := r.published.String()
	switch {
	case a.host != "":
		return
	case a.county.id == "yunting":
		r.index = a.county.mark + pad(a.ordinal, 4) + "/" + published[:4] + "-" + serial
	case a.county.id == "qinglan" && (a.isGovernment() || !roll("box", a.id).chance(25)):
		r.index = a.county.mark + pad(a.ordinal, 3) + "-0203-" + published[:4] + "-" + serial[1:]
	case a.county.id == "jichuan":
		r.index = "9901230" + pad(a.ordinal, 2) + "/" + published[:4] + "-" + serial
	}
	if a.isGovernment() {
		r.document = string([]rune(a.county.name)[:1]) + "政办〔" + published[:4] + "〕" + itoa(d.between(3, 19)) + "号"
	}
}

func pad(n, width int) string {
	s := itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}

// The places that the agencies name for questions. Area code, numbers and streets are invented.
func (a *agency) address() string {
	d := roll("address", a.id)
	return a.county.name + pick(d, []string{"东林路", "望江街", "新桥路", "文昌巷", "北门大道", "石井路"}) + itoa(d.between(2, 188)) + "号"
}

func (a *agency) postcode() string { return a.county.code[:5] + "0" }

func (a *agency) phone() string { return "0900-7" + itoa(100000+roll("phone", a.id).n(899999)) }

func (a *agency) contact() string {
	switch roll("contact", a.id).n(3) {
	case 0:
		return "地址：" + a.address() + "；邮编：" + a.postcode() + "；电话：" + a.phone()
	case 1:
		return "地址：" + a.address() + "，邮政编码：" + a.postcode() + "，联系电话：" + a.phone()
	}
	return "联系地址：" + a.address() + "，邮编" + a.postcode() + "，电话" + a.phone()
}
