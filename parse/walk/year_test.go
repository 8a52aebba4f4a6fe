package walk

import (
	"testing"

	"gongkai/disclosure"
)

// The years of a column are lists below it; years elsewhere on the site are not.
func TestYearsOfAColumn(t *testing.T) {
	p := page("/gk/nb/", disclosure.RoleList, `<head><title>政府信息公开年报</title></head><body><ul><li><a href="2023n/">2023年</a></li><li><a href="/gk/nb2022/index.html">2022年度</a></li><li><a href="/gk/nb/">2024年</a></li><li><a href="/tj/nj/2021/">2021年</a></li><li><a href="/gk/nb/2020.html">2020年</a></li></ul></body>`)
	if want := "list /gk/nb/2023n/ 2023年\nlist /gk/nb2022/index.html 2022年度\n"; steps(p) != want || !p.Complete {
		t.Errorf("complete %v (%s)\n%s", p.Complete, p.Doubt, steps(p))
	}
}
