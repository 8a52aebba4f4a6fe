package walk

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/naming"
	"gongkai/parse/tree"
)

// hanwebAnnual is the annual-report page of Hanweb's 信息公开 module: one address for each year and
// agency, ?fbtime=2017&area=113325000026455663. There is no list: the page offers agencies, and
// years for all of them, as links, clicks or choices, so each agency with each year is an item.
// What shows no report then was asked for in vain, and that is all that it says.
var hanwebAnnual = family{
	name:  "hanweb_annual",
	marks: []string{annualModule},
	list:  formOf(annualModule, `/`+annualModule+`\.jsp$`),
	links: annualLinks,
	pages: func(v *View) ([]disclosure.Request, bool) {
		switch p := v.pagerOf(); {
		case v.items == 0 || p.next != nil || p.following != nil:
			return genericPages(v)
		case strings.Contains(v.Source, "tree.jsp"):
			v.Doubt = "a tree of agencies that a script loads"
		default:
			v.Doubt = p.hints // none: all agencies and all years are on the page
		}
		return nil, v.Doubt == ""
	},
}

const annualModule = "xxgkAnnualReport"

var (
	annualAddress = pattern.MustCompile(`["']?([^"'\s(),;]{0,200}xxgkAnnualReport\.jsp\?[^"'\s(),;]{1,200})`)
	annualPlaces  = cascadia.MustCompile("[href*=xxgkAnnualReport], [onclick*=xxgkAnnualReport], option[value*=xxgkAnnualReport]")
	annualYears   = cascadia.MustCompile("select[name=fbtime] option, select[id=fbtime] option")
	annualYear    = pattern.MustCompile(`^20\d\d$`)
)

// annualLinks makes an item of each agency with each year. On the page of an agency's year they
// are no items.
func annualLinks(v *View, all []Anchor) []Anchor {
	years, areas, module := v.annual()
	if len(years) == 0 || len(areas) == 0 || v.Expected.IsDocument() {
		return all
	}
	all = slices.DeleteFunc(all, func(a Anchor) bool { return strings.Contains(a.URL.Path, annualModule) && a.URL.RawQuery != "" })
	column := cmp.Or(naming.FirstOfTitle(v.Doc.Title()), "政府信息公开年度报告")
	for _, area := range areas {
		for _, year := range years {
			u := *module
			u.RawQuery = "fbtime=" + year + "&area=" + url.QueryEscape(area.code)
			if len(all) >= mostLinks {
				return all
			}
			if a, ok := v.scripted(u.String(), area.name+year+"年"+column); ok {
				a.kind = kindReport
				all = append(all, a)
			}
		}
	}
	return all
}

// annualArea is an agency as the module knows it.
type annualArea struct{ code, name string }

// annual is what the page offers: years, agencies, and the module's own address.
func (v *View) annual() (years []string, areas []annualArea, module *url.URL) {
	known := map[string]bool{}
	for _, n := range tree.Find(v.Doc.Root, annualPlaces).Nodes {
		m := annualAddress.FindStringSubmatch(strings.Join([]string{tree.Attr(n, "href"), tree.Attr(n, "onclick"), tree.Attr(n, "value")}, " "))
		if m == nil {
			continue
		}
		u, ok := v.Resolve(strings.ReplaceAll(m[1], "&amp;", "&"))
		if !ok {
			continue
		}
		query := u.Query()
		name := strings.Join(strings.Fields(tree.TextOf(n)), "")
		code := query.Get("area")
		if year := query.Get("fbtime"); annualYear.MatchString(year) && !slices.Contains(years, year) {
			years = append(years, year)
		}
		if code != "" && strings.Trim(name, "0123456789年度") != "" && len(name) < 200 && !known[code] {
			known[code] = true
			areas, module = append(areas, annualArea{code, name}), u
		}
	}
	for _, n := range tree.Find(v.Doc.Root, annualYears).Nodes {
		if year := tree.Attr(n, "value"); annualYear.MatchString(year) && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	return years, areas, module
}
