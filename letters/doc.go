// Package letters tells an agency on paper what its yearly reports print and what does not hold
// (函): each finding with its figures, the rule and where it comes from, the article of the law, the marked cell
// and the address of what it rests on; and it lists for the office that writes them all findings with the
// objections to them.
//
// It says what the dashboards say, no more: a finding stands in a letter only where it is the agency's, every
// cell having been read without doubt, and a report is called late or not published only where walks of its
// site prove it. What is doubted, what was decided to be our error and what somebody objects to
// and nobody has decided is left out, and counted. It refuses to accuse, to say why an agency erred where
// the figures alone do not tell, to set the day for an answer, and to write in an office's name what only the office has.
package letters
