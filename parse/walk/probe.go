package walk

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
)

var (
	pageInName  = pattern.MustCompile(`^(.*/[^/]*_)(\d{1,3})(\.\w+)$`)
	pageIsName  = pattern.MustCompile(`^(.*/)(\d{1,3})(\.\w+)$`)
	pageInQuery = pattern.MustCompile(`^(?:.*&)?page=(\d{1,3})(?:&.*)?$`)
)

// probes guesses at the next page of a list whose pager no link and no known script tells: in
// the order index_1, index_2, stem_1, stem_2, dir/2, ?page=2, or the number after that of the
// page itself. Whether a guess is right can only be told by what comes back.
func (v *View) probes() []disclosure.Request {
	if v.base == nil || strings.HasPrefix(v.Address, Nowhere) {
		return nil
	}
	here, err := url.Parse(v.Address)
	if err != nil {
		return nil
	}
	var all []disclosure.Request
	try := func(template, path, query string) {
		u := *here
		u.Path, u.RawPath, u.RawQuery, u.Fragment = path, "", query, ""
		r := get(&u)
		r.Probe, r.Template = true, template
		all = append(all, r)
	}
	if p, ok := countUp(pageInName, here.Path); ok {
		try("", p, here.RawQuery)
		return all
	}
	if p, ok := countUp(pageIsName, here.Path); ok {
		try("", p, here.RawQuery)
		return all
	}
	if m := pageInQuery.FindStringSubmatch(here.RawQuery); m != nil {
		n, _ := strconv.Atoi(m[1])
		query := here.Query()
		query.Set("page", strconv.Itoa(n+1))
		try("", here.Path, query.Encode())
		return all
	}
	folder, file := path.Split(here.Path)
	ext := path.Ext(file)
	stem := strings.TrimSuffix(file, ext)
	if ext == "" {
		stem, ext = "index", ".html"
	}
	if here.RawQuery == "" {
		try("index_1", folder+"index_1"+ext, "")
		try("index_2", folder+"index_2"+ext, "")
		if stem != "index" {
			try("stem_1", folder+stem+"_1"+ext, "")
			try("stem_2", folder+stem+"_2"+ext, "")
		}
		try("dir/2", folder+"2"+ext, "")
	}
	query := here.Query()
	query.Set("page", "2")
	try("?page=2", here.Path, query.Encode())
	return all
}

// countUp raises the number of a page in its path.
func countUp(re *pattern.Regexp, path string) (string, bool) {
	m := re.FindStringSubmatch(path)
	if m == nil {
		return "", false
	}
	n, _ := strconv.Atoi(m[2])
	return m[1] + strconv.Itoa(n+1) + m[3], n < mostPages
}
