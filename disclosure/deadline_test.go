package disclosure

import "testing"

func TestDeadline(t *testing.T) {
	agency := func(printed string) Agency {
		a, ok := ResolveAgency(printed, lichuan)
		if !ok {
			t.Fatalf("%s is not certain", printed)
		}
		return a
	}
	for _, c := range []struct {
		agency           Agency
		year             int
		basis            string
		strict, adjusted string
	}{
		{agency("教育局"), 2007, BasisNone, "", ""},
		{agency("教育局"), 2008, BasisOldArt31, "2009-03-31", "2009-03-31"},
		{agency("教育局"), 2011, BasisOldArt31, "2012-03-31", "2012-03-31"}, // a Saturday that was worked
		{agency("教育局"), 2012, BasisOldArt31, "2013-03-31", "2013-04-01"}, // a Sunday
		{agency("教育局"), 2017, BasisOldArt31, "2018-03-31", "2018-04-02"},
		{agency("教育局"), 2018, BasisOldArt31, "2019-03-31", "2019-04-01"},
		{agency("日峰镇人民政府"), 2018, BasisOldArt31, "2019-03-31", "2019-04-01"},
		{agency("工业园区管委会"), 2016, BasisOldArt31, "2017-03-31", "2017-03-31"},
		{agency("教育局"), 2019, BasisArt49Dept, "2020-01-31", "2020-02-03"},
		{agency("教育局"), 2020, BasisArt49Dept, "2021-01-31", "2021-02-01"},
		{agency("教育局"), 2021, BasisArt49Dept, "2022-01-31", "2022-02-07"},
		{agency("教育局"), 2022, BasisArt49Dept, "2023-01-31", "2023-01-31"},
		{agency("教育局"), 2023, BasisArt49Dept, "2024-01-31", "2024-01-31"},
		{agency("教育局"), 2024, BasisArt49Dept, "2025-01-31", "2025-02-05"},
		{agency("教育局"), 2025, BasisArt49Dept, "2026-01-31", "2026-02-02"},
		{agency("黎川县人民政府"), 2018, BasisOldArt31, "2019-03-31", "2019-04-01"},
		{agency("黎川县人民政府"), 2019, BasisArt49Gov, "2020-03-31", "2020-03-31"},
		{agency("黎川县人民政府"), 2023, BasisArt49Gov, "2024-03-31", "2024-04-01"},
		{agency("抚州市教育局"), 2022, BasisArt49Dept, "2023-01-31", "2023-01-31"},
		{agency("日峰镇人民政府"), 2019, BasisNone, "", ""},
		{agency("东门街道办事处"), 2023, BasisNone, "", ""},
		{agency("生态环境局"), 2020, BasisParentDept, "", ""},
		{agency("生态环境局"), 2017, BasisOldArt31, "2018-03-31", "2018-04-02"},
		{agency("抚州市公安局东乡分局"), 2020, BasisParentDept, "", ""},
		{agency("税务局"), 2020, BasisVertical, "", ""},
		{agency("气象局"), 2020, BasisVertical, "", ""},
		{agency("烟草专卖局"), 2020, BasisVertical, "", ""},
		{agency("消防救援大队"), 2020, BasisVertical, "", ""},
		{agency("供销合作社联合社"), 2020, BasisNotEstablished, "", ""},
		{agency("残疾人联合会"), 2015, BasisNotEstablished, "", ""},
		{agency("工业园区管委会"), 2020, BasisNotEstablished, "", ""},
		{agency("政务服务中心"), 2020, BasisNotEstablished, "", ""},
		{agency("行政审批局"), 2022, BasisArt49Dept, "2023-01-31", "2023-01-31"},
		{agency("高新区财政局"), 2020, BasisNotEstablished, "", ""},
		{agency("工商行政管理局"), 2013, BasisOldArt31, "2014-03-31", "2014-03-31"},
		{unresolved("测试市"), 2020, BasisNone, "", ""},
		{unresolved("测试市"), 2010, BasisNone, "", ""},
	} {
		due := Deadline(c.agency, c.year)
		got := [2]string{}
		for i, d := range []*Date{due.Strict, due.Adjusted} {
			if d != nil {
				got[i] = d.String()
			}
		}
		if due.Basis != c.basis || got != [2]string{c.strict, c.adjusted} {
			t.Errorf("%s %d: %s %v, want %s %s %s", c.agency.Name, c.year, due.Basis, got, c.basis, c.strict, c.adjusted)
		}
	}
}

func TestLatenessOf(t *testing.T) {
	day := func(s string) *Date {
		if s == "" {
			return nil
		}
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return &d
	}
	a, _ := ResolveAgency("教育局", lichuan)
	due := Deadline(a, 2021) // 2022-01-31, the first day of the Spring Festival: 2022-02-07
	n := func(i int) *int { return &i }
	for _, c := range []struct {
		low, high string
		due       Due
		wantLow   *int
		wantHigh  *int
	}{
		{"2022-02-08", "2022-02-10", due, n(1), n(10)}, // late, whatever is asked
		{"2022-01-20", "2022-01-31", due, n(-18), n(0)},
		{"", "2022-02-03", due, nil, n(3)},
		{"2022-02-01", "", due, n(-6), nil},
		{"", "", due, nil, nil},
		{"2022-02-08", "2022-02-10", Due{Basis: BasisNone}, nil, nil},
	} {
		low, high := LatenessOf(day(c.low), day(c.high), c.due)
		for i, pair := range [][2]*int{{low, c.wantLow}, {high, c.wantHigh}} {
			if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && *pair[0] != *pair[1] {
				t.Errorf("%s %s: end %d differs", c.low, c.high, i)
			}
		}
	}
}

func TestWorkingDays(t *testing.T) {
	for day, want := range map[string]bool{"2012-03-31": true, "2020-02-02": false, "2020-02-03": true, "2022-02-06": false, "2024-03-30": false, "2025-02-05": true, "2026-01-30": true} {
		d, err := ParseDate(day)
		if err != nil || isWorkingDay(d) != want {
			t.Errorf("%s: %v", day, !want)
		}
	}
}
