package dashboards

// figureSample is what the fake measures answer to figure's pages.
func figureSample() map[string]func(map[string]any) any { return nil }

// figurePages are addresses with what must be read there.
var figurePages []pageWant
