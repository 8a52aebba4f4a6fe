package disclosure

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// agency builds the agency of a reading. Its name is the one of its time, in the place as that
// was called then; all else is of today, so that its years stay together.
func (r reading) agency() Agency {
	place := cmp.Or(r.called, r.place.Name)
	a := Agency{
		DivisionCode: r.place.Code,
		DivisionName: r.place.Name,
		Level:        r.place.Level(),
		Family:       r.family,
		Vertical:     r.vertical,
		Name:         place + r.name,
	}
	if r.zone != "" {
		r.name, r.zone = cutOwnPlace(r.name, r.place), cutOwnPlace(r.zone, r.place)
	}
	tail := "-" + string(r.family)
	if r.kind == township || r.apart {
		tail += "-" + cmp.Or(r.id, r.name)
	}
	a.ID = r.place.Code + tail
	if a.Level == LevelCounty {
		a.CountyCode = r.place.Code
	}
	parent := cmp.Or(r.parent, r.place.Parent)
	if r.family == FamilyEcology && r.kind == department && isUnderPrefecture(r.place) {
		a.Vertical = true // the reform of 2016–2019 made the county's bureau an office of the city's
	}
	if a.Vertical && parent != "" && r.kind != zoneBody {
		a.ParentAgencyID = cmp.Or(r.higher, parent+tail)
	}
	if _, n := utf8.DecodeLastRuneInString(r.place.Name); r.kind == otherBody && strings.HasPrefix(r.name, r.place.Name[len(r.place.Name)-n:]+"委") {
		a.Name = place + r.name[n:] // 黎川县委宣传部, not 黎川县县委宣传部
	}
	if root := divisionRoot(r.place.Name); root != "" && r.kind == otherBody { // these bear the place without its kind
		switch r.name {
		case "海关":
			a.Name = root + r.name
		case "调查队":
			a.Name = "国家统计局" + root + r.name
		}
	}
	switch r.kind {
	case government:
		a.Name = place + "人民政府"
		if strings.HasSuffix(place, "盟") || strings.HasSuffix(place, "地区") {
			a.Name = place + "行政公署" // an agency of the province in place of a government
		}
	case township:
		a.Level = LevelTownship
		a.Name += map[Family]string{FamilyTownship: "人民政府", FamilySubdistrict: "办事处"}[r.family]
	case zone:
		a.Name = zonePrefix(r.place, r.zone) + r.name + "管理委员会"
	case zoneBody:
		a.Name = zonePrefix(r.place, r.zone) + r.name
	}
	return a
}

// cutOwnPlace removes the zone's county from the start of its name, with the places above it,
// so that 大安经济开发区 is the same with and without 大安市 before it.
func cutOwnPlace(zone string, place Division) string {
	for _, own := range [...]string{Simplify(place.Name), divisionRoot(Simplify(place.Name))} {
		i := strings.Index(zone, own)
		if own == "" || i < 0 || i+len(own) == len(zone) || genericZone.MatchString(zone) {
			continue
		}
		above := zone[:i]
		for _, d := range slices.Backward(Ancestors(place.Code)) {
			above = strings.TrimPrefix(strings.TrimPrefix(above, d.Name), divisionRoot(d.Name))
		}
		if above == "" {
			return zone[i+len(own):]
		}
	}
	return zone
}

// zonePrefix returns the place that a zone's name is shown with: its county's without the kind
// (黎川工业园区), the whole where the zone has a name of its own (宿迁市洋河新区), none where it
// bears that of its county or of the city above (杭州钱江经济开发区).
func zonePrefix(place Division, zone string) string {
	root := divisionRoot(place.Name)
	for area := range newAreas {
		if strings.HasPrefix(zone, area) {
			return ""
		}
	}
	if root != "" && strings.Contains(zone, root) {
		return ""
	}
	for _, above := range Ancestors(place.Code) {
		if root := divisionRoot(above.Name); root != "" && strings.HasPrefix(zone, root) {
			return ""
		}
	}
	if !genericZone.MatchString(zone) {
		return place.Name
	}
	return cmp.Or(root, place.Name)
}

// isUnderPrefecture reports whether the division is a county below a city: not one that stands
// directly under its province, whose bureaus stayed with the county.
func isUnderPrefecture(d Division) bool {
	if d.Level() != LevelCounty {
		return false
	}
	if d.Parent != "" {
		return !strings.HasSuffix(d.Parent, "0000")
	}
	return !strings.HasPrefix(d.Code[2:], "90")
}
