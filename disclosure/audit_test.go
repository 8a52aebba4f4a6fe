package disclosure

import "testing"

// TestAuditVerdict tries every state of ours against every state that a person can read.
func TestAuditVerdict(t *testing.T) {
	seven, eight, zero := Int(7), Int(8), Int(0)
	type side struct {
		state State
		value *Number
	}
	sides := []side{{StateNumber, &seven}, {StateNumber, &eight}, {StateZero, &zero}, {StateBlank, nil}, {StateDash, nil}, {StateSlash, nil}, {StateTextNA, nil}, {StateUnreadable, nil}, {"", nil}}
	for _, ours := range sides[:8] {
		for _, read := range sides {
			got := AuditVerdict(ours.state, ours.value, read.state, read.value)
			want := AuditState
			switch {
			case read.state == "":
				want = AuditOpen
			case read.state == StateUnreadable:
				want = AuditUnreadable
			case read.value != nil && ours.value == nil:
				want = AuditMissed
			case read.value == nil && ours.value != nil:
				want = AuditInvented
			case ours == read:
				want = AuditRight
			case read.value != nil:
				want = AuditWrong
			}
			if got != want {
				t.Errorf("ours %s %v, read %s %v: %s, want %s", ours.state, ours.value, read.state, read.value, got, want)
			}
			if got == AuditRight && (ours.state == StateUnreadable || read.state == StateUnreadable || read.state == "") {
				t.Errorf("ours %s, read %q counts as right", ours.state, read.state)
			}
		}
	}
}

// TestAuditDraw: the value was computed with printf 'seed\nr1\nrequests_new\ntotal' | sha256sum.
func TestAuditDraw(t *testing.T) {
	const want = "72e205a10ce2330f57b8b45d4aeccc6a657e25685b04e986eed85d0b53af69df"
	if got := AuditDraw("seed", "r1", Key{"requests_new", Total}); got != want {
		t.Errorf("drawn by %s, want %s", got, want)
	}
	a := Audit{Seed: "s", Wanted: 400, Least: 10}
	b := a
	b.Least = 11
	if a.ID() == b.ID() || a.ID() != (Audit{Seed: "s", Wanted: 400, Least: 10, By: "somebody"}).ID() {
		t.Error("an audit is not named by what decides its sample")
	}
}
