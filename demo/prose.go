package demo

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed prose/sentences.txt
var sentencesTXT string

//go:embed prose/business.tsv
var businessTSV string

// stock holds the sentences by slot, in the order of the file.
var stock = sync.OnceValue(func() map[string][]string {
	slots, slot := map[string][]string{}, ""
	for line := range strings.Lines(sentencesTXT) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			slot = strings.TrimSuffix(name, "]")
		} else if line != "" {
			slots[slot] = append(slots[slot], line)
		}
	}
	return slots
})

// business is what a family of agencies deals with and whom it serves.
type business struct {
	matters  []string
	audience string
}

var businesses = sync.OnceValue(func() map[string]business {
	all := map[string]business{}
	for line := range strings.Lines(businessTSV) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		all[f[0]] = business{strings.Split(f[1], "、"), f[2]}
	}
	return all
})

// prose is the wording of one report.
type prose struct {
	Preamble, Open                                         string
	Proactive, Requests, Management, Platform, Supervision string
	Scope                                                  string
	ProblemLead, ImproveLead                               string
	Problems, Improvements                                 []string
	Other                                                  []string
}

// writer composes the prose of a report: which sentences are taken, and about what,
// depends on the agency that wrote it first; the names are those of the agency that
// publishes it. For all but the copied report these are the same.
type writer struct {
	d      *dice
	b      business
	fixed  *strings.Replacer
	matter int
	first  int // problem to begin with: another one every year
}

func newWriter(r *report, source *agency) *writer {
	b := businesses()[string(source.family)]
	b.matters = shuffled(roll("matters", source.id), b.matters)
	d := roll("prose", source.id, itoa(r.year))
	first := (roll("problems", source.id).n(12) + 5*(r.year-FirstYear)) % len(stock()["problem"])
	return &writer{d: d, b: b, first: first, matter: d.n(len(b.matters)), fixed: strings.NewReplacer(
		"{单位}", r.name, "{我局}", r.agency.we, "{年}", itoa(r.year), "{次年}", itoa(r.year+1),
		"{对象}", b.audience, "{联系}", r.agency.contact(),
		"{申请}", r.counts[key("requests_new", "total")].String(), "{费用}", itoa(r.fee))}
}

// shuffled gives every agency its own order of what its family deals with.
func shuffled(d *dice, words []string) []string {
	words = slices.Clone(words)
	for i := len(words) - 1; i > 0; i-- {
		j := d.n(i + 1)
		words[i], words[j] = words[j], words[i]
	}
	return words
}

// say takes a sentence of a slot and fills it with the next two matters.
func (w *writer) say(slot string) string { return w.fill(pick(w.d, stock()[slot])) }

func (w *writer) fill(template string) string {
	n := len(w.b.matters)
	w.matter++
	s := strings.NewReplacer("{甲}", w.b.matters[w.matter%n], "{乙}", w.b.matters[(w.matter+2)%n]).Replace(template)
	return w.fixed.Replace(s)
}

// pairs takes a few problems with the improvements that answer them.
func (w *writer) pairs() (problems, improvements []string) {
	from, to := stock()["problem"], stock()["improve"]
	start, step := w.first, pick(w.d, []int{1, 5, 7, 11}) // coprime to the twelve sentences
	for i := range w.d.between(3, 4) {
		at := (start + i*step) % len(from)
		matter := w.matter
		problems = append(problems, w.fill(from[at]))
		w.matter = matter
		improvements = append(improvements, w.fill(to[at]))
	}
	return problems, improvements
}

// compose writes the report's prose.
func compose(r *report, source *agency) prose {
	w := newWriter(r, source)
	p := prose{
		Preamble: w.say("preamble"), Open: w.say("open"),
		Proactive:  "全年主动公开政府信息" + itoa(r.publishedTotal) + "条。" + w.say("proactive") + w.say("proactive"),
		Management: w.say("management") + w.say("management"),
		Platform:   w.say("platform"), Supervision: w.say("supervision"),
		ProblemLead: w.say("problem_lead"), ImproveLead: w.say("improve_lead"),
	}
	some, none := w.say("requests_some"), w.say("requests_none") // both are rolled: a copy stays in step
	if p.Requests = some; r.counts[key("requests_new", "total")] == 0 {
		p.Requests = none
	}
	if r.agency.isGovernment() {
		p.Scope = w.say("scope_own")
		if r.agency.reportsForAll() {
			p.Scope = w.say("scope_all")
		}
	}
	p.Problems, p.Improvements = w.pairs()
	if r.saysFee() {
		if r.fee > 0 {
			p.Other = append(p.Other, w.say("fee_some"))
		} else {
			p.Other = append(p.Other, w.say("fee_none"))
		}
	}
	p.Other = append(p.Other, w.say("other"))
	return p
}
