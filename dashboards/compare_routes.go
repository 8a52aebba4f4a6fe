package dashboards

import "net/http"

// compareRoutes are the addresses of agencies and counties side by side, over years and places, and
// of charts that are taken away.
func (s *server) compareRoutes() []route {
	return []route{
		{"/regions/{code}", s.page(s.regionPage)},
		{"/attention", s.page(s.attentionPage)},
		{"/timeliness", s.page(s.timelinessPage)},
		{"/refusals", s.page(s.refusalsPage)},
		{"/compare", s.page(s.comparePage)},
		{"/charts/{file}", http.HandlerFunc(s.chartFile)},
		{"/embed/{name}", http.HandlerFunc(s.embed)},
	}
}

// compareEndpoints are the same in the API.
func compareEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/attention", "Agencies of which most stands on record over three fiscal years, with every reason; without a year up to the newest that has reports", []string{"county", "level", "family", "year", "limit"}, true, []AttentionRow{}, askAttention},
		table[LegalRow]("/api/v1/legal", "Reviews and suits that were decided, and corrected, by fiscal year", "legal", "county", "level", "family"),
		table[QualityRow]("/api/v1/quality", "What could not be read or is not said, by fiscal year", "quality", "county", "level", "family"),
		table[RefusalRow]("/api/v1/refusals", "Why requests were not granted, by form, reason and fiscal year", "refusals", "county", "level", "family", "agency"),
	}
}

// compareDrawings are the charts of these pages.
func compareDrawings() []drawing {
	return []drawing{
		{"funnel", []string{"county", "rate", "year", "group"}, at("/funnel"), drawFunnel},
		{"calendar", []string{"county", "level", "family", "year"}, at("/timeliness"), drawCalendar},
		{"compare", []string{"agencies", "rate", "year"}, at("/compare"), drawCompare},
		{"refusals", []string{"county", "level", "family", "agency", "year"}, at("/refusals"), drawRefusals},
	}
}
