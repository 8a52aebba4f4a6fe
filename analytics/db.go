package analytics

import "context"

// DB runs SQL on the database that holds the reports. Parameters are the server's own,
// written {name:Type} in the query, so that no value ever becomes part of its text.
type DB interface {
	// Select appends the rows of the query to dst, a pointer to a slice of structs whose
	// fields carry the columns' names in their ch tags.
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	// Exec runs a statement that returns no rows.
	Exec(ctx context.Context, query string, params map[string]any) error
	// Insert writes rows, one value a column; target is a table with its columns in brackets. It may
	// write them twice, so they must be as good twice as once.
	Insert(ctx context.Context, target string, rows [][]any) error
}
