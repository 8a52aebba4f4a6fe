package dashboards

import (
	"html/template"
	"regexp"
)

// Example is a worked query that runs as it stands: its topic, the question, the query, and why it is asked
// that way, where names of the data stand in backquotes.
type Example struct{ TopicZH, TopicEN, TitleZH, TitleEN, SQL, WhyZH, WhyEN string }

// exampleTopic are the examples of a topic, numbered from First.
type exampleTopic struct {
	Name     string
	First    int
	Examples []exampleView
}

type exampleView struct {
	Title, Href string
	Why         template.HTML
	Here        bool
}

// offer lists the examples by their topics.
func (b *sqlBody) offer(l tongue, examples []Example) {
	for i, e := range examples {
		topic, view := e.in(l)
		if view.Here = e.SQL == b.Query; view.Here {
			b.Asked = &view
		}
		if n := len(b.Topics); n == 0 || b.Topics[n-1].Name != topic {
			b.Topics = append(b.Topics, exampleTopic{Name: topic, First: i + 1})
		}
		of := &b.Topics[len(b.Topics)-1]
		of.Examples = append(of.Examples, view)
	}
}

// in is an example in a language, with its topic.
func (e Example) in(l tongue) (topic string, view exampleView) {
	view.Href = address(l, "/sql", "q", e.SQL)
	if l == english {
		view.Title, view.Why = e.TitleEN, coded(e.WhyEN)
		return e.TopicEN, view
	}
	view.Title, view.Why = e.TitleZH, coded(e.WhyZH)
	return e.TopicZH, view
}

var backquoted = regexp.MustCompile("`([^`]+)`")

// coded is a text whose names in backquotes are code.
func coded(text string) template.HTML {
	return template.HTML(backquoted.ReplaceAllString(template.HTMLEscapeString(text), "<code>$1</code>")) //nolint:gosec // escaped
}
