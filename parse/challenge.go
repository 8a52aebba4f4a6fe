package parse

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"gongkai/disclosure/pattern"
	"gongkai/parse/charset"
	"gongkai/parse/lean"
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
	wafText    = pattern.MustCompile(`网站防火墙|安全狗|云锁|创宇盾|网防G01|(?:^|[^A-Za-z])WAF(?:[^A-Za-z]|$)|访问异常|(?:访问|请求)(?:已|已经|疑似)?被(?:阻断|拦截|拒绝)|疑似(?:黑客)?攻击|攻击行为|安全验证|人机验证|拖动滑块|滑动验证|请输入验证码(?:后)?(?:继续|访问)|访问(?:过于|太)频繁|您的(?:请求|访问|IP).{0,12}(?:拦截|阻断|禁止|限制|异常|黑名单)|(?i:(?:开启|启用|打开|允许)(?:浏览器)?的?JavaScript.{0,12}刷新|enable JavaScript.{0,24}(?:reload|refresh))|Just a moment|Checking your browser|cf-browser-verification|Attention Required|Access Denied|Request blocked|The requested URL was rejected|Web应用防护|应用防火墙`)
	waitText   = pattern.MustCompile(`请稍候`) // of a page with status 200 it says nothing: one that sends on says so too
	regionText = pattern.MustCompile(`(?:境外|海外|国外|非大陆|所在的?(?:地区|区域|国家|位置)).{0,16}(?:无法|不能|禁止|限制|不支持|拒绝)(?:访问|浏览|打开)|仅(?:限|支持|允许)(?:中国)?(?:境内|大陆|国内)|not (?:available|accessible) in your (?:country|region)`)
	jslScript  = pattern.MustCompile(`document\.cookie\s*=(?s:.*?)location\.(?:href|pathname|reload|replace)`)
)

// longPage is the length in bytes of text from which a page is no challenge: a report that
// speaks of 安全验证 is longer.
const longPage = 3000

// Challenge returns the label of the challenge that a response is, "" if it is none. It goes
// by scripts and the few words of the page beside the status: neither a status such as a server's
// own 403 or 405 nor a CDN's cookie alone is a challenge.
// Challenges are recognised and reported, never answered.
func Challenge(status int, header map[string]string, body []byte) string {
	head := body[:min(len(body), 1<<16)]
	if status < 400 && speaksOfReport(head) {
		return ""
	}
	cookies := headerValue(header, "set-cookie")
	has := func(s string) bool { return bytes.Contains(head, []byte(s)) }
	visible := sync.OnceValue(func() int { return len(strings.TrimSpace(shownText(string(head), longPage))) })
	switch {
	case status == 412 && has("$_ts"), has("$_ts") && has("<script") && visible() < 200:
		return challengeRuishu
	case (status == 521 || status == 512) && (strings.Contains(cookies, "__jsl") || has("__jsl") || has("document.cookie")):
		return challengeJSL
	case has("__jsl_clearance") && visible() < 200, len(head) < 1<<13 && jslScript.Match(head) && visible() < 40:
		return challengeJSL
	case has("acw_sc__v2") && visible() < 400:
		return challengeAliyun
	case status == 412 && has("<script") && visible() < 200:
		return challengeRuishu
	}
	if len(body) < 1<<16 && visible() < longPage {
		return refused(status, header, body, visible() < longPage/2 && has("<"))
	}
	return ""
}

// speaksOfReport reports whether a page has the word 年度报告, in UTF-8 or in GB. What a challenge
// prints is never about the page behind it.
func speaksOfReport(body []byte) bool {
	return bytes.Contains(body, []byte("年度报告")) || bytes.Contains(body, []byte("\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6"))
}

// refused returns the label of a short page whose words refuse the reader.
func refused(status int, header map[string]string, body []byte, short bool) string {
	asked := status == 403 || status == 405 || status == 429 || status == 503 || status == 200 || status == 0
	if !short && !asked {
		return ""
	}
	d, ok := charset.Decode(body, headerValue(header, "content-type"))
	if !ok {
		return ""
	}
	text := shownText(d.Text, len(d.Text))
	switch {
	case short && refusesRegion(text):
		return challengeRegion
	case asked && isWAF(status, text):
		return challengeWAF
	}
	return ""
}

// refusesRegion reports whether a short answer says that it is not for readers from everywhere.
func refusesRegion(text string) bool {
	return len(strings.TrimSpace(text)) < 1500 && !strings.Contains(text, "年度报告") && regionText.MatchString(text)
}

// isWAF asks more of a page with status 200: it must be all but empty apart from the words.
func isWAF(status int, text string) bool {
	bare := len(strings.TrimSpace(text)) < 600 && !strings.Contains(text, "年度报告")
	return (bare || status >= 400) && wafText.MatchString(text) || status >= 400 && waitText.MatchString(text)
}

// shownText is the text of a page outside of tags, scripts, styles and comments, cut off where
// it is longer than most. What a page says to readers without scripts counts where it says
// nothing else.
func shownText(page string, most int) string {
	if text := textBeside(page, most, "script", "style", "noscript"); strings.TrimSpace(text) != "" {
		return text
	}
	return textBeside(page, most, "script", "style")
}

// textBeside is the text of a page outside of tags, comments and the elements named.
func textBeside(page string, most int, elements ...string) string {
	var text strings.Builder
	for page != "" && text.Len() <= most {
		start := strings.IndexByte(page, '<')
		if start < 0 {
			text.WriteString(page)
			break
		}
		text.WriteString(page[:start])
		page = page[start+1:]
		page = page[behindTag(page, elements):]
	}
	return text.String()
}

// behindTag is where a page goes on behind a tag, given what follows its "<"; the elements
// named are left out with what they hold.
func behindTag(page string, elements []string) int {
	if strings.HasPrefix(page, "!--") {
		return lean.CommentLength(page)
	}
	end := 0
	if name := strings.ToLower(lean.TagName(page)); slices.Contains(elements, name) {
		end = lean.RawEnd(page, name)
	}
	if behind := strings.IndexByte(page[end:], '>'); behind >= 0 {
		return end + behind + 1
	}
	return len(page)
}

func headerValue(header map[string]string, name string) string {
	for k, v := range header {
		if strings.EqualFold(k, name) {
			return v
		}
	}
	return ""
}
