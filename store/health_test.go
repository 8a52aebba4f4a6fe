package store

import "testing"

// TestHealth: ClickHouse knows how it is, and nothing is zero that can't be.
func TestHealth(t *testing.T) {
	db := fresh(t)
	walk(t, db, "c1", "2021-02-01 10:00", "complete")
	h, err := db.Health(t.Context())
	must(t, err)
	if h.Memory == 0 || h.Data == 0 || h.Parts < 5 || h.MostParts == 0 || h.MostParts > h.Parts || h.Queries == 0 || h.ReadOnly != 0 || h.Delay != 0 {
		t.Errorf("%+v", h)
	}
	if len(h.Disks) == 0 || h.Disks[0].Free == 0 || h.Disks[0].Total < h.Disks[0].Free {
		t.Errorf("disks %+v", h.Disks)
	}
}
