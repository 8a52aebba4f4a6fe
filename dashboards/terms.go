package dashboards

// term is a word of the law or of the form, with what it means and where it is from.
type term struct{ ID, Name, Says, Law string }

// termIDs are all terms, in the order of the method page.
var termIDs = []string{"proactive", "request", "granted", "partial", "denied", "unable", "not_processed", "carried_out", "review", "deadline", "identity", "interval", "peers", "template", "capture"}

// terms explains some words; all where none is named.
func (l tongue) terms(ids ...string) []term {
	if len(ids) == 0 {
		ids = termIDs
	}
	var all []term
	for _, id := range ids {
		key := "term." + id
		all = append(all, term{id, l.say(key), l.say(key + ".says"), l.say(key + ".law")})
	}
	return all
}

// pageTerms are the terms that pages show, by their template.
var pageTerms = map[string][]string{
	"overview":   {"deadline", "request", "granted", "partial", "identity", "interval"},
	"agency":     {"request", "granted", "partial", "denied", "unable", "not_processed", "carried_out", "review", "deadline", "identity"},
	"report":     {"proactive", "request", "granted", "denied", "unable", "not_processed", "carried_out", "review", "identity"},
	"figure":     {"identity", "carried_out"},
	"findings":   {"identity", "carried_out"},
	"covariates": {"request", "granted", "denied", "unable", "carried_out", "review"},
	"funnel":     {"interval", "granted", "denied", "unable", "carried_out", "review"},
	"ledger":     {"identity", "capture"},
	"case":       {"identity", "capture"},
	"league":     {"interval", "deadline", "identity", "review", "peers"},
	"compare":    {"deadline", "granted", "partial", "carried_out", "review", "identity", "interval"},
	"timeliness": {"deadline"},
	"refusals":   {"denied", "unable", "not_processed"},
	"absence":    {"deadline", "capture"},
	"agencies":   {"deadline", "request"},
	"audit":      {"interval", "capture"},
	"audit_cell": {"capture"},
	"audits":     {"interval", "capture"},
	"attention":  {"deadline", "identity", "peers"},
	"check":      {"identity", "carried_out", "proactive"},
	"cells":      {"identity", "review"},
	"changes":    {"capture"},
	"copies":     {"template"},
	"data":       {"proactive", "request", "identity"},
	"doubt":      {"identity", "carried_out", "capture"},
	"doubt_name": {"capture"},
	"expected":   {"deadline"},
	"matrix":     {"identity", "carried_out"},
	"rate":       {"interval", "granted", "denied", "unable", "carried_out", "review"},
	"release":    {"capture", "identity"},
	"releases":   {"capture"},
	"reports":    {"request", "granted", "partial", "denied", "unable", "not_processed", "carried_out", "identity"},
	"review":     {"identity", "capture"},
	"rewordings": {"capture"},
	"search":     {"proactive", "request"},
	"shared":     {"template"},
	"status":     {"capture", "deadline"},
	"templates":  {"template"},
	"total":      {"interval", "deadline", "identity", "review", "peers"},
	"undecided":  {"deadline"},
}

func (l tongue) termsOf(view string) []term {
	ids := pageTerms[view]
	if ids == nil {
		return nil
	}
	return l.terms(ids...)
}
