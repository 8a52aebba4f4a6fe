package analytics

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// TestYearsIdentitiesAreThose holds the identities that the figure's page weighs to those of the run.
func TestYearsIdentitiesAreThose(t *testing.T) {
	text, err := scoreFiles.ReadFile("score/identities.sql")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, m := range regexp.MustCompile(`\('(R60[123])', '([a-z_0-9]+)', ([0-9]), ([01]), '([a-z_]+)', (-?1), `).FindAllStringSubmatch(string(text), -1) {
		want = append(want, fmt.Sprint(m[1], " ", m[3], " ", m[4], " ", m[5], " ", m[6]))
	}
	for _, id := range disclosure.YearsIdentities {
		for i, term := range id.Terms {
			before := 0
			if term.Before {
				before = 1
			}
			got = append(got, fmt.Sprintf("%s %d %d %s %d", id.Rule, i+1, before, term.Indicator, term.Sign))
		}
	}
	want, got = append(want, stocksOfRun(t)...), append(got, stocksHere()...)
	slices.Sort(want)
	slices.Sort(got)
	if len(want) == 0 || !slices.Equal(want, got) {
		t.Errorf("the score run has\n%q\nand disclosure\n%q", want, got)
	}
}

// stocksOfRun are the rows that the run holds to no sum of all years.
func stocksOfRun(t *testing.T) []string {
	text, err := scoreFiles.ReadFile("score/cumulative.sql")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)indicator NOT IN \((.*?)\)`).FindSubmatch(text)
	if list == nil {
		t.Fatal("the run names no stocks")
	}
	return strings.Fields(strings.NewReplacer("'", "", ",", " ").Replace(string(list[1])))
}

func stocksHere() []string {
	var all []string
	for _, i := range disclosure.Catalogue() {
		if disclosure.IsStock(i.Indicator) && !slices.Contains(all, i.Indicator) {
			all = append(all, i.Indicator)
		}
	}
	return all
}
