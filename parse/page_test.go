package parse

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
)

// The bytes of a list in a charset that they do not name lead on as its text does.
func TestPageOfBytes(t *testing.T) {
	list, err := simplifiedchinese.GB18030.NewEncoder().String(`<html><title>政府信息公开年报</title><ul><li><a href="1.html">晴岚县财政局2022年政府信息公开工作年度报告</a></li><li><a href="2.html">晴岚县财政局2021年政府信息公开工作年度报告</a></li></ul></html>`)
	if err != nil {
		t.Fatal(err)
	}
	p := Page(Input{URL: "http://www.a.test/nb/", Role: disclosure.RoleList, Body: []byte(list)})
	if p.Role != disclosure.RoleList || len(p.Links) != 2 || p.Links[1].URL != "http://www.a.test/nb/2.html" || p.Column != "政府信息公开年报" {
		t.Errorf("%+v", p)
	}
}

func TestPageOfWhatIsNoPage(t *testing.T) {
	for _, body := range []string{"", "%PDF-1.4", "\x00\x01", `<html><script>$_ts=1</script><a href="/x/">政府信息公开年报</a></html>`} {
		p := Page(Input{URL: "http://www.a.test/", Role: disclosure.RoleColumn, Body: []byte(body)})
		if len(p.Links) != 0 || len(p.Next) != 0 || p.Complete {
			t.Errorf("%q: %+v", body, p)
		}
	}
}
