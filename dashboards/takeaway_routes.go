package dashboards

// takeawayRoutes are the addresses of what is searched, queried and downloaded.
func (s *server) takeawayRoutes() []route { return nil }

// takeawayEndpoints are the same in the API.
func takeawayEndpoints() []endpoint { return nil }
