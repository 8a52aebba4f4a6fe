package crawler

import (
	"sync"

	"gongkai/disclosure"
)

// host is one host:port in one crawl: what waits for it, and what it said.
type host struct {
	name    string
	waiting [3][]*job // by job.order, first in first out
	running int
	shut    *outcomeError // nothing more is asked of it in this crawl
	failed  int           // failures in a row

	asking sync.Mutex // held while its robots.txt is fetched
	rules  *rules     // guarded by asking
}

// add queues a job unless its address was queued before. The caller holds v.mu.
func (v *visit) add(j *job) bool {
	key := j.key()
	if v.seen[key] {
		return false
	}
	v.seen[key] = true
	if v.queued >= v.budget.Pages {
		v.dropped["more than the limit of addresses for one crawl"]++
		if j.role.IsDocument() { // the lists that name it may not say that they are complete
			v.lost[key] = true
			if j.list != nil {
				j.list.lost++
			}
		}
		return false
	}
	v.queued++
	v.open++
	h := v.hostOf(hostPort(j.url))
	h.waiting[j.order()] = append(h.waiting[j.order()], j)
	if j.list != nil {
		v.own(j, j.list)
	}
	if j.role.IsDocument() {
		v.pending[key] = j
	}
	if h.running < v.site.Connections {
		h.running++
		v.turn.join()
		go v.work(h)
	}
	return true
}

func (v *visit) hostOf(name string) *host {
	if v.queues[name] == nil {
		v.queues[name] = &host{name: name}
	}
	return v.queues[name]
}

// next takes the host's next job; nil ends the worker.
func (v *visit) next(h *host) *job {
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, waiting := range h.waiting {
		if len(waiting) > 0 {
			j := waiting[0]
			waiting[0] = nil // the slice's array outlives the job
			h.waiting[i] = waiting[1:]
			return j
		}
	}
	h.running--
	return nil
}

// work deals with the jobs of one host, one after the other. Each host has workers of its
// own, as many as it may have connections, so that a slow one holds up nobody else.
func (v *visit) work(h *host) {
	defer v.turn.leave()
	w := newWalker(v)
	for j := v.next(h); j != nil; j = v.next(h) {
		if v.ctx.Err() == nil {
			w.deal(j)
		}
		v.over(j)
	}
}

// over ends a job: lists that it was the last of are kept, and with the last job of all the
// walk ends.
func (v *visit) over(j *job) {
	v.mu.Lock()
	delete(v.pending, j.key())
	owned := j.owned
	v.mu.Unlock()
	for _, l := range owned {
		v.release(l)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.open--
	if v.open > 0 {
		return
	}
	if v.ctx.Err() == nil && v.discover() {
		return
	}
	later := v.later
	v.later = nil
	for _, d := range later {
		v.add(d)
	}
	if v.open == 0 && v.ctx.Err() == nil {
		v.askMissing()
	}
	if v.open == 0 && v.ctx.Err() == nil {
		v.askSearch()
	}
	if v.open == 0 {
		close(v.done)
	}
}

// shutHost stops asking a host. The first reason stands.
func (v *visit) shutHost(name, outcome string, failure disclosure.Failure, why string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if h := v.hostOf(name); h.shut == nil {
		h.shut = &outcomeError{outcome, failure, why}
		v.log.Warn("host is not asked any more in this crawl", "host", name, "outcome", outcome, "why", why)
	}
}

func (v *visit) isShut(name string) *outcomeError {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.hostOf(name).shut
}

// failing counts failures in a row, none with an empty class: a host that is down is not
// asked for hundreds of pages.
func (v *visit) failing(name string, failure disclosure.Failure, why string) {
	v.mu.Lock()
	h := v.hostOf(name)
	h.failed++
	if failure == "" {
		h.failed = 0
	}
	enough := h.failed >= v.c.Limits.GiveUpAfter
	v.mu.Unlock()
	if enough {
		v.shutHost(name, disclosure.FetchUnreachable, failure, why)
	}
}
