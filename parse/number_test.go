package parse

import "testing"

func TestReadCell(t *testing.T) {
	for _, c := range []struct{ print, unit, head, want string }{
		{"12", "件", "", "12"}, {"  １２\u00a0\u00a0", "件", "", "12"}, {"1,204", "件", "", "1204"}, {"１，２０４", "件", "", "1204"},
		{"0", "件", "", "0"}, {"0.00", "万元", "", "0"}, {"-18", "项(signed)", "", "-18"}, {"+1036", "项(signed)", "", "1036"}, {"增3", "项(signed)", "", "3"}, {"减少2", "项(signed)", "", "-2"},
		{"增3", "件", "", "unreadable"}, {"3/2", "项(signed)", "", "unreadable"}, {"0/0", "项(signed)", "", "0"}, {"0/0", "件", "", "unreadable"},
		{"", "件", "", "blank"}, {"\u00a0\u3000", "件", "", "blank"}, {"—", "件", "", "dash"}, {"--", "件", "", "dash"}, {"/", "件", "", "slash"}, {"／", "件", "", "slash"},
		{"无", "件", "", "text_na"}, {"不适用", "件", "", "text_na"},
		{"251000元", "元", "", "251000"}, {"25.1万元", "元", "", "251000"}, {"25.1", "元", "万元", "251000"}, {"251000元", "万元", "万元", "25.1"}, {"24252.311082", "万元", "万元", "24252.311082"},
		{"12件", "件", "", "12"}, {"12元", "件", "", "unreadable"}, {"12件", "元", "", "unreadable"}, {"12.5", "件", "", "unreadable"}, {"1.234567891", "万元", "", "unreadable"},
		{"1 204", "件", "", "unreadable"}, {"2\n0", "件", "", "unreadable"}, {"约12", "件", "", "unreadable"}, {"260余", "条", "", "unreadable"}, {"12,34", "件", "", "unreadable"},
		{"三", "件", "", "3"}, {"二十", "件", "", "20"}, {"〇", "件", "", "0"}, {"O", "件", "", "unreadable"}, {"99999999999999999999", "件", "", "unreadable"}, {"12.", "件", "", "unreadable"}, {"1.2.3", "件", "", "unreadable"},
	} {
		r := readCell(c.print, c.unit, c.head)
		got := string(r.state)
		if r.state.Known() {
			got = r.value.String()
		}
		if got != c.want {
			t.Errorf("readCell(%q, %q, %q) = %s, want %s", c.print, c.unit, c.head, got, c.want)
		}
	}
}
