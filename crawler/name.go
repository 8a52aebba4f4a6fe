package crawler

import (
	"net/url"
	"path"
	"strings"

	"gongkai/disclosure"
)

// nameOf calls a list as the link to it does, or else as its page does. Where neither names
// an agency (every department calls its list 政府信息公开年报), the page that the list lies
// under may: the department's own host or folder. A page that merely links to the list says
// nothing about whose it is.
func (v *visit) nameOf(j *job, column string) string {
	names := []string{j.title, column}
	for p := j.trail; p != nil; p = p.trail {
		if p.role == disclosure.RoleColumn && v.liesUnder(j.url, p.url) {
			names = append(names, p.title)
		}
	}
	for _, name := range names {
		if _, certain := disclosure.ResolveAgency(name, v.division); certain {
			return name
		}
	}
	if j.title != "" {
		return j.title
	}
	return column
}

// liesUnder reports whether u is in the folder of p, or on its host where that is not the
// site's own.
func (v *visit) liesUnder(u, p *url.URL) bool {
	if u.Host != p.Host {
		return false
	}
	if home, err := canonical(nil, v.site.URL); err == nil && hostPort(home) != hostPort(p) {
		return true
	}
	folder := p.Path
	if !strings.HasSuffix(folder, "/") {
		folder = strings.TrimSuffix(path.Dir(folder), "/") + "/"
	}
	return folder != "/" && strings.HasPrefix(u.Path, folder)
}
