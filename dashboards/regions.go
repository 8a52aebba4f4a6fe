package dashboards

import (
	"context"
	"net/http"
	"regexp"
	"slices"

	"gongkai/disclosure"
)

// A region is a province or prefecture with all that lies in it: the first two or four digits of
// its code, wherever an address takes a county.
var regionPattern = regexp.MustCompile(`^([0-9]{2}|[0-9]{4})$`)

// regionPage is the overview of a province or prefecture.
func (s *server) regionPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	code := r.PathValue("code")
	if !regionPattern.MatchString(code) {
		return page{}, notFound("error.no_county", code)
	}
	return s.overviewOf(ctx, r, l, code)
}

// region gives a province or prefecture the sum of its counties; false where it has none of them.
func region(l tongue, places []PlaceRow, code string) (PlaceRow, bool) {
	if !regionPattern.MatchString(code) {
		return PlaceRow{}, false
	}
	all := PlaceRow{County: code, Name: l.regionName(code)}
	for _, p := range inside(places, code) {
		all.Agencies += p.Agencies
	}
	return all, all.Agencies > 0
}

// within reports whether a county is the place, or lies in it. Everything lies in "".
func within(county, place string) bool {
	return county == place || len(place) < 6 && len(county) >= len(place) && county[:len(place)] == place
}

// inside keeps the counties that lie in a place.
func inside(places []PlaceRow, place string) []PlaceRow {
	var kept []PlaceRow
	for _, p := range places {
		if within(p.County, place) {
			kept = append(kept, p)
		}
	}
	return kept
}

// regionName is the name of a province or prefecture, or what its codes begin with where the table has none.
func (l tongue) regionName(code string) string {
	if d, ok := disclosure.FindDivision((code + "0000")[:6]); ok {
		return d.Name
	}
	return l.say("region.code", code)
}

// provinceOf is the code of the province that a county or prefecture lies in, or none.
func provinceOf(code string) []string {
	if len(code) < 4 || code == "unknown" {
		return nil
	}
	return []string{code[:2]}
}

// regionsAbove are the codes of the regions that a county or prefecture lies in, the greatest first. What
// stands between a county and a province without a name of its own (1101, 4290) is no place; only
// where the province has none either, codes are all there is.
func regionsAbove(code string) []string {
	above := provinceOf(code)
	if above == nil || len(code) < 6 {
		return above
	}
	_, province := disclosure.FindDivision(code[:2] + "0000")
	if _, prefecture := disclosure.FindDivision(code[:4] + "00"); prefecture || !province {
		above = append(above, code[:4])
	}
	return above
}

// regions are the provinces and prefectures that the counties lie in, in order of their codes.
func (l tongue) regions(places []PlaceRow) []PlaceRow {
	return l.summed(places, regionsAbove)
}

// summed are the places that counties are put under, in the order in which they come, each with the agencies of its counties.
func (l tongue) summed(places []PlaceRow, under func(code string) []string) []PlaceRow {
	var found []PlaceRow
	at := map[string]int{}
	for _, p := range places {
		for _, code := range under(p.County) {
			i, ok := at[code]
			if !ok {
				i = len(found)
				at[code] = i
				name := p.Name
				if code != p.County {
					name = l.regionName(code)
				}
				found = append(found, PlaceRow{County: code, Name: name})
			}
			found[i].Agencies += p.Agencies
		}
	}
	return found
}

// A nation has three thousand counties. To choose from, or in a table, so many are no help, and make each page
// of some hundred kilobytes: then provinces are named, and what lies in one once that is chosen.
const (
	mostChoices = 150 // places of a filter
	mostParts   = 60  // rows of a table
)

// placeChoice is what a filter offers.
type placeChoice struct {
	Regions, Counties []PlaceRow
	Narrowed          bool // there are more counties than are named
}

// choices are all counties and their regions, or of very many the provinces, with what lies in the one that is chosen.
func (l tongue) choices(places []PlaceRow, here string) placeChoice {
	if len(places) <= mostChoices {
		return placeChoice{Regions: l.regions(places), Counties: places}
	}
	c := placeChoice{Narrowed: true}
	for _, p := range l.summed(places, provinceOf) {
		c.Regions = append(c.Regions, p)
		if within(here, p.County) {
			c.Regions = append(c.Regions, slices.DeleteFunc(l.regions(inside(places, p.County)), func(r PlaceRow) bool { return len(r.County) < 4 })...)
		}
	}
	for _, p := range places {
		if p.County == here || provinceOf(p.County) == nil || here != "" && within(p.County, here[:min(2, len(here))]) {
			c.Counties = append(c.Counties, p)
		}
	}
	return c
}

// parts are what a table of what lies in a place has a row for: its counties, or where these are very many, the
// provinces or prefectures that they lie in.
func (l tongue) parts(places []PlaceRow, place string) []PlaceRow {
	counties := inside(places, place)
	if len(counties) <= mostParts {
		return counties
	}
	return l.summed(counties, func(code string) []string {
		for _, above := range append(regionsAbove(code), code) {
			if len(above) > len(place) {
				return []string{above}
			}
		}
		return []string{code}
	})
}

// placeAddress is the page of a county, prefecture or province.
func placeAddress(l tongue, code string, pairs ...any) string {
	if regionPattern.MatchString(code) {
		return address(l, place("/regions/", code), pairs...)
	}
	return address(l, place("/counties/", code), pairs...)
}

// placeCrumbs leads from everything to a county, prefecture or province.
func placeCrumbs(l tongue, p PlaceRow, pairs ...any) []crumb {
	crumbs := []crumb{{l.say("crumb.all"), address(l, "/", pairs...)}}
	for _, code := range regionsAbove(p.County) {
		crumbs = append(crumbs, crumb{l.regionName(code), placeAddress(l, code, pairs...)})
	}
	return append(crumbs, crumb{p.Name, placeAddress(l, p.County, pairs...)})
}
