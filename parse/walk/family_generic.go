package walk

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/tree"
)

// generic is any other page: plain links, and the next page by the words 下一页 and 尾页.
var generic = family{name: "generic", sign: func(*View) bool { return true }, pages: genericPages}

var (
	numbered = pattern.MustCompile(`^(.*?)_?(\d{1,4})\.(\w+)$`)
	pageSum  = pattern.MustCompile(`共\s*(\d{1,4})\s*页|(\d{1,4})\s*/\s*(\d{1,4})\s*页`)
	scripted = pattern.MustCompile(`ms-repeat=|ng-repeat=|v-for=|list_pagebar|laypage|\.pagination\s*\(|jpage\s*\(|queryData=`)
)

// genericPages follows 下一页, and fills in the pages between where 尾页 shows their numbers.
// A list is complete only where nothing hints at pages that a script would load.
func genericPages(v *View) ([]disclosure.Request, bool) {
	next, last := v.pagerLink("下一页", "下页", "后一页"), v.pagerLink("尾页", "末页", "最后一页", "最后页")
	if next != nil && last != nil {
		if all, ok := between(v, tree.Attr(next, "href"), tree.Attr(last, "href")); ok {
			return all, true
		}
	}
	if next != nil {
		if u, ok := v.Resolve(tree.Attr(next, "href")); ok && u.String() != v.Address {
			return []disclosure.Request{get(u)}, true
		}
	}
	return nil, !scripted.MatchString(v.Source) && v.pageSum() <= 1
}

// pagerLink finds the link with one of the words.
func (v *View) pagerLink(words ...string) *html.Node {
	for _, a := range tree.Find(v.Doc.Body, tree.LinkTags).Nodes {
		text := strings.Trim(disclosure.FoldName(tree.TextOf(a)), "<>»«›‹[]|")
		for _, w := range words {
			if _, ok := v.Resolve(tree.Attr(a, "href")); ok && text == w {
				return a
			}
		}
	}
	return nil
}

// between lists the pages from next to last where both differ only in their number.
func between(v *View, next, last string) ([]disclosure.Request, bool) {
	n, l := numbered.FindStringSubmatch(next), numbered.FindStringSubmatch(last)
	if n == nil || l == nil || n[1] != l[1] || n[3] != l[3] || !strings.Contains(next, n[1]+"_") {
		return nil, false
	}
	first, _ := strconv.Atoi(n[2])
	end, _ := strconv.Atoi(l[2])
	if end < first {
		return nil, false
	}
	return v.requests(n[1], n[3], first, end)
}

// pageSum is the number of pages that the pager prints, 0 where it prints none.
func (v *View) pageSum() int {
	m := pageSum.FindStringSubmatch(v.Doc.Flow.Text)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1] + m[3])
	return n
}
