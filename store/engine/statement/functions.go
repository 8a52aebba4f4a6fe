package statement

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed functions.txt
var allowedText string

//go:embed refused_functions.tsv
var refusedText string

// reasons are the classes of refused_functions.tsv, in words for who asked.
var reasons = map[string]string{
	"files":        "it reads files of the machine",
	"network":      "it speaks to other machines",
	"machine":      "it tells of the machine or of the server, not of the tables",
	"others":       "it tells of connections and statements, or keeps something between them",
	"time":         "the limit of time cannot cut its work off; the engine has others for most ends, such as ngramDistanceUTF8",
	"dictionaries": "there are no dictionaries here",
	"internal":     "the engine calls it itself",
	"needless":     "nobody has looked at it yet for use by everybody",
}

// reviewed is what is known of the engine's functions. Names are in lower case: the engine takes
// many of them in either.
type reviewed struct {
	allowed    map[string]bool
	aggregates map[string]bool
	refused    map[string]string // the class
}

// functionLists reads the two lists once.
var functionLists = sync.OnceValue(func() reviewed {
	r := reviewed{map[string]bool{}, map[string]bool{}, map[string]string{}}
	topic := ""
	for line := range strings.Lines(allowedText) {
		if title, isTitle := strings.CutPrefix(line, "# "); isTitle {
			topic = title
			continue
		}
		for _, name := range strings.Fields(strings.ToLower(line)) {
			r.allowed[name] = true
			if strings.HasPrefix(topic, "Aggregate") {
				r.aggregates[name] = true
			}
		}
	}
	for line := range strings.Lines(refusedText) {
		if class, name, found := strings.Cut(strings.TrimSpace(line), "\t"); found && !strings.HasPrefix(line, "#") {
			r.refused[strings.ToLower(name)] = class
		}
	}
	return r
})

// combinators may stand behind the name of an aggregate function, several in a row.
var combinators = []string{"simplestate", "ordefault", "distinct", "resample", "foreach", "argmax", "argmin", "ornull", "mergestate", "tuple", "merge", "state", "array", "null", "map", "if"}

// mayCall tells whether a function, in lower case, is on the list, with combinators or without.
func (r reviewed) mayCall(name string) bool {
	return r.allowed[name] || r.aggregate(name)
}

func (r reviewed) aggregate(name string) bool {
	if r.aggregates[name] {
		return true
	}
	for _, suffix := range combinators {
		if base, found := strings.CutSuffix(name, suffix); found && base != "" && r.aggregate(base) {
			return true
		}
	}
	return false
}

// Unreviewed returns which of the engine's functions nobody has looked at, in lower case: those that
// are on neither list. Guard refuses them wherever they are named.
func Unreviewed(functions []string) map[string]bool {
	r, unseen := functionLists(), map[string]bool{}
	for _, name := range functions {
		name = strings.ToLower(name)
		if _, refused := r.refused[name]; !refused && !r.allowed[name] {
			unseen[name] = true
		}
	}
	return unseen
}

// Gone returns which names of the two lists are no functions of the engine.
func Gone(functions []string) []string {
	have := map[string]bool{}
	for _, name := range functions {
		have[strings.ToLower(name)] = true
	}
	r, gone := functionLists(), []string{}
	for _, name := range slices.Concat(slices.Collect(maps.Keys(r.allowed)), slices.Collect(maps.Keys(r.refused))) {
		if !have[name] {
			gone = append(gone, name)
		}
	}
	slices.Sort(gone)
	return gone
}

// whyNot is why a function cannot be called.
func whyNot(name string) string {
	why, found := reasons[functionLists().refused[name]]
	if !found {
		why = reasons["needless"]
	}
	return "readers may not call this function: " + why
}
