package store

import (
	"errors"
	"strings"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// A full disk is said with what to do, in both ways in which ClickHouse says it, and the
// exception stays within reach.
func TestFullDiskIsExplained(t *testing.T) {
	db := &DB{}
	for _, e := range []*clickhouse.Exception{
		{Code: 243, Name: "NOT_ENOUGH_SPACE", Message: "Cannot reserve 4.00 MiB, not enough space"},
		{Code: 75, Name: "CANNOT_WRITE_TO_FILE_DESCRIPTOR", Message: "Cannot write to file: , errno: 28, strerror: No space left on device"},
	} {
		err := db.explain(e)
		var kept *clickhouse.Exception
		if !strings.HasPrefix(err.Error(), "the disk of ClickHouse is full: make room") || strings.Contains(err.Error(), "\n") || !errors.As(err, &kept) || kept.Code != e.Code {
			t.Errorf("%s: %v", e.Name, err)
		}
	}
	other := &clickhouse.Exception{Code: 241, Message: "Memory limit exceeded"}
	if err := db.explain(other); !errors.Is(err, other) || strings.Contains(err.Error(), "disk") {
		t.Errorf("another exception: %v", err)
	}
}
