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
}

// Answered returns the answer for the ID that a name alone leads to.
func (c *County) Answered(named string) (Answer, bool) {
	if c == nil {
		return Answer{}, false
	}
	i := slices.IndexFunc(c.Answers, func(a Answer) bool { return a.Named == named })
	if i < 0 {
		return Answer{}, false
	}
	return c.Answers[i], true
}

// With is the county with one more answer, which takes the place of an earlier one for the name.
func (c County) With(a Answer) County {
	c.Answers = append(c.Without(a.Named).Answers, a)
	return c
}

// Without is the county without the answer for a name.
func (c County) Without(named string) County {
	c.Answers = slices.DeleteFunc(slices.Clone(c.Answers), func(a Answer) bool { return a.Named == named })
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
