package crawler

import (
	"net/url"
	"path"
	"strings"

	"gongkai/disclosure"
)

// probe is a guess at a further page of a list, and the guesses that are left if it is wrong.
// A wrong guess is no lost page. A right one shows that the list's pages have such names: then
// the first number that is not there, or shows nothing new, ends the list. A page that shows
// an error ends nothing.
type probe struct {
	template string
	rest     []disclosure.Request
}

// template is a way to name the second page of a list, as a host took it so far. Lists of one host
// mostly have the same names.
type template struct{ right, wrong int }

// mostWrong is how often a guess may be wrong at a host that never was right there: lists without a
// second page would cost a site half a dozen requests each.
const mostWrong = 2

// likely sorts guesses: those of templates that were right at the host first, and without those
// that only were wrong.
func (v *visit) likely(host string, guesses []disclosure.Request) []disclosure.Request {
	v.mu.Lock()
	defer v.mu.Unlock()
	var right, open []disclosure.Request
	for _, r := range guesses {
		switch t := v.templates[host+" "+r.Template]; {
		case r.Template != "" && t.right > 0:
			right = append(right, r)
		case r.Template == "" || t.wrong < mostWrong:
			open = append(open, r)
		}
	}
	return append(right, open...)
}

// learn keeps whether a guess was right.
func (v *visit) learn(j *job, right bool) {
	if j.probe.template == "" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	key := hostPort(j.url) + " " + j.probe.template
	t := v.templates[key]
	if right {
		t.right++
	} else {
		t.wrong++
	}
	v.templates[key] = t
}

// isProbing reports whether a page knows its next one by guesses only.
func isProbing(page disclosure.Page) bool {
	return len(page.Next) > 0 && page.Next[0].Probe
}

// try asks for the first of the guesses that was not asked for yet.
func (v *visit) try(j *job, l *list, guesses []disclosure.Request) {
	guesses = v.likely(hostPort(j.url), guesses)
	for i, r := range guesses {
		p := v.nextPage(j, r)
		if p == nil {
			continue
		}
		p.paging, p.list, p.probe = true, l, &probe{r.Template, guesses[i+1:]}
		v.mu.Lock()
		added := l.asked < v.c.Limits.ListPages && v.add(p)
		if added {
			l.asked++
		}
		v.mu.Unlock()
		if added {
			return
		}
	}
}

// probed takes up a page that was guessed at and is there. It belongs to the list where it
// stands at the place that was asked for, calls something a report and names what is new.
func (v *visit) probed(j *job, page disclosure.Page, read bool) {
	l := j.list
	named, fresh := 0, 0
	for _, link := range page.Links {
		if u, err := canonical(baseOf(j), link.URL); err == nil && link.Role.IsDocument() && !link.Aside {
			named++
			v.mu.Lock()
			if !l.names[u.String()] {
				fresh++
			}
			v.mu.Unlock()
		}
	}
	switch {
	case !read, !samePlace(j), named > 0 && fresh == 0, page.Doubt == disclosure.DoubtGone:
		v.missed(j, true)
	case fresh > 0 && page.Reports > 0:
		v.learn(j, true)
		v.mu.Lock()
		l.guessed++
		v.mu.Unlock()
		v.listPage(j, l, page)
	case l.guessed == 0: // any page: an error, the news
		v.learn(j, false)
		v.try(j, l, j.probe.rest)
	default:
		v.mu.Lock()
		l.pending = "a further page shows something else: " + j.key()
		v.mu.Unlock()
	}
}

// missed draws the consequence of a guess that shows no further page. Where the pages' names are
// known, this is the first that is not there, and the list ends. That it is not there is less sure
// where a page came in its place: then the page before must not have been a full one.
func (v *visit) missed(j *job, shown bool) {
	v.mu.Lock()
	right := j.list.guessed > 0
	switch {
	case right && shown && j.list.paging.full:
		j.list.pending = "a further page shows nothing of the list, and the one before was full: " + j.key()
	case right:
		j.list.pending = ""
	}
	v.mu.Unlock()
	if !right {
		v.learn(j, false)
		v.try(j, j.list, j.probe.rest)
	}
}

// samePlace reports whether a page came from where it was asked for: a server that sends on to
// another folder shows another column.
func samePlace(j *job) bool {
	u, err := url.Parse(j.capture.FinalURL)
	return err != nil || u.Host == "" || u.Host == j.url.Host && strings.HasPrefix(u.Path, strings.TrimSuffix(path.Dir(j.url.Path+"x"), "/")+"/")
}
