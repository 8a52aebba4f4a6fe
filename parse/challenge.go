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
	challengeRegion = "unreachable_from_here" // the answer says so itself: only some places may read
)

var (
	wafText    = regexp.MustCompile(`网站防火墙|安全狗|云锁|创宇盾|网防G01|WAF|访问异常|访问被拦截|请求被拦截|安全验证|人机验证|请稍候|拖动滑块|滑动验证|请输入验证码(?:后)?(?:继续|访问)|访问(?:过于|太)频繁|您的(?:请求|访问|IP).{0,12}(?:拦截|阻断|禁止|限制|异常|黑名单)|Just a moment|Checking your browser|cf-browser-verification|Attention Required|Access Denied|Request blocked|The requested URL was rejected|Web应用防护|应用防火墙|405 Not Allowed`)
	regionText = regexp.MustCompile(`(?:境外|海外|国外|非大陆|所在的?(?:地区|区域|国家|位置)).{0,16}(?:无法|不能|禁止|限制|不支持|拒绝)(?:访问|浏览|打开)|仅(?:限|支持|允许)(?:中国)?(?:境内|大陆|国内)|not (?:available|accessible) in your (?:country|region)`)
	jslScript  = regexp.MustCompile(`document\.cookie\s*=(?s:.*?)location\.(?:href|pathname|reload|replace)`)
	anyTag     = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<!--.*?-->|<[^>]*>`)
	longPage   = 3000 // bytes of text; a report that speaks of 安全验证 is longer
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
	case has("__jsl_clearance") && visible(head) < 200, len(head) < 1<<13 && jslScript.Match(head) && visible(head) < 40:
		return challengeJSL
	case has("acw_sc__v2") && visible(head) < 400:
		return challengeAliyun
	case status == 412 && has("<script") && visible(head) < 200:
		return challengeRuishu
	}
	if len(body) < 1<<16 && has("<") && visible(head) < longPage/2 {
		if d, ok := decode(body, headerValue(header, "content-type")); ok && refusesRegion(anyTag.ReplaceAllString(d.text, "")) {
			return challengeRegion
		}
	}
	if (status == 403 || status == 405 || status == 429 || status == 503 || status == 200 || status == 0) && len(body) < 1<<16 && visible(head) < longPage {
		if d, ok := decode(body, headerValue(header, "content-type")); ok && isWAF(status, anyTag.ReplaceAllString(d.text, "")) {
			return challengeWAF
		}
	}
	return ""
}

// refusesRegion reports whether a short answer says that it is not for readers from everywhere.
func refusesRegion(text string) bool {
	return len(strings.TrimSpace(text)) < 1500 && regionText.MatchString(text) && !strings.Contains(text, "年度报告")
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
