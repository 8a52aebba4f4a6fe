package dashboards

import "net/url"

// among says whose numbers are shown: those of a place, of a level of agencies and of a kind of them;
// "" is all.
type among struct{ County, Level, Family string }

func (f findingFilter) among() among { return among{f.County, f.Level, f.Family} }

// amongOf reads what an address is narrowed to.
func amongOf(q url.Values) (a among, err error) {
	if a.County, err = param(q, "county", countyPattern); err != nil {
		return a, err
	}
	if a.Level, err = param(q, "level", levelPattern); err != nil {
		return a, err
	}
	a.Family, err = param(q, "family", familyPattern)
	return a, err
}

// Levels may be chosen from.
func (among) Levels() []string { return levels }

// Families are all kinds of agencies.
func (among) Families() []string { return familyNames() }

// Some reports whether only a level or a kind of agencies is meant.
func (a among) Some() bool { return a.Level != "" || a.Family != "" }

// params are those of a measure, with more.
func (a among) params(more ...any) map[string]any {
	all := map[string]any{"county": a.County, "level": a.Level, "family": a.Family}
	for i := 0; i+1 < len(more); i += 2 {
		all[more[i].(string)] = more[i+1]
	}
	return all
}

// pairs are those of an address, with more.
func (a among) pairs(more ...any) []any {
	return append(more, "county", a.County, "level", a.Level, "family", a.Family)
}

// whose says whose numbers they are: a place by its name and, where only these are meant, the level and
// the kind of agencies.
func (l tongue) whose(where string, a among) string {
	var only []string
	if a.Level != "" {
		only = append(only, l.word("level", a.Level))
	}
	if a.Family != "" {
		only = append(only, l.word("family", a.Family))
	}
	if len(only) == 0 {
		return where
	}
	return l.say("overview.only", where, l.clauses(only))
}
