package disclosure

import (
	"strings"
	"testing"
)

// Which agencies surely reported in a year, and which surely did not, in the years of the reforms.
func TestLifespan(t *testing.T) {
	const no, open, yes = "no", "open", "yes"
	for _, c := range []struct {
		printed   string
		years     map[int]string
		successor string
	}{
		{"黎川县医疗保障局", map[int]string{2017: no, 2018: open, 2019: yes, 2025: yes}, ""},
		{"黎川县退役军人事务局", map[int]string{2017: no, 2018: open, 2019: yes}, ""},
		{"黎川县市场监督管理局", map[int]string{2012: no, 2015: open, 2019: yes}, ""},
		{"黎川县工商局", map[int]string{2008: yes, 2013: yes, 2016: open, 2018: open, 2019: no}, "361022-market"},
		{"黎川县工商行政管理局", map[int]string{2013: yes, 2019: no}, "361022-market"},
		{"黎川县地税局", map[int]string{2017: yes, 2018: no}, "361022-tax"},
		{"黎川县税务局", map[int]string{2017: no, 2018: yes}, ""},
		{"黎川县扶贫办", map[int]string{2010: yes, 2022: yes, 2023: open, 2025: no}, "361022-agriculture"},
		{"黎川县乡村振兴局", map[int]string{2022: yes, 2024: open, 2025: no}, "361022-agriculture"},
		{"黎川县政府法制办", map[int]string{2017: yes, 2018: open, 2019: no}, "361022-justice"},
		{"黎川县数据局", map[int]string{2022: no, 2023: open, 2024: yes}, "361022-admin_approval"},
		{"黎川县科技局", map[int]string{2017: yes, 2018: open, 2025: open}, "361022-tech_industry"}, // merged or not, as counties liked
		{"黎川县教育局", map[int]string{2008: yes, 2025: yes}, ""},
		{"黎川县人民政府", map[int]string{2008: yes, 2025: yes}, ""},
		{"黎川县日峰镇人民政府", map[int]string{2008: yes, 2025: yes}, ""},
		{"黎川县供销社", map[int]string{2008: yes, 2025: yes}, ""},
	} {
		a, ok := ResolveAgency(c.printed, lichuan)
		if !ok {
			t.Fatalf("%s is not resolved", c.printed)
		}
		span := LifespanOf(a)
		for year, want := range c.years {
			got := open
			switch {
			case span.Sure(year):
				got = yes
			case !span.Possible(year):
				got = no
			}
			if got != want {
				t.Errorf("%s (%s) in %d: %s, want %s", c.printed, a.ID, year, got, want)
			}
		}
		if got := SuccessorOf(a); got != c.successor {
			t.Errorf("%s was taken over by %q, want %q", c.printed, got, c.successor)
		}
	}
}

// Whose founding years differ by county, so that a column's name tells nothing of earlier years.
func TestFoundedLocally(t *testing.T) {
	for printed, want := range map[string]bool{
		"黎川县教育局": false, "黎川县人民政府": false, "黎川县医疗保障局": false, "黎川县信访局": false,
		"黎川县大数据局": true, "黎川县行政审批局": true, "黎川县城市管理局": true, "黎川县招商局": true,
		"黎川县工业园区管委会": true, "黎川县日峰镇人民政府": true,
	} {
		a, ok := ResolveAgency(printed, lichuan)
		if got := FoundedLocally(a); !ok || got != want {
			t.Errorf("%s (%s, certain %v): %v, want %v", printed, a.ID, ok, got, want)
		}
	}
}

// Each line names bodies that are known, and years in their order.
func TestLineageTable(t *testing.T) {
	for line := range strings.Lines(lineageTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(c) != 7 {
			t.Fatalf("lineage.tsv: %q", line)
		}
		last := 0
		for _, text := range c[2:6] {
			if year := lineYear(text); year != 0 {
				if year < last || year < firstFiscalYear || year > 2030 {
					t.Errorf("%q: %d stands behind %d", line, year, last)
				}
				last = year
			}
		}
		for _, body := range strings.Fields(c[1]) {
			if a := families().aliases[body]; body != "=" && body != "*" && (!a.apart || string(a.family) != c[0] || a.id != body) {
				t.Errorf("%s is no body beside the family's own that identities name so", body)
			}
		}
		if _, ok := knownFamilies()[Family(c[6])]; c[6] != "-" && c[6] != "=" && !ok {
			t.Errorf("%q: no family %s", line, c[6])
		}
	}
}

func knownFamilies() map[Family]bool {
	all := map[Family]bool{}
	for _, f := range Families() {
		all[f.Family] = true
	}
	return all
}
