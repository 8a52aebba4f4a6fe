package profile

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

func value(v *float64) float64 {
	if v == nil {
		return math.NaN()
	}
	return *v
}

func same(got *float64, want float64) bool {
	return math.IsNaN(want) && got == nil || got != nil && math.Abs(*got-want) < 1e-3
}

var none = math.NaN()

// The days and values of the specification: 1 day .977, 7 .851, 30 .5, 90 .125.
func TestTimeliness(t *testing.T) {
	for _, c := range []struct {
		name             string
		atLeast, atMost  int64
		value, low, high float64
		reason           string
	}{
		{"on time", openEnd, -3, 1, 1, 1, ""},
		{"on the day", -10, 0, 1, 1, 1, ""},
		{"a day late", 1, 1, .977, .977, .977, ""},
		{"seven to thirty days late", 7, 30, .851, .5, .851, ""},
		{"ninety days late", 90, 90, .125, .125, .125, ""},
		{"perhaps late", -5, 30, none, .5, 1, "interval_spans_deadline"},
		{"on time by the adjusted day alone", 0, 2, none, .955, 1, "interval_spans_deadline"},
		{"a late claim that no walk bears out", openEnd, 7, none, .851, 1, "never_seen_absent"},
	} {
		r := timeliness(c.atLeast, c.atMost)
		if !same(r.Value, c.value) || !same(r.Low, c.low) || !same(r.High, c.high) || r.Reason != c.reason {
			t.Errorf("%s: %v in %v–%v %q, want %v in %v–%v %q", c.name, value(r.Value), value(r.Low), value(r.High), r.Reason, c.value, c.low, c.high, c.reason)
		}
	}
}

// A report of FY2021: six sections and the tables are 12, the contact and the fee sentence ½ each.
func TestCompleteness(t *testing.T) {
	const sections, tables, contact, assessment, fee = 63, 7 << 6, 1 << 9, 1 << 10, 1 << 11
	all := int64(sections | tables | contact | fee)
	for _, c := range []struct {
		name                       string
		found, unknown, applicable int64
		value, low, high           float64
		reason                     string
		detail                     string
	}{
		{"all there", all, 0, all, 1, 1, 1, "", ""},
		{"no problems named", all &^ (1 << 4), 0, all, 12. / 13, 12. / 13, 12. / 13, "", "absent:section_problems"},
		{"a fee sentence that was not found", all &^ fee, fee, all, 1, 12.5 / 13, 1, "", "unknown:fee_sentence"},
		{"table 4 and the review section", all &^ (1<<8 | 1<<3), 1 << 8, all, 10. / 11, 10. / 13, 12. / 13, "", "absent:section_review unknown:table_4"},
		{"a government without an assessment", all, assessment, all | assessment, 1, 13. / 14, 1, "", "unknown:assessment"},
		{"what is not applicable does not count", all | assessment, 0, all, 1, 1, 1, "", ""},
		{"a picture", 0, all, all, none, 0, 1, "not_read", ""},
		{"nothing", 0, 0, 0, none, none, none, "nothing_applicable", ""},
	} {
		r := completeness(c.found, c.unknown, c.applicable)
		if !same(r.Value, c.value) || !same(r.Low, c.low) || !same(r.High, c.high) || r.Reason != c.reason {
			t.Errorf("%s: %v in %v–%v %q, want %v in %v–%v %q", c.name, value(r.Value), value(r.Low), value(r.High), r.Reason, c.value, c.low, c.high, c.reason)
		}
		if got := strings.Join(r.Detail, " "); c.reason == "" && got != c.detail {
			t.Errorf("%s: %q, want %q", c.name, got, c.detail)
		}
	}
}

// county is a cell of a department; bureau one of its families.
func bureau(family string, year int) cell { return cell{"2021", "county", family, "own_office", year} }

// Twelve education bureaus have a group of their own; three audit bureaus are compared with all
// departments; a government is compared with nobody here.
func TestPeerGroups(t *testing.T) {
	facts := []fact{
		{bureau("education", 2022), 0, 60, 0, 12}, {bureau("audit", 2023), 0, 60, 0, 3},
		{bureau("audit", 2022), 0, 60, 0, 3}, {bureau("gov_office", 2023), 0, 60, 0, 3},
		{cell{"2021", "county", "education", "government_aggregate", 2023}, 9, 60, 0, 40},
		{bureau("education", 2023), 30, 60, 0, 0}, // a first version alone is nobody's peer
	}
	found, groups := estimates("consistency", facts, facts)
	want := []string{"2021|county|education|own_office|2020-2022", "2021|county|*departments|own_office|2021-2023", "2021|county|*departments|own_office|2020-2022", "",
		"2021|county|education|government_aggregate|2021-2023", "2021|county|education|own_office|2021-2023"}
	for i, e := range found {
		name := ""
		if e.group != nil {
			name = e.group.Name
		}
		if name != want[i] {
			t.Errorf("%+v is compared with %q, want %q", facts[i], name, want[i])
		}
	}
	if found[3].Value != nil || found[3].Reason != "too_few_peers" || found[3].flag != "" {
		t.Errorf("without peers: %+v", found[3].result)
	}
	if len(groups) != 5 {
		t.Errorf("%d groups are used, want 5", len(groups))
	}
	if g := found[1].group; g.Agencies != 15 || g.AgencyYears != 18 { // 12 + 3 in 2022, 3 in 2023
		t.Errorf("departments: %d agencies, %d agency-years", g.Agencies, g.AgencyYears)
	}
}

// One cell of sixty is wrong among many that have none: the value is below the peers' and
// between its ends; the report with half of its cells wrong is in the lowest band.
func TestConsistencyAmongPeers(t *testing.T) {
	facts := []fact{{bureau("education", 2022), 0, 60, 0, 95}, {bureau("education", 2022), 1, 60, 0, 4}, {bureau("education", 2022), 30, 60, 0, 1}}
	found, _ := estimates("consistency", facts, facts)
	clean, one, half := found[0], found[1], found[2]
	if !(*clean.Value > *one.Value && *one.Value > *half.Value) || *half.Value > 0.6 || *clean.Value < 0.99 {
		t.Errorf("values %v, %v, %v", *clean.Value, *one.Value, *half.Value)
	}
	for _, e := range found {
		if *e.Low > *e.Value || *e.Value > *e.High || *e.Low95 > *e.Low || *e.High95 < *e.High || *e.Low95 < 0 || *e.High95 > 1 {
			t.Errorf("%d of %d: %v in %v–%v in %v–%v", e.A, e.fact.B, *e.Value, *e.Low, *e.High, *e.Low95, *e.High95)
		}
	}
	if clean.Band != "C" || half.Band != "E" {
		t.Errorf("bands %q and %q: what most do is C", clean.Band, half.Band)
	}
	if half.flag != "high_998" || clean.flag != "inside" || !(half.q < familyDiscoveries || half.q == 0) {
		t.Errorf("flags %q, %q", half.flag, clean.flag)
	}
}

// Whatever order agencies come in, every number is the same; an agency of which nothing is known
// (no trials), of another form or of another scope changes nothing for the others.
func TestNobodyElseChangesAnAgency(t *testing.T) {
	var facts []fact
	for i := range int64(30) {
		facts = append(facts, fact{bureau([]string{"education", "health", "audit"}[i%3], 2021+int(i%4)), i % 5, 20 + i%7, 0, 1 + i%4})
	}
	for _, measure := range []string{"consistency", "legal", "denied", "timeliness"} {
		plain := numbers(measure, facts)
		turned := slices.Clone(facts)
		slices.Reverse(turned)
		turned = append(turned[7:], turned[:7]...)
		others := append(slices.Clone(facts), fact{cell{"2019", "county", "education", "own_office", 2022}, 9, 9, 0, 50},
			fact{cell{"2021", "county", "education", "government_aggregate", 2022}, 9, 9, 0, 50}, fact{bureau("gov_office", 2022), 9, 9, 0, 50})
		if isShare(measure) {
			others = append(others, fact{bureau("education", 2022), 0, 0, 0, 50})
		}
		for name, changed := range map[string][]fact{"turned": turned, "with others": others} {
			got := numbers(measure, changed)
			for k, want := range plain {
				if !reflect.DeepEqual(got[k], want) {
					t.Errorf("%s, %s: %+v was %v and is %v", measure, name, k, want, got[k])
				}
			}
		}
	}
}

// numbers are those of each fact that do not depend on how many other shares are looked at.
func numbers(measure string, facts []fact) map[fact][]any {
	found, _ := estimates(measure, facts, facts)
	all := map[fact][]any{}
	for _, e := range found {
		r := e.result
		all[e.fact] = []any{value(r.Low) + 1, value(r.High), value(r.Low95), r.Value != nil, r.Band, r.Reason, e.wilson, e.limits95, e.limits998, e.flag, e.p}
		for i, v := range all[e.fact] {
			if f, ok := v.(float64); ok && math.IsNaN(f) {
				all[e.fact][i] = "nothing"
			}
		}
	}
	return all
}

// Every share names indicators of the catalogue, and no refusal counts 行政查询 or the cells of
// suits after review together with the reviews.
func TestRatesNameTheCatalogue(t *testing.T) {
	known := map[string]bool{}
	for _, i := range disclosure.Catalogue() {
		known[string(i.Form)+" "+i.Indicator] = true
	}
	seen := map[string]bool{}
	for _, r := range Rates() {
		for _, form := range r.Forms {
			if seen[r.Name+form] {
				t.Errorf("%s of form %s stands twice", r.Name, form)
			}
			seen[r.Name+form] = true
			for _, indicator := range slices.Concat(r.X, r.N) {
				// One form prints 其他处理 in a row, the other in three; the identity adds up what is there.
				if !known[form+" "+indicator] && !(r.Name == "=R302" && strings.HasPrefix(indicator, "outcome_other")) {
					t.Errorf("%s: form %s has no indicator %s", r.Name, form, indicator)
				}
			}
		}
		if r.Name == "denied" && slices.Contains(r.X, "outcome_denied_admin_query") {
			t.Error("行政查询 is no refusal")
		}
		if r.Rule != "" && !strings.HasPrefix(r.Name, "=") && !slices.ContainsFunc(Rates(), func(i Rate) bool { return i.Name == "="+r.Rule }) {
			t.Errorf("%s: the identity %s has no line", r.Name, r.Rule)
		}
	}
	if len(seen) < 30 {
		t.Errorf("only %d shares and identities were read", len(seen))
	}
}

func TestWeightsOffered(t *testing.T) {
	sum := 0.0
	for _, d := range Dimensions {
		sum += d.Weight
	}
	if sum != 1 || len(Dimensions) != 7 {
		t.Errorf("the weights of %d dimensions add up to %v", len(Dimensions), sum)
	}
}
