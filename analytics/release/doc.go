// Package release freezes what is public under a name: the open data package of that moment, the
// seals of all that it rests on, what has changed since the release before and why, a citation, and a
// signed manifest that names every file by its SHA-256. Releases are numbered, and each names the one
// before, so none can be left out or exchanged unseen. A folder of a release is all that is needed
// to check it (Check), and to answer what a figure was in it (Lookup).
//
// It refuses to write over a release, to make one without the folder of the release before, to guess
// why a figure changed where two reasons are possible, and to hold bodies: a release has their hashes.
package release
