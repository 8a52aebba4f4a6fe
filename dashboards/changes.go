package dashboards

import (
	"strings"
	"time"
)

// versionView is a version of a report and what came with it.
type versionView struct {
	ReportVersionRow
	Summary string // in words; empty for the first version
	Unknown bool   // another version than the one before, and what differs is not known
	// The change came between these two sightings.
	ChangedAfter, ChangedBy time.Time
	Facts                   []changeView
	Figures                 []changeView
	Text                    []passageView
}

// changeView is a figure or a fact that differs.
type changeView struct {
	ReportChangeRow
	Label    string
	Was, Now string // pages of the figure in the two versions
}

// leadTo links the figures of every version to their pages.
func leadTo(views []versionView, l tongue, report string) {
	for _, v := range views {
		for i := range v.Figures {
			f := &v.Figures[i]
			f.Was, f.Now = l.figureVersions(report, figureKey(f.Indicator, f.Applicant), f.Version, f.FromState, f.ToState)
		}
	}
}

// figureVersions are the pages of a figure before and after a change; empty where it is not printed.
func (l tongue) figureVersions(report, key string, version int64, from, to string) (was, now string) {
	of := func(version int64) string {
		return address(l, place("/reports/", report)+"/figures/"+key, "version", version)
	}
	if from != "" {
		was = of(version - 1)
	}
	if to != "" {
		now = of(version)
	}
	return was, now
}

// passageView is a section of the text with the sentences that it lost and gained.
type passageView struct {
	Heading   string
	Sentences []ReportChangeRow
}

// versionViews puts the changes, which come in the order of the page, to their versions.
func versionViews(l tongue, form string, versions []ReportVersionRow, changes []ReportChangeRow) []versionView {
	views := make([]versionView, len(versions))
	at := map[int64]*versionView{}
	for i, v := range versions {
		views[i].ReportVersionRow = v
		at[v.Version] = &views[i]
	}
	for _, c := range changes {
		if v := at[c.Version]; v != nil {
			v.take(l, form, c)
		}
	}
	for i := range views {
		views[i].Summary = views[i].summary(l)
		views[i].Unknown = views[i].Version > 1 && views[i].Summary == ""
	}
	return views
}

func (v *versionView) take(l tongue, form string, c ReportChangeRow) {
	v.ChangedAfter, v.ChangedBy = c.ChangedAfter, c.ChangedBy
	switch c.Kind {
	case "figure":
		v.Figures = append(v.Figures, changeView{ReportChangeRow: c, Label: l.indicator(form, c.Indicator, c.Applicant)})
	case "sentence":
		if n := len(v.Text); n == 0 || v.Text[n-1].Heading != c.Part {
			v.Text = append(v.Text, passageView{Heading: c.Part})
		}
		last := &v.Text[len(v.Text)-1]
		last.Sentences = append(last.Sentences, c)
	default:
		label := l.word("changed", c.Kind)
		if c.Part != "" {
			label = l.word("changed", c.Kind+"_"+c.Part)
		}
		v.Facts = append(v.Facts, changeView{ReportChangeRow: c, Label: label})
	}
}

// summary counts what changed, in the order of the page.
func (v versionView) summary(l tongue) string {
	count := map[string]int{}
	for _, f := range v.Figures {
		count["figure_"+f.Change]++
	}
	for _, p := range v.Text {
		for _, s := range p.Sentences {
			count["sentence_"+s.Change]++
		}
	}
	var parts []string
	for _, f := range v.Facts {
		parts = append(parts, f.Label)
	}
	for _, key := range []string{"figure_changed", "figure_added", "figure_removed", "sentence_removed", "sentence_added"} {
		if n := count[key]; n > 0 {
			parts = append(parts, l.say("changes."+key, n))
		}
	}
	return strings.Join(parts, l.say("join.clause"))
}
