package main

import (
	"fmt"
	"net/http"
	"net/netip"
	"time"

	"gongkai/dashboards"
)

// limitFlags bound what one client of the dashboards may ask for.
type limitFlags struct {
	RequestRate  float64  `default:"20" placeholder:"N" help:"Pages and answers of the API that one client's address may ask for a second, ten times as many at once; 0: no bound. This machine's own clients have none."`
	CostlyRate   float64  `default:"1" placeholder:"N" help:"The same of SQL, of searches of texts and of drafts that are tried."`
	TrustedProxy []string `placeholder:"ADDR" help:"A reverse proxy in front of the dashboards, an address or a network (10.0.0.0/8): its X-Forwarded-For says who the client is. May be given several times."`
}

// limits checks the flags.
func (f limitFlags) limits() (dashboards.Limits, error) {
	l := dashboards.Limits{Requests: f.RequestRate, Costly: f.CostlyRate}
	if f.RequestRate < 0 || f.CostlyRate < 0 {
		return l, usageError{fmt.Errorf("--request-rate %v, --costly-rate %v: want 0 or more", f.RequestRate, f.CostlyRate)}
	}
	for _, text := range f.TrustedProxy {
		network, err := netip.ParsePrefix(text)
		if address, plain := netip.ParseAddr(text); plain == nil {
			network, err = netip.PrefixFrom(address, address.BitLen()), nil
		}
		if err != nil {
			return l, usageError{fmt.Errorf("--trusted-proxy %q: want an address or a network like 10.0.0.0/8", text)}
		}
		l.Proxies = append(l.Proxies, network.Masked())
	}
	return l, nil
}

// newServer holds a connection no longer than its client needs. A download of a whole table
// moves its own end on, as long as it is read.
func newServer(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: dashboards.WritePatience, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
}
