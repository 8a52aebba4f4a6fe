package disclosure

import (
	"strings"
	"unicode/utf8"
)

// dispatched reads the names of local offices of a higher body: 抚州市生态环境局黎川分局,
// 抚州市住房公积金管理中心黎川县办事处. The county is the one named last.
func (r resolver) dispatched(name string) []reading {
	if r.nested {
		return nil
	}
	for _, ending := range [...]string{"分局", "分中心", "管理部", "办事处", "分公司"} {
		rest, ok := strings.CutSuffix(name, ending)
		if !ok {
			continue
		}
		for _, joint := range [...]string{"局", "管理中心", "公司", "委员会"} {
			i := strings.LastIndex(rest, joint)
			if i < 0 || i+len(joint) == len(rest) {
				continue
			}
			if got, ok := r.branch(rest[:i+len(joint)], rest[i+len(joint):]); ok {
				got.consumed = len(name)
				return []reading{got}
			}
			if got, ok := r.outpost(rest[:i+len(joint)], name); ok && ending == "分局" {
				return []reading{got}
			}
		}
	}
	return r.named(name)
}

// named reads a local office that repeats what its higher body is: 抚州市生态环境局黎川生态环境局.
func (r resolver) named(name string) []reading {
	higher, own, ok := strings.Cut(name, "局")
	if !ok || !strings.HasSuffix(own, "局") {
		return nil
	}
	for i := range own {
		b, ok := departmentOf(own[i:])
		if i == 0 || !ok {
			continue
		}
		if got, ok := r.branch(higher+"局", own[:i]); ok && got.family == b.family {
			got.consumed = len(name)
			return []reading{got}
		}
	}
	return nil
}

// outpost reads an office of a bureau that is named after no county: 抚州市公安局高新分局. It is of
// the bureau's family and of its place.
func (r resolver) outpost(higher, name string) (reading, bool) {
	r.nested = true
	up := r.best(higher)
	if up.kind != department || up.consumed == 0 || !strings.HasSuffix(higher, up.name) {
		return reading{}, false
	}
	got := up
	got.name, got.id, got.apart, got.vertical = name[len(higher)-len(up.name):], "", true, true
	got.higher, got.consumed = up.agency().ID, len(name)
	return got, true
}

// branch joins a higher body and the place of its office.
func (r resolver) branch(higher, place string) (reading, bool) {
	r.nested = true
	up := r.best(higher)
	var above *Division
	switch {
	case up.kind == department || up.kind == otherBody:
		above = &up.place
	default: // 生态环境局, 云州市生态环境局: the place above is not said, or not known
		up.body = r.behindUnknown(higher)
	}
	if up.kind != department && up.kind != otherBody {
		return reading{}, false
	}
	if up.consumed == 0 {
		above = nil // the higher body's place is not in the name
	}
	for _, s := range r.steps(place, above) {
		if s.length == len(place) && (s.place.Code != up.place.Code || above == nil) {
			got := reading{body: up.body, place: s.place}
			got.vertical = true
			if above != nil {
				got.parent = above.Code
			}
			return got, true
		}
	}
	return reading{}, false
}

// behindUnknown reads a department's name, as it is or behind a place that is not known.
func (r resolver) behindUnknown(name string) body {
	if b, ok := departmentOf(name); ok {
		return b
	}
	for i, c := range name {
		if end := i + utf8.RuneLen(c); isPlaceLike(name[:end]) {
			if b, ok := departmentOf(name[end:]); ok {
				return b
			}
		}
	}
	return body{}
}
