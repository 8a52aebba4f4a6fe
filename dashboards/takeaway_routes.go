package dashboards

import "net/http"

// takeawayRoutes are the addresses of what is searched, queried and downloaded.
func (s *server) takeawayRoutes() []route {
	return []route{
		{"/search", s.page(s.searchPage)},
		{"/data/tables", http.HandlerFunc(toTables)},
		{"/data/tables/{file}", s.tableOrFile()},
		{"/sql", http.HandlerFunc(s.sqlPage)},
		{"/api/v1/sql", http.HandlerFunc(s.sqlAPI)},
	}
}

// takeawayEndpoints are the same in the API.
func takeawayEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/search", "Places and agencies by a part of their name or of its sound (ql, qinglan), places by their code too, also one of the past", []string{"q", "county"}, false, searchAnswer{}, askSearch},
		{"/api/v1/search/texts", "Reports whose text has all words of q, up to three of two characters or more, with passages; the newest year first", []string{"q", "county", "year", "limit", "offset"}, true, []textHit{}, askTexts},
	}
}
