package parse

import (
	"strings"
	"testing"
)

func TestChallenge(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		cookie string
		body   string
		want   string
	}{
		{"ruishu", 412, "", `<html><script>$_ts=window['$_ts'];</script></html>`, challengeRuishu},
		{"412 without the variable", 412, "", `<html><script src="/x.js"></script></html>`, challengeRuishu},
		{"jsl", 521, "__jsluid_s=1", `<script>document.cookie=1</script>`, challengeJSL},
		{"aliyun", 200, "acw_tc=1", `<html><script>var arg1='A';setCookie("acw_sc__v2", x)</script></html>`, challengeAliyun},
		{"firewall", 403, "", `<html><body>您的访问异常，请求被拦截</body></html>`, challengeWAF},
		{"please wait", 200, "", `<html><body>安全验证中，请稍候</body></html>`, challengeWAF},
		{"jsl, saved to a file", 0, "", `<script>document.cookie=('_')+('_')+('js')+'l_clearance_s=x';location.href=location.pathname+location.search</script>`, challengeJSL},
		{"jsl, second step", 0, "", `<script>;go({"bts":["1","2"],"ct":"9","ha":"sha256","tn":"__jsl_clearance_s","vt":"3600"})</script>`, challengeJSL},
		{"ruishu, saved to a file", 0, "", `<html><head><meta content="x"><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script><script src="/a/b.js"></script></head><body></body></html>`, challengeRuishu},
		{"too often", 429, "", `<html><body>您的访问过于频繁，请稍后再试</body></html>`, challengeWAF},
		{"a foreign firewall", 403, "", `<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>`, challengeWAF},
		{"only at home", 200, "", `<html><body><p>您所在的地区无法访问本网站</p></body></html>`, challengeRegion},
		{"a script that keeps a cookie", 200, "", `<html><body><script>document.cookie="a=1";location.href</script>` + strings.Repeat("<p>晴岚县财政局的信息</p>", 20) + `</body></html>`, ""},
		{"a CDN's cookie is none", 200, "__jsluid_h=1", wholePage(), ""},
		{"a report that speaks of it", 200, "", strings.Replace(wholePage(), "全年", "网站完成安全验证。全年", 1), ""},
		{"the server does not allow the method", 405, "", "<html>\r\n<head><title>405 Not Allowed</title></head>\r\n<body>\r\n<center><h1>405 Not Allowed</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>", ""},
		{"the server is away", 503, "", `<html><body><h1>503 Service Temporarily Unavailable</h1><hr>nginx</body></html>`, ""},
		{"a precondition that fails", 412, "", `<html><body><h1>412 Precondition Failed</h1></body></html>`, ""},
		{"blocked with 405", 405, "", `<html><head><title>405</title></head><body>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</body></html>`, challengeWAF},
		{"a page that sends on", 200, "", `<html><head><meta http-equiv="refresh" content="1;url=/new/"></head><body>网站正在跳转，请稍候</body></html>`, ""},
		{"wait, with 403", 403, "", `<html><body>请稍候</body></html>`, challengeWAF},
		{"letters of another word", 403, "", `<html><body>SWAFFHAM</body></html>`, ""},
		{"plain 403", 403, "", `<html><body>Forbidden</body></html>`, ""},
		{"a file", 0, "", "晴岚县财政局", ""},
	} {
		if got := Challenge(c.status, map[string]string{"Set-Cookie": c.cookie}, []byte(c.body)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
