package dashboards

import "net/http"

// takeawayRoutes are the addresses of what is searched, queried and downloaded.
func (s *server) takeawayRoutes() []route {
	return []route{
		{"/sql", http.HandlerFunc(s.sqlPage)},
		{"/api/v1/sql", http.HandlerFunc(s.sqlAPI)},
	}
}

// takeawayEndpoints are the same in the API.
func takeawayEndpoints() []endpoint { return nil }
