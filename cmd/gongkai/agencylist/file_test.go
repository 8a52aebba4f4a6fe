package agencylist

import (
	"reflect"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/disclosure/register"
)

const lichuan = `
counties:
  - division_code: "361022"
    source: 黎办发〔2019〕3号
    agencies:
      - name: 医疗保障局
        from: 2019-02-20
      - name: 扶贫办
        to: 2023-11-30
      - name: 经济合作办
        from: 2021-05-01
        predecessors: [黎川县招商局]
      - name: 财富大厦
        family: other
        also: [财富楼]
    not_agencies: [某某小区]
    notices:
      - fiscal_year: 2021
        deadline: 2022-02-20
        issued_on: 2021-12-20
        covers: [townships]
        source: 关于编制年度报告的通知
      - fiscal_year: 2021
        deadline: 2022-02-25
        issued_on: 2022-01-05
        agencies: [日峰镇人民政府, 财富大厦]
        source: 补充通知
`

func load(t *testing.T, text string) register.County {
	t.Helper()
	counties, err := Load(strings.NewReader(text), "agencies.yaml")
	if err != nil || len(counties) != 1 {
		t.Fatalf("%d counties, %v", len(counties), err)
	}
	return counties[0]
}

func resolve(t *testing.T, name string) disclosure.Agency {
	t.Helper()
	a, ok := disclosure.ResolveAgency(name, disclosure.Division{Code: "361022", Name: "黎川县", Parent: "361000"})
	if !ok {
		t.Fatalf("%s is no certain agency", name)
	}
	return a
}

func TestRegister(t *testing.T) {
	kept, err := load(t, lichuan).JSON()
	if err != nil {
		t.Fatal(err)
	}
	c, err := register.Parse(kept)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := c.JSON(); string(again) != string(kept) {
		t.Errorf("kept as %s, read as %s", kept, again)
	}
	for _, n := range []struct{ name, means string }{
		{"财富大厦", "361022-other-财富大厦"}, {"财富楼", "361022-other-财富大厦"}, {"某某小区", ""}, {"别的小区", ""},
	} {
		a, ok := disclosure.ResolveAgency(n.name, c.Division)
		if ok {
			t.Fatalf("%s is certain by itself", n.name)
		}
		if got, ok := c.Means(a); ok != (n.means != "") || ok && got.ID != n.means {
			t.Errorf("%s means %s, want %s", n.name, got.ID, n.means)
		}
	}
	if a, ok := c.Find("361022-other-财富大厦"); !ok || a.Level != disclosure.LevelCounty || a.CountyCode != "361022" || a.DivisionName != "黎川县" {
		t.Errorf("the body without a kind is %+v", a)
	}
	if a, _ := c.Find("361022-other-经济合作办"); !reflect.DeepEqual(a.Predecessors, []string{"361022-commerce-招商局"}) {
		t.Errorf("predecessors %v", a.Predecessors)
	}
	var none *register.County // of a county without a register
	if _, ok := none.Means(disclosure.Agency{ID: "unresolved-财富楼"}); ok {
		t.Error("a county without a register gives names a meaning")
	}
}

func TestRegisterDeadline(t *testing.T) {
	c := load(t, lichuan)
	for _, d := range []struct {
		name     string
		year     int
		basis    string
		deadline string
	}{
		{"日峰镇人民政府", 2021, disclosure.BasisLocalNotice, "2022-02-25"}, // the later notice
		{"宏村镇人民政府", 2021, disclosure.BasisLocalNotice, "2022-02-20"},
		{"宏村镇人民政府", 2022, disclosure.BasisNone, ""},
		{"教育局", 2021, disclosure.BasisArt49Dept, "2022-01-31"},
	} {
		due := c.Deadline(resolve(t, d.name), d.year)
		got := ""
		if due.Strict != nil {
			got = due.Strict.String()
		}
		if due.Basis != d.basis || got != d.deadline {
			t.Errorf("%s for %d: %s, %s; want %s, %s", d.name, d.year, due.Basis, got, d.basis, d.deadline)
		}
	}
}

func TestRegisterLifespan(t *testing.T) {
	c := load(t, lichuan)
	for _, l := range []struct {
		name string
		want disclosure.Lifespan
	}{
		{"医疗保障局", disclosure.Lifespan{From: 2019, SureFrom: 2019}},
		// It ended before the day on which the report on 2023 was due, and after that of 2022.
		{"扶贫办", disclosure.Lifespan{SureTo: 2022, To: 2023}},
		{"经济合作办", disclosure.Lifespan{From: 2021, SureFrom: 2021}},
		{"退役军人事务局", disclosure.Lifespan{From: 2018, SureFrom: 2019}}, // not registered: what all counties did
	} {
		if got := c.Lifespan(resolve(t, l.name)); got != l.want {
			t.Errorf("%s: %+v, want %+v", l.name, got, l.want)
		}
	}
}

// Everything wrong is said at once, with its line and what to write instead.
func TestRegisterMistakes(t *testing.T) {
	const text = `counties:
  - division_code: "36102"
    source: x
  - division_code: "361022"
    agencies:
      - name: 教育局
        family: health
      - name: 教体局
      - name: 抚州市教育局
      - name: 财富大厦
      - name: 财政局
        from: 2019-02-30
        also: [民政局]
      - name: 审计局
        from: 2020-01-01
        to: 2019-01-01
        predecessors: [何物]
    notices:
      - fiscal_year: 2021
        deadline: 2021-02-20
        covers: [everybody]
  - division_code: "361022"
    source: y
`
	_, err := Load(strings.NewReader(text), "a.yaml")
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`a.yaml:2: division_code: "36102" is no code`, "a.yaml:4: source: is missing", "a.yaml:7: family: the name says education",
		"a.yaml:9: name: 抚州市教育局 is an agency of 抚州市 (361000)", "a.yaml:10: name: which kind of body", `a.yaml:12: from: "2019-02-30" is no day`,
		"a.yaml:16: to: 2019-01-01 is before from", "a.yaml:17: predecessors: which agency 何物 was",
		"a.yaml:20: deadline: 2021-02-20 is before the year 2021 is over", "a.yaml:19: a notice: issued_on is missing", "a.yaml:19: a notice: source is missing",
		`a.yaml:21: covers: "everybody" is none of`, "a.yaml:22: division_code: 361022 is in line 4 already",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not said: %s", want)
		}
	}
	if t.Failed() {
		t.Log(err)
	}
	for text, want := range map[string]string{
		"":                               "a.yaml: the file is empty",
		"counties: []":                   "a.yaml: the list under counties: is missing",
		"sites: []":                      "a.yaml:1: field sites not found here",
		"counties: [{x: 1}]":             "a.yaml:1: field x not found in a county",
		"counties:\n  - [":               "a.yaml:2: ",
		"counties: [{source: {a: b}}]":   "a.yaml:1: must be a text",
		"counties: []\n---\ncounties: 1": "a second document begins",
		"counties: [{division_code: \"361022\", source: x, agencies: [{name: 教育局}, {name: 教体局}]}]":                         "教体局 is the agency of line 1 already",
		"counties: [{division_code: \"361022\", source: x, agencies: [{name: 财政局, also: [民政局]}]}]":                         "民政局 already means 黎川县民政局",
		"counties: [{division_code: \"361022\", source: x, agencies: [{name: 财政局, also: [何物]}], not_agencies: [何物]}]":      "何物 has got another meaning",
		"counties: [{division_code: \"990199\", source: x}]":                                                               "990199 is not among the divisions",
		"counties: [{division_code: \"361022\", name: 青岚县, source: x}]":                                                    "361022 is 黎川县, not 青岚县",
		"counties: [{division_code: \"361022\", source: x, agencies: [{name: 财富楼, family: rich}]}]":                        `family: "rich" is none`,
		"counties: [{division_code: \"361022\", source: x, notices: [{fiscal_year: 2021, agencies: [何物], deadline: 2x}]}]": "which one 何物 is can't be told",
	} {
		if _, err := Load(strings.NewReader(text), "a.yaml"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// Two names that only their words keep apart are one agency where a person says so.
func TestOneAgencyOfTwoNames(t *testing.T) {
	c := load(t, Example)
	a := resolve(t, "黎川县经合办")
	if got, ok := c.Means(a); !ok || got.ID != "361022-other-经济合作办" {
		t.Errorf("%s means %s", a.ID, got.ID)
	}
}

// The example does as it stands.
func TestExample(t *testing.T) {
	c := load(t, Example)
	if len(c.Agencies) != 2 || len(c.Notices) != 1 || len(c.Names) == 0 {
		t.Errorf("the example holds %s", c)
	}
}
