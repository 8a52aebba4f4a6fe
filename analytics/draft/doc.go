// Package draft tells an agency, before it publishes a yearly report, what Gongkai would say of
// it: each finding with the cells that take part in it, what they print and where, the likely
// cause, and, beside the report of the year before, the identities that tie the two together and
// the counts that moved a lot.
//
// It refuses to store anything, to tell what only the reports of others show (copied texts and
// figures, peers, rates), and to call a draft right: that no rule is broken says nothing of the
// facts.
package draft
