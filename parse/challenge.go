package parse

import (
	"bytes"
	"regexp"
	"strings"
)

// The labels of challenge pages: who stands between the reader and the page.
const (
	challengeRuishu = "blocked_js_challenge_ruishu"
	challengeJSL    = "blocked_js_challenge_jsl"
	challengeAliyun = "blocked_js_challenge_aliyun"
	challengeWAF    = "blocked_waf"
)

var (
	wafText  = regexp.MustCompile(`网站防火墙|安全狗|云锁|创宇盾|网防G01|WAF|访问异常|访问被拦截|请求被拦截|安全验证|人机验证|请稍候|拖动滑块|滑动验证`)
	anyTag   = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]*>`)
	longPage = 3000 // bytes of text; a report that speaks of 安全验证 is longer
)

// Challenge returns the label of the challenge that a response is, "" if it is none. It goes
// by status, scripts and the few words of the page; a CDN's cookie alone is no challenge.
// Challenges are recognised and reported, never answered.
func Challenge(status int, header map[string]string, body []byte) string {
	head := body[:min(len(body), 1<<16)]
	cookies := headerValue(header, "set-cookie")
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	switch {
	case status == 412 && has("$_ts"), has("$_ts") && has("<script") && visible(head) < 200:
		return challengeRuishu
	case (status == 521 || status == 512) && (strings.Contains(cookies, "__jsl") || has("__jsl") || has("document.cookie")):
		return challengeJSL
	case has("__jsl_clearance") && visible(head) < 200:
		return challengeJSL
	case has("acw_sc__v2") && visible(head) < 400:
		return challengeAliyun
	case status == 412 && has("<script") && visible(head) < 200:
		return challengeRuishu
	}
	if (status == 403 || status == 405 || status == 429 || status == 503 || status == 200 || status == 0) && len(body) < 1<<16 && visible(head) < longPage {
		if d, ok := decode(body, headerValue(header, "content-type")); ok && isWAF(status, anyTag.ReplaceAllString(d.text, "")) {
			return challengeWAF
		}
	}
	return ""
}

// isWAF asks more of a page with status 200: it must be all but empty apart from the words.
func isWAF(status int, text string) bool {
	if !wafText.MatchString(text) {
		return false
	}
	return status >= 400 || len(strings.TrimSpace(text)) < 600 && !strings.Contains(text, "年度报告")
}

func visible(body []byte) int {
	return len(bytes.TrimSpace(anyTag.ReplaceAll(body, nil)))
}

func headerValue(header map[string]string, name string) string {
	for k, v := range header {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}
