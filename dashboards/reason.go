package dashboards

import (
	"fmt"
	"strings"
	"time"
)

// told is a sentence for the page; Foreign where it is English whatever the page's language.
// Detail is what a machine said of a failure beside its class, in English.
type told struct {
	Text    string
	Foreign bool
	Detail  string
}

// heldCode is the reason of what is not asked for while its host is left alone.
const heldCode = "held"

// reason says in the page's language what a crawl stored as a code and what fills its words. A
// code without words, or none, as in data of older versions, leaves the stored English sentence.
func (l tongue) reason(code string, args []string, sentence string) told {
	key := "reason." + code
	if !known()[key] {
		return told{Text: sentence, Foreign: l != english && sentence != ""}
	}
	detail := ""
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		if class, ok := strings.CutPrefix(arg, "failure."); ok {
			arg = l.word("failure", class)
			if code != heldCode { // its words say all
				detail = sentence
			}
		} else if d, err := time.ParseDuration(arg); err == nil && d > 0 {
			arg = l.span(d)
		} else if t, err := time.Parse(time.DateTime, arg); err == nil { // UTC, as crawls store them
			arg = l.when(t)
		}
		pairs = append(pairs, fmt.Sprintf("{%d}", i+1), arg)
	}
	return told{Text: strings.NewReplacer(pairs...).Replace(l.say(key)), Detail: detail}
}

// note says each sentence that a crawl left for an operator.
func (l tongue) note(site SiteRow) []told {
	if len(site.NoteCodes) != len(site.NoteArgs) || len(site.NoteCodes) == 0 {
		if site.Note == "" {
			return nil
		}
		return []told{{Text: site.Note, Foreign: l != english}}
	}
	all := make([]told, 0, len(site.NoteCodes))
	for i, code := range site.NoteCodes {
		said := l.reason(code, site.NoteArgs[i], strings.Join(site.NoteArgs[i], " "))
		said.Detail = ""
		all = append(all, said)
	}
	return all
}
