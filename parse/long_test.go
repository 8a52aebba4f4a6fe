package parse

import (
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/parse/privacy"
)

// What a line says costs no more than its length, however many numbers, enumerators or
// telephone numbers stand on it, and what can be read is read.
func TestLongLines(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"numbers", strings.Repeat("收到政府信息公开申请3件，", 30000), "none"}, // no sentence is that long
		{"sentences", strings.Repeat("收到政府信息公开申请3件。", 30000), "3"},
		{"statements of none", strings.Repeat("未收到政府信息公开申请。", 30000), "0"},
		{"enumerators", "一是" + strings.Repeat("。(一)", 60000), "none"},
		{"percentages", strings.Repeat("其中3件，占3%", 50000), "none"},
	} {
		got := "none"
		r := textReport(c.text)
		if f, ok := r.Figure(disclosure.Key{Indicator: "narrative_requests_received"}); ok {
			got = f.Value.String()
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if text, _ := privacy.Redact(strings.Repeat("申请人手机13812345678，", 50000)); strings.ContainsAny(text, "0123456789") {
		t.Error("not every telephone number was blackened")
	}
}
