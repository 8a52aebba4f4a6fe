package profile

// items are what a report has to hold, in the order of the bits of completeness.sql, with their
// weights: articles 50 (2019) and 32 (2007) of the Regulation and the unified forms. Which are
// applicable in which year stands in completeness.sql.
var items = []struct {
	name   string
	weight float64
}{
	{"section_overview", 1}, {"section_proactive", 1}, {"section_requests", 1}, {"section_review", 1}, {"section_problems", 1}, {"section_other", 1},
	{"table_2", 2}, {"table_3", 2}, {"table_4", 2},
	{"contact", 0.5},
	{"assessment", 1},     // art. 50(4): governments alone
	{"fee_sentence", 0.5}, // 国办函〔2020〕109号, from FY2021
	{"table_2014", 2},     // 国办发〔2014〕32号, FY2014–2018
	{"charges", 1},        // art. 32 of 2007: 收费及减免
}

// completeness is the weight of what was found, of that which is known; at its ends nothing or
// everything of the unknown is there.
func completeness(found, unknown, applicable int64) result {
	var there, open, all float64
	var r result
	for i, item := range items {
		bit := int64(1) << i
		if applicable&bit == 0 {
			continue
		}
		all += item.weight
		switch {
		case found&bit != 0:
			there += item.weight
		case unknown&bit != 0:
			open += item.weight
			r.Detail = append(r.Detail, "unknown:"+item.name)
		default:
			r.Detail = append(r.Detail, "absent:"+item.name)
		}
	}
	if all == 0 {
		r.Reason = "nothing_applicable"
		return r
	}
	r.Low, r.High = rounded(there/all), rounded((there+open)/all)
	r.Low95, r.High95 = r.Low, r.High
	// Where most is unknown the rest says too little of the whole.
	if open > all/2 {
		r.Reason = "not_read"
		return r
	}
	r.Value = rounded(there / (all - open))
	return r
}
