package outcome

import (
	"html"
	"iter"
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
	scriptQuoted  = pattern.MustCompile(`["']([^"'\s<>]{2,300})["']`)
	scriptRequest = pattern.MustCompile(`(?i)(?:\burl\s*:|\$\.(?:get|post|getJSON|ajax)\s*\(|\.load\s*\(|\bfetch\s*\(|axios(?:\.\w+)?\s*\(|\.open\s*\(\s*["'](?:GET|POST)["']\s*,|(?:dataUrl|apiUrl|requestUrl|ajaxUrl|loadUrl|baseApi)\s*[:=])\s*$`)
	scriptProxy   = pattern.MustCompile(`["']([^"'\s<>]{0,200}(?:dataproxy\.jsp|xxgkAnnualReport\.jsp|/gkmlpt/api/[^"'\s]*|getgovinfolist|/api-gateway/[^"'\s]*)[^"'\s<>]{0,200})["']`)
	appRoot       = pattern.MustCompile(`(?i)<(?:div|main|section)[^>]{0,80}id\s*=\s*["']?(?:app|root|main-app|__nuxt|gkmlpt|container-app)["'\s>]`)
	noScript      = pattern.MustCompile(`(?i)enable JavaScript|启用(?:浏览器)?(?:的)?JavaScript|不支持JavaScript|加载中|正在加载|loading`)
	notData       = pattern.MustCompile(`(?i)\.(?:js|css|png|jpe?g|gif|svg|ico|woff2?)(?:\?|$)|hm\.baidu|analytics|/visit|/count|click|hits?\b|weixin|share|search|login|captcha|statistic`)
)

// ScriptedDocuments lists the addresses of documents that only a script or a viewer of the
// page would load, absolute where the page's own address is known.
func ScriptedDocuments(v *origin.Page) []string {
	return addresses(v, documentsNamed(v.Source), func(_ int, ref string) bool { return tree.IsDocument(ref) })
}

// scriptedData lists the addresses of data that a script of the page loads.
func scriptedData(v *origin.Page) []string {
	data := addresses(v, found(v.Source, scriptProxy), func(int, string) bool { return true })
	requested := addresses(v, found(v.Source, scriptQuoted), func(at int, ref string) bool {
		before := strings.TrimRight(v.Source[max(0, at-longestRequest):at], " \t\r\n")
		return mayRequest(before) && scriptRequest.MatchString(before) && !notData.MatchString(ref)
	})
	for _, a := range requested {
		if !slices.Contains(data, a) {
			data = append(data, a)
		}
	}
	return data[:min(len(data), mostData)]
}

// mostData is how many addresses of data are named.
const mostData = 5

// mayRequest is the cheap question before scriptRequest: most quoted words of a page are the
// values of attributes.
func mayRequest(before string) bool {
	if before == "" {
		return false
	}
	switch before[len(before)-1] {
	case ':', '(', ',':
		return true
	case '=': // apiUrl = "…"
		name := strings.TrimRight(before[:len(before)-1], " \t\r\n")
		return name != "" && strings.IndexByte("lLiI", name[len(name)-1]) >= 0
	}
	return false
}

// longestRequest is how far before an address the words of a request are looked for, in bytes.
const longestRequest = 60

// found yields what the first group of an expression matches, with where the match begins.
func found(source string, re *pattern.Regexp) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for _, m := range re.FindAllStringSubmatchIndex(source, -1) {
			if !yield(m[0], source[m[2]:m[3]]) {
				return
			}
		}
	}
}

// addresses collects what is named in the page's source, each address once, where it is wanted
// by what it is and where its match begins.
func addresses(v *origin.Page, named iter.Seq2[int, string], wanted func(at int, ref string) bool) []string {
	var all []string
	for at, ref := range named {
		if len(all) == mostAddresses {
			break
		}
		ref = html.UnescapeString(strings.ReplaceAll(ref, `\/`, "/"))
		if i := strings.LastIndex(ref, "file="); i >= 0 && tree.IsDocument(ref[i+len("file="):]) {
			ref = ref[i+len("file="):]
		}
		if !wanted(at, ref) {
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

// mostAddresses bounds the addresses that are collected of a page.
const mostAddresses = 200

// isShell reports whether a page without a text of its own is made to load one.
func isShell(v *origin.Page) bool {
	return appRoot.MatchString(v.Source) || noScript.MatchString(v.Doc.Flow.Text) || len(scriptedData(v)) > 0
}
