package walk

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

// generic is any other page: plain links, and the further pages by 下一页 and 尾页 or by their
// numbers.
var generic = family{name: "generic", pages: genericPages}

var (
	numbered = pattern.MustCompile(`^(.*?)_?(\d{1,4})\.(\w+)$`)
	pageSum  = pattern.MustCompile(`共\s*(\d{1,4})\s*页|(\d{1,4})\s*/\s*(\d{1,4})\s*页`)
	scripted = pattern.MustCompile(`ms-repeat=|ng-repeat=|v-for=|list_pagebar|laypage|\.pagination\s*\(|jpage\s*\(|queryData=|createPageHTML\s*\(|kkpager|new\s+Pag(?:er|ing|ination)\b`)
	counted  = pattern.MustCompile(`(?i)\b(?:total_?pages?|page_?counts?|page_?total|count_?pages?|all_?pages?)["']?(?:\s*[:=]|\s+value\s*=)\s*["']?(\d{1,5})\b`)
)

// genericPages follows 下一页, and fills in the pages between where 尾页 shows their numbers;
// else it follows the number of the next page. A list without either is all there is only
// where nothing on the page hints at more.
func genericPages(v *View) ([]disclosure.Request, bool) {
	p := v.pagerOf()
	if p.two {
		v.Doubt = "it has more than one pager"
		return []disclosure.Request{get(p.next)}, false
	}
	if p.next != nil {
		if p.last != nil {
			if all, ok := between(v, p.next, p.last); ok {
				return all, true
			}
		}
		return []disclosure.Request{get(p.next)}, true
	}
	if p.following != nil {
		return []disclosure.Request{get(p.following)}, true
	}
	v.Doubt = p.more(v)
	return nil, v.Doubt == ""
}

// between lists the pages from next to last where both differ only in their number.
func between(v *View, next, last *url.URL) ([]disclosure.Request, bool) {
	n, l := numbered.FindStringSubmatch(next.String()), numbered.FindStringSubmatch(last.String())
	if n == nil || l == nil || n[1] != l[1] || n[3] != l[3] || !strings.Contains(next.String(), n[1]+"_") {
		return nil, false
	}
	first, _ := strconv.Atoi(n[2])
	end, _ := strconv.Atoi(l[2])
	if end < first {
		return nil, false
	}
	return v.requests(n[1], n[3], first, end)
}

// isBeside reports whether an address can be another page of the list: in its folder, or in one
// that is named after it.
func (v *View) isBeside(u *url.URL) bool {
	if v.base == nil || u.Host != v.base.Host {
		return false
	}
	folder := path.Dir(v.base.Path + "x") // of /nb/ the folder itself
	stem := strings.TrimSuffix(v.base.Path, path.Ext(v.base.Path))
	return path.Dir(u.Path+"x") == folder || strings.HasPrefix(u.Path, strings.TrimSuffix(stem, "/")+"/")
}
