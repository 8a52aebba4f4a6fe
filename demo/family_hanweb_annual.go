package demo

import "net/http"

// annualSite is a Hanweb site with the annual-report page of the 信息公开 module: one address
// serves the report of each year and agency, the year and the agency behind a question mark.
var annualSite = small{
	address: func(r *report, _ *dice) string {
		return annualPath + "?fbtime=" + itoa(r.year) + "&area=" + areaCode(r.agency)
	},
	platform: hanwebColumn("2100"), list: annualPath, perPage: 100, shells: 1,
}

const annualPath = "/module/xxgk/xxgkAnnualReport.jsp"

// areaCode is what the module knows an agency by.
func areaCode(a *agency) string { return "11" + a.county.code + hex32("area", a.id)[:10] }

func buildAnnual(c *county, phase int, reports []*report) []*host {
	h, _ := smallHost(c, phase, reports)
	h.platform()
	var years, areas []link
	for year := LastYear; year >= FirstYear; year-- {
		years = append(years, link{URL: annualPath + "?fbtime=" + itoa(year) + "&area=" + areaCode(c.government()), Text: itoa(year)})
	}
	for _, a := range c.agencies {
		areas = append(areas, link{URL: annualPath + "?fbtime=" + itoa(LastYear) + "&area=" + areaCode(a), Text: a.name})
	}
	if c.small.emptied {
		areas = nil
	}
	choice := view{Title: "政府信息公开工作年度报告", Column: "政府信息公开年报", Side: years, Links: areas}
	pages := map[string]*resource{}
	for _, r := range reports {
		pages[r.path] = h.pages[r.path]
	}
	h.answers[annualPath] = func(w http.ResponseWriter, r *http.Request) {
		if page := pages[r.URL.RequestURI()]; page != nil {
			page.serve(w, r)
			return
		}
		h.send(w, "text/html;charset=UTF-8", http.StatusOK, []byte(h.render("list", choice)))
	}
	return []*host{h}
}
