package parse

import "gongkai/parse/privacy"

// Redact blackens the personal data of private persons in a text, each character by one █, and
// reports whether there was any.
func Redact(text string) (string, bool) { return privacy.Redact(text) }
