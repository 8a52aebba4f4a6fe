package dashboards

// compareRoutes are the addresses of agencies and counties side by side, over years and places.
func (s *server) compareRoutes() []route {
	return []route{
		{"/regions/{code}", s.page(s.regionPage)},
	}
}

// compareEndpoints are the same in the API.
func compareEndpoints() []endpoint { return nil }
