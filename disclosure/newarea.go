package disclosure

import "strings"

// newAreas are the areas of national rank whose names do not say where they lie, with the
// division whose government they stand under: the province's, or the city's where they lie in
// one city. Source: the State Council's approvals of each area.
var newAreas = map[string]string{
	"雄安新区": "130000", "西咸新区": "610000", "贵安新区": "520000", "天府新区": "510000", "赣江新区": "360000", "两江新区": "500000", "滇中新区": "530100",
	"金普新区": "210200", "西海岸新区": "370200", "湘江新区": "430100", "江北新区": "320100", "舟山群岛新区": "330900", "洋浦经济开发区": "460000",
}

// inNewArea reads the name of an area of national rank or of one of its departments, with or
// without the province or city before it: 河北雄安新区管理委员会.
func (r resolver) inNewArea(name string) []reading {
	for area, code := range newAreas {
		at := strings.Index(name, area)
		place, ok := FindDivision(code)
		if at < 0 || !ok || !isAbove(name[:at], place) {
			continue
		}
		if b, ok := zoneOf(name[at:]); ok {
			return []reading{{body: b, place: place, consumed: at + len(area)}}
		}
	}
	return nil
}

// isAbove reports whether a name is that of the division or of the one above it, or empty.
func isAbove(name string, place Division) bool {
	if name == "" {
		return true
	}
	for _, d := range append([]Division{place}, Ancestors(place.Code)...) {
		if full := Simplify(d.Name); name == full || name == divisionRoot(full) || name == divisionRoot(Simplify(d.Name))+divisionRoot(Simplify(place.Name)) {
			return true
		}
	}
	return false
}
