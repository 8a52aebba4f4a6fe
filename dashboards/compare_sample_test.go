package dashboards

// compareSample is what the fake measures answer to compare's pages.
func compareSample() map[string]func(map[string]any) any { return nil }

// comparePages are addresses with what must be read there.
var comparePages []pageWant
