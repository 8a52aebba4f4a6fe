package main

import (
	"net/netip"
	"slices"
	"testing"
)

func TestLimitFlags(t *testing.T) {
	l, err := limitFlags{RequestRate: 3, TrustedProxy: []string{"127.0.0.1", "10.1.2.3/8", "2001:db8::1"}}.limits()
	want := []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::1/128")}
	if err != nil || l.Requests != 3 || !slices.Equal(l.Proxies, want) {
		t.Errorf("%+v, %v", l, err)
	}
	for _, wrong := range []limitFlags{{RequestRate: -1}, {CostlyRate: -1}, {TrustedProxy: []string{"proxy.example"}}} {
		if _, err := wrong.limits(); err == nil {
			t.Errorf("%+v was taken", wrong)
		}
	}
}
