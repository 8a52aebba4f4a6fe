package register

import (
	"slices"
	"time"

	"gongkai/disclosure"
)

// Answer is what a person said of one name, beside the list of its county or without one. It says
// nothing else: an agency that is only named in answers is not said to be there today.
type Answer struct {
	Named  string             `json:"named"`  // ID that the name alone leads to: unresolved-财富大厦
	Name   string             `json:"name"`   // as it was asked for
	Agency *disclosure.Agency `json:"agency"` // that it means; nil: none
	Source string             `json:"source"` // on what ground
	By     string             `json:"by"`
	At     time.Time          `json:"at"`
	// Withdrawn takes back what was answered: the name waits again, or means what the list says.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// Answered returns the answer for the ID that a name alone leads to; one that was withdrawn is none.
func (c *County) Answered(named string) (Answer, bool) {
	if c == nil {
		return Answer{}, false
	}
	i := slices.IndexFunc(c.Answers, func(a Answer) bool { return a.Named == named && !a.Withdrawn })
	if i < 0 {
		return Answer{}, false
	}
	return c.Answers[i], true
}

// With is the county with one more answer, which takes the place of an earlier one for the name.
func (c County) With(a Answer) County {
	others := slices.DeleteFunc(slices.Clone(c.Answers), func(b Answer) bool { return b.Named == a.Named })
	c.Answers = append(others, a)
	return c
}

// Keeping is the county with the answers of the register before it, but for the names that it
// speaks of itself: a new list takes back what it says otherwise, and nothing else.
func (c County) Keeping(before *County) County {
	if before == nil {
		return c
	}
	for _, a := range before.Answers {
		if _, said := c.Names[a.Named]; !said {
			c = c.With(a)
		}
	}
	return c
}
