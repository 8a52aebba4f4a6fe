package disclosure

import "testing"

func TestCollectiveNamesAreNoAgency(t *testing.T) {
	site := Division{Code: "990121", Name: "晴岚县"}
	for _, name := range []string{"乡镇街道年报", "部门和乡镇街道年报", "部门和乡镇街道", "各乡镇（街道）", "乡镇街道", "晴岚县乡镇街道", "县直部门及乡镇"} {
		if a, ok := ResolveAgency(name, site); ok {
			t.Errorf("%s is taken for %s", name, a.ID)
		}
	}
	for _, name := range []string{"晴岚县荻洲街道办事处", "晴岚县芦汀镇人民政府", "枫屿乡人民政府"} {
		if a, ok := ResolveAgency(name, site); !ok {
			t.Errorf("%s is no longer an agency but %s", name, a.ID)
		}
	}
}
