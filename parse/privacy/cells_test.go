package privacy

import "testing"

// Counts in the cells of a row are no telephone number, however many digits they have.
func TestCellsAreNoNumbersOfPersons(t *testing.T) {
	for _, text := range []string{
		"（一）予以公开\t13\t0\t12\t1\t0\t10\t36",
		"（一）予以公开 13 0 12 1 0 10 36",
		"5.要求行政机关确认或重新出具已获取信息18012200140",
	} {
		if got, found := Redact(text); found {
			t.Errorf("%q became %q", text, got)
		}
	}
	for _, text := range []string{"申请人留下手机138 0013 8000。", "申请人留下手机138-0013-8000。", "申请人手机13800138000。"} {
		if _, found := Redact(text); !found {
			t.Errorf("%q stays as it is", text)
		}
	}
}
