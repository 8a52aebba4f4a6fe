package analytics

import (
	"context"
	"fmt"
)

// NoteVersion notes the digest of the data as it is now, for pages and citations: to be called
// when something was made current. Where nothing has changed it costs one small question. A
// writer that forgets it makes no page old (data_version's mark tells of every row), it only lets
// the digest that a page cites lag behind.
func NoteVersion(ctx context.Context, db DB) error {
	query, err := MeasureSQL("data_version")
	if err != nil {
		return err
	}
	var now []struct {
		Settled string `ch:"settled"`
		Noted   bool   `ch:"noted"`
	}
	// Asked before the digest is: what changes meanwhile is noted the next time.
	query = "SELECT settled, settled = (SELECT argMax(settled, noted_at) FROM data_versions_history) AS noted FROM (" + query + ")"
	if err := db.Select(ctx, &now, query, nil); err != nil {
		return fmt.Errorf("asking for the version of the data: %w", err)
	}
	if now[0].Noted {
		return nil
	}
	digest, err := MeasureSQL("data_digest")
	if err != nil {
		return err
	}
	insert := "INSERT INTO data_versions_history (noted_at, settled, digest, reports, parser_version) SELECT now64(6, 'UTC'), {settled:String}, digest, reports, parser_version FROM (" + digest + ")"
	if err := db.Exec(ctx, insert, map[string]any{"settled": now[0].Settled}); err != nil {
		return fmt.Errorf("noting the version of the data: %w", err)
	}
	return nil
}
