// Package seal proves when something was seen. Every capture and every walk of a list becomes a
// record, a line of JSON; the records stand in the order in which they were kept, each hashed
// together with the hash of the one before. Once a day what is new is sealed: a manifest with the
// head of this chain and the hash of the manifest before, signed with Ed25519, and stamped by a
// service of RFC 3161 where one is named. Seals are rows of the database, and files that can be given
// away; doc/proof.md says what their bytes are, so that another program can check them.
//
// It refuses to say more than that: a seal says that what it names was there when it was sealed,
// never since when, nor that a page was true. It seals nothing with a time of the future, makes no
// stamp itself, and repairs no chain: what does not fit is said, each in a line.
package seal
