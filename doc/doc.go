// Package doc holds the documents that the program itself shows. It refuses to hold anything else.
package doc

import _ "embed"

// Queries is queries.md: the worked questions, which tests run.
//
//go:embed queries.md
var Queries string
