package parse

import (
	"html"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"gongkai/disclosure/pattern"
	"gongkai/parse/origin"
	"gongkai/parse/tree"
	"gongkai/parse/walk"
)

var inputTags = tree.Tags(atom.Input)

// The ways in which scripts of report pages name what they load: a document for a viewer, or
// the data of the text.
var (
	scriptDocument = pattern.MustCompile(`(?i)["'(=]\s*([^"'()<>\s]{1,300}?\.(?:pdf|ofd|docx?|xlsx?|wps|et|rtf))(?:["')&#?\s]|$)`)
	scriptRequest  = pattern.MustCompile(`(?i)(?:\burl\s*:\s*|\$\.(?:get|post|getJSON|ajax)\s*\(\s*|\.load\s*\(\s*|\bfetch\s*\(\s*|axios(?:\.\w+)?\s*\(\s*|\.open\s*\(\s*["'](?:GET|POST)["']\s*,\s*|(?:dataUrl|apiUrl|requestUrl|ajaxUrl|loadUrl|baseApi)\s*[:=]\s*)["']([^"'\s<>]{2,300})["']`)
	scriptProxy    = pattern.MustCompile(`["']([^"'\s<>]{0,200}(?:dataproxy\.jsp|xxgkAnnualReport\.jsp|/gkmlpt/api/[^"'\s]*|getgovinfolist|/api-gateway/[^"'\s]*)[^"'\s<>]{0,200})["']`)
	appRoot        = pattern.MustCompile(`(?i)<(?:div|main|section)[^>]{0,80}id\s*=\s*["']?(?:app|root|main-app|__nuxt|gkmlpt|container-app)["'\s>]`)
	noScript       = pattern.MustCompile(`(?i)enable JavaScript|启用(?:浏览器)?(?:的)?JavaScript|不支持JavaScript|加载中|正在加载|loading`)
	notData        = pattern.MustCompile(`(?i)\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?)(?:\?|$)|hm\.baidu|analytics|/visit|/count|click|hits?\b|weixin|share|search|login|captcha|statistic`)
)

// scriptedDocuments lists the addresses of documents that only a script or a viewer of the
// page would load, absolute where the page's own address is known.
func scriptedDocuments(v *origin.Page) []string {
	return addresses(v, scriptDocument, func(ref string) bool { return tree.IsDocument(ref) })
}

// scriptedData lists the addresses of data that a script of the page loads.
func scriptedData(v *origin.Page) []string {
	data := addresses(v, scriptProxy, func(string) bool { return true })
	for _, a := range addresses(v, scriptRequest, func(ref string) bool { return !notData.MatchString(ref) }) {
		if !slices.Contains(data, a) {
			data = append(data, a)
		}
	}
	return data[:min(len(data), 5)]
}

// addresses collects what an expression finds in the page's source, each address once.
func addresses(v *origin.Page, re *pattern.Regexp, wanted func(string) bool) []string {
	var all []string
	for _, m := range re.FindAllStringSubmatch(v.Source, 200) {
		ref := html.UnescapeString(strings.ReplaceAll(m[1], `\/`, "/"))
		if i := strings.LastIndex(ref, "file="); i >= 0 && tree.IsDocument(ref[i+len("file="):]) {
			ref = ref[i+len("file="):]
		}
		if !wanted(ref) {
			continue
		}
		u, ok := v.Resolve(ref)
		if !ok {
			continue
		}
		address := u.String()
		if strings.HasPrefix(address, walk.Nowhere) {
			address = ref
		}
		if !slices.Contains(all, address) {
			all = append(all, address)
		}
	}
	return all
}

// isShell reports whether a page without a text of its own is made to load one.
func isShell(v *origin.Page) bool {
	return appRoot.MatchString(v.Source) || noScript.MatchString(v.Doc.Flow.Text) || len(scriptedData(v)) > 0
}
