package crawler

import (
	"fmt"

	"gongkai/disclosure"
)

// A page that has not changed is looked into all the same: what it leads to is named by this crawl
// too. Its body is the archive's, which takes as long for one as for thirty: so it is asked for those
// of the next pages along with it, as far as they are likely to come back unchanged.
const (
	mostAhead  = 32
	aheadBytes = 2 << 20
)

// ahead are bodies by SHA-256 that were asked for before they were needed. Guarded by visit.mu.
type ahead struct {
	bodies map[string][]byte
	bytes  int64
}

// keptBody returns the body of a page that the archive has.
func (v *visit) keptBody(j *job) ([]byte, error) {
	sum := j.capture.SHA256
	v.mu.Lock()
	body, ok := v.ahead.take(sum)
	var names []string
	if !ok {
		names = append([]string{sum}, v.soonNeeded(j)...)
	}
	v.mu.Unlock()
	if ok {
		return body, nil
	}
	bodies, err := v.c.Archive.Bodies(v.ctx, names)
	if err != nil {
		return nil, err
	}
	if body, ok = bodies[sum]; !ok {
		return nil, fmt.Errorf("the archive has no body %s", sum)
	}
	delete(bodies, sum)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.ahead.put(bodies)
	return body, nil
}

func (a *ahead) take(sum string) ([]byte, bool) {
	body, ok := a.bodies[sum]
	if ok {
		delete(a.bodies, sum)
		a.bytes -= int64(len(body))
	}
	return body, ok
}

// put keeps bodies. Those that were never needed, since their pages did change, make room.
func (a *ahead) put(bodies map[string][]byte) {
	if a.bodies == nil || a.bytes > aheadBytes {
		a.bodies, a.bytes = map[string][]byte{}, 0
	}
	for sum, body := range bodies {
		if _, had := a.bodies[sum]; !had {
			a.bodies[sum] = body
			a.bytes += int64(len(body))
		}
	}
}

// soonNeeded names the bodies of the documents that wait behind a page at its host. The caller
// holds v.mu.
func (v *visit) soonNeeded(j *job) []string {
	var names []string
	room := int64(aheadBytes)
	for _, next := range v.hostOf(hostPort(j.url)).waiting[0] {
		k, ok := v.known[next.key()]
		if !ok || !hasBody(k) || next.role == disclosure.RoleAttachment || k.Bytes > room || !v.likelyKept(k) {
			continue
		}
		if _, had := v.ahead.bodies[k.SHA256]; had {
			continue
		}
		room -= k.Bytes
		if names = append(names, k.SHA256); len(names) == mostAhead {
			break
		}
	}
	return names
}

// likelyKept reports whether a page will be had from the archive, unless it has changed.
func (v *visit) likelyKept(k disclosure.Capture) bool {
	return k.CrawlID == v.crawl.ID || headerOf(k.Header, "etag") != "" || headerOf(k.Header, "last-modified") != ""
}
