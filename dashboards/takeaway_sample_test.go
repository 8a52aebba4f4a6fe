package dashboards

// takeawaySample is what the fake measures answer to takeaway's pages.
func takeawaySample() map[string]func(map[string]any) any { return nil }

// takeawayPages are addresses with what must be read there.
var takeawayPages []pageWant
