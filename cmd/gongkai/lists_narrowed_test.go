package main

import (
	"encoding/csv"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/dashboards"
)

// TestListsAreNarrowedToBodies: a list of a level or a kind of agencies has the rows of the whole list whose
// agency is of that level and kind, in the same order, as JSON and as CSV, and a page counts as many.
func TestListsAreNarrowedToBodies(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	var agencies []dashboards.AgencyRow
	s.read("/api/v1/agencies?limit=10000", &agencies)
	known := map[string]dashboards.AgencyRow{}
	for _, a := range agencies {
		known[a.AgencyID] = a
	}
	of := func(id, county, level, family string) bool {
		a := known[id]
		return (county == "" || a.CountyCode != nil && *a.CountyCode == county) && (level == "" || a.Level != nil && *a.Level == level) && (family == "" || a.Family == family)
	}
	choices := [][3]string{{"", "county", ""}, {"", "township", ""}, {"", "", "gov_office"}, {"", "", "education"}, {"990121", "county", ""}, {"990122", "township", "township"}, {"990121", "county", "police"}, {"990121", "", "health"}, {"", "county", "justice"}, {"990123", "", "veterans"}}
	for _, path := range []string{"agencies", "findings/matrix", "changes", "vanished", "rewordings", "copies", "foreign-places"} {
		var whole []map[string]any
		s.read("/api/v1/"+path+narrowest(path, "", "", ""), &whole)
		if len(whole) == 0 && path != "foreign-places" {
			t.Errorf("%s: the samples have none", path)
		}
		kept, left := 0, 0
		for _, c := range choices {
			want := slices.DeleteFunc(slices.Clone(whole), func(r map[string]any) bool {
				other, _ := r["other_agency_id"].(string)
				return !of(r["agency_id"].(string), c[0], c[1], c[2]) && (other == "" || !of(other, c[0], c[1], c[2]))
			})
			address := "/api/v1/" + path + narrowest(path, c[0], c[1], c[2])
			var got []map[string]any
			s.read(address, &got)
			if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %d rows, of the whole list %d are of these", address, len(got), len(want))
			}
			kept, left = kept+len(want), left+len(whole)-len(want)
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(s.page(address+"&format=csv"), "\ufeff"))).ReadAll()
			if err != nil || len(rows) != len(want)+1 {
				t.Errorf("%s as CSV: %d lines, %v, want %d rows", address, len(rows), err, len(want))
			}
		}
		if len(whole) > 0 && (kept == 0 || left == 0) {
			t.Errorf("%s: the choices keep %d rows and leave out %d", path, kept, left)
		}
	}
	townships := 0
	for id := range known {
		if of(id, "990122", "township", "") {
			townships++
		}
	}
	page := s.page("/agencies?county=990122&level=township")
	if !strings.Contains(page, "共 "+strconv.Itoa(townships)+" 个机构") || townships == 0 || strings.Contains(page, "990122-civil") {
		t.Errorf("the page of %d townships: %.600s", townships, page[strings.Index(page, "<h1>"):])
	}
}

// narrowest is the query of a list; what pages is asked for whole.
func narrowest(path, county, level, family string) string {
	query := "?county=" + county + "&level=" + level + "&family=" + family
	if path != "findings/matrix" {
		query += "&limit=10000"
	}
	return query
}
