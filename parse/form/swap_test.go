package form

import "testing"

func TestMatrixHoldsTheForm(t *testing.T) {
	if n := len(requestRowOrder()); n != mostRequestRows {
		t.Errorf("table 3 has %d rows, the matrix %d", n, mostRequestRows)
	}
	for _, row := range sumRows() {
		if row < 0 {
			t.Error("a row of the sums is none of the form")
		}
	}
}
