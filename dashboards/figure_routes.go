package dashboards

// figureRoutes are the addresses of one figure, its evidence and its history.
func (s *server) figureRoutes() []route { return nil }

// figureEndpoints are the same in the API.
func figureEndpoints() []endpoint { return nil }
