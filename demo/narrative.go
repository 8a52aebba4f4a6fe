package demo

import (
	_ "embed"
	"strings"
	"sync"

	"gongkai/disclosure"
)

//go:embed prose/narrative.txt
var narrativeTXT string

//go:embed prose/traditional.tsv
var traditionalTSV string

// traditional turns text into Traditional characters with their reading in brackets, as
// some copies of county pages have it: 公開(kāi).
var traditional = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for line := range strings.Lines(traditionalTSV) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		pairs = append(pairs, f[0], f[1]+"("+f[2]+")")
	}
	return strings.NewReplacer(pairs...)
})

// narrativeLines is the report of FaultNarrative: four chapters of prose and no table.
func narrativeLines(r *report) []string {
	fill := strings.NewReplacer("{单位}", r.name, "{年}", itoa(r.year), "{次年}", itoa(r.year+1), "{联系}", r.agency.contact())
	return strings.Split(strings.TrimSpace(fill.Replace(narrativeTXT)), "\n")
}

func narrativeBody(r *report) string {
	var s strings.Builder
	for _, line := range narrativeLines(r) {
		s.WriteString("<p>" + traditional().Replace(line) + "</p>\n")
	}
	return s.String()
}

// narrativeFacts fills in what the prose of FaultNarrative states, and nothing else.
func (r *report) narrativeFacts() {
	zero := TruthFigure{State: disclosure.StateZero, Value: new(disclosure.Number), Prose: true}
	published := disclosure.Int(183)
	r.figures = map[disclosure.Key]TruthFigure{
		key("narrative_published_total", ""):       {State: disclosure.StateNumber, Value: &published, Raw: "183", Prose: true},
		key("narrative_requests_received", ""):     zero,
		key("narrative_reconsideration_total", ""): zero,
		key("narrative_litigation_total", ""):      zero,
	}
	r.readProblems(narrativeLines(r))
}

// readProblems takes what the lines name as problems, and behind the chapter's title as improvements.
func (r *report) readProblems(lines []string) {
	r.prose.Problems, r.prose.Improvements = nil, nil
	into := &r.prose.Problems
	for _, line := range lines {
		if strings.HasPrefix(line, "四、") {
			into = &r.prose.Improvements
		}
		for _, sentence := range strings.Split(line, "。") {
			for _, e := range enumerators {
				if item, ok := strings.CutPrefix(sentence, e); ok {
					*into = append(*into, item)
				}
			}
		}
	}
}
